import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeBack } from "../../src/change/take-back.ts";
import type { MethodDocument } from "../../src/gateway/document/method.ts";
import {
  addressOfKey,
  type Document,
  isOf,
  type Key,
  methodKey,
  pathOfKey,
  permissionOfKey,
  printKey,
  resourceKey,
  thing,
} from "../../src/gateway/document/things.ts";
import { functionInput } from "../../src/gateway/names/uri.ts";
import { callsOf, plan } from "../../src/gateway/plan/plan.ts";
import { meaning, openAccount, type TestAccount } from "./account.ts";
import { documents, universe } from "./documents.ts";

let account: TestAccount;
let keys: readonly Key[];
beforeAll(async () => {
  account = await openAccount();
  keys = universe(account.restApiId);
});
afterAll(() => account.close());

const idOf = (path: string): string => account.ids.get(resourceKey(account.restApiId, path)) ?? "";
const target = (key: Key<"method">) => {
  const { restApiId, path, httpMethod } = addressOfKey(key);
  return { restApiId, resourceId: idOf(path), httpMethod };
};

interface Edit {
  readonly says: string;
  /** Of what is there, the things that this can be done to. */
  on(now: Document): readonly Key[];
  do(key: Key): Promise<unknown>;
  /** Whether it still stands. */
  stands(now: Document, key: Key): boolean;
}

const present = (now: Document, kind: "method" | "resource" | "permission"): readonly Key[] =>
  keys.filter((key) => isOf(kind, key) && now.get(key) !== undefined);

const EDITS: readonly Edit[] = [
  {
    says: "an operation name",
    on: (now) => present(now, "method"),
    do: (key) =>
      account.aws.send("apigateway:UpdateMethod", {
        ...target(key as Key<"method">),
        patchOperations: [{ op: "replace", path: "/operationName", value: "somebodyElse" }],
      }),
    stands: (now, key) =>
      (thing(now, key) as MethodDocument | undefined)?.request.operationName === "somebodyElse",
  },
  {
    says: "a response of its own",
    on: (now) => present(now, "method"),
    do: (key) =>
      account.aws.send("apigateway:PutMethodResponse", {
        ...target(key as Key<"method">),
        statusCode: "418",
      }),
    stands: (now, key) => (thing(now, key) as MethodDocument | undefined)?.responses["418"] !== undefined,
  },
  {
    says: "a method on a resource",
    on: (now) => present(now, "resource"),
    do: (key) =>
      account.aws.send("apigateway:PutMethod", {
        restApiId: account.restApiId,
        resourceId: idOf(pathOfKey(key as Key<"resource">)),
        httpMethod: "HEAD",
        authorizationType: "NONE",
      }),
    stands: (now, key) =>
      now.get(
        methodKey({
          restApiId: account.restApiId,
          path: pathOfKey(key as Key<"resource">),
          httpMethod: "HEAD",
        }),
      ) !== undefined,
  },
  {
    says: "a method gone",
    on: (now) => present(now, "method"),
    do: (key) => account.aws.send("apigateway:DeleteMethod", target(key as Key<"method">)),
    stands: (now, key) => now.get(key) === undefined,
  },
  {
    says: "a statement gone",
    on: (now) => present(now, "permission"),
    do: (key) => {
      const { functionArn, sid } = permissionOfKey(key as Key<"permission">);
      return account.aws.send("lambda:RemovePermission", { ...functionInput(functionArn), StatementId: sid });
    },
    stands: (now, key) => now.get(key) === undefined,
  },
];

/** All HEAD methods that edits made, so that the next run starts clean. */
async function withoutHeads(): Promise<void> {
  const now = await account.read(keys);
  for (const key of now.keys())
    if (isOf("method", key) && addressOfKey(key).httpMethod === "HEAD" && now.get(key) !== undefined)
      await account.aws.send("apigateway:DeleteMethod", target(key));
}

test("what somebody else did in the middle stands, and is named; all else is taken back", async () => {
  await fc.assert(
    fc.asyncProperty(
      documents(account),
      documents(account),
      fc.nat(),
      fc.constantFrom(...EDITS),
      fc.nat(),
      async (a, b, stop, edit, where) => {
        await withoutHeads();
        await account.lead(a);
        const before = await account.read(keys);
        const total = callsOf(plan(before, b)).length;
        if (total === 0) return;
        const n = 1 + (stop % total);
        let sent = 0;
        const run = await account.lead(b, { starting: () => void sent++, stopped: () => sent >= n });
        const middle = await account.read(keys);
        const candidates = edit.on(middle);
        if (candidates.length === 0) return;
        const key = candidates[where % candidates.length] as Key;
        await edit.do(key);
        const back = await takeBack(account.aws, run.before, run.outcome, { flags: [], journal: undefined });
        account.ids = back.ids;
        const now = await account.read(keys);
        const told = [...back.remains.map(({ what }) => what), ...back.others].join("\n");
        // What was gone before, and what this run did not touch, is as it should be: there is nothing to say.
        const touched = (await run.outcome.left()).has(key);
        const asBefore = edit.says.endsWith("gone") && before.get(key) === undefined;
        if (!asBefore) expect(edit.stands(now, key), `${edit.says} on ${key}: ${told}`).toBe(true);
        if (touched && !asBefore) expect(told, edit.says).toContain(nameOf(key));
        // What holds the edited thing stays with it.
        const kept = keysKept(key, edit.says);
        const others = keys.filter((one) => !kept.has(one));
        expect(meaning(now, others), `${edit.says} on ${key}`).toEqual(meaning(before, others));
      },
    ),
    { numRuns: Math.max(60, Number(process.env.APIGW_PAIRS ?? 0)) },
  );
});

/** The edited thing, and what it stands on or points at. */
function keysKept(key: Key, says: string): ReadonlySet<Key> {
  const path = isOf("method", key)
    ? addressOfKey(key).path
    : isOf("resource", key)
      ? pathOfKey(key)
      : undefined;
  const holders =
    path === undefined
      ? []
      : keys.filter(
          (one) =>
            isOf("resource", one) && (path === pathOfKey(one) || path.startsWith(`${pathOfKey(one)}/`)),
        );
  // What stays takes the place of another variable part, and of what was below that.
  const rivals = /^\/p\/\{[ab]\}/.test(path ?? "") ? keys.filter((one) => / \/p\/\{[ab]\}/.test(one)) : [];
  const validators = says.includes("gone") ? [] : keys.filter((one) => isOf("validator", one));
  return new Set([key, ...holders, ...rivals, ...validators]);
}

const nameOf = (key: Key): string => (isOf("permission", key) ? permissionOfKey(key).sid : printKey(key));
