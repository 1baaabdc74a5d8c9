import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { type Served, serveSandbox } from "../../src/sandbox/serve.ts";

let folder: string;
let served: Served;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "apigw-serve-"));
  served = await serveSandbox(openSandbox({ file: join(folder, "state.json") }), { port: 0 });
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

function call(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(`${served.url}${path}`, {
      method: options.method ?? "GET",
      ...(options.headers ? { headers: options.headers } : {}),
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      let text = "";
      incoming.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
      );
      incoming.on("error", reject);
    });
    outgoing.end(options.body);
  });
}

test("listens on loopback and nowhere else", () => {
  expect(new URL(served.url).hostname).toBe("127.0.0.1");
});

test("a name that resolves here is not enough: the Host must be local", async () => {
  expect((await call("/restapis", { headers: { host: "evil.example" } })).status).toBe(403);
  expect((await call("/restapis", { headers: { host: "localhost:1" } })).status).toBe(200);
});

test("a web page reaches no control plane, but a deployed stage as it is configured", async () => {
  const headers = { origin: "https://page.example" };
  expect((await call("/restapis", { headers })).status).toBe(403);
  const { item } = JSON.parse((await call("/restapis")).text) as { item: { id: string }[] };
  const pets = await call(`/restapis/${item[0]!.id}/dev/_user_request_/pets`, { headers });
  expect(pets.status).toBe(200);
  expect(pets.headers["access-control-allow-origin"]).toBeUndefined();
  expect(JSON.parse(pets.text)).toHaveLength(2);
});

test("a body of more than 10 MB is refused", async () => {
  const body = Buffer.alloc(10 * 1024 * 1024 + 1, " ");
  const answer = await call("/restapis", { method: "POST", body }).catch(
    (error: NodeJS.ErrnoException) => error.code,
  );
  // The refusal may be overtaken by the end of the connection.
  expect(answer === "ECONNRESET" || answer === "EPIPE" || (answer as Answer).status === 413).toBe(true);
  expect((await call("/restapis")).status).toBe(200);
});

test("what the sandbox does not have is told plainly", async () => {
  const answer = await call("/domainnames");
  expect(answer.status).toBe(501);
  expect(answer.text).toContain("apigateway:GetDomainNames");
  expect((await call("/nonsense")).status).toBe(404);
});

test("a path of the state's own innards finds nothing", async () => {
  for (const id of ["__proto__", "constructor", "toString"]) {
    expect((await call(`/restapis/${id}`)).status).toBe(404);
    expect((await call(`/restapis/${id}/dev/_user_request_/`)).status).toBe(403);
  }
});
