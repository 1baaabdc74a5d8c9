import { describe, expect, test } from "vitest";
import type { Fault, SandboxCall } from "../../src/sandbox/sandbox.ts";
import { given, HTTP, ok } from "./changes.ts";
import type { Place, Run } from "./run.ts";

// Ways in which a run that fails could take away what it did not make: each with its neighbours.

const SQS = "arn:aws:sqs:us-east-1:123456789012:pets";
const WITH_ROLE = `apigw create-method --api petstore --resource /pets --method PUT --integration aws --service sqs --action SendMessage --create-role pets-caller --role-resource ${SQS}`;
const OTHER_ROLE = `apigw create-role --name pets-caller --service sqs --action SendMessage --role-resource ${SQS}`;
const LAMBDA =
  "apigw create-method --api petstore --resource /a --create-resource --method GET --integration lambda --proxy --function hello";
const deletes = (run: Run) =>
  run.writes.map(({ operation }) => operation).filter((one) => /^(?:Delete|Remove)/.test(one));

/** Fails at the end, after all that may have been made was made. */
const FAILS: Fault = { kind: "denied", operation: "PutIntegrationResponse" };

async function policies(place: Place): Promise<readonly (string | undefined)[]> {
  const { PolicyNames = [] } = await place.account.iam.listRolePolicies({ RoleName: "pets-caller" });
  return PolicyNames;
}

describe("what could not be looked at is not taken away", () => {
  test.each([
    ["the list of a role's policies", ["ListRolePolicies"]],
    ["a role's policies one by one", ["GetRolePolicy"]],
    ["the role", ["GetRole"]],
    ["all of IAM's reads", ["ListRolePolicies", "GetRolePolicy", "GetRole", "ListAttachedRolePolicies"]],
  ])("%s: the policy by which another method lives stays", async (_, operations) => {
    const faults: Fault[] = [];
    const place = await given({ given: OTHER_ROLE }, { faults });
    const before = await policies(place);
    expect(before).toHaveLength(1);
    faults.push(FAILS, ...operations.map((operation): Fault => ({ kind: "denied", operation })));
    const run = await place.run(WITH_ROLE);
    expect(run.exit).not.toBe(0);
    faults.length = 0;
    expect(await policies(place)).toEqual(before);
    expect(deletes(run)).not.toContain("DeleteRolePolicy");
    expect(deletes(run)).not.toContain("DeleteRole");
  });

  test("a function's policy: the statement that is there stays", async () => {
    const faults: Fault[] = [];
    const place = await given({ given: LAMBDA }, { faults });
    const { policies: before } = await place.account.dump();
    const id = (await place.account.dump()).apis.petstore?.resources["/a"]?.id ?? "";
    await place.account.gateway.deleteMethod({ restApiId: place.apiId, resourceId: id, httpMethod: "GET" });
    faults.push(
      FAILS,
      { kind: "denied", operation: "GetPolicy" },
      { kind: "denied", operation: "PutIntegration" },
    );
    const run = await place.run(LAMBDA);
    expect(run.exit).not.toBe(0);
    faults.length = 0;
    expect((await place.account.dump()).policies).toEqual(before);
    expect(deletes(run)).not.toContain("RemovePermission");
  });
});

