import { own } from "../../state/lookup.ts";
import type { AuthorizerState, MethodState } from "../../state/types.ts";
import type { Exported } from "./document.ts";

type Fields = Record<string, unknown>;

const SIGV4 = "sigv4";
const API_KEY = "api_key";

/** The names of the schemes that a method asks for, with its scopes. */
function requirementsOf(method: MethodState, { snapshot }: Exported): [string, string[]][] {
  const found: [string, string[]][] = [];
  const { authorizationType, authorizerId = "", authorizationScopes = [] } = method;
  const authorizer = own(snapshot.authorizers, authorizerId);
  if (authorizationType === "AWS_IAM") found.push([SIGV4, []]);
  else if (authorizer) found.push([authorizer.name ?? authorizer.id, authorizationScopes]);
  if (method.apiKeyRequired) found.push([API_KEY, []]);
  return found;
}

export function securityOf(method: MethodState, exported: Exported): Fields {
  const found = requirementsOf(method, exported);
  return found.length > 0 ? { security: found.map(([name, scopes]) => ({ [name]: scopes })) } : {};
}

/** The schemes that the methods ask for. */
export function schemesOf(exported: Exported): Fields {
  const { snapshot } = exported;
  const names = new Set(
    Object.values(snapshot.resources)
      .flatMap((resource) => Object.values(resource.methods))
      .flatMap((method) => requirementsOf(method, exported).map(([name]) => name)),
  );
  const authorizers = Object.values(snapshot.authorizers);
  return Object.fromEntries(
    [...names].map((name) => {
      const authorizer = authorizers.find((one) => (one.name ?? one.id) === name);
      return [name, authorizer ? authorizerScheme(authorizer, exported) : builtIn(name, exported)];
    }),
  );
}

function builtIn(name: string, { authorizers }: Exported): Fields {
  if (name === API_KEY) return { type: "apiKey", name: "x-api-key", in: "header" };
  const head = { type: "apiKey", name: "Authorization", in: "header" };
  return authorizers ? { ...head, "x-amazon-apigateway-authtype": "awsSigv4" } : head;
}

function authorizerScheme(authorizer: AuthorizerState, { authorizers }: Exported): Fields {
  const { identitySource = "", authType = "custom", type = "TOKEN" } = authorizer;
  const header = /^method\.request\.header\.([^,\s]+)$/.exec(identitySource)?.[1];
  const head = {
    type: "apiKey",
    name: header ?? (type === "REQUEST" ? "Unused" : "Authorization"),
    in: "header",
  };
  if (!authorizers) return head;
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
