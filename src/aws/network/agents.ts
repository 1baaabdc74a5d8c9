import http from "node:http";
import https from "node:https";
import net, { type Socket } from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import type { FailureCode } from "../../gateway/failures/codes.ts";
import { type Bundle, trusting } from "./certificates.ts";
import { authorizationFor, goesDirect, type NamedProxy, printProxy, proxyFor } from "./proxies.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What did not work on the way to the endpoint. */
class ProxyFailure extends Error {
  readonly fault: FailureCode;
  constructor(fault: FailureCode, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** A proxy that takes a connection and never answers must not be waited for without end. */
const PATIENCE_MS = 8_000;

const OPTIONS = { keepAlive: true, maxSockets: 50 };

type Target = Pick<http.ClientRequestArgs, "host" | "port">;
type Trust = Pick<tls.ConnectionOptions, "secureContext">;
type Connected = (error: Error | null, socket: Duplex) => void;

/** The agents of all requests that this environment and these certificates ask for. Throws SetupError. */
export function agentsFor(
  env: Env,
  bundle: Bundle | undefined,
): { httpAgent: http.Agent; httpsAgent: https.Agent } {
  const trust = bundle === undefined ? {} : { secureContext: trusting(bundle, env) };
  const [plain, secure] = [proxyFor(env, "http"), proxyFor(env, "https")];
  return {
    httpAgent:
      plain === undefined
        ? new http.Agent(OPTIONS)
        : new ForwardingAgent(plain, env, { ...OPTIONS, ...trust }),
    httpsAgent:
      secure === undefined
        ? new https.Agent({ ...OPTIONS, ...trust })
        : new TunnelAgent(secure, env, { ...OPTIONS, ...trust }),
  };
}

/** Connects to https addresses through a tunnel that a proxy is asked for. */
class TunnelAgent extends https.Agent {
  readonly #proxy: NamedProxy;
  readonly #env: Env;

  constructor(proxy: NamedProxy, env: Env, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#env = env;
  }

  override createConnection(target: https.RequestOptions, done: Connected = () => {}): Duplex | undefined {
    const { port = 443 } = target;
    const host = target.host ?? "";
    if (goesDirect(this.#env, host, Number(port))) return super.createConnection(target, done) ?? undefined;
    const authorization = authorizationFor(this.#proxy);
    const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
    const asked = requestTo(this.#proxy, {
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...(authorization && { "proxy-authorization": authorization }) },
      timeout: PATIENCE_MS,
      secureContext: (target as tls.ConnectionOptions).secureContext,
    });
    const fail = (error: Error) => done(error, undefined as never);
    asked
      .on("connect", ({ statusCode = 0, statusMessage = "" }, socket: Socket) => {
        socket.setTimeout(0);
        if (statusCode === 200)
          return done(
            null,
            tls.connect({ ...(target as object), socket, servername: target.servername ?? host }),
          );
        socket.destroy();
        return fail(refusal(this.#proxy, statusCode, statusMessage, authority));
      })
      .on("response", ({ statusCode = 0, statusMessage = "" }) => {
        asked.destroy();
        fail(refusal(this.#proxy, statusCode, statusMessage, authority));
      })
      .on("timeout", () => asked.destroy(new Error("no answer")))
      .on("error", (error: NodeJS.ErrnoException) => fail(unreachable(this.#proxy, error)))
      .end();
    return undefined;
  }
}

/** Sends requests for http addresses to a proxy, which is told the whole address. */
class ForwardingAgent extends http.Agent {
  readonly #proxy: NamedProxy;
  readonly #env: Env;
  readonly #trust: Trust;

  constructor(proxy: NamedProxy, env: Env, { secureContext, ...options }: https.AgentOptions & Trust) {
    super(options);
    this.#proxy = proxy;
    this.#env = env;
    this.#trust = { secureContext };
  }

  // Not in Node's types, and what every agent of others overrides: what a request is before it has a connection.
  addRequest(request: http.ClientRequest, target: Target): void {
    const { port = 80 } = target;
    const host = target.host ?? "";
    if (!goesDirect(this.#env, host, Number(port)) && request.path.startsWith("/")) {
      const authorization = authorizationFor(this.#proxy);
      if (authorization !== undefined) request.setHeader("proxy-authorization", authorization);
      const authority = `${host.includes(":") ? `[${host}]` : host}${Number(port) === 80 ? "" : `:${port}`}`;
      request.path = `http://${authority}${request.path}`;
    }
    const add = http.Agent.prototype as unknown as { addRequest(request: object, target: object): void };
    add.addRequest.call(this, request, target);
  }

  override createConnection(target: http.ClientRequestArgs, done: Connected = () => {}): Duplex | undefined {
    const { port = 80 } = target;
    if (goesDirect(this.#env, target.host ?? "", Number(port)))
      return super.createConnection(target, done) ?? undefined;
    const { url } = this.#proxy;
    const at = { host: bareHost(url), port: portOf(url) };
    const secure = url.protocol === "https:";
    const socket = secure ? tls.connect({ ...at, servername: at.host, ...this.#trust }) : net.connect(at);
    const fail = (error: NodeJS.ErrnoException) => done(unreachable(this.#proxy, error), undefined as never);
    socket.once("error", fail).once(secure ? "secureConnect" : "connect", () => {
      socket.off("error", fail);
      done(null, socket);
    });
    return undefined;
  }
}

const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");
const portOf = (url: URL): number => Number(url.port || (url.protocol === "https:" ? 443 : 80));

function requestTo(proxy: NamedProxy, options: https.RequestOptions & Trust): http.ClientRequest {
  const { url } = proxy;
  const host = bareHost(url);
  const { request } = url.protocol === "https:" ? https : http;
  return request({
    ...options,
    host,
    port: portOf(url),
    servername: host,
    agent: false,
  } as https.RequestOptions);
}

const refusal = (proxy: NamedProxy, status: number, words: string, target: string): ProxyFailure =>
  status === 407
    ? new ProxyFailure(
        "proxy-authentication",
        `the proxy ${printProxy(proxy)} asks for a user and a password (407), or refused those it was given`,
      )
    : new ProxyFailure(
        "proxy-refused",
        `the proxy ${printProxy(proxy)} did not connect to ${target}: ${status} ${words}`.trim(),
      );

const unreachable = (proxy: NamedProxy, { code, message }: NodeJS.ErrnoException): ProxyFailure =>
  new ProxyFailure(
    /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/.test(code ?? "") ? "tls-untrusted" : "proxy-unreachable",
    `the proxy ${printProxy(proxy)} cannot be reached: ${code ?? message}`,
  );