describe("what another process made while a call was refused or lost is not this run's", () => {
  /** The other process acts right after this one's call was answered so. */
  const once = (operation: string, act: () => Promise<unknown>) => {
    let done = false;
    return {
      hurried: true,
      async meanwhile(call: SandboxCall) {
        if (done || call.operation !== operation) return;
        done = true;
        await act();
      },
    };
  };

  test.each(["throttle", "reset-before", "slow"] as const)("a role, CreateRole: %s", async (kind) => {
    const faults: Fault[] = [];
    const place = await given({}, { faults });
    faults.push({ kind, operation: "CreateRole", nth: 1 }, { kind: "denied", operation: "PutRolePolicy" });
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "apigateway.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    // Made before this run's call is answered, or tried again.
    const run = await place.run(
      WITH_ROLE,
      once("GetRole", () =>
        place.account.iam.createRole({
          RoleName: "pets-caller",
          AssumeRolePolicyDocument: trust,
          Description: "Lets API Gateway call a service for a method. Made by apigw. Run of somebody else.",
        }),
      ),
    );
    expect(run.exit).not.toBe(0);
    faults.length = 0;
    expect((await place.account.iam.getRole({ RoleName: "pets-caller" })).Role?.Description).toContain(
      "somebody else",
    );
    expect(deletes(run)).not.toContain("DeleteRole");
  });

  test.each(["throttle", "reset-before", "conflict"] as const)(
    "a resource, CreateResource: %s",
    async (kind) => {
      const faults: Fault[] = [];
      const place = await given({}, { faults });
      faults.push({ kind, operation: "CreateResource", nth: 1 }, FAILS);
      const root = (await place.account.dump()).apis.petstore?.resources["/"]?.id ?? "";
      const run = await place.run(
        "apigw create-method --api petstore --resource /a --create-resource --method GET --integration mock",
        once("CreateResource", () =>
          place.account.gateway.createResource({ restApiId: place.apiId, parentId: root, pathPart: "a" }),
        ),
      );
      expect(run.exit).not.toBe(0);
      faults.length = 0;
      expect((await place.account.dump()).apis.petstore?.resources["/a"]).toBeDefined();
      expect(deletes(run)).not.toContain("DeleteResource");
    },
  );

  test.each(["throttle", "reset-before"] as const)("a statement, AddPermission: %s", async (kind) => {
    const faults: Fault[] = [];
    const place = await given({}, { faults });
    const dry = ok(await place.run(`${LAMBDA} --dry-run --query "calls[-1].input" --output json`));
    const input = JSON.parse(dry.stdout);
    faults.push(
      { kind, operation: "AddPermission", nth: 1 },
      { kind: "denied", operation: "PutIntegration" },
    );
    const run = await place.run(
      LAMBDA,
      once("AddPermission", () => place.account.functions.addPermission(input)),
    );
    expect(run.exit).not.toBe(0);
    faults.length = 0;
    expect(JSON.stringify((await place.account.dump()).policies)).toContain(input.StatementId);
    expect(deletes(run)).not.toContain("RemovePermission");
  });
});

describe("what a colleague put on what this run made stays, also where nobody can look any more", () => {
  const LINE =
    "apigw create-method --api petstore --resource /a --create-resource --method GET --integration mock";
  test.each([
    ["a method", "denied", "reads"],
    ["a method", "reset-before", "reads"],
    ["a resource below", "denied", "reads"],
    ["a resource below", "error", "GetResources"],
  ] as const)("%s; %s %s", async (what, kind, operation) => {
    const faults: Fault[] = [];
    const place = await given({}, { faults });
    faults.push(FAILS, { kind, operation, after: { operation: "PutIntegrationResponse" } });
    let put = false;
    const run = await place.run(LINE, {
      hurried: true,
      async meanwhile({ operation }) {
        if (put || operation !== "PutMethod") return;
        put = true;
        const held = faults.splice(0);
        const resources = (await place.account.dump()).apis.petstore?.resources;
        const id = resources?.["/a"]?.id ?? "";
        if (what === "a method")
          await place.account.gateway.putMethod({
            restApiId: place.apiId,
            resourceId: id,
            httpMethod: "POST",
            authorizationType: "NONE",
          });
        else
          await place.account.gateway.createResource({ restApiId: place.apiId, parentId: id, pathPart: "b" });
        faults.push(...held);
      },
    });
    expect(run.exit, run.stderr).toBe(3);
    faults.length = 0;
    const resources = (await place.account.dump()).apis.petstore?.resources;
    if (what === "a method") expect(resources?.["/a"]?.methods).toHaveProperty("POST");
    else expect(resources).toHaveProperty("/a/b");
    expect(deletes(run)).not.toContain("DeleteResource");
  });
});

describe("a method that was replaced is led back whole, or each of its parts is named", () => {
  const THREE = `${HTTP} --response 500=oh`;
  const REPLACE =
    "apigw create-method --api petstore --resource /pets --method POST --if-exists replace --integration lambda --proxy --function list-pets";
  const methodOf = async (place: Place) =>
    (await place.account.dump()).apis.petstore?.resources["/pets"]?.methods.POST;

  test.each([
    ["PutIntegration", ["PutIntegration"]],
    ["DeleteMethodResponse, and PutIntegrationResponse", ["DeleteMethodResponse", "PutIntegrationResponse"]],
    ["the last UpdateMethod, and PutMethodResponse", ["UpdateMethod", "PutMethodResponse"]],
    ["AddPermission, PutIntegration on the way back", ["AddPermission"]],
  ])("denied: %s", async (_, operations) => {
    const faults: Fault[] = [];
    const place = await given({ given: THREE }, { faults });
    const before = await methodOf(place);
    faults.push(...operations.map((operation): Fault => ({ kind: "denied", operation })));
    const run = await place.run(REPLACE);
    expect(run.exit).not.toBe(0);
    const there = await methodOf(place);
    if (JSON.stringify(there) === JSON.stringify(before)) {
      expect(run.exit).toBe(4);
      return;
    }
    expect(run.exit, run.stderr).toBe(3);
    // Each response that is not there any more is named.
    for (const status of ["200", "404", "500"])
      if (!JSON.stringify(there).includes(`"statusCode":"${status}"`))
        expect(run.stderr).toContain(`POST /pets ${status}`);
    faults.length = 0;
    const [, command = ""] = /^ {2}(apigw resume .*--back.*)$/m.exec(run.stderr) ?? [];
    ok(await place.run(command));
    expect(await methodOf(place)).toEqual(before);
  });
});

