import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FAULT_KINDS } from "../../src/sandbox/fault-kinds.ts";
import type { Fault } from "../../src/sandbox/sandbox.ts";
import { CHANGES, type Change, given, ok, standing } from "../cli/changes.ts";
import type { Place, Run } from "../cli/run.ts";
import { words } from "../cli/words.ts";
import { chosen } from "./sample.ts";

// Every command that writes, at each of its calls, with every kind of fault, and then with one more: it ends as it was
// wanted, as it was before, or with 3 and commands that, run as printed, lead there.

/** What comes after the fault. */
const THEN = {
  once: () => [],
  "for ever": () => [],
  "all later calls too": (kind, at) => [{ kind, after: at }],
  "later deletes denied": (_, at) => [{ kind: "denied", operation: "deletes", after: at }],
  "later reads denied": (_, at) => [{ kind: "denied", operation: "reads", after: at }],
  "later writes denied": (_, at) => [{ kind: "denied", operation: "writes", after: at }],
} as const satisfies Readonly<
  Record<string, (kind: Fault["kind"], at: { operation: string; nth: number }) => readonly Fault[]>
>;

const SIGNALS = ["interrupt"] as const;

interface Case {
  readonly name: string;
  readonly change: Change;
  /** Which write it meets, from 1. */
  readonly write: number;
  readonly kind: Fault["kind"] | (typeof SIGNALS)[number];
  readonly then: keyof typeof THEN;
}

/** Of how many writes a change is made, at most: what is beyond them is not there. */
const MOST = 11;

const all: readonly Case[] = Object.entries(CHANGES).flatMap(([name, change]) =>
  Array.from({ length: MOST }, (_, i) => i + 1).flatMap((write) =>
    [...FAULT_KINDS, ...SIGNALS].flatMap((kind) =>
      (Object.keys(THEN) as (keyof typeof THEN)[])
        .filter((then) => kind !== "slow" || then === "once")
        .map((then): Case => ({ name, change, write, kind, then })),
    ),
  ),
);

/** What each change writes where all goes well, and what it leads from and to; found out once. */
const known = new Map<
  string,
  Promise<{ writes: readonly { operation: string; nth: number }[]; before: unknown; wanted: unknown }>
>();
async function learn(change: Change) {
  const place = await given(change);
  const before = await standing(place);
  const run = ok(await place.run(change.line));
  const wanted = await standing(place);
  const counts = new Map<string, number>();
  const writes = run.writes.map(({ operation }) => {
    const nth = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, nth);
    return { operation, nth };
  });
  return { writes, before, wanted };
}

const openRuns = (place: Place): string[] => {
  try {
    return readdirSync(join(place.folder, ".local/state/apigw/runs/open"));
  } catch {
    return [];
  }
};

const ends = new Map<string, number>();
let count = 0;
afterAll(() => console.log(`${count} runs: ${[...ends].map(([end, n]) => `${n} ${end}`).join(", ")}`));

/** The runs that are judged; those that a place does not have so many writes for are passed over. */
async function judge({ name, change, write, kind, then }: Case): Promise<void> {
  const learned = known.get(name) ?? learn(change);
  known.set(name, learned);
  const { writes, before, wanted } = await learned;
  const at = writes[write - 1];
  if (!at) return;
  const faults: Fault[] = [];
  const place = await given(change, { faults });
  if (kind !== "interrupt") {
    const first: Fault = {
      kind,
      operation: at.operation,
      ...(kind === "slow" ? { milliseconds: 1500 } : {}),
    };
    faults.push(then === "for ever" ? first : { ...first, nth: at.nth });
  }
  faults.push(...THEN[then](kind === "interrupt" ? "error" : kind, at));
  const line = kind === "slow" ? `${change.line} --cli-read-timeout 1` : change.line;
  let seen = 0;
  const run = await place.run(line, {
    hurried: true,
    onCall(call, interrupt) {
      if (kind === "interrupt" && call.operation === at.operation && ++seen === at.nth) interrupt();
    },
  });
  faults.length = 0;
  const end = await endOf(place, run, before, wanted);
  ends.set(end, (ends.get(end) ?? 0) + 1);
  count += 1;
}

/** How it ended; throws where it ended otherwise than it may. */
async function endOf(place: Place, run: Run, before: unknown, wanted: unknown): Promise<string> {
  const now = await standing(place);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (run.exit === 0) {
    expect(now, `${run.stderr}\nit left with 0`).toEqual(wanted);
    expect(openRuns(place)).toEqual([]);
    return "as wanted";
  }
  if (run.exit !== 3) {
    expect(now, `${run.stderr}\nit left with ${run.exit}, and is not as before`).toEqual(before);
    expect(openRuns(place), run.stderr).toEqual([]);
    return "as before";
  }
  expect(run.stderr).toContain("What remains, and how to finish");
  const [, command = ""] = /^ {2}(apigw resume \S+ --back.*)$/m.exec(run.stderr) ?? [];
  expect(command, run.stderr).not.toBe("");
  const back = await place.run(words(command).slice(0));
  if (back.exit === 3) {
    expect(back.stderr).toContain("--force");
    const forced = await place.run([...words(command), "--force"]);
    expect(forced.exit, forced.stderr).toBe(0);
  } else expect(back.exit, `${run.stderr}\n---\n${back.stderr}`).toBe(0);
  expect(same(await standing(place), before), `${run.stderr}\n---\n${back.stdout}${back.stderr}`).toBe(true);
  expect(openRuns(place)).toEqual([]);
  return "finished by the command it printed";
}

