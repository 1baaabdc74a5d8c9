import fc from "fast-check";
import type {
  IntegrationRequest,
  IntegrationResponse,
  MethodDocument,
  MethodRequest,
  MethodResponse,
} from "../../src/gateway/document/method.ts";
import type { Key } from "../../src/gateway/document/things.ts";

/** What the API has that a method may point at. */
export interface Surroundings {
  readonly cognito: string;
  readonly lambda: string;
  readonly vpcLink: string;
  /** The keys of request validators that a method may name. */
  readonly validators: readonly Key<"validator">[];
}

const MODELS = ["Empty", "Error", "Pet"];
const TYPES = ["application/json", "text/plain", "$default", "application/vnd.api+json"];
const DECLARABLE = [
  "method.request.querystring.limit",
  "method.request.querystring.a.b",
  "method.request.header.X-Id",
  "method.request.header.X~Odd".replace("~", "_"),
  "method.request.path.petId",
];
const HEADERS = ["X-Request-Id", "Access-Control-Allow-Origin", "Set-Cookie"];
const STATUSES = ["200", "201", "400", "404", "500"];
const PATTERNS = [undefined, ".*bad.*", "4\\d{2}", "a/b~c", "(?i)no"];
const ROLE = "arn:aws:iam::123456789012:role/apigw-sample-role";
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:hello";
const lambda = (rest: string) => `arn:aws:apigateway:us-east-1:lambda:path/${rest}`;

const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
  fc.constantFrom("{\"a\": $input.json('$')}", "#set($x = 1)\n$x\n", "~/~0~1"),
);

/** A map from some of these keys. */
export const mapOf = <V>(keys: readonly string[], value: fc.Arbitrary<V>): fc.Arbitrary<Record<string, V>> =>
  fc
    .subarray([...keys])
    .chain((some) =>
      fc
        .tuple(...some.map(() => value))
        .map((values) => Object.fromEntries(some.map((key, i) => [key, values[i] as V]))),
    );

const maybe = <V>(value: fc.Arbitrary<V>): fc.Arbitrary<V | undefined> =>
  fc.option(value, { nil: undefined });

/** Methods that API Gateway takes as they are, over `/pets/{petId}` of the sample API. */
export function documents(around: Surroundings): fc.Arbitrary<MethodDocument> {
  return requests(around).chain((request) =>
    fc.tuple(maybe(integrations(request, around)), responses).chain(([integration, answers]) =>
      (integration ? integrationResponses(answers) : fc.constant({})).map(
        (integrationResponses): MethodDocument => ({
          request,
          integration,
          responses: answers,
          integrationResponses,
        }),
      ),
    ),
  );
}

const requests = (around: Surroundings): fc.Arbitrary<MethodRequest> =>
  fc
    .record({
      authorization: fc.constantFrom("NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"),
      scopes: fc.subarray(["pets/read", "pets/write", "openid"]),
      apiKeyRequired: fc.boolean(),
      operationName: maybe(fc.constantFrom("getPet", "listPets")),
      requestValidator: fc.constantFrom(undefined, ...around.validators),
      requestParameters: mapOf(DECLARABLE, fc.boolean()),
      requestModels: mapOf(TYPES, fc.constantFrom(...MODELS)),
    })
    .map(({ authorization, scopes, ...rest }) => ({
      ...rest,
      authorizationType: authorization,
      authorizerId:
        authorization === "CUSTOM"
          ? around.lambda
          : authorization === "COGNITO_USER_POOLS"
            ? around.cognito
            : undefined,
      authorizationScopes: authorization === "COGNITO_USER_POOLS" ? scopes : [],
    }));

