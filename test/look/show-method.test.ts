import fc from "fast-check";
import stringWidth from "fast-string-width";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backendOf } from "../../src/called/backend.ts";
import { methodSchema } from "../../src/cli/describe/method-schema.ts";
import { printMethod } from "../../src/commands/show-method/show.ts";
import type { MethodDocument } from "../../src/gateway/document/method.ts";
import { shownMethod } from "../../src/gateway/document/shown-method.ts";
import { newValidatorKey } from "../../src/gateway/document/things.ts";
import { schemaFaults } from "../../src/sandbox/invoke/json-schema.ts";
import { methodSettings } from "../../src/settings/method.ts";
import { documents } from "../change/methods.ts";
import { freshPlace, openPlace, type Place } from "../cli/run.ts";

const SHOW = "apigw show-method --api petstore";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
  for (const line of [
    "--resource /orders --create-resource --method PUT --recipe sqs:SendMessage --set queue=pets --role arn:aws:iam::123456789012:role/apigw-sample-role --authorization cognito --authorizer customers --scope pets/write --request-validator body --request-model application/json=Pet --header X-Id:required:cached",
    `--resource /orders --method GET --integration vpc-link --vpc-link backend --integration-method GET --endpoint http://pets.internal/ --timeout 5000 --request-parameter "integration.request.header.X-Api-Key='hunter22'"`,
  ]) {
    const run = await place.run(`apigw create-method --api petstore --no-permission ${line}`);
    expect(run.exit, run.stderr).toBe(0);
  }
});
afterAll(() => place.close());

const generated = documents({
  cognito: "cognit",
  lambda: "lambda",
  vpcLink: "link12",
  validators: [newValidatorKey("api", "Body")],
});
const NAMES = { api: "petstore", authorizer: "staff", vpcLink: "backend" };
const at = { path: "/pets/{petId}", httpMethod: "GET" };

/** The same document with the entries of every map in the other order. */
const turned = (value: unknown): unknown =>
  Array.isArray(value)
    ? [...value].reverse()
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, one]) => [key, turned(one)]),
        )
      : value;

describe("a method's document", () => {
  test("is what apigw schema method says, for methods of every type", async () => {
    const schema = JSON.parse((await place.run("apigw schema method")).stdout);
    expect(schema).toEqual(JSON.parse(JSON.stringify(methodSchema(methodSettings))));
    fc.assert(
      fc.property(generated, (method) => {
        const shown = JSON.parse(JSON.stringify(shownMethod(at, method, NAMES)));
        expect(schemaFaults(schema, shown, () => undefined)).toEqual([]);
        // And of what is no such document it says so.
        for (const member of Object.keys(shown)) {
          const { [member]: _, ...rest } = shown;
          expect(schemaFaults(schema, rest, () => undefined)).not.toEqual([]);
        }
        expect(schemaFaults(schema, { ...shown, surplus: 1 }, () => undefined)).not.toEqual([]);
      }),
    );
  });

  test("reads the same in whatever order it was answered", () => {
    fc.assert(
      fc.property(generated, (method) => {
        const other = turned(method) as MethodDocument;
        expect(JSON.stringify(shownMethod(at, other, NAMES))).toBe(
          JSON.stringify(shownMethod(at, method, NAMES)),
        );
      }),
    );
  });

  test("has names for ids, and nothing that is a secret", async () => {
    const put = await place.run(`${SHOW} --resource /orders --method PUT --output json`);
    const get = await place.run(`${SHOW} --resource /orders --method GET --output json`);
    expect(put, put.stderr).toMatchObject({ exit: 0, stderr: "", writes: [] });
    const document = JSON.parse(put.stdout);
    expect(document.request).toMatchObject({
      authorizationType: "COGNITO_USER_POOLS",
      authorizer: "customers",
      requestValidator: {
        name: "Validate body",
        validateRequestBody: true,
        validateRequestParameters: false,
      },
    });
    expect(JSON.parse(get.stdout).integration).toMatchObject({
      vpcLink: "backend",
      requestParameters: { "integration.request.header.X-Api-Key": "[redacted]" },
    });
    expect(put.stdout + get.stdout).not.toContain(place.apiId);
    for (const output of ["json", "yaml", "text", "ndjson", "table"]) {
      const flags = `${SHOW} --resource /orders --method GET --output ${output}`;
      expect((await place.run(flags)).stdout).not.toContain("hunter22");
      expect((await place.run(`${flags} --show-secrets`)).stdout).toContain("hunter22");
    }
  });

  test("a list that may not be read leaves the id, and says so", async () => {
    const denied = await freshPlace({ faults: [{ kind: "denied", operation: "GetAuthorizers" }] });
    await denied.become(place);
    const run = await denied.run(`${SHOW} --resource /orders --method PUT --output json`);
    expect(run.exit).toBe(0);
    expect(JSON.parse(run.stdout).request.authorizer).toMatch(/^[a-z0-9]{6}$/);
    expect(run.stderr).toContain("you may not list the authorizers");
  });
});

