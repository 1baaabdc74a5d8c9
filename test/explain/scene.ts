import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer, globalAgent } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { makeUnfitRoles } from "../catalog/account-roles.ts";
import { freshPlace, type Place } from "../cli/run.ts";

export const ROLE = "arn:aws:iam::123456789012:role";
export const AT = "--api petstore --resource /broken --method POST";

/** An account in which something is to be broken, with what stands around it. */
export interface Scene extends Place {
  /** What stages wrote of their calls. */
  readonly logged: string[];
  readonly backends: Backends;
  /** The id of the method's resource. */
  resourceId(path?: string): Promise<string>;
}

/** Backends on loopback: plain, with a certificate of a known authority for another name, with one of nobody's. */
export interface Backends {
  readonly url: string;
  readonly misnamed: string;
  readonly unknown: string;
  close(): void;
}

const answer: RequestListener = (incoming, outgoing) => {
  const path = incoming.url ?? "";
  if (path.includes("reset")) {
    incoming.socket.destroy();
    return;
  }
  incoming.resume();
  incoming.on("end", () =>
    setTimeout(
      () => {
        outgoing.writeHead(Number(/status=(\d+)/.exec(path)?.[1] ?? 200), {
          "content-type": path.includes("image") ? "image/png" : "application/json",
        });
        outgoing.end(path.includes("large") ? "x".repeat(11 * 1024 * 1024) : '{"ok":true}');
      },
      path.includes("slow") ? 300 : 0,
    ),
  );
};

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A certificate for a name, signed by itself. */
function certificate(name: string): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), "apigw-cert-"));
  try {
    const file = (one: string) => join(folder, one);
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        `/CN=${name}`,
        "-addext",
        `subjectAltName=${/^[\d.]+$/.test(name) ? "IP" : "DNS"}:${name}`,
        "-keyout",
        file("key"),
        "-out",
        file("cert"),
      ],
      { stdio: "ignore" },
    );
    return { key: readFileSync(file("key"), "utf8"), cert: readFileSync(file("cert"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether certificates can be made here. */
export const hasOpenssl = ((): boolean => {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("openssl is not on the PATH: what is said of certificates was not tried.");
    return false;
  }
})();

export async function openBackends(): Promise<Backends> {
  const plain = createServer(answer);
  const servers: Server[] = [plain];
  const url = `http://127.0.0.1:${await listening(plain)}`;
  let misnamed = "";
  let unknown = "";
  if (hasOpenssl) {
    const known = certificate("localhost");
    globalAgent.options.ca = [known.cert];
    const [first, second] = [
      createSecureServer(known, answer),
      createSecureServer(certificate("127.0.0.1"), answer),
    ] as unknown as [Server, Server];
    servers.push(first, second);
    misnamed = `https://127.0.0.1:${await listening(first)}`;
    unknown = `https://127.0.0.1:${await listening(second)}`;
  }
  return {
    url,
    misnamed,
    unknown,
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

const FUNCTIONS = [
  ...["plain", "wrong-body", "throws", "slow"],
  ...[
    "throwing",
    "unauthorized",
    "denying",
    "other",
    "list-context",
    "working",
    "this-method",
    "no-other",
  ].map((name) => `${name}-authorizer`),
];

export async function openScene(backends: Backends): Promise<Scene> {
  const logged: string[] = [];
  const place = await freshPlace({
    functions: Object.fromEntries(
      FUNCTIONS.map((name) => [name, join(import.meta.dirname, "functions", `${name}.mjs`)]),
    ),
    log: (line) => logged.push(line),
  });
  return {
    ...place,
    logged,
    backends,
    async resourceId(path = "/broken") {
      const { items = [] } = await place.account.gateway.getResources({ restApiId: place.apiId });
      return items.find((one) => one.path === path)?.id ?? "";
    },
  };
}

/** Runs a line that must be well; `URL`, `MISNAMED` and `UNKNOWN` are the backends. */
export async function well(scene: Scene, line: string): Promise<void> {
  const { url, misnamed, unknown } = scene.backends;
  const ran = await scene.run(
    line.replaceAll("URL", url).replaceAll("MISNAMED", misnamed).replaceAll("UNKNOWN", unknown),
  );
  expect(ran.exit, ran.stderr).toBe(0);
}

/** Makes the method, with the functions and roles that its flags name. */
export async function method(scene: Scene, flags: string, at = AT): Promise<void> {
  for (const name of FUNCTIONS.filter((one) => flags.includes(`--function ${one}`)))
    await makeFunction(scene, name).catch((error: Error) => {
      // A row made it in its own way before.
      if (error.name !== "ResourceConflictException") throw error;
    });
  if (flags.includes("trusts-lambda")) await makeUnfitRoles(scene);
  await well(scene, `apigw create-method ${at} --create-resource ${flags}`);
}

export const makeFunction = ({ account }: Place, FunctionName: string, more: object = {}) =>
  account.functions.createFunction({
    FunctionName,
    Role: `${ROLE}/lambda-basic`,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Code: { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") },
    ...more,
  });

export const deploy = ({ account, apiId }: Place, stageName = "live") =>
  account.gateway.createDeployment({ restApiId: apiId, stageName });

export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** A function that may be asked by every authorizer. */
export async function authorizerFunction(scene: Scene, name: string, letIn = true): Promise<void> {
  await makeFunction(scene, name);
  if (letIn)
    await scene.account.functions.addPermission({
      FunctionName: name,
      StatementId: "gateway",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    });
}

/** A mock whose authorizer is this function, deployed; beside it one of GET. */
export async function guarded(
  scene: Scene,
  name: string,
  { letIn = true, ttl = 0 }: { readonly letIn?: boolean; readonly ttl?: number } = {},
): Promise<void> {
  await authorizerFunction(scene, `${name}-authorizer`, letIn);
  await scene.account.gateway.createAuthorizer({
    restApiId: scene.apiId,
    name,
    type: "TOKEN",
    authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn(`${name}-authorizer`)}/invocations`,
    identitySource: "method.request.header.Authorization",
    authorizerResultTtlInSeconds: ttl,
  });
  const flags = `--integration mock --authorization lambda --authorizer ${name} --skip-check authorizer`;
  await method(scene, flags);
  await method(scene, flags, AT.replace("POST", "GET"));
  await deploy(scene);
}

export const KEY = "x".repeat(24);
/** A mock that asks for a key, deployed, and a key; in a plan where `plan` is given, with the key where it is told to be in. */
export async function keyed(
  scene: Scene,
  {
    plan,
    inPlan = true,
    staged = true,
  }: { readonly plan?: object; readonly inPlan?: boolean; readonly staged?: boolean },
): Promise<Readonly<Record<string, string>>> {
  const { gateway } = scene.account;
  await method(scene, "--integration mock --api-key-required");
  await deploy(scene);
  const { id: keyId = "" } = await gateway.createApiKey({ name: "k", enabled: true, value: KEY });
  if (!plan) return { key: keyId };
  const { id: usagePlanId = "" } = await gateway.createUsagePlan({
    name: "p",
    ...(staged ? { apiStages: [{ apiId: scene.apiId, stage: "live" }] } : {}),
    ...plan,
  });
  if (inPlan) await gateway.createUsagePlanKey({ usagePlanId, keyId, keyType: "API_KEY" });
  return { key: keyId, plan: usagePlanId };
}

/** Changes a field of the integration by a client of its own. */
export const patched = async (scene: Scene, path: string, value: string, resource = "/broken") =>
  scene.account.gateway.updateIntegration({
    restApiId: scene.apiId,
    resourceId: await scene.resourceId(resource),
    httpMethod: "POST",
    patchOperations: [{ op: "replace", path, value }],
  });

export const binaryTypes = ({ account, apiId }: Scene, type: string) =>
  account.gateway.updateRestApi({
    restApiId: apiId,
    patchOperations: [{ op: "add", path: `/binaryMediaTypes/${type.replaceAll("/", "~1")}` }],
  });
