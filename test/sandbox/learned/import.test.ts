import type { PutRestApiCommandInput } from "@aws-sdk/client-api-gateway";
import { describe } from "vitest";
import { ACCOUNT, type Account, DATE, REGION, type Rule, rules, SOME } from "./account.ts";

const WATCHMAN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:watchman`;
const MEDIA = ["audio/ogg", "font/woff"];

/** Two paths, guarded, with a mock and an endpoint over HTTP. */
const DOCUMENT = {
  swagger: "2.0",
  info: { title: "Dry dock", version: "edition-9" },
  "x-amazon-apigateway-binary-media-types": MEDIA,
  paths: {
    "/slips": {
      put: {
        security: [{ watch: [] }],
        responses: { 202: { description: "", headers: { "x-slip": { type: "string" } } } },
        "x-amazon-apigateway-integration": {
          type: "mock",
          passthroughBehavior: "when_no_templates",
          requestTemplates: { "text/plain": '{"statusCode": 202}' },
          responses: {
            default: { statusCode: "202", responseParameters: { "method.response.header.x-slip": "'dry'" } },
          },
        },
      },
      delete: {
        security: [{ watch: [] }],
        responses: {
          204: { description: "", headers: { "x-slip": { type: "string" }, "x-crane": { type: "string" } } },
        },
        "x-amazon-apigateway-integration": { type: "mock", responses: { default: { statusCode: "204" } } },
      },
    },
    "/slips/{slip}": {
      patch: {
        parameters: [{ name: "slip", in: "path", required: true, type: "string" }],
        responses: { 200: { description: "" } },
        "x-amazon-apigateway-integration": {
          type: "http",
          httpMethod: "POST",
          uri: "https://dock.example.org/at/{place}",
          passthroughBehavior: "when_no_match",
          requestParameters: { "integration.request.path.place": "method.request.path.slip" },
          responses: { default: { statusCode: "200" } },
        },
      },
    },
  },
  securityDefinitions: {
    watch: {
      type: "apiKey",
      name: "pass",
      in: "header",
      "x-amazon-apigateway-authtype": "custom",
      "x-amazon-apigateway-authorizer": {
        type: "request",
        identitySource: "method.request.header.pass",
        authorizerUri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${WATCHMAN}/invocations`,
      },
    },
  },
};
const bytes = (document: unknown) =>
  Buffer.from(typeof document === "string" ? document : JSON.stringify(document));

async function docked(account: Account) {
  const { restApiId } = await account.api({ binaryMediaTypes: ["image/bmp"] });
  const { gateway } = account;
  const put = (more: Partial<PutRestApiCommandInput> = {}, document: object = DOCUMENT) =>
    gateway.putRestApi({ restApiId, mode: "overwrite", body: bytes(document), ...more });
  const resources = async (ofApi = restApiId) =>
    (await gateway.getResources({ restApiId: ofApi })).items?.sort((one, other) =>
      (one.path ?? "").localeCompare(other.path ?? ""),
    ) ?? [];
  /** Where a method lies after the document was put. */
  const at = async (path: string, httpMethod: string) => {
    await put();
    const resourceId = (await resources()).find((resource) => resource.path === path)?.id ?? "";
    return { restApiId, resourceId, httpMethod };
  };
  return { gateway, restApiId, put, resources, at };
}
type Given = Awaited<ReturnType<typeof docked>> & { account: Account };

const PUT = {
  http: 200,
  id: SOME,
  rootResourceId: SOME,
  name: SOME,
  version: "edition-9",
  createdDate: DATE,
  apiKeySource: "HEADER",
  disableExecuteApiEndpoint: false,
  endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
  tags: {},
};
const MOCKED = { type: "MOCK", timeoutInMillis: 29000, cacheKeyParameters: [], cacheNamespace: SOME };
const BY_HTTP = {
  type: "HTTP",
  httpMethod: "POST",
  uri: "https://dock.example.org/at/{place}",
  connectionType: "INTERNET",
  passthroughBehavior: "WHEN_NO_MATCH",
  timeoutInMillis: 29000,
  cacheKeyParameters: [],
  requestParameters: { "integration.request.path.place": "method.request.path.slip" },
  integrationResponses: { 200: { statusCode: "200" } },
};
const SLIPS = ["/", "/slips", "/slips/{slip}"];
const INVALID = "BadRequestException 400: Invalid OpenAPI input.";

