import { describe } from "vitest";
import { ACCOUNT, type Account, REGION, rules } from "./account.ts";

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
