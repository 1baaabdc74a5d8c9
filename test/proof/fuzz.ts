/**
 * Whatever is sent, the sandbox answers, in bounded time and memory: generated templates and patterns, mutated requests,
 * and SIGTERM at any moment. `fuzz [--seed N] [--sample]`: a tenth of it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-api-gateway";
import { javaPattern } from "../../src/gateway/pattern/java-pattern.ts";
import { BodyError, renderTemplate, TemplateError } from "../../src/template/render.ts";
import { templateVariables } from "../../src/template/variables.ts";

declare const PROOF_FOLDER: string;

const given = process.argv.slice(2);
const seedAt = given.indexOf("--seed");
const seed = seedAt < 0 ? Date.now() % 1_000_000_007 : Number(given[seedAt + 1]);
const share = given.includes("--sample") ? 0.1 : 1;
/** The longest that one template or pattern may take, in milliseconds: well over their steps on a busy machine. */
const BOUND = 3000;
/** How long a server may live after SIGTERM. */
const END_BOUND = 1000;

/** Numbers that are the same for the same seed (mulberry32). */
function random(start: number) {
  let state = start >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, one: <T>(list: readonly T[]): T => list[below(list.length)]! };
}
const dice = random(seed);
const failures: string[] = [];
const fail = (what: string) => failures.push(what.slice(0, 500));
const rounds = (count: number) => Math.ceil(count * share);

// --- templates

const NAMES = [
  "a",
  "b",
  "list",
  "map",
  "context",
  "input",
  "util",
  "stageVariables",
  "foreach",
  "__proto__",
  "constructor",
];
const METHODS = [
  ...[
    "size()",
    "get(0)",
    "get('k')",
    "put('k', $a)",
    "add($a)",
    "add(0, $b)",
    "remove(0)",
    "keySet()",
    "entrySet()",
    "values()",
  ],
  ...[
    "toString()",
    "length()",
    "split(',')",
    "replaceAll('(a+)+', 'b')",
    "matches('(x|y)*')",
    "substring(1)",
    "indexOf('a')",
  ],
  ...[
    "equals($b)",
    "class.name",
    "class.forName('x')",
    "getClass()",
    "parseInt('12')",
    "path('$')",
    "json('$..*')",
    "params('x')",
  ],
  ...[
    "addAll($list)",
    "contains($a)",
    "toUpperCase()",
    "concat($a)",
    "repeat(99999999)",
    "hashCode()",
    "intValue()",
  ],
];
const LITERALS = [
  "1",
  "0",
  "-7",
  "9007199254740993",
  "1.5",
  "1e300",
  "'x'",
  '"$a-$b"',
  "true",
  "[1..9]",
  "[1, 'b']",
  "{'k': 'v'}",
  "[]",
  "$null",
];

function expression(depth: number): string {
  if (depth <= 0 || dice.next() < 0.3) return dice.next() < 0.5 ? dice.one(LITERALS) : `$${dice.one(NAMES)}`;
  const inner = () => expression(depth - 1);
  switch (dice.below(4)) {
    case 0:
      return `$${dice.one(NAMES)}.${dice.one(METHODS)}`;
    case 1:
      return `(${inner()} ${dice.one(["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"])} ${inner()})`;
    case 2:
      return `$${dice.one(NAMES)}[${inner()}]`;
    default:
      return `!${inner()}`;
  }
}

function template(depth: number): string {
  const inner = () => template(depth - 1);
  if (depth <= 0)
    return dice.one([
      "text ",
      "$a",
      "$!b.c",
      "${list}",
      "\\$a",
      "#",
      "$",
      "##\n",
      "#[[raw]]#",
      "é",
      "\u0000",
      '"',
    ]);
  const parts = Array.from({ length: 1 + dice.below(3) }, () => {
    switch (dice.below(9)) {
      case 0:
        return `#set($${dice.one(NAMES)} = ${expression(2)})`;
      case 1:
        return `#if(${expression(2)})${inner()}#elseif(${expression(1)})x#else${inner()}#end`;
      case 2:
        return `#foreach($${dice.one(NAMES)} in ${expression(1)})${inner()}#if($foreach.hasNext),#end#end`;
      case 3:
        return `#foreach($i in [1..${dice.one([9, 1000, 99999999])}])${inner()}#end`;
      case 4:
        return `#macro(m$x)${inner()}#end#m(${expression(1)})`;
      case 5:
        return `#define($d)${inner()}#end$d`;
      case 6:
        return dice.one([
          "#break",
          "#stop",
          "#end",
          "#else",
          "#evaluate($a)",
          "#include('x')",
          "#set(",
          "#foreach($a in",
        ]);
      case 7:
        return `$util.${dice.one(["escapeJavaScript", "urlEncode", "base64Decode", "parseJson"])}(${expression(1)})`;
      default:
        return `${expression(2)} `;
    }
  });
  return parts.join("");
}

