import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Listening, serve } from "./proxy.ts";
import { BIN, NODE, type Ran, runProgram } from "./served.ts";

// Each way in which there can be no credentials has words, a code and a next step of its own. The SDK's own words are
// read for some of them, so all of it runs over the real SDK.

let folder: string;
let listening: Listening;
let answer: RequestListener;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "apigw-credentials-"));
  answer = (_, reply) => reply.end(JSON.stringify({ item: [] }));
  listening = await serve((request, reply) => {
    request.resume();
    answer(request, reply);
  });
});
afterEach(async () => {
  await listening.close();
  rmSync(folder, { recursive: true, force: true });
});

type Env = Readonly<Record<string, string | undefined>>;
const url = () => `http://127.0.0.1:${listening.port}`;
const KEYS: Env = { AWS_ACCESS_KEY_ID: "AKENV", AWS_SECRET_ACCESS_KEY: "s" };

function run(env: Env, ...flags: string[]): Promise<Ran> {
  return runProgram(
    NODE,
    [BIN, "check-method", "--api", "petstore", "--all", "--error-format", "json", ...flags],
    {
      PATH: process.env.PATH,
      HOME: folder,
      APIGW_CODE_CACHE: "0",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: url(),
      ...env,
    },
  );
}

function configure(text: string): void {
  mkdirSync(join(folder, ".aws"), { recursive: true });
  writeFileSync(join(folder, ".aws", "config"), text);
}

/** What was reported, on its own. */
function failed({ exit, stdout, stderr }: Ran) {
  expect(stdout).toBe("");
  const { error } = JSON.parse(stderr) as {
    error: {
      code: string;
      exitCode: number;
      message: string;
      detail?: string;
      problems?: unknown;
      next: { argv: string[] }[];
    };
  };
  expect(error.exitCode).toBe(exit);
  return error;
}

const base = "aws_access_key_id = AKBASE\naws_secret_access_key = s\n";
const role = "role_arn = arn:aws:iam::123456789012:role/caller\n";

