import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accountIn } from "../cli/account.ts";
import { METHODS } from "../cli/methods-to-update.ts";
import { words } from "../cli/words.ts";
import { BIN } from "./served.ts";
import { isThere } from "./shell.ts";
import { haveTmux, Terminal } from "./terminal.ts";

if (!haveTmux) console.log("no tmux: the sessions at a real terminal are skipped");

let terminal: Terminal;
beforeEach(() => {
  terminal = new Terminal();
});
afterEach(() => terminal.close());

/** Starts, and answers where and what. */
async function begin(resource: string, verb: string, type: string): Promise<void> {
  terminal.start("create-method", "--sandbox", "--sandbox-state", terminal.state);
  await place(resource, verb, type);
}

async function place(resource: string, verb: string, type: string): Promise<void> {
  await terminal.finds("REST API:", "pet", "petstore");
  await terminal.finds("Resource:", resource, resource);
  await terminal.picks("Method type:", verb);
  await terminal.picks("Integration type:", type);
}

/** Leaves the folded pages closed, and lets the method be made. */
async function finish(): Promise<void> {
  await terminal.says(false, "Configure method request settings?");
  await terminal.says(false, "Configure integration request settings?");
  await terminal.says(false, "Configure responses?");
  await terminal.says(true, "Create method?");
  expect(await terminal.leaves()).toBe(0);
  expect(terminal.cursorIsShown()).toBe(true);
}

/** The method as the sandbox has it. */
async function made(path: string, verb: string, state = terminal.state): Promise<unknown> {
  const { apis } = await accountIn(state).dump();
  return apis.petstore?.resources[path]?.methods[verb];
}

