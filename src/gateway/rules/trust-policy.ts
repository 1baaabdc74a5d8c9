/** What IAM refuses of a role's trust policy. The words are those of public reports, which name what is taken too. */

const TRUST_ACTIONS =
  /^sts:(AssumeRole|AssumeRoleWith(SAML|WebIdentity)|TagSession|SetSourceIdentity|SetContext)$/;
const SERVICE = /^([a-z0-9-]+\.)+(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|aws\.dev)$/i;
/** Anybody, an account (its digits, dashes among them), or one whole name. */
const AWS_PRINCIPAL =
  /^(\*|(\d-*){12}|arn:[^:]+:iam::(\d{12}|cloudfront):(root|(user|role|federated-user)\/[^*?\s]+)|A(RO|ID)A[A-Z0-9]+)$/;

type Fields = Record<string, unknown>;

const isMap = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const list = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

/** The statements of a document, or why there are none to be had. */
function statementsOf(text: string): Fields[] | string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return "This policy contains invalid Json";
  }
  if (!isMap(document) || document.Statement === undefined) return "Syntax errors in policy.";
  const { Version: version } = document;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17")
    return "The policy must contain a valid version string.";
  const statements = [document.Statement].flat();
  if (!statements.every(isMap)) return "Syntax errors in policy.";
  const effects = statements.every(({ Effect }) => Effect === "Allow" || Effect === "Deny");
  return effects ? statements : "Syntax errors in policy.";
}

/** Why IAM refuses a role's trust policy. */
export function trustPolicyFault(text: string): string | undefined {
  const statements = statementsOf(text);
  if (typeof statements === "string") return statements;
  for (const statement of statements) {
    if (statement.Resource !== undefined || statement.NotResource !== undefined)
      return `Has prohibited field ${statement.Resource === undefined ? "NotResource" : "Resource"}`;
    if (statement.Principal === undefined && statement.NotPrincipal === undefined)
      return "Missing required field Principal";
    if (statement.Action === undefined && statement.NotAction === undefined)
      return "Missing required field Action";
    if (!list(statement.Action).every((action) => TRUST_ACTIONS.test(action)))
      return "AssumeRole policy may only specify STS AssumeRole actions.";
    const principal = statement.Principal ?? statement.NotPrincipal;
    const fault = principalFault(principal);
    if (fault !== undefined) return fault;
    const federated = isMap(principal) ? list(principal.Federated) : [];
    if (federated.includes("cognito-identity.amazonaws.com") && !isMap(statement.Condition))
      return "A condition block must be present for the Cognito provider";
  }
  return undefined;
}

function principalFault(principal: unknown): string | undefined {
  if (principal === "*") return 'AssumeRolepolicy contained an invalid principal: "STAR":"*".';
  if (!isMap(principal)) return `Invalid principal in policy: ${JSON.stringify(principal)}`;
  const wrong = (kind: string, form: RegExp) => list(principal[kind]).find((name) => !form.test(name));
  const service = wrong("Service", SERVICE);
  if (service !== undefined) return `Invalid principal in policy: "SERVICE":"${service}"`;
  const aws = wrong("AWS", AWS_PRINCIPAL);
  if (aws !== undefined) return `Invalid principal in policy: "AWS":"${aws}"`;
  const known = Object.keys(principal).every((kind) =>
    ["Service", "AWS", "Federated", "CanonicalUser"].includes(kind),
  );
  return known && Object.keys(principal).length > 0 ? undefined : "Invalid principal in policy";
}
