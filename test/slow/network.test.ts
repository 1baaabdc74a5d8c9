import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Authority,
  type Listening,
  makeAuthority,
  type ProxyOptions,
  serve,
  startProxy,
} from "./proxy.ts";
import { BIN, NODE, type Ran, runProgram } from "./served.ts";

// Over real sockets: proxies that are spoken to, certificates that are checked. Hosts end in .test, so whoever goes to
// them without a proxy finds nothing. With APIGW_TEST_NODE the program runs on another Node than the tests.

const MAJOR = Number(execFileSync(NODE, ["-p", "process.versions.node"], { encoding: "utf8" }).split(".")[0]);

const OWN_ADDRESS = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>AKROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const OF_SSO = {
  roleCredentials: { accessKeyId: "AKSSO", secretAccessKey: "s", sessionToken: "t", expiration: 4e12 },
};

/** API Gateway without APIs, STS and the portal of SSO behind one address. */
const aws: RequestListener = (request, answer) => {
  request.resume();
  if (request.method === "POST") answer.end(ASSUMED);
  else if (request.url?.startsWith("/federation/credentials")) answer.end(JSON.stringify(OF_SSO));
  else answer.end(JSON.stringify({ item: [] }));
};

let shared: string;
let authority: Authority;
let other: Authority;
beforeAll(() => {
  shared = mkdtempSync(join(tmpdir(), "apigw-ca-"));
  authority = makeAuthority(shared);
  other = makeAuthority(shared, "other");
});
afterAll(() => rmSync(shared, { recursive: true, force: true }));

