import {
  CreateModelCommand,
  CreateRequestValidatorCommand,
  PutGatewayResponseCommand,
} from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

// The words are those of java-json-tools/json-schema-validator; the row that says so is as API Gateway printed it.
const DATES = "[yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.SSSZ]";
const NODE = { type: "object", properties: { n: { type: "integer" }, next: { $ref: "#" } } };
const ITSELF = { allOf: [{ $ref: "#" }] };
const DEPENDENT = { dependencies: { card: ["street", "city"], gift: { required: ["from"] } } };
const PAIR = { items: [{ type: "integer" }, { type: "string" }] };

const format = (name: string, more: object = {}) => ({ type: "string", format: name, ...more });
const string = (body: string) => JSON.stringify(body);

/** What a model says, the body it is asked about, and what it prints; nothing where it fits. */
const ROWS: [schema: object, body: string, why?: string][] = [
  // As a log that somebody printed had it: the warning stands with the fault, and is none of its own.
  [
    {
      properties: { deadline: format("date"), validUntil: format("date-time") },
      required: ["validUntil"],
    },
    '{"validUntil": "2023-12-32T00:00:00+00:00", "deadline": "2023-12-32"}',
    `format attribute "date" not supported, string "2023-12-32T00:00:00+00:00" is invalid against requested date format(s) ${DATES}`,
  ],
  [{ properties: { deadline: format("date") } }, '{"deadline": "2023-12-32"}'],
  [format("date-time"), string("2024-02-29T23:59:59.5Z")],
  [format("date-time"), string("2024-02-29T23:59:59+0530")],
  [
    format("date-time"),
    string("2024-02-29"),
    `string "2024-02-29" is invalid against requested date format(s) ${DATES}`,
  ],
  [
    format("date-time"),
    string("2023-02-29T00:00:00Z"),
    `string "2023-02-29T00:00:00Z" is invalid against requested date format(s) ${DATES}`,
  ],
  [{ format: "date-time" }, "5"],
  [format("email"), string("a@b")],
  [format("email"), string("a.b"), 'string "a.b" is not a valid email address'],
  [format("hostname"), string("a-1.example.com")],
  [format("hostname"), string("a..b"), 'string "a..b" is not a valid hostname'],
  [format("ipv4"), string("1.2.3.4")],
  [format("ipv4"), string("1.2.3"), 'string "1.2.3" is not a valid IPv4 address'],
  [format("ipv6"), string("::1")],
  [format("ipv6"), string("1.2.3.4"), 'string "1.2.3.4" is not a valid IPv6 address'],
  [format("uri"), string("a/b?c#d")],
  [format("uri"), string("http://a b/"), 'string "http://a b/" is not a valid URI'],
  [format("uri"), string("%4"), 'string "%4" is not a valid URI'],
  [format("uuid"), string("123e4567-e89b-12d3-a456-426614174000")],
  [format("uuid"), string("none"), 'input string "none" is not a valid UUID'],
  [format("regex"), string("("), 'string "(" is not a valid ECMA 262 regular expression'],
  [format("base64"), string("YQ="), "input has illegal length (must be a multiple of 4, found 3)"],
  [format("md5"), string("ab"), "input string has bad length (2, expected 32)"],
  [
    format("ours", { maxLength: 2 }),
    string("abc"),
    'format attribute "ours" not supported, string "abc" is too long (length: 3, maximum allowed: 2)',
  ],
  // Once something is wrong, what lies deeper is not looked at; what stands beside it is.
  [
    { required: ["b"], properties: { a: { type: "integer" } } },
    '{"a": "x"}',
    'object has missing required properties (["b"])',
  ],
  [
    { properties: { a: { type: "integer" }, b: { maxLength: 1 } } },
    '{"b": "xy", "a": "x"}',
    'instance type (string) does not match any allowed primitive type (allowed: ["integer"]), string "xy" is too long (length: 2, maximum allowed: 1)',
  ],
  [
    { properties: { a: { type: "integer" }, b: { properties: { c: { type: "null" } } } } },
    '{"a": "x", "b": {"c": 1}}',
    'instance type (string) does not match any allowed primitive type (allowed: ["integer"])',
  ],
  [
    { minLength: 3, type: ["object", "null"], enum: ["abc"] },
    '"x"',
    'instance value ("x") not found in enum (possible values: ["abc"]), string "x" is too short (length: 1, required minimum: 3), instance type (string) does not match any allowed primitive type (allowed: ["null","object"])',
  ],
  [
    DEPENDENT,
    '{"card": 1, "city": 2}',
    'property "card" of object has missing property dependencies (schema requires ["city","street"]; missing: ["street"])',
  ],
  [DEPENDENT, '{"gift": 1}', 'object has missing required properties (["from"])'],
  [DEPENDENT, '{"city": 1}'],
  [
    { ...PAIR, additionalItems: false },
    '[1, "a", 2]',
    "schema only allows 2 elements in array but instance has 3 elements",
  ],
  [
    { ...PAIR, additionalItems: { type: "null" } },
    '[1, "a", 2]',
    'instance type (integer) does not match any allowed primitive type (allowed: ["null"])',
  ],
  [{ items: {}, additionalItems: false }, "[1, 2]"],
  [{ enum: [{ a: 1, b: [2] }] }, '{"b": [2], "a": 1}'],
  [
    { uniqueItems: true },
    '[{"a": 1, "b": 2}, {"b": 2, "a": 1}]',
    "array must not contain duplicate elements",
  ],
  [{ multipleOf: 0.01 }, "0.07"],
  [{ multipleOf: 0.01 }, "0.075", "remainder of division is not zero (0.075 / 0.01)"],
  [{ pattern: '^"' }, '"a\\"b"', 'ECMA 262 regex "^"" does not match input string "a"b"'],
  [NODE, '{"next": {"next": {"n": 1}}}'],
  [
    NODE,
    '{"next": {"next": {"n": "x"}}}',
    'instance type (string) does not match any allowed primitive type (allowed: ["integer"])',
  ],
  [ITSELF, "1", "Unknown error parsing request body"],
];

