import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { type Served, serveSandbox } from "../../src/sandbox/serve.ts";

/** Every `aws` command takes most of a second, so this runs only when asked for: APIGW_SLOW=1. */
const asked = process.env.APIGW_SLOW === "1";
const installed = asked && spawnSync("aws", ["--version"]).status === 0;

describe.skipIf(!installed)("the AWS CLI over the served sandbox", () => {
  let folder: string;
  let served: Served;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "apigw-aws-cli-"));
    served = await serveSandbox(openSandbox({ file: join(folder, "state.json") }), { port: 0 });
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = promisify(execFile);
  let commands = 0;

  async function aws(line: string, ...more: string[]): Promise<never> {
    commands += 1;
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ENDPOINT_URL: served.url,
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_PAGER: "",
      AWS_MAX_ATTEMPTS: "1",
    };
    const { stdout } = await run("aws", [...line.split(" "), ...more, "--output", "json"], { env });
    return (stdout.trim() === "" ? {} : JSON.parse(stdout)) as never;
  }
  const refusal = (line: string, ...more: string[]) =>
    aws(line, ...more).then(
      () => "nothing refused",
      (error: { stderr: string }) => error.stderr.trim(),
    );

  test("creates, reads, updates, runs and deletes, by more than 40 commands", {
    timeout: 240_000,
  }, async () => {
    const gateway = (line: string, ...more: string[]) => aws(`apigateway ${line}`, ...more);
    const api: { id: string; rootResourceId: string } = await gateway("create-rest-api --name shop");
    const at = `--rest-api-id ${api.id}`;
    expect(await gateway(`get-rest-api ${at}`)).toMatchObject({ name: "shop", tags: {} });
    expect(
      await gateway(`update-rest-api ${at} --patch-operations op=replace,path=/description,value=mine`),
    ).toMatchObject({ description: "mine" });
    const orders: { id: string } = await gateway(
      `create-resource ${at} --parent-id ${api.rootResourceId} --path-part orders`,
    );
    const order: { id: string; path: string } = await gateway(
      `create-resource ${at} --parent-id ${orders.id} --path-part {orderId}`,
    );
    expect(order.path).toBe("/orders/{orderId}");
    const model = '{"type":"object","required":["id"]}';
    await gateway(`create-model ${at} --name Order --content-type application/json --schema`, model);
    expect(await gateway(`get-model ${at} --model-name Order`)).toMatchObject({ schema: model });
    await gateway(
      `update-model ${at} --model-name Order --patch-operations op=replace,path=/description,value=one`,
    );
    expect(((await gateway(`get-models ${at}`)) as { items: unknown[] }).items).toHaveLength(3);
    const validator: { id: string } = await gateway(
      `create-request-validator ${at} --name body --validate-request-body`,
    );
    expect(
      await gateway(
        `update-request-validator ${at} --request-validator-id ${validator.id} --patch-operations op=replace,path=/validateRequestParameters,value=true`,
      ),
    ).toMatchObject({ validateRequestParameters: true });
    expect(await gateway(`get-request-validators ${at}`)).toMatchObject({ items: [{ name: "body" }] });

    const method = `${at} --resource-id ${order.id} --http-method GET`;
    await gateway(
      `put-method ${method} --authorization-type NONE --request-parameters method.request.path.orderId=true`,
    );
    expect(await refusal(`apigateway put-method ${method} --authorization-type NONE`)).toContain(
      "(ConflictException) when calling the PutMethod operation: Method already exists for this resource",
    );
    expect(
      await gateway(
        `update-method ${method} --patch-operations op=replace,path=/operationName,value=GetOrder op=replace,path=/requestValidatorId,value=${validator.id}`,
      ),
    ).toMatchObject({ operationName: "GetOrder", requestValidatorId: validator.id });
    await gateway(`put-method-response ${method} --status-code 200 --response-models application/json=Order`);
    expect(
      await gateway(
        `update-method-response ${method} --status-code 200 --patch-operations op=add,path=/responseParameters/method.response.header.x-kind,value=false`,
      ),
    ).toMatchObject({ responseParameters: { "method.response.header.x-kind": false } });
    await gateway(`put-method-response ${method} --status-code 404`);
    await gateway(`get-method-response ${method} --status-code 404`);
    await gateway(`delete-method-response ${method} --status-code 404`);
    expect(await refusal(`apigateway get-integration ${method}`)).toContain(
      "Invalid Integration identifier specified",
    );
    await gateway(
      `put-integration ${method} --type MOCK --request-templates`,
      '{"application/json":"{\\"statusCode\\": 200}"}',
    );
    expect(
      await gateway(
        `update-integration ${method} --patch-operations op=replace,path=/passthroughBehavior,value=NEVER op=replace,path=/timeoutInMillis,value=5000`,
      ),
    ).toMatchObject({ passthroughBehavior: "NEVER", timeoutInMillis: 5000 });
    await gateway(
      `put-integration-response ${method} --status-code 200 --response-templates`,
      '{"application/json":"{\\"id\\": \\"$input.params(\'orderId\')\\"}"}',
      "--response-parameters",
      `{"method.response.header.x-kind":"'order'"}`,
    );
    await gateway(
      `update-integration-response ${method} --status-code 200 --patch-operations op=replace,path=/selectionPattern,value=2..`,
    );
    expect(await gateway(`get-integration-response ${method} --status-code 200`)).toMatchObject({
      selectionPattern: "2..",
    });
    expect(await gateway(`get-method ${method}`)).toMatchObject({ methodIntegration: { type: "MOCK" } });
    const tested = await gateway(`test-invoke-method ${method} --path-with-query-string /orders/7`);
    expect(tested).toMatchObject({ status: 200, body: '{"id": "7"}', headers: { "x-kind": "order" } });
    expect((tested as { log: string }).log).toContain("Method completed with status: 200\n");

    expect(await refusal(`apigateway delete-model ${at} --model-name Order`)).toContain("ConflictException");
    const deployment: { id: string } = await gateway(`create-deployment ${at} --stage-name live`);
    expect(await gateway(`get-stages ${at}`)).toMatchObject({ item: [{ deploymentId: deployment.id }] });
    await gateway(
      `update-stage ${at} --stage-name live --patch-operations op=replace,path=/variables/kind,value=test`,
    );
    expect(await gateway(`get-stage ${at} --stage-name live`)).toMatchObject({ variables: { kind: "test" } });
    const url = `${served.url}/restapis/${api.id}/live/_user_request_/orders/8`;
    expect(await (await fetch(url)).json()).toEqual({ id: "8" });

    const functions: { Functions: { FunctionName: string; FunctionArn: string }[] } =
      await aws("lambda list-functions");
    const arn = functions.Functions.find(({ FunctionName }) => FunctionName === "hello")?.FunctionArn ?? "";
    const proxy = `${at} --resource-id ${orders.id} --http-method ANY`;
    await gateway(`put-method ${proxy} --authorization-type NONE`);
    await gateway(
      `put-integration ${proxy} --type AWS_PROXY --integration-http-method POST --uri arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
    );
    const test1 = `test-invoke-method ${at} --resource-id ${orders.id} --http-method POST`;
    expect(await gateway(test1)).toMatchObject({ status: 500 });
    await aws(
      `lambda add-permission --function-name hello --statement-id gateway --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn arn:aws:execute-api:us-east-1:123456789012:${api.id}/*/*/orders`,
    );
    expect(await gateway(test1)).toMatchObject({ status: 200, body: '{"message":"Hello, world!"}' });
    expect(await aws("lambda get-policy --function-name hello")).toHaveProperty("Policy");
    await aws("lambda remove-permission --function-name hello --statement-id gateway");

    const document = join(folder, "api.json");
    const paths = {
      "/imported": { get: { responses: {}, "x-amazon-apigateway-integration": { type: "mock" } } },
    };
    writeFileSync(
      document,
      JSON.stringify({ openapi: "3.0.1", info: { title: "shop", version: "2" }, paths }),
    );
    expect(await gateway(`put-rest-api ${at} --mode merge --body fileb://${document}`)).toMatchObject({
      version: "2",
    });
    const { items } = (await gateway(`get-resources ${at} --embed methods`)) as { items: { path: string }[] };
    expect(items.map(({ path }) => path).sort()).toEqual(["/", "/imported", "/orders", "/orders/{orderId}"]);

    await gateway(`delete-integration-response ${method} --status-code 200`);
    await gateway(`delete-integration ${method}`);
    await gateway(`delete-method ${method}`);
    await gateway(`delete-stage ${at} --stage-name live`);
    await gateway(`delete-deployment ${at} --deployment-id ${deployment.id}`);
    await gateway(`delete-resource ${at} --resource-id ${orders.id}`);
    await gateway(`delete-rest-api ${at}`);
    expect(await refusal(`apigateway get-rest-api ${at}`)).toContain(
      `(NotFoundException) when calling the GetRestApi operation: Invalid API identifier specified 123456789012:${api.id}`,
    );
    expect(commands).toBeGreaterThan(40);
  });
});

test.skipIf(installed)(
  asked ? "the AWS CLI is not installed: not tried" : "APIGW_SLOW is not 1: the AWS CLI is not tried",
  () => undefined,
);
