import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Account, outcome, patch } from "../learned/account.ts";

// lifecycle.md, line by line: what may be patched (section 3), exports (1), deployments (2), keys (5), IAM and Lambda (6).

let account: Account;
const at = { restApiId: "", resourceId: "", httpMethod: "POST" };
const made: Record<string, string> = {};
const LAMBDA =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:210987654321:function:f/invocations";

beforeAll(async () => {
  account = new Account();
  const { gateway } = account;
  const { restApiId, rootId } = await account.api({ description: "d", binaryMediaTypes: ["image/png"] });
  const resource = await gateway.createResource({ restApiId, parentId: rootId, pathPart: "{id}" });
  at.restApiId = restApiId;
  at.resourceId = resource.id!;
  const authorizer = await gateway.createAuthorizer({
    restApiId,
    name: "pool",
    type: "COGNITO_USER_POOLS",
    identitySource: "method.request.header.Authorization",
    providerARNs: ["arn:aws:cognito-idp:us-east-1:210987654321:userpool/us-east-1_a"],
  });
  const lambdaAuthorizer = await gateway.createAuthorizer({
    restApiId,
    name: "fn",
    type: "TOKEN",
    authorizerUri: LAMBDA,
    identitySource: "method.request.header.Authorization",
  });
  const validator = await gateway.createRequestValidator({ restApiId, name: "v" });
  const model = await gateway.createModel({
    restApiId,
    name: "Pet",
    contentType: "application/json",
    schema: "{}",
  });
  await gateway.putMethod({
    ...at,
    authorizationType: "COGNITO_USER_POOLS",
    authorizerId: authorizer.id,
    authorizationScopes: ["a/b"],
    requestParameters: { "method.request.header.H": true, "method.request.path.id": true },
    requestModels: { "application/json": "Pet" },
  });
  await gateway.putMethodResponse({
    ...at,
    statusCode: "200",
    responseParameters: { "method.response.header.H": true },
    responseModels: { "application/json": "Pet" },
  });
  await gateway.putIntegration({
    ...at,
    type: "HTTP",
    integrationHttpMethod: "POST",
    uri: "https://example.com/{id}",
    requestParameters: { "integration.request.header.H": "method.request.header.H" },
    requestTemplates: { "application/json": "x" },
    cacheKeyParameters: ["method.request.path.id"],
  });
  await gateway.putIntegrationResponse({
    ...at,
    statusCode: "200",
    responseParameters: { "method.response.header.H": "'h'" },
    responseTemplates: { "application/json": "x" },
  });
  const deployment = await gateway.createDeployment({ restApiId, stageName: "live", description: "d" });
  await gateway.createStage({
    restApiId,
    stageName: "other",
    deploymentId: deployment.id!,
    variables: { a: "b" },
  });
  const key = await gateway.createApiKey({ name: "key" });
  const plan = await gateway.createUsagePlan({
    name: "plan",
    apiStages: [{ apiId: restApiId, stage: "live" }],
  });
  Object.assign(made, {
    authorizer: authorizer.id,
    lambdaAuthorizer: lambdaAuthorizer.id,
    validator: validator.id,
    model: model.name,
    deployment: deployment.id,
    key: key.id,
    plan: plan.id,
  });
});
afterAll(() => account.close());

type Send = (patchOperations: PatchOperation[]) => Promise<unknown>;
const kinds: Record<string, Send> = {
  Method: (patchOperations) => account.gateway.updateMethod({ ...at, patchOperations }),
  MethodResponse: (patchOperations) =>
    account.gateway.updateMethodResponse({ ...at, statusCode: "200", patchOperations }),
  Integration: (patchOperations) => account.gateway.updateIntegration({ ...at, patchOperations }),
  IntegrationResponse: (patchOperations) =>
    account.gateway.updateIntegrationResponse({ ...at, statusCode: "200", patchOperations }),
  Resource: (patchOperations) => account.gateway.updateResource({ ...at, patchOperations }),
  GatewayResponse: (patchOperations) =>
    account.gateway.updateGatewayResponse({
      restApiId: at.restApiId,
      responseType: "UNAUTHORIZED",
      patchOperations,
    }),
  Model: (patchOperations) =>
    account.gateway.updateModel({ restApiId: at.restApiId, modelName: "Pet", patchOperations }),
  Validator: (patchOperations) =>
    account.gateway.updateRequestValidator({
      restApiId: at.restApiId,
      requestValidatorId: made.validator,
      patchOperations,
    }),
  Deployment: (patchOperations) =>
    account.gateway.updateDeployment({
      restApiId: at.restApiId,
      deploymentId: made.deployment,
      patchOperations,
    }),
  Authorizer: (patchOperations) =>
    account.gateway.updateAuthorizer({
      restApiId: at.restApiId,
      authorizerId: made.authorizer,
      patchOperations,
    }),
  LambdaAuthorizer: (patchOperations) =>
    account.gateway.updateAuthorizer({
      restApiId: at.restApiId,
      authorizerId: made.lambdaAuthorizer,
      patchOperations,
    }),
  RestApi: (patchOperations) => account.gateway.updateRestApi({ restApiId: at.restApiId, patchOperations }),
  Stage: (patchOperations) =>
    account.gateway.updateStage({ restApiId: at.restApiId, stageName: "other", patchOperations }),
  ApiKey: (patchOperations) => account.gateway.updateApiKey({ apiKey: made.key, patchOperations }),
  UsagePlan: (patchOperations) =>
    account.gateway.updateUsagePlan({ usagePlanId: made.plan, patchOperations }),
};

