import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { errorSchema, failures } from "../../src/cli/describe/schemas.ts";
import { schemaFaults } from "../../src/sandbox/invoke/json-schema.ts";
import type { Fault } from "../../src/sandbox/sandbox.ts";
import { type Around, freshPlace } from "./run.ts";
import { words } from "./words.ts";

// Each failure as programs see it: the exit code, one JSON document alone on standard error, nothing on standard output.

interface Failing {
  readonly line: string;
  readonly around?: Around;
  readonly faults?: readonly Fault[];
  readonly code: string;
  readonly exit: number;
  readonly state?: string;
  /** The problems' codes and flags. */
  readonly problems?: readonly string[];
  /** AWS's own code. */
  readonly aws?: string;
  readonly retryable?: true;
}

const PETS = "apigw create-method --api petstore --resource /pets --method POST";
const MOCK = `${PETS} --integration mock`;
const HTTP = `${PETS} --integration http --integration-method GET --endpoint https://example.com`;
const LAMBDA = `${PETS} --integration lambda --function hello`;
const SQS = `${PETS} --integration aws --service sqs`;
const EXISTS = MOCK.replace("POST", "GET");
const UPDATE = "apigw update-method --api petstore --resource /pets --method GET";
const DELETE = "apigw delete-method --api petstore --resource /pets --method GET";
const TEST = "apigw test-method --api petstore --resource /pets --method GET";
const CHECK = "apigw check-method --api petstore";

const usage = (line: string, ...problems: string[]): Failing => ({ line, code: "usage", exit: 2, problems });
const missing = (line: string, ...problems: string[]): Failing => ({
  line,
  code: "not-found",
  exit: 5,
  problems,
});
const fault = (kind: Fault["kind"], operation: string, nth?: number): readonly Fault[] =>
  Array.from({ length: nth === undefined ? 12 : 1 }, (_, i) => ({ kind, operation, nth: nth ?? i + 1 }));
const met = (
  line: string,
  [kind, operation, nth]: readonly [Fault["kind"], string, number?],
  rest: Omit<Failing, "line" | "faults">,
): Failing => ({ line, faults: fault(kind, operation, nth), ...rest });
const env = (
  line: string,
  variables: Readonly<Record<string, string | undefined>>,
  rest: Omit<Failing, "line" | "around">,
) => ({
  line,
  around: { env: variables },
  ...rest,
});

