import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Account, patch, type Rule, rules } from "./account.ts";
import { methodOnTides, NO_METHOD, PLAIN, type Tides } from "./tides.ts";

const NO_RESOURCE = "NotFoundException 404: Invalid Resource identifier specified";
const ONLY_REPLACE = "BadRequestException 400: Invalid patch operation specified. Must be one of: [replace]";
const NO_AUTHORIZER =
  "BadRequestException 400: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.";

const patches: Rule<Tides>[] = [
  {
    rule: "parameters and models are added one by one, by their escaped names",
    when: ({ update }) =>
      update(
        patch("add", "/requestParameters/method.request.header.x-moon", "true"),
        patch("add", "/requestModels/text~1plain", "Error"),
      ),
    gives: {
      http: 200,
      ...PLAIN,
      requestModels: { "text/plain": "Error" },
      requestParameters: { "method.request.header.x-moon": true },
    },
  },
  {
    rule: "one patch replaces many members",
    when: async ({ update }) => {
      await update(patch("add", "/requestParameters/method.request.header.x-moon", "true"));
      return update(
        patch("replace", "/operationName", "Flood"),
        patch("replace", "/apiKeyRequired", "true"),
        patch("replace", "/authorizationType", "AWS_IAM"),
        patch("replace", "/requestParameters/method.request.header.x-moon", "false"),
      );
    },
    gives: {
      http: 200,
      httpMethod: "PATCH",
      apiKeyRequired: true,
      authorizationType: "AWS_IAM",
      operationName: "Flood",
      requestParameters: { "method.request.header.x-moon": false },
    },
  },
  {
    rule: "when the last parameter and the last model are removed their maps are gone",
    when: async ({ update }) => {
      const [parameter, model] = ["/requestParameters/method.request.path.berth", "/requestModels/text~1csv"];
      await update(patch("add", parameter, "true"), patch("add", model, "Empty"));
      return update(patch("remove", parameter, "false"), patch("remove", model));
    },
    gives: { http: 200, ...PLAIN },
  },
  {
    rule: "an empty patch of an API that is not there complains about the resource",
    when: ({ gateway, at }) => gateway.updateMethod({ ...at, restApiId: "nowhere1", patchOperations: [] }),
    gives: NO_RESOURCE,
  },
  {
    rule: "an empty patch of a resource that is not there complains about it",
    when: ({ gateway, at }) => gateway.updateMethod({ ...at, resourceId: "gone99", patchOperations: [] }),
    gives: NO_RESOURCE,
  },
  {
    rule: "a method that is not there cannot be patched",
    when: ({ gateway, at }) =>
      gateway.updateMethod({
        ...at,
        httpMethod: "PUT",
        patchOperations: [patch("replace", "/operationName", "x")],
      }),
    gives: NO_METHOD,
  },
  {
    rule: "the operation's name can only be replaced",
    when: ({ update }) => update(patch("add", "/operationName", "Neap")),
    gives: ONLY_REPLACE,
  },
  {
    rule: "the validator can only be replaced, whether it exists or not",
    when: ({ update }) => update(patch("add", "/requestValidatorId", "none0")),
    gives: ONLY_REPLACE,
  },
  {
    rule: "the HTTP method is no path of a patch",
    when: ({ update }) => update(patch("add", "/httpMethod", "GET")),
    gives: "BadRequestException 400: Invalid patch path /httpMethod",
  },
  {
    rule: "a map is not replaced as a whole",
    when: ({ update }) => update(patch("replace", "/requestParameters", "method.request.header.a=true")),
    gives: "BadRequestException 400: Invalid patch path /requestParameters",
  },
  {
    rule: "a slash in a content type must be escaped",
    when: ({ update }) => update(patch("add", "/requestModels/text/html", "Empty")),
    gives: "BadRequestException 400: Invalid patch path /requestModels/text/html",
  },
  {
    rule: "an authorizer of a method without authorization is dropped without a word",
    when: ({ update }) => update(patch("replace", "/authorizerId", "keeper7")),
    gives: { http: 200, ...PLAIN },
  },
  {
    rule: "custom authorization needs an authorizer",
    when: ({ update }) => update(patch("replace", "/authorizationType", "CUSTOM")),
    gives: NO_AUTHORIZER,
  },
  {
    rule: "custom authorization needs an authorizer that is there",
    when: ({ update }) =>
      update(patch("replace", "/authorizerId", "keeper7"), patch("replace", "/authorizationType", "CUSTOM")),
    gives: NO_AUTHORIZER,
  },
  {
    rule: "the validator must be there",
    when: ({ update }) => update(patch("replace", "/requestValidatorId", "none0")),
    gives: "BadRequestException 400: Invalid Request Validator identifier specified",
  },
];

describe("a patch of a method", () => {
  rules(methodOnTides, patches);

  test("custom authorization with an authorizer that is there is answered with both", async () => {
    const account = new Account();
    const { gateway, restApiId, update } = await methodOnTides(account);
    const { id } = await gateway.createAuthorizer({
      restApiId,
      name: "watch",
      type: "TOKEN",
      authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:210987654321:function:watch/invocations`,
      identitySource: "method.request.header.x-pass",
    });
    const { $metadata, ...method } = await update(
      patch("replace", "/authorizerId", id),
      patch("replace", "/authorizationType", "CUSTOM"),
    );
    expect(method).toEqual({ ...PLAIN, authorizationType: "CUSTOM", authorizerId: id });
    account.close();
  });

  test("any text but true switches a flag off", async () => {
    const account = new Account();
    const { update } = await methodOnTides(account);
    const words = fc.string({ minLength: 1 }).filter((text) => text.trim().toLowerCase() !== "true");
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        await update(patch("replace", "/apiKeyRequired", "true"));
        expect((await update(patch("replace", "/apiKeyRequired", text))).apiKeyRequired).toBe(false);
      }),
      { numRuns: 10 },
    );
    account.close();
  });
});