function templates(): void {
  let longest = 0;
  for (let index = 0; index < rounds(5000); index++) {
    const text = template(4);
    const call = {
      request: { path: { id: "1" }, query: { q: ["1", "2"] }, headers: { H: ["h"] } },
      stageVariables: { v: "1" },
      context: {
        requestOverride: { header: {}, path: {}, querystring: {} },
        responseOverride: { header: {} },
      },
    };
    const body = dice.one([
      '{"a": [1, {"b": 2}], "k": "v"}',
      "[1,2,3]",
      "plain",
      "{",
      "",
      '{"__proto__": 1}',
    ]);
    const started = performance.now();
    try {
      renderTemplate(text, templateVariables(call, body));
    } catch (error) {
      if (!(error instanceof TemplateError || error instanceof BodyError))
        fail(`template ${JSON.stringify(text)}: ${String(error)}`);
    }
    const took = performance.now() - started;
    longest = Math.max(longest, took);
    if (took > BOUND) fail(`template took ${took.toFixed(0)} ms: ${JSON.stringify(text)}`);
  }
  console.log(`${rounds(5000)} templates, the longest ${longest.toFixed(0)} ms`);
}

// --- patterns

function pattern(depth: number): string {
  if (depth <= 0)
    return dice.one([
      "a",
      "b",
      ".",
      "\\d",
      "[a-c]",
      "[^x]",
      "\\w",
      "\\Qa*\\E",
      "^",
      "$",
      "\\b",
      "\\p{L}",
      "é",
      "(",
      "[",
      "\\",
    ]);
  const inner = () => pattern(depth - 1);
  switch (dice.below(8)) {
    case 0:
      return `(${inner()}${inner()})`;
    case 1:
      return `(?:${inner()}|${inner()})`;
    case 2:
      return `${inner()}${dice.one(["*", "+", "?", "{2,5}", "{0,900}", "*?", "++", "*+"])}`;
    case 3:
      return `(${inner()}${dice.one(["*", "+"])})${dice.one(["*", "+", "{1,50}"])}`;
    case 4:
      return `(?${dice.one(["i", "s", "m", "x", "=", "!", "<=", "<n>", ">"])}${dice.one([")", ":", ""])}${inner()})`;
    case 5:
      return `${inner()}\\${1 + dice.below(3)}`;
    default:
      return `${inner()}${inner()}`;
  }
}

function patterns(): void {
  let longest = 0;
  const texts = ["a".repeat(3000), `${"ab".repeat(1500)}!`, "", "é\u{1F600}".repeat(200), "a\nb\nc"];
  for (let index = 0; index < rounds(5000); index++) {
    const text = pattern(4);
    const started = performance.now();
    try {
      const read = javaPattern(text);
      if (!("fault" in read)) read.matches(dice.one(texts));
    } catch (error) {
      if ((error as Error).name !== "TooMuchWork") fail(`pattern ${JSON.stringify(text)}: ${String(error)}`);
    }
    const took = performance.now() - started;
    longest = Math.max(longest, took);
    if (took > BOUND) fail(`pattern took ${took.toFixed(0)} ms: ${JSON.stringify(text)}`);
  }
  console.log(`${rounds(5000)} patterns, the longest ${longest.toFixed(0)} ms`);
}

// --- requests

interface Sent {
  method: string;
  path: string;
  query: Record<string, string>;
  body: string;
}

