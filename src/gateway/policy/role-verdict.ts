import { API_GATEWAY_PRINCIPAL } from "../names/principal.ts";
import { type Condition, conditionsHold, type Held, type Keys } from "./conditions.ts";
import { covers, meet } from "./glob.ts";
import { readStatements, type Statement } from "./lambda-policy.ts";

interface IdentityStatement extends Statement {
  readonly NotResource?: string | readonly string[];
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : ([value].flat() as readonly T[]);
const clause = (keys: readonly string[]): string => [...new Set(keys)].join(", ");

/** What a trust policy says to API Gateway: why it may not assume the role, or why it might not. */
export interface Trust {
  readonly fault?: string;
  readonly warning?: string;
}

/** Whether API Gateway may assume a role, by its trust policy (JSON). */
export function trustOf(document: string): Trust {
  const statements = readStatements(document).filter(isAssumption);
  const ours = statements.filter(({ Principal, NotPrincipal }) =>
    NotPrincipal === undefined ? isApiGateway(Principal) : !isApiGateway(NotPrincipal),
  );
  const keys = (some: readonly Statement[]) => some.flatMap((one) => conditionKeys(one));
  const denies = ours.filter(({ Effect }) => Effect === "Deny");
  if (denies.some((one) => keys([one]).length === 0)) return { fault: "its trust policy denies it" };
  const allows = ours.filter(({ Effect }) => Effect === "Allow");
  if (allows.length === 0) {
    const trusted = statements
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((one) => named(one.Principal));
    return {
      fault:
        trusted.length === 0
          ? `its trust policy names nobody who may assume it, not ${API_GATEWAY_PRINCIPAL} either`
          : `it trusts ${clause(trusted)}, not ${API_GATEWAY_PRINCIPAL}`,
    };
  }
  if (denies.length > 0) return { warning: `its trust policy denies it under ${clause(keys(denies))}` };
  if (allows.some((one) => keys([one]).length === 0)) return {};
  // API Gateway has no external id to give; IAM then refuses.
  if (allows.every((one) => keys([one]).some((key) => /^sts:externalid$/i.test(key))))
    return { fault: "its trust policy asks for an sts:ExternalId, which API Gateway does not send" };
  return {
    warning: `its trust policy has a condition on ${clause(keys(allows))}, and what API Gateway sends for that is not documented (aws:SourceAccount is known to break it)`,
  };
}

const isAssumption = ({ Action, NotAction }: Statement): boolean => {
  const assumes = (actions: readonly string[]) =>
    actions.some((one) => covers(one.toLowerCase(), "sts:assumerole"));
  return NotAction === undefined ? assumes(list(Action)) : !assumes(list(NotAction));
};

function isApiGateway(principal: unknown): boolean {
  if (principal === "*") return true;
  if (typeof principal !== "object" || principal === null) return false;
  const { Service, AWS } = principal as { Service?: string | string[]; AWS?: string | string[] };
  return list(Service).includes(API_GATEWAY_PRINCIPAL) || list(AWS).includes("*");
}

const named = (principal: unknown): readonly string[] =>
  typeof principal === "object" && principal !== null
    ? Object.values(principal as Record<string, string | string[]>).flatMap((one) => list(one))
    : [];

/** The keys that a statement's conditions ask for and that are not known; one that may be absent asks for nothing. */
const conditionKeys = (one: Statement, known: Keys = {}): readonly string[] =>
  parts(one)
    .filter((part) => judged(part, known) === "unknown")
    .filter(({ operator, key }) => !/ifexists$/i.test(operator) || /^aws:source(arn|account)$/i.test(key))
    .map(({ key }) => key);

interface Part {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const parts = ({ Condition }: Statement): readonly Part[] =>
  Object.entries((Condition ?? {}) as NonNullable<Condition>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: [values].flat().map(String) })),
  );

/** Whether a part of a condition holds, as far as its key, and what it is compared with, are known. */
const judged = ({ operator, key, values }: Part, known: Keys): Held["is"] =>
  known[key.toLowerCase()] === undefined || values.some((one) => filled(one, known).includes("${"))
    ? "unknown"
    : conditionsHold({ [operator]: { [key]: values } }, known).is;

/** Whether a statement cannot hold, whatever else there is in its conditions. */
const fails = (one: Statement, known: Keys): boolean =>
  parts(one).some((part) => judged(part, known) === "no");

/** A text with the policy variables that are known. */
const filled = (text: string, known: Keys): string =>
  text.replace(/\$\{([\w:/-]{2,})\}/g, (whole, name: string) => known[name.toLowerCase()]?.[0] ?? whole);

/** What policies say of an action: `unsure` where it hangs on conditions, or on which resource is called. */
export type Allowed = "allowed" | "denied" | "not allowed" | "unsure";

