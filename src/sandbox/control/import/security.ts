import { DEFAULT_TTL_IN_SECONDS } from "../../../gateway/rules/authorizer.ts";
import type { Context } from "../../state/context.ts";
import type { ApiState, AuthorizerState } from "../../state/types.ts";
import { assign } from "../patch.ts";
import { type Fields, fieldsOf, listOf, type OpenApiDocument, resolved, textOf } from "./document.ts";

/** What a security scheme of the document means for a method. */
export interface Scheme {
  readonly authorizationType: "CUSTOM" | "COGNITO_USER_POOLS" | "AWS_IAM" | "NONE";
  readonly authorizerId?: string;
  readonly apiKey: boolean;
}

const schemesOf = ({ version, root }: OpenApiDocument): Fields =>
  version === 2 ? fieldsOf(root.securityDefinitions) : fieldsOf(fieldsOf(root.components).securitySchemes);

/** Makes the document's authorizers, keeping the id of one that is there under the name; tells what each scheme means. */
export function importSecurity(
  document: OpenApiDocument,
  api: ApiState,
  context: Context,
): Map<string, Scheme> {
  const schemes = new Map<string, Scheme>();
  for (const [name, value] of Object.entries(schemesOf(document))) {
    const scheme = fieldsOf(value);
    const authorizer = fieldsOf(scheme["x-amazon-apigateway-authorizer"]);
    const authType = textOf(scheme["x-amazon-apigateway-authtype"]);
    if (Object.keys(authorizer).length > 0) {
      const made = authorizerFrom(name, scheme, authorizer, authType, api, context);
      api.authorizers[made.id] = made;
      const cognito = made.type === "COGNITO_USER_POOLS";
      schemes.set(name, {
        authorizationType: cognito ? "COGNITO_USER_POOLS" : "CUSTOM",
        authorizerId: made.id,
        apiKey: false,
      });
    } else if (authType?.toLowerCase() === "awssigv4") {
      schemes.set(name, { authorizationType: "AWS_IAM", apiKey: false });
    } else {
      const apiKey = scheme.type === "apiKey" && textOf(scheme.name)?.toLowerCase() === "x-api-key";
      schemes.set(name, { authorizationType: "NONE", apiKey });
    }
  }
  return schemes;
}

function authorizerFrom(
  name: string,
  scheme: Fields,
  given: Fields,
  authType: string | undefined,
  api: ApiState,
  context: Context,
): AuthorizerState {
  const type = (textOf(given.type) ?? "token").toUpperCase();
  const known = Object.values(api.authorizers).find((authorizer) => authorizer.name === name);
  const made: AuthorizerState = {
    id: known?.id ?? context.id(6),
    name,
    type: type as NonNullable<AuthorizerState["type"]>,
    authType: authType ?? (type === "COGNITO_USER_POOLS" ? "cognito_user_pools" : "custom"),
  };
  const header = scheme.in === "header" ? textOf(scheme.name) : undefined;
  const arn = (value: unknown) => {
    const text = textOf(value);
    return text === undefined ? undefined : resolved(text, context);
  };
  assign(made, "authorizerUri", arn(given.authorizerUri));
  assign(made, "authorizerCredentials", arn(given.authorizerCredentials));
  assign(
    made,
    "identitySource",
    textOf(given.identitySource) ?? (header && `method.request.header.${header}`),
  );
  assign(made, "identityValidationExpression", textOf(given.identityValidationExpression));
  const providers = listOf(given.providerARNs).map((one) => resolved(String(one), context));
  assign(made, "providerARNs", providers.length > 0 ? providers : undefined);
  const ttl = textOf(given.authorizerResultTtlInSeconds);
  const fallback = type === "COGNITO_USER_POOLS" ? undefined : DEFAULT_TTL_IN_SECONDS;
  assign(made, "authorizerResultTtlInSeconds", ttl === undefined ? fallback : Number(ttl));
  return made;
}

const AUTH = "x-amazon-apigateway-auth";

/** The authorization of a method from its `security`, or the document's where it has none. */
export function authorizationOf(
  { root }: OpenApiDocument,
  operation: Fields,
  schemes: ReadonlyMap<string, Scheme>,
  missing: (scheme: string) => void,
) {
  // Documented: an extension may say that calls are signed.
  const extension = textOf(fieldsOf(operation[AUTH] ?? root[AUTH]).type)?.toUpperCase();
  let authorization: { authorizationType: string; authorizerId?: string; authorizationScopes?: string[] } = {
    authorizationType: extension === "AWS_IAM" ? extension : "NONE",
  };
  let apiKeyRequired = false;
  for (const requirement of listOf(operation.security ?? root.security)) {
    for (const [name, scopes] of Object.entries(fieldsOf(requirement))) {
      const scheme = schemes.get(name);
      if (!scheme) missing(name);
      if (scheme?.apiKey) apiKeyRequired = true;
      if (!scheme || scheme.authorizationType === "NONE") continue;
      authorization = {
        authorizationType: scheme.authorizationType,
        ...(scheme.authorizerId ? { authorizerId: scheme.authorizerId } : {}),
        ...(listOf(scopes).length > 0 ? { authorizationScopes: listOf(scopes).map(String) } : {}),
      };
    }
  }
  return { ...authorization, apiKeyRequired };
}