const ofApis: Rule<Given>[] = [
  {
    rule: "overwriting answers 200 with the document's version, its binary types alone, and tags",
    when: ({ put }) => put(),
    gives: { ...PUT, binaryMediaTypes: MEDIA },
  },
  {
    rule: "overwriting by a document without binary types leaves none",
    when: ({ put }) => put({}, { ...DOCUMENT, "x-amazon-apigateway-binary-media-types": undefined }),
    gives: PUT,
  },
  {
    rule: "merging adds the document's binary types behind those that were there",
    when: ({ put }) => put({ mode: "merge" }),
    gives: { ...PUT, binaryMediaTypes: ["image/bmp", ...MEDIA] },
  },
  ...(
    [
      ["ignore", SLIPS],
      ["prepend", ["/", "/north", "/north/slips", "/north/slips/{slip}"]],
      ["split", SLIPS],
    ] as const
  ).flatMap(([basepath, paths]) => [
    {
      rule: `the base path of a put document: ${basepath}`,
      when: async ({ put, resources }: Given) => {
        const { $metadata } = await put({ parameters: { basepath } }, { ...DOCUMENT, basePath: "/north" });
        return { $metadata, paths: (await resources()).map(({ path }) => path) };
      },
      gives: { http: 200, paths },
    },
    {
      rule: `without a base path a new API's paths are the document's: ${basepath}`,
      when: async ({ gateway, resources }: Given) => {
        const body = bytes(DOCUMENT);
        const { $metadata, id } = await gateway.importRestApi({ body, parameters: { basepath } });
        return { $metadata, paths: (await resources(id)).map(({ path }) => path) };
      },
      gives: { http: 201, paths: SLIPS },
    },
  ]),
  ...Object.entries({
    "YAML that ends within a text": 'docks:\n  - "north "south": $east, "west"\n',
    "half a JSON": "{'dock: north}",
  }).flatMap(([what, text]) => [
    {
      rule: `a document that cannot be read makes no API: ${what}`,
      when: ({ gateway }: Given) => gateway.importRestApi({ body: bytes(text) }),
      gives: INVALID,
    },
    {
      rule: `a document that cannot be read is refused before the API is looked for: ${what}`,
      when: ({ gateway }: Given) => gateway.putRestApi({ restApiId: "nowhere1", body: bytes(text) }),
      gives: INVALID,
    },
  ]),
];

const ofMethods: Rule<Given>[] = [
  {
    rule: "each path becomes a resource under its parent, with its methods",
    when: async ({ put, resources }) => {
      const { $metadata } = await put();
      const [root, slips, slip] = await resources();
      const parents = slips?.parentId === root?.id && slip?.parentId === slips?.id;
      return { $metadata, parents, methods: [root, slips, slip].map((each) => each?.resourceMethods) };
    },
    gives: { http: 200, parents: true, methods: [undefined, { PUT: {}, DELETE: {} }, { PATCH: {} }] },
  },
  {
    rule: "headers become optional parameters, the default response that of its status without a pattern",
    when: async ({ gateway, at }) => gateway.getMethod(await at("/slips", "PUT")),
    gives: {
      http: 200,
      httpMethod: "PUT",
      apiKeyRequired: false,
      authorizationType: "CUSTOM",
      authorizerId: SOME,
      methodResponses: {
        202: { statusCode: "202", responseParameters: { "method.response.header.x-slip": false } },
      },
      methodIntegration: {
        ...MOCKED,
        passthroughBehavior: "WHEN_NO_TEMPLATES",
        requestTemplates: { "text/plain": '{"statusCode": 202}' },
        integrationResponses: {
          202: { statusCode: "202", responseParameters: { "method.response.header.x-slip": "'dry'" } },
        },
      },
    },
  },
  {
    rule: "a method's response is read alone",
    when: async ({ gateway, at }) =>
      gateway.getMethodResponse({ ...(await at("/slips", "DELETE")), statusCode: "204" }),
    gives: {
      http: 200,
      statusCode: "204",
      responseParameters: { "method.response.header.x-slip": false, "method.response.header.x-crane": false },
    },
  },
  {
    rule: "an integration's response is read alone",
    when: async ({ gateway, at }) =>
      gateway.getIntegrationResponse({ ...(await at("/slips", "PUT")), statusCode: "202" }),
    gives: {
      http: 200,
      statusCode: "202",
      responseParameters: { "method.response.header.x-slip": "'dry'" },
    },
  },
  {
    rule: "all methods under one security have the same authorizer",
    when: async ({ gateway, at }) => {
      const here = await at("/slips", "PUT");
      const { $metadata, authorizerId } = await gateway.getMethod(here);
      const other = await gateway.getMethod({ ...here, httpMethod: "DELETE" });
      return { $metadata, id: authorizerId, same: authorizerId === other.authorizerId };
    },
    gives: { http: 200, id: SOME, same: true },
  },
  {
    rule: "a required parameter is required, and an endpoint over HTTP goes over the internet",
    when: async ({ gateway, at }) => gateway.getMethod(await at("/slips/{slip}", "PATCH")),
    gives: {
      http: 200,
      httpMethod: "PATCH",
      apiKeyRequired: false,
      authorizationType: "NONE",
      requestParameters: { "method.request.path.slip": true },
      methodResponses: { 200: { statusCode: "200" } },
      methodIntegration: { ...BY_HTTP, cacheNamespace: SOME },
    },
  },
  {
    rule: "an integration caches under the id of its resource",
    when: async ({ gateway, at }) => {
      const here = await at("/slips/{slip}", "PATCH");
      const { cacheNamespace, ...integration } = await gateway.getIntegration(here);
      return { ...integration, own: cacheNamespace === here.resourceId };
    },
    gives: { http: 200, ...BY_HTTP, own: true },
  },
];

describe("a document put or imported", () => rules(docked, ofApis));
describe("what a document becomes", () => rules(docked, ofMethods));
