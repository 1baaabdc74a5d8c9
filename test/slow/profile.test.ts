import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BIN, NODE, type Ran, runProgram } from "./served.ts";

// `--profile two` and AWS_PROFILE=two must send the same requests to the same addresses, signed by the same keys. The
// SDK reads both from the process itself, so each run is a process of its own.

/** What came where: `two: apigateway eu-west-1 AKTWO`. */
let came: string[];
let folder: string;
let two: Listener;
/** The address of every other profile. */
let other: Listener;

interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

beforeEach(async () => {
  came = [];
  folder = mkdtempSync(join(tmpdir(), "apigw-profile-"));
  // In the way of the compiled code, which a process in the background puts there last, when the test is over.
  mkdirSync(join(folder, "cache", "apigw"), { recursive: true });
  writeFileSync(join(folder, "cache", "apigw", "code"), "");
  [two, other] = await Promise.all([listen("two"), listen("other")]);
});
afterEach(async () => {
  await Promise.all([two.close(), other.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Answers as API Gateway without APIs, as STS, and as the portal of SSO. */
async function listen(name: string): Promise<Listener> {
  const server = createServer((request, answer) => {
    came.push(`${name}: ${signer(request)}`);
    request.resume();
    if (request.method === "POST") answer.end(ASSUMED);
    else if (request.url?.startsWith("/federation/credentials")) answer.end(JSON.stringify(OF_SSO));
    else answer.end(JSON.stringify({ item: [] }));
  });
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resume) => {
        server.close(() => resume());
        server.closeAllConnections();
      }),
  };
}

function signer({ headers }: IncomingMessage): string {
  const [, key, region, service] =
    /Credential=(\w+)\/\d+\/([\w-]+)\/([\w-]+)\//.exec(headers.authorization ?? "") ?? [];
  return key === undefined ? `token ${headers["x-amz-sso_bearer_token"]}` : `${service} ${region} ${key}`;
}

const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>AKROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const OF_SSO = {
  roleCredentials: { accessKeyId: "AKSSO", secretAccessKey: "s", sessionToken: "t", expiration: 4e12 },
};

const KEYS_OF_TWO = "aws_access_key_id = AKTWO\naws_secret_access_key = s\n";
const SSO = "sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = reader\n";
const ROLE = "role_arn = arn:aws:iam::123456789012:role/caller\n";
const AT_TWO = "region = eu-west-1\nendpoint_url = <two>\n";
const services = (...names: string[]) =>
  `services = local\n[services local]\n${names.map((name) => `${name} =\n  endpoint_url = <two>\n`).join("")}`;
// No Region of AWS, so that nothing is ever sent there.
const AT_AWS = "region = us-nowhere-1\n";

/** Writes the AWS configuration; what is said of profile two stands among profiles that send elsewhere. */
function configure(ofTwo: string): void {
  const text = `[default]
region = us-east-1
endpoint_url = <other>
aws_access_key_id = AKDEFAULT
aws_secret_access_key = s
[profile one]
region = us-east-2
services = elsewhere
aws_access_key_id = AKONE
aws_secret_access_key = s
[services elsewhere]
api_gateway =
  endpoint_url = <other>
sts =
  endpoint_url = <other>
sso =
  endpoint_url = <other>
[profile base]
region = us-west-2
endpoint_url = <other>
aws_access_key_id = AKBASE
aws_secret_access_key = s
[sso-session corp]
sso_region = eu-central-1
sso_start_url = https://corp.awsapps.com/start
[profile two]
${ofTwo}`;
  writeFileSync(join(folder, "config"), text.replaceAll("<two>", two.url).replaceAll("<other>", other.url));
  const tokens = join(folder, ".aws", "sso", "cache");
  mkdirSync(tokens, { recursive: true });
  writeFileSync(
    join(tokens, `${createHash("sha1").update("corp").digest("hex")}.json`),
    JSON.stringify({ accessToken: "CORP", expiresAt: "2099-01-01T00:00:00Z" }),
  );
}

type Env = Readonly<Record<string, string>>;
const KEYS: Env = { AWS_ACCESS_KEY_ID: "AKENV", AWS_SECRET_ACCESS_KEY: "s" };

const apigw = (words: readonly string[], env: Env): Promise<Ran> =>
  runProgram(NODE, [BIN, ...words], {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CACHE_HOME: join(folder, "cache"),
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...env,
  });

const check = (flags: readonly string[], env: Env) =>
  apigw(["check-method", "--api", "petstore", "--all", ...flags], env);

/** Presses TAB behind a line, and waits until its process in the background has kept an answer. */
async function pressTab(line: string, env: Env): Promise<Ran> {
  const ran = await apigw(["__complete", "zsh", line, ""], env);
  const kept = () => readdirSync(join(folder, "cache"), { recursive: true, encoding: "utf8" });
  await expect
    .poll(() => kept().filter((file) => file.endsWith(".json")).length, { timeout: 30_000 })
    .toBe(1);
  return ran;
}

const BY_FLAG = ["--profile", "two"];
const WAYS: readonly (readonly [string, () => Promise<Ran>])[] = [
  ["AWS_PROFILE=two", () => check([], { AWS_PROFILE: "two" })],
  ["--profile two", () => check(BY_FLAG, {})],
  ["--profile two, while AWS_PROFILE=one", () => check(BY_FLAG, { AWS_PROFILE: "one" })],
  ["--profile two, while keys are in the environment", () => check(BY_FLAG, KEYS)],
  [
    "TAB behind --profile two, while AWS_PROFILE=one",
    () => pressTab("apigw check-method --profile two --api ", { ...KEYS, AWS_PROFILE: "one" }),
  ],
  [
    "TAB behind AWS_PROFILE=two, while it is one",
    () => pressTab("AWS_PROFILE=two apigw check-method --api ", { AWS_PROFILE: "one" }),
  ],
];

describe.each([
  ["endpoint_url", AT_TWO + KEYS_OF_TWO, ["two: apigateway eu-west-1 AKTWO"]],
  [
    "services",
    `region = eu-west-1\n${KEYS_OF_TWO}${services("api_gateway")}`,
    ["two: apigateway eu-west-1 AKTWO"],
  ],
  ["no endpoint_url", AT_AWS + KEYS_OF_TWO, []],
  [
    "ignore_configured_endpoint_urls",
    `${AT_AWS}${KEYS_OF_TWO}endpoint_url = <two>\nignore_configured_endpoint_urls = true\n`,
    [],
  ],
  [
    "a role of a source_profile",
    `${AT_TWO}${ROLE}source_profile = base\n`,
    ["two: sts eu-west-1 AKBASE", "two: apigateway eu-west-1 AKROLE"],
  ],
  [
    "a role, by services",
    `region = eu-west-1\n${ROLE}source_profile = base\n${services("sts", "api_gateway")}`,
    ["two: sts eu-west-1 AKBASE", "two: apigateway eu-west-1 AKROLE"],
  ],
  ["an SSO session", AT_TWO + SSO, ["two: token CORP", "two: apigateway eu-west-1 AKSSO"]],
  [
    "an SSO session, by services",
    `region = eu-west-1\n${SSO}${services("sso", "api_gateway")}`,
    ["two: token CORP", "two: apigateway eu-west-1 AKSSO"],
  ],
])("a profile with %s is the same", (_, ofTwo, expected) => {
  test.each(WAYS)("by %s", async (way, run) => {
    configure(ofTwo);
    const { stderr } = await run();
    expect(came, stderr).toEqual(expected);
    expect(stderr).not.toContain("WARNING");
    if (expected.length === 0 && !way.startsWith("TAB"))
      expect(stderr).toContain("apigateway.us-nowhere-1.amazonaws.com");
  });
});

describe("variables in front of a command are heeded by TAB", () => {
  test("AWS_CONFIG_FILE and AWS_ENDPOINT_URL_API_GATEWAY", async () => {
    configure(AT_TWO + KEYS_OF_TWO);
    writeFileSync(
      join(folder, "elsewhere"),
      "[profile two]\nregion = eu-west-3\naws_access_key_id = AKELSEWHERE\naws_secret_access_key = s\n",
    );
    const set = `AWS_CONFIG_FILE=${join(folder, "elsewhere")} AWS_ENDPOINT_URL_API_GATEWAY=${other.url}`;
    await pressTab(`${set} apigw check-method --profile two --api `, {});
    expect(came).toEqual(["other: apigateway eu-west-3 AKELSEWHERE"]);
  });
});

describe("beside the profile", () => {
  test("default by flag is default, whatever AWS_PROFILE names", async () => {
    configure(AT_TWO + KEYS_OF_TWO);
    await check(["--profile", "default"], { AWS_PROFILE: "two" });
    expect(came).toEqual(["other: apigateway us-east-1 AKDEFAULT"]);
  });

  test("an empty AWS_PROFILE is default too", async () => {
    configure(AT_TWO + KEYS_OF_TWO);
    await check([], { AWS_PROFILE: "" });
    expect(came).toEqual(["other: apigateway us-east-1 AKDEFAULT"]);
  });

  test.each([
    ["a command", () => check([], { ...KEYS, AWS_PROFILE: "two" })],
    ["TAB", () => pressTab("apigw check-method --api ", { ...KEYS, AWS_PROFILE: "two" })],
    [
      "TAB behind AWS_PROFILE=two",
      () => pressTab("AWS_PROFILE=two apigw check-method --api ", { ...KEYS, AWS_PROFILE: "one" }),
    ],
  ])("keys in the environment sign what goes to AWS_PROFILE's endpoint: %s", async (_, run) => {
    configure(AT_TWO + KEYS_OF_TWO);
    await run();
    expect(came).toEqual(["two: apigateway eu-west-1 AKENV"]);
  });

  test("a role whose credential_source is the environment takes the keys there", async () => {
    configure(`${AT_TWO}${ROLE}credential_source = Environment\n`);
    await check(BY_FLAG, { ...KEYS, AWS_PROFILE: "one" });
    expect(came).toEqual(["two: sts eu-west-1 AKENV", "two: apigateway eu-west-1 AKROLE"]);
  });

  test.each([
    ["AWS_ENDPOINT_URL", [], "AWS_ENDPOINT_URL"],
    ["AWS_ENDPOINT_URL_API_GATEWAY", [], "AWS_ENDPOINT_URL_API_GATEWAY"],
    ["--aws-endpoint-url", ["--aws-endpoint-url"], "UNREAD"],
  ])("%s goes before its endpoint_url", async (_, flags, variable) => {
    configure(AT_TWO + KEYS_OF_TWO);
    const given = flags.flatMap((flag) => [flag, other.url]);
    await check([...BY_FLAG, ...given], { [variable]: other.url });
    expect(came).toEqual(["other: apigateway eu-west-1 AKTWO"]);
  });

  test("one that nobody has written down is said to be missing, in the same words", async () => {
    configure(AT_TWO + KEYS_OF_TWO);
    const byFlag = await check(["--profile", "three"], { AWS_PROFILE: "two", AWS_REGION: "eu-west-1" });
    const byVariable = await check([], { AWS_PROFILE: "three", AWS_REGION: "eu-west-1" });
    expect({ ...byFlag, stderr: byFlag.stderr.replace("--profile)", "AWS_PROFILE)") }).toEqual(byVariable);
    expect(byFlag.stderr).toContain('no profile "three"');
    expect(came).toEqual([]);
  });
});
