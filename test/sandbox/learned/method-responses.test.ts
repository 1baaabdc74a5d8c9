import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Account, outcome, patch, type Rule, rules } from "./account.ts";

async function responseOfPut(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { gateway } = account;
  const at = await account.mock(restApiId, rootId, "PUT");
  const here = { ...at, statusCode: "202" };
  await gateway.putMethodResponse({
    ...here,
    responseParameters: { "method.response.header.x-buoy": true },
    responseModels: { "text/csv": "Error" },
  });
  const update = (...patchOperations: ReturnType<typeof patch>[]) =>
    gateway.updateMethodResponse({ ...here, patchOperations });
  return { gateway, at, here, update };
}
type Given = Awaited<ReturnType<typeof responseOfPut>> & { account: Account };

const HEADER = "/responseParameters/method.response.header.x-buoy";
const MODEL = "/responseModels/text~1csv";
const FULL = {
  statusCode: "202",
  responseParameters: { "method.response.header.x-buoy": true },
  responseModels: { "text/csv": "Error" },
};

const kept: Rule<Given>[] = [
  {
    rule: "a response put without maps has none",
    when: ({ gateway, at }) => gateway.putMethodResponse({ ...at, statusCode: "418" }),
    gives: { http: 201, statusCode: "418" },
  },
  {
    rule: "a response put with empty maps has empty ones",
    when: ({ gateway, at }) =>
      gateway.putMethodResponse({ ...at, statusCode: "418", responseParameters: {}, responseModels: {} }),
    gives: { http: 201, statusCode: "418", responseParameters: {}, responseModels: {} },
  },
  {
    rule: "empty maps are empty when read too",
    when: async ({ gateway, at }) => {
      await gateway.putMethodResponse({
        ...at,
        statusCode: "418",
        responseParameters: {},
        responseModels: {},
      });
      return gateway.getMethodResponse({ ...at, statusCode: "418" });
    },
    gives: { http: 200, statusCode: "418", responseParameters: {}, responseModels: {} },
  },
  {
    rule: "a response is read as it was put",
    when: ({ gateway, here }) => gateway.getMethodResponse(here),
    gives: { http: 200, ...FULL },
  },
  {
    rule: "the method shows its responses by their status",
    when: async ({ gateway, at }) => {
      const { $metadata, methodResponses } = await gateway.getMethod(at);
      return { $metadata, methodResponses };
    },
    gives: { http: 200, methodResponses: { 202: FULL } },
  },
  {
    rule: "deleting a response answers 204 with nothing",
    when: ({ gateway, here }) => gateway.deleteMethodResponse(here),
    gives: { http: 204 },
  },
];

const patched: Rule<Given>[] = [
  {
    rule: "a patch answers 201, not 200",
    when: ({ update }) => update(patch("replace", HEADER, "false")),
    gives: { http: 201, ...FULL, responseParameters: { "method.response.header.x-buoy": false } },
  },
  {
    rule: "replacing by the same leaves all as it was",
    when: ({ update }) => update(patch("replace", HEADER, "true"), patch("replace", MODEL, "Error")),
    gives: { http: 201, ...FULL },
  },
  {
    rule: "a map whose last entry was removed is gone, even where a value stands beside the removal",
    when: ({ update }) => update(patch("remove", HEADER, "false"), patch("remove", MODEL, "Empty")),
    gives: { http: 201, statusCode: "202" },
  },
  {
    rule: "entries are added to maps that are not there",
    when: async ({ gateway, at }) => {
      const here = { ...at, statusCode: "418" };
      await gateway.putMethodResponse(here);
      const patchOperations = [patch("add", HEADER, "false"), patch("add", MODEL, "Empty")];
      return gateway.updateMethodResponse({ ...here, patchOperations });
    },
    gives: {
      http: 201,
      statusCode: "418",
      responseParameters: { "method.response.header.x-buoy": false },
      responseModels: { "text/csv": "Empty" },
    },
  },
  {
    rule: "a header that is not there cannot be removed",
    when: ({ update }) => update(patch("remove", "/responseParameters/method.response.header.x-mast")),
    gives: "NotFoundException 404: Invalid parameter name specified",
  },
  {
    rule: "a model of a content type that is not there cannot be removed",
    when: ({ update }) => update(patch("remove", "/responseModels/image~1svg", "Empty")),
    gives: "NotFoundException 404: Content-Type specified was not found",
  },
  {
    rule: "a path that is none is shown",
    when: ({ update }) => update(patch("remove", "/sails/method.response.header.x-buoy")),
    gives: "BadRequestException 400: Invalid patch path /sails/method.response.header.x-buoy",
  },
];

describe("a method's response", () => rules(responseOfPut, kept));
describe("a patch of a method's response", () => {
  rules(responseOfPut, patched);

  // The first layer of validation looks at all of a call and names every fault, counting members from 1.
  test("all operations that are none are named together, by their places", async () => {
    const account = new Account();
    const { update } = await responseOfPut(account);
    const op = fc.constantFrom("add", "replace", "haul", "furl");
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 1, maxLength: 6 }), async (ops) => {
        const faults = ops.flatMap((word, index) =>
          word === "haul" || word === "furl"
            ? `Value '${word}' at 'updateMethodResponseInput.patchOperations.${index + 1}.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]`
            : [],
        );
        const detected = `${faults.length} validation error${faults.length === 1 ? "" : "s"} detected`;
        expect(await outcome(update(...ops.map((word) => patch(word, HEADER, "true"))))).toEqual(
          faults.length === 0
            ? { http: 201, ...FULL }
            : `ValidationException 400: ${detected}: ${faults.join("; ")}`,
        );
      }),
      { numRuns: 30 },
    );
    account.close();
  });
});
