import type { APIGateway } from "@aws-sdk/client-api-gateway";
import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "../cli/run.ts";

// `apigw status`: one change each, made by the SDK behind the program's back.

const STATUS = "apigw status --api petstore";

interface At {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

/** The sample with a method of HTTP, a validator and a customized gateway response, deployed to dev. */
async function deployed(): Promise<Place & { at: At }> {
  const place = await freshPlace();
  const line =
    "apigw create-method --api petstore --resource /pets --method POST --integration http --integration-method POST --endpoint https://example.com/pets --request-validator body --request-model application/json=Pet --authorization lambda --authorizer staff --response 200 --response 400=4.. --response-header 200:X-Id=context.requestId";
  const made = await place.run(line);
  expect(made.exit, made.stderr).toBe(0);
  const { gateway } = place.account;
  const restApiId = place.apiId;
  await gateway.putGatewayResponse({ restApiId, responseType: "THROTTLED", statusCode: "429" });
  await gateway.createDeployment({ restApiId, stageName: "dev" });
  const { items = [] } = await gateway.getResources({ restApiId });
  const resourceId = items.find(({ path }) => path === "/pets")?.id ?? "";
  return { ...place, at: { restApiId, resourceId, httpMethod: "POST" } };
}

const patch = (path: string, value: string) => ({
  patchOperations: [{ op: "replace" as const, path, value }],
});

interface Stage {
  readonly stage: string;
  readonly why: string | null;
  readonly changes: readonly object[];
  readonly untold: readonly { readonly member: string; readonly at: readonly string[] }[];
  readonly canary: object | null;
}

async function dev(place: Place, flags = ""): Promise<Stage> {
  const run = await place.run(`${STATUS} --output json ${flags}`);
  expect(run.exit, run.stderr).toBe(0);
  expect(run.writes).toEqual([]);
  const { stages } = JSON.parse(run.stdout) as { stages: readonly Stage[] };
  return stages.find(({ stage }) => stage === "dev") as Stage;
}

const changed = (member: string, before: unknown, after: unknown, at = "POST /pets", kind = "method") => ({
  kind,
  at,
  change: "changed",
  differences: [{ member, before, after }],
});

type Changing = (gateway: APIGateway, at: At) => Promise<unknown>;

const CHANGES: readonly (readonly [string, Changing, object])[] = [
  [
    "a timeout",
    (gateway, at) => gateway.updateIntegration({ ...at, ...patch("/timeoutInMillis", "5000") }),
    changed("integration timeoutInMillis", null, 5000),
  ],
  [
    "an API key that is asked for",
    (gateway, at) => gateway.updateMethod({ ...at, ...patch("/apiKeyRequired", "true") }),
    changed("request apiKeyRequired", false, true),
  ],
  [
    "a template",
    (gateway, at) =>
      gateway.updateIntegration({
        ...at,
        patchOperations: [{ op: "add", path: "/requestTemplates/text~1plain", value: "$input.body" }],
      }),
    changed("integration requestTemplates text/plain", null, "$input.body"),
  ],
  [
    "what the request validator validates",
    async (gateway, { restApiId }) => {
      const { items = [] } = await gateway.getRequestValidators({ restApiId });
      const requestValidatorId = items[0]?.id;
      return gateway.updateRequestValidator({
        restApiId,
        requestValidatorId,
        ...patch("/validateRequestParameters", "true"),
      });
    },
    changed("request requestValidator validateRequestParameters", false, true),
  ],
  [
    "a method that is gone",
    (gateway, at) => gateway.deleteMethod(at),
    { kind: "method", at: "POST /pets", change: "removed", differences: [] },
  ],
  [
    "a model's schema",
    (gateway, { restApiId }) =>
      gateway.updateModel({ restApiId, modelName: "Pet", ...patch("/schema", '{"type":"string"}') }),
    changed(
      "schema",
      {
        title: "Pet",
        type: "object",
        properties: { name: { type: "string" }, type: { type: "string" } },
        required: ["name"],
      },
      { type: "string" },
      "Pet",
      "model",
    ),
  ],
  [
    "an authorizer's time to live",
    async (gateway, { restApiId }) => {
      const { items = [] } = await gateway.getAuthorizers({ restApiId });
      const authorizerId = items.find(({ name }) => name === "staff")?.id;
      return gateway.updateAuthorizer({
        restApiId,
        authorizerId,
        ...patch("/authorizerResultTtlInSeconds", "60"),
      });
    },
    changed("authorizerResultTtlInSeconds", null, 60, "staff", "authorizer"),
  ],
  [
    "a gateway response's status",
    (gateway, { restApiId }) =>
      gateway.updateGatewayResponse({ restApiId, responseType: "THROTTLED", ...patch("/statusCode", "503") }),
    changed("statusCode", "429", "503", "THROTTLED", "gateway response"),
  ],
  [
    "a gateway response that is new, and changes others that are nobody's",
    (gateway, { restApiId }) =>
      gateway.putGatewayResponse({
        restApiId,
        responseType: "DEFAULT_5XX",
        responseParameters: { "gatewayresponse.header.X": "'1'" },
      }),
    { kind: "gateway response", at: "DEFAULT_5XX", change: "added", differences: [] },
  ],
  [
    "binary media types",
    (gateway, { restApiId }) =>
      gateway.updateRestApi({
        restApiId,
        patchOperations: [{ op: "add", path: "/binaryMediaTypes/image~1png" }],
      }),
    changed("binaryMediaTypes", null, ["image/png"], "the API", "API"),
  ],
];

describe("apigw status", () => {
  test("right after a deployment there is nothing to tell, and what exports lose is listed", async () => {
    const place = await deployed();
    const stage = await dev(place);
    expect(stage).toMatchObject({ by: "export", why: null, behind: 0, changes: [], canary: null });
    expect(stage.untold.map(({ member, at }) => [member, at])).toEqual([
      ["integration insecureSkipVerification", ["POST /pets"]],
      ["responses 200 responseParameters method.response.header.X-Id", ["POST /pets"]],
      ["policy, apiKeySource, minimumCompressionSize", ["the API"]],
    ]);
    const run = await place.run(`${STATUS} --detailed-exitcode`);
    expect(run, run.stderr).toMatchObject({ exit: 0, stderr: "" });
    expect(run.stdout).toMatch(/^dev: serves what is configured, as far as exports tell, deployment \w+\n/);
    expect(run.stdout).toContain("no export is known to say whether the backend's certificate is verified");
  });

  test.each(CHANGES)("%s is the one thing that is told", async (_, change, expected) => {
    const place = await deployed();
    await change(place.account.gateway, place.at);
    expect((await dev(place)).changes).toEqual([expected]);
    const run = await place.run(`${STATUS} --detailed-exitcode`);
    expect(run.exit, run.stderr).toBe(8);
    expect(run.stdout).toContain("dev: behind by 1 (1 ");
    expect((await place.run(STATUS)).exit).toBe(0);
  });

  test("a difference that rests on what nobody has verified says so, and others do not", async () => {
    const place = await deployed();
    await place.account.gateway.updateIntegration({ ...place.at, ...patch("/timeoutInMillis", "5000") });
    expect((await place.run(STATUS)).stderr).toBe("");
    await place.account.gateway.updateModel({
      restApiId: place.apiId,
      modelName: "Pet",
      ...patch("/schema", '{"type":"string"}'),
    });
    const note = "whether exports change the schemas of models is unverified";
    expect((await place.run(STATUS)).stderr).toBe(`Note: ${note}.\n`);
    const data = await place.run(`${STATUS} --output json --query notes`);
    expect(JSON.parse(data.stdout)).toEqual([note]);
  });

  test("what exports lose is not told, whichever way it was changed", async () => {
    const place = await deployed();
    await place.account.gateway.updateMethodResponse({
      ...place.at,
      statusCode: "200",
      ...patch("/responseParameters/method.response.header.X-Id", "true"),
    });
    expect((await dev(place)).changes).toEqual([]);
  });

  test("a value under a secret's name is not shown", async () => {
    const place = await deployed();
    await place.account.gateway.updateIntegration({
      ...place.at,
      patchOperations: [
        { op: "add", path: "/requestParameters/integration.request.header.X-Api-Key", value: "'hunter22'" },
      ],
    });
    for (const output of ["table", "json", "yaml", "text", "ndjson"]) {
      const { stdout } = await place.run(`${STATUS} --output ${output}`);
      expect(stdout).toContain("X-Api-Key");
      expect(stdout).not.toContain("hunter22");
    }
    const { stderr } = await place.run(`${STATUS} --debug`);
    expect(stderr).not.toContain("hunter22");
  });

  test("names one stage, and knows those there are", async () => {
    const place = await deployed();
    await place.account.gateway.createDeployment({ restApiId: place.apiId, stageName: "prod" });
    const one = await place.run(`${STATUS} --stage prod --output json --query stages[].stage`);
    expect(JSON.parse(one.stdout)).toEqual(["prod"]);
    const wrong = await place.run(`${STATUS} --stage prd`);
    expect(wrong).toMatchObject({ exit: 5, stdout: "" });
    expect(wrong.stderr).toContain(
      '--stage: petstore has no stage "prd"; it has dev, prod. Did you mean prod?',
    );
  });

  test("two stages of one deployment are asked for once", async () => {
    const place = await deployed();
    const { gateway } = place.account;
    const restApiId = place.apiId;
    const { deploymentId } = await gateway.getStage({ restApiId, stageName: "dev" });
    await gateway.createStage({ restApiId, stageName: "same", deploymentId });
    const run = await place.run(STATUS);
    expect(run.calls.filter(({ operation }) => operation === "GetExport")).toHaveLength(1);
    expect(run.stdout).toMatch(/^dev: serves (?:.*\n)+\nsame: serves /);
  });

  test("an API without stages says so", async () => {
    const place = await freshPlace();
    await place.account.gateway.deleteStage({ restApiId: place.apiId, stageName: "dev" });
    expect(await place.run(STATUS)).toMatchObject({
      exit: 0,
      stdout: "petstore has no stage: nothing of it is served.\n",
    });
  });
});

describe("where the export may not be read", () => {
  const denied = async (...operations: string[]) => {
    const whole = await deployed();
    const place = await freshPlace({
      faults: operations.map((operation) => ({ kind: "denied", operation }) as const),
    });
    await place.become(whole);
    return { ...place, at: whole.at };
  };

  test("the deployment's summary tells methods, authorization and keys, and no more", async () => {
    const place = await denied("GetExport");
    const { gateway } = place.account;
    await gateway.updateMethod({ ...place.at, ...patch("/apiKeyRequired", "true") });
    await gateway.updateIntegration({ ...place.at, ...patch("/timeoutInMillis", "5000") });
    const stage = await dev(place);
    expect(stage).toMatchObject({ by: "summary", changes: [changed("request apiKeyRequired", false, true)] });
    expect(stage.why).toContain("AccessDeniedException: User: ");
    expect(stage.untold).toContainEqual({
      member: "all but authorization type and API key",
      why: "a deployment's summary has nothing else",
      at: ["GET /pets", "POST /pets"],
    });
  });

  test("that no difference is seen there is never that there is none", async () => {
    const place = await denied("GetExport");
    const run = await place.run(`${STATUS} --detailed-exitcode`);
    expect(run.exit).toBe(4);
    expect(run.stdout).toMatch(/^dev: cannot be told whether it is behind, deployment \w+\n/);
    expect(run.stdout).toContain("Compared by the deployment's summary alone: its export may not be read");
  });

  test("and where neither may be read, nothing is said of it", async () => {
    const place = await denied("GetExport", "GetDeployment");
    const run = await place.run(`${STATUS} --detailed-exitcode`);
    expect(run.exit).toBe(4);
    expect(run.stdout).toMatch(/^dev: cannot be told \(AccessDeniedException: /);
    expect(await dev(place)).toMatchObject({ by: "nothing", behind: 0, changes: [] });
  });

  test("names that may not be listed are not told to be others", async () => {
    const place = await denied("GetAuthorizers", "GetRequestValidators", "GetModels", "GetGatewayResponses");
    const stage = await dev(place);
    expect(stage).toMatchObject({ by: "export", changes: [] });
    expect(stage.untold.map(({ member }) => member)).toEqual(
      expect.arrayContaining([
        "request authorization authorizerId",
        "request requestValidator validateRequestBody",
        "authorizers",
        "models",
        "gateway responses",
      ]),
    );
  });

  test("an API that may not be read ends the run", async () => {
    const run = await (await denied("GetResources")).run(STATUS);
    expect(run).toMatchObject({ exit: 4, stdout: "" });
    expect(run.stderr).toContain("You are not allowed to call GetResources");
  });
});

test("a canary is shown with the deployment that part of the calls goes to", async () => {
  const place = await deployed();
  const { gateway } = place.account;
  await gateway.deleteMethod(place.at);
  await gateway.createDeployment({
    restApiId: place.apiId,
    stageName: "dev",
    canarySettings: { percentTraffic: 12.5, stageVariableOverrides: { table: "secret" } },
  });
  const stage = await dev(place);
  expect(stage.changes).toEqual([{ kind: "method", at: "POST /pets", change: "removed", differences: [] }]);
  expect(stage.canary).toMatchObject({
    percentTraffic: 12.5,
    stageVariables: ["table"],
    by: "summary",
    behind: 0,
  });
  const { stdout } = await place.run(STATUS);
  expect(stdout).toContain(
    "  canary, 12.5 % of the calls, with its own table: cannot be told whether it is behind",
  );
  expect(stdout).not.toContain("secret");
});
