import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "../cli/run.ts";
import { runPrinted } from "./printed.ts";

// What the control plane refused, handed over as the AWS CLI prints it: what it means, and where a command is printed, that
// it leads to what was wanted.

interface Ids {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

interface Refusal {
  attempt(place: Place, ids: Ids): Promise<unknown>;
  /** Part of the cause. */
  readonly means: string;
  /** Which command is run, and what a person puts in. */
  readonly command?: number;
  readonly fill?: Readonly<Record<string, string>>;
  /** Where it is so: that the same call is then taken. Else what the integration then has. */
  readonly after?: "taken" | object;
}

const put =
  (more: object) =>
  ({ account }: Place, ids: Ids) =>
    account.gateway.putIntegration({
      ...ids,
      type: "HTTP",
      integrationHttpMethod: "GET",
      uri: "https://example.com/",
      ...more,
    } as never);

const addressed = { verb: "GET", url: "https://example.com/pets" };

const REFUSALS: Readonly<Record<string, Refusal>> = {
  "an API that is not there": {
    attempt: ({ account }, ids) => account.gateway.getResources({ ...ids, restApiId: "abcdefghij" }),
    means: "no such API",
  },
  "a resource that is not there": {
    attempt: ({ account }, ids) => account.gateway.getMethod({ ...ids, resourceId: "abcdef" }),
    means: "does not have this resource",
  },
  "a method that is there already": {
    attempt: ({ account }, ids) =>
      account.gateway.putMethod({ ...ids, httpMethod: "GET", authorizationType: "NONE" }),
    means: "has this method already",
  },
  "an address that is none": {
    attempt: put({ uri: "example" }),
    means: "not a full URL",
    fill: addressed,
    after: { type: "HTTP", uri: "https://example.com/pets" },
  },
  "a mapping that is none": {
    attempt: put({ requestParameters: { "integration.request.header.X": "yes" } }),
    means: "not a mapping expression",
  },
  "a mapping from a header that is not declared": {
    attempt: put({ requestParameters: { "integration.request.header.X": "method.request.header.X-Id" } }),
    means: "not declared",
    after: "taken",
  },
  "a mapping from a parameter of the query that is not declared": {
    attempt: put({ requestParameters: { "integration.request.header.X": "method.request.querystring.q" } }),
    means: "not declared",
    after: "taken",
  },
  "an AWS integration without a role": {
    attempt: put({
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:sns:action/Publish",
    }),
    means: "needs an execution role",
    fill: {
      uri: "arn:aws:apigateway:us-east-1:sns:action/Publish",
      name: "publisher",
      "ARN of what it acts on": "arn:aws:sns:us-east-1:123456789012:pets",
    },
    after: { type: "AWS", credentials: "arn:aws:iam::123456789012:role/publisher" },
  },
  "a timeout that is too long": {
    attempt: put({ timeoutInMillis: 999_999 }),
    means: "takes timeouts of",
    after: { timeoutInMillis: 29_000 },
  },
  "no backend method": {
    attempt: put({ integrationHttpMethod: undefined }),
    means: "HTTP method is missing",
    fill: addressed,
    after: { type: "HTTP", httpMethod: "GET" },
  },
  "a proxy of a service that takes none": {
    attempt: put({
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets",
      credentials: "arn:aws:iam::123456789012:role/apigw-sample-role",
    }),
    means: "can call Lambda only",
  },
  "a model that is not there": {
    attempt: ({ account }, ids) =>
      account.gateway.putMethod({
        ...ids,
        httpMethod: "PUT",
        authorizationType: "NONE",
        requestModels: { "application/json": "Nope" },
      }),
    means: "no model",
    fill: { schema: "{}" },
    after: "taken",
  },
  "an answer of an integration without one of the method": {
    attempt: ({ account }, ids) =>
      account.gateway.putIntegrationResponse({
        ...ids,
        statusCode: "404",
        selectionPattern: "404",
        responseParameters: { "method.response.header.X": "'x'" },
      }),
    means: "has no method response",
    fill: { status: "404", pattern: "404", Name: "X", expression: `"'x'"` },
    after: "taken",
  },
  "a resource twice": {
    attempt: async ({ account }, { restApiId }) => {
      const { items = [] } = await account.gateway.getResources({ restApiId });
      const parentId = items.find(({ path }) => path === "/")?.id;
      return account.gateway.createResource({ restApiId, parentId, pathPart: "pets" });
    },
    means: "this resource already",
  },
  "a function that is not there": {
    attempt: ({ account }) =>
      account.functions.getPolicy({
        FunctionName: "arn:aws:lambda:us-east-1:123456789012:function:nobody",
      }),
    means: "function",
  },
};

async function refused(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error).toBeDefined();
  // As the AWS CLI prints it.
  return `\nAn error occurred (${error?.name}) when calling the Some operation: ${error?.message}\n`;
}

/** The deployment that a test is about. */
let first: string | undefined;

const AT = "--api petstore --resource /pets --method POST";

async function told(place: Place, said: string, flags: string) {
  const ran = await place.run(`apigw explain --log - ${flags} --output json`, { input: said });
  expect(ran.exit, said).toBe(0);
  return JSON.parse(ran.stdout) as {
    what: string;
    explanations: { id: string; cause: string; commands: string[] }[];
  };
}

