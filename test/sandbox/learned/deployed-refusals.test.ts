import { describe, expect, test } from "vitest";
import { Account, outcome, patch } from "./account.ts";

/**
 * What API Gateway said in 2026 to deployments of templates that are wrong in one place each, as the public project
 * badmintoncryer/cdk-preflight keeps them (rules/apigateway, meta.yaml: real-deploy). Inputs of our own.
 */
async function harbour() {
  const account = new Account();
  const { gateway } = account;
  const { restApiId, rootId } = await account.api();
  const at = { restApiId, resourceId: rootId, httpMethod: "GET" };
  await gateway.putMethod({ ...at, authorizationType: "NONE" });
  await gateway.putMethodResponse({ ...at, statusCode: "200" });
  await gateway.putIntegration({ ...at, type: "MOCK" });
  const { id: deploymentId } = await gateway.createDeployment({ restApiId, stageName: "ebb" });
  return { account, gateway, restApiId, at, deploymentId };
}
type Harbour = Awaited<ReturnType<typeof harbour>>;
type Row = [what: string, call: (harbour: Harbour) => Promise<unknown>, answer: string | true];

const stage =
  (more: object) =>
  ({ gateway, restApiId, deploymentId }: Harbour) =>
    gateway.createStage({ restApiId, deploymentId, stageName: "flood", ...more });
const stagePatch =
  (op: string, path: string, value?: string) =>
  ({ gateway, restApiId }: Harbour) =>
    gateway.updateStage({ restApiId, stageName: "ebb", patchOperations: [patch(op, path, value)] });
const plan =
  (more: object) =>
  ({ gateway }: Harbour) =>
    gateway.createUsagePlan({ name: "tides", ...more });
const limited =
  (key: string) =>
  ({ gateway, restApiId }: Harbour) =>
    gateway.createUsagePlan({
      name: "tides",
      apiStages: [{ apiId: restApiId, stage: "ebb", throttle: { [key]: { rateLimit: 1, burstLimit: 1 } } }],
    });
const method =
  (more: object) =>
  ({ gateway, at }: Harbour) =>
    gateway.putMethod({ ...at, httpMethod: "POST", authorizationType: "NONE", ...more });
const integration =
  (more: object) =>
  ({ gateway, at }: Harbour) =>
    gateway.putIntegration({
      ...at,
      type: "HTTP",
      integrationHttpMethod: "GET",
      uri: "https://example.com",
      ...more,
    });
const model =
  (more: object) =>
  ({ gateway, restApiId }: Harbour) =>
    gateway.createModel({ restApiId, name: "Tide", contentType: "application/json", schema: "{}", ...more });
const selection =
  (selectionPattern: string) =>
  ({ gateway, at }: Harbour) =>
    gateway.putIntegrationResponse({ ...at, statusCode: "200", selectionPattern });
const api =
  (endpointConfiguration: object) =>
  ({ gateway }: Harbour) =>
    gateway.createRestApi({ name: "quay", endpointConfiguration });
const part =
  (location: object) =>
  ({ gateway, restApiId }: Harbour) =>
    gateway.createDocumentationPart({
      restApiId,
      location: location as { type: "API" },
      properties: '{"a": 1}',
    });
const link =
  (...names: string[]) =>
  ({ gateway }: Harbour) =>
    gateway.createVpcLink({
      name: "lock",
      targetArns: names.map(
        (name) => `arn:aws:elasticloadbalancing:us-east-1:210987654321:loadbalancer/net/${name}/1`,
      ),
    });

const VALUE = (key: string) =>
  `Invalid stage variable value of key ${key}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`;
const TTL = "Invalid time-to-live setting, must be an integer no greater than 3600";
const LOG_ARN =
  "Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN.";
const FORMAT = (format: string) =>
  `Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`;
const SCOPES =
  "Invalid Method authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type";
const LIMIT = "Usage Plan quota limit must be a non-negative numeric";

