import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Served, startSandbox } from "./served.ts";
import { runs } from "./shell.ts";

// A session of `aws apigateway` commands as somebody would type them, each with what is documented to come back.

const hasAwsCli = runs("aws", "--version", "these commands");

interface Step {
  /** `$name` stands for a value kept by an earlier step. */
  readonly words: string;
  /** Arguments that a split at blanks would break. */
  readonly more?: readonly string[];
  /** Name → member of the answer to keep. */
  readonly keep?: Readonly<Record<string, string>>;
  readonly answer?: unknown;
  /** Part of the error's text, where it is refused. */
  readonly refused?: string;
}

const patch = (...operations: readonly string[]): readonly string[] => ["--patch-operations", ...operations];
const ROLE = "arn:aws:iam::123456789012:role/apigw-sample-role";

const SESSION: readonly Step[] = [
  {
    words: "create-rest-api --name shop --description first --endpoint-configuration types=REGIONAL",
    keep: { api: "id", root: "rootResourceId" },
    answer: { name: "shop", description: "first", endpointConfiguration: { types: ["REGIONAL"] } },
  },
  { words: "get-rest-api --rest-api-id $api", answer: { id: "$api", name: "shop", tags: {} } },
  {
    words: "update-rest-api --rest-api-id $api",
    more: patch("op=replace,path=/description,value=second", "op=add,path=/binaryMediaTypes/image~1png"),
    answer: { description: "second", binaryMediaTypes: ["image/png"] },
  },
  {
    words: "update-rest-api --rest-api-id $api",
    more: patch("op=replace,path=/nonsense,value=x"),
    refused: "Invalid patch path",
  },
  { words: "get-rest-apis", answer: { items: [{ id: "$api" }] } },
  { words: "get-models --rest-api-id $api --query items[].name", answer: ["Empty", "Error"] },
  {
    words: "create-model --rest-api-id $api --name Item --content-type application/json",
    more: ["--schema", '{"type":"object","required":["name"]}'],
    answer: { name: "Item", contentType: "application/json" },
  },
  { words: "get-model --rest-api-id $api --model-name Item", answer: { name: "Item" } },
  {
    words: "update-model --rest-api-id $api --model-name Item",
    more: patch("op=replace,path=/description,value=things"),
    answer: { description: "things" },
  },
  { words: "get-model --rest-api-id $api --model-name Nothing", refused: "Invalid model name specified" },
  {
    words: "create-resource --rest-api-id $api --parent-id $root --path-part items",
    keep: { items: "id" },
    answer: { path: "/items", pathPart: "items" },
  },
  {
    words: "create-resource --rest-api-id $api --parent-id $root --path-part items",
    refused: "Another resource with the same parent already has this name: items",
  },
  {
    words: "create-resource --rest-api-id $api --parent-id $items",
    more: ["--path-part", "{itemId}"],
    keep: { item: "id" },
    answer: { path: "/items/{itemId}" },
  },
  {
    words: "create-resource --rest-api-id $api --parent-id $items",
    more: ["--path-part", "{other}"],
    refused: "already has a variable path part",
  },
  {
    words: "update-resource --rest-api-id $api --resource-id $items",
    more: patch("op=replace,path=/pathPart,value=things"),
    answer: { path: "/things" },
  },
  { words: "get-resources --rest-api-id $api --query length(items)", answer: 3 },
  { words: "get-resource --rest-api-id $api --resource-id $item", answer: { path: "/things/{itemId}" } },
  {
    words:
      "create-request-validator --rest-api-id $api --name all --validate-request-body --validate-request-parameters",
    keep: { validator: "id" },
    answer: { validateRequestBody: true, validateRequestParameters: true },
  },
  {
    words: "update-request-validator --rest-api-id $api --request-validator-id $validator",
    more: patch("op=replace,path=/validateRequestParameters,value=false"),
    answer: { validateRequestParameters: false },
  },
  { words: "get-request-validators --rest-api-id $api --query items[].id", answer: ["$validator"] },
  {
    words:
      "create-authorizer --rest-api-id $api --name users --type COGNITO_USER_POOLS --provider-arns arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc --identity-source method.request.header.Authorization",
    keep: { authorizer: "id" },
    answer: { name: "users" },
  },
  { words: "get-authorizers --rest-api-id $api --query items[].name", answer: ["users"] },
  {
    words:
      "put-method --rest-api-id $api --resource-id $items --http-method POST --authorization-type NONE --request-validator-id $validator --request-models application/json=Item",
    answer: { httpMethod: "POST", authorizationType: "NONE", requestModels: { "application/json": "Item" } },
  },
  {
    words: "put-method --rest-api-id $api --resource-id $items --http-method POST --authorization-type NONE",
    refused: "Method already exists for this resource",
  },
  {
    words: "put-method --rest-api-id $api --resource-id $items --http-method FETCH --authorization-type NONE",
    refused: "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
  },
  {
    words: "update-method --rest-api-id $api --resource-id $items --http-method POST",
    more: patch(
      "op=replace,path=/apiKeyRequired,value=true",
      "op=add,path=/requestParameters/method.request.header.X-Trace,value=false",
    ),
    answer: { apiKeyRequired: true, requestParameters: { "method.request.header.X-Trace": false } },
  },
  {
    words: "update-method --rest-api-id $api --resource-id $items --http-method POST",
    more: patch(
      `op=replace,path=/authorizationType,value=COGNITO_USER_POOLS`,
      "op=replace,path=/authorizerId,value=$authorizer",
    ),
    answer: { authorizationType: "COGNITO_USER_POOLS", authorizerId: "$authorizer" },
  },
  {
    words:
      "put-method-response --rest-api-id $api --resource-id $items --http-method POST --status-code 200 --response-models application/json=Empty --response-parameters method.response.header.X-Id=true",
    answer: { statusCode: "200", responseParameters: { "method.response.header.X-Id": true } },
  },
  {
    words: "put-method-response --rest-api-id $api --resource-id $items --http-method POST --status-code 600",
    refused: "failed to satisfy constraint",
  },
  {
    words: "put-integration --rest-api-id $api --resource-id $items --http-method POST --type MOCK",
    more: ["--request-templates", '{"application/json":"{\\"statusCode\\": 200}"}'],
    answer: { type: "MOCK", timeoutInMillis: 29000, passthroughBehavior: "WHEN_NO_MATCH" },
  },
  {
    words:
      "put-integration --rest-api-id $api --resource-id $items --http-method POST --type AWS --integration-http-method POST --uri arn:aws:lambda:us-east-1:123456789012:function:hello",
    refused: "AWS ARN for integration must contain path or action",
  },
  {
    words:
      "put-integration-response --rest-api-id $api --resource-id $items --http-method POST --status-code 200",
    more: ["--response-parameters", `{"method.response.header.X-Id":"'1'"}`],
    answer: { statusCode: "200" },
  },
  {
    words:
      "put-integration-response --rest-api-id $api --resource-id $items --http-method POST --status-code 404",
    more: ["--response-parameters", `{"method.response.header.X-Id":"'1'"}`, "--selection-pattern", "404"],
    refused: "No method response exists for method.",
  },
  {
    words: "update-integration --rest-api-id $api --resource-id $items --http-method POST",
    more: patch("op=replace,path=/timeoutInMillis,value=5000"),
    answer: { timeoutInMillis: 5000 },
  },
  {
    words:
      "update-integration-response --rest-api-id $api --resource-id $items --http-method POST --status-code 200",
    more: patch("op=replace,path=/selectionPattern,value=2.."),
    answer: { selectionPattern: "2.." },
  },
  {
    words:
      "update-method-response --rest-api-id $api --resource-id $items --http-method POST --status-code 200",
    more: patch("op=remove,path=/responseModels/application~1json"),
    answer: { statusCode: "200" },
  },
  {
    words: "get-method --rest-api-id $api --resource-id $items --http-method POST",
    answer: { methodIntegration: { integrationResponses: { 200: { selectionPattern: "2.." } } } },
  },
  {
    words: "put-method --rest-api-id $api --resource-id $item --http-method GET --authorization-type NONE",
    answer: { httpMethod: "GET" },
  },
  {
    words: "put-method-response --rest-api-id $api --resource-id $item --http-method GET --status-code 200",
    answer: { statusCode: "200" },
  },
  {
    words: "put-integration --rest-api-id $api --resource-id $item --http-method GET --type MOCK",
    more: ["--request-templates", '{"application/json":"{\\"statusCode\\": 200}"}'],
    answer: { type: "MOCK" },
  },
  {
    words:
      "put-integration-response --rest-api-id $api --resource-id $item --http-method GET --status-code 200",
    more: ["--response-templates", `{"application/json":"{\\"id\\": \\"$input.params('itemId')\\"}"}`],
    answer: { statusCode: "200" },
  },
  {
    words:
      "test-invoke-method --rest-api-id $api --resource-id $item --http-method GET --path-with-query-string /things/7",
    answer: { status: 200, body: '{"id": "7"}' },
  },
  {
    words: "test-invoke-method --rest-api-id $api --resource-id $item --http-method HEAD",
    refused: "Invalid Method identifier specified",
  },
  {
    words: `put-integration --rest-api-id $api --resource-id $item --http-method GET --type AWS --integration-http-method POST --uri arn:aws:apigateway:us-east-1:dynamodb:action/GetItem --credentials ${ROLE}`,
    answer: { type: "AWS", credentials: ROLE },
  },
  {
    words:
      "create-deployment --rest-api-id $api --stage-name prod --description one --variables table=things",
    keep: { deployment: "id" },
    answer: { description: "one" },
  },
  {
    words: "get-stage --rest-api-id $api --stage-name prod",
    answer: { stageName: "prod", deploymentId: "$deployment", variables: { table: "things" } },
  },
  {
    words: "update-stage --rest-api-id $api --stage-name prod",
    more: patch("op=replace,path=/variables/table,value=others"),
    answer: { variables: { table: "others" } },
  },
  {
    words: "create-stage --rest-api-id $api --stage-name test --deployment-id $deployment",
    answer: { stageName: "test" },
  },
  { words: "get-deployments --rest-api-id $api --query length(items)", answer: 1 },
  {
    words: "delete-deployment --rest-api-id $api --deployment-id $deployment",
    refused: "Active stages pointing to this deployment must be moved or deleted",
  },
  {
    words: "put-gateway-response --rest-api-id $api --response-type DEFAULT_4XX --status-code 400",
    answer: { responseType: "DEFAULT_4XX", statusCode: "400", defaultResponse: false },
  },
  {
    words: "get-gateway-response --rest-api-id $api --response-type DEFAULT_4XX",
    answer: { statusCode: "400" },
  },
  { words: "delete-stage --rest-api-id $api --stage-name test" },
  { words: "delete-stage --rest-api-id $api --stage-name prod" },
  { words: "delete-deployment --rest-api-id $api --deployment-id $deployment" },
  {
    words:
      "delete-integration-response --rest-api-id $api --resource-id $items --http-method POST --status-code 200",
  },
  { words: "delete-integration --rest-api-id $api --resource-id $items --http-method POST" },
  {
    words:
      "delete-method-response --rest-api-id $api --resource-id $items --http-method POST --status-code 200",
  },
  { words: "delete-model --rest-api-id $api --model-name Item", refused: "Cannot delete model" },
  { words: "delete-method --rest-api-id $api --resource-id $items --http-method POST" },
  { words: "delete-model --rest-api-id $api --model-name Item" },
  { words: "delete-resource --rest-api-id $api --resource-id $items" },
  {
    words: "get-resource --rest-api-id $api --resource-id $item",
    refused: "Invalid Resource identifier specified",
  },
  { words: "delete-rest-api --rest-api-id $api" },
  { words: "get-rest-api --rest-api-id $api", refused: "Invalid API identifier specified" },
];