describe("a model checks a body as the library does", () => {
  const world = new TestWorld();
  beforeAll(async () => {
    await world.api();
    const restApiId = world.apiId;
    const { id } = await world.client.send(
      new CreateRequestValidatorCommand({ restApiId, name: "bodies", validateRequestBody: true }),
    );
    await world.client.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType: "BAD_REQUEST_BODY",
        responseTemplates: { "application/json": "$context.error.validationErrorString" },
      }),
    );
    for (const [row, [schema]] of ROWS.entries()) {
      await model(`Model${row}`, schema);
      await checked(`/${row}`, `Model${row}`, id);
    }
    await model("Shelf", {
      definitions: { box: { items: { $ref: "#/definitions/lid" } }, lid: { type: "null" } },
    });
    const $ref = `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Shelf#/definitions/box`;
    await model("Room", { $ref });
    await checked("/room", "Room", id);
    await world.deploy();
  }, 30_000);
  afterAll(() => world.close());

  const model = (name: string, schema: object) =>
    world.client.send(
      new CreateModelCommand({
        restApiId: world.apiId,
        name,
        contentType: "application/json",
        schema: JSON.stringify(schema),
      }),
    );
  const checked = (path: string, name: string, requestValidatorId: string | undefined) =>
    world.method({
      path,
      verb: "POST",
      requestValidatorId,
      requestModels: { "application/json": name },
      integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
      responses: { 200: { integration: { responseTemplates: { "application/json": "fits" } } } },
    });
  const post = (path: string, body: string) =>
    world.call("POST", path, { headers: { "content-type": "application/json" }, body });

  test.each(ROWS.map(([schema, body, why], row) => ({ schema, body, why, row })))(
    "$schema of $body",
    async ({ body, why, row }) => {
      const { status, text } = await post(`/${row}`, body);
      expect([status, text]).toEqual(why === undefined ? [200, "fits"] : [400, `[${why}]`]);
    },
  );

  test("a reference inside another model is read within that one", async () => {
    expect((await post("/room", "[1]")).text).toMatch(/^\[instance type \(integer\)/);
    expect((await post("/room", "[null]")).text).toBe("fits");
  });
});