describe.each<[string, Row[]]>([
  [
    "a stage's variables",
    [
      [
        "a name with a dash",
        stage({ variables: { "high-tide": "1" } }),
        "Invalid stage variable name: high-tide. Please use names with only word characters.",
      ],
      [
        "no name",
        stagePatch("replace", "/variables/a~1b", "1"),
        "Invalid stage variable name: a/b. Please use names with only word characters.",
      ],
      ["a value with a mark", stage({ variables: { tide: "high!" } }), VALUE("tide")],
      ["of a patch", stagePatch("replace", "/variables/tide", "50%"), VALUE("tide")],
      [
        "of a canary",
        stagePatch("replace", "/canarySettings/stageVariableOverrides/tide", "{high}"),
        VALUE("tide"),
      ],
      [
        "of a deployment",
        ({ gateway, restApiId }) =>
          gateway.createDeployment({ restApiId, stageName: "ebb", variables: { tide: "é" } }),
        VALUE("tide"),
      ],
      ["all that may stand there", stage({ variables: { tide_1: "a Z-9._:/?&=," } }), true],
    ],
  ],
  [
    "a method's settings",
    [
      ["longer than an hour", stagePatch("replace", "/*/*/caching/ttlInSeconds", "3601"), TTL],
      ["no number", stagePatch("replace", "/~1quay/GET/caching/ttlInSeconds", "long"), TTL],
      ["less than nothing", stagePatch("replace", "/*/*/caching/ttlInSeconds", "-1"), TTL],
      ["an hour", stagePatch("replace", "/*/*/caching/ttlInSeconds", "3600"), true],
      [
        "no verb",
        stagePatch("replace", "/*/SAIL/metrics/enabled", "true"),
        "Invalid method setting path: /*/SAIL/metrics/enabled. Must be one of: [",
      ],
      [
        "no slash",
        stagePatch("replace", "quay/GET/metrics/enabled", "true"),
        "Invalid method setting path: quay/GET/metrics/enabled. Must be one of: [",
      ],
      ["a verb", stagePatch("replace", "/~1quay/PATCH/metrics/enabled", "true"), true],
      [
        "a rate that is none",
        stagePatch("replace", "/*/*/throttling/rateLimit", "fast"),
        "Invalid value specified for /*/*/throttling/rateLimit: fast",
      ],
    ],
  ],
  [
    "access logs",
    [
      ["elsewhere", stagePatch("replace", "/accessLogSettings/destinationArn", "arn:aws:s3:::quay"), LOG_ARN],
      ["no ARN", stagePatch("add", "/accessLogSettings/destinationArn", "quay"), LOG_ARN],
      [
        "a stream of another name",
        stagePatch(
          "replace",
          "/accessLogSettings/destinationArn",
          "arn:aws:firehose:us-east-1:210987654321:deliverystream/quay",
        ),
        "Kinesis Firehose delivery stream name must begin with the characters 'amazon-apigateway-': 'deliverystream/quay'",
      ],
      [
        "a stream",
        stagePatch(
          "replace",
          "/accessLogSettings/destinationArn",
          "arn:aws:firehose:us-east-1:210987654321:deliverystream/amazon-apigateway-quay",
        ),
        true,
      ],
      [
        "a group",
        stagePatch(
          "replace",
          "/accessLogSettings/destinationArn",
          "arn:aws:logs:us-east-1:210987654321:log-group:quay",
        ),
        true,
      ],
      [
        "a format without the request",
        stagePatch("replace", "/accessLogSettings/format", "$context.status $context.requestIdentity"),
        FORMAT("$context.status $context.requestIdentity"),
      ],
      ["with it", stagePatch("replace", "/accessLogSettings/format", "$context.extendedRequestId"), true],
    ],
  ],
  [
    "a usage plan",
    [
      [
        "no period",
        plan({ quota: { limit: 1 } }),
        "Invalid Usage Plan quota period specified. Must be one of [DAY, WEEK, MONTH]",
      ],
      ["no limit", plan({ quota: { limit: 0, period: "DAY" } }), LIMIT],
      ["below nothing", plan({ quota: { limit: -1, period: "DAY" } }), LIMIT],
      [
        "a day begins with itself",
        plan({ quota: { limit: 1, offset: 1, period: "DAY" } }),
        "Usage Plan quota offset must be between 0 and 0 inclusive in the DAY period",
      ],
      [
        "a week has seven days",
        plan({ quota: { limit: 1, offset: 7, period: "WEEK" } }),
        "Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period",
      ],
      [
        "a month at least 28",
        plan({ quota: { limit: 1, offset: 28, period: "MONTH" } }),
        "Usage Plan quota offset must be between 0 and 27 inclusive in the MONTH period",
      ],
      ["the last day of each", plan({ quota: { limit: 1, offset: 27, period: "MONTH" } }), true],
      ["a method without a verb", limited("quay"), "Invalid method {resourcePath: quay,method: } specified"],
      [
        "with none of the verbs",
        limited("/quay/SAIL"),
        "Invalid method {resourcePath: /quay,method: SAIL} specified",
      ],
      ["with a verb", limited("/quay/GET"), true],
      ["the root's", limited("//GET"), true],
    ],
  ],
  [
    "a method",
    [
      ["scopes without a user pool", method({ authorizationScopes: ["sail"] }), SCOPES],
      ["of a signed one", method({ authorizationType: "AWS_IAM", authorizationScopes: ["sail"] }), SCOPES],
      [
        "by a patch",
        ({ gateway, at }) =>
          gateway.updateMethod({ ...at, patchOperations: [patch("add", "/authorizationScopes", "sail")] }),
        SCOPES,
      ],
      ["none", method({ authorizationScopes: [] }), true],
      [
        "a link of no name",
        integration({ connectionType: "VPC_LINK" }),
        "ConnectionId should be set to the vpcLinkId or stage variable on connection type VPC_LINK",
      ],
      [
        "a key that is not declared",
        integration({ cacheKeyParameters: ["method.request.header.Tide"] }),
        "Invalid cache key parameter specified",
      ],
      ["a pattern that is not closed", selection("4(0"), "Invalid regex pattern specified"],
      ["one that repeats nothing", selection("*"), "Invalid regex pattern specified"],
      ["one that only Java takes", selection("4\\p{Digit}++"), true],
      [
        "of a patch",
        async (harbour) => {
          await selection("404")(harbour);
          const { gateway, at } = harbour;
          const patchOperations = [patch("replace", "/selectionPattern", "[4")];
          return gateway.updateIntegrationResponse({ ...at, statusCode: "200", patchOperations });
        },
        "Invalid regex pattern specified",
      ],
      [
        "a content handling that is none",
        ({ gateway, at }) =>
          gateway.updateIntegration({
            ...at,
            patchOperations: [patch("replace", "/contentHandling", "SHRED")],
          }),
        "Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT",
      ],
      [
        "a timeout that is none",
        ({ gateway, at }) =>
          gateway.updateIntegration({
            ...at,
            patchOperations: [patch("replace", "/timeoutInMillis", "soon")],
          }),
        "Timeout should be between 50 ms and 29000 ms",
      ],
    ],
  ],
  [
    "what an API has",
    [
      [
        "a model of no media type",
        model({ contentType: "tide" }),
        "Validation Result: warnings : [], errors : [Invalid content type specified: tide]",
      ],
      ["a model of one", model({ contentType: "application/vnd.tide+json; v=1" }), true],
      [
        "endpoints of an open API",
        api({ types: ["REGIONAL"], vpcEndpointIds: ["vpce-1"] }),
        "VPCEndpoints can only be specified with PRIVATE apis.",
      ],
      ["of a private one", api({ types: ["PRIVATE"], vpcEndpointIds: ["vpce-1"] }), true],
      ["two balancers of a link", link("a", "b"), "More than one target arn specified for vpc link."],
      [
        "a part of the API with a path",
        part({ type: "API", path: "/" }),
        "[Location type: API cannot have path, method, statusCode or name defined.]",
      ],
      [
        "with empty texts, as Terraform has them",
        part({ type: "API", path: "", method: "", name: "" }),
        true,
      ],
      [
        "with a name",
        part({ type: "API", name: "tide" }),
        "[Location type: API cannot have path, method, statusCode or name defined.]",
      ],
      ["of a method with both", part({ type: "METHOD", path: "/", method: "GET" }), true],
      [
        "a status of a gateway response",
        ({ gateway, restApiId }) =>
          gateway.putGatewayResponse({ restApiId, responseType: "DEFAULT_4XX", statusCode: "999" }),
        "1 validation error detected: Value '999' at 'putGatewayResponseInput.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
      ],
    ],
  ],
])("%s", (_of, rows) => {
  test.each(rows)("%s", async (_what, call, answer) => {
    const made = await harbour();
    try {
      const came = await outcome(call(made));
      if (answer === true) expect(came).toMatchObject({ http: expect.any(Number) });
      else expect(came).toMatch(/^(BadRequest|Validation)Exception 400: /);
      if (answer !== true)
        expect(
          String(came)
            .replace(/^\w+ 400: /, "")
            .startsWith(answer),
        ).toBe(true);
    } finally {
      made.account.close();
    }
  });
});
