/** Why Lambda refuses a permission. Its refusals are not API Gateway's, so they carry Lambda's own names. */
export interface PermissionRefusal {
  readonly name: "InvalidParameterValueException" | "ResourceNotFoundException" | "ResourceConflictException";
  readonly status: number;
  readonly message: string;
  readonly member: string;
}

export interface PermissionInput {
  /** A name, a partial or a whole ARN, maybe with a qualifier. */
  readonly FunctionName: string;
  readonly Qualifier?: string;
  readonly StatementId: string;
  readonly Principal: string;
}

export interface FunctionReference {
  readonly name: string;
  readonly qualifier?: string;
  readonly accountId?: string;
  readonly region?: string;
}

/** A function as Lambda's calls name it: `name`, `name:alias`, `123456789012:function:name`, or an ARN. */
export function parseFunctionReference(text: string): FunctionReference {
  const parts = text.split(":");
  const at = parts.indexOf("function");
  const [name = "", qualifier] = at < 0 ? parts : parts.slice(at + 1);
  const region = parts[0] === "arn" ? parts[3] : undefined;
  const accountId = at > 0 ? parts[at - 1] : undefined;
  return {
    name,
    ...(qualifier === undefined ? {} : { qualifier }),
    ...(accountId ? { accountId } : {}),
    ...(region ? { region } : {}),
  };
}

/** Aliases are told from versions by their letters: a number is never an alias. */
export const isAliasName = (qualifier: string): boolean =>
  /^[a-zA-Z0-9-_]+$/.test(qualifier) && !/^\d+$/.test(qualifier);

const bad = (message: string, member: string): PermissionRefusal => ({
  name: "InvalidParameterValueException",
  status: 400,
  message,
  member,
});

/** What can be said about a permission without looking at the function: recorded words. */
export function* permissionRule(input: PermissionInput): Iterable<PermissionRefusal> {
  const derived = parseFunctionReference(input.FunctionName).qualifier;
  if (derived !== undefined && input.Qualifier !== undefined && derived !== input.Qualifier) {
    yield bad(
      "The derived qualifier from the function name does not match the specified qualifier.",
      "Qualifier",
    );
  }
  if ((input.Qualifier ?? derived) === "$LATEST") {
    yield bad("We currently do not support adding policies for $LATEST.", "Qualifier");
  }
  if (!isPrincipal(input.Principal)) {
    yield bad("The provided principal was invalid. Please check the principal and try again.", "Principal");
  }
}

/** Anybody, an account, an ARN, or a service; `.amazonaws.com.cn` is none for Lambda, not even in China. */
function isPrincipal(principal: string): boolean {
  return (
    principal === "*" ||
    /^\d{12}$/.test(principal) ||
    /^arn:aws[a-z-]*:(iam|sts)::\d{12}:.+/.test(principal) ||
    /^[a-z0-9.-]+\.amazonaws\.com$/.test(principal) ||
    /^[a-z0-9.-]+\.alexa\.com$/.test(principal) ||
    principal === "alexa-appkit.amazon.com"
  );
}
