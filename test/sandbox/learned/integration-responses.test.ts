import { describe } from "vitest";
import { type Account, patch, type Rule, rules, SOME } from "./account.ts";

async function mocked(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { gateway } = account;
  const at = await account.mock(restApiId, rootId, "DELETE");
  const here = { ...at, statusCode: "409" };
  await gateway.putMethodResponse(here);
  await gateway.putIntegrationResponse({
    ...here,
    selectionPattern: "4\\d\\d",
    responseTemplates: { "text/plain": "full" },
  });
  const bare = { ...at, httpMethod: "PUT" };
  await gateway.putMethod({ ...bare, authorizationType: "NONE" });
  return { gateway, at, here, bare };
}
type Given = Awaited<ReturnType<typeof mocked>> & { account: Account };

const FULL = { statusCode: "409", selectionPattern: "4\\d\\d", responseTemplates: { "text/plain": "full" } };
const none = (what: string) => `NotFoundException 404: Invalid ${what} specified`;

const kept: Rule<Given>[] = [
  {
    rule: "a response is read as it was put, its pattern unchanged",
    when: ({ gateway, here }) => gateway.getIntegrationResponse(here),
    gives: { http: 200, ...FULL },
  },
  {
    rule: "putting it again replaces all of it, and answers 201",
    when: ({ gateway, here }) => gateway.putIntegrationResponse({ ...here, selectionPattern: "busy.*" }),
    gives: { http: 201, statusCode: "409", selectionPattern: "busy.*" },
  },
  {
    rule: "without a pattern or templates it has neither",
    when: ({ gateway, at }) => gateway.putIntegrationResponse({ ...at, statusCode: "204" }),
    gives: { http: 201, statusCode: "204" },
  },
  {
    rule: "an empty pattern is kept as an empty one",
    when: ({ gateway, at }) =>
      gateway.putIntegrationResponse({ ...at, statusCode: "204", selectionPattern: "" }),
    gives: { http: 201, statusCode: "204", selectionPattern: "" },
  },
  {
    rule: "empty templates are kept as empty ones",
    when: async ({ gateway, at }) => {
      await gateway.putIntegrationResponse({ ...at, statusCode: "204", responseTemplates: {} });
      return gateway.getIntegrationResponse({ ...at, statusCode: "204" });
    },
    gives: { http: 200, statusCode: "204", responseTemplates: {} },
  },
  {
    rule: "the handling of the content is kept",
    when: async ({ gateway, at }) => {
      const here = { ...at, statusCode: "206" };
      await gateway.putIntegrationResponse({ ...here, contentHandling: "CONVERT_TO_TEXT" });
      return gateway.getIntegrationResponse(here);
    },
    gives: { http: 200, statusCode: "206", contentHandling: "CONVERT_TO_TEXT" },
  },
  {
    rule: "it needs no method response of its status",
    when: ({ gateway, at }) =>
      gateway.putIntegrationResponse({ ...at, statusCode: "507", selectionPattern: "sunk" }),
    gives: { http: 201, statusCode: "507", selectionPattern: "sunk" },
  },
  {
    rule: "a patched pattern leaves the templates, and the answer is 200",
    when: ({ gateway, here }) =>
      gateway.updateIntegrationResponse({
        ...here,
        patchOperations: [patch("replace", "/selectionPattern", ".*taken.*")],
      }),
    gives: { http: 200, ...FULL, selectionPattern: ".*taken.*" },
  },
  {
    rule: "the method shows it inside its integration",
    when: async ({ gateway, at }) => {
      const { $metadata, methodIntegration } = await gateway.getMethod(at);
      return { $metadata, ...methodIntegration };
    },
    gives: {
      http: 200,
      type: "MOCK",
      cacheKeyParameters: [],
      cacheNamespace: SOME,
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutInMillis: 29000,
      integrationResponses: { 409: FULL },
    },
  },
  {
    rule: "deleting it answers 204 with nothing",
    when: ({ gateway, here }) => gateway.deleteIntegrationResponse(here),
    gives: { http: 204 },
  },
  {
    rule: "when the last one is deleted the integration has no responses",
    when: async ({ gateway, at, here }) => {
      await gateway.deleteIntegrationResponse(here);
      const { $metadata, methodIntegration, methodResponses } = await gateway.getMethod(at);
      return { $metadata, responses: methodIntegration?.integrationResponses, methodResponses };
    },
    gives: { http: 200, methodResponses: { 409: { statusCode: "409" } } },
  },
];

type Operation = "getIntegrationResponse" | "putIntegrationResponse" | "deleteIntegrationResponse";

// Each operation walks from the API down and names the first thing that it misses; deleting does not look at the method.
const missing = (
  [
    [
      "getIntegrationResponse",
      "the API",
      { restApiId: "nowhere1", resourceId: "gone99" },
      "Resource identifier",
    ],
    [
      "putIntegrationResponse",
      "the API",
      { restApiId: "nowhere1", resourceId: "gone99" },
      "Resource identifier",
    ],
    ["deleteIntegrationResponse", "the API", { restApiId: "nowhere1" }, "Resource identifier"],
    ["getIntegrationResponse", "the resource", { resourceId: "gone99" }, "Resource identifier"],
    [
      "putIntegrationResponse",
      "the resource",
      { resourceId: "gone99", httpMethod: "HEAD" },
      "Resource identifier",
    ],
    ["deleteIntegrationResponse", "the resource", { resourceId: "gone99" }, "Resource identifier"],
    ["getIntegrationResponse", "the method", { httpMethod: "HEAD" }, "Method identifier"],
    ["getIntegrationResponse", "a method of HTTP", { httpMethod: "row-ashore" }, "Method identifier"],
    ["putIntegrationResponse", "the method", { httpMethod: "HEAD" }, "Method identifier"],
    ["putIntegrationResponse", "a method of HTTP", { httpMethod: "row-ashore" }, "Method identifier"],
    ["deleteIntegrationResponse", "the method", { httpMethod: "HEAD" }, "Integration identifier"],
    ["deleteIntegrationResponse", "a method of HTTP", { httpMethod: "ROW" }, "Integration identifier"],
    ["getIntegrationResponse", "the integration", { httpMethod: "PUT" }, "Integration identifier"],
    ["deleteIntegrationResponse", "the response", { statusCode: "410" }, "Response status code"],
  ] as [Operation, string, Partial<Given["here"]>, string][]
).map(([operation, what, instead, named]) => ({
  rule: `${operation} without ${what} misses the ${named}`,
  when: ({ gateway, here }: Given): Promise<unknown> => gateway[operation]({ ...here, ...instead }),
  gives: none(named),
}));

describe("an integration's response", () => rules(mocked, kept));
describe("an integration's response that is not there", () => rules(mocked, missing));