describe("§3 Patches: what the table takes", () => {
  const rows: [kind: string, op: string, path: string, value?: string][] = [
    ["Method", "add", "/authorizationScopes", "c/d"],
    ["Method", "remove", "/authorizationScopes", "c/d"],
    ["Method", "replace", "/apiKeyRequired", "true"],
    ["Method", "replace", "/operationName", "Op"],
    ["Method", "replace", "/requestValidatorId", "${validator}"],
    ["Method", "add", "/requestParameters/method.request.querystring.q", "true"],
    ["Method", "replace", "/requestParameters/method.request.querystring.q", "false"],
    ["Method", "remove", "/requestParameters/method.request.querystring.q"],
    ["Method", "add", "/requestModels/text~1plain", "Pet"],
    ["Method", "replace", "/requestModels/text~1plain", "Pet"],
    ["Method", "remove", "/requestModels/text~1plain"],
    ["Method", "replace", "/authorizerId", "${authorizer}"],
    ["Method", "replace", "/authorizationType", "COGNITO_USER_POOLS"],
    ["MethodResponse", "add", "/responseModels/text~1plain", "Pet"],
    ["MethodResponse", "replace", "/responseModels/text~1plain", "Pet"],
    ["MethodResponse", "remove", "/responseModels/text~1plain"],
    ["MethodResponse", "add", "/responseParameters/method.response.header.X", "true"],
    ["MethodResponse", "replace", "/responseParameters/method.response.header.X", "false"],
    ["MethodResponse", "remove", "/responseParameters/method.response.header.X"],
    ["Integration", "add", "/requestParameters/integration.request.header.Y", "'y'"],
    ["Integration", "replace", "/requestParameters/integration.request.header.Y", "'z'"],
    ["Integration", "remove", "/requestParameters/integration.request.header.Y"],
    ["Integration", "add", "/requestTemplates/text~1plain", "t"],
    ["Integration", "replace", "/requestTemplates/text~1plain", "u"],
    ["Integration", "remove", "/requestTemplates/text~1plain"],
    ["Integration", "add", "/cacheKeyParameters/method.request.header.H"],
    ["Integration", "remove", "/cacheKeyParameters/method.request.header.H"],
    ["Integration", "replace", "/cacheNamespace", "ns"],
    ["Integration", "replace", "/contentHandling", "CONVERT_TO_TEXT"],
    ["Integration", "replace", "/contentHandling", ""],
    ["Integration", "replace", "/passthroughBehavior", "NEVER"],
    ["Integration", "replace", "/timeoutInMillis", "4000"],
    ["Integration", "replace", "/tlsConfig/insecureSkipVerification", "true"],
    ["Integration", "replace", "/httpMethod", "PUT"],
    ["Integration", "replace", "/uri", "https://example.com/v2/{id}"],
    ["Integration", "replace", "/connectionType", "INTERNET"],
    ["IntegrationResponse", "replace", "/selectionPattern", "2.."],
    ["IntegrationResponse", "replace", "/selectionPattern", ""],
    ["IntegrationResponse", "replace", "/contentHandling", "CONVERT_TO_BINARY"],
    ["IntegrationResponse", "add", "/responseTemplates/text~1plain", "t"],
    ["IntegrationResponse", "replace", "/responseTemplates/text~1plain", "u"],
    ["IntegrationResponse", "remove", "/responseTemplates/text~1plain"],
    ["IntegrationResponse", "replace", "/responseParameters/method.response.header.H", "'i'"],
    ["Resource", "replace", "/pathPart", "{key}"],
    ["GatewayResponse", "replace", "/statusCode", "499"],
    ["GatewayResponse", "add", "/responseParameters/gatewayresponse.header.X", "'x'"],
    ["GatewayResponse", "replace", "/responseParameters/gatewayresponse.header.X", "'y'"],
    ["GatewayResponse", "remove", "/responseParameters/gatewayresponse.header.X"],
    ["GatewayResponse", "add", "/responseTemplates/text~1plain", "t"],
    ["GatewayResponse", "remove", "/responseTemplates/text~1plain"],
    ["Model", "replace", "/description", "d"],
    ["Model", "replace", "/schema", '{"type": "object"}'],
    ["Validator", "replace", "/name", "w"],
    ["Validator", "replace", "/validateRequestBody", "true"],
    ["Validator", "replace", "/validateRequestParameters", "true"],
    ["Deployment", "replace", "/description", "e"],
    ["Authorizer", "replace", "/name", "pool2"],
    ["Authorizer", "replace", "/identitySource", "method.request.header.Token"],
    ["Authorizer", "add", "/providerARNs", "arn:aws:cognito-idp:us-east-1:210987654321:userpool/us-east-1_b"],
    [
      "Authorizer",
      "remove",
      "/providerARNs",
      "arn:aws:cognito-idp:us-east-1:210987654321:userpool/us-east-1_b",
    ],
    ["LambdaAuthorizer", "replace", "/authorizerResultTtlInSeconds", "30"],
    ["LambdaAuthorizer", "replace", "/identityValidationExpression", "x+"],
    ["LambdaAuthorizer", "replace", "/authorizerUri", LAMBDA],
    ["RestApi", "replace", "/name", "n"],
    ["RestApi", "replace", "/description", "e"],
    ["RestApi", "replace", "/apiKeySource", "AUTHORIZER"],
    ["RestApi", "replace", "/disableExecuteApiEndpoint", "true"],
    ["RestApi", "replace", "/minimumCompressionSize", "10"],
    ["RestApi", "replace", "/minimumCompressionSize"],
    ["RestApi", "replace", "/policy", '{"Version":"2012-10-17","Statement":[]}'],
    ["RestApi", "add", "/binaryMediaTypes/text~1csv"],
    ["RestApi", "remove", "/binaryMediaTypes/text~1csv"],
    ["RestApi", "replace", "/endpointConfiguration/types/EDGE", "REGIONAL"],
    ["Stage", "replace", "/description", "d"],
    ["Stage", "replace", "/deploymentId", "${deployment}"],
    ["Stage", "replace", "/documentationVersion", "1"],
    ["Stage", "replace", "/cacheClusterEnabled", "true"],
    ["Stage", "replace", "/cacheClusterSize", "1.6"],
    ["Stage", "replace", "/tracingEnabled", "true"],
    ["Stage", "replace", "/variables/x", "1"],
    ["Stage", "remove", "/variables/x"],
    ["Stage", "replace", "/canarySettings/percentTraffic", "10"],
    ["Stage", "replace", "/canarySettings/useStageCache", "true"],
    ["Stage", "replace", "/canarySettings/stageVariableOverrides/x", "2"],
    ["Stage", "remove", "/canarySettings"],
    ["Stage", "add", "/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:210987654321:log-group:g"],
    ["Stage", "replace", "/accessLogSettings/format", "$context.requestId"],
    ["Stage", "remove", "/accessLogSettings"],
    ["Stage", "replace", "/*/*/throttling/rateLimit", "5"],
    ["Stage", "replace", "/~1{id}/POST/caching/ttlInSeconds", "5"],
    ["Stage", "replace", "/~1/GET/metrics/enabled", "true"],
    ["ApiKey", "replace", "/name", "k"],
    ["ApiKey", "replace", "/description", "d"],
    ["ApiKey", "replace", "/enabled", "true"],
    ["ApiKey", "replace", "/customerId", "c"],
    ["UsagePlan", "add", "/apiStages", "${api}:other"],
    ["UsagePlan", "remove", "/apiStages", "${api}:other"],
    ["UsagePlan", "add", "/throttle/burstLimit", "3"],
    ["UsagePlan", "replace", "/throttle/rateLimit", "3"],
    ["UsagePlan", "remove", "/throttle"],
    ["UsagePlan", "add", "/quota/limit", "3"],
  ];
  test.each(rows)("%s %s %s %s", async (kind, op, path, value) => {
    const filled = value?.replace(/\$\{(\w+)\}/, (_all, name) =>
      name === "api" ? at.restApiId : (made[name] ?? ""),
    );
    const operations = [patch(op, path, filled)];
    // A quota says its period with its limit.
    if (path === "/quota/limit") operations.push(patch("add", "/quota/period", "DAY"));
    expect(await outcome(kinds[kind]!(operations))).toMatchObject({
      http: kind === "MethodResponse" ? 201 : 200,
    });
  });
});

