import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { BIN, NODE, type Ran, type Served, startSandbox } from "./served.ts";
import { isThere } from "./shell.ts";

// What the program does over TLS and with credentials from elsewhere is in files of the bundle that few commands load:
// it is tried as built.

let served: Served;
beforeAll(async () => {
  served = await startSandbox();
});
afterAll(() => served.stop());

const CREATE = ["create-method", "--api", "petstore", "--resource", "/pets", "--integration", "lambda"];

/** Runs the program with variables set, or unset. */
function apigw(words: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<Ran> {
  const unset = Object.keys(env).filter((name) => env[name] === undefined);
  const given = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return served.run("env", [...unset.flatMap((name) => ["-u", name]), ...given, NODE, BIN, ...words]);
}

const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const KEYS = {
  AccessKeyId: "sandbox",
  SecretAccessKey: "sandbox",
  Token: "t",
  Expiration: "2099-01-01T00:00:00Z",
};

describe("the built program reaches", () => {
  test.skipIf(!isThere("openssl"))("an endpoint over TLS, by connections that are kept", async () => {
    const [key, cert] = [join(served.folder, "key.pem"), join(served.folder, "cert.pem")];
    const request =
      "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost";
    execFileSync("openssl", [...request.split(" "), "-keyout", key, "-out", cert], { stdio: "ignore" });
    let connections = 0;
    const front = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
      connections++;
      const inner = connect(Number(new URL(served.url).port), "127.0.0.1");
      socket.pipe(inner).pipe(socket);
      for (const one of [socket, inner]) one.on("error", () => {});
    });
    await new Promise<void>((resume) => front.listen(0, resume));
    onTestFinished(() => void front.close());
    const ran = await apigw([...CREATE, "--method", "PUT", "--function", "hello"], {
      AWS_ENDPOINT_URL: `https://localhost:${(front.address() as AddressInfo).port}`,
      NODE_EXTRA_CA_CERTS: cert,
    });
    expect(ran, ran.stderr).toMatchObject({ exit: 0 });
    expect(ran.stdout).toContain("lambda:AddPermission");
    // Ten requests, never more than five at once: whose account it is, is asked beside the others.
    expect(connections).toBeLessThanOrEqual(5);
  });

  test("AWS with the credentials that a program of the profile prints", async () => {
    const printed = join(served.folder, "printed.json");
    writeFileSync(printed, JSON.stringify({ Version: 1, ...KEYS, SessionToken: "t" }));
    writeFileSync(join(served.folder, "config"), `[profile printed]\ncredential_process = cat ${printed}\n`);
    const ran = await apigw(
      [...CREATE, "--method", "PATCH", "--function", "hello", "--profile", "printed"],
      NO_KEYS,
    );
    expect(ran, ran.stderr).toMatchObject({ exit: 0 });
  });

  test("AWS with the credentials of a container", async () => {
    const asked: (string | undefined)[] = [];
    const container = createServer((request, answer) => {
      asked.push(request.headers.authorization);
      answer.end(JSON.stringify(KEYS));
    });
    await new Promise<void>((resume) => container.listen(0, "127.0.0.1", resume));
    onTestFinished(() => void container.close());
    const token = join(served.folder, "token");
    writeFileSync(token, "secret of the container");
    const ran = await apigw([...CREATE, "--method", "HEAD", "--function", "hello"], {
      ...NO_KEYS,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(container.address() as AddressInfo).port}/keys`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token,
    });
    expect(ran, ran.stderr).toMatchObject({ exit: 0 });
    expect(asked).toEqual(["secret of the container"]);
  });

  test("what an error is called that the bundle does not know", async () => {
    const other = createServer((request, answer) => {
      if (request.url?.startsWith("/restapis?")) {
        answer.end(JSON.stringify({ item: [{ id: "abcde12345", name: "petstore" }] }));
        return;
      }
      answer.writeHead(400, { "x-amzn-errortype": "SnapStartException" });
      answer.end(JSON.stringify({ Message: "not known here" }));
    });
    await new Promise<void>((resume) => other.listen(0, "127.0.0.1", resume));
    onTestFinished(() => void other.close());
    const ran = await apigw([...CREATE, "--method", "GET", "--function", "hello"], {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(other.address() as AddressInfo).port}`,
    });
    expect(ran).toMatchObject({ exit: 1, stdout: "" });
    expect(ran.stderr).toContain("(SnapStartException): not known here");
  });
});