const FAILING: readonly Failing[] = [
  // The words.
  { line: "apigw crete-method", code: "unknown-command", exit: 2, problems: ["wrong"] },
  { line: "apigw help crete", code: "unknown-command", exit: 2, problems: ["wrong"] },
  { line: "apigw --nonsense", code: "unknown-command", exit: 2, problems: ["invalid --nonsense"] },
  usage(
    "apigw create-method",
    "missing --api",
    "missing --resource",
    "missing --method",
    "missing --integration",
  ),
  usage(PETS, "missing --integration"),
  usage(`${MOCK} --timeuot 5`, "unknown-flag --timeuot"),
  usage(`${MOCK} word`, "unknown-word"),
  usage(`${PETS.replace("--api petstore", "")} --integration mock --api`, "invalid --api", "missing --api"),
  usage(`${MOCK} --api petstore`, "invalid --api"),
  usage(MOCK.replace("POST", "GTE"), "invalid --method"),
  usage(MOCK.replace("mock", "mok"), "invalid --integration"),
  usage(`${HTTP} --timeout 49`, "invalid --timeout"),
  usage(`${HTTP} --timeout soon`, "invalid --timeout"),
  usage(`${HTTP} --timeout 1000000`, "invalid --timeout"),
  usage(`${MOCK} --function hello`, "does-not-apply --function"),
  usage(`${MOCK} --proxy`, "does-not-apply --proxy"),
  usage(`${HTTP} --endpoint`, "invalid --endpoint"),
  usage(HTTP.replace("https://example.com", "ftp://x"), "invalid --endpoint"),
  usage(`${MOCK} --query "a["`, "invalid --query"),
  usage(`${MOCK} --query "length(outcome, outcome)"`, "invalid --query"),
  usage(`${MOCK} --dry-run=yes`, "invalid --dry-run"),
  usage(`${MOCK} --header X-Id:sometimes`, "invalid --header"),
  usage(`${MOCK} --response 42`, "invalid --response"),
  usage(`${MOCK} --request-template application/json=@none.vtl`, "invalid --request-template"),
  usage(
    `${MOCK} --request-template 'application/json=#if('`,
    "invalid --request-template",
    "invalid --request-template",
  ),
  usage(`${MOCK} --region mars-1`, "invalid --region"),
  usage(`${MOCK} --aws-endpoint-url ftp://x`, "invalid --aws-endpoint-url"),
  usage(`${MOCK} --authorization cognito`, "missing --authorizer"),
  usage(`${SQS} --integration-method POST --path-override 1/pets`, "missing --role"),
  usage(`${LAMBDA} --function ''`, "invalid --function"),
  usage(`${MOCK} --skip-check nothing`, "invalid --skip-check"),
  usage("apigw test-method --api petstore", "missing --resource", "missing --method"),
  usage(`${TEST} --expect-status 99x`, "invalid --expect-status"),
  usage(`${TEST} --body @none.json`, "invalid --body"),
  usage("apigw check-method", "missing --api", "missing --resource", "missing --method"),
  usage(`${UPDATE} --unset nothing`, "invalid --unset"),
  usage("apigw delete-method", "missing --api", "missing --resource", "missing --method"),
  usage("apigw completion tcsh", "wrong"),
  usage("apigw schema nothing", "wrong"),
  usage("apigw sandbox --port 70000", "invalid --port"),
  { line: DELETE, code: "confirmation-needed", exit: 2, problems: ["invalid --yes"] },
  // What would fail when called is a problem too.
  usage(`${PETS} --integration lambda --function helo`, "invalid --function"),
  usage(`${LAMBDA}:prod`, "invalid --function"),
  usage(`${SQS} --action SendMessage --role arn:aws:iam::123456789012:role/nobody`, "invalid --role"),
  // What is named is not there.
  missing(MOCK.replace("petstore", "petstroe"), "not-found --api"),
  missing(MOCK.replace("/pets", "/dogs"), "not-found --resource"),
  missing(UPDATE.replace("GET", "PUT").concat(" --timeout 5000"), "not-found --method"),
  missing(`${DELETE.replace("GET", "PUT")} --yes`, "not-found --method"),
  missing(TEST.replace("GET", "PUT"), "not-found --method"),
  missing(
    `${UPDATE.replace("update-method", "remove-response")} --response 418 --yes`,
    "not-found --response",
  ),
  missing(`${CHECK} --resource /dogs --method GET`, "not-found --resource"),
  usage(`${TEST} --stage nowhere`, "invalid --stage"),
  // What AWS answers.
  { line: EXISTS, code: "already-exists", exit: 1, problems: ["invalid --if-exists"] },
  {
    line: `${HTTP} --timeout 60000 --skip-check timeout`,
    code: "refused",
    exit: 1,
    state: "rolled-back",
    aws: "BadRequestException",
  },
  met(MOCK, ["denied", "GetResources"], { code: "access-denied", exit: 4, aws: "AccessDeniedException" }),
  met(MOCK, ["denied", "PutMethod"], { code: "access-denied", exit: 4, aws: "AccessDeniedException" }),
  met(MOCK, ["denied", "PutIntegration"], {
    code: "access-denied",
    exit: 4,
    state: "rolled-back",
    aws: "AccessDeniedException",
  }),
  met(MOCK, ["throttle", "GetResources"], {
    code: "throttled",
    exit: 7,
    aws: "TooManyRequestsException",
    retryable: true,
  }),
  met(MOCK, ["error", "GetResources"], {
    code: "aws-unavailable",
    exit: 1,
    aws: "InternalFailure",
    retryable: true,
  }),
  met(MOCK, ["reset-before", "GetResources"], { code: "connection-lost", exit: 7, retryable: true }),
  {
    line: MOCK,
    faults: [...fault("denied", "PutIntegration", 1), ...fault("denied", "DeleteMethod")],
    code: "remains",
    exit: 3,
    state: "remains",
    aws: "AccessDeniedException",
  },
  // Who asks.
  env(MOCK, { AWS_PROFILE: "nobody" }, { code: "profile-not-found", exit: 4 }),
  env(`${MOCK} --profile nobody`, {}, { code: "profile-not-found", exit: 4 }),
  env(MOCK, { AWS_SECRET_ACCESS_KEY: undefined }, { code: "keys-incomplete", exit: 4 }),
  env(MOCK, { AWS_REGION: undefined }, { code: "usage", exit: 2, problems: ["missing --region"] }),
  // The way there.
  env(
    MOCK,
    { AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    { code: "connection-refused", exit: 7, retryable: true },
  ),
  env(
    MOCK,
    { AWS_ENDPOINT_URL: "http://nowhere.invalid" },
    { code: "host-not-found", exit: 7, retryable: true },
  ),
  env(
    MOCK,
    { HTTPS_PROXY: "http://", AWS_ENDPOINT_URL: "https://nowhere.invalid" },
    { code: "bad-proxy", exit: 2 },
  ),
  env(`${MOCK} --ca-bundle /nonexistent.pem`, {}, { code: "bad-ca-bundle", exit: 2 }),
  env(
    MOCK,
    { HTTP_PROXY: "http://127.0.0.1:1", AWS_ENDPOINT_URL: "http://nowhere.invalid" },
    { code: "proxy-unreachable", exit: 7 },
  ),
  {
    // JSON, and no state.
    line: `${MOCK} --sandbox --sandbox-state package.json`,
    code: "sandbox-state",
    exit: 1,
  },
];

/** The line with the format asked for behind its first word, where no other flag waits for a value. */
function asking(line: string): readonly string[] {
  const [apigw = "", first = "", ...rest] = words(line);
  return [apigw, first, "--error-format", "json", ...rest];
}

interface Document {
  readonly error: {
    readonly code: string;
    readonly exitCode: number;
    readonly state: string;
    readonly retryable: boolean;
    readonly problems: readonly { readonly code: string; readonly flag?: string }[];
    readonly remains: readonly { readonly undo: readonly (readonly string[])[] }[];
    readonly aws?: { readonly code: string; readonly operation: string };
  };
}

/** Reads what was reported; that it is valid is part of it. */
function documentOf(stderr: string): Document["error"] {
  const document = JSON.parse(stderr) as Document;
  expect(
    schemaFaults(errorSchema, document, () => undefined),
    stderr,
  ).toEqual([]);
  return document.error;
}

test("the schema refuses what is none of its documents", () => {
  const { error } = { error: { code: "no-such-code" } };
  expect(schemaFaults(errorSchema, { schemaVersion: "1.0", ok: false, error }, () => undefined)).not.toEqual(
    [],
  );
  expect(schemaFaults(errorSchema, {}, () => undefined)).not.toEqual([]);
});

test("there are at least sixty", () => expect(FAILING.length).toBeGreaterThanOrEqual(60));

describe("a failure is one JSON document", () => {
  test.each(FAILING.map((one) => [`${one.code}: ${one.line.replace("apigw ", "")}`, one] as const))(
    "%s",
    async (_, { line, around, faults, code, exit, state, problems, aws, retryable }) => {
      const place = await freshPlace(faults ? { faults } : {});
      const run = await place.run(asking(line), around ?? {});
      const error = documentOf(run.stderr);
      expect(error, run.stderr).toMatchObject({ code, exitCode: exit, state: state ?? "unchanged" });
      expect(run).toMatchObject({ exit, stdout: "" });
      expect(error.retryable).toBe(retryable ?? false);
      expect(error.problems.map((one) => [one.code, one.flag].filter(Boolean).join(" "))).toEqual(
        problems ?? [],
      );
      expect(error.aws?.code).toBe(aws);
    },
    60_000,
  );
});

describe("where it is printed", () => {
  const LINE = EXISTS;
  test.each([
    "--output json",
    "--output=json",
    "--output ndjson",
    "--error-format json",
    "--output yaml --error-format=json",
  ])("%s", async (flags) => {
    const run = await (await freshPlace()).run(`${LINE} ${flags}`);
    expect(documentOf(run.stderr)).toMatchObject({ code: "already-exists" });
  });
  test.each(["", "--output yaml", "--output text", "--output json --error-format text"])(
    "not: %s",
    async (flags) => {
      const run = await (await freshPlace()).run(`${LINE} ${flags}`);
      expect(run.stderr).toMatch(/^--if-exists: /);
    },
  );

  test("notes are in it, and colours are not", async () => {
    const unread = { faults: [{ kind: "denied", operation: "GetServiceQuota" }] } as const;
    const run = await (await freshPlace(unread)).run(`${HTTP} --timeout 60000 --output json`, {
      env: { FORCE_COLOR: "1" },
    });
    const { error } = JSON.parse(run.screen) as { error: { notes: readonly string[] } };
    expect(error.notes.some((note) => note.startsWith("Note: not checked (timeout): "))).toBe(true);
    expect(run.screen).not.toContain("\x1b");
  });

  test("what goes well says its notes in words", async () => {
    const run = await (await freshPlace()).run(`${LAMBDA} --output json --no-permission`);
    expect(run.exit, run.stderr).toBe(0);
    expect(() => JSON.parse(run.stdout)).not.toThrow();
    expect(run.stderr).not.toMatch(/^\{/);
  });

  test("what remains has the commands that finish it, as words", async () => {
    const faults = [...fault("denied", "PutIntegration", 1), ...fault("denied", "DeleteMethod")];
    const place = await freshPlace({ faults });
    const error = documentOf((await place.run(`${MOCK} --output json`)).stderr);
    expect(error.remains[0]?.undo[0]?.slice(0, 3)).toEqual(["aws", "apigateway", "delete-method"]);
  });

  test("a page for people is none of AWS's answers", async () => {
    const server = createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<html>"));
    await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
    onTestFinished(() => void server.close());
    const run = await (await freshPlace()).run(`${MOCK} --output json`, {
      env: { AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    });
    expect(documentOf(run.stderr)).toMatchObject({ code: "not-aws", exitCode: 7 });
  });
});

test("every code is listed once, with an exit code of its own list", () => {
  expect(new Set(failures.map(({ code }) => code)).size).toBe(failures.length);
  const known = new Set(failures.map(({ code }) => code as string));
  expect(FAILING.filter(({ code }) => !known.has(code))).toEqual([]);
  for (const { code, exit } of FAILING)
    expect(failures.find((one) => one.code === code)?.exitCode).toBe(exit);
});
