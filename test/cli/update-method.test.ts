import { beforeAll, describe, expect, test } from "vitest";
import { having, METHODS } from "./methods-to-update.ts";
import { freshPlace, openPlace, type Place } from "./run.ts";

const AT = "--api petstore --resource '/pets/{petId}' --method GET";

const update = (place: Place, words: string) => place.run(`apigw update-method ${AT} ${words}`);

/** The patches that a run sent, one a line. */
const patches = ({ writes }: { writes: readonly { operation: string; input: Record<string, unknown> }[] }) =>
  writes.flatMap(({ operation, input }) =>
    ((input.patchOperations ?? []) as { op: string; path: string; value?: string }[]).map(
      ({ op, path, value }) => `${operation} ${op} ${path} ${value ?? ""}`.trim(),
    ),
  );

describe("apigw update-method", () => {
  test.each(Object.entries(METHODS))("%s: with nothing named, nothing is sent", async (_, words) => {
    const place = await having(words);
    const run = await update(place, "");
    expect(run, run.stderr).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain("Already so");
  });

  test.each([
    ["mock", "--operation-name listPets", ["UpdateMethod replace /operationName listPets"]],
    ["mock", "--unset operation-name", ["UpdateMethod replace /operationName"]],
    ["mock", "--no-api-key-required", ["UpdateMethod replace /apiKeyRequired false"]],
    ["mock", "--unset authorization", ["UpdateMethod replace /authorizationType NONE"]],
    ["mock", "--unset request-validator", ["UpdateMethod replace /requestValidatorId"]],
    ["lambda", "--timeout 29000", ["UpdateIntegration replace /timeoutInMillis 29000"]],
    ["lambda", "--unset timeout", ["UpdateIntegration replace /timeoutInMillis 29000"]],
    [
      "lambda",
      "--header X-Id",
      [
        "UpdateMethod replace /requestParameters/method.request.header.X-Id false",
        "UpdateIntegration remove /cacheKeyParameters/method.request.header.X-Id",
      ],
    ],
    [
      "lambda",
      "--unset header:X-Id",
      [
        "UpdateIntegration remove /cacheKeyParameters/method.request.header.X-Id",
        "UpdateMethod remove /requestParameters/method.request.header.X-Id",
      ],
    ],
    ["http", "--content-handling text", ["UpdateIntegration replace /contentHandling CONVERT_TO_TEXT"]],
    ["http", "--unset content-handling", ["UpdateIntegration replace /contentHandling"]],
    ["http", "--unset passthrough", ["UpdateIntegration replace /passthroughBehavior WHEN_NO_MATCH"]],
    [
      "http",
      "--unset request-template:application/json",
      ["UpdateIntegration remove /requestTemplates/application~1json"],
    ],
    ["aws, elsewhere", "--unset scope:pets/read", ["UpdateMethod remove /authorizationScopes pets/read"]],
    [
      "aws, elsewhere",
      "--unset service-region",
      ["UpdateIntegration replace /uri arn:aws:apigateway:us-east-1:shop.sqs:path/123456789012/pets"],
    ],
    [
      "aws, elsewhere",
      "--unset subdomain",
      ["UpdateIntegration replace /uri arn:aws:apigateway:eu-west-1:sqs:path/123456789012/pets"],
    ],
    ["http", "--integration-method POST", ["UpdateIntegration replace /httpMethod POST"]],
  ] as const)("%s: %s is one change and no other", async (kind, words, expected) => {
    const place = await having(METHODS[kind] ?? "");
    const run = await update(place, words);
    expect(run.exit, run.stderr).toBe(0);
    expect(patches(run)).toEqual(expected);
    expect(run.writes.every(({ operation }) => operation.startsWith("Update"))).toBe(true);
    const again = await update(place, words);
    expect(again.writes).toEqual([]);
  });

  test("a resource or a method that is not there: nothing is made", async () => {
    const place = await freshPlace();
    const missing = await place.run(
      "apigw update-method --api petstore --resource /nothing --method GET --timeout 100",
    );
    expect(missing).toMatchObject({ exit: 5, writes: [], stdout: "" });
    expect(missing.stderr).toContain("/nothing");
    const method = await place.run(
      "apigw update-method --api petstore --resource /pets --method DELETE --timeout 100",
    );
    expect(method).toMatchObject({ exit: 5, writes: [], stdout: "" });
    expect(method.stderr).toContain("DELETE");
  });

  test("a role cannot be patched: the integration is put, and its responses are kept", async () => {
    const place = await having(METHODS["lambda, not proxy"] ?? "");
    const before = (await place.account.dump()).apis.petstore;
    const run = await update(place, "--role arn:aws:iam::123456789012:role/apigw-sample-role");
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes.map(({ operation }) => operation)).toContain("PutIntegration");
    const back = await update(place, "--unset role");
    expect(back.exit, back.stderr).toBe(0);
    expect((await place.account.dump()).apis.petstore).toEqual(before);
  });

  test("another function is let in, and what a stage may still serve stays and is named", async () => {
    const place = await having(METHODS.lambda ?? "");
    const run = await update(place, "--function hello");
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes.map(({ operation }) => operation)).toEqual(["UpdateIntegration", "AddPermission"]);
    expect(run.stderr).toMatch(
      /stays: dev may still serve[\s\S]*aws lambda remove-permission .*--qualifier live/,
    );
  });

  test("shows each value before and after, and what gets weaker", async () => {
    const place = await having(METHODS.mock ?? "");
    const run = await update(
      place,
      "--unset authorization --unset request-validator --operation-name x --dry-run",
    );
    expect(run).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain("~ request authorization authorizationType  AWS_IAM → NONE");
    expect(run.stdout).toMatch(
      /- request requestValidator +Validate body, query string parameters, and headers/,
    );
    expect(run.stdout).toMatch(/~ request operationName +getPet → x/);
    expect(run.stderr).toContain("Weaker: GET /pets/{petId} gets weaker: anybody may call it");
    expect(run.stderr).toContain("requests are no longer validated");
  });

  describe("what is wrong", () => {
    let place: Place;
    beforeAll(async () => {
      place = await openPlace();
      await place.run(`apigw create-method ${AT} ${METHODS.mock}`);
      return () => place.close();
    });
    test.each([
      ["--timeout 5000", 2, "--timeout: does not apply"],
      ["--unset header:X-No", 2, "--unset: the method has no header X-No"],
      ["--unset nonsense", 2, '--unset: "nonsense" is not a setting'],
      ["--unset operation-nam", 2, "Did you mean operation-name?"],
      ["--unset response", 2, "which response is not said"],
      ["--unset timeout:5", 2, "timeout has no entries"],
      ["--integration http", 2, "--endpoint: is missing"],
      ["--scope pets/read", 2, "--scope: does not apply"],
      ["--unset response:404", 2, "the method has no response 404"],
    ])("%s", async (words, exit, says) => {
      const run = await update(place, words);
      expect(run, run.stderr).toMatchObject({ exit, writes: [], stdout: "" });
      expect(run.stderr).toContain(says);
    });
    test("a method that is not there", async () => {
      const run = await place.run(
        "apigw update-method --api petstore --resource '/pets/{petId}' --method PATCH --operation-name x",
      );
      expect(run, run.stderr).toMatchObject({ exit: 5, writes: [] });
      expect(run.stderr).toContain("has no method PATCH. It has");
    });
  });

  test("create-method --if-exists update needs no integration either, and does the same", async () => {
    const place = await having(METHODS.lambda ?? "");
    const run = await place.run(`apigw create-method ${AT} --if-exists update --timeout 6000`);
    expect(run.exit, run.stderr).toBe(0);
    expect(patches(run)).toEqual(["UpdateIntegration replace /timeoutInMillis 6000"]);
    const none = await place.run(
      "apigw create-method --api petstore --resource /pets --method PATCH --if-exists update --timeout 6000",
    );
    expect(none, none.stderr).toMatchObject({ exit: 2, writes: [] });
    expect(none.stderr).toContain("--integration: is missing");
  });
});
