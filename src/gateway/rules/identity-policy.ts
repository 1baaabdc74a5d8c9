import { NUMBER, networkOf } from "../policy/condition-values.ts";

/**
 * What IAM refuses of a policy that says what may be done, in its order: the form, the version, what its older parser
 * does not read, then what the statements say. Order and words are those that another implementation's tests have,
 * which were compared with AWS, or of deployments that AWS refused in 2026.
 */

type Fields = Record<string, unknown>;
type Statement = Readonly<Record<string, unknown>>;

const SYNTAX = "Syntax errors in policy.";
const LEGACY = "The policy failed legacy parsing";

const isMap = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const isText = (value: unknown) => value === undefined || typeof value === "string";
const isTexts = (value: unknown) =>
  isText(value) || (Array.isArray(value) && value.every((item) => typeof item === "string"));
const onlyHas = (fields: Fields, names: readonly string[]) =>
  Object.keys(fields).every((name) => names.includes(name));
const list = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

const DOCUMENT_MEMBERS = ["Version", "Id", "Statement"];
const STATEMENT_MEMBERS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const OPERATOR =
  /^(ForAllValues:|ForAnyValue:)?((String(Not)?(Equals|Like)|StringEqualsIgnoreCase|StringNotEqualsIgnoreCase|(Numeric|Date)(Equals|NotEquals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)$/;

/** Why IAM refuses a policy; of a managed one it asks for the newer version of the language. */
export function identityPolicyFault(text: string, kind: "managed" | "inline"): string | undefined {
  const document = documentOf(text);
  if (!document) return SYNTAX;
  const { statements, version } = document;
  // Unverified: that it does not ask the same of a role's own policies.
  if (kind === "managed" && version !== "2012-10-17")
    return "Policy document must be version 2012-10-17 or greater.";
  if (!statements.every(isReadByLegacy)) return LEGACY;
  if (statements.some(({ Principal, NotPrincipal }) => Principal !== undefined || NotPrincipal !== undefined))
    return "Policy document should not specify a principal.";
  const ids = statements.flatMap(({ Sid }) => (Sid === undefined || Sid === "" ? [] : [Sid]));
  if (ids.some((id) => !/^[0-9A-Za-z]*$/.test(String(id))))
    return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
  if (new Set(ids).size < ids.length) return "Statement IDs (SID) in a single policy must be unique.";
  return (
    first(statements, ({ Action, NotAction }) =>
      list(Action ?? NotAction).length === 0 ? "Policy statement must contain actions." : undefined,
    ) ??
    first(statements, (statement) => first(actionsOf(statement), vendorFault)) ??
    first(statements, (statement) =>
      resourcesOf(statement).length === 0 ? "Policy statement must contain resources." : undefined,
    ) ??
    first(statements, (statement) => first(resourcesOf(statement), resourceFault)) ??
    first(statements, (statement) => first(actionsOf(statement), actionFault))
  );
}

function first<T>(items: readonly T[], faultOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const actionsOf = ({ Action, NotAction }: Statement) => list(Action ?? NotAction);
const resourcesOf = ({ Resource, NotResource }: Statement) => list(Resource ?? NotResource);

function documentOf(text: string): { statements: Statement[]; version: unknown } | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isMap(document) || !onlyHas(document, DOCUMENT_MEMBERS)) return undefined;
  const { Version: version, Id, Statement } = document;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") return undefined;
  const statements = Statement === undefined ? [] : [Statement].flat();
  if (!isText(Id) || statements.length === 0 || !statements.every(isStatement)) return undefined;
  return { statements, version };
}

function isStatement(value: unknown): value is Statement {
  if (!isMap(value) || !onlyHas(value, STATEMENT_MEMBERS)) return false;
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = value;
  const both = (one: unknown, other: unknown) => one !== undefined && other !== undefined;
  return (
    isText(Sid) &&
    /^(allow|deny)$/i.test(String(Effect)) &&
    [Action, NotAction, Resource, NotResource].every(isTexts) &&
    !both(Action, NotAction) &&
    !both(Resource, NotResource) &&
    (Condition === undefined || isCondition(Condition))
  );
}

const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const isScalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

/** An operator that is not known is refused only where something is compared by it. */
const isCondition = (condition: unknown): boolean =>
  isMap(condition) &&
  Object.entries(condition).every(
    ([operator, keys]) =>
      isMap(keys) &&
      (Object.keys(keys).length === 0 || OPERATOR.test(operator)) &&
      (!/BinaryEquals/.test(operator) ||
        Object.values(keys)
          .flat()
          .every((value) => BASE64.test(String(value)))) &&
      Object.values(keys).every((value) => [value].flat().every(isScalar)),
  );

/** What conditions compare by operators whose names begin so. */
function comparedBy({ Condition }: Statement, operators: RegExp): string[] {
  return Object.entries(isMap(Condition) ? Condition : {})
    .filter(([operator]) => operators.test(operator.replace(/^For\w+:/, "")))
    .flatMap(([, keys]) => Object.values(keys as Fields).flat())
    .map(String);
}

/** What the older parser reads: effects as they are spelled, values of their kinds, and whole ARNs. */
function isReadByLegacy(statement: Statement): boolean {
  const { Effect } = statement;
  return (
    (Effect === "Allow" || Effect === "Deny") &&
    comparedBy(statement, /^Date/).every(isDate) &&
    comparedBy(statement, /^Numeric/).every((value) => NUMBER.test(value)) &&
    comparedBy(statement, /^(Not)?IpAddress/).every((value) => networkOf(value) !== undefined) &&
    comparedBy(statement, /^Arn/).every((value) => value === "*" || /^arn:.*:.*:.*:.*:/.test(value)) &&
    resourcesOf(statement).every(isWhole)
  );
}

const PARTITION = /^(\*|aws(-[a-z]+)*)$/;

function isWhole(resource: string): boolean {
  const parts = resource.split(":");
  if (parts.length < 3 || !PARTITION.test(parts[1] ?? "")) return true;
  return parts[2] !== "" && (parts.length >= 6 || !resource.includes("::"));
}

const LEAST_YEAR = -292_275_054n;
const LONGEST = 2n ** 63n;

const DATE =
  /^\d{1,4}(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12]\d|3[01]))?)?(?:t(?:\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?:z|[+-]\d{2}(?::?\d{2})?)?)?)?$/i;