describe("§3 Patches: what the table does not take", () => {
  test.each([
    ["Integration", "replace", "/type", "MOCK"],
    ["Method", "replace", "/httpMethod", "GET"],
    ["Method", "add", "/operationName", "x"],
    ["IntegrationResponse", "remove", "/selectionPattern", undefined],
    ["IntegrationResponse", "replace", "/statusCode", "201"],
    ["MethodResponse", "replace", "/statusCode", "201"],
    ["Model", "replace", "/name", "x"],
    ["Validator", "add", "/name", "x"],
    ["Deployment", "replace", "/id", "x"],
    ["Stage", "replace", "/stageName", "x"],
    ["ApiKey", "replace", "/value", "x"],
    ["UsagePlan", "add", "/name", "x"],
    ["Method", "add", "/requestParameters", "x"],
    ["Method", "add", "/requestModels/application/json", "Pet"],
  ])("%s %s %s", async (kind, op, path, value) => {
    expect(await outcome(kinds[kind]!([patch(op, path, value)]))).toMatch(/^BadRequestException 400: /);
  });
  test.each([
    [
      "IntegrationResponse",
      "remove",
      "/responseParameters/method.response.header.None",
      undefined,
      "NotFoundException 404: Invalid parameter name specified",
    ],
    [
      "Method",
      "remove",
      "/requestModels/text~1none",
      undefined,
      "NotFoundException 404: Content-Type specified was not found",
    ],
    [
      "GatewayResponse",
      "add",
      "/responseTemplates/text~1x",
      undefined,
      "BadRequestException 400: Invalid null or empty value in responseTemplates",
    ],
    [
      "Stage",
      "remove",
      "/~1none/GET",
      undefined,
      "BadRequestException 400: Cannot remove method setting ~1none/GET because there is no method setting for this method ",
    ],
  ])("%s %s %s", async (kind, op, path, value, words) => {
    expect(await outcome(kinds[kind]!([patch(op, path, value)]))).toBe(words);
  });
});

