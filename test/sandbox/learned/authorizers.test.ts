import { describe, expect } from "vitest";
import { ACCOUNT, type Account, patch, REGION, rules } from "./account.ts";

const NO_API = `NotFoundException 404: Invalid API identifier specified ${ACCOUNT}:nowhere1`;

describe("an authorizer of an API that is not there", () => {
  const nothing = async ({ gateway }: Account) => ({ gateway });
  const at = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:Watchman`;
  rules(nothing, [
    {
      rule: "is not made: the answer speaks of another change at the same time",
      when: ({ gateway }) =>
        gateway.createAuthorizer({
          restApiId: "nowhere1",
          name: "watchman",
          type: "REQUEST",
          authorizerUri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${at}/invocations`,
          identitySource: "method.request.header.x-pass",
        }),
      gives:
        "ConflictException 409: Unable to complete operation due to concurrent modification. Please try again later.",
    },
    {
      rule: "is not listed",
      when: ({ gateway }) => gateway.getAuthorizers({ restApiId: "nowhere1" }),
      gives: NO_API,
    },
  ]);
});

const LAMBDA = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/arn:aws:lambda:${REGION}:${ACCOUNT}:function:Watchman/invocations`;
const NO_HEADER = (source: string) =>
  `BadRequestException 400: Invalid token source expression: ${source}. The source must be a method request header, matching 'method.request.header.[a-zA-Z0-9._-]+'.`;
const NO_SOURCE = "BadRequestException 400: Invalid request input";

// As public reports have it: serverless#4428, awsdocs/aws-cloudformation-user-guide#692, badmintoncryer/cdk-preflight;
// what may be patched is documented.
describe("where an authorizer looks", () => {
  const place = async (account: Account) => ({
    ...account,
    ...(await account.api()),
    gateway: account.gateway,
  });
  type Place = Awaited<ReturnType<typeof place>>;
  const make = (more: object) => (at: Place) =>
    at.gateway.createAuthorizer({
      restApiId: at.restApiId,
      name: "watchman",
      type: "REQUEST",
      authorizerUri: LAMBDA,
      ...more,
    });
  const patched =
    (type: "TOKEN" | "REQUEST", ...operations: [string, string, string?][]) =>
    async (at: Place) => {
      const { id } = await make({ type, identitySource: "method.request.header.x-pass" })(at);
      return at.gateway.updateAuthorizer({
        restApiId: at.restApiId,
        authorizerId: id!,
        patchOperations: operations.map(([op, path, value]) => patch(op, path, value)),
      });
    };
  const says = (rule: string, when: (at: Place) => Promise<unknown>, gives: string | object) => ({
    rule,
    when,
    gives,
  });
  rules(place, [
    ...[
      "method.request.querystring.pass",
      "method.request.header.",
      "x-pass",
      "method.request.header.a,method.request.header.b",
    ].map((identitySource) =>
      says(
        `a token is no ${identitySource}`,
        make({ type: "TOKEN", identitySource }),
        NO_HEADER(identitySource),
      ),
    ),
    says(
      "nor one of a user pool",
      make({
        type: "COGNITO_USER_POOLS",
        providerARNs: [`arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${REGION}_Aa`],
        identitySource: "method.request.querystring.pass",
      }),
      NO_HEADER("method.request.querystring.pass"),
    ),
    says("a request nowhere, where answers are kept", make({}), NO_SOURCE),
    says(
      "nor where an empty text says it",
      make({ identitySource: "", authorizerResultTtlInSeconds: 60 }),
      NO_SOURCE,
    ),
    says(
      "nowhere at all",
      make({ authorizerResultTtlInSeconds: 0 }),
      expect.objectContaining({ type: "REQUEST", authorizerResultTtlInSeconds: 0 }),
    ),
    says(
      "in several places",
      make({
        identitySource:
          "method.request.header.A, method.request.querystring.b,context.stage, stageVariables.c",
      }),
      expect.objectContaining({
        identitySource:
          "method.request.header.A, method.request.querystring.b,context.stage, stageVariables.c",
      }),
    ),
    says(
      "not in the path",
      make({ identitySource: "method.request.header.A,method.request.path.id" }),
      expect.stringMatching(
        /^BadRequestException 400: Invalid request identity source expression: method\.request\.path\.id\. The sources must be separated by comma, and each source must be either a method request parameter, matching 'method\.request\.querystring\|header\.\[a-zA-Z0-9\._-\]\+', or a stage variable/,
      ),
    ),
    says(
      "a token nowhere",
      make({ type: "TOKEN" }),
      "BadRequestException 400: IdentitySource cannot be empty",
    ),
    says(
      "a pool without pools",
      make({ type: "COGNITO_USER_POOLS", identitySource: "method.request.header.A" }),
      "BadRequestException 400: ProviderARNs cannot be empty",
    ),
    says(
      "another place is added",
      patched("REQUEST", ["add", "/identitySource", "context.stage"]),
      expect.objectContaining({
        identitySource: "method.request.header.x-pass,context.stage",
        authorizerResultTtlInSeconds: 300,
      }),
    ),
    says(
      "and taken away",
      patched("REQUEST", ["replace", "/authorizerResultTtlInSeconds", "0"], ["remove", "/identitySource"]),
      expect.objectContaining({ type: "REQUEST", authorizerResultTtlInSeconds: 0 }),
    ),
    says(
      "the last one not while answers are kept",
      patched("REQUEST", ["remove", "/identitySource"]),
      NO_SOURCE,
    ),
    says(
      "a token nowhere else either",
      patched("TOKEN", ["replace", "/identitySource", "context.stage"]),
      NO_HEADER("context.stage"),
    ),
    says(
      "no time that is none",
      patched("TOKEN", ["replace", "/authorizerResultTtlInSeconds", "soon"]),
      "BadRequestException 400: Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.",
    ),
    says(
      "no type that is none",
      patched("TOKEN", ["replace", "/type", "GUESS"]),
      "BadRequestException 400: Invalid patch path /type",
    ),
  ]);
});
