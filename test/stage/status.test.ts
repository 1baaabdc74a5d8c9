import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readingOf } from "../../src/account/reading.ts";
import { configuredMethods, type StageStatus, stageStatuses } from "../../src/account/stage-status.ts";
import type { MethodDocument, RequestValidator } from "../../src/gateway/document/method.ts";
import {
  addressOfKey,
  type Document,
  isOf,
  type Key,
  type Seen,
  thing,
} from "../../src/gateway/document/things.ts";
import { canonical } from "../../src/gateway/plan/shapes.ts";
import { compareMethods } from "../../src/gateway/stage/compare.ts";
import { EXPORT_QUESTION, parseExport, readMethods } from "../../src/gateway/stage/read-export.ts";
import { openAccount, type TestAccount } from "../change/account.ts";
import { documents } from "../change/documents.ts";
import { type Account, accountIn } from "../cli/account.ts";

let account: TestAccount;
let gateway: Account["gateway"];
beforeAll(async () => {
  account = await openAccount();
  gateway = accountIn(account.file).gateway;
  // The sample's own method would be deployed with the others.
  const restApiId = account.restApiId;
  const { items = [] } = await gateway.getResources({ restApiId });
  const pets = items.find(({ path }) => path === "/pets");
  await gateway.deleteMethod({ restApiId, resourceId: pets?.id, httpMethod: "GET" });
});
afterAll(() => account.close());

/** A deployment takes no method without an integration. */
const deployable = (document: Document): Document =>
  new Map(
    [...document].map(([key, one]): [Key, Seen] =>
      isOf("method", key) && (one as MethodDocument | undefined)?.integration === undefined
        ? [key, undefined]
        : [key, one],
    ),
  );
const hasMethods = (document: Document): boolean =>
  [...document].some(([key, one]) => isOf("method", key) && one !== undefined);
const generated = () => documents(account).map(deployable).filter(hasMethods);

const status = async (): Promise<StageStatus> => {
  const reading = readingOf(account.aws);
  const [one] = await stageStatuses({ aws: account.aws, reading }, { id: account.restApiId });
  if (!one) throw new Error("there is no stage");
  return one;
};
const deploy = () => gateway.createDeployment({ restApiId: account.restApiId, stageName: "dev" });

async function become(wanted: Document): Promise<void> {
  const { outcome } = await account.lead(wanted);
  expect(outcome.failures.map(({ failure }) => failure.message)).toEqual([]);
}

/** What a method says, value by value, told without looking at how the program does it. */
function said(document: Document, key: Key<"method">): Map<string, unknown> | undefined {
  const method = thing(document, key);
  if (!method) return undefined;
  const { requestValidator, authorizerId, authorizationType, authorizationScopes, ...request } =
    method.request;
  const validator = requestValidator && (thing(document, requestValidator) as RequestValidator);
  const { connectionType, connectionId, integrationTarget, cacheKeyParameters, type, ...integration } =
    method.integration ?? ({} as Record<string, undefined>);
  const authorizer = { [account.around.cognito]: "customers", [account.around.lambda]: "staff" };
  const values = new Map<string, unknown>();
  const put = (value: unknown, ...way: string[]): void => {
    if (value === undefined) return;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      for (const [name, one] of Object.entries(value)) put(one, ...way, name);
    else values.set(way.join(" "), Array.isArray(value) ? [...value].sort() : value);
  };
  put(request, "request");
  put({ authorizationType, authorizationScopes }, "request", "authorization");
  put(authorizer[authorizerId ?? ""], "request", "authorization", "authorizerId");
  put(validator, "request", "requestValidator");
  for (const part of ["responses", "integrationResponses"] as const)
    for (const [code, response] of Object.entries(method[part])) {
      put(true, part, code);
      put(response, part, code);
    }
  put(type, "integration");
  put(integration, "integration");
  put({ connectionType, connectionId, integrationTarget }, "integration", "connection");
  for (const name of (cacheKeyParameters as readonly string[] | undefined) ?? [])
    put(true, "integration", "cacheKeyParameters", name);
  return values;
}

/** `GET /pets request apiKeyRequired false true`, and what is added or removed as a whole. */
function differences(a: Document, b: Document): Set<string> {
  const found = new Set<string>();
  for (const key of b.keys()) {
    if (!isOf("method", key)) continue;
    const { httpMethod, path } = addressOfKey(key);
    const at = `${httpMethod} ${path}`;
    const [before, after] = [said(a, key), said(b, key)];
    if (!before && !after) continue;
    if (!before || !after) found.add(`${at} ${before ? "removed" : "added"}`);
    else
      for (const way of new Set([...before.keys(), ...after.keys()]))
        if (canonical(before.get(way)) !== canonical(after.get(way)))
          found.add(`${at} ${way} ${canonical(before.get(way))} ${canonical(after.get(way))}`);
  }
  return found;
}