describe("§3 Method settings", () => {
  test("a first write fills in the rest; the key is as it was escaped", async () => {
    await kinds.Stage!([patch("replace", "/~1boats~1{id}/GET/caching/enabled", "true")]);
    await kinds.Stage!([patch("replace", "/boats/GET/metrics/enabled", "true")]);
    const { methodSettings } = await account.gateway.getStage({
      restApiId: at.restApiId,
      stageName: "other",
    });
    expect(Object.keys(methodSettings ?? {})).toEqual(
      expect.arrayContaining(["~1boats~1{id}/GET", "boats/GET"]),
    );
    expect(methodSettings?.["~1boats~1{id}/GET"]).toMatchObject({
      cacheTtlInSeconds: 300,
      throttlingBurstLimit: 5000,
      throttlingRateLimit: 10_000,
    });
    expect(methodSettings?.["~1boats~1{id}/GET"]).not.toHaveProperty("loggingLevel");
  });
});

describe("§1 GetExport", () => {
  const parts = async (exportType: string, parameters?: Record<string, string>, accepts?: string) => {
    const answer = await account.gateway.getExport({
      restApiId: at.restApiId,
      stageName: "live",
      exportType,
      parameters,
      accepts,
    });
    return { ...answer, text: Buffer.from(answer.body!).toString() };
  };
  test.each([
    ["oas30", undefined, "json"],
    ["swagger", undefined, "json"],
    ["oas30", "application/yaml", "yaml"],
    ["swagger", "application/yaml", "yaml"],
  ])("%s %s", async (type, accepts, ending) => {
    const { contentType, contentDisposition, text } = await parts(type, {}, accepts);
    expect(contentType).toBe("application/octet-stream");
    expect(contentDisposition).toMatch(new RegExp(`^attachment; filename="${type}_.+\\.${ending}"$`));
    if (ending === "yaml")
      expect(text).toMatch(type === "oas30" ? /^openapi: 3\.0\.1$/m : /^swagger: ["']?2\.0["']?$/m);
    else expect(JSON.parse(text)).toHaveProperty(type === "oas30" ? "openapi" : "swagger");
  });
  test("without extensions: plain OpenAPI, no x-…", async () => {
    expect((await parts("oas30")).text).not.toContain("x-amazon");
    expect((await parts("swagger")).text).not.toContain("x-amazon");
  });
  test.each([
    ["integrations", true, false],
    ["authorizers", false, true],
    ["apigateway", true, true],
  ])("extensions=%s", async (extensions, integrations, authorizers) => {
    const { text } = await parts("oas30", { extensions });
    expect(text.includes("x-amazon-apigateway-integration")).toBe(integrations);
    expect(text.includes("x-amazon-apigateway-authorizer")).toBe(authorizers);
    expect(text.includes("x-amazon-apigateway-binary-media-types")).toBe(extensions === "apigateway");
  });
  test("defaults of an integration are left out, what differs stands there", async () => {
    const { text } = await parts("oas30", { extensions: "apigateway" });
    const integration = JSON.parse(text).paths["/{id}"].post["x-amazon-apigateway-integration"];
    expect(integration).toMatchObject({
      type: "http",
      httpMethod: "POST",
      passthroughBehavior: "when_no_match",
    });
    for (const name of ["timeoutInMillis", "cacheNamespace", "connectionType"])
      expect(integration).not.toHaveProperty(name);
  });
  test("an export imports as what it was of", async () => {
    const { text } = await parts("oas30", { extensions: "apigateway" });
    const copy = await account.gateway.importRestApi({ body: Buffer.from(text) });
    await account.gateway.createDeployment({ restApiId: copy.id!, stageName: "live" });
    const again = await account.gateway.getExport({
      restApiId: copy.id!,
      stageName: "live",
      exportType: "oas30",
      parameters: { extensions: "apigateway" },
    });
    const { servers: _one, ...before } = JSON.parse(text);
    const { servers: _two, ...after } = JSON.parse(Buffer.from(again.body!).toString());
    expect(after).toEqual(before);
  });
  test.each([
    [{ stageName: "nowhere" }, /^NotFoundException 404: Invalid stage identifier specified$/],
    [{ restApiId: "nothere000" }, /^NotFoundException 404: Invalid stage identifier specified$/],
    [{ exportType: "raml" }, /^BadRequestException 400: No API exporter for type 'raml'$/],
    [{ accepts: "text/plain" }, /^BadRequestException 400: /],
  ])("refused: %o", async (more, words) => {
    const input = { restApiId: at.restApiId, stageName: "live", exportType: "oas30", ...more };
    expect(await outcome(account.gateway.getExport(input))).toMatch(words);
  });
});

describe("§2 Deploy", () => {
  test.each([
    [
      "an API without methods",
      async () => (await account.api()).restApiId,
      "BadRequestException 400: The REST API doesn't contain any methods",
    ],
    [
      "a method without integration",
      async () => {
        const { restApiId, rootId } = await account.api();
        await account.gateway.putMethod({
          restApiId,
          resourceId: rootId,
          httpMethod: "GET",
          authorizationType: "NONE",
        });
        return restApiId;
      },
      "BadRequestException 400: No integration defined for method",
    ],
  ])("%s", async (_what, api, words) => {
    expect(await outcome(account.gateway.createDeployment({ restApiId: await api() }))).toBe(words);
  });
  test("a deployment with a stage stays", async () => {
    expect(
      await outcome(
        account.gateway.deleteDeployment({ restApiId: at.restApiId, deploymentId: made.deployment! }),
      ),
    ).toBe("BadRequestException 400: Active stages pointing to this deployment must be moved or deleted");
  });
  test("a stage with a cache becomes AVAILABLE", async () => {
    const input = {
      restApiId: at.restApiId,
      stageName: "cached",
      deploymentId: made.deployment!,
      cacheClusterEnabled: true,
    };
    expect((await account.gateway.createStage(input)).cacheClusterStatus).toBe("CREATE_IN_PROGRESS");
    expect((await account.gateway.getStage(input)).cacheClusterStatus).toBe("AVAILABLE");
  });
  test.each(["flushStageCache", "flushStageAuthorizersCache"] as const)("%s: 202, empty", async (name) => {
    expect(await outcome(account.gateway[name]({ restApiId: at.restApiId, stageName: "live" }))).toEqual({
      http: 202,
    });
    expect(await outcome(account.gateway[name]({ restApiId: at.restApiId, stageName: "none" }))).toMatch(
      /^NotFoundException/,
    );
  });
});

describe("§4 Gateway responses", () => {
  test.each([
    ["gatewayresponse.header.A", "*"],
    ["gatewayresponse.header.A", "integration.response.header.A"],
    ["method.response.header.A", "'*'"],
    ["A", "'*'"],
  ])("a mapping that is none: %s from %s", async (to, from) => {
    const wrong = to === "gatewayresponse.header.A" ? from : to;
    const put = account.gateway.putGatewayResponse({
      restApiId: at.restApiId,
      responseType: "THROTTLED",
      responseParameters: { [to]: from },
    });
    expect(await outcome(put)).toBe(
      `BadRequestException 400: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${wrong}]`,
    );
  });
  test("Put DEFAULT_5XX changes the untouched 5XX, which stay defaults; a touched one not", async () => {
    const { restApiId } = await account.api();
    await account.gateway.putGatewayResponse({ restApiId, responseType: "AUTHORIZER_FAILURE" });
    await account.gateway.putGatewayResponse({ restApiId, responseType: "DEFAULT_5XX", statusCode: "599" });
    const read = (responseType: "AUTHORIZER_FAILURE" | "INTEGRATION_FAILURE") =>
      account.gateway.getGatewayResponse({ restApiId, responseType });
    expect(await read("INTEGRATION_FAILURE")).toMatchObject({ statusCode: "599", defaultResponse: true });
    expect(await read("AUTHORIZER_FAILURE")).toMatchObject({ statusCode: "500", defaultResponse: false });
  });
});

describe("§5 Keys, account", () => {
  test("an API key is disabled by default; lists hide its value", async () => {
    const key = await account.gateway.createApiKey({ name: "hidden" });
    expect(key).toMatchObject({ enabled: false, stageKeys: [], value: expect.stringMatching(/^.{20,128}$/) });
    const { items } = await account.gateway.getApiKeys({ nameQuery: "hid" });
    expect(items?.map(({ name, value }) => [name, value])).toEqual([["hidden", undefined]]);
    expect((await account.gateway.getApiKeys({ nameQuery: "HID" })).items).toEqual([]);
  });
  test.each([
    [{ value: "x".repeat(19) }, "BadRequestException 400: API Key value should be at least 20 characters"],
    [
      { value: "x".repeat(129) },
      "BadRequestException 400: API Key value exceeds maximum size of 128 characters",
    ],
  ])("%o", async (input, words) => {
    expect(await outcome(account.gateway.createApiKey(input))).toBe(words);
  });
  test("a plan's key: one that is not there, one of no plan, one of a plan that is not there", async () => {
    const { id: usagePlanId } = await account.gateway.createUsagePlan({ name: "keyless" });
    const { id: keyId } = await account.gateway.createApiKey({ name: "planless" });
    const get = (more: object) => outcome(account.gateway.getUsagePlanKey({ usagePlanId, keyId, ...more }));
    expect(await get({ keyId: "nokey" })).toBe("NotFoundException 404: Invalid API Key identifier specified");
    expect(await get({})).toBe("NotFoundException 404: Invalid Usage Plan ID specified");
    expect(await get({ usagePlanId: "noplan" })).toBe(
      "NotFoundException 404: Invalid Usage Plan ID specified",
    );
  });
  test("GetAccount", async () => {
    expect(await account.gateway.getAccount({})).toMatchObject({
      throttleSettings: { burstLimit: 5000 },
      features: ["UsagePlans"],
      apiKeyVersion: "4",
    });
  });
  test("GenerateClientCertificate: 201, with its dates", async () => {
    const certificate = await outcome(account.gateway.generateClientCertificate({}));
    expect(certificate).toMatchObject({
      http: 201,
      pemEncodedCertificate: expect.stringContaining("BEGIN CERTIFICATE"),
    });
  });
});

describe("§6 IAM", () => {
  const TRUST = (more: object = {}) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "apigateway.amazonaws.com" },
          ...more,
        },
      ],
    });
  const role = async (name: string) => {
    await account.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: TRUST() });
    return { RoleName: name };
  };
  test.each([
    [
      "ListInstanceProfilesForRole",
      (of: { RoleName: string }) => account.iam.listInstanceProfilesForRole(of),
      { InstanceProfiles: [], IsTruncated: false },
    ],
    [
      "ListRoleTags",
      (of: { RoleName: string }) => account.iam.listRoleTags(of),
      { Tags: [], IsTruncated: false },
    ],
    [
      "ListRolePolicies",
      (of: { RoleName: string }) => account.iam.listRolePolicies(of),
      { PolicyNames: [], IsTruncated: false },
    ],
    [
      "ListAttachedRolePolicies",
      (of: { RoleName: string }) => account.iam.listAttachedRolePolicies(of),
      { AttachedPolicies: [], IsTruncated: false },
    ],
    [
      "TagRole: no content",
      (of: { RoleName: string }) => account.iam.tagRole({ ...of, Tags: [{ Key: "a", Value: "b" }] }),
      {},
    ],
    [
      "UntagRole: no content",
      (of: { RoleName: string }) => account.iam.untagRole({ ...of, TagKeys: ["a"] }),
      {},
    ],
    [
      "UpdateRole: no content",
      (of: { RoleName: string }) => account.iam.updateRole({ ...of, MaxSessionDuration: 7200 }),
      {},
    ],
    [
      "PutRolePermissionsBoundary",
      (of: { RoleName: string }) =>
        account.iam.putRolePermissionsBoundary({ ...of, PermissionsBoundary: "arn:aws:iam::aws:policy/X" }),
      {},
    ],
    [
      "DeleteRolePermissionsBoundary",
      (of: { RoleName: string }) => account.iam.deleteRolePermissionsBoundary(of),
      {},
    ],
  ])("%s", async (name, send, gives) => {
    expect(await outcome(send(await role(`r-${name.replace(/\W.*/, "")}`)))).toEqual({ http: 200, ...gives });
  });
  test.each([
    ["attached", "Cannot delete entity, must detach all policies first."],
    ["inline", "Cannot delete entity, must delete policies first."],
  ])("DeleteConflict: %s", async (kind, words) => {
    const of = await role(`d-${kind}`);
    if (kind === "attached")
      await account.iam.attachRolePolicy({ ...of, PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });
    else
      await account.iam.putRolePolicy({
        ...of,
        PolicyName: "p",
        PolicyDocument:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
      });
    expect(await outcome(account.iam.deleteRole(of))).toMatch(new RegExp(`409: ${words}$`));
  });
  test.each([
    ["no JSON", "{"],
    ["no statement", "{}"],
    ["a resource", TRUST({ Resource: "*" })],
    ["no principal", TRUST({ Principal: undefined })],
    ["another action", TRUST({ Action: "s3:GetObject" })],
    ["a service that is none", TRUST({ Principal: { Service: "apigateway" } })],
    ["a principal that is none", TRUST({ Principal: { AWS: "somebody" } })],
    ["another version", TRUST().replace("2012-10-17", "2020-01-01")],
    ["no effect", TRUST({ Effect: "Perhaps" })],
  ])("a trust policy that is refused: %s", async (_what, document) => {
    const answer = await outcome(
      account.iam.createRole({ RoleName: "refused", AssumeRolePolicyDocument: document }),
    );
    expect(answer).toMatch(/^MalformedPolicyDocument\w* 400: \w/);
  });
  test("versions of a policy: five at most, the default stays, the document in GetPolicyVersion only", async () => {
    const document = (Action: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
    const { Policy } = await account.iam.createPolicy({
      PolicyName: "versions",
      PolicyDocument: document("s3:*"),
    });
    const PolicyArn = Policy!.Arn!;
    for (const number of [2, 3, 4, 5]) {
      const { PolicyVersion } = await account.iam.createPolicyVersion({
        PolicyArn,
        PolicyDocument: document(`s${number}:*`),
        SetAsDefault: number === 3,
      });
      expect(PolicyVersion).toMatchObject({ VersionId: `v${number}`, IsDefaultVersion: number === 3 });
      expect(PolicyVersion).not.toHaveProperty("Document");
    }
    expect(
      await outcome(account.iam.createPolicyVersion({ PolicyArn, PolicyDocument: document("a:b") })),
    ).toMatch(/^LimitExceeded\w* 409/);
    expect(await outcome(account.iam.deletePolicyVersion({ PolicyArn, VersionId: "v3" }))).toMatch(
      /^DeleteConflict\w* 409/,
    );
    await account.iam.deletePolicyVersion({ PolicyArn, VersionId: "v1" });
    const read = await account.iam.getPolicyVersion({ PolicyArn, VersionId: "v3" });
    expect(decodeURIComponent(read.PolicyVersion!.Document!)).toContain("s3:*");
    expect((await account.iam.getPolicy({ PolicyArn })).Policy?.DefaultVersionId).toBe("v3");
    expect(
      (await account.iam.listPolicyVersions({ PolicyArn })).Versions?.map(({ VersionId }) => VersionId),
    ).toEqual(["v5", "v4", "v3", "v2"]);
    expect(
      (await account.iam.listPolicies({ Scope: "Local" })).Policies?.map(({ PolicyName }) => PolicyName),
    ).toEqual(["versions"]);
  });
});

