import fc from "fast-check";
import { DEFAULT_STATUS, type GatewayResponse } from "../../src/gateway/document/gateway-response.ts";
import type { MethodDocument, RequestValidator } from "../../src/gateway/document/method.ts";
import type { Stage, StageMethodSettings } from "../../src/gateway/document/stage.ts";
import {
  type Document,
  gatewayResponseKey,
  type Key,
  methodKey,
  newValidatorKey,
  permissionKey,
  resourceKey,
  roleKey,
  rolePolicyKey,
  type Seen,
  stageKey,
} from "../../src/gateway/document/things.ts";
import { ROLE_DESCRIPTION, rolePolicy, TRUST_POLICY } from "../../src/gateway/policy/execution-role.ts";
import { invokeStatement } from "../../src/gateway/policy/lambda-permission.ts";
import type { TestAccount } from "./account.ts";
import { mapOf, documents as methods } from "./methods.ts";

const PATHS = ["/p", "/p/{a}", "/p/{b}", "/p/{a}/q", "/r"];
const VERBS = ["GET", "POST"];
const FUNCTIONS = ["hello", "hello:live"].map(
  (name) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
);

const GATEWAY_RESPONSES = ["DEFAULT_4XX", "UNAUTHORIZED"];
const STAGES = ["one"];

/** Every thing that a generated document says something of, if only that it is not there. */
export function universe(restApiId: string): readonly Key[] {
  return [
    ...GATEWAY_RESPONSES.map((type) => gatewayResponseKey(restApiId, type)),
    ...STAGES.map((name) => stageKey(restApiId, name)),
    ...PATHS.map((path) => resourceKey(restApiId, path)),
    ...["Body", "Everything"].map((name) => newValidatorKey(restApiId, name)),
    ...PATHS.flatMap((path) => VERBS.map((httpMethod) => methodKey({ restApiId, path, httpMethod }))),
    ...FUNCTIONS.flatMap((arn) => ["one", "two"].map((sid) => permissionKey(arn, sid))),
    ...["caller", "other"].flatMap((name) => [
      roleKey(name),
      rolePolicyKey(name, "send"),
      rolePolicyKey(name, "put"),
    ]),
  ];
}

const validator = (name: string): fc.Arbitrary<RequestValidator> =>
  fc.record({
    name: fc.constant(name),
    validateRequestBody: fc.boolean(),
    validateRequestParameters: fc.constant(name === "Everything"),
  });

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, value);

/** Paths that can stand together: with their parents, and one variable part at most under each. */
const paths = fc.tuple(fc.subarray(PATHS), fc.constantFrom("/p/{a}", "/p/{b}")).map(([some, variable]) => {
  const other = variable === "/p/{a}" ? "/p/{b}" : "/p/{a}";
  const kept = some.filter((path) => path !== other && !path.startsWith(`${other}/`));
  return PATHS.filter((path) => kept.some((one) => one === path || one.startsWith(`${path}/`)));
});

/** By type; what holds API Gateway's own default is left out, as where it is read. */
const gatewayResponse = (type: string): fc.Arbitrary<GatewayResponse> =>
  fc
    .record({
      statusCode: maybe(fc.constantFrom("402", "418", "501")),
      responseParameters: mapOf(
        ["gatewayresponse.header.X-A", "gatewayresponse.header.Access-Control-Allow-Origin"],
        fc.constantFrom("'*'", "method.request.header.Origin", "context.requestId"),
      ),
      responseTemplates: mapOf(["text/plain", "application/json"], fc.constantFrom("no", '{"a": 1}')),
    })
    .map((one) => ({
      ...one,
      statusCode: one.statusCode === DEFAULT_STATUS[type] ? undefined : one.statusCode,
    }));

const settings: fc.Arbitrary<StageMethodSettings> = fc.record({
  metricsEnabled: fc.boolean(),
  loggingLevel: fc.constant("OFF"),
  dataTraceEnabled: fc.boolean(),
  throttlingBurstLimit: fc.constantFrom(5000, 5),
  throttlingRateLimit: fc.constantFrom(10_000, 2.5),
  cachingEnabled: fc.boolean(),
  cacheTtlInSeconds: fc.constantFrom(300, 60),
  cacheDataEncrypted: fc.boolean(),
  requireAuthorizationForCacheControl: fc.boolean(),
  unauthorizedCacheControlHeaderStrategy: fc.constantFrom(
    "SUCCEED_WITH_RESPONSE_HEADER" as const,
    "FAIL_WITH_403" as const,
  ),
});