/** The requests of the recordings beside the project, or some of our own, as the SDK writes them. */
async function requests(): Promise<Sent[]> {
  const folder = process.env.APIGW_RECORDED_DIR ?? join(PROOF_FOLDER, "../../../shared/recorded");
  const steps = [folder, join(folder, "next")]
    .filter((one) => existsSync(one))
    .flatMap((one) =>
      readdirSync(one)
        .filter((file) => file.endsWith(".json"))
        .map((file) => join(one, file)),
    )
    .flatMap(
      (file) =>
        JSON.parse(readFileSync(file, "utf8")) as {
          steps: { op: string; service?: string; input: object }[];
        }[],
    )
    .flatMap((recorded) => recorded.steps)
    .filter(({ service }) => service === undefined);
  const own = [
    { op: "CreateRestApi", input: { name: "x", binaryMediaTypes: ["a/b"], tags: { a: "b" } } },
    {
      op: "PutIntegration",
      input: {
        restApiId: "a",
        resourceId: "b",
        httpMethod: "GET",
        type: "MOCK",
        requestTemplates: { a: "b" },
      },
    },
    {
      op: "UpdateStage",
      input: {
        restApiId: "a",
        stageName: "b",
        patchOperations: [{ op: "replace", path: "/variables/a", value: "b" }],
      },
    },
  ];
  const written: Sent[] = [];
  const client = new sdk.APIGatewayClient({
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
    requestHandler: {
      async handle(made: { method: string; path: string; query?: Record<string, string>; body?: unknown }) {
        written.push({
          method: made.method,
          path: made.path,
          query: { ...made.query },
          body: typeof made.body === "string" ? made.body : "",
        });
        throw new Error("written");
      },
    } as never,
  });
  for (const { op, input } of [...own, ...steps]) {
    const Command = (sdk as unknown as Record<string, new (input: object) => never>)[`${op}Command`];
    if (Command) await client.send(new Command(input)).catch(() => undefined);
  }
  return written;
}

const ODD: unknown[] = [
  null,
  true,
  0,
  -1,
  1e99,
  "",
  "__proto__",
  "constructor",
  "x".repeat(5000),
  [],
  {},
  [null],
  { __proto__: 1 },
  "\u0000",
  "${stageVariables.x}",
  "arn:aws:x",
];

function mutated(value: unknown): unknown {
  if (dice.next() < 0.15) return dice.one(ODD);
  if (Array.isArray(value)) return dice.next() < 0.1 ? [...value, ...value] : value.map(mutated);
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).map(([key, item]) => [
      dice.next() < 0.1 ? String(dice.one(ODD)) : key,
      mutated(item),
    ]);
    return Object.fromEntries(entries);
  }
  return value;
}

function changed({ method, path, query, body }: Sent, ids: readonly string[]): Sent {
  // What a recording refers to is something that is there; now and then it is something else.
  const segments = path.split("/").map((part) => {
    if (dice.next() < 0.03) return encodeURIComponent(String(dice.one(ODD)).slice(0, 40));
    return part.startsWith("%24%7B") ? dice.one(ids) : part;
  });
  let text = body;
  try {
    text = JSON.stringify(mutated(JSON.parse(body)));
  } catch {
    // no JSON: cut somewhere
  }
  if (dice.next() < 0.1) text = text.slice(0, dice.below(text.length + 1));
  return {
    method: dice.next() < 0.05 ? dice.one(["GET", "PUT", "POST", "PATCH", "DELETE"]) : method,
    path: segments.join("/"),
    query,
    body: text,
  };
}