describe("§6 Lambda", () => {
  beforeAll(async () => {
    await account.function("keeper");
  });
  test("Create: Pending, Creating; then Active, Successful", async () => {
    const { Configuration } = await account.lambda.getFunction({ FunctionName: "keeper" });
    expect(Configuration).toMatchObject({ State: "Active", LastUpdateStatus: "Successful" });
  });
  test.each([
    [
      "UpdateFunctionCode",
      () => account.lambda.updateFunctionCode({ FunctionName: "keeper", ZipFile: new Uint8Array([1, 2]) }),
    ],
    [
      "UpdateFunctionConfiguration",
      () => account.lambda.updateFunctionConfiguration({ FunctionName: "keeper", Timeout: 9 }),
    ],
  ])("%s: 200, InProgress", async (_name, send) => {
    expect(await outcome(send())).toMatchObject({ http: 200, LastUpdateStatus: "InProgress" });
  });
  test("GetFunctionCodeSigningConfig without one: 200", async () => {
    expect(
      await outcome(account.lambda.getFunctionCodeSigningConfig({ FunctionName: "keeper" })),
    ).toMatchObject({ http: 200, CodeSigningConfigArn: "" });
  });
  test("PublishVersion 201, ListVersionsByFunction with $LATEST", async () => {
    expect(await outcome(account.lambda.publishVersion({ FunctionName: "keeper" }))).toMatchObject({
      http: 201,
      Version: "1",
    });
    const { Versions } = await account.lambda.listVersionsByFunction({ FunctionName: "keeper" });
    expect(Versions?.map(({ FunctionArn }) => FunctionArn?.split(":").at(-1))).toEqual(["$LATEST", "1"]);
  });
  test("an alias with its routing, changed and gone", async () => {
    const weights = { AdditionalVersionWeights: { "1": 0.25 } };
    await account.lambda.publishVersion({ FunctionName: "keeper" });
    await account.lambda.createAlias({
      FunctionName: "keeper",
      Name: "live",
      FunctionVersion: "2",
      RoutingConfig: weights,
    });
    expect(await account.lambda.getAlias({ FunctionName: "keeper", Name: "live" })).toMatchObject({
      RoutingConfig: weights,
    });
    const changed = await account.lambda.updateAlias({
      FunctionName: "keeper",
      Name: "live",
      FunctionVersion: "1",
      RoutingConfig: { AdditionalVersionWeights: {} },
    });
    expect(changed).toMatchObject({ FunctionVersion: "1" });
    expect(changed.RoutingConfig).toBeUndefined();
    expect(await outcome(account.lambda.deleteAlias({ FunctionName: "keeper", Name: "live" }))).toEqual({
      http: 204,
    });
  });
  test("tags, not of a version", async () => {
    const Resource = "arn:aws:lambda:us-east-1:210987654321:function:keeper";
    await account.lambda.tagResource({ Resource, Tags: { a: "b" } });
    expect((await account.lambda.listTags({ Resource })).Tags).toEqual({ a: "b" });
    expect(await outcome(account.lambda.tagResource({ Resource: `${Resource}:1`, Tags: { a: "b" } }))).toBe(
      "InvalidParameterValueException 400: Tags on function aliases and versions are not supported. Please specify a function ARN.",
    );
  });
});

