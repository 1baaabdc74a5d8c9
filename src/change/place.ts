import type { Where } from "../cli/where.ts";

/** A place, with the birth of its sandbox: one that was deleted and made anew is another. */
export type Placed = Where & { readonly birth?: string | undefined };

/** Whether two runs were, or are, at the same place: whoever's account is not known is told by the profile. */
export function isSamePlace(a: Placed, b: Placed): boolean {
  return differsIn(a, b) === undefined;
}

/** In what one place is not the other, for people; undefined where they are the same. */
export function differsIn(run: Placed, here: Placed): string | undefined {
  if ((run.sandbox === undefined) !== (here.sandbox === undefined))
    return run.sandbox === undefined
      ? "it was not in a sandbox, and this is one"
      : `it was in the sandbox ${run.sandbox}: add --sandbox --sandbox-state ${run.sandbox}`;
  if (run.sandbox !== undefined) {
    if (run.sandbox !== here.sandbox)
      return `it was in the sandbox ${run.sandbox}: add --sandbox-state ${run.sandbox}`;
    if (run.birth !== here.birth) return `the sandbox ${run.sandbox} was made anew since`;
  }
  if (run.account !== here.account)
    return `it was in account ${run.account ?? "unknown"}, and this is ${here.account ?? "unknown"}${run.profile === undefined ? "" : `: add --profile ${run.profile}`}`;
  if (run.region !== here.region) return `it was in ${run.region}: add --region ${run.region}`;
  if (run.endpoint !== here.endpoint)
    return run.endpoint === undefined
      ? `it was sent to AWS, and this goes to ${here.endpoint}`
      : `it was sent to ${run.endpoint}: add --aws-endpoint-url ${run.endpoint}`;
  return undefined;
}
