import type { Account } from "../../account/account.ts";
import { type FunctionPolicy, readPolicy } from "../../account/allowed.ts";
import { type FoundFunction, findFunction } from "../../account/lambda-function.ts";
import { locateApi, looksLikeApiId } from "../../account/locate.ts";
import { usesStageVariables } from "../../gateway/names/uri.ts";
import type { ApiEntry } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Problem } from "../../settings/problem.ts";

type Or<T> = T | { readonly problem: Problem };

/** What every run reads first. Nobody has to wait for it: a failure is kept for whoever does. */
export interface Ahead {
  readonly api: Promise<Or<ApiEntry>>;
  readonly fn: Promise<Or<FoundFunction>> | undefined;
  /** Of a function in the caller's own account, where the method may need to be let in. */
  readonly policy: Promise<FunctionPolicy> | undefined;
}

/** Asks for what these settings will need, and answers as soon as the requests are on their way. */
export async function readAhead({ aws, reading }: Account, given: Known): Promise<Ahead> {
  const { api: named = "" } = given;
  const api = kept(locateApi(reading, named));
  // What an id names is asked for without waiting for its API. The reading keeps the answers for those that ask later.
  const contents = (id: string) => kept(Promise.all([reading.resources(id), reading.models(id)]));
  if (looksLikeApiId(named)) contents(named);
  // Each service's client takes its time to be loaded: the one request leaves before the next client is.
  await requestsLeave();
  const { function: fn, functionRegion, permission, role } = given;
  const found = fn && kept(findFunction(aws, reading, fn, given));
  const own = fn && fn.account === undefined && !usesStageVariables(fn.name + (fn.qualifier ?? ""));
  const policy =
    own && permission !== false && role === undefined
      ? kept(readPolicy(aws, { FunctionName: fn.name, Qualifier: fn.qualifier }, fn.region ?? functionRegion))
      : undefined;
  kept(api.then((one) => ("problem" in one ? undefined : contents(one.id))));
  await requestsLeave();
  return { api, fn: found, policy };
}

/** A failure must not end the process before somebody awaits it. */
function kept<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Connecting is one turn of the event loop, writing another. */
async function requestsLeave(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resume) => setImmediate(resume));
}