/** A number (a year, or seconds), or a date with as much of a time as there is. */
const isDate = (text: string): boolean =>
  /^-?\d+$/.test(text) ? BigInt(text) >= LEAST_YEAR && BigInt(text) < LONGEST : DATE.test(text);

function vendorFault(action: string): string | undefined {
  if (/^[^:]*[*?][^:]*:/.test(action))
    return "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.";
  if (action === "*" || action.includes(":")) return undefined;
  return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
}

function actionFault(action: string): string | undefined {
  if (action === "*") return undefined;
  const [vendor = "", ...rest] = action.split(":");
  if (/[^a-zA-Z0-9.-]/.test(vendor)) return `Vendor ${vendor} is not valid`;
  return rest.length > 1 ? "Actions/Condition can contain only one colon." : undefined;
}

const IAM_PATHS = [
  "user/",
  "federated-user/",
  "role/",
  "group/",
  "instance-profile/",
  "mfa/",
  "server-certificate/",
  "policy/",
  "sms-mfa/",
  "saml-provider/",
  "oidc-provider/",
  "report/",
  "access-report/",
];

function resourceFault(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const [start = "", partition, ...rest] = resource.split(":");
  if (start === resource) return `Resource ${resource} must be in ARN format or "*".`;
  if (!PARTITION.test(partition ?? "")) {
    const [service, region, account, ...path] = rest;
    const arn = ["arn", partition, service ?? "*", region ?? "*", account ?? "*", path.join(":") || "*"];
    return `Partition "${partition}" is not valid for resource "${arn.join(":")}".`;
  }
  if (rest.length === 0) return "Resource vendor must be fully qualified and cannot contain regexes.";
  const [service = "", region = "", account = "", ...path] = rest;
  const name = path.join(":");
  if (/[*?]/.test(service)) return "Resource vendor must be fully qualified and cannot contain regexes.";
  const isBucket = service === "s3" && !name.startsWith("accesspoint");
  if ((isBucket || service === "route53") && region !== "")
    return `Resource ${resource} can not contain region information.`;
  if (isBucket && account !== "") return `Resource ${resource} cannot contain an account id.`;
  if (service !== "iam") return undefined;
  if (region !== "") return `IAM resource ${resource} cannot contain region information.`;
  if (name === "*" || IAM_PATHS.some((known) => name.startsWith(known))) return undefined;
  return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(", ")}.`;
}