const text = fc.constantFrom("one", "two");
/** Stages of two deployments that are there: a deployment itself is an event. */
const stage = (deployments: readonly Key<"deployment">[]): fc.Arbitrary<Stage> =>
  fc.record({
    deployment: fc.constantFrom(...deployments),
    description: maybe(text),
    variables: mapOf(["table", "a_1"], text),
    tracingEnabled: fc.boolean(),
    cacheClusterSize: maybe(fc.constantFrom("0.5", "1.6")),
    canary: maybe(
      fc.record({
        deployment: fc.constantFrom(...deployments),
        percentTraffic: fc.constantFrom(0, 12.5, 100),
        variables: mapOf(["table", "b"], text),
        useStageCache: fc.boolean(),
      }),
    ),
    methodSettings: mapOf(["*/*", "~1p/GET", "~1p~1{a}/POST"], settings),
    accessLog: maybe(
      fc.record({
        destinationArn: fc.constant("arn:aws:logs:us-east-1:123456789012:log-group:pets"),
        format: fc.constantFrom("$context.requestId", "$context.extendedRequestId $context.status"),
      }),
    ),
    documentationVersion: fc.constant(undefined),
    clientCertificateId: fc.constant(undefined),
  });

/** A whole document over the sample API: resources, shared validators, methods, permissions, roles and their policies. */
export function documents({ restApiId, around, deployments }: TestAccount): fc.Arbitrary<Document> {
  const method = maybe(methods(around));
  const statement = (arn: string, sid: string) =>
    maybe(
      fc.constantFrom("GET/p", "*/r", "POST/p/*").map((what) =>
        invokeStatement(sid, {
          functionArn: arn,
          sourceArn: `arn:aws:execute-api:us-east-1:123456789012:${restApiId}/*/${what}`,
        }),
      ),
    );
  const policy = maybe(
    fc
      .constantFrom("sqs:SendMessage", "sns:Publish")
      .map((action) => rolePolicy([{ actions: [action], resources: ["*"] }])),
  );
  return fc
    .record({
      there: paths,
      methods: fc.array(method, { minLength: PATHS.length * 2, maxLength: PATHS.length * 2 }),
      body: validator("Body"),
      everything: validator("Everything"),
      unused: fc.boolean(),
      statements: fc.tuple(...FUNCTIONS.flatMap((arn) => ["one", "two"].map((sid) => statement(arn, sid)))),
      roles: fc.tuple(fc.boolean(), fc.boolean()),
      policies: fc.array(policy, { minLength: 4, maxLength: 4 }),
      // Mostly not there: each adds the calls of a pair.
      answers: fc.tuple(...GATEWAY_RESPONSES.map((type) => seldom(gatewayResponse(type)))),
      stages: fc.tuple(...STAGES.map(() => seldom(stage(deployments)))),
    })
    .map(({ answers, stages, there, methods, body, everything, unused, statements, roles, policies }) => {
      const document = new Map<Key, Seen>();
      for (const path of PATHS)
        document.set(resourceKey(restApiId, path), there.includes(path) ? {} : undefined);
      GATEWAY_RESPONSES.forEach((type, i) => {
        document.set(gatewayResponseKey(restApiId, type), answers[i]);
      });
      STAGES.forEach((name, i) => {
        document.set(stageKey(restApiId, name), stages[i]);
      });
      const used = new Set<Key>();
      PATHS.forEach((path, i) => {
        VERBS.forEach((httpMethod, j) => {
          // Each document has a few methods only: a pair of whole ones would be hundreds of calls.
          const one = there.includes(path) && (i + j) % 2 === 0 ? methods[i * 2 + j] : undefined;
          document.set(methodKey({ restApiId, path, httpMethod }), one);
          const named = (one as MethodDocument | undefined)?.request.requestValidator;
          if (named) used.add(named);
        });
      });
      for (const one of [body, everything]) {
        const key = newValidatorKey(restApiId, one.name);
        document.set(key, used.has(key) || unused ? one : undefined);
      }
      FUNCTIONS.forEach((arn, i) => {
        ["one", "two"].forEach((sid, j) => {
          document.set(permissionKey(arn, sid), statements[i * 2 + j]);
        });
      });
      ["caller", "other"].forEach((name, i) => {
        const role = { path: "/", trust: TRUST_POLICY, description: ROLE_DESCRIPTION, tags: [] };
        document.set(roleKey(name), roles[i] ? role : undefined);
        ["send", "put"].forEach((policy, j) => {
          document.set(rolePolicyKey(name, policy), roles[i] ? policies[i * 2 + j] : undefined);
        });
      });
      return document;
    });
}
