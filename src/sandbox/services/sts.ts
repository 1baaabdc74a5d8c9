import { GetCallerIdentity$ } from "@aws-sdk/client-sts";
import type { Context } from "../state/context.ts";
import { type Entry, read } from "./entry.ts";

function getCallerIdentity(_input: object, context: Context) {
  return {
    UserId: "AIDASANDBOXSANDBOXSBX",
    Account: context.accountId,
    Arn: `arn:${context.partition}:iam::${context.accountId}:user/sandbox`,
  };
}

/** Of STS only the question who is calling. */
export const entries: readonly Entry[] = [read(GetCallerIdentity$, getCallerIdentity)];