describe("a method's diagram", () => {
  test("is told in plain lines in a pipe, with the templates below", async () => {
    const run = await place.run(`${SHOW} --resource /orders --method PUT`);
    expect(run.stdout).toMatchInlineSnapshot(`
      "PUT /orders of petstore
      Method request
        Authorization: cognito customers
        Scopes: pets/write
        API key: not required
        Request validator: Validate body (body)
        Header X-Id: required, cached
        Body application/json: Pet
      Integration request
        Type: AWS service
        Role: arn:aws:iam::123456789012:role/apigw-sample-role
        Timeout: 29000 ms
        Passthrough: never
        Header Content-Type: from 'application/x-www-form-urlencoded'
        Template: application/json, below
      AWS service
        sqs:SendMessage
        Region: us-east-1
        POST arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets
      Integration response
        default: becomes 200
        4\\d{2}: becomes 400
        5\\d{2}: becomes 500
      Method response
        200: application/json Empty
        400: no model
        500: no model

      Mapping template of the request, application/json
        Action=SendMessage&MessageBody=$util.urlEncode($input.body)
      "
    `);
  });

  test("fits the terminal, whatever the method and the width; each line is as wide as the box", () => {
    const paint = { good: String, caution: String, bad: String };
    fc.assert(
      fc.property(
        generated,
        fc.integer({ min: 40, max: 200 }),
        fc.constantFrom("lines" as const, "ascii" as const),
        (method, width, drawing) => {
          const shown = shownMethod(at, method, { ...NAMES, authorizer: "顧客の認証" });
          const backend = method.integration && backendOf(method.integration, "us-east-1");
          const text = printMethod(shown, backend, { paint, width, drawing });
          const [, ...lines] = text.split("\n\nMapping template")[0]?.split("\n") ?? [];
          expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
          if (drawing === "ascii") expect(lines.join("")).not.toMatch(/[─-╿▶◀▼]/);
          // Every edge stands below another, wide letters or not.
          const edges = lines.filter((line) => /[│|]$/.test(line)).map((line) => stringWidth(line));
          expect(edges.length).toBeGreaterThan(4);
          expect(new Set(edges).size).toBe(1);
        },
      ),
    );
  });

  test("what is not there is said, and what there is", async () => {
    const none = await place.run(`${SHOW} --resource /orders --method DELETE`);
    expect(none).toMatchObject({ exit: 5, stdout: "" });
    expect(none.stderr).toContain("--method: /orders has no method DELETE. It has GET, PUT.");
    const nowhere = await place.run(`${SHOW} --resource /nowhere --method GET`);
    expect(nowhere).toMatchObject({ exit: 5, stdout: "" });
    expect(nowhere.stderr).toContain("--resource: petstore has no resource /nowhere.");
  });
});