describe("what the configuration says is looked at before anything is sent", () => {
  const CASES: readonly (readonly [string, string, Env, string, readonly string[]])[] = [
    [
      "a profile misspelt",
      `[profile work]\n${base}`,
      { AWS_PROFILE: "wrok" },
      "profile-not-found",
      ["wrok", "AWS_PROFILE", "id you mean work?"],
    ],
    [
      "the same with keys in the environment, as the AWS CLI says it",
      "[profile work]\n",
      { ...KEYS, AWS_PROFILE: "wrok" },
      "profile-not-found",
      ["wrok"],
    ],
    [
      "AWS_DEFAULT_PROFILE",
      "[profile work]\n",
      { AWS_DEFAULT_PROFILE: "wrok" },
      "profile-not-found",
      ["wrok"],
    ],
    [
      "a source_profile that is not there",
      `[profile a]\n${role}source_profile = bsae\n[profile base]\n${base}`,
      { AWS_PROFILE: "a" },
      "profile-incomplete",
      ["source_profile = bsae", "id you mean base?"],
    ],
    [
      "roles in a circle",
      `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = c\n[profile c]\n${role}source_profile = a\n`,
      { AWS_PROFILE: "a" },
      "profile-loop",
      ["a → b → c → a"],
    ],
    [
      "a role of itself",
      `[profile a]\n${role}source_profile = a\n`,
      { AWS_PROFILE: "a" },
      "profile-loop",
      ["a → a"],
    ],
    [
      "a role without a source",
      `[profile a]\n${role}`,
      { AWS_PROFILE: "a" },
      "profile-incomplete",
      ["source_profile"],
    ],
    [
      "a role with two sources",
      `[profile a]\n${role}source_profile = b\ncredential_source = Environment\n`,
      { AWS_PROFILE: "a" },
      "profile-incomplete",
      ["both"],
    ],
    [
      "an unknown credential_source",
      `[profile a]\n${role}credential_source = Enviroment\n`,
      { AWS_PROFILE: "a" },
      "profile-incomplete",
      ["id you mean Environment?"],
    ],
    [
      "an environment without keys",
      `[profile a]\n${role}credential_source = Environment\n`,
      { AWS_PROFILE: "a" },
      "profile-incomplete",
      ["AWS_ACCESS_KEY_ID"],
    ],
    [
      "MFA and nobody to ask",
      `[profile a]\n${role}source_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile base]\n${base}`,
      { AWS_PROFILE: "a" },
      "mfa-needed",
      ["mfa/me", "terminal"],
    ],
    [
      "MFA further down the chain",
      `[profile z]\n${role}source_profile = a\n[profile a]\n${role}source_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile base]\n${base}`,
      { AWS_PROFILE: "z" },
      "mfa-needed",
      ["profile a"],
    ],
    [
      "half a pair of keys",
      "[profile a]\naws_access_key_id = AK\n",
      { AWS_PROFILE: "a" },
      "keys-incomplete",
      ["aws_secret_access_key"],
    ],
    [
      "half a pair in the environment",
      `[default]\n${base}`,
      { AWS_ACCESS_KEY_ID: "AK" },
      "keys-incomplete",
      ["AWS_SECRET_ACCESS_KEY"],
    ],
    [
      "a services section that is not there",
      `[profile a]\n${base}services = locla\n[services local]\niam =\n  endpoint_url = http://x\n`,
      { AWS_PROFILE: "a" },
      "services-not-found",
      ["[services locla]", "id you mean local?"],
    ],
    [
      "an SSO session that is not there",
      "[profile a]\nsso_session = crop\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = eu-west-1\n",
      { AWS_PROFILE: "a" },
      "profile-incomplete",
      ["crop", "id you mean corp?"],
    ],
    [
      "SSO without a role",
      "[profile a]\nsso_session = corp\nsso_account_id = 1\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://x\n",
      { AWS_PROFILE: "a" },
      "profile-incomplete",
      ["sso_role_name"],
    ],
    [
      "no number of attempts",
      `[profile a]\n${base}max_attempts = many\n`,
      { AWS_PROFILE: "a" },
      "usage",
      ["many"],
    ],
    [
      "a profile misspelt where only it would say the Region",
      `[profile work]\n${base}region = eu-west-1\n`,
      { AWS_PROFILE: "wrok", AWS_REGION: undefined },
      "profile-not-found",
      ["wrok", "id you mean work?"],
    ],
    [
      "a Region of a profile that is none",
      `[profile a]\n${base}region = eu-wset-1\n`,
      { AWS_PROFILE: "a", AWS_REGION: undefined },
      "usage",
      ["the profile a", "eu-wset-1", "eu-west-1"],
    ],
    [
      "a Region of the environment that is none",
      "",
      { ...KEYS, AWS_REGION: "US-EAST-1" },
      "usage",
      ["AWS_REGION"],
    ],
    [
      "the same by its other name",
      "",
      { ...KEYS, AWS_REGION: "", AWS_DEFAULT_REGION: " eu-west-1" },
      "usage",
      ["AWS_DEFAULT_REGION", "eu-west-1"],
    ],
    [
      "an endpoint without http",
      "",
      { ...KEYS, AWS_ENDPOINT_URL: "127.0.0.1:4566" },
      "usage",
      ["AWS_ENDPOINT_URL"],
    ],
    [
      "a service's own with another protocol",
      "",
      { ...KEYS, AWS_ENDPOINT_URL_IAM: "ftp://me:hush@localhost" },
      "usage",
      ["AWS_ENDPOINT_URL_IAM", "ftp://[redacted]@localhost"],
    ],
    [
      "a profile's endpoint without http",
      `[profile a]\n${base}endpoint_url = localhost:4566\n`,
      { AWS_PROFILE: "a", AWS_ENDPOINT_URL: undefined },
      "usage",
      ["profile a's endpoint_url", "localhost:4566"],
    ],
    [
      "a services section's",
      `[profile a]\n${base}services = local\n[services local]\nlambda =\n  endpoint_url = localhost\n`,
      { AWS_PROFILE: "a", AWS_ENDPOINT_URL: undefined },
      "usage",
      ["[services local]", "localhost"],
    ],
    [
      "a token's file that is not there",
      `[profile a]\n${role}web_identity_token_file = /no/token\n`,
      { AWS_PROFILE: "a" },
      "credential-file",
      ["/no/token", "web_identity_token_file"],
    ],
    [
      "the same by the environment",
      "",
      { AWS_WEB_IDENTITY_TOKEN_FILE: "/", AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/x" },
      "credential-file",
      ["EISDIR", "AWS_WEB_IDENTITY_TOKEN_FILE"],
    ],
  ];
  test.each(CASES)("%s", async (_, config, env, code, words) => {
    configure(config);
    let asked = 0;
    answer = (__, reply) => {
      asked++;
      reply.end("{}");
    };
    const error = failed(await run(env));
    expect(error).toMatchObject({ code, exitCode: code === "usage" ? 2 : 4 });
    const said = JSON.stringify([error.message, error.detail, error.problems, error.next]);
    for (const word of words) expect(said).toContain(word);
    expect(asked).toBe(0);
  });
});

describe("a program that hands out credentials", () => {
  const program = (text: string) => {
    const file = join(folder, "program");
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    configure(`[default]\ncredential_process = ${file} --token hush-hush\n`);
  };
  const said = ({ message, detail }: { message: string; detail?: string }) => `${message} ${detail}`;

  test.each([
    [
      "fails",
      "echo 'no session for you' >&2; exit 3",
      "credential-process-failed",
      ["exited with 3", "no session for you"],
    ],
    ["is not there", "exec /nonexistent/program", "credential-process-failed", ["12"]],
    ["prints words", "echo hello", "credential-process-output", ["Version 1"]],
    ["prints nothing", "true", "credential-process-output", ["Version 1"]],
    [
      "prints another version",
      `echo '{"Version":2,"AccessKeyId":"A","SecretAccessKey":"s"}'`,
      "credential-process-output",
      ["Version 1"],
    ],
    ["prints half", `echo '{"Version":1,"AccessKeyId":"A"}'`, "credential-process-output", ["AccessKeyId"]],
    [
      "prints expired ones",
      `echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"2020-01-01T00:00:00Z"}'`,
      "credential-process-expired",
      ["Expiration"],
    ],
  ])("%s", async (_, text, code, words) => {
    program(text);
    const error = failed(await run({}));
    expect(error).toMatchObject({ code, exitCode: 4 });
    for (const word of words) expect(said(error)).toContain(word);
    expect(said(error)).not.toContain("hush-hush");
  });

  test("works", async () => {
    program(`echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s"}'`);
    expect(failed(await run({}))).toMatchObject({ code: "not-found" });
  });

  test("never ends: it is stopped", async () => {
    program("sleep 600 & wait");
    const started = Date.now();
    expect(failed(await run({}))).toMatchObject({ code: "credential-process-timeout" });
    // Not a measure: half a minute is its bound, and 600 seconds what it would take.
    expect(Date.now() - started).toBeLessThan(120_000);
  }, 150_000);
});

describe("SSO", () => {
  const withSession = (token: object | undefined) => {
    configure(
      "[profile s]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://x\n",
    );
    const tokens = join(folder, ".aws", "sso", "cache");
    mkdirSync(tokens, { recursive: true });
    if (token !== undefined)
      writeFileSync(
        join(tokens, `${createHash("sha1").update("corp").digest("hex")}.json`),
        JSON.stringify(token),
      );
  };
  const LIVE = { accessToken: "T", expiresAt: "2099-01-01T00:00:00Z" };

  test.each([
    ["expired", { accessToken: "T", expiresAt: "2020-01-01T00:00:00Z" }],
    ["missing", undefined],
    ["broken", { nothing: true }],
  ])("a session that is %s: the command to log in, as argv", async (_, token) => {
    withSession(token);
    const error = failed(await run({}, "--profile", "s"));
    expect(error).toMatchObject({ code: "sso-expired", exitCode: 4 });
    expect(error.next[0]?.argv).toEqual(["aws", "sso", "login", "--profile", "s"]);
  });

  test.each([
    [401, "UnauthorizedException", "Session token not found or invalid", "sso-expired"],
    [403, "ForbiddenException", "No access", "sso-denied"],
  ])("the portal answers %i %s", async (status, type, message, code) => {
    withSession(LIVE);
    answer = (_, reply) =>
      reply
        .writeHead(status, { "x-amzn-errortype": type, "content-type": "application/json" })
        .end(JSON.stringify({ message }));
    expect(failed(await run({}, "--profile", "s"))).toMatchObject({ code, exitCode: 4 });
  });
});

describe("what AWS says of credentials", () => {
  const says =
    (status: number, type: string, message: string): RequestListener =>
    (_, reply) =>
      void reply
        .writeHead(status, { "x-amzn-errortype": type, "content-type": "application/json" })
        .end(JSON.stringify({ message }));
  const sts =
    (code: string, message: string): RequestListener =>
    (request, reply) =>
      request.method === "POST"
        ? void reply
            .writeHead(403, { "content-type": "text/xml" })
            .end(
              `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
            )
        : void reply.end("{}");
  const EXPIRED = "The security token included in the request is expired";

  test.each([
    ["the environment's", KEYS, "", "AWS_SESSION_TOKEN again"],
    ["written down", {}, `[default]\n${base}`, "written down"],
  ])("expired keys that are %s: never a login to SSO", async (_, env, config, words) => {
    configure(config);
    answer = says(403, "ExpiredTokenException", EXPIRED);
    const error = failed(await run(env));
    expect(error).toMatchObject({ code: "credentials-expired", exitCode: 4 });
    expect(error.detail).toContain(words);
    expect(JSON.stringify(error)).not.toContain("sso login");
  });

  test.each([
    [
      "Signature expired: 20200101T000000Z is now earlier than 20261126T000000Z (20261126T000500Z - 5 min.)",
      "InvalidSignatureException",
    ],
    [
      "Signature not yet current: 20990101T000000Z is still later than 20261126T000000Z",
      "InvalidSignatureException",
    ],
    ["The difference between the request time and the current time is too large.", "RequestTimeTooSkewed"],
  ])("%s: it is the clock", async (message, type) => {
    answer = says(403, type, message);
    const error = failed(await run(KEYS));
    expect(error).toMatchObject({ code: "clock-skew", exitCode: 4 });
    expect(error.detail).toContain("clock");
    expect(JSON.stringify(error)).not.toContain("sso");
  });

  test("unknown keys", async () => {
    answer = says(
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
    expect(failed(await run(KEYS))).toMatchObject({ code: "credentials-rejected", exitCode: 4 });
  });

  test.each([
    [
      "AccessDenied",
      "User: arn:aws:iam::1:user/me is not authorized to perform: sts:AssumeRole on resource: x",
      "role-denied",
    ],
    ["ExpiredToken", EXPIRED, "credentials-expired"],
    [
      "InvalidClientTokenId",
      "The security token included in the request is invalid.",
      "credentials-rejected",
    ],
  ])("STS answers %s to the role", async (type, message, code) => {
    configure(`[profile r]\n${role}source_profile = base\n[profile base]\n${base}`);
    answer = sts(type, message);
    expect(failed(await run({}, "--profile", "r"))).toMatchObject({ code, exitCode: 4 });
  });

  test("nobody listens where STS is", async () => {
    configure(`[profile r]\n${role}source_profile = base\n[profile base]\n${base}`);
    const error = failed(await run({ AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" }, "--profile", "r"));
    expect(error).toMatchObject({ code: "connection-refused", exitCode: 7 });
    expect(error.message).toContain("request for credentials");
  });
});

describe("endpoints that are named", () => {
  const dead = "http://127.0.0.1:1";
  test.each(["true", "TRUE", "True"])("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=%s ignores them", async (word) => {
    const env = { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: word, AWS_REGION: "us-nowhere-1" };
    expect(failed(await run({ ...KEYS, ...env }))).toMatchObject({ code: "host-not-found" });
  });

  test("so does the profile's setting, for the environment's too; the environment's false goes before it", async () => {
    configure(`[default]\nignore_configured_endpoint_urls = true\nendpoint_url = ${dead}\n`);
    const env = { ...KEYS, AWS_REGION: "us-nowhere-1" };
    expect(failed(await run(env))).toMatchObject({ code: "host-not-found" });
    const reached = await run({ ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false" });
    expect(failed(reached)).toMatchObject({ code: "not-found" });
  });

  test("--aws-endpoint-url is never ignored", async () => {
    const ran = await run(
      { ...KEYS, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL: dead },
      "--aws-endpoint-url",
      url(),
    );
    expect(failed(ran)).toMatchObject({ code: "not-found" });
  });

  test("AWS_MAX_ATTEMPTS and the profile's max_attempts say how often a look is sent", async () => {
    let asked = 0;
    answer = (_, reply) => {
      asked++;
      reply.writeHead(500, { "content-type": "application/json" }).end("{}");
    };
    await run({ ...KEYS, AWS_MAX_ATTEMPTS: "2" });
    expect(asked).toBe(2);
    configure("[default]\nmax_attempts = 1\n");
    await run(KEYS);
    expect(asked).toBe(3);
    configure("[default]\nretry_mode = standard\n");
    await run(KEYS);
    expect(asked).toBe(6);
    const wrong = await run({ ...KEYS, AWS_RETRY_MODE: "often" });
    expect(failed(wrong)).toMatchObject({ code: "usage" });
    expect(asked).toBe(6);
  });
});
