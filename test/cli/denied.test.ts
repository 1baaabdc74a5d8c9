import { describe, expect, test } from "vitest";
import { freshPlace } from "./run.ts";

// Roles in CI may do little. What may not be read is not taken for "nothing is there", and what may not be written
// leaves nothing behind.

const LINE = "apigw create-method --api petstore --resource /pets --method POST";
const LAMBDA = `${LINE} --integration lambda --proxy --function hello`;
const HTTP = "--integration-method GET --endpoint http://pets.internal/";
const VPC_LINK = `${LINE} --integration vpc-link --vpc-link backend ${HTTP}`;
const AWS = `${LINE} --integration aws --service sqs --integration-method POST --path-override 123456789012/pets --request-template 'application/json=Action=SendMessage&MessageBody=$util.urlEncode($input.body)'`;
const ROLE = `${AWS} --role arn:aws:iam::123456789012:role/apigw-sample-role`;

const deniedAt = (...operations: readonly string[]) =>
  freshPlace({ faults: operations.map((operation) => ({ kind: "denied", operation }) as const) });

describe("what may not be read", () => {
  test.each([
    ["GetResources", LAMBDA],
    ["GetMethod", LAMBDA.replace("POST", "GET --if-exists replace")],
    ["GetAuthorizers", `${LAMBDA} --authorization cognito --authorizer customers`],
    ["GetRequestValidators", `${LAMBDA} --request-validator body`],
  ])("%s: the run cannot go on, and says what is missing", async (operation, line) => {
    const place = await deniedAt(operation);
    const run = await place.run(line);
    expect(run, run.stderr).toMatchObject({ exit: 4, writes: [], stdout: "" });
    expect(run.stderr).toContain(`You are not allowed to call ${operation}: User: arn:aws:iam::`);
    expect(run.stderr).toContain("apigateway:GET on resource: arn:aws:apigateway:us-east-1::/restapis/");
    expect(run.stderr).toContain("Ask for the permission named above, or use another --profile.");
  });

  test.each([
    ["GetModels", LAMBDA, "so response 200 gets none where the console gives it Empty"],
    ["GetFunctionConfiguration", LAMBDA, "you may not read the function, so it was not checked"],
    ["GetRole", ROLE, "not checked (role): whether API Gateway may assume"],
    ["GetVpcLinks", `${VPC_LINK} --dry-run`, "not checked (vpc-link): whether the VPC link backend exists"],
  ])("%s: the run goes on, and says what was not looked at", async (operation, line, note) => {
    const place = await deniedAt(operation);
    const run = await place.run(line);
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/^Note: /);
    expect(run.stderr).toContain(note);
  });

  test("a function's policy: nobody is let in by guess, and the command for it is there", async () => {
    const place = await deniedAt("GetPolicy");
    const run = await place.run(LAMBDA);
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes.map(({ operation }) => operation)).not.toContain("AddPermission");
    expect(run.stderr).toContain("aws lambda add-permission --function-name");
  });

  test("the list of APIs: an id will do, a name will not", async () => {
    const place = await deniedAt("GetRestApis");
    for (const name of ["petstore", "My API"]) {
      const line = LAMBDA.replace("petstore", `'${name}'`);
      const run = await place.run(line);
      expect(run, run.stderr).toMatchObject({ exit: 2, writes: [], stdout: "" });
      expect(run.stderr).toContain(
        `--api: you may not list the REST APIs (AccessDeniedException), so none was looked up by the name "${name}". Give the id of one that you may read.`,
      );
    }
    const none = await place.run(LAMBDA.replace("petstore", "abcde12345"));
    expect(none, none.stderr).toMatchObject({ exit: 2, writes: [], stdout: "" });
    expect(none.stderr).toContain("--api: you may read no REST API with the id abcde12345, nor list them");
    const run = await place.run(LAMBDA.replace("petstore", place.apiId));
    expect(run.exit, run.stderr).toBe(0);
  });

  test("a single API: the list will do", async () => {
    const place = await deniedAt("GetRestApi");
    const run = await place.run(LAMBDA.replace("petstore", place.apiId));
    expect(run.exit, run.stderr).toBe(0);
  });

  test("check-method tells what it could not look at from what is well", async () => {
    const place = await deniedAt("GetPolicy", "GetRole");
    expect((await place.run(`${LAMBDA} --no-permission`)).exit).toBe(0);
    expect((await place.run(ROLE.replace("POST", "PUT"))).exit).toBe(0);
    const run = await place.run("apigw check-method --api petstore --all");
    expect(run.exit, run.stdout).toBe(0);
    expect(run.stdout).toMatch(/POST \/pets {2}not checked {2}/);
    expect(run.stdout).toMatch(/PUT \/pets {2}not checked {2}/);
    expect(run.stdout).toContain("0 errors, 0 warnings");
    expect(run.stdout).not.toContain(" 0 not checked");
  });
});

describe("what may not be written", () => {
  test.each([["PutMethod"], ["PutMethodResponse"], ["PutIntegration"], ["AddPermission"]])(
    "%s: all is taken back",
    async (operation) => {
      const place = await deniedAt(operation);
      const before = await place.account.dump();
      const run = await place.run(LAMBDA);
      expect(run, run.stderr).toMatchObject({ exit: 4, stdout: "" });
      expect(run.stderr).toContain(`You are not allowed to call ${operation}: User: `);
      expect(run.stderr).toContain("nothing is left changed");
      expect(await place.account.dump()).toEqual(before);
    },
  );

  test("what may be put but not deleted remains, and is told with the command that finishes", async () => {
    const place = await deniedAt("PutIntegration", "DeleteMethod", "RemovePermission");
    const run = await place.run(LAMBDA);
    expect(run, run.stderr).toMatchObject({ exit: 3, stdout: "" });
    expect(run.stderr).toContain("Some of it could not be taken back. What remains, and how to finish:");
    expect(run.stderr).toContain("aws apigateway delete-method --rest-api-id");
    expect(run.stderr).toContain("aws lambda remove-permission --function-name");
  });

  test("a test that may not be made", async () => {
    const place = await deniedAt("TestInvokeMethod");
    const run = await place.run("apigw test-method --api petstore --resource /pets --method GET");
    expect(run, run.stderr).toMatchObject({ exit: 4, stdout: "" });
    expect(run.stderr).toContain("apigateway:POST on resource");
  });
});