describe.skipIf(!hasAwsCli)("`aws apigateway` over the served sandbox", () => {
  let sandbox: Served;
  const kept = new Map<string, string>();
  const filled = (text: string) =>
    text.replaceAll(
      /\$(api|root|items|item|validator|authorizer|deployment)\b/g,
      (_, name: string) => kept.get(name) ?? `$${name}`,
    );
  beforeAll(async () => {
    sandbox = await startSandbox("--empty", "--quiet");
  });
  afterAll(() => sandbox.stop());

  it("has at least 40 commands", () => expect(SESSION.length).toBeGreaterThanOrEqual(40));

  it.each(SESSION.map((step, i) => [`${i + 1} ${step.words}`, step] as const))("%s", async (_, step) => {
    const words = [...step.words.split(" "), ...(step.more ?? [])].map(filled);
    const { exit, stdout, stderr } = await sandbox.run("aws", [
      "--endpoint-url",
      sandbox.url,
      "--output",
      "json",
      "apigateway",
      ...words,
    ]);
    if (step.refused !== undefined) {
      expect(exit).not.toBe(0);
      expect(stderr).toContain(step.refused);
      return;
    }
    expect(stderr).toBe("");
    expect(exit).toBe(0);
    const answer = stdout.trim() === "" ? {} : JSON.parse(stdout);
    for (const [name, member] of Object.entries(step.keep ?? {})) kept.set(name, answer[member]);
    const expected = step.answer === undefined ? undefined : JSON.parse(filled(JSON.stringify(step.answer)));
    if (expected === undefined) return;
    if (typeof expected === "object" && !Array.isArray(expected)) expect(answer).toMatchObject(expected);
    else expect(answer).toEqual(expected);
  });
});
