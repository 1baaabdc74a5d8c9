import type { EndpointConfiguration } from "@aws-sdk/client-api-gateway";
import type { Context } from "./context.ts";
import type { ApiState, ModelState } from "./types.ts";

/** The models that CreateRestApi makes; an imported API does not have them. */
export function defaultModels(id: (length: number) => string): Record<string, ModelState> {
  const schema = (title: string, rest: string) =>
    `{\n  "$schema": "http://json-schema.org/draft-04/schema#",\n  "title" : "${title} Schema",\n  "type" : "object"${rest}\n}`;
  const contentType = "application/json";
  return {
    Empty: {
      id: id(6),
      name: "Empty",
      description: "This is a default empty schema model",
      schema: schema("Empty", ""),
      contentType,
    },
    Error: {
      id: id(6),
      name: "Error",
      description: "This is a default error schema model",
      schema: schema("Error", ',\n  "properties" : {\n    "message" : { "type" : "string" }\n  }'),
      contentType,
    },
  };
}

/** What is not given of an endpoint configuration: EDGE, and dual-stack for private APIs only. */
export function endpointOf(given: EndpointConfiguration | undefined): EndpointConfiguration {
  const types = given?.types ?? ["EDGE"];
  const ipAddressType = given?.ipAddressType ?? (types.includes("PRIVATE") ? "dualstack" : "ipv4");
  return { ...given, types, ipAddressType };
}

/** A new API with its root resource and nothing else. */
export function newApi(
  name: string,
  endpoint: EndpointConfiguration | undefined,
  context: Context,
): ApiState {
  const rootResourceId = context.id(10);
  return {
    id: context.id(10),
    name,
    createdDate: context.now().toISOString(),
    apiKeySource: "HEADER",
    endpointConfiguration: endpointOf(endpoint),
    disableExecuteApiEndpoint: false,
    rootResourceId,
    resources: { [rootResourceId]: { id: rootResourceId, methods: {} } },
    models: {},
    validators: {},
    authorizers: {},
    deployments: {},
    stages: {},
    gatewayResponses: {},
    documentationParts: {},
    documentationVersions: {},
  };
}
