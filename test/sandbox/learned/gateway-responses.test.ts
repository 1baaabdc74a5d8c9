import type { GatewayResponseType } from "@aws-sdk/client-api-gateway";
import { describe, expect, test } from "vitest";
import { ACCOUNT, Account, type Rule, rules } from "./account.ts";
import { bare, FOG, type Given, OWN, PLAIN } from "./gateway-response.ts";

const TEXT = { "text/plain": "$context.error.responseType: $context.error.message" };

/** Every type of response, with the status that it has of itself. */
const STATUSES = {
  ACCESS_DENIED: "403",
  API_CONFIGURATION_ERROR: "500",
  AUTHORIZER_CONFIGURATION_ERROR: "500",
  AUTHORIZER_FAILURE: "500",
  BAD_REQUEST_BODY: "400",
  BAD_REQUEST_PARAMETERS: "400",
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: "403",
  INTEGRATION_FAILURE: "504",
  INTEGRATION_TIMEOUT: "504",
  INVALID_API_KEY: "403",
  INVALID_SIGNATURE: "403",
  MISSING_AUTHENTICATION_TOKEN: "403",
  QUOTA_EXCEEDED: "429",
  REQUEST_TOO_LARGE: "413",
  RESOURCE_NOT_FOUND: "404",
  THROTTLED: "429",
  UNAUTHORIZED: "401",
  UNSUPPORTED_MEDIA_TYPE: "415",
  WAF_FILTERED: "403",
} satisfies Partial<Record<GatewayResponseType, string | undefined>>;
const SERVER_SIDE = /^(API_CONFIGURATION_ERROR|AUTHORIZER_.*|INTEGRATION_.*|DEFAULT_5XX)$/;

const put: Rule<Given>[] = [
  {
    rule: "is kept with all that was given and is then not the default",
    when: (given) =>
      given.put("THROTTLED", { statusCode: "430", responseParameters: FOG, responseTemplates: TEXT }),
    gives: {
      http: 201,
      defaultResponse: false,
      responseType: "THROTTLED",
      statusCode: "430",
      responseParameters: FOG,
      responseTemplates: TEXT,
    },
  },
  {
    rule: "has the default template where none was given",
    when: (given) => given.put("THROTTLED", { statusCode: "430" }),
    gives: { http: 201, ...OWN, responseType: "THROTTLED", statusCode: "430" },
  },
  {
    rule: "has the type's own status where none was given",
    when: (given) => given.put("UNAUTHORIZED", { responseParameters: FOG }),
    gives: { http: 201, ...OWN, responseType: "UNAUTHORIZED", statusCode: "401", responseParameters: FOG },
  },
  {
    rule: "has no parameters where none were given",
    when: (given) => given.put("AUTHORIZER_FAILURE", { responseTemplates: TEXT }),
    gives: {
      http: 201,
      ...OWN,
      responseType: "AUTHORIZER_FAILURE",
      statusCode: "500",
      responseTemplates: TEXT,
    },
  },
  {
    rule: "loses what it had when it is put anew",
    when: async (given) => {
      await given.put("WAF_FILTERED", {
        statusCode: "418",
        responseParameters: FOG,
        responseTemplates: TEXT,
      });
      return given.put("WAF_FILTERED");
    },
    gives: { http: 201, ...OWN, responseType: "WAF_FILTERED", statusCode: "403" },
  },
  {
    rule: "takes parameters of the request as well as texts",
    when: (given) =>
      given.put("DEFAULT_4XX", {
        responseParameters: {
          "gatewayresponse.header.x-a": "method.request.header.Host",
          "gatewayresponse.header.x-b": "method.request.querystring.page",
          "gatewayresponse.header.x-c": "method.request.path.berth",
        },
      }),
    gives: expect.objectContaining({
      http: 201,
      responseParameters: {
        "gatewayresponse.header.x-a": "method.request.header.Host",
        "gatewayresponse.header.x-b": "method.request.querystring.page",
        "gatewayresponse.header.x-c": "method.request.path.berth",
      },
    }),
  },
];

const NO_API = `NotFoundException 404: Invalid API identifier specified ${ACCOUNT}:nowhere1`;
const ORDER =
  "REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN";
type Named = { restApiId: string; responseType: GatewayResponseType };
const OPERATIONS: Record<string, (given: Given, named: Named) => Promise<unknown>> = {
  read: ({ gateway }, named) => gateway.getGatewayResponse(named),
  deleted: ({ gateway }, named) => gateway.deleteGatewayResponse(named),
  patched: ({ gateway }, named) => gateway.updateGatewayResponse({ ...named, patchOperations: [] }),
};
const refused: Rule<Given>[] = [
  {
    rule: "is not listed of an API that is not there",
    when: ({ gateway }) => gateway.getGatewayResponses({ restApiId: "nowhere1" }),
    gives: NO_API,
  },
  ...Object.entries(OPERATIONS).map(([what, operation]) => ({
    rule: `is not ${what} of an API that is not there`,
    when: (given: Given) => operation(given, { restApiId: "nowhere1", responseType: "THROTTLED" }),
    gives: NO_API,
  })),
  ...Object.entries({
    ...OPERATIONS,
    put: ({ gateway }: Given, named: Named) => gateway.putGatewayResponse(named),
  }).map(([what, operation]) => ({
    rule: `is not ${what} with a type that there is not: all types are named, in an order of their own`,
    when: (given: Given) =>
      operation(given, { restApiId: given.restApiId, responseType: "LOST_AT_SEA" as "THROTTLED" }),
    gives: `ValidationException 400: 1 validation error detected: Value 'LOST_AT_SEA' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [${ORDER}]`,
  })),
  {
    rule: "is not deleted where it is the default",
    when: ({ gateway, restApiId }) =>
      gateway.deleteGatewayResponse({ restApiId, responseType: "DEFAULT_5XX" }),
    gives: "NotFoundException 404: Gateway response type not defined on api",
  },
];

describe("a gateway response", () => {
  rules(bare, put);
  rules(bare, refused);
});
test("all types are listed; those of the server's side are as DEFAULT_5XX is, but for those put themselves", async () => {
  const account = new Account();
  const given = await bare(account);
  await given.put("DEFAULT_5XX", { statusCode: "577", responseParameters: FOG, responseTemplates: TEXT });
  await given.put("INTEGRATION_TIMEOUT");
  const { items = [] } = await given.gateway.getGatewayResponses({ restApiId: given.restApiId });
  const listed = Object.fromEntries(items.map(({ responseType, ...rest }) => [responseType, rest]));
  const shared = { statusCode: "577", responseParameters: FOG, responseTemplates: TEXT };
  expect(listed).toEqual(
    Object.fromEntries(
      Object.entries(STATUSES).map(([type, statusCode]) => {
        if (type === "INTEGRATION_TIMEOUT") return [type, { ...OWN, statusCode }];
        if (type === "DEFAULT_5XX") return [type, { ...OWN, ...shared }];
        if (SERVER_SIDE.test(type)) return [type, { ...PLAIN, ...shared }];
        return [type, statusCode === undefined ? PLAIN : { ...PLAIN, statusCode }];
      }),
    ),
  );
  account.close();
});
