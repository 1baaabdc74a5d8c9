import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A call as a page makes it. */
export interface PageCall {
  readonly url: string;
  readonly init?: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly credentials?: string;
  };
}

/** What the page's script got to see of the answer; `error` where the browser kept it from it. */
export type Seen =
  | { readonly status: number; readonly body: string; readonly headers: string[] }
  | { readonly error: string };

/** The browser that is there, of the names it goes by. */
export const browser = (): string | undefined =>
  ["chromium", "chromium-browser", "google-chrome"].find(
    (name) => spawnSync(name, ["--version"]).status === 0,
  );

/** What runs in each page: asks its own server for calls, makes them, and tells what it saw. */
const SCRIPT = `
  const make = async ({ url, init }) => {
    try {
      const answer = await fetch(url, init);
      return { status: answer.status, body: await answer.text(), headers: [...answer.headers.keys()] };
    } catch (error) {
      return { error: String(error) };
    }
  };
  (async () => {
    for (;;) {
      const calls = await (await fetch("/work")).json();
      const seen = [];
      for (const call of calls) seen.push(await make(call));
      await fetch("/done", { method: "POST", body: JSON.stringify(seen) });
    }
  })();
`;

interface Page {
  /** The page's script waits for its calls. */
  waiting?: ServerResponse;
  next?: { readonly calls: readonly PageCall[]; done(seen: readonly Seen[]): void };
  doing?: (seen: readonly Seen[]) => void;
}

/**
 * A real browser with a page of each origin in it: two names of one port of this machine, and another port. They are
 * frames of one window, each a document of its own origin.
 */
export class Pages {
  readonly #pages = new Map<string, Page>();
  readonly #servers: Server[] = [];
  #child: ChildProcess | undefined;
  #folder = "";
  /** Two origins that are to be let in, and one that is not. */
  allowed: readonly string[] = [];
  refused = "";

  async open(program: string): Promise<void> {
    const [one, two] = [await this.#serve(), await this.#serve()];
    this.allowed = [`http://127.0.0.1:${one}`, `http://localhost:${one}`];
    this.refused = `http://127.0.0.1:${two}`;
    for (const origin of [...this.allowed, this.refused]) this.#pages.set(origin, {});
    this.#folder = mkdtempSync(join(tmpdir(), "apigw-browser-"));
    this.#child = spawn(
      program,
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        `--user-data-dir=${this.#folder}`,
        `${this.allowed[0]}/frames`,
      ],
      { stdio: "ignore" },
    );
  }

  async #serve(): Promise<number> {
    const server = createServer((request, answer) => void this.#answer(request, answer)).listen(0);
    await once(server, "listening");
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  async #answer(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const page = this.#pages.get(`http://${request.headers.host}`);
    if (request.url === "/frames") {
      const frames = [...this.#pages.keys()].map((origin) => `<iframe src="${origin}/page"></iframe>`);
      answer.setHeader("Content-Type", "text/html").end(`<!doctype html>${frames.join("")}`);
    } else if (request.url === "/page") {
      answer.setHeader("Content-Type", "text/html").end(`<!doctype html><script>${SCRIPT}</script>`);
    } else if (request.url === "/work" && page) {
      page.waiting = answer;
      this.#hand(page);
    } else if (request.url === "/done" && page) {
      let text = "";
      for await (const part of request) text += part;
      answer.end();
      page.doing?.(JSON.parse(text));
    } else answer.writeHead(404).end();
  }

  #hand(page: Page): void {
    const { waiting, next } = page;
    if (!waiting || !next) return;
    delete page.waiting;
    delete page.next;
    page.doing = next.done;
    waiting.setHeader("Content-Type", "application/json").end(JSON.stringify(next.calls));
  }

  /** Has the page of an origin make these calls, one after the other. */
  async calls(origin: string, calls: readonly PageCall[]): Promise<readonly Seen[]> {
    const page = this.#pages.get(origin);
    if (!page) throw new Error(`there is no page of ${origin}`);
    return new Promise((done) => {
      page.next = { calls, done };
      this.#hand(page);
    });
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null) {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    }
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