/** The same of a status. */
const toldBy = ({ changes }: StageStatus): Set<string> =>
  new Set(
    changes
      .filter(({ kind }) => kind === "method")
      .flatMap(({ at, change, differences }) =>
        change === "changed"
          ? differences.map(
              ({ member, before, after }) => `${at} ${member} ${canonical(before)} ${canonical(after)}`,
            )
          : [`${at} ${change}`],
      ),
  );

// Each of these is a case of lifecycle section 1: all else is told.
const LOST = [
  / request requestParameters method\.request\.path\./,
  / responses \d+ responseParameters /,
  / integration insecureSkipVerification /,
  / integration connection integrationTarget /,
  /^the API policy, /,
  /^DEFAULT_\dXX statusCode /,
];

/** Of a parameter that is gone an export says that it was declared, and not whether it was required. */
const asFarAsTold = (difference: string): string =>
  difference.replace(
    /( (?:requestParameters method\.request\.path|responseParameters method\.response\.header)\.\S+) (?:true|false) undefined$/,
    '$1 "declared" undefined',
  );

/** As public exports of 2026 have it: with the defaults of integrations, and members in another order. */
function writtenOut(document: unknown, idOf: (path: string) => string | undefined, path = ""): unknown {
  if (Array.isArray(document)) return document.map((one) => writtenOut(one, idOf, path));
  if (typeof document !== "object" || document === null) return document;
  const entries = Object.entries(document).map(([key, value]) => {
    const at = key.startsWith("/") ? key : path;
    const whole =
      key === "x-amazon-apigateway-integration"
        ? {
            timeoutInMillis: 29_000,
            cacheNamespace: idOf(path),
            connectionType: "INTERNET",
            responseTransferMode: "BUFFERED",
            passthroughBehavior: "when_no_match",
            cacheKeyParameters: [],
            ...(value as object),
          }
        : value;
    return [key, writtenOut(whole, idOf, at)] as const;
  });
  return Object.fromEntries(entries.reverse());
}

describe("what a stage serves", () => {
  test("right after a deployment is what is configured", async () => {
    await fc.assert(
      fc.asyncProperty(generated(), async (a) => {
        await become(a);
        await deploy();
        const told = await status();
        expect({ by: told.by, changes: told.changes }).toEqual({ by: "export", changes: [] });
      }),
      { numRuns: 40 },
    );
  });

  test("is read the same where the export writes defaults out, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(generated(), async (a) => {
        await become(a);
        await deploy();
        const reading = readingOf(account.aws);
        const { restApiId } = account;
        const { body } = await gateway.getExport({
          restApiId,
          stageName: "dev",
          ...EXPORT_QUESTION,
        });
        const configured = await configuredMethods({ aws: account.aws, reading }, { id: restApiId });
        const idOf = (path: string) => configured.find((one) => one.path === path)?.resourceId;
        const text = JSON.stringify(writtenOut(JSON.parse(new TextDecoder().decode(body)), idOf));
        expect(compareMethods(readMethods(parseExport(text)), configured).changes).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test("after changes differs by these, value by value, or where exports lose it is not told", async () => {
    await fc.assert(
      fc.asyncProperty(generated(), generated(), async (a, b) => {
        await become(a);
        await deploy();
        await become(b);
        const now = await status();
        const real = new Set([...differences(a, b)].map(asFarAsTold));
        const told = toldBy(now);
        // Nothing is told that is not so.
        expect([...told].filter((one) => !real.has(one))).toEqual([]);
        const untold = now.untold.flatMap(({ member, at }) => at.map((one) => `${one} ${member} `));
        const missed = [...real].filter((one) => !told.has(one));
        expect(missed.filter((one) => !untold.some((front) => one.startsWith(front)))).toEqual([]);
        // Of gateway responses too.
        const others = [...b.keys()]
          .filter((key) => isOf("gatewayResponse", key) && canonical(a.get(key)) !== canonical(b.get(key)))
          .map((key) => key.split(" ")[2] ?? "");
        const toldOthers = now.changes.filter(({ kind }) => kind === "gateway response").map(({ at }) => at);
        expect(toldOthers.filter((at) => !others.includes(at))).toEqual([]);
        const mute = now.untold.flatMap(({ at }) => at);
        expect(others.filter((at) => !toldOthers.includes(at) && !mute.includes(at))).toEqual([]);
        // And what is called lost is what exports lose.
        expect(untold.filter((one) => !LOST.some((lost) => lost.test(one)))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