/** What is known around an action: ARNs that will do in the place of one, and condition keys. */
export interface Around {
  readonly or?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly keys?: Keys | undefined;
}

/**
 * Whether a role's policies (JSON each) allow an action; on all of the resources (patterns), where they are known. A deny
 * goes before, as in IAM (user guide, "Policy evaluation logic").
 */
export function allowedBy(
  policies: readonly string[],
  action: string,
  resources: readonly string[],
  { or = {}, keys = {} }: Around = {},
): Allowed {
  const statements = policies.flatMap((one) => readStatements(one) as readonly IdentityStatement[]);
  const verdicts = (resources.length === 0 ? [undefined] : resources).map((resource) =>
    anyOf(
      [resource, ...(resource === undefined ? [] : (or[resource] ?? []))].map((one) =>
        onOne(statements, action, one, keys),
      ),
    ),
  );
  const worst = (["denied", "not allowed", "unsure"] as const).find((one) => verdicts.includes(one));
  return worst ?? "allowed";
}

/** What comes of several ARNs any one of which lets an action through; a deny of one may not be a deny of the others. */
function anyOf(verdicts: readonly Allowed[]): Allowed {
  const has = (one: Allowed) => verdicts.includes(one);
  if (has("allowed")) return has("denied") ? "unsure" : "allowed";
  return (["unsure", "denied"] as const).find(has) ?? "not allowed";
}

function onOne(
  statements: readonly IdentityStatement[],
  action: string,
  resource: string | undefined,
  around: Keys,
): Allowed {
  const account = resource?.split(":")[4] ?? "";
  const keys = /^\d{12}$/.test(account) ? { ...around, "aws:resourceaccount": [account] } : around;
  const onAction = statements.filter(
    (one) =>
      (one.NotAction === undefined ? names(list(one.Action), action) : !names(list(one.NotAction), action)) &&
      !fails(one, keys),
  );
  const reach = (one: IdentityStatement) => reachOf(one, resource, keys);
  const sure = (one: IdentityStatement) => reach(one) === "all" && conditionKeys(one, keys).length === 0;
  const denies = onAction.filter((one) => one.Effect === "Deny" && reach(one) !== "none");
  if (denies.some(sure)) return "denied";
  const allows = onAction.filter((one) => one.Effect === "Allow" && reach(one) !== "none");
  if (allows.length === 0) return "not allowed";
  if (denies.length > 0) return "unsure";
  return allows.some(sure) ? "allowed" : "unsure";
}

const names = (patterns: readonly string[], action: string): boolean =>
  patterns.some((one) => covers(one.toLowerCase(), action.toLowerCase()));

/** How much of a resource a statement reaches; where none is known, an allow of some resource is taken for it. */
function reachOf(
  { Effect, Resource, NotResource }: IdentityStatement,
  resource: string | undefined,
  keys: Keys,
) {
  // A star that is meant as one is in no ARN of ours.
  const given = list(NotResource ?? Resource).map((one) =>
    filled(one.replaceAll(/\$\{[*?]\}/g, "\u0000"), keys),
  );
  // What a policy variable stands for is not known: it may be anything.
  const open = given.filter((one) => one.includes("${")).map((one) => one.replaceAll(/\$\{[^}]*\}/g, "*"));
  const patterns = given.filter((one) => !one.includes("${"));
  const everything = patterns.includes("*");
  if (resource === undefined) {
    if (NotResource !== undefined) return everything ? "none" : "some";
    return everything || Effect === "Allow" ? "all" : "some";
  }
  const covered = patterns.some((one) => covers(one, resource));
  const touched = covered || [...patterns, ...open].some((one) => meet(one, resource));
  if (NotResource !== undefined) return covered ? "none" : touched ? "some" : "all";
  return covered ? "all" : touched ? "some" : "none";
}

/** How much policies allow of a service's actions (`s3`), whatever they act on: all of them, some, or none. */
export function allowsOf(
  policies: readonly string[],
  prefix: string,
  keys: Keys = {},
): "all" | "some" | "none" {
  const of = `${prefix.toLowerCase()}:*`;
  const statements = policies.flatMap((one) => readStatements(one) as readonly IdentityStatement[]);
  const meant = statements.filter((one) => {
    if (fails(one, keys)) return false;
    const [actions, others] = [list(one.Action), list(one.NotAction)];
    return one.NotAction === undefined
      ? actions.some((action) => meet(action.toLowerCase(), of))
      : !others.some((action) => covers(action.toLowerCase(), of));
  });
  const allows = meant.filter(({ Effect }) => Effect === "Allow");
  if (allows.length === 0) return "none";
  const whole = allows.some(
    (one) =>
      list(one.Action).some((action) => covers(action.toLowerCase(), of)) &&
      list(one.Resource).includes("*") &&
      conditionKeys(one, keys).length === 0,
  );
  return whole && meant.length === allows.length ? "all" : "some";
}