function send(
  url: string,
  { method, path, query, body }: Sent,
  signed = true,
): Promise<{ status: number; text: string }> {
  const search = new URLSearchParams(query).toString();
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${url}${path.replaceAll(" ", "%20")}${search ? `?${search}` : ""}`,
      {
        method,
        headers: {
          "content-type": "application/json",
          ...(signed
            ? {
                authorization:
                  "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/apigateway/aws4_request, Signature=b",
              }
            : {}),
        },
      },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
        incoming.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function serve(
  folder: string,
  name: string,
): Promise<{ url: string; server: ChildProcess; ended: Promise<number> }> {
  const bin = join(PROOF_FOLDER, "../../bin/apigw.js");
  const server = spawn(
    process.execPath,
    [bin, "sandbox", "--port", "0", "--quiet", "--sandbox-state", join(folder, name)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise<number>((resolve) => server.once("exit", () => resolve(performance.now())));
  const url = await new Promise<string>((resolve) =>
    server.stdout!.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  return { url, server, ended };
}

const memoryOf = ({ pid }: ChildProcess) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

async function mutations(folder: string): Promise<void> {
  const all = await requests();
  const { url, server, ended } = await serve(folder, "mutated.json");
  let gone = false;
  void ended.then(() => {
    gone = true;
  });
  const listed = JSON.parse(
    (await send(url, { method: "GET", path: "/restapis", query: {}, body: "" })).text,
  ) as { item: { id: string; rootResourceId?: string }[] };
  const ids = listed.item.flatMap(({ id, rootResourceId }) => [
    id,
    ...(rootResourceId ? [rootResourceId] : []),
  ]);
  const samples: number[] = [];
  const repeats = Math.max(1, Math.round(8 * share));
  let sent = 0;
  const statuses = new Map<number, number>();
  for (let repeat = 0; repeat < repeats && !gone; repeat++) {
    for (const one of all) {
      if (one.method === "DELETE" && /^\/restapis\/[^/]+$/.test(one.path)) continue;
      const made = changed(one, ids);
      try {
        const { status, text } = await send(url, made);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 500 || /\bat .+\.(ts|js|mjs):\d+/.test(text))
          fail(`${JSON.stringify(made).slice(0, 300)} → ${status} ${text}`);
        const [, id] = /"id":"([a-z0-9]{6,10})"/.exec(text) ?? [];
        if (id !== undefined && ids.length < 60) ids.push(id);
      } catch (error) {
        // What is no URL is not sent at all.
        if (!/Invalid URL|unescaped/.test(String(error)))
          fail(`${JSON.stringify(made).slice(0, 300)}: ${String(error)}`);
      }
      sent++;
    }
    samples.push(memoryOf(server));
  }
  if (gone) fail("the server went away");
  const grew = samples.length > 3 && samples.at(-1)! > samples[2]! * 1.5 + 48;
  if (grew) fail(`memory grew: ${samples.map((one) => one.toFixed(0)).join(" ")} MiB`);
  console.log(
    `${sent} mutated requests (${[...statuses]
      .sort()
      .map(([status, count]) => `${status}: ${count}`)
      .join(", ")}), memory ${samples.map((one) => one.toFixed(0)).join(" ")} MiB`,
  );
  server.kill("SIGTERM");
  await ended;
}

// --- SIGTERM

async function endings(folder: string): Promise<void> {
  // A backend that never answers.
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const backend = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  const heavy = "#foreach($a in [1..900])#foreach($b in [1..900])#foreach($c in [1..900])x#end#end#end";
  let longest = 0;
  const count = Math.max(3, rounds(30));
  for (let index = 0; index < count; index++) {
    const { url, server, ended } = await serve(folder, `ending-${index}.json`);
    const quiet = (made: Sent) => send(url, made).catch(() => undefined);
    const api = JSON.parse(
      (await send(url, { method: "POST", path: "/restapis", query: {}, body: '{"name":"end"}' })).text,
    ) as { id: string; rootResourceId: string };
    const at = `/restapis/${api.id}/resources/${api.rootResourceId}/methods`;
    for (const [verb, integration] of [
      ["GET", { type: "HTTP", httpMethod: "GET", uri: backend }],
      ["POST", { type: "MOCK", requestTemplates: { "application/json": heavy } }],
      [
        "PUT",
        {
          type: "MOCK",
          requestTemplates: {
            "application/json": "#if($input.body.matches('(a*)*\\1b'))x#end{statusCode: 200}",
          },
        },
      ],
    ] as const) {
      await send(url, {
        method: "PUT",
        path: `${at}/${verb}`,
        query: {},
        body: '{"authorizationType":"NONE"}',
      });
      await send(url, {
        method: "PUT",
        path: `${at}/${verb}/integration`,
        query: {},
        body: JSON.stringify(integration),
      });
    }
    const paths = Object.fromEntries(
      Array.from({ length: 2000 }, (_, path) => [`/p${path}/{id}`, { get: { responses: {} } }]),
    );
    const document = JSON.stringify({ openapi: "3.0.1", info: { title: "big", version: "1" }, paths });
    const under = [
      ...["GET", "POST", "PUT"].map((verb) => ({
        method: "POST",
        path: `${at}/${verb}`,
        query: {},
        body: JSON.stringify({ body: "a".repeat(4000) }),
      })),
      { method: "POST", path: "/restapis", query: { mode: "import" }, body: document },
      { method: "POST", path: "/restapis", query: {}, body: '{"name":"x"}' },
    ];
    const waiting = Array.from({ length: 1 + dice.below(6) }, () => quiet(dice.one(under)));
    await new Promise((resolve) => setTimeout(resolve, dice.below(250)));
    const asked = performance.now();
    server.kill("SIGTERM");
    const took = (await ended) - asked;
    longest = Math.max(longest, took);
    if (took > END_BOUND) fail(`SIGTERM took ${took.toFixed(0)} ms`);
    await Promise.all(waiting);
  }
  silent.close();
  silent.closeAllConnections();
  console.log(`${count} times SIGTERM while it worked, the longest end ${longest.toFixed(0)} ms`);
}

console.log(`seed ${seed}`);
const folder = mkdtempSync(join(tmpdir(), "apigw-fuzz-"));
templates();
patterns();
await mutations(folder);
await endings(folder);
rmSync(folder, { recursive: true, force: true });
for (const failure of failures.slice(0, 20)) console.log(`  ${failure}`);
console.log(
  failures.length === 0 ? "nothing crashed, hung or grew" : `${failures.length} failures (seed ${seed})`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
