import { API_GATEWAY_PRINCIPAL } from "../names/principal.ts";
import { arnHolds, covers, overlaps } from "./glob.ts";

/** What a statement must allow so that a method may invoke a function: `sourceArn` is a pattern, all of it is asked for. */
export interface Invocation {
  readonly functionArn: string;
  readonly sourceArn: string;
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What a policy says of an invocation: IAM's evaluation, an explicit deny first. */
export type Verdict =
  | { readonly is: "allowed" | "denied"; readonly sid?: string }
  | { readonly is: "not allowed" };

/**
 * Evaluates a function's resource policy (JSON, as GetPolicy answers it) for a method on any stage.
 * A deny counts where it may meet some of the calls, an allow where it covers all of them.
 * Source: IAM user guide, "Policy evaluation logic" and "Condition operators".
 */
export function evaluate(policy: string | undefined, invocation: Invocation): Verdict {
  const statements = readStatements(policy);
  const denied = statements.find((one) => one.Effect === "Deny" && meets(one, invocation, "some"));
  if (denied) return { is: "denied", ...(denied.Sid === undefined ? {} : { sid: denied.Sid }) };
  const allowed = statements.find((one) => one.Effect === "Allow" && meets(one, invocation, "all"));
  return allowed
    ? { is: "allowed", ...(allowed.Sid === undefined ? {} : { sid: allowed.Sid }) }
    : { is: "not allowed" };
}

/** The statements of a policy; none where it cannot be read, so that a permission is added and AWS has the last word. */
export function readStatements(policy: string | undefined): readonly Statement[] {
  if (policy === undefined) return [];
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: Statement | readonly Statement[] };
    return Statement === undefined ? [] : ([Statement].flat() as readonly Statement[]);
  } catch {
    return [];
  }
}

/** Whether a statement meets all calls of an invocation, or may meet some of them. */
type Extent = "all" | "some";
const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : ([value].flat() as readonly T[]);

function meets(statement: Statement, invocation: Invocation, extent: Extent): boolean {
  const { Action, NotAction, Principal, NotPrincipal, Resource, Condition } = statement;
  const invokes = (actions: readonly string[]) =>
    actions.some((one) => covers(one.toLowerCase(), "lambda:invokefunction"));
  if (NotAction === undefined ? !invokes(list(Action)) : invokes(list(NotAction))) return false;
  if (NotPrincipal === undefined ? !isApiGateway(Principal) : isApiGateway(NotPrincipal)) return false;
  if (Resource !== undefined && !list(Resource).some((one) => covers(one, invocation.functionArn)))
    return false;
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holds(operator, key, list(values), invocation.sourceArn, extent),
    ),
  );
}

function isApiGateway(principal: unknown): boolean {
  if (principal === "*") return true;
  if (typeof principal !== "object" || principal === null) return false;
  const { Service, AWS } = principal as { Service?: string | string[]; AWS?: string | string[] };
  return (
    list(Service).includes(API_GATEWAY_PRINCIPAL) || list(Service).includes("*") || list(AWS).includes("*")
  );
}

/**
 * Whether a condition holds for the calls. API Gateway is known to send the source ARN and its account; of any other
 * key nothing is known, so it allows nothing and may deny.
 */
function holds(
  operator: string,
  key: string,
  values: readonly string[],
  source: string,
  extent: Extent,
): boolean {
  const plain = operator
    .toLowerCase()
    .replace(/^for(any|all)values?:/, "")
    .replace(/ifexists$/, "");
  const name = key.toLowerCase();
  const unknown = extent === "some";
  if (name !== "aws:sourcearn" && name !== "aws:sourceaccount") {
    // A key that is not sent passes "IfExists", and Null asks for its absence.
    return /ifexists$/i.test(operator) || unknown;
  }
  const account = source.split(":")[4] ?? "";
  const actual = name === "aws:sourcearn" ? source : account;
  const relation = extent === "all" ? covers : overlaps;
  switch (plain) {
    case "null":
      return values.includes("false");
    case "arnlike":
    case "arnequals":
      return values.some((one) => arnHolds(relation, one, actual));
    case "stringlike":
      return values.some((one) => relation(one, actual));
    case "stringequals":
    case "stringequalsignorecase":
      return values.some((one) => equalText(one, actual, plain.endsWith("case"), extent));
    case "arnnotlike":
    case "arnnotequals":
      return extent === "all"
        ? !values.some((one) => arnHolds(overlaps, one, actual))
        : !values.some((one) => arnHolds(covers, one, actual));
    case "stringnotlike":
      return extent === "all"
        ? !values.some((one) => overlaps(one, actual))
        : !values.some((one) => covers(one, actual));
    case "stringnotequals":
    case "stringnotequalsignorecase":
      return extent === "all"
        ? !values.some((one) => equalText(one, actual, plain.endsWith("case"), "some"))
        : !values.some((one) => equalText(one, actual, plain.endsWith("case"), "all"));
    default:
      return unknown;
  }
}

/** StringEquals knows no wildcards: a `*` in a policy is a star, and one text is never all stages. */
function equalText(text: string, pattern: string, ignoreCase: boolean, extent: Extent): boolean {
  const [a, b] = ignoreCase ? [text.toLowerCase(), pattern.toLowerCase()] : [text, pattern];
  const literal = !/[*?]/.test(b);
  if (extent === "all") return literal && a === b;
  // A star in the text is the character itself: it is held against the pattern as such.
  return literal ? a === b : covers(b, a.replaceAll(/[*?]/g, "\u0000"));
}
