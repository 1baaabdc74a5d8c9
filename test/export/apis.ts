import type { APIGateway } from "@aws-sdk/client-api-gateway";
import fc from "fast-check";
import type { ExportedApi } from "../../src/export/api.ts";
import type { MethodDocument } from "../../src/gateway/document/method.ts";
import { type Key, methodKey, resourceKey, type Seen } from "../../src/gateway/document/things.ts";
import { canonical } from "../../src/gateway/plan/shapes.ts";
import type { TestAccount } from "../change/account.ts";
import { documents } from "../change/methods.ts";

/** Where the methods of a generated API stand. */
export const PLACES = [
  ["/pets/{petId}", "GET"],
  ["/pets/{petId}", "POST"],
  ["/pets/{petId}/toys", "ANY"],
  ["/pets", "OPTIONS"],
] as const;

/** Methods of all types for the places, and what the API has beside them. */
export const contents = (account: TestAccount): fc.Arbitrary<readonly (MethodDocument | undefined)[]> =>
  fc.array(fc.option(documents(account.around), { nil: undefined, freq: 4 }), {
    minLength: PLACES.length,
    maxLength: PLACES.length,
  });

/** The document of an API with these methods: its resources, validators and methods. */
export function apiWith(account: TestAccount, methods: readonly (MethodDocument | undefined)[]) {
  const { restApiId } = account;
  const wanted = new Map<Key, Seen>();
  account.around.validators.forEach((key, i) => {
    const name = key.split("+")[1] ?? "";
    wanted.set(key, { name, validateRequestBody: true, validateRequestParameters: i > 0 });
  });
  for (const path of ["/pets", "/pets/{petId}", "/pets/{petId}/toys"])
    wanted.set(resourceKey(restApiId, path), {});
  PLACES.forEach(([path, httpMethod], i) => {
    wanted.set(methodKey({ restApiId, path, httpMethod }), methods[i]);
  });
  return wanted;
}

/** What makes an API more than its methods: awkward texts everywhere. */
export async function withCompany(gateway: APIGateway, restApiId: string): Promise<void> {
  await gateway.updateRestApi({
    restApiId,
    patchOperations: [
      { op: "replace", path: "/description", value: 'It\'s "quoted" ${here} %{there} and\\so on' },
      { op: "add", path: "/binaryMediaTypes/image~1png" },
    ],
  });
  await gateway.createModel({
    restApiId,
    name: "Toy",
    contentType: "application/json",
    schema: JSON.stringify({
      type: "object",
      properties: { owner: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Pet` } },
    }),
  });
  await gateway.putGatewayResponse({
    restApiId,
    responseType: "DEFAULT_4XX",
    responseParameters: { "gatewayresponse.header.X-It's": "'a ${b}'" },
    responseTemplates: { "application/json": '{"message":$context.error.messageString, "p": "%{x}"}' },
  });
}

const sorted = (list: readonly string[]) => [...list].sort();

/** An API by what it means, with names where ids stand: of two that do the same it is the same. */
export function described(api: ExportedApi) {
  const pathOf = new Map(api.resources.map(({ id, path }) => [id, path]));
  const authorizer = new Map(api.authorizers.map(({ id, name }) => [id, name]));
  const named = (text: string | undefined) => text?.replaceAll(api.restApiId, "API");
  return JSON.parse(
    canonical({
      name: api.api.name,
      description: api.api.description,
      binaryMediaTypes: api.api.binaryMediaTypes,
      resources: api.resources.map(({ path, methods }) => [
        path,
        methods.map(({ httpMethod, method: { request, integration, ...rest } }) => ({
          httpMethod,
          ...rest,
          request: {
            ...request,
            authorizationScopes: sorted(request.authorizationScopes),
            authorizerId: authorizer.get(request.authorizerId),
            requestValidator: request.requestValidator && api.validators.get(request.requestValidator)?.name,
          },
          integration: integration && {
            ...integration,
            cacheKeyParameters: sorted(integration.cacheKeyParameters),
            cacheNamespace: pathOf.get(integration.cacheNamespace) ?? integration.cacheNamespace,
          },
        })),
      ]),
      validators: sorted([...api.validators.values()].map((one) => canonical(one))),
      models: api.models.map(({ name, contentType, schema }) => [name, contentType, named(schema)]),
      authorizers: api.authorizers
        .map(({ id: _, ...rest }) => rest)
        .sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1)),
      gatewayResponses: api.gatewayResponses.map(
        ({ responseType, statusCode, responseParameters, responseTemplates }) => ({
          responseType,
          statusCode,
          responseParameters,
          responseTemplates,
        }),
      ),
    }),
  );
}
