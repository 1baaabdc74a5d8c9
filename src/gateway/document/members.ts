import type { IntegrationRequest, MethodDocument, MethodRequest } from "./method.ts";

/** A method member by member: what two people can change without being in each other's way. */
export type Members = ReadonlyMap<string, unknown>;

/** How an integration stands in a method's members: by its own members, or, where its type changes, as one. */
export type IntegrationAs = "members" | "whole";

const name = (...parts: readonly string[]): string => JSON.stringify(parts);

/** `integration timeoutInMillis`, `responses 200 responseModels application/json`: a member for people. */
export const printMember = (member: string): string => (JSON.parse(member) as readonly string[]).join(" ");

// What only together means something.
const CONNECTION = ["connectionType", "connectionId", "integrationTarget"] as const;
const SCALARS = [
  "httpMethod",
  "uri",
  "credentials",
  "passthroughBehavior",
  "cacheNamespace",
  "contentHandling",
  "timeoutInMillis",
  "insecureSkipVerification",
  "responseTransferMode",
] as const satisfies readonly (keyof IntegrationRequest)[];

const sortedList = (list: readonly string[]): readonly string[] => [...list].sort();

/** The members of a method; those that are not set are not there. */
export function membersOf(method: MethodDocument, as: IntegrationAs): Members {
  const members = new Map<string, unknown>();
  const put = (value: unknown, ...parts: readonly string[]) => {
    if (value !== undefined) members.set(name(...parts), value);
  };
  const entries = (map: Readonly<Record<string, unknown>>, ...parts: readonly string[]) => {
    for (const [key, value] of Object.entries(map)) put(value, ...parts, key);
  };
  const { request, integration } = method;
  put(
    {
      authorizationType: request.authorizationType,
      authorizerId: request.authorizerId,
      authorizationScopes: sortedList(request.authorizationScopes),
    },
    "request",
    "authorization",
  );
  put(request.apiKeyRequired, "request", "apiKeyRequired");
  put(request.operationName, "request", "operationName");
  put(request.requestValidator, "request", "requestValidator");
  entries(request.requestParameters, "request", "requestParameters");
  entries(request.requestModels, "request", "requestModels");
  for (const [status, { responseParameters, responseModels }] of Object.entries(method.responses)) {
    put(true, "responses", status);
    entries(responseParameters, "responses", status, "responseParameters");
    entries(responseModels, "responses", status, "responseModels");
  }
  if (as === "whole") {
    if (integration) {
      const { integrationResponses } = method;
      const ordered = { ...integration, cacheKeyParameters: sortedList(integration.cacheKeyParameters) };
      put({ integration: ordered, integrationResponses }, "integration");
    }
    return members;
  }
  if (integration) {
    put(integration.type, "integration");
    for (const member of SCALARS) put(integration[member], "integration", member);
    if (CONNECTION.some((member) => integration[member] !== undefined))
      put(
        Object.fromEntries(CONNECTION.map((member) => [member, integration[member]])),
        "integration",
        "connection",
      );
    entries(integration.requestParameters, "integration", "requestParameters");
    entries(integration.requestTemplates, "integration", "requestTemplates");
    for (const key of integration.cacheKeyParameters) put(true, "integration", "cacheKeyParameters", key);
  }
  for (const [status, response] of Object.entries(method.integrationResponses)) {
    put(true, "integrationResponses", status);
    put(response.selectionPattern, "integrationResponses", status, "selectionPattern");
    put(response.contentHandling, "integrationResponses", status, "contentHandling");
    entries(response.responseParameters, "integrationResponses", status, "responseParameters");
    entries(response.responseTemplates, "integrationResponses", status, "responseTemplates");
  }
  return members;
}

/** The method that these members make; members of a response that is not there are dropped. */
export function methodOf(members: Members): MethodDocument {
  const at = (...parts: readonly string[]): unknown => members.get(name(...parts));
  const below = (...parts: readonly string[]): [string, unknown][] => {
    const front = JSON.stringify(parts).slice(0, -1);
    return [...members].flatMap(([member, value]): [string, unknown][] => {
      if (!member.startsWith(`${front},`)) return [];
      const all = JSON.parse(member) as readonly string[];
      return all.length === parts.length + 1 ? [[all.at(-1) ?? "", value]] : [];
    });
  };
  const map = <V>(...parts: readonly string[]) => Object.fromEntries(below(...parts)) as Record<string, V>;
  const authorization = at("request", "authorization") as Pick<
    MethodRequest,
    "authorizationType" | "authorizerId" | "authorizationScopes"
  >;
  const request: MethodRequest = {
    ...authorization,
    apiKeyRequired: at("request", "apiKeyRequired") as boolean,
    operationName: at("request", "operationName") as string | undefined,
    requestValidator: at("request", "requestValidator") as MethodRequest["requestValidator"],
    requestParameters: map("request", "requestParameters"),
    requestModels: map("request", "requestModels"),
  };
  const responses = Object.fromEntries(
    below("responses").map(([status]) => [
      status,
      {
        responseParameters: map<boolean>("responses", status, "responseParameters"),
        responseModels: map<string>("responses", status, "responseModels"),
      },
    ]),
  );
  const type = at("integration");
  if (typeof type === "object" && type !== null)
    return {
      request,
      responses,
      ...(type as Pick<MethodDocument, "integration" | "integrationResponses">),
    };
  const integrationResponses = Object.fromEntries(
    below("integrationResponses").map(([status]) => [
      status,
      {
        selectionPattern: at("integrationResponses", status, "selectionPattern") as string | undefined,
        contentHandling: at("integrationResponses", status, "contentHandling") as
          | "CONVERT_TO_BINARY"
          | "CONVERT_TO_TEXT"
          | undefined,
        responseParameters: map<string>("integrationResponses", status, "responseParameters"),
        responseTemplates: map<string>("integrationResponses", status, "responseTemplates"),
      },
    ]),
  );
  if (type === undefined) return { request, responses, integration: undefined, integrationResponses };
  const integration = {
    type,
    ...Object.fromEntries(SCALARS.map((member) => [member, at("integration", member)])),
    ...((at("integration", "connection") as object | undefined) ?? {}),
    requestParameters: map("integration", "requestParameters"),
    requestTemplates: map("integration", "requestTemplates"),
    cacheKeyParameters: below("integration", "cacheKeyParameters").map(([key]) => key),
  } as unknown as IntegrationRequest;
  return { request, responses, integration, integrationResponses };
}