describe("a fault at every call of every change", () => {
  test.each(chosen(all))("$name, write $write: $kind, $then", (one) => judge(one), 60_000);
});

describe("the judge finds a wrong end", () => {
  const change = CHANGES.replace as Change;
  const ids = async (place: Place) => {
    const api = (await place.account.dump()).apis.petstore;
    return {
      restApiId: place.apiId,
      root: api?.resources["/"]?.id ?? "",
      resourceId: api?.resources["/pets"]?.id ?? "",
      validator: api?.validators[0]?.id ?? "",
    };
  };
  type Tamper = (place: Place, at: Awaited<ReturnType<typeof ids>>) => Promise<unknown>;
  const method = (at: { restApiId: string; resourceId: string }) => ({
    restApiId: at.restApiId,
    resourceId: at.resourceId,
    httpMethod: "POST",
  });
  const patch = (path: string, value: string) => [{ op: "replace" as const, path, value }];
  const WRONG: Readonly<Record<string, Tamper>> = {
    "a resource too many": ({ account }, at) =>
      account.gateway.createResource({ restApiId: at.restApiId, parentId: at.root, pathPart: "left" }),
    "a half-made method": ({ account }, at) =>
      account.gateway.putMethod({ ...method(at), httpMethod: "PATCH", authorizationType: "NONE" }),
    "the method is gone": ({ account }, at) => account.gateway.deleteMethod(method(at)),
    "the integration is gone": ({ account }, at) => account.gateway.deleteIntegration(method(at)),
    "another operation name": ({ account }, at) =>
      account.gateway.updateMethod({ ...method(at), patchOperations: patch("/operationName", "left") }),
    "an API key": ({ account }, at) =>
      account.gateway.updateMethod({ ...method(at), patchOperations: patch("/apiKeyRequired", "true") }),
    "no validator any more": ({ account }, at) =>
      account.gateway.updateMethod({ ...method(at), patchOperations: patch("/requestValidatorId", "") }),
    "another timeout": ({ account }, at) =>
      account.gateway.updateIntegration({ ...method(at), patchOperations: patch("/timeoutInMillis", "77") }),
    "another address": ({ account }, at) =>
      account.gateway.updateIntegration({
        ...method(at),
        patchOperations: patch("/uri", "https://example.org"),
      }),
    "an integration response is gone": ({ account }, at) =>
      account.gateway.deleteIntegrationResponse({ ...method(at), statusCode: "404" }),
    "the default integration response is gone": ({ account }, at) =>
      account.gateway.deleteIntegrationResponse({ ...method(at), statusCode: "200" }),
    "another pattern": ({ account }, at) =>
      account.gateway.putIntegrationResponse({ ...method(at), statusCode: "404", selectionPattern: "yes" }),
    "a method response too many": ({ account }, at) =>
      account.gateway.putMethodResponse({ ...method(at), statusCode: "500" }),
    "a validator too many": ({ account }, at) =>
      account.gateway.createRequestValidator({ restApiId: at.restApiId, name: "left" }),
    "a validator is gone": async ({ account }, at) => {
      await account.gateway.updateMethod({
        ...method(at),
        patchOperations: patch("/requestValidatorId", ""),
      });
      await account.gateway.deleteRequestValidator({
        restApiId: at.restApiId,
        requestValidatorId: at.validator,
      });
    },
    "a statement too many": ({ account }) =>
      account.functions.addPermission({
        FunctionName: "list-pets",
        StatementId: "left",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    "a role too many": ({ account }) =>
      account.iam.createRole({
        RoleName: "left",
        AssumeRolePolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { Service: "apigateway.amazonaws.com" }, Action: "sts:AssumeRole" },
          ],
        }),
      }),
    "a policy of a role too many": ({ account }) =>
      account.iam.putRolePolicy({
        RoleName: "apigw-sample-role",
        PolicyName: "left",
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }],
        }),
      }),
  };
  const lies: Readonly<Record<string, (run: Run) => Run>> = {
    "done, it says, and is not": (run) => ({ ...run, exit: 0 }),
    "something remains, it says, and names no command": (run) => ({
      ...run,
      exit: 3,
      stderr: "What remains, and how to finish",
    }),
    "something remains, and the command is of no run": (run) => ({
      ...run,
      exit: 3,
      stderr: "What remains, and how to finish:\n  apigw resume 20200101-000000000-aaaa --back\n",
    }),
  };

  async function failed() {
    const faults: Fault[] = [];
    const place = await given(change, { faults });
    const before = await standing(place);
    faults.push({ kind: "denied", operation: "PutIntegration", nth: 1 });
    const run = await place.run(change.line, { hurried: true });
    faults.length = 0;
    expect(await endOf(place, run, before, {})).toBe("as before");
    return { place, run, before };
  }

  test.each(Object.entries(WRONG))("%s", async (_, tamper) => {
    const { place, run, before } = await failed();
    await tamper(place, await ids(place));
    await expect(endOf(place, run, before, {})).rejects.toThrow();
  });

  test.each(Object.entries(lies))("%s", async (_, lie) => {
    const { place, run, before } = await failed();
    await expect(endOf(place, lie(run), before, {})).rejects.toThrow();
  });
});
