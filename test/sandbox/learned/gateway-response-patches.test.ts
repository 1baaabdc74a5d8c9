import { describe, expect, test } from "vitest";
import { Account, patch, REGION, type Rule, rules } from "./account.ts";
import { bare, FOG, type Given, OWN, TEMPLATES } from "./gateway-response.ts";

const HEADER = "/responseParameters/gatewayresponse.header.x-fog";
const bad = (message: string) => `BadRequestException 400: ${message}`;
const patched: Rule<Given>[] = [
  {
    rule: "makes the response the API's own",
    when: async (given) => {
      await given.update("DEFAULT_4XX", patch("replace", "/statusCode", "451"));
      return given.get("DEFAULT_4XX");
    },
    gives: { http: 200, ...OWN, responseType: "DEFAULT_4XX", statusCode: "451" },
  },
  {
    rule: "changes what it names and leaves the rest",
    when: async (given) => {
      await given.put("DEFAULT_4XX", { statusCode: "418", responseParameters: FOG });
      return given.update(
        "DEFAULT_4XX",
        patch("replace", "/statusCode", "451"),
        patch("replace", HEADER, "'thin'"),
        patch("add", "/responseTemplates/text~1plain", "$context.error.message"),
      );
    },
    gives: {
      http: 200,
      defaultResponse: false,
      responseType: "DEFAULT_4XX",
      statusCode: "451",
      responseParameters: { "gatewayresponse.header.x-fog": "'thin'" },
      responseTemplates: { ...TEMPLATES, "text/plain": "$context.error.message" },
    },
  },
  ...["add", "remove"].map((op) => ({
    rule: `does not ${op} the status`,
    when: (given: Given) => given.update("DEFAULT_4XX", patch(op, "/statusCode", "451")),
    gives: bad("Invalid patch path /statusCode"),
  })),
  {
    rule: "replaces no parameter that is not there",
    when: (given) => given.update("DEFAULT_5XX", patch("replace", HEADER, "'thin'")),
    gives: "NotFoundException 404: Invalid parameter name specified",
  },
  {
    rule: "needs a path",
    when: ({ gateway, restApiId }) =>
      gateway.updateGatewayResponse({
        restApiId,
        responseType: "DEFAULT_4XX",
        patchOperations: [{ op: "add", value: "'thin'" }],
      }),
    gives: bad("Invalid patch path null"),
  },
  {
    rule: "has no other paths",
    when: (given) => given.update("DEFAULT_4XX", patch("add", "/colour", "'grey'")),
    gives: bad("Invalid patch path /colour"),
  },
  {
    rule: "has no other operations",
    when: (given) => given.update("DEFAULT_4XX", patch("blow", "/statusCode", "451")),
    gives:
      "ValidationException 400: 1 validation error detected: Value 'blow' at 'updateGatewayResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
  },
];

describe("a patch of a gateway response", () => rules(bare, patched));

test.each([
  ["responseTemplates/application~1json", "responseTemplates"],
  ["responseParameters/gatewayresponse.header.x-fog", "responseParameters"],
])("a patch puts no null at /%s", async (path, map) => {
  const account = new Account();
  const given = await bare(account);
  await given.put("DEFAULT_4XX", { responseParameters: FOG });
  const response = await account.sandbox.handle({
    method: "PATCH",
    path: `/restapis/${given.restApiId}/gatewayresponses/DEFAULT_4XX`,
    query: {},
    headers: { host: `apigateway.${REGION}.amazonaws.com`, "content-type": "application/json" },
    body: new Uint8Array(
      Buffer.from(JSON.stringify({ patchOperations: [{ op: "replace", path: `/${path}`, value: null }] })),
    ),
  });
  expect([response.status, response.headers["x-amzn-errortype"]]).toEqual([400, "BadRequestException"]);
  expect(JSON.parse(Buffer.from(response.body).toString("utf8")).message).toBe(
    `Invalid null or empty value in ${map}`,
  );
  account.close();
});
