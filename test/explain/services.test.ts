import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explained } from "./explained.ts";
import { runPrinted } from "./printed.ts";
import { AT, type Backends, deploy, method, openBackends, openScene } from "./scene.ts";

// What a backend says of its own failure, and a method without a proxy passes on to its caller.

let backends: Backends;
beforeAll(async () => {
  backends = await openBackends();
});
afterAll(() => backends.close());

const ANSWERS: readonly (readonly [string, string, string])[] = [
  [
    "service-role",
    '{"message":"User: arn:aws:sts::123456789012:assumed-role/orders-caller/BackplaneAssumeRoleSession is not authorized to perform: states:StartExecution on resource: arn:aws:states:us-east-1:123456789012:stateMachine:orders because no identity-based policy allows it"}',
    "orders-caller does not allow states:StartExecution on arn:aws:states",
  ],
  [
    "service-denied",
    '{"Error":{"Code":"AccessDenied","Message":"Access to the resource https://sqs.us-east-1.amazonaws.com/123456789012/pets is denied.","Type":"Sender"},"RequestId":"x"}',
    "a broken form",
  ],
  [
    "service-denied",
    "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
    "its policy",
  ],
  ["service-operation", '{"__type":"com.amazon.coral.service#UnknownOperationException"}', "X-Amz-Target"],
  ["service-operation", "<Error><Type>Sender</Type><Code>MissingAction</Code></Error>", "a form"],
  ["service-body", '{"__type":"com.amazon.coral.service#SerializationException"}', "could not read"],
  [
    "service-address",
    "<Error><Code>InvalidAddress</Code><Message>The address https://sqs.us-east-1.amazonaws.com/pets is not valid for this endpoint.</Message></Error>",
    "no queue's",
  ],
  [
    "function-timeout",
    '{"errorMessage":"2026-01-01T00:00:00.000Z 1-2 Task timed out after 3.00 seconds"}',
    "its own 3.00 seconds",
  ],
  ["function-error", '{"errorType":"TypeError","errorMessage":"x is not a function"}', "status of a success"],
  [
    "signature-key",
    '{"message":"The security token included in the request is invalid."}',
    "a key that AWS does not know",
  ],
];

describe("what callers get of a backend's failure", () => {
  test.each(ANSWERS)("%s: %s", async (id, text, cause) => {
    const { explanations: found } = await explained(await openScene(backends), text);
    expect(found.map((one) => one.id)).toEqual([id]);
    expect(found[0]?.cause).toContain(cause);
  });

  test("a function's error that is passed on as a 200 is a 500 by the command that is printed", async () => {
    const scene = await openScene(backends);
    await method(scene, "--integration lambda --function hello");
    await deploy(scene);
    const [found] = (await explained(scene, '{"errorMessage":"of\\nseveral lines"}', AT)).explanations;
    const command = found?.commands.find((one) => one.startsWith("apigw add-response")) ?? "";
    await runPrinted(command.replace("<stage>", "live"), scene);
    const { integrationResponses } = await scene.account.gateway.getIntegration({
      restApiId: scene.apiId,
      resourceId: await scene.resourceId("/broken"),
      httpMethod: "POST",
    });
    const pattern = integrationResponses?.["500"]?.selectionPattern ?? "";
    expect(new RegExp(`^(?:${pattern})$`).test("of\nseveral lines")).toBe(true);
  });
});
