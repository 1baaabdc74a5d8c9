import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { type Served, serveSandbox } from "../../src/sandbox/serve.ts";
import { type Backends, startBackends } from "./backends.ts";
import { type Case, haveRecordings, loadMatcher, recordedCases, type Step } from "./cases.ts";
import { invokeStage } from "./invoke.ts";
import { replay } from "./replay.ts";
import { RecordedServices } from "./services.ts";

const RUNS = new Set([
  ...["invoke", "lambda-exec", "http-echo", "function-url", "given-nlb", "logs"],
  ...["kinesis", "sqs", "ssm", "stepfunctions"],
]);

/** What the sandbox cannot play, and why. A case that passes all the same fails its test, so that it leaves this list. */
const CANNOT: Readonly<Record<string, string>> = {};

const cases = recordedCases().filter(
  (recorded) =>
    recorded.requires?.every((need) => RUNS.has(need)) &&
    !recorded.requires.every((need) => need === "given-nlb"),
);

/** The modules of a case's functions, by the names the case gives them. */
function modulesOf(recorded: Case): Record<string, string> {
  const modules: Record<string, string> = {};
  for (const { op, input } of recorded.steps) {
    const name = (input.Code as { ZipFile?: { "<lambda>"?: string } } | undefined)?.ZipFile?.["<lambda>"];
    const file = join(import.meta.dirname, "handlers", `${name}.mjs`);
    if (op === "CreateFunction" && name && existsSync(file)) modules[String(input.FunctionName)] = file;
  }
  return modules;
}

const handlerOf = (recorded: Case, functionName: string) =>
  recorded.steps
    .filter(({ op, input }) => op === "CreateFunction" && input.FunctionName === functionName)
    .map(({ input }) => (input.Code as { ZipFile: { "<lambda>": string } }).ZipFile["<lambda>"])[0] ?? "";

/** How long an answer is depends on the backend's spelling, and this is another one: any length will do. */
function ofThisBackend(step: Step): Step {
  const headers = step.expect?.headers as Record<string, unknown> | undefined;
  if (step.op !== "Invoke" || !headers || step.expect?.status !== 200) return step;
  const lengths = Object.keys(headers).filter((name) => /content-length$/i.test(name));
  const any = lengths
    .filter((name) => /^\d+$/.test(String(headers[name])))
    .map((name) => [name, "<number>"] as const);
  return { ...step, expect: { ...step.expect, headers: { ...headers, ...Object.fromEntries(any) } } };
}

describe.skipIf(!haveRecordings)("recorded answers of running APIs", async () => {
  const match = haveRecordings ? await loadMatcher() : undefined;
  let backends: Backends;
  let passed = 0;
  beforeAll(async () => {
    backends = await startBackends();
  });
  afterAll(async () => {
    await backends.close();
    console.log(`recorded execution cases: ${passed} of ${cases.length} pass`);
    for (const [id, reason] of Object.entries(CANNOT)) console.log(`  cannot: ${id}: ${reason}`);
  });

  async function play(recorded: Case): Promise<string[]> {
    let served: Served | undefined;
    const services = new RecordedServices();
    const step = (played: Step, input: Record<string, unknown>, sandbox: Sandbox) => {
      if (played.service === "logs") return Promise.resolve({});
      const ofService = services.step(played, input);
      if (ofService) return Promise.resolve(ofService);
      if (played.op === "CreateFunctionUrlConfig") {
        return Promise.resolve({
          FunctionUrl: backends.urlOf(handlerOf(recorded, String(input.FunctionName))),
        });
      }
      if (played.op !== "Invoke") return undefined;
      return (async () => {
        served ??= await serveSandbox(sandbox, { port: 0 });
        return invokeStage(served.url, input);
      })();
    };
    const outgoing = (input: Record<string, unknown>) =>
      typeof input.uri === "string" ? { ...input, uri: backends.reroute(input.uri) } : input;
    const played = { ...recorded, steps: recorded.steps.map(ofThisBackend) };
    try {
      const { restore: incoming } = backends;
      return await replay(played, match!, {
        options: { functions: modulesOf(recorded), services: services.stubs },
        step,
        outgoing,
        incoming,
      });
    } finally {
      await served?.close();
    }
  }

  for (const recorded of cases) {
    test(recorded.id, async () => {
      const problems = await play(recorded);
      if (CANNOT[recorded.id]) expect(problems, CANNOT[recorded.id]).not.toEqual([]);
      else {
        expect(problems).toEqual([]);
        passed += 1;
      }
    });
  }
});
