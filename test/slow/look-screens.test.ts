import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { accountIn } from "../cli/account.ts";
import { BIN } from "./served.ts";
import { haveTmux, Terminal } from "./terminal.ts";

// What looks show on a real terminal, kept to be read by eye: `npx vitest … --update` writes them anew.

let terminal: Terminal | undefined;
afterEach(() => terminal?.close());

const METHODS = [
  "/orders --create-resource --method GET --integration http --integration-method GET --endpoint https://orders.internal.example.com/v1/orders --timeout 5000 --authorization iam --header X-Id:required:cached --response 200 --response 404=4.. --response-header 200:X-Request-Id=context.requestId",
  "/orders --method PUT --recipe sqs:SendMessage --set queue=pets --role arn:aws:iam::123456789012:role/apigw-sample-role --api-key-required",
  "/pets/{petId} --method ANY --integration lambda --proxy --function hello:live --authorization cognito --authorizer customers --scope pets/write",
  "/pets/{petId}/visits --create-resource --method POST --integration vpc-link --vpc-link backend --integration-method POST --endpoint http://pets.internal/ --proxy --no-permission",
];

/** The sample with more methods, deployed to test, changed since, and a function that may not be invoked. */
async function prepare(state: string, home: string): Promise<void> {
  const run = (...words: string[]) =>
    execFileSync(process.execPath, [BIN, ...words, "--sandbox", "--sandbox-state", state, "--quiet"], {
      env: { HOME: home, PATH: process.env.PATH },
    });
  for (const method of METHODS) run("create-method", "--api", "petstore", "--resource", ...method.split(" "));
  const { gateway, functions } = accountIn(state);
  const { items = [] } = await gateway.getRestApis({});
  const restApiId = items[0]?.id;
  await gateway.createDeployment({ restApiId, stageName: "test" });
  run(
    ..."update-method --api petstore --resource /orders --method GET --timeout 6000 --api-key-required --endpoint https://orders.internal.example.com/v2/orders/of/the/shop".split(
      " ",
    ),
  );
  run(..."delete-method --api petstore --resource /orders --method PUT --yes".split(" "));
  await functions.deleteFunction({ FunctionName: "hello" });
}

const SCREENS: readonly (readonly [name: string, line: string])[] = [
  ["list-apis", "list-apis"],
  ["list-methods", "list-methods --api petstore --stages --findings"],
  ["list-methods-table", "list-methods --api petstore --stages --output table"],
  ["show-http", "show-method --api petstore --resource /orders --method GET"],
  ["show-lambda", "show-method --api petstore --resource /pets/{petId} --method ANY"],
  ["show-mock", "show-method --api petstore --resource /pets --method GET"],
  ["status", "status --api petstore"],
];

describe.skipIf(!haveTmux).each([80, 120])("at %i columns", (columns) => {
  test.each(SCREENS)("%s", async (name, line) => {
    terminal = new Terminal(columns, 70);
    // Where it is without being told: a path of this test alone would stand in the commands that are printed.
    await prepare(join(terminal.folder, ".local/state/apigw/sandbox.json"), terminal.folder);
    terminal.start(...line.split(" "), "--sandbox");
    expect(await terminal.leaves()).toBe(0);
    // Templates and commands are whole, to be copied.
    const [drawn = ""] = terminal.written().split(/\n\n(?:Mapping template|To bring)/);
    for (const one of drawn.split("\n")) expect([...one].length).toBeLessThanOrEqual(columns);
    const screen = terminal.screen().replaceAll(/deployment [a-z0-9]{6}\b/g, "deployment abc123");
    await expect(`${screen}\n`).toMatchFileSnapshot(`screens/${name}-${columns}.txt`);
  });
});
