import { type Fields, fieldsOf, listOf, listsOf, textOf } from "./fields.ts";

/** Who may call a method, by its export. */
export interface Security {
  readonly authorizationType: string;
  /** By its name. */
  readonly authorizer?: string | undefined;
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
  /** Why it is not known, where it is not. */
  readonly unknown?: string | undefined;
}

type Scheme = "iam" | "key" | "custom" | "cognito";

const TYPES = { custom: "CUSTOM", cognito: "COGNITO_USER_POOLS" } as const;

/** What the operation's `security` asks for: the schemes that it names are told apart by what they are, not by name. */
export function securityOf(document: Fields, operation: Fields): Security {
  const schemes = fieldsOf(fieldsOf(document.components).securitySchemes);
  let found: Security = { authorizationType: "NONE", scopes: [], apiKeyRequired: false };
  for (const requirement of listOf(operation.security))
    for (const [name, scopes] of Object.entries(fieldsOf(requirement))) {
      const kind = kindOf(fieldsOf(schemes[name]));
      if (kind === undefined) found = { ...found, unknown: `it asks for ${name}, of which it says no type` };
      else if (kind === "key") found = { ...found, apiKeyRequired: true };
      else if (kind === "iam") found = { ...found, authorizationType: "AWS_IAM", scopes: listsOf(scopes) };
      else found = { ...found, authorizationType: TYPES[kind], authorizer: name, scopes: listsOf(scopes) };
    }
  return found;
}

/** By the developer guide and public exports. */
function kindOf(scheme: Fields): Scheme | undefined {
  const authtype = textOf(scheme["x-amazon-apigateway-authtype"]) ?? "";
  const type = textOf(fieldsOf(scheme["x-amazon-apigateway-authorizer"]).type)?.toLowerCase();
  if (/^awssigv4$/i.test(authtype)) return "iam";
  if (type === "cognito_user_pools" || authtype === "cognito_user_pools") return "cognito";
  if (type !== undefined || authtype !== "") return "custom";
  const isKey = scheme.type === "apiKey" && /^x-api-key$/i.test(textOf(scheme.name) ?? "");
  return isKey && scheme.in === "header" ? "key" : undefined;
}
