import type { Account } from "../account/account.ts";
import { locateApi } from "../account/locate.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { PromptChoice, ResourceEntry } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { notFound, type Problem } from "../settings/problem.ts";
import { UsageError } from "./exit.ts";

/** What must be there already; a child is a resource that is not the root. */
export type Needs = "nothing" | "resource" | "child" | "method";

/** The resources of the API that is named, where they may be listed. */
export async function resourcesOf(
  { reading }: Account,
  known: Known,
): Promise<readonly ResourceEntry[] | undefined> {
  if (known.api === undefined) return undefined;
  try {
    const api = await locateApi(reading, known.api);
    return "problem" in api ? undefined : await reading.resources(api.id);
  } catch (error) {
    if (error instanceof AwsFailure) return undefined;
    throw error;
  }
}

/** The resources that can be meant: no other answer leads on. */
export function candidates(
  needs: Needs,
  known: Known,
  resources: readonly ResourceEntry[],
  verb: string | undefined,
): readonly PromptChoice[] {
  let found = resources.filter(({ path }) => needs !== "child" || path !== "/");
  if (needs === "method") {
    found = found.filter(({ methods }) => methods.length > 0);
    if (found.length === 0) throw new UsageError([noMethods(known.api ?? "")]);
    const having = found.filter(({ methods }) => verb !== undefined && methods.includes(verb));
    if (having.length > 0) found = having;
  }
  return found.map(({ path, methods }) => ({ value: path, description: methods.join(", ") }));
}

const noMethods = (api: string): Problem =>
  notFound("api", `${plain(api)} has no methods`, "make one with apigw create-method");

/** What has no method cannot be where one is to be found. */
export async function lacksMethods(account: Account, key: string, known: Known): Promise<readonly Problem[]> {
  if (key !== "api" && key !== "resource") return [];
  const resources = await resourcesOf(account, known);
  const having = resources?.filter(({ methods }) => methods.length > 0);
  if (having === undefined) return [];
  if (having.length === 0) return [noMethods(known.api ?? "")];
  const named = resources?.find(({ path, id }) => path === known.resource || id === known.resource);
  return key === "resource" && named?.methods.length === 0 ? [noMethodsAt(named.path, having)] : [];
}

export function noMethodsAt(path: string, resources: readonly ResourceEntry[]): Problem {
  const having = resources.filter(({ methods }) => methods.length > 0).map((one) => one.path);
  const some = `${having.slice(0, 5).join(", ")}${having.length > 5 ? " …" : ""}`;
  return notFound(
    "resource",
    `${path} has no methods`,
    having.length === 0 ? "make one with apigw create-method" : `give one that has: ${some}`,
  );
}
