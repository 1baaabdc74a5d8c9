import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import {
  APIGatewayClient,
  CreateModelCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateVpcLinkCommand,
  GetResourcesCommand,
  GetRestApisCommand,
} from "@aws-sdk/client-api-gateway";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIN, type Served, startSandbox } from "./served.ts";
import { runs } from "./shell.ts";

// The same commands against moto's server, written by other people, and against the sandbox, lead to the same API.

const hasMoto = runs("moto_server", "--help", "this comparison");

const ROLE = "arn:aws:iam::123456789012:role/apigw-sample-role";
const COMMANDS: readonly (readonly string[])[] = [
  ["--resource", "/pets", "--method", "GET", "--integration", "mock"],
  [
    "--resource",
    "/pets",
    "--method",
    "POST",
    "--integration",
    "mock",
    "--response",
    "404=4\\d\\d",
    "--response-header",
    "404:X-Why='missing'",
    "--request-template",
    'application/json={"statusCode": 404}',
  ],
  [
    "--resource",
    "/pets",
    "--method",
    "PUT",
    "--integration",
    "http",
    "--integration-method",
    "PUT",
    "--endpoint",
    "https://example.com/pets",
    "--query-param",
    "dry:required",
    "--header",
    "X-Trace",
    "--request-parameter",
    "integration.request.header.X-Trace=method.request.header.X-Trace",
  ],
  [
    "--resource",
    "/pets/{petId}",
    "--method",
    "GET",
    "--integration",
    "http",
    "--proxy",
    "--integration-method",
    "ANY",
    "--endpoint",
    "https://example.com/pets/{petId}",
  ],
  [
    "--resource",
    "/pets/{petId}",
    "--method",
    "DELETE",
    "--integration",
    "lambda",
    "--proxy",
    "--function",
    "hello",
  ],
  [
    "--resource",
    "/pets/{petId}",
    "--method",
    "PATCH",
    "--integration",
    "lambda",
    "--function",
    "hello",
    "--timeout",
    "5000",
    "--api-key-required",
    "--operation-name",
    "patchPet",
  ],
  [
    "--resource",
    "/queue",
    "--create-resource",
    "--method",
    "POST",
    "--integration",
    "aws",
    "--service",
    "sqs",
    "--integration-method",
    "POST",
    "--path-override",
    "123456789012/pets",
    "--role",
    ROLE,
    "--passthrough",
    "never",
    "--authorization",
    "iam",
  ],
  [
    "--resource",
    "/table",
    "--create-resource",
    "--method",
    "POST",
    "--integration",
    "aws",
    "--service",
    "dynamodb",
    "--integration-method",
    "POST",
    "--action",
    "PutItem",
    "--role",
    ROLE,
    "--request-model",
    "application/json=Empty",
    "--request-validator",
    "body",
  ],
  [
    "--resource",
    "/private",
    "--create-resource",
    "--method",
    "ANY",
    "--integration",
    "vpc-link",
    "--vpc-link",
    "backend",
    "--integration-method",
    "GET",
    "--endpoint",
    "http://pets.internal/",
  ],
  // A second run of the first.
  ["--resource", "/pets", "--method", "GET", "--integration", "mock", "--if-exists", "update"],
];

interface Difference {
  /** `GET /pets methodIntegration.timeoutInMillis` */
  readonly at: string;
  readonly member: string;
  readonly sandbox: unknown;
  readonly moto: unknown;
}

const nothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);
const isId = (value: unknown): boolean => typeof value === "string" && /^[a-z0-9]{6,10}$/.test(value);

/** Where the two answers may differ, and why the sandbox is not the one to change. */
const EXPLAINED: readonly { readonly why: string; readonly is: (one: Difference) => boolean }[] = [
  {
    why: "moto leaves out what AWS fills in when nothing was sent (recorded)",
    is: ({ member, sandbox, moto }) =>
      nothing(moto) &&
      (
        {
          timeoutInMillis: 29000,
          passthroughBehavior: "WHEN_NO_MATCH",
          connectionType: "INTERNET",
        } as Record<string, unknown>
      )[member] === sandbox,
  },
  {
    why: "AWS gives the resource's id as cacheNamespace (recorded); moto leaves it out",
    is: ({ member, sandbox, moto }) => member === "cacheNamespace" && isId(sandbox) && nothing(moto),
  },
  {
    why: "ids are made up by each",
    is: ({ member, sandbox, moto }) => member === "requestValidatorId" && isId(sandbox) && isId(moto),
  },
  {
    why: "moto does not keep this member",
    is: ({ member, sandbox, moto }) => member === "connectionId" && !nothing(sandbox) && nothing(moto),
  },
];

/** All that differs between two values, leaf by leaf. */
function differences(at: string, sandbox: unknown, moto: unknown): Difference[] {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (isMap(sandbox) && isMap(moto) && !(nothing(sandbox) || nothing(moto)))
    return [...new Set([...Object.keys(sandbox), ...Object.keys(moto)])].flatMap((key) =>
      differences(`${at}.${key}`, sandbox[key], moto[key]),
    );
  if (JSON.stringify(sandbox) === JSON.stringify(moto)) return [];
  return [{ at, member: at.split(".").at(-1) ?? "", sandbox, moto }];
}

const config = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
});

