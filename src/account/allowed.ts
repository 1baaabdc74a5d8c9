import { AwsFailure } from "../gateway/call/failure.ts";
import type { Aws } from "../ports.ts";

/** What was read, or undefined where the caller may not read it: never taken for "nothing is there". */
export async function ifAllowed<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AwsFailure && error.kind === "denied") return undefined;
    throw error;
  }
}

/** Whether something is there; unknown where it may not be read. */
export async function isThere(reading: Promise<unknown>): Promise<boolean | "unknown"> {
  try {
    await reading;
    return true;
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    if (error.kind === "missing") return false;
    if (error.kind === "denied") return "unknown";
    throw error;
  }
}

/** A function's resource policy; undefined where it has none. */
export type FunctionPolicy = string | undefined | "denied";

/** The policy of the exact function and qualifier. */
export async function readPolicy(
  aws: Aws,
  fn: { readonly FunctionName: string; readonly Qualifier?: string | undefined },
  region: string | undefined,
): Promise<FunctionPolicy> {
  try {
    return (await aws.send("lambda:GetPolicy", fn, { region })).Policy;
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    if (error.kind === "missing") return undefined;
    if (error.kind === "denied") return "denied";
    throw error;
  }
}
