import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ok } from "../cli/changes.ts";
import { freshPlace, type Place } from "../cli/run.ts";
import { browser, type PageCall, Pages, type Seen } from "./browser/pages.ts";

// CORS is the browser's: what it lets a page read, and what it keeps from it. A real one, with pages of three origins,
// calls a deployed stage of the sandbox before enable-cors, after, and after its --remove.

const program = browser();
const pages = new Pages();
const backend = createServer((request, answer) => {
  const status = Number(/status=(\d+)/.exec(request.url ?? "")?.[1] ?? 200);
  answer.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify({ backend: status }));
});

// A port at which nobody listens any more.
const nobody = createServer();
let down = 0;

beforeAll(async () => {
  for (const server of [backend, nobody]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  down = (nobody.address() as AddressInfo).port;
  nobody.close();
  if (program) await pages.open(program);
});
afterAll(async () => {
  await pages.close();
  backend.closeAllConnections();
  backend.close();
});

const AT = "--api petstore --resource /shop";
/** By integration type, how both methods of the resource are made. */
const KINDS: Readonly<Record<string, () => string>> = {
  mock: () => "--integration mock --response-template '200:application/json={\"mock\": true}'",
  http: () =>
    `--integration http --integration-method GET --endpoint http://127.0.0.1:${(backend.address() as AddressInfo).port}/`,
  "non-proxy Lambda": () => "--integration lambda --function hello",
};

/** A stage with GET and PUT on a resource, and what is answered with errors. */
async function shop(kind: string): Promise<Place> {
  const place = await freshPlace();
  const { port } = backend.address() as AddressInfo;
  for (const method of ["GET", "PUT"])
    ok(await place.run(`apigw create-method ${AT} --create-resource --method ${method} ${KINDS[kind]?.()}`));
  const at = (path: string) =>
    `apigw create-method --api petstore --resource ${path} --create-resource --method GET`;
  // What the backend answers with 404 becomes 404.
  ok(
    await place.run(
      `${at("/shop/gone")} --integration http --integration-method GET --endpoint http://127.0.0.1:${port}/?status=404 --response 404=404`,
    ),
  );
  // What nobody answers becomes API Gateway's own 504, what needs a key its own 403.
  ok(
    await place.run(
      `${at("/shop/down")} --integration http --integration-method GET --endpoint http://127.0.0.1:${down}/`,
    ),
  );
  ok(await place.run(`${at("/shop/locked")} --integration mock --api-key-required`));
  ok(await place.run("apigw deploy --api petstore --stage web --create-stage"));
  return place;
}

const callsOf = (place: Place): Readonly<Record<string, PageCall>> => {
  const url = `${place.url}/restapis/${place.apiId}/web/_user_request_/shop`;
  return {
    get: { url },
    put: { url, init: { method: "PUT", headers: { "X-Shop": "toys", "Content-Type": "application/json" } } },
    cookies: { url, init: { credentials: "include" } },
    "cookies, put": { url, init: { method: "PUT", headers: { "X-Shop": "toys" }, credentials: "include" } },
    gone: { url: `${url}/gone` },
    down: { url: `${url}/down` },
    locked: { url: `${url}/locked` },
    // A path that is none: API Gateway answers it.
    nowhere: { url: `${url}/nowhere/at/all` },
  };
};

/** What each call came to: its status, or that the browser kept it from the page. */
async function seenBy(origin: string, place: Place): Promise<Record<string, number | "kept">> {
  const calls = callsOf(place);
  const seen = await pages.calls(origin, Object.values(calls));
  return Object.fromEntries(Object.keys(calls).map((name, i) => [name, told(seen[i] as Seen)]));
}
const told = (seen: Seen): number | "kept" => {
  if ("error" in seen) return "kept";
  // What may be read has something to be read.
  expect(seen.body, `an answer of ${seen.status}`).not.toBe("");
  return seen.status;
};

const KEPT = Object.fromEntries(
  ["get", "put", "cookies", "cookies, put", "gone", "down", "locked", "nowhere"].map((name) => [
    name,
    "kept",
  ]),
);
const ERRORS = { gone: 404, down: 504, locked: 403, nowhere: 403 };
const PATHS = "--resource /shop --recursive --allow-headers Content-Type,X-Shop --deploy web";

describe.skipIf(program === undefined).each(Object.keys(KINDS))("a browser and a %s", (kind) => {
  test("every origin, without credentials", async () => {
    const place = await shop(kind);
    const [one = "", two = ""] = pages.allowed;
    expect(await seenBy(one, place)).toEqual(KEPT);
    ok(await place.run(`apigw enable-cors --api petstore ${PATHS}`));
    for (const origin of [one, two, pages.refused])
      expect(await seenBy(origin, place)).toEqual({
        ...KEPT,
        get: 200,
        put: 200,
        ...ERRORS,
      });
    ok(
      await place.run(
        "apigw enable-cors --api petstore --resource /shop --recursive --remove --deploy web --yes",
      ),
    );
    expect(await seenBy(one, place)).toEqual(KEPT);
  }, 120_000);

  test("two origins with credentials, and no other", async () => {
    const place = await shop(kind);
    const allow = pages.allowed.map((origin) => `--allow-origin ${origin}`).join(" ");
    ok(await place.run(`apigw enable-cors --api petstore ${PATHS} ${allow} --allow-credentials`));
    for (const origin of pages.allowed)
      expect(await seenBy(origin, place)).toEqual({
        get: 200,
        put: 200,
        cookies: 200,
        "cookies, put": 200,
        ...ERRORS,
      });
    // What API Gateway answers by itself cannot choose: it is said so, and holds nothing of the backend's.
    expect(await seenBy(pages.refused, place)).toEqual({ ...KEPT, down: 504, locked: 403, nowhere: 403 });
    ok(await place.run("apigw undo --yes"));
    for (const origin of pages.allowed) expect(await seenBy(origin, place)).toEqual(KEPT);
  }, 120_000);

  test("one origin", async () => {
    const place = await shop(kind);
    const [one = "", two = ""] = pages.allowed;
    ok(
      await place.run(
        `apigw enable-cors --api petstore ${PATHS} --allow-origin ${one} --no-gateway-responses`,
      ),
    );
    expect(await seenBy(one, place)).toEqual({ ...KEPT, get: 200, put: 200, gone: 404 });
    expect(await seenBy(two, place)).toEqual(KEPT);
  }, 120_000);
});

test.runIf(program === undefined)("there is no browser on this machine: nothing was tried", () => {
  expect.fail("install chromium, which Debian has, and run this proof again");
});