describe("an API's policy", () => {
  test.each(["all", "{", "[]", '{"Version":"2012-10-17"}'])("that is none: %s", async (policy) => {
    const words =
      "BadRequestException 400: Invalid policy document. Please check the policy syntax and ensure that Principals are valid.";
    expect(await outcome(account.gateway.createRestApi({ name: "p", policy }))).toBe(words);
    const patchOperations = [patch("replace", "/policy", policy)];
    expect(await outcome(account.gateway.updateRestApi({ restApiId: at.restApiId, patchOperations }))).toBe(
      words,
    );
  });
});

describe("§8 PutRestApi", () => {
  const body = (more: object = {}) =>
    Buffer.from(JSON.stringify({ openapi: "3.0.1", info: { title: "t", version: "1" }, paths: {}, ...more }));
  test.each([
    [
      "an unknown mode",
      { mode: "replace" as "merge", body: body() },
      /^BadRequestException 400: Enumeration value of OpenAPI import mode must be "overwrite" or "merge"$/,
    ],
    ["unparsable", { body: Buffer.from("{'") }, /^BadRequestException 400: Invalid OpenAPI input\.$/],
  ])("%s", async (_what, input, words) => {
    const { restApiId } = await account.api();
    expect(await outcome(account.gateway.putRestApi({ restApiId, ...input }))).toMatch(words);
  });
  test.each([
    ["${AWS::Region}", "us-east-1"],
    ["${AWS::AccountId}", "210987654321"],
    ["${AWS::Partition}", "aws"],
  ])("%s in an URI", async (variable, value) => {
    const integration = { type: "http", httpMethod: "GET", uri: `https://example.com/${variable}` };
    const paths = { "/a": { get: { responses: {}, "x-amazon-apigateway-integration": integration } } };
    const { id } = await account.gateway.importRestApi({ body: body({ paths }) });
    const { items } = await account.gateway.getResources({ restApiId: id!, embed: ["methods"] });
    const made = items?.find(({ path }) => path === "/a")?.resourceMethods?.GET?.methodIntegration;
    expect(made?.uri).toBe(`https://example.com/${value}`);
  });
  test.each([
    [
      "a missing model",
      {
        "/a": {
          post: {
            requestBody: {
              content: { "application/json": { schema: { $ref: "#/components/schemas/None" } } },
            },
            responses: {},
          },
        },
      },
      /None/,
    ],
    [
      "a misspelt extension",
      { "/a": { get: { responses: {}, "x-amazon-apigateway-integraton": {} } } },
      /integraton/,
    ],
    [
      "a misspelt member",
      {
        "/a": {
          get: {
            responses: {},
            "x-amazon-apigateway-integration": { type: "mock", passthroughBehaviour: "never" },
          },
        },
      },
      /passthroughBehaviour/,
    ],
  ])("a warning: %s", async (_what, paths, words) => {
    const { warnings } = await account.gateway.importRestApi({ body: body({ paths }) });
    expect(warnings?.join()).toMatch(words);
    expect(
      await outcome(account.gateway.importRestApi({ body: body({ paths }), failOnWarnings: true })),
    ).toMatch(/^BadRequestException/);
  });
  test("limit -1 is accepted by GetApiKeys", async () => {
    expect(await outcome(account.gateway.getApiKeys({ limit: -1 }))).toMatchObject({ http: 200 });
  });
});

describe("documentation parts", () => {
  test.each([
    { type: "METHOD", method: "*", path: "/a" },
    { type: "RESPONSE", statusCode: "*", path: "/a", method: "GET" },
    { type: "RESPONSE", statusCode: "", path: "", method: "" },
    { type: "PATH_PARAMETER", name: "id" },
  ] as const)("%o", async (location) => {
    const answer = await outcome(
      account.gateway.createDocumentationPart({ restApiId: at.restApiId, location, properties: "{}" }),
    );
    expect(answer).toMatchObject({ http: 201, location });
  });
});
