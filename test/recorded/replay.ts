import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as apigateway from "@aws-sdk/client-api-gateway";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import type { Case, Matcher, Step } from "./cases.ts";
import { rawRequest } from "./raw.ts";

const REGION = "us-east-1";
const ACCOUNT = "123456789012";

const SERVICES = {
  apigateway: [apigateway, apigateway.APIGatewayClient],
  iam: [iam, iam.IAMClient],
  lambda: [lambda, lambda.LambdaClient],
} as const;

interface AnyClient {
  send(command: unknown): Promise<{ $metadata: { httpStatusCode?: number } } & Record<string, unknown>>;
}

export interface Invoked {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface Surroundings {
  options?: Partial<SandboxOptions>;
  /** Steps that are no calls of API Gateway, Lambda or IAM; undefined leaves the step to the clients. */
  step?(step: Step, input: Record<string, unknown>, sandbox: Sandbox): Promise<unknown> | undefined;
  /** Changes an input on its way out, for instance to point it at a server on loopback. */
  outgoing?(input: Record<string, unknown>): Record<string, unknown>;
  /** The reverse, for what comes back. */
  incoming?(answer: Record<string, unknown>): Record<string, unknown>;
}

/** Plays a case through the real SDK over a fresh, empty sandbox; returns what differs from the recording. */
export async function replay(recorded: Case, match: Matcher, around: Surroundings = {}): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "apigw-recorded-"));
  const sandbox = openSandbox({
    file: join(folder, "state.json"),
    empty: true,
    accountId: ACCOUNT,
    ...around.options,
  });
  const vars: Record<string, unknown> = {
    region: REGION,
    accountId: ACCOUNT,
    nlbArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/net/recorded/0123456789abcdef`,
    callerArn: `arn:aws:iam::${ACCOUNT}:user/recorder`,
  };
  const clients = clientsOver(sandbox);
  const bad: string[] = [];
  try {
    for (const [index, step] of recorded.steps.entries()) {
      const problems = await playStep(step, match, vars, sandbox, clients, around);
      bad.push(...problems.map((problem) => `step ${index} ${step.op}: ${problem}`));
      if (problems.some((problem) => problem.startsWith("nothing at"))) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return bad;
}

function clientsOver(sandbox: Sandbox): Record<string, AnyClient> {
  const config = {
    region: REGION,
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    requestHandler: sandboxRequestHandler(sandbox),
    maxAttempts: 1,
  };
  return Object.fromEntries(
    Object.entries(SERVICES).map(([name, [, Client]]) => [name, new Client(config) as unknown as AnyClient]),
  );
}

async function playStep(
  step: Step,
  match: Matcher,
  vars: Record<string, unknown>,
  sandbox: Sandbox,
  clients: Record<string, AnyClient>,
  around: Surroundings,
): Promise<string[]> {
  const resolved = withPackage(match.resolve(step.input, vars));
  const input = around.outgoing?.(resolved) ?? resolved;
  const special = around.step?.(step, input, sandbox);
  let answer: Record<string, unknown>;
  let status: number;
  try {
    if (special) {
      const given = await special;
      if (step.op === "Invoke") return compareInvoked(step, match, vars, given as Invoked);
      answer = given as Record<string, unknown>;
      status = 200;
    } else if (step.raw) {
      ({ answer, status } = await rawRequest(sandbox, step.op, input));
    } else {
      const service = step.service ?? "apigateway";
      const sdk = SERVICES[service as keyof typeof SERVICES]?.[0] as Record<string, unknown> | undefined;
      const Command = sdk?.[`${step.op}Command`] as (new (input: unknown) => unknown) | undefined;
      if (!Command) return [`there is no ${service} ${step.op}`];
      const { $metadata, ...body } = await clients[service]!.send(new Command(input));
      answer = around.incoming?.(body) ?? body;
      status = $metadata.httpStatusCode ?? 0;
    }
  } catch (error) {
    return compareFailure(step, match, vars, error as Failure);
  }
  try {
    match.save(step, answer, vars);
  } catch (error) {
    return [(error as Error).message];
  }
  if (!step.expect) return [];
  return match.compareAnswer(step.expect, answer, status, vars);
}

interface Failure extends Error {
  $metadata?: { httpStatusCode?: number };
  status?: number;
  [field: string]: unknown;
}

function compareFailure(step: Step, match: Matcher, vars: Record<string, unknown>, error: Failure): string[] {
  const status = error.$metadata?.httpStatusCode ?? error.status ?? 0;
  if (status === 0) return [`failed: ${error.stack ?? error.message}`];
  if (!step.expect) return [`setup failed: ${error.name}: ${error.message}`];
  const problems = match.compareError(
    step.expect,
    { name: error.name, status, message: error.message },
    vars,
  );
  for (const [field, value] of Object.entries(step.expect.error?.fields ?? {})) {
    if (error[field] !== value)
      problems.push(`error field ${field}: expected ${value}, got ${String(error[field])}`);
  }
  return problems;
}

function compareInvoked(
  step: Step,
  match: Matcher,
  vars: Record<string, unknown>,
  response: Invoked,
): string[] {
  const text = Buffer.from(response.body).toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  match.save(step, { ...response, json }, vars);
  return step.expect ? match.compareInvoke(step.expect, response, vars) : [];
}

/** A code package stands as `{lambda: name}`; the sandbox keeps bytes and runs modules named beside it. */
function withPackage(input: Record<string, unknown>): Record<string, unknown> {
  const code = input.Code as { ZipFile?: { lambda?: string } } | undefined;
  if (!code?.ZipFile?.lambda) return input;
  return { ...input, Code: { ZipFile: new TextEncoder().encode(code.ZipFile.lambda) } };
}
