import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { type Answers, LAST, WALKS, walks } from "../cli/walks.ts";
import { BIN } from "./served.ts";
import { haveTmux, Terminal } from "./terminal.ts";

let terminal: Terminal | undefined;
afterEach(() => terminal?.close());

interface Recorded {
  readonly name: string;
  readonly line: readonly string[];
  readonly answers: Answers;
  /** Run before, on the same sandbox. */
  readonly before?: readonly (readonly string[])[];
}

const CREATE = ["create-method", "--sandbox"];
const PUT = ["--api", "petstore", "--resource", "/pets", "--method", "PUT"];
const at = { "REST API": "petstore", Resource: "/pets" };

/** As a new user would answer: little but what is needed. */
const RECORDED: readonly Recorded[] = [
  {
    name: "create-lambda",
    line: CREATE,
    answers: {
      "REST API": "petstore",
      Resource: "{petid}",
      "Method type": "patch",
      "Integration type": "lambda",
      "Lambda proxy": "y",
      "Lambda function": "hello",
    },
  },
  {
    name: "create-http",
    line: CREATE,
    answers: {
      ...at,
      "Method type": "put",
      "Integration type": "http",
      "HTTP method": "put",
      "Endpoint URL": "https://example.com/pets",
      "Configure method request": "y",
      "Request validator": "parameters",
      "URL query": ["limit:required", "page", ""],
      "page: caching?": "y",
    },
  },
  {
    name: "create-aws",
    line: CREATE,
    answers: {
      ...at,
      "Method type": "put",
      "Integration type": "aws",
      "What to call": "sqs:SendMessage",
      queue: "pets",
      "Execution role": "create a role",
      "New execution role": "pets-caller",
    },
  },
  {
    name: "create-mock",
    line: CREATE,
    answers: {
      ...at,
      "Method type": "put",
      "Integration type": "mock",
      "Configure responses": "y",
      "Response mapping": ['200:application/json={"ok": true}', ""],
    },
  },
  {
    name: "create-vpc-link",
    line: CREATE,
    answers: {
      ...at,
      "Method type": "put",
      "Integration type": "vpc-link",
      "VPC link": "backend",
      "HTTP method": "get",
      "Endpoint URL": "http://pets.internal",
    },
  },
  { name: "create-options", line: CREATE, answers: { ...at, "Method type": "options" } },
  {
    name: "update",
    line: ["update-method", "--sandbox", "--api", "petstore", "--resource", "/pets"],
    before: [[...CREATE, ...PUT, "--integration", "mock", "--header", "X-Id", "--operation-name", "putPets"]],
    answers: {
      "Method type": "put",
      "Configure method request": "y",
      "API key": "y",
      "HTTP request headers": ["X-Kind:required", ""],
    },
  },
  {
    name: "delete",
    line: ["delete-method", "--sandbox"],
    before: [[...CREATE, ...PUT, "--integration", "mock"]],
    answers: { ...at, "Method type": "put" },
  },
  {
    name: "create-role",
    line: ["create-role", "--sandbox"],
    answers: {
      "Role name": "pets-caller",
      "AWS service": "sqs",
      "Action name": "SendMessage",
      "Allowed resources": ["arn:aws:sqs:us-east-1:123456789012:pets", ""],
    },
  },
];

/** Without the name of the run, which is another each time. */
const withoutNames = (screen: string): string => screen.replaceAll(/Run \d{8}-[\w-]+/g, "Run NAME");

describe.skipIf(!haveTmux)("screens", () => {
  describe.each([80, 120])("of %i columns", (columns) => {
    test.each(RECORDED)("$name", async ({ name, line, answers, before = [] }) => {
      terminal = new Terminal(columns, 60);
      for (const words of before)
        execFileSync(process.execPath, [BIN, ...words], { env: { ...process.env, HOME: terminal.folder } });
      terminal.start(...line);
      await walks(terminal, answers);
      const summary = terminal.screen();
      // No line is broken by the terminal itself: what is wider was cut, or wrapped at blanks.
      for (const one of summary.split("\n")) expect(one.length).toBeLessThanOrEqual(columns);
      const question = (await terminal.nextQuestion()) ?? "";
      expect(question).toMatch(LAST);
      await terminal.gives(question, "y");
      expect(await terminal.leaves(), terminal.screen()).toBe(0);
      const after = terminal
        .screen()
        .split("\n")
        .slice(summary.split("\n").findIndex((one) => LAST.test(one.slice(2))));
      const whole = withoutNames(`${summary}\n\n----- after y and Enter -----\n\n${after.join("\n")}\n`);
      await expect(whole).toMatchFileSnapshot(`screens/${name}-${columns}.txt`);
    });
  });
});

test.skipIf(!haveTmux)("forty columns are enough", async () => {
  terminal = new Terminal(40, 24);
  terminal.start(...CREATE);
  const [{ answers } = { answers: {} }] = RECORDED;
  await walks(terminal, answers);
  for (const one of terminal.screen().split("\n")) expect(one.length).toBeLessThanOrEqual(40);
  await terminal.gives("Create method?", "Timeout");
  await walks(terminal, { Timeout: "5000" });
  await terminal.gives("Create method?", "y");
  expect(await terminal.leaves(), terminal.screen()).toBe(0);
  expect(squeezed(terminal.screen())).toContain("--timeout5000");
});

test.skipIf(!haveTmux)("a dumb terminal is asked in plain lines", async () => {
  terminal = new Terminal(80, 50);
  terminal.start(...CREATE, "--accessible", "--api", "petstore");
  for (const [seen, line] of [
    ["Resource:", "2"],
    ["Method type:", "put"],
    ["Integration type:", "mock"],
    ["Configure method", ""],
    ["Configure integration", ""],
    ["Configure responses", ""],
    ["Create method?", ""],
  ] as const) {
    await terminal.sees(new RegExp(`${seen.replace("?", "\\?")}[^✔]*> ?$`));
    terminal.type(line);
    terminal.press("Enter");
  }
  expect(await terminal.leaves(), terminal.screen()).toBe(0);
});

const squeezed = (text: string): string => text.replaceAll(/\s/g, "");

describe.skipIf(!haveTmux)("at a real terminal, with something wrong at every question", () => {
  test.each(WALKS)("$name", async ({ name, answers, wrongs }) => {
    terminal = new Terminal(120, 50);
    if (name === "aws")
      execFileSync(
        process.execPath,
        [
          BIN,
          ...["create-role", "--sandbox", "--name", "apigw-dynamodb-role", "--service", "dynamodb"],
          ...["--action", "PutItem", "--role-resource", "*"],
        ],
        { env: { ...process.env, HOME: terminal.folder } },
      );
    terminal.start(...CREATE);
    await walks(terminal, answers, { wrongs });
    await terminal.gives("Create method?", "y");
    expect(await terminal.leaves(), terminal.screen()).toBe(0);
    expect(terminal.cursorIsShown()).toBe(true);
  });
});
