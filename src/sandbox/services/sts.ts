import { GetCallerIdentity$ } from "@aws-sdk/client-sts";
import { userOf } from "../state/caller.ts";
import type { Context } from "../state/context.ts";
import { type Entry, read } from "./entry.ts";

function getCallerIdentity(_input: object, context: Context) {
  const { id, account, arn } = userOf(context);
  return { UserId: id, Account: account, Arn: arn };
}

/** Of STS only the question who is calling. */
export const entries: readonly Entry[] = [read(GetCallerIdentity$, getCallerIdentity)];
