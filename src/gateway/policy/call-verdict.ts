import { type Condition, conditionsHold, type Held, type Keys } from "./conditions.ts";
import { fitsPattern } from "./fits.ts";

/** One call of which everything is known. */
export interface JudgedCall {
  readonly action: string;
  readonly resource: string;
  /** Who calls; `anonymous` where nobody says who they are, and undefined where the policy is the caller's own. */
  readonly principal?: Principal | "anonymous";
  readonly keys: Keys;
}

export interface Principal {
  readonly arn: string;
  readonly account: string;
}

/** What a policy says of a call: an explicit denial wins; what no statement speaks of is not allowed either. */
export type Said = "allow" | "deny" | "silent";

type Statement = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Statement =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const list = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

/** What policies say, and why of some statements it cannot be told whether they speak of the call. */
export interface Judgement {
  readonly said: Said;
  readonly unsure: readonly string[];
}

/**
 * `written` makes of a resource as it stands in the policy the whole ARN, where the policy may have less. A statement whose
 * conditions cannot be judged denies where it denies, and allows nothing.
 */
export function saidOf(
  policy: { readonly Statement?: unknown },
  call: JudgedCall,
  written: (resource: string) => string = (resource) => resource,
): Judgement {
  const spoken = [policy.Statement]
    .flat()
    .filter(isMap)
    .filter((statement) => names(statement, call, written))
    .map(({ Effect, Condition }) => ({
      Effect,
      held: conditionsHold(isMap(Condition) ? (Condition as Condition) : undefined, call.keys),
    }));
  const effects = (...held: readonly Held["is"][]) =>
    spoken.filter((one) => held.includes(one.held.is)).map(({ Effect }) => Effect);
  const said = effects("yes", "unknown").includes("Deny")
    ? "deny"
    : effects("yes").includes("Allow")
      ? "allow"
      : "silent";
  return { said, unsure: spoken.flatMap(({ held }) => (held.is === "unknown" ? [held.why] : [])) };
}

/** Whether a statement is about such a call, whatever its conditions. */
function names(statement: Statement, call: JudgedCall, written: (resource: string) => string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const named = (actions: unknown) =>
    list(actions).some((one) => fitsPattern(one.toLowerCase(), call.action.toLowerCase()));
  const reached = (resources: unknown) =>
    list(resources).some((one) => fitsPattern(written(one), call.resource));
  return (
    (NotAction === undefined ? named(Action) : !named(NotAction)) &&
    (NotResource === undefined ? reached(Resource) : !reached(NotResource)) &&
    isOf(statement, call.principal)
  );
}

function isOf({ Principal, NotPrincipal }: Statement, caller: JudgedCall["principal"]): boolean {
  if (caller === undefined) return true;
  return NotPrincipal === undefined ? isAmong(Principal, caller) : !isAmong(NotPrincipal, caller);
}

/** `*`, or AWS's names: an ARN, an account, or its root, which stands for all of the account. */
function isAmong(principal: unknown, caller: Principal | "anonymous"): boolean {
  if (principal === "*") return true;
  const names = isMap(principal) ? list(principal.AWS) : [];
  if (names.includes("*")) return true;
  if (caller === "anonymous") return false;
  const root = new RegExp(`^arn:[^:]+:iam::${caller.account}:root$`);
  return names.some((name) => name === caller.arn || name === caller.account || root.test(name));
}
