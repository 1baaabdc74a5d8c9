import type { ApiContent, Exported, Fields, MethodContent } from "../content.ts";

type AuthorizerContent = ApiContent["authorizers"][number];

const SIGV4 = "sigv4";
const API_KEY = "api_key";

/** The names of the schemes that a method asks for, with its scopes. */
function requirementsOf(method: MethodContent, { content }: Exported): [string, string[]][] {
  const found: [string, string[]][] = [];
  const { authorizationType, authorizerId = "", authorizationScopes = [] } = method;
  const authorizer = content.authorizers.find(({ id }) => id === authorizerId);
  if (authorizationType === "AWS_IAM") found.push([SIGV4, []]);
  else if (authorizer) found.push([authorizer.name ?? authorizerId, authorizationScopes]);
  if (method.apiKeyRequired) found.push([API_KEY, []]);
  return found;
}

export function securityOf(method: MethodContent, exported: Exported): Fields {
  const found = requirementsOf(method, exported);
  return found.length > 0 ? { security: found.map(([name, scopes]) => ({ [name]: scopes })) } : {};
}

/** The schemes that the methods ask for. */
export function schemesOf(exported: Exported): Fields {
  const { resources, authorizers } = exported.content;
  const names = new Set([
    ...resources
      .flatMap(({ methods }) => methods)
      .flatMap((method) => requirementsOf(method, exported).map(([name]) => name)),
    // AWS's own exports have those that a method asks for.
    ...(exported.form.complete ? authorizers.map(({ name, id = "" }) => name ?? id) : []),
  ]);
  return Object.fromEntries(
    [...names].map((name) => {
      const authorizer = authorizers.find((one) => (one.name ?? one.id) === name);
      return [name, authorizer ? authorizerScheme(authorizer, exported) : builtIn(name, exported)];
    }),
  );
}

function builtIn(name: string, { form }: Exported): Fields {
  if (name === API_KEY) return { type: "apiKey", name: "x-api-key", in: "header" };
  const head = { type: "apiKey", name: "Authorization", in: "header" };
  return form.authorizers ? { ...head, "x-amazon-apigateway-authtype": "awsSigv4" } : head;
}

function authorizerScheme(authorizer: AuthorizerContent, { form }: Exported): Fields {
  const { identitySource = "", authType = "custom", type = "TOKEN" } = authorizer;
  const header = /^method\.request\.header\.([^,\s]+)$/.exec(identitySource)?.[1];
  const head = {
    type: "apiKey",
    name: header ?? (type === "REQUEST" ? "Unused" : "Authorization"),
    in: "header",
  };
  if (!form.authorizers) return head;
  const members = [
    "authorizerUri",
    "authorizerCredentials",
    "authorizerResultTtlInSeconds",
    "identityValidationExpression",
    "providerARNs",
  ] as const;
  return {
    ...head,
    "x-amazon-apigateway-authtype": authType,
    "x-amazon-apigateway-authorizer": {
      type: type.toLowerCase(),
      ...(type === "REQUEST" ? { identitySource } : {}),
      ...Object.fromEntries(
        members.flatMap((name) => (authorizer[name] === undefined ? [] : [[name, authorizer[name]]])),
      ),
    },
  };
}
