import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takeBack } from "../../src/change/take-back.ts";
import { toward } from "../../src/change/toward.ts";
import type { MethodDocument } from "../../src/gateway/document/method.ts";
import {
  type Document,
  isOf,
  isUnread,
  type Key,
  type Seen,
  type Things,
} from "../../src/gateway/document/things.ts";
import { applied } from "../../src/gateway/plan/applied.ts";
import { callsOf, plan } from "../../src/gateway/plan/plan.ts";
import { meaning, openAccount, type TestAccount } from "./account.ts";
import { documents, universe } from "./documents.ts";

// The whole proof: APIGW_PAIRS=300. What is carried out on a sandbox takes a second a pair.
const PAIRS = Number(process.env.APIGW_PAIRS ?? 40);

let account: TestAccount;
let keys: readonly Key[];
beforeAll(async () => {
  account = await openAccount();
  keys = universe(account.restApiId);
  const { cognito, lambda, vpcLink } = account.around;
  expect([account.restApiId, cognito, lambda, vpcLink].every((one) => one !== "")).toBe(true);
});
afterAll(() => account.close());

type Thing = Things[keyof Things];
/** Where nobody knows what AWS makes of a call, the one or the other. */
const oneOf = <T>(all: readonly T[], pick: number): T => all[pick % all.length] as T;

const refusals = ({
  failures,
}: {
  failures: readonly { call: { operation: string; input: unknown }; failure: Error }[];
}) =>
  failures.map(({ call, failure }) => `${call.operation} ${JSON.stringify(call.input)}: ${failure.message}`);

/** Leads to a document, whatever was there. */
async function become(wanted: Document): Promise<void> {
  const { outcome } = await account.lead(wanted);
  expect(refusals(outcome)).toEqual([]);
}

describe("a plan from one document to another", () => {
  test("is empty where both are the same", () => {
    fc.assert(
      fc.property(documents(account), (x) => {
        const { steps, unread, kept } = plan(x, new Map(structuredClone([...x])));
        expect({ steps, unread, kept }).toEqual({ steps: [], unread: [], kept: [] });
      }),
      { numRuns: 300 },
    );
  });

  test("carried out, makes the other; then nothing is left to plan", async () => {
    await fc.assert(
      fc.asyncProperty(documents(account), documents(account), async (a, b) => {
        await become(a);
        await become(b);
        const now = await account.read(keys);
        expect(meaning(now, keys)).toEqual(meaning(b, keys));
        expect(callsOf(plan(now, b))).toEqual([]);
      }),
      { numRuns: Math.max(PAIRS, 100) },
    );
  });

  test("stopped after any call, the way back leads to what was, nothing more and nothing less", async () => {
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(documents(account), documents(account), async (a, b) => {
        await become(a);
        pairs += 1;
        const before = meaning(await account.read(keys), keys);
        const total = callsOf(plan(await account.read(keys), b)).length;
        for (let n = 1; n <= total; n++) {
          let sent = 0;
          const run = await account.lead(b, { starting: () => void sent++, stopped: () => sent >= n });
          const back = await takeBack(account.aws, run.before, run.outcome, {
            flags: [],
            journal: undefined,
          });
          account.ids = back.ids;
          expect(back).toMatchObject({ remains: [], others: [] });
          expect(meaning(await account.read(keys), keys), `after ${n} of ${total}`).toEqual(before);
        }
      }),
      { numRuns: PAIRS },
    );
    expect(pairs).toBeGreaterThanOrEqual(PAIRS);
  }, 240_000);

  test("stopped after any call of 300 pairs, as far as AWS is known: the same without an account", () => {
    fc.assert(
      fc.property(documents(account), documents(account), fc.nat(), (a, b, pick) => {
        const { steps } = plan(a, b);
        const calls = steps.flatMap(({ key, calls }) => calls.map((call) => ({ key, call })));
        for (let n = 0; n <= calls.length; n++) {
          const now = new Map(a);
          const left = new Map<Key, readonly (Thing | undefined)[]>();
          for (const { key, call } of calls.slice(0, n)) {
            const states = left.get(key) ?? [a.get(key) as Thing | undefined];
            left.set(
              key,
              states.flatMap((one) => [...applied(key, one, call)]),
            );
            now.set(key, oneOf(applied(key, now.get(key) as Thing | undefined, call), pick));
          }
          const { wanted, conflicts } = toward(a, left, now);
          expect(conflicts).toEqual([]);
          for (const { key, calls } of plan(now, wanted).steps)
            for (const call of calls)
              now.set(key, oneOf(applied(key, now.get(key) as Thing | undefined, call), pick));
          expect(meaning(now, keys), `after ${n} of ${calls.length}`).toEqual(meaning(a, keys));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("merged with what anybody did meanwhile, every mapping is declared", () => {
    const undeclared = ({ request, integration, responses, integrationResponses }: MethodDocument) => [
      ...Object.values(integration?.requestParameters ?? {}).filter(
        (from) =>
          from.startsWith("method.request.") &&
          !/\.body/.test(from) &&
          !(from.replace("multivalue", "") in request.requestParameters),
      ),
      ...Object.entries(integrationResponses).flatMap(([status, { responseParameters }]) =>
        Object.keys(responseParameters)
          .filter((name) => !(name in (responses[status]?.responseParameters ?? {})))
          .map((name) => `${status} ${name}`),
      ),
    ];
    let merged = 0;
    fc.assert(
      fc.property(documents(account), documents(account), documents(account), (a, b, c) => {
        const left = new Map([...b].map(([key, one]) => [key, [one as Thing | undefined]] as const));
        for (const [key, one] of toward(a, left, c).wanted) {
          if (!isOf("method", key) || one === undefined || isUnread(one)) continue;
          const was = [a, c].flatMap((of) => {
            const before = of.get(key);
            return before === undefined || isUnread(before) ? [] : undeclared(before as MethodDocument);
          });
          merged++;
          expect(undeclared(one as MethodDocument).filter((name) => !was.includes(name))).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
    expect(merged).toBeGreaterThan(100);
  });

  test("what could not be read is neither overwritten nor taken away", () => {
    const unread: Seen = { unread: "you may not read it" };
    fc.assert(
      fc.property(documents(account), documents(account), fc.subarray([...universe("x")]), (a, b, some) => {
        const hidden = new Set(some.map((key) => key.replace(" x ", ` ${account.restApiId} `) as Key));
        const now = new Map([...a].map(([key, thing]) => [key, hidden.has(key) ? unread : thing]));
        const planned = plan(now, b);
        for (const { key, calls } of planned.steps) {
          if (!isUnread(now.get(key))) continue;
          const [first] = calls;
          // Only what AWS refuses where it is there; or what belongs to something that this plan makes.
          const owned = /^(?:rolePolicy|method|resource) /.test(key);
          expect(first?.operation).toMatch(
            owned
              ? /:(?:Create|Put|Add)/
              : /:(?:CreateRole|PutMethod|CreateResource|AddPermission|CreateStage)$/,
          );
        }
        for (const key of hidden)
          if (b.get(key) === undefined) expect(planned.steps.map((step) => step.key)).not.toContain(key);
      }),
      { numRuns: 300 },
    );
  });
});