describe("what was deleted, and made again by somebody else under the same path, is not this run's", () => {
  const MADE =
    "apigw create-method --api petstore --resource /a/b --create-resource --method GET --integration mock";

  /** The same resources, and the same method. */
  async function madeAgain({ account: { gateway, dump }, apiId: restApiId }: Place): Promise<void> {
    const ids = (await dump()).apis.petstore?.resources;
    await gateway.deleteResource({ restApiId, resourceId: ids?.["/a"]?.id ?? "" });
    const a = await gateway.createResource({ restApiId, parentId: ids?.["/"]?.id ?? "", pathPart: "a" });
    const b = await gateway.createResource({ restApiId, parentId: a.id ?? "", pathPart: "b" });
    const at = { restApiId, resourceId: b.id ?? "", httpMethod: "GET" };
    await gateway.putMethod({ ...at, authorizationType: "NONE" });
    await gateway.putMethodResponse({
      ...at,
      statusCode: "200",
      responseModels: { "application/json": "Empty" },
    });
    const requestTemplates = { "application/json": '{"statusCode": 200}' };
    await gateway.putIntegration({ ...at, type: "MOCK", requestTemplates });
    await gateway.putIntegrationResponse({ ...at, statusCode: "200" });
  }
  const methods = async ({ account }: Place) =>
    Object.keys((await account.dump()).apis.petstore?.resources["/a/b"]?.methods ?? {});

  test("undo leaves it, and says so; --force takes it", async () => {
    const place = await given({ given: MADE });
    await madeAgain(place);
    const undo = await place.run("apigw undo --yes");
    expect(undo, undo.stderr).toMatchObject({ exit: 6, writes: [] });
    expect(undo.stderr).toContain("Somebody else made GET /a/b again since; that stays (--force");
    expect(await methods(place)).toEqual(["GET"]);
    ok(await place.run("apigw undo --yes --force"));
    expect(await methods(place)).toEqual([]);
  });

  test("a run that fails leaves it too", async () => {
    const faults: Fault[] = [];
    const place = await given({}, { faults });
    faults.push({ kind: "denied", operation: "PutIntegrationResponse", nth: 1 });
    let done = false;
    const run = await place.run(MADE, {
      async meanwhile({ operation }) {
        if (done || operation !== "PutIntegrationResponse") return;
        done = true;
        await madeAgain(place);
      },
    });
    expect(run.exit).not.toBe(0);
    expect(deletes(run).filter((one) => one !== "DeleteResource")).toEqual([]);
    expect(await methods(place)).toEqual(["GET"]);
  });

  test("but what a deletion brought back is: one that is undone, and one that fails", async () => {
    const faults: Fault[] = [];
    const place = await given({ given: MADE }, { faults });
    const idOf = async () => (await place.account.dump()).apis.petstore?.resources["/a"]?.id;
    const first = await idOf();
    const deletes = "apigw delete-resource --api petstore --resource /a --yes";
    ok(await place.run(deletes));
    ok(await place.run("apigw undo --yes"));
    const second = await idOf();
    expect([undefined, first]).not.toContain(second);
    // Cut short when the resources are gone: they are made once more.
    faults.push({ kind: "denied", operation: "DeleteResource", nth: 2 });
    const run = await place.run(deletes);
    expect(run.exit).not.toBe(0);
    faults.length = 0;
    expect(await methods(place)).toEqual(["GET"]);
    ok(await place.run("apigw undo --yes"));
    expect(await idOf()).toBeUndefined();
  });

  test("but what an undo of the undo made again is", async () => {
    const place = await given({ given: MADE });
    ok(await place.run("apigw undo --yes"));
    const [, name] = /^(\S+) .* undo /.exec((await place.run("apigw history --last 1")).stdout) ?? [];
    ok(await place.run(`apigw undo ${name} --yes`));
    expect(await methods(place)).toEqual(["GET"]);
    ok(await place.run("apigw undo --yes"));
    expect(await methods(place)).toEqual([]);
  });
});