const filled = (command: string, fill: Readonly<Record<string, string>>): string =>
  Object.entries(fill).reduce((text, [name, value]) => text.replaceAll(`<${name}>`, value), command);

async function placeWithMethod(): Promise<{ place: Place; ids: Ids }> {
  const place = await freshPlace();
  const made = await place.run(
    `apigw create-method ${AT} --integration http --integration-method GET --endpoint https://example.com/`,
  );
  expect(made.exit, made.stderr).toBe(0);
  const { items = [] } = await place.account.gateway.getResources({ restApiId: place.apiId });
  const resourceId = items.find(({ path }) => path === "/pets")?.id ?? "";
  return { place, ids: { restApiId: place.apiId, resourceId, httpMethod: "POST" } };
}

describe("what AWS refused", () => {
  test.each(Object.entries(REFUSALS))("%s", async (_, { attempt, means, command = 0, fill = {}, after }) => {
    const { place, ids } = await placeWithMethod();
    const said = await refused(attempt(place, ids));
    const { what, explanations } = await told(place, said, AT);
    expect(what).toBe("refusal");
    expect(explanations[0]?.cause, said).toContain(means);
    if (!after) return;
    await runPrinted(filled(explanations[0]?.commands[command] ?? "", fill), place);
    if (after === "taken") await attempt(place, ids);
    else {
      const { methodIntegration } = await place.account.gateway.getMethod(ids);
      expect(methodIntegration).toMatchObject(after);
    }
  });

  test.each(["finish it", "take it away"])("a deployment, because of a half-made method: %s", async (how) => {
    const { place, ids } = await placeWithMethod();
    await place.account.gateway.putMethod({ ...ids, httpMethod: "PUT", authorizationType: "NONE" });
    const attempt = () =>
      place.account.gateway.createDeployment({ restApiId: place.apiId, stageName: "live" });
    const said = await refused(attempt());
    const { explanations } = await told(place, said, "--api petstore");
    expect(explanations).toMatchObject([{ id: "no-integration" }]);
    const command = explanations[0]?.commands[how === "finish it" ? 0 : 1] ?? "";
    await runPrinted(filled(command, { "kind of integration": "mock" }), place);
    await attempt();
  });

  test("a deployment of an API without methods", async () => {
    const { place } = await placeWithMethod();
    const { id: restApiId = "" } = await place.account.gateway.createRestApi({ name: "empty" });
    const attempt = () => place.account.gateway.createDeployment({ restApiId, stageName: "live" });
    const { explanations } = await told(place, await refused(attempt()), "--api empty");
    expect(explanations).toMatchObject([{ id: "no-methods" }]);
    await runPrinted(explanations[0]?.commands[0] ?? "", place);
    await attempt();
  });

  test.each<[string, (place: Place) => Promise<unknown>, Record<string, string>]>([
    [
      "a stage that is not there",
      ({ account, apiId }) => account.gateway.getStage({ restApiId: apiId, stageName: "live" }),
      { stage: "live" },
    ],
    [
      "a canary of a stage that is not there",
      ({ account, apiId }) =>
        account.gateway.createDeployment({
          restApiId: apiId,
          stageName: "live",
          canarySettings: { percentTraffic: 10 },
        }),
      { stage: "live" },
    ],
    [
      "a promotion without a canary",
      ({ account, apiId }) =>
        account.gateway.updateStage({
          restApiId: apiId,
          stageName: "dev",
          patchOperations: [{ op: "copy", from: "/canarySettings/deploymentId", path: "/deploymentId" }],
        }),
      { stage: "dev", percent: "10" },
    ],
    [
      "a deployment that a stage serves, deleted",
      async ({ account, apiId }) => {
        const { deploymentId } = await account.gateway.getStage({ restApiId: apiId, stageName: "dev" });
        // The same one in the second attempt.
        first ??= deploymentId;
        return account.gateway.deleteDeployment({ restApiId: apiId, deploymentId: first });
      },
      { stage: "dev", deployment: "" },
    ],
  ])("%s", async (_, attempt, fill) => {
    first = undefined;
    const { place } = await placeWithMethod();
    const other = await place.account.gateway.createDeployment({ restApiId: place.apiId });
    const said = await refused(attempt(place));
    const { explanations } = await told(place, said, "--api petstore");
    const command = explanations[0]?.commands.find(
      (one) => "deployment" in fill === one.includes("--deployment"),
    );
    await runPrinted(filled(command ?? "", { ...fill, deployment: other.id ?? "" }), place);
    await attempt(place);
  });

  test("logging, without a role of the account's", async () => {
    const { place } = await placeWithMethod();
    await place.account.gateway.createDeployment({ restApiId: place.apiId, stageName: "live" });
    const attempt = () =>
      place.account.gateway.updateStage({
        restApiId: place.apiId,
        stageName: "live",
        patchOperations: [{ op: "replace", path: "/*/*/logging/loglevel", value: "INFO" }],
      });
    const { explanations } = await told(place, await refused(attempt()), "--api petstore");
    const arn = "arn:aws:iam::123456789012:role/apigw-sample-role";
    await runPrinted(filled(explanations[0]?.commands[0] ?? "", { "ARN of a role": arn }), place);
    await attempt();
  });
});