/** What both begin with: an API, its VPC link, a function and its role. */
async function prepare(endpoint: string): Promise<void> {
  const gateway = new APIGatewayClient(config(endpoint));
  const { id: restApiId, rootResourceId: parentId } = await gateway.send(
    new CreateRestApiCommand({ name: "petstore", endpointConfiguration: { types: ["REGIONAL"] } }),
  );
  const pets = await gateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart: "pets" }));
  await gateway.send(new CreateResourceCommand({ restApiId, parentId: pets.id, pathPart: "{petId}" }));
  // CreateRestApi makes this model on AWS (recorded); moto's does not.
  await gateway
    .send(new CreateModelCommand({ restApiId, name: "Empty", contentType: "application/json", schema: "{}" }))
    .catch((error) => expect(error.name).toBe("ConflictException"));
  await gateway.send(
    new CreateVpcLinkCommand({
      name: "backend",
      targetArns: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/pets/1"],
    }),
  );
  const iam = new IAMClient(config(endpoint));
  const role = async (RoleName: string, Service: string, ...Action: string[]) => {
    const trust = { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" };
    const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }),
    );
    const PolicyDocument = policy({ Effect: "Allow", Action, Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "calls", PolicyDocument }));
    return Role;
  };
  await role("apigw-sample-role", "apigateway.amazonaws.com", "dynamodb:PutItem", "sqs:SendMessage");
  const Role = await role("runs-hello", "lambda.amazonaws.com", "logs:*");
  await new LambdaClient(config(endpoint)).send(
    new CreateFunctionCommand({
      FunctionName: "hello",
      Runtime: "nodejs22.x",
      Role: Role?.Arn,
      Handler: "index.handler",
      Code: { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") },
    }),
  );
}

/** The API's methods, by method and path. */
async function methods(endpoint: string): Promise<Record<string, unknown>> {
  const gateway = new APIGatewayClient(config(endpoint));
  const { items: apis = [] } = await gateway.send(new GetRestApisCommand({}));
  const { items = [] } = await gateway.send(
    new GetResourcesCommand({ restApiId: apis[0]?.id, embed: ["methods"], limit: 500 }),
  );
  return Object.fromEntries(
    items.flatMap(({ path, resourceMethods }) =>
      Object.entries(resourceMethods ?? {}).map(([verb, method]) => [`${verb} ${path}`, method]),
    ),
  );
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`nothing answers at ${url}`);
}

describe.skipIf(!hasMoto)("the same commands against moto's server and the sandbox", () => {
  let sandbox: Served;
  let moto: ChildProcess;
  let motoUrl: string;
  beforeAll(async () => {
    sandbox = await startSandbox("--empty", "--quiet");
    const port = await freePort();
    motoUrl = `http://127.0.0.1:${port}`;
    moto = spawn("moto_server", ["-p", String(port)], { stdio: "ignore", detached: true });
    await answers(motoUrl);
    await Promise.all([prepare(sandbox.url), prepare(motoUrl)]);
  });
  afterAll(async () => {
    // moto_server may be a wrapper script: its whole group goes.
    if (moto?.pid !== undefined) process.kill(-moto.pid, "SIGTERM");
    await sandbox?.stop();
  });

  it.each(COMMANDS.map((words) => [words.join(" "), words] as const))("%s", async (_, words) => {
    const args = [BIN, "create-method", "--api", "petstore", ...words];
    const [ours, theirs] = await Promise.all([
      sandbox.run(process.execPath, args),
      sandbox.run(process.execPath, [...args, "--aws-endpoint-url", motoUrl]),
    ]);
    expect(ours).toMatchObject({ exit: 0 });
    // Each names its own address.
    const bare = (text: string) =>
      text.replaceAll(
        /127\.0\.0\.1:\d+|\b[a-z0-9]{10}\b|(?<=(?:resource|requestValidator|connection|authorizer)Id )\w+/g,
        "…",
      );
    expect(theirs.exit, theirs.stderr).toBe(0);
    expect(bare(theirs.stdout)).toBe(bare(ours.stdout));
  });

  it("changes a method, which moto does not implement: the command says so and nothing is left changed", async () => {
    const args = [BIN, "create-method", "--api", "petstore", "--resource", "/pets", "--method", "GET"];
    const change = [
      ...args,
      "--integration",
      "mock",
      "--if-exists",
      "update",
      "--operation-name",
      "listPets",
      "--dry-run",
    ];
    expect(await sandbox.run(process.execPath, change)).toMatchObject({ exit: 0 });
    const before = await methods(motoUrl);
    const theirs = await sandbox.run(process.execPath, [
      ...change.slice(0, -1),
      "--aws-endpoint-url",
      motoUrl,
    ]);
    expect(theirs).toMatchObject({ exit: 1, stderr: expect.stringContaining("UpdateMethod") });
    expect(await methods(motoUrl)).toEqual(before);
  });

  it("leads to the same methods, but for what is explained", async () => {
    const [ours, theirs] = await Promise.all([methods(sandbox.url), methods(motoUrl)]);
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    expect(Object.keys(ours)).toHaveLength(9);
    const all = Object.keys(ours).flatMap((name) => differences(name, ours[name], theirs[name]));
    const reasons = all.map((one) => EXPLAINED.find(({ is }) => is(one))?.why);
    for (const why of new Set(reasons))
      console.log(`${reasons.filter((one) => one === why).length} differences: ${why ?? "NOT EXPLAINED"}`);
    expect(all.filter((_, i) => reasons[i] === undefined)).toEqual([]);
    // An explanation that explains nothing is stale.
    expect(EXPLAINED.map(({ why }) => why).filter((why) => !reasons.includes(why))).toEqual([]);
  });
});