let folder: string;
let came: string[];
let open: Listening[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-network-"));
  came = [];
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function opened(listening: Promise<Listening>): Promise<number> {
  const one = await listening;
  open.push(one);
  return one.port;
}
const proxy = (options?: ProxyOptions) => opened(startProxy(came, options));
const secure = (names = ["gateway.test"], by = authority, listener = aws) =>
  opened(serve(listener, by.certificate(names)));

const KEYS = { AWS_ACCESS_KEY_ID: "AKENV", AWS_SECRET_ACCESS_KEY: "s" };
type Env = Readonly<Record<string, string>>;

const apigw = (env: Env, ...flags: string[]): Promise<Ran> =>
  runProgram(NODE, [BIN, "check-method", "--api", "petstore", "--all", ...flags], {
    PATH: process.env.PATH,
    HOME: folder,
    APIGW_CODE_CACHE: "0",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_REGION: "us-east-1",
    ...env,
  });

/** What is said when the answer came: there are no APIs. */
const REACHED = /--api: .*petstore/;
const configure = (text: string): void => {
  mkdirSync(join(folder, ".aws"), { recursive: true });
  writeFileSync(join(folder, ".aws", "config"), text);
};

describe(`proxies, on Node ${MAJOR}`, () => {
  test("a CONNECT proxy that asks for a password is told it, decoded, and all calls share a tunnel", async () => {
    const [target, by] = [await secure(), await proxy({ auth: "some user:p@ss:w/rd%" })];
    const ran = await apigw({
      ...KEYS,
      AWS_CA_BUNDLE: authority.file,
      HTTPS_PROXY: `http://some%20user:p%40ss%3Aw%2Frd%25@127.0.0.1:${by}`,
      AWS_ENDPOINT_URL: `https://gateway.test:${target}`,
    });
    expect(ran.stderr).toMatch(REACHED);
    expect(ran.exit).toBe(5);
    expect(came).toEqual([`CONNECT gateway.test:${target}`]);
  });

  test.each([
    ["none", ""],
    ["the wrong one", "me:secret-word@"],
  ])("a proxy that asks for a password and gets %s is named, the password is not", async (_, user) => {
    const [target, by] = [await secure(), await proxy({ auth: "me:right" })];
    const ran = await apigw({
      ...KEYS,
      HTTPS_PROXY: `http://${user}127.0.0.1:${by}`,
      AWS_ENDPOINT_URL: `https://gateway.test:${target}`,
    });
    expect(ran).toMatchObject({ exit: 7, stdout: "" });
    expect(ran.stderr).toContain(
      `the proxy http://127.0.0.1:${by} (HTTPS_PROXY) asks for a user and a password`,
    );
    expect(ran.stderr).not.toContain("secret-word");
  });

  test("a proxy spoken to over TLS, by the same authority", async () => {
    const [target, by] = [await secure(), await proxy({ tls: authority.certificate(["localhost"]) })];
    const ran = await apigw({
      ...KEYS,
      AWS_CA_BUNDLE: authority.file,
      HTTPS_PROXY: `https://localhost:${by}`,
      AWS_ENDPOINT_URL: `https://gateway.test:${target}`,
    });
    expect(ran.stderr).toMatch(REACHED);
    expect(came).toEqual([`CONNECT gateway.test:${target}`]);
  });

  test("an http endpoint goes through HTTP_PROXY by its whole address", async () => {
    const [target, by] = [await opened(serve(aws)), await proxy({ auth: "me:pw" })];
    const ran = await apigw({
      ...KEYS,
      HTTP_PROXY: `http://me:pw@127.0.0.1:${by}`,
      AWS_ENDPOINT_URL: `http://gateway.test:${target}`,
    });
    expect(ran.stderr).toMatch(REACHED);
    expect(came).toEqual([`GET http://gateway.test:${target}/restapis`]);
  });

  test("the lower case goes before the upper, and set to nothing it counts", async () => {
    const [target, by] = [await secure(["127.0.0.1", "localhost"]), await proxy()];
    const env = { ...KEYS, AWS_CA_BUNDLE: authority.file };
    const dead = "http://127.0.0.1:1";
    const endpoint = { AWS_ENDPOINT_URL: `https://gateway.test:${target}` };
    const lower = await apigw({
      ...env,
      ...endpoint,
      HTTPS_PROXY: dead,
      https_proxy: `http://127.0.0.1:${by}`,
    });
    expect(came).toHaveLength(1);
    expect(lower.stderr).toMatch(/another host's certificate/);
    const off = await apigw({ ...env, ...endpoint, HTTPS_PROXY: `http://127.0.0.1:${by}`, https_proxy: "" });
    expect(off.stderr).toContain("ENOTFOUND");
    expect(came).toHaveLength(1);
  });

  test.each(["gateway.test", ".test", "*.test", "TEST", "a.b, gateway.test", "*"])(
    "NO_PROXY=%s goes without",
    async (list) => {
      const by = await proxy();
      const ran = await apigw({
        ...KEYS,
        HTTPS_PROXY: `http://127.0.0.1:${by}`,
        NO_PROXY: list,
        AWS_ENDPOINT_URL: "https://gateway.test:4",
      });
      expect(came).toEqual([]);
      expect(ran).toMatchObject({ exit: 7 });
      expect(ran.stderr).toContain("gateway.test");
    },
  );

  test.each(["other.test", "way.test", "gateway.test:5", "10.0.0.0/8", "xgateway.test", ""])(
    "NO_PROXY=%s does not cover it",
    async (list) => {
      const by = await proxy({ refuses: 403 });
      const ran = await apigw({
        ...KEYS,
        HTTPS_PROXY: `http://127.0.0.1:${by}`,
        NO_PROXY: list,
        AWS_ENDPOINT_URL: "https://gateway.test:4",
      });
      expect(came.length).toBeGreaterThan(0);
      expect(ran).toMatchObject({ exit: 7, stdout: "" });
      expect(ran.stderr).toContain(
        `the proxy http://127.0.0.1:${by} (HTTPS_PROXY) did not connect to gateway.test:4: 403`,
      );
    },
  );

  // An address of this machine that is not of loopback: nobody listens there, and so much is known at once.
  test.skipIf(OWN_ADDRESS === undefined)("NO_PROXY takes addresses with a mask", async () => {
    const host = OWN_ADDRESS ?? "";
    const [first, second, third, last] = host.split(".").map(Number) as [number, number, number, number];
    const covering = [
      `${first}.0.0.0/8`,
      `${first}.${second}.${third}.${last & 0xf0}/28`,
      `${host}/32`,
      "0.0.0.0/0",
    ];
    const beside = [
      `${first ^ 1}.0.0.0/8`,
      `${first}.${second}.${third}.${last ^ 1}/32`,
      `${host}/33`,
      `${host}/`,
    ];
    const by = await proxy({ refuses: 403 });
    for (const [list, direct] of [
      ...covering.map((one) => [`other.test,${one}`, true] as const),
      ...beside.map((one) => [one, false] as const),
    ]) {
      came.length = 0;
      const ran = await apigw({
        ...KEYS,
        HTTPS_PROXY: `http://127.0.0.1:${by}`,
        NO_PROXY: list,
        AWS_ENDPOINT_URL: `https://${host}:1`,
      });
      expect(ran).toMatchObject({ exit: 7, stdout: "" });
      expect(came.length === 0, list).toBe(direct);
    }
  });

  test.each(["127.0.0.1", "localhost", "[::1]"])("%s is always direct", async (host) => {
    const by = await proxy();
    const ran = await apigw({
      ...KEYS,
      HTTPS_PROXY: `http://127.0.0.1:${by}`,
      HTTP_PROXY: `http://127.0.0.1:${by}`,
      AWS_ENDPOINT_URL: `http://${host}:1`,
    });
    expect(ran).toMatchObject({ exit: 7 });
    expect(came).toEqual([]);
  });

  test("a proxy that is not there, or never answers, is named", async () => {
    const hanging = await proxy({ hangs: true });
    const run = (port: number) =>
      apigw({
        ...KEYS,
        HTTPS_PROXY: `http://u:secret-word@127.0.0.1:${port}`,
        AWS_ENDPOINT_URL: "https://gateway.test",
      });
    for (const port of [1, hanging]) {
      const ran = await run(port);
      expect(ran).toMatchObject({ exit: 7, stdout: "" });
      expect(ran.stderr).toContain(`the proxy http://127.0.0.1:${port} (HTTPS_PROXY) cannot be reached`);
      expect(ran.stderr).not.toContain("secret-word");
    }
  }, 120_000);

  test.each(["http://", "socks5://secret-word@a:1", "http://a b:secret-word@"])(
    "%s is no proxy: exit 2, and what it holds is not said",
    async (value) => {
      const ran = await apigw({ ...KEYS, HTTPS_PROXY: value });
      expect(ran).toMatchObject({ exit: 2, stdout: "" });
      expect(ran.stderr).toMatch(/^HTTPS_PROXY /);
      expect(ran.stderr).not.toContain("secret-word");
    },
  );

  test("STS and the portal of SSO are asked through the proxy too", async () => {
    const [target, by] = [await secure(["sts.test", "sso.test", "gateway.test"]), await proxy()];
    configure(`[profile base]
aws_access_key_id = AKBASE
aws_secret_access_key = s
[profile role]
services = here
role_arn = arn:aws:iam::123456789012:role/caller
source_profile = base
[profile sso]
services = here
sso_session = corp
sso_account_id = 123456789012
sso_role_name = reader
[sso-session corp]
sso_region = eu-central-1
sso_start_url = https://corp.awsapps.com/start
[services here]
api_gateway =
  endpoint_url = https://gateway.test:${target}
sts =
  endpoint_url = https://sts.test:${target}
sso =
  endpoint_url = https://sso.test:${target}
`);
    const tokens = join(folder, ".aws", "sso", "cache");
    mkdirSync(tokens, { recursive: true });
    writeFileSync(
      join(tokens, `${createHash("sha1").update("corp").digest("hex")}.json`),
      JSON.stringify({ accessToken: "CORP", expiresAt: "2099-01-01T00:00:00Z" }),
    );
    const env = { AWS_CA_BUNDLE: authority.file, HTTPS_PROXY: `http://127.0.0.1:${by}` };
    const byRole = await apigw(env, "--profile", "role");
    expect(byRole.stderr).toMatch(REACHED);
    expect(came).toEqual([`CONNECT sts.test:${target}`, `CONNECT gateway.test:${target}`]);
    came.length = 0;
    const bySso = await apigw(env, "--profile", "sso");
    expect(bySso.stderr).toMatch(REACHED);
    expect(came).toEqual([`CONNECT sso.test:${target}`, `CONNECT gateway.test:${target}`]);
  });
});

describe(`a private authority, on Node ${MAJOR}`, () => {
  const at = async () => ({ ...KEYS, AWS_ENDPOINT_URL: `https://localhost:${await secure(["localhost"])}` });

  test("is not trusted by itself; the message names both likely causes", async () => {
    const ran = await apigw(await at());
    expect(ran).toMatchObject({ exit: 7, stdout: "" });
    for (const word of ["not trusted", "--ca-bundle", "AWS_CA_BUNDLE", "HTTPS_PROXY"])
      expect(ran.stderr).toContain(word);
  });

  test("by --ca-bundle, before AWS_CA_BUNDLE", async () => {
    const env = { ...(await at()), AWS_CA_BUNDLE: join(folder, "none.pem") };
    expect((await apigw(env, "--ca-bundle", authority.file)).stderr).toMatch(REACHED);
  });

  test("by AWS_CA_BUNDLE, before the profile's", async () => {
    configure(`[default]\nca_bundle = ${other.file}\n`);
    expect((await apigw({ ...(await at()), AWS_CA_BUNDLE: authority.file })).stderr).toMatch(REACHED);
  });

  test.each([
    ["--profile", (env: Env) => apigw(env, "--profile", "corp")],
    ["AWS_PROFILE", (env: Env) => apigw({ ...env, AWS_PROFILE: "corp" })],
  ])("by the profile's ca_bundle, by %s", async (_, run) => {
    const { AWS_ENDPOINT_URL } = await at();
    configure(
      `[profile corp]\naws_access_key_id = A\naws_secret_access_key = s\nca_bundle = ${authority.file}\n[default]\nca_bundle = ${other.file}\n`,
    );
    expect((await run({ AWS_ENDPOINT_URL })).stderr).toMatch(REACHED);
  });

  test("by REQUESTS_CA_BUNDLE and by NODE_EXTRA_CA_CERTS, also beside another bundle", async () => {
    const env = await at();
    expect((await apigw({ ...env, REQUESTS_CA_BUNDLE: authority.file })).stderr).toMatch(REACHED);
    expect((await apigw({ ...env, NODE_EXTRA_CA_CERTS: authority.file })).stderr).toMatch(REACHED);
    const both = { ...env, NODE_EXTRA_CA_CERTS: authority.file, AWS_CA_BUNDLE: other.file };
    expect((await apigw(both)).stderr).toMatch(REACHED);
  });

  test("by the machine, where this Node can tell", async () => {
    const ran = await apigw({ ...(await at()), SSL_CERT_FILE: authority.file });
    if (MAJOR >= 22) expect(ran.stderr).toMatch(REACHED);
    else expect(ran).toMatchObject({ exit: 7 });
  });

  test("a bundle that is not there, or is none: exit 2, named with what named it", async () => {
    const env = await at();
    const missing = await apigw(env, "--ca-bundle", join(folder, "none.pem"));
    expect(missing).toMatchObject({ exit: 2, stdout: "" });
    expect(missing.stderr).toContain("--ca-bundle: ");
    writeFileSync(join(folder, "text.pem"), "hello");
    const none = await apigw({ ...env, AWS_CA_BUNDLE: join(folder, "text.pem") });
    expect(none).toMatchObject({ exit: 2, stdout: "" });
    expect(none.stderr).toContain("holds no certificate");
  });

  test("another host's certificate is its own message", async () => {
    const port = await secure(["elsewhere.test"]);
    const ran = await apigw(
      { ...KEYS, AWS_ENDPOINT_URL: `https://localhost:${port}` },
      "--ca-bundle",
      authority.file,
    );
    expect(ran).toMatchObject({ exit: 7, stdout: "" });
    expect(ran.stderr).toContain("another host's certificate");
  });
});

describe(`what is not AWS, on Node ${MAJOR}`, () => {
  const PAGES: readonly (readonly [string, RequestListener, RegExp])[] = [
    [
      "a web page with 200",
      (_, answer) => answer.setHeader("content-type", "text/html").end("<html>Hello"),
      /web page/,
    ],
    [
      "a page that forbids",
      (_, answer) => answer.writeHead(403, { "content-type": "text/html" }).end("<html>"),
      /web page/,
    ],
    [
      "a redirect",
      (_, answer) => answer.writeHead(302, { location: "https://login.test/" }).end(),
      /go to https:\/\/login\.test\//,
    ],
  ];
  test.each(PAGES)("%s: exit 7, and it says that this is not AWS", async (_, listener, words) => {
    const port = await opened(serve(listener));
    const ran = await apigw({ ...KEYS, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    expect(ran).toMatchObject({ exit: 7, stdout: "" });
    expect(ran.stderr).toMatch(words);
    expect(ran.stderr).toContain("Something other than AWS answered");
  });
});
