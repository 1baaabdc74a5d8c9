import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { invocationVerdict, methodVerdict } from "../../src/gateway/policy/invocation-verdict.ts";
import { evaluate } from "../../src/gateway/policy/lambda-policy.ts";
import { freshPlace, type Place } from "../cli/run.ts";
import { checked, plant, rulesOf } from "./planted.ts";

// A function's policy as CDK, SAM, Serverless, Terraform and the console write it: the check and the sandbox's own gate
// are one evaluator, and say the same of each stage and of the test.

const ACCOUNT = "123456789012";
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:list-pets`;
const URI = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

/** By who writes it: the source ARNs behind the API's, for GET /shops/{id}; none for a statement without a condition. */
interface Written {
  readonly sources: readonly (string | undefined)[];
  readonly path?: string;
  readonly httpMethod?: string;
  /** What is found, and which of the stages `dev` and `prod`, and of the test, are let in. */
  readonly rules?: readonly string[];
  readonly unchecked?: true;
  readonly letsIn?: readonly string[];
}
const ALL = ["dev", "prod", "test"];

const WRITTEN: Readonly<Record<string, Written>> = {
  "the console": { sources: ["*/GET/shops/*"] },
  "CDK, for its stages and for the test": {
    sources: ["dev/GET/shops/*", "prod/GET/shops/*", "test-invoke-stage/GET/shops/*"],
  },
  "CDK without the test": {
    sources: ["dev/GET/shops/*", "prod/GET/shops/*"],
    rules: ["permission-of-test"],
    letsIn: ["dev", "prod"],
  },
  "one of two stages": {
    sources: ["dev/GET/shops/*", "test-invoke-stage/GET/shops/*"],
    rules: ["permission-missing"],
    letsIn: ["dev", "test"],
  },
  "the path as it stands": { sources: ["*/GET/shops/{id}"] },
  "the path as it stands, stage by stage": {
    sources: ["dev/GET/shops/{id}", "prod/GET/shops/{id}", "test-invoke-stage/GET/shops/{id}"],
  },
  SAM: { sources: ["*/GET/shops/*"] },
  "Serverless, the whole API": { sources: ["*/*"] },
  "Terraform's guide": { sources: ["*/*/*"] },
  "Terraform, any verb": { sources: ["*/*/shops/*"] },
  "no condition": { sources: [undefined] },
  "a literal id": { sources: ["*/GET/shops/1"], rules: ["permission-missing"], letsIn: [] },
  "another verb": { sources: ["*/PUT/shops/*"], rules: ["permission-missing"], letsIn: [] },
  "another path": { sources: ["*/GET/orders/*"], rules: ["permission-missing"], letsIn: [] },
  "a greedy path as it stands": { sources: ["*/GET/files/{proxy+}"], path: "/files/{proxy+}" },
  "two parameters": { sources: ["*/GET/a/{b}/c/*"], path: "/a/{b}/c/{d}" },
  "ANY as CDK writes it": {
    sources: ["*/*/all/*", "test-invoke-stage/*/all/*"],
    path: "/all/{id}",
    httpMethod: "ANY",
  },
  "ANY by its name alone": {
    sources: ["*/ANY/all/*"],
    path: "/all/{id}",
    httpMethod: "ANY",
    unchecked: true,
  },
  "ANY by one verb": {
    sources: ["*/GET/all/*"],
    path: "/all/{id}",
    httpMethod: "ANY",
    rules: ["permission-missing"],
    letsIn: ALL,
  },
};

async function withStages(): Promise<Place> {
  const place = await freshPlace();
  const { gateway } = place.account;
  const { apiId: restApiId } = place;
  const { items = [] } = await gateway.getDeployments({ restApiId });
  await gateway.createStage({ restApiId, stageName: "prod", deploymentId: items[0]?.id ?? "" });
  return place;
}

describe("permissions of a function", () => {
  test.each(Object.entries(WRITTEN))("%s", async (_, one) => {
    const { sources, path = "/shops/{id}", httpMethod = "GET", rules = [], letsIn = ALL } = one;
    const place = await withStages();
    const { gateway, functions } = place.account;
    const { apiId: restApiId } = place;
    await plant(place, { path, httpMethod, integration: { type: "AWS_PROXY", uri: URI } });
    for (const [i, source] of sources.entries())
      await functions.addPermission({
        FunctionName: "list-pets",
        StatementId: `s${i}`,
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        ...(source === undefined
          ? {}
          : { SourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${restApiId}/${source}` }),
      });
    const found = await checked(place, path, httpMethod);
    expect(rulesOf(found), JSON.stringify(found)).toEqual(rules);
    expect(found.some(({ level }) => level === "unchecked")).toBe(one.unchecked === true);

    // And so does the sandbox, when it is called.
    for (const stageName of ["dev", "prod"]) {
      const { id: deploymentId = "" } = await gateway.createDeployment({ restApiId });
      await gateway.updateStage({
        restApiId,
        stageName,
        patchOperations: [{ op: "replace", path: "/deploymentId", value: deploymentId }],
      });
    }
    const url = path.replaceAll(/\{[^}]+\}/g, "1");
    const entered: string[] = [];
    for (const stage of ["dev", "prod"])
      if ((await fetch(`${place.url}/restapis/${restApiId}/${stage}/_user_request_${url}`)).status === 200)
        entered.push(stage);
    const resource = (await gateway.getResources({ restApiId, limit: 500 })).items?.find(
      (r) => r.path === path,
    );
    const tested = await gateway.testInvokeMethod({
      restApiId,
      resourceId: resource?.id ?? "",
      httpMethod: "GET",
      pathWithQueryString: url,
    });
    if (tested.status === 200) entered.push("test");
    expect(entered).toEqual(letsIn);
  });

  test("an authorizer whose function may not be invoked is found, and a role in its place is fine", async () => {
    const place = await freshPlace();
    const { gateway, functions } = place.account;
    const { apiId: restApiId } = place;
    const make = async (name: string, more: object = {}) =>
      (
        await gateway.createAuthorizer({
          restApiId,
          name,
          type: "TOKEN",
          identitySource: "method.request.header.Authorization",
          authorizerUri: URI,
          ...more,
        })
      ).id ?? "";
    const bare = await make("bare");
    const role = await make("by-role", {
      authorizerCredentials: `arn:aws:iam::${ACCOUNT}:role/apigw-sample-role`,
    });
    const mock = { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } };
    const method = (authorizerId: string) => ({ authorizationType: "CUSTOM", authorizerId });
    await plant(place, { path: "/bare", method: method(bare), integration: mock });
    await plant(place, { path: "/by-role", method: method(role), integration: mock });
    expect(rulesOf(await checked(place, "/bare"))).toContain("authorizer-permission");
    expect(rulesOf(await checked(place, "/by-role"))).not.toContain("authorizer-permission");
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method PUT --integration mock --authorization custom --authorizer bare",
    );
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(`authorizers/${bare}`);
    await functions.addPermission({
      FunctionName: "list-pets",
      StatementId: "authorizer",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${restApiId}/authorizers/${bare}`,
    });
    expect(rulesOf(await checked(place, "/bare"))).not.toContain("authorizer-permission");
  });
});

describe("the evaluator's laws, for any policy", () => {
  const place = { partition: "aws", region: "us-east-1", account: ACCOUNT };
  const at = { restApiId: "a1b2c3d4e5", path: "/pets/{id}", httpMethod: "GET" };
  const api = `arn:aws:execute-api:us-east-1:${ACCOUNT}:a1b2c3d4e5`;
  const source = fc.constantFrom(
    "*",
    "*/*",
    "dev/*",
    "dev/GET/pets/{id}",
    "*/GET/pets/*",
    "*/PUT/*",
    "prod/*/pets/?d?",
    "test-invoke-stage/*",
  );
  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Principal: fc.constantFrom({ Service: "apigateway.amazonaws.com" }, "*", { Service: "s3.amazonaws.com" }),
    Action: fc.constantFrom("lambda:InvokeFunction", "lambda:*", "lambda:Get*"),
    Resource: fc.constantFrom(FUNCTION, "*", `${FUNCTION}:live`),
    Condition: source.map((one) => ({ ArnLike: { "aws:SourceArn": `${api}/${one}` } })),
  });
  const policy = (Statement: readonly object[]) => JSON.stringify({ Statement });
  const stage = fc.constantFrom("dev", "prod", "test-invoke-stage");

  it("a deny always wins, whatever else is allowed", () => {
    fc.assert(
      fc.property(fc.array(statement), stage, (all, name) => {
        const denies = [...all, { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }];
        return invocationVerdict(policy(denies), FUNCTION, at, place, name).is === "denied";
      }),
    );
  });

  it("a wider source never forbids what a narrower one allowed", () => {
    fc.assert(
      fc.property(fc.array(statement), stage, (all, name) => {
        const wider = all.map((one) => (one.Effect === "Allow" ? { ...one, Condition: {} } : one));
        const before = invocationVerdict(policy(all), FUNCTION, at, place, name).is;
        return (
          before !== "allowed" || invocationVerdict(policy(wider), FUNCTION, at, place, name).is === "allowed"
        );
      }),
    );
  });

  it("what holds of any stage holds of each, and what no stage is let in by is refused of each", () => {
    fc.assert(
      fc.property(fc.array(statement), (all) => {
        const { refused } = methodVerdict(policy(all), FUNCTION, at, place, ["dev", "prod"]);
        const any = invocationVerdict(policy(all), FUNCTION, at, place, "*").is;
        if (any === "allowed") return refused.length === 0;
        return ["dev", "prod"].every(
          (name) =>
            refused.some((one) => one.stage === name || one.stage === "*") ===
            (invocationVerdict(policy(all), FUNCTION, at, place, name).is !== "allowed"),
        );
      }),
    );
  });

  it("a verdict on a call is IAM's on its ARN", () => {
    fc.assert(
      fc.property(fc.array(statement), stage, (all, name) => {
        const verdict = evaluate(policy(all), {
          functionArn: FUNCTION,
          sourceArn: `${api}/${name}/GET/pets/{id}`,
        });
        return invocationVerdict(policy(all), FUNCTION, at, place, name).is === verdict.is;
      }),
    );
  });
});
