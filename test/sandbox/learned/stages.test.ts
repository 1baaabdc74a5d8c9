import { describe, expect } from "vitest";
import { ACCOUNT, type Account, DATE, patch, REGION, type Rule, rules, SOME } from "./account.ts";

async function staged(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { gateway } = account;
  await account.mock(restApiId, rootId, "PUT");
  const { id } = await gateway.createDeployment({ restApiId });
  await gateway.createDocumentationPart({ restApiId, location: { type: "API" }, properties: '{"note":"x"}' });
  await gateway.createDocumentationVersion({ restApiId, documentationVersion: "edition-2" });
  const made = await gateway.createStage({
    restApiId,
    stageName: "quay",
    deploymentId: id,
    description: "where ships lie",
    documentationVersion: "edition-2",
  });
  const at = { restApiId, stageName: "quay" };
  const update = (...patchOperations: ReturnType<typeof patch>[]) =>
    gateway.updateStage({ ...at, patchOperations });
  return { gateway, at, made, update };
}
type Given = Awaited<ReturnType<typeof staged>> & { account: Account };

const LOGS = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:tide-table`;
const STAGE = {
  stageName: "quay",
  deploymentId: SOME,
  description: "where ships lie",
  documentationVersion: "edition-2",
  cacheClusterEnabled: false,
  cacheClusterStatus: "NOT_AVAILABLE",
  methodSettings: {},
  tracingEnabled: false,
  createdDate: DATE,
  lastUpdatedDate: DATE,
};
const SETTINGS = {
  cacheDataEncrypted: false,
  cacheTtlInSeconds: 300,
  cachingEnabled: false,
  dataTraceEnabled: false,
  metricsEnabled: false,
  requireAuthorizationForCacheControl: true,
  throttlingRateLimit: 10000,
  unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
};
// As API Gateway words it: some commas are missing.
const EVERY_METHOD = "/{resourcePath}/{httpMethod}";
const PATHS =
  "[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, " +
  "/accessLogSettings/destinationArn, /accessLogSettings/format, " +
  `${EVERY_METHOD}/metrics/enabled, ${EVERY_METHOD}/logging/dataTrace, ${EVERY_METHOD}/logging/loglevel, ` +
  `${EVERY_METHOD}/throttling/burstLimit${EVERY_METHOD}/throttling/rateLimit${EVERY_METHOD}/caching/ttlInSeconds, ` +
  `${EVERY_METHOD}/caching/enabled, ${EVERY_METHOD}/caching/dataEncrypted, ` +
  `${EVERY_METHOD}/caching/requireAuthorizationForCacheControl, ` +
  `${EVERY_METHOD}/caching/unauthorizedCacheControlHeaderStrategy, ` +
  "/*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit " +
  "/*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, " +
  "/*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, " +
  "/variables/{variable_name}, /tracingEnabled]";
const bad = (message: string) => `BadRequestException 400: ${message}`;

const rows: Rule<Given>[] = [
  {
    rule: "is answered with 201 and its defaults",
    when: async ({ made }) => made,
    gives: { http: 201, ...STAGE },
  },
  {
    rule: "is read as it was answered",
    when: ({ gateway, at }) => gateway.getStage(at),
    gives: { http: 200, ...STAGE },
  },
  {
    rule: "takes a description, variables and tracing in one patch",
    when: ({ update }) =>
      update(
        patch("replace", "/description", "where ships wait"),
        patch("replace", "/variables/draught", "7m"),
        patch("replace", "/variables/pilot", "yes"),
        patch("replace", "/tracingEnabled", "true"),
      ),
    gives: {
      http: 200,
      ...STAGE,
      description: "where ships wait",
      variables: { draught: "7m", pilot: "yes" },
      tracingEnabled: true,
    },
  },
  {
    rule: "has the settings of a method completed by their defaults",
    when: ({ update }) =>
      update(
        patch("replace", "/*/*/caching/enabled", "true"),
        patch("replace", "/*/*/throttling/burstLimit", "66"),
      ),
    gives: {
      http: 200,
      ...STAGE,
      methodSettings: { "*/*": { ...SETTINGS, cachingEnabled: true, throttlingBurstLimit: 66 } },
    },
  },
  {
    rule: "has settings of one method that begin as those of all methods",
    when: ({ update }) =>
      update(
        patch("replace", "/*/*/throttling/burstLimit", "77"),
        patch("replace", "/*/*/metrics/enabled", "true"),
        patch("replace", "/tides/PUT/throttling/burstLimit", "78"),
      ),
    gives: expect.objectContaining({
      methodSettings: {
        "*/*": { ...SETTINGS, metricsEnabled: true, throttlingBurstLimit: 77 },
        "tides/PUT": { ...SETTINGS, metricsEnabled: true, throttlingBurstLimit: 78 },
      },
    }),
  },
  {
    rule: "has settings of one method that later changes of all methods do not touch",
    when: async ({ update, gateway, at }) => {
      await update(patch("replace", "/tides/PUT/throttling/burstLimit", "78"));
      await update(patch("replace", "/*/*/throttling/burstLimit", "12"));
      const { $metadata, methodSettings = {} } = await gateway.getStage(at);
      const limits = Object.entries(methodSettings).map(([name, each]) => [name, each.throttlingBurstLimit]);
      return { $metadata, ...Object.fromEntries(limits) };
    },
    gives: { http: 200, "*/*": 12, "tides/PUT": 78 },
  },
  ...["/documentation", "/labels/colour"].map((path) => ({
    rule: `names all paths that it has where there is none: ${path}`,
    when: ({ update }: Given) => update(patch("replace", path, "red")),
    gives: bad(`Invalid method setting path: ${path}. Must be one of: ${PATHS}`),
  })),
];

const logging: Rule<Given>[] = [
  {
    rule: "go where the patch says",
    when: ({ update }) => update(patch("add", "/accessLogSettings/destinationArn", LOGS)),
    gives: { http: 200, ...STAGE, accessLogSettings: { destinationArn: LOGS } },
  },
  {
    rule: "go elsewhere when that is replaced",
    when: async ({ update }) => {
      await update(patch("add", "/accessLogSettings/destinationArn", LOGS));
      return update(patch("replace", "/accessLogSettings/destinationArn", `${LOGS}-2`));
    },
    gives: { http: 200, ...STAGE, accessLogSettings: { destinationArn: `${LOGS}-2` } },
  },
  {
    rule: "have a format beside it",
    when: async ({ update }) => {
      await update(patch("add", "/accessLogSettings/destinationArn", LOGS));
      return update(patch("add", "/accessLogSettings/format", "$context.httpMethod $context.requestId"));
    },
    gives: {
      http: 200,
      ...STAGE,
      accessLogSettings: { destinationArn: LOGS, format: "$context.httpMethod $context.requestId" },
    },
  },
  {
    rule: "end when their settings are removed as a whole",
    when: async ({ update }) => {
      await update(patch("add", "/accessLogSettings/destinationArn", LOGS));
      return update(patch("remove", "/accessLogSettings"));
    },
    gives: { http: 200, ...STAGE },
  },
  ...["destinationArn", "format"].map((member) => ({
    rule: `do not have an empty ${member}`,
    when: async ({ update }: Given) => {
      await update(patch("add", "/accessLogSettings/destinationArn", LOGS));
      return update(patch("replace", `/accessLogSettings/${member}`, ""));
    },
    gives: bad("Access Log value must not be empty"),
  })),
  ...["add", "replace"].flatMap((op) =>
    ["/accessLogSettings", "/accessLogSettings/*", "/accessLogSettings/colour"].map((path) => ({
      rule: `have no ${path} to ${op}`,
      when: ({ update }: Given) => update(patch(op, path, "red")),
      gives: bad(
        "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
      ),
    })),
  ),
  ...["destinationArn", "*", "colour"].map((member) => ({
    rule: `have no ${member} to remove, in words that end in a blank`,
    when: async ({ update }: Given) => {
      await update(patch("add", "/accessLogSettings/destinationArn", LOGS));
      return update(patch("remove", `/accessLogSettings/${member}`));
    },
    gives: bad(
      `Cannot remove method setting accessLogSettings/${member} because there is no method setting for this method `,
    ),
  })),
];

describe("a stage", () => rules(staged, rows));
describe("a stage's access logs", () => rules(staged, logging));