function integrations(request: MethodRequest, { vpcLink }: Surroundings): fc.Arbitrary<IntegrationRequest> {
  const declared = Object.keys(request.requestParameters);
  const verb = fc.constantFrom("GET", "POST", "ANY");
  const address = fc.constantFrom("https://example.com/pets", "http://${stageVariables.host}:8080/{petId}");
  const link = fc.constantFrom(
    {},
    { connectionType: "VPC_LINK" as const, connectionId: vpcLink },
    { connectionType: "VPC_LINK" as const, connectionId: vpcLink, insecureSkipVerification: true as const },
  );
  const stream = fc.constantFrom({}, { responseTransferMode: "STREAM" as const });
  const backend: fc.Arbitrary<Pick<IntegrationRequest, "type"> & Partial<IntegrationRequest>> = fc.oneof(
    fc.constant({ type: "MOCK" as const }),
    verb.map((httpMethod) => ({
      type: "AWS" as const,
      httpMethod,
      uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets",
      credentials: ROLE,
    })),
    // What no parts say to the letter, and the one service beside Lambda that takes whole requests.
    fc.constantFrom(
      {
        type: "AWS" as const,
        httpMethod: "GET",
        uri: "arn:aws:apigateway:us-east-1:s3:path//pets/odd",
        credentials: ROLE,
      },
      {
        type: "AWS_PROXY" as const,
        httpMethod: "POST",
        uri: "arn:aws:apigateway:us-east-1:firehose:action/PutRecord",
        credentials: ROLE,
      },
    ),
    fc.constant({
      type: "AWS" as const,
      httpMethod: "POST",
      uri: lambda(`2015-03-31/functions/${FUNCTION}/invocations`),
    }),
    fc.constantFrom(
      {
        type: "AWS_PROXY" as const,
        httpMethod: "POST",
        uri: lambda(`2015-03-31/functions/${FUNCTION}:live/invocations`),
      },
      {
        type: "AWS_PROXY" as const,
        httpMethod: "POST",
        uri: lambda(`2021-11-15/functions/${FUNCTION}/response-streaming-invocations`),
        responseTransferMode: "STREAM" as const,
      },
    ),
    fc
      .tuple(verb, address, link)
      .map(([httpMethod, uri, how]) => ({ type: "HTTP" as const, httpMethod, uri, ...how })),
    fc.tuple(verb, address, link, stream).map(([httpMethod, uri, how, mode]) => ({
      type: "HTTP_PROXY" as const,
      httpMethod,
      uri,
      ...how,
      ...mode,
    })),
  );
  const sources = fc.constantFrom("context.requestId", "stageVariables.x", "'a text'", ...declared);
  return fc
    .record({
      backend,
      requestParameters: mapOf(
        [
          "integration.request.header.X-Id",
          "integration.request.querystring.q",
          "integration.request.path.petId",
        ],
        sources,
      ),
      requestTemplates: mapOf(TYPES.slice(0, 2), text),
      passthroughBehavior: fc.constantFrom(undefined, "NEVER" as const, "WHEN_NO_TEMPLATES" as const),
      cacheNamespace: maybe(fc.constantFrom("shared", "pets")),
      cacheKeyParameters: fc.subarray(declared),
      contentHandling: fc.constantFrom(undefined, "CONVERT_TO_TEXT" as const, "CONVERT_TO_BINARY" as const),
      timeoutInMillis: maybe(fc.integer({ min: 50, max: 28_999 })),
    })
    .map(({ backend, ...rest }) => ({ ...rest, ...backend }));
}

const responses: fc.Arbitrary<Record<string, MethodResponse>> = mapOf(
  STATUSES,
  fc.record({
    responseParameters: mapOf(
      HEADERS.map((name) => `method.response.header.${name}`),
      fc.boolean(),
    ),
    responseModels: mapOf(TYPES.slice(0, 2), fc.constantFrom(...MODELS)),
  }),
);

/** Of some of the method's statuses: each pattern once, and mapped is what the method's response declares. */
const integrationResponses = (
  answers: Readonly<Record<string, MethodResponse>>,
): fc.Arbitrary<Record<string, IntegrationResponse>> =>
  fc
    .tuple(fc.subarray(Object.keys(answers)), fc.shuffledSubarray(PATTERNS, { minLength: PATTERNS.length }))
    .chain(([statuses, patterns]) =>
      fc
        .tuple(
          ...statuses.map((status, i) =>
            fc.record({
              selectionPattern: fc.constant(patterns[i]),
              responseParameters: mapOf(
                Object.keys(answers[status]?.responseParameters ?? {}),
                fc.constantFrom("context.requestId", "'*'", "integration.response.header.X"),
              ),
              responseTemplates: mapOf(TYPES.slice(0, 2), text),
              contentHandling: fc.constantFrom(undefined, "CONVERT_TO_TEXT" as const),
            }),
          ),
        )
        .map((all) =>
          Object.fromEntries(statuses.map((status, i) => [status, all[i] as IntegrationResponse])),
        ),
    );
