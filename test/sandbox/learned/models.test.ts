import { describe } from "vitest";
import { type Account, patch, type Rule, rules, SOME } from "./account.ts";

const referring = (restApiId: string, ...names: string[]) =>
  JSON.stringify({
    anyOf: names.map((name) => ({
      $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`,
    })),
  });

describe("a model", () => {
  const schema = '{"title":"Knot","type":"object","properties":{"turns":{"type":"integer"}}}';
  async function model(account: Account) {
    const { restApiId } = await account.api();
    const { gateway } = account;
    const at = { restApiId, modelName: "Knot" };
    const knot = { restApiId, name: "Knot", contentType: "application/json", schema };
    const made = await gateway.createModel({ ...knot, description: "of a rope" });
    const update = (op: string, path: string, value?: string) =>
      gateway.updateModel({ ...at, patchOperations: [patch(op, path, value)] });
    return { gateway, at, knot, made, update };
  }
  type Given = Awaited<ReturnType<typeof model>> & { account: Account };
  const MADE = { id: SOME, name: "Knot", contentType: "application/json", schema };
  const rows: Rule<Given>[] = [
    {
      rule: "is answered with 201 as it was given",
      when: async ({ made }) => made,
      gives: { http: 201, ...MADE, description: "of a rope" },
    },
    {
      rule: "is taken with an empty description and answered without one",
      when: ({ gateway, knot }) => gateway.createModel({ ...knot, name: "Hitch", description: "" }),
      gives: { http: 201, ...MADE, name: "Hitch" },
    },
    {
      rule: "is read as it was made",
      when: ({ gateway, at }) => gateway.getModel(at),
      gives: { http: 200, ...MADE, description: "of a rope" },
    },
    {
      rule: "is listed beside the two that every API has",
      when: async ({ gateway, at }) => {
        const { $metadata, items = [] } = await gateway.getModels(at);
        const sorted = items.sort((one, other) => (one.name ?? "").localeCompare(other.name ?? ""));
        return {
          $metadata,
          items: sorted.map((each) => ({ ...each, schema: JSON.parse(each.schema ?? "") })),
        };
      },
      gives: {
        http: 200,
        items: [
          {
            id: SOME,
            name: "Empty",
            contentType: "application/json",
            description: "This is a default empty schema model",
            schema: {
              $schema: "http://json-schema.org/draft-04/schema#",
              title: "Empty Schema",
              type: "object",
            },
          },
          {
            id: SOME,
            name: "Error",
            contentType: "application/json",
            description: "This is a default error schema model",
            schema: {
              $schema: "http://json-schema.org/draft-04/schema#",
              title: "Error Schema",
              type: "object",
              properties: { message: { type: "string" } },
            },
          },
          { ...MADE, schema: JSON.parse(schema), description: "of a rope" },
        ],
      },
    },
    {
      rule: "takes a new schema and loses an emptied description",
      when: ({ gateway, at }) =>
        gateway.updateModel({
          ...at,
          patchOperations: [
            patch("replace", "/description", ""),
            patch("replace", "/schema", '{"title":"Bend","type":"array"}'),
          ],
        }),
      gives: { http: 200, ...MADE, schema: '{"title":"Bend","type":"array"}' },
    },
    {
      rule: "of an API that is not there has a name that is not there",
      when: ({ gateway }) =>
        gateway.updateModel({
          restApiId: "nowhere1",
          modelName: "Splice",
          patchOperations: [patch("replace", "/description", "x")],
        }),
      gives: "NotFoundException 404: Invalid model name specified: Splice",
    },
    {
      rule: "is only replaced in, whatever the path",
      when: ({ update }) => update("add", "/rope", "hemp"),
      gives:
        "BadRequestException 400: Invalid patch path  '/rope' specified for op 'add'. Please choose supported operations",
    },
    {
      rule: "keeps its name",
      when: ({ update }) => update("replace", "/name", "Bend"),
      gives:
        "BadRequestException 400: Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
    },
    {
      rule: "refers to models that are there",
      when: ({ update, at: { restApiId } }) =>
        update("replace", "/schema", referring(restApiId, "Rope", "Error")),
      gives:
        "BadRequestException 400: Invalid model specified: Validation Result: warnings : [], errors : [Invalid model specified: Rope]",
    },
    {
      rule: "may refer to itself",
      when: ({ update, at: { restApiId } }) =>
        update("replace", "/schema", referring(restApiId, "Error", "Knot")),
      gives: { http: 200, ...MADE, schema: SOME, description: "of a rope" },
    },
    {
      rule: "keeps a schema",
      when: ({ update }) => update("replace", "/schema", ""),
      gives: "BadRequestException 400: Model schema must have at least 1 property or array items defined",
    },
    {
      rule: "is deleted with 202 and nothing",
      when: ({ gateway, at }) => gateway.deleteModel(at),
      gives: { http: 202 },
    },
  ];
  rules(model, rows);
});
