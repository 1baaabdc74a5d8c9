import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIN, type Served, startSandbox } from "./served.ts";
import { runs } from "./shell.ts";

// A client nobody here wrote: what apigw makes it reads, and what it makes apigw reads.

const hasAwsCli = runs("aws", "--version", "these checks");

describe.skipIf(!hasAwsCli)("the AWS CLI over the served sandbox", () => {
  let sandbox: Served;
  let api: string;
  beforeAll(async () => {
    sandbox = await startSandbox();
    const { items } = await aws("apigateway", "get-rest-apis");
    api = items.find(({ name }: { name: string }) => name === "petstore").id;
  });
  afterAll(() => sandbox.stop());

  async function aws(...args: readonly string[]) {
    // Version 1 of the AWS CLI before 1.32 does not know AWS_ENDPOINT_URL.
    const { exit, stdout, stderr } = await sandbox.run("aws", [
      "--endpoint-url",
      sandbox.url,
      "--output",
      "json",
      ...args,
    ]);
    if (exit !== 0) throw new Error(`aws ${args.join(" ")} left with ${exit}: ${stderr}`);
    return stdout.trim() === "" ? {} : JSON.parse(stdout);
  }
  const apigw = (...args: readonly string[]) =>
    sandbox.run(process.execPath, [BIN, "create-method", "--api", "petstore", ...args]);
  const resource = async (path: string): Promise<string> => {
    const { items } = await aws("apigateway", "get-resources", "--rest-api-id", api);
    return items.find((one: { path: string }) => one.path === path)?.id;
  };
  const method = async (path: string, verb: string) =>
    aws(
      "apigateway",
      "get-method",
      "--rest-api-id",
      api,
      "--resource-id",
      await resource(path),
      "--http-method",
      verb,
    );

  it("reads a mock that apigw made", async () => {
    expect(await apigw("--resource", "/pets", "--method", "POST", "--integration", "mock")).toMatchObject({
      exit: 0,
    });
    expect(await method("/pets", "POST")).toEqual({
      httpMethod: "POST",
      authorizationType: "NONE",
      apiKeyRequired: false,
      methodResponses: { 200: { statusCode: "200", responseModels: { "application/json": "Empty" } } },
      methodIntegration: {
        type: "MOCK",
        requestTemplates: { "application/json": '{"statusCode": 200}' },
        passthroughBehavior: "WHEN_NO_MATCH",
        timeoutInMillis: 29000,
        cacheNamespace: await resource("/pets"),
        cacheKeyParameters: [],
        integrationResponses: { 200: { statusCode: "200" } },
      },
    });
  });

  it("reads a Lambda proxy integration and the permission that apigw made", async () => {
    const made = await apigw(
      "--resource",
      "/pets/{petId}",
      "--method",
      "ANY",
      "--integration",
      "lambda",
      "--proxy",
      "--function",
      "hello:live",
    );
    expect(made).toMatchObject({ exit: 0 });
    const { methodIntegration } = await method("/pets/{petId}", "ANY");
    expect(methodIntegration).toMatchObject({
      type: "AWS_PROXY",
      httpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello:live/invocations",
    });
    const { Policy } = await aws("lambda", "get-policy", "--function-name", "hello", "--qualifier", "live");
    expect(JSON.parse(Policy).Statement).toEqual([
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:us-east-1:123456789012:function:hello:live",
        Condition: {
          ArnLike: { "AWS:SourceArn": `arn:aws:execute-api:us-east-1:123456789012:${api}/*/*/pets/*` },
        },
      }),
    ]);
  });

  it("reads HTTP, AWS service and VPC link integrations that apigw made", async () => {
    const role = "arn:aws:iam::123456789012:role/apigw-sample-role";
    for (const flags of [
      [
        "--method",
        "PUT",
        "--integration",
        "http",
        "--integration-method",
        "PATCH",
        "--endpoint",
        "https://example.com/pets",
        "--timeout",
        "5000",
      ],
      [
        "--method",
        "PATCH",
        "--integration",
        "aws",
        "--service",
        "sqs",
        "--integration-method",
        "POST",
        "--path-override",
        "123456789012/pets",
        "--role",
        role,
      ],
      [
        "--method",
        "DELETE",
        "--integration",
        "vpc-link",
        "--vpc-link",
        "backend",
        "--integration-method",
        "DELETE",
        "--endpoint",
        "http://pets.internal/",
      ],
    ])
      expect(await apigw("--resource", "/pets", ...flags)).toMatchObject({
        exit: 0,
        stderr: expect.not.stringContaining("rror"),
      });
    expect((await method("/pets", "PUT")).methodIntegration).toMatchObject({
      type: "HTTP",
      httpMethod: "PATCH",
      uri: "https://example.com/pets",
      timeoutInMillis: 5000,
      connectionType: "INTERNET",
    });
    expect((await method("/pets", "PATCH")).methodIntegration).toMatchObject({
      type: "AWS",
      httpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets",
      credentials: role,
    });
    const links = await aws("apigateway", "get-vpc-links");
    expect((await method("/pets", "DELETE")).methodIntegration).toMatchObject({
      type: "HTTP",
      connectionType: "VPC_LINK",
      connectionId: links.items[0].id,
    });
  });

  it("makes a method that apigw takes for already so, or changes by little", async () => {
    const root = await resource("/");
    const { id } = await aws(
      "apigateway",
      "create-resource",
      "--rest-api-id",
      api,
      "--parent-id",
      root,
      "--path-part",
      "theirs",
    );
    const at = ["--rest-api-id", api, "--resource-id", id, "--http-method", "GET"];
    await aws("apigateway", "put-method", ...at, "--authorization-type", "NONE");
    await aws(
      "apigateway",
      "put-method-response",
      ...at,
      "--status-code",
      "200",
      "--response-models",
      '{"application/json":"Empty"}',
    );
    await aws(
      "apigateway",
      "put-integration",
      ...at,
      "--type",
      "MOCK",
      "--request-templates",
      '{"application/json":"{\\"statusCode\\": 200}"}',
    );
    await aws("apigateway", "put-integration-response", ...at, "--status-code", "200");
    const again = ["--resource", "/theirs", "--method", "GET", "--integration", "mock", "--if-exists"];
    for (const how of ["update", "replace"]) {
      const same = await apigw(...again, how);
      expect(same.stdout).toContain("Already so");
      expect(same.exit).toBe(0);
    }
    const changed = await apigw(
      ...again,
      "update",
      "--api-key-required",
      "--operation-name",
      "theirs",
      "--output",
      "json",
    );
    expect(JSON.parse(changed.stdout).calls).toEqual([
      expect.objectContaining({ operation: "apigateway:UpdateMethod" }),
    ]);
    expect(await method("/theirs", "GET")).toMatchObject({ apiKeyRequired: true, operationName: "theirs" });
    expect(await apigw("--resource", "/theirs", "--method", "GET", "--integration", "mock")).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("--if-exists"),
    });
  });

  it("deletes what apigw made, and apigw makes it again", async () => {
    const id = await resource("/pets");
    await aws(
      "apigateway",
      "delete-method",
      "--rest-api-id",
      api,
      "--resource-id",
      id,
      "--http-method",
      "POST",
    );
    expect(await apigw("--resource", "/pets", "--method", "POST", "--integration", "mock")).toMatchObject({
      exit: 0,
    });
  });
});