describe.skipIf(!haveTmux)("at a real terminal", () => {
  test("a mock: what stands on the screen before the last question, and after", async () => {
    terminal.start("create-method", "--sandbox");
    await place("/pets", "POST", "Mock");
    await terminal.says(false, "Configure method request settings?");
    await terminal.says(false, "Configure integration request settings?");
    await terminal.says(false, "Configure responses?");
    await terminal.asked("Create method?");
    expect(terminal.screen()).toMatchInlineSnapshot(`
      "apigw create-method, in us-east-1 of the SANDBOX
      ✔ REST API: petstore
      ✔ Resource: /pets
      ✔ Method type: POST
      ✔ Integration type: Mock
      ✔ Configure method request settings? No
      ✔ Configure integration request settings? No
      ✔ Configure responses? No

      POST /pets of petstore, in us-east-1 of the SANDBOX:
        1.  PutMethod               POST /pets      – the resource does not have this method
            authorizationType NONE, apiKeyRequired false
        2.  PutMethodResponse       POST /pets 200  – callers may get 200
            responseModels {"application/json":"Empty"}
        3.  PutIntegration          POST /pets      – the method has no integration
            type MOCK, requestTemplates {"application/json":"{\\"statusCode\\": 200}"}
        4.  PutIntegrationResponse  POST /pets 200  – what the backend answers becomes 200 by default

      ? Create method?
      ❯ Create
        Dry run                               print the calls, and send none
        Back                                  to the last question
        Cancel                                nothing is changed
        REST API                              petstore
        Resource                              /pets
        Method type                           POST
        Integration type                      Mock
        Authorization                         None
        Request validator                     None
        API key required                      No
        Operation name                        –
      ↑↓ or type to find (23) · Esc: back"
    `);
    await terminal.says(true, "Create method?");
    expect(await terminal.leaves()).toBe(0);
    const after = terminal.screen().split("✔ Create method? Create\n")[1];
    expect(after).toMatchInlineSnapshot(`
      "Created POST /pets of petstore.

      The same by one command:
        apigw create-method --api petstore --resource /pets --method POST --integration mock --sandbox

      Not live until it is deployed: apigw deploy --api nx8ake453d --stage STAGE --region us-east-1 --sandbox
      [exit 0]"
    `);
    expect(terminal.cursorIsShown()).toBe(true);
    expect(await made("/pets", "POST", `${terminal.folder}/.local/state/apigw/sandbox.json`)).toMatchObject({
      methodIntegration: { type: "MOCK" },
    });
  });

  test("a Lambda proxy that streams, with method request settings", async () => {
    await begin("/pets/{petId}", "GET", "Lambda function");
    await terminal.says(true, "Lambda proxy integration?");
    await terminal.picks("Response transfer mode:", "Stream");
    await terminal.answers("Lambda Region", "");
    await terminal.finds("Lambda function:", "hel", "hello");
    await terminal.answers("Timeout", "60000");
    await terminal.says(true, "Configure method request settings?");
    await terminal.picks("Authorization:", "Lambda authorizer");
    await terminal.finds("Authorizer:", "sta", "staff");
    await terminal.picks("Request validator:", "Validate body");
    await terminal.says(true, "API key required?");
    await terminal.answers("Operation name", "getPet");
    await terminal.answers("URL query string parameters", "limit:required");
    await terminal.answers("URL query string parameters", "");
    await terminal.answers("HTTP request headers", "");
    await terminal.answers("Request body", "");
    await terminal.says(false, "Configure integration request settings?");
    await terminal.says(false, "Configure responses?");
    await terminal.says(true, "Create method?");
    expect(await terminal.leaves()).toBe(0);
    expect(await made("/pets/{petId}", "GET")).toMatchObject({
      authorizationType: "CUSTOM",
      apiKeyRequired: true,
      operationName: "getPet",
      requestParameters: { "method.request.querystring.limit": true },
      methodIntegration: { type: "AWS_PROXY", responseTransferMode: "STREAM", timeoutInMillis: 60_000 },
    });
  });

  test("HTTP, with a text that is refused first", async () => {
    await begin("/pets", "PUT", "HTTP");
    await terminal.says(false, "HTTP proxy integration?");
    await terminal.picks("HTTP method:", "PATCH");
    await terminal.asked("Endpoint URL:");
    terminal.type("example.com");
    terminal.press("Enter");
    await terminal.sees('> "example.com" is not an http:// or https:// address.');
    for (let i = 0; i < "example.com".length; i++) terminal.type("\u007f");
    await terminal.answers("Endpoint URL:", "https://example.com/pets");
    await terminal.picks("Content handling:", "Convert to text");
    await terminal.answers("Timeout", "");
    await finish();
    expect(await made("/pets", "PUT")).toMatchObject({
      methodIntegration: {
        type: "HTTP",
        httpMethod: "PATCH",
        uri: "https://example.com/pets",
        contentHandling: "CONVERT_TO_TEXT",
      },
    });
  });

  test("an AWS service", async () => {
    await begin("/pets", "POST", "AWS service");
    await terminal.answers("What to call", "");
    await terminal.answers("AWS Region", "");
    await terminal.answers("AWS service:", "sqs");
    await terminal.answers("AWS subdomain", "");
    await terminal.picks("HTTP method:", "POST");
    await terminal.picks("Action type:", "Use path override");
    await terminal.answers("Path override:", "123456789012/pets");
    await terminal.finds("Execution role:", "sample", "apigw-sample-role");
    await terminal.picks("Content handling:", "Passthrough");
    await terminal.answers("Timeout", "");
    await finish();
    expect(await made("/pets", "POST")).toMatchObject({
      methodIntegration: {
        type: "AWS",
        uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets",
        credentials: "arn:aws:iam::123456789012:role/apigw-sample-role",
      },
    });
  });

  test("a VPC link", async () => {
    await begin("/pets", "ANY", "VPC link");
    await terminal.says(true, "VPC proxy integration?");
    await terminal.picks("Response transfer mode:", "Buffered");
    await terminal.finds("VPC link:", "back", "backend");
    await terminal.picks("HTTP method:", "ANY");
    await terminal.answers("Endpoint URL:", "http://pets.internal");
    await terminal.answers("Integration target", "");
    await terminal.says(false, "TLS without verification?");
    await terminal.picks("Content handling:", "Passthrough");
    await terminal.answers("Timeout", "");
    await finish();
    expect(await made("/pets", "ANY")).toMatchObject({
      methodIntegration: { type: "HTTP_PROXY", connectionType: "VPC_LINK", uri: "http://pets.internal" },
    });
  });

  test("a test of a method, with its status in colour", async () => {
    const words = ["--sandbox", "--api", "petstore", "--resource", "/pets", "--method", "GET"];
    terminal.start("test-method", ...words, "--expect-status", "404");
    expect(await terminal.leaves()).toBe(1);
    expect(terminal.colours()).toContain("Status   \x1b[32m200");
    expect(terminal.colours()).toContain("\x1b[1m\x1b[31mfailed\x1b[0m");
  });

  test("Ctrl-C at a list leaves with 130, the cursor back, and nothing made", async () => {
    terminal.start("create-method", "--sandbox", "--sandbox-state", terminal.state);
    await terminal.asked("REST API:");
    terminal.press("C-c");
    expect(await terminal.leaves()).toBe(130);
    expect(terminal.screen()).toContain("Cancelled. Nothing was changed.");
    expect(terminal.cursorIsShown()).toBe(true);
    expect(existsSync(terminal.state)).toBe(false);
  });

  test("Ctrl-C at a yes or no does the same", async () => {
    terminal.start(
      ...["create-method", "--sandbox", "--sandbox-state", terminal.state, "--api", "petstore"],
      ...["--resource", "/pets", "--method", "POST", "--integration", "http"],
    );
    await terminal.asked("HTTP proxy integration?");
    terminal.press("C-c");
    expect(await terminal.leaves()).toBe(130);
    expect(terminal.cursorIsShown()).toBe(true);
    expect(existsSync(terminal.state)).toBe(false);
  });
});

test.skipIf(!isThere("script"))(
  "a terminal that does not know how wide it is is not drawn on for ever",
  () => {
    const words = "create-method --sandbox --api petstore --resource /pets --method POST --integration mock";
    const line = `'${process.execPath}' '${BIN}' ${words} --sandbox-state '${terminal.state}'`;
    const shown = execFileSync("script", ["-qec", line, "/dev/null"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 20_000,
    });
    expect(shown).toContain("Created POST /pets of petstore, in us-east-1 of the SANDBOX:");
  },
);

describe.skipIf(!haveTmux)("update-method at a real terminal", () => {
  test.each(Object.entries(METHODS))("%s: Enter throughout sends nothing", async (_, created) => {
    const at = ["--sandbox", "--sandbox-state", terminal.state, "--api", "petstore"];
    const resource = ["--resource", "/pets/{petId}"];
    execFileSync(process.execPath, [
      BIN,
      "create-method",
      ...at,
      ...resource,
      "--method",
      "GET",
      ...words(created),
    ]);
    const before = await accountIn(terminal.state).dump();
    // The method is asked for, so that it is a session of questions.
    terminal.start("update-method", ...at, ...resource);
    await terminal.picks("Method type:", "GET");
    await terminal.entersUntilTheEnd();
    expect(await terminal.leaves()).toBe(0);
    expect(terminal.screen()).toContain("Already so: GET /pets/{petId} of petstore.");
    expect(terminal.screen()).toContain("✔ Integration type:");
    expect(await accountIn(terminal.state).dump()).toEqual(before);
  });
});
