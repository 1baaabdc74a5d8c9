import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import http, { type IncomingMessage, type RequestListener } from "node:http";
import https from "node:https";
import net, { type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";

/** A certificate authority of one's own, and a certificate of its for names. */
export interface Authority {
  readonly file: string;
  certificate(names: readonly string[], days?: number): { readonly key: string; readonly cert: string };
}

export function makeAuthority(folder: string, name = "ca"): Authority {
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { stdio: ["ignore", "pipe", "ignore"] });
  const newKey = (file: string) =>
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", at(file));
  newKey(`${name}.key`);
  openssl(
    ...["req", "-x509", "-new", "-key", at(`${name}.key`), "-subj", `/CN=Private ${name}`, "-days", "30"],
    ...["-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", at(`${name}.pem`)],
  );
  let serial = 0;
  return {
    file: at(`${name}.pem`),
    certificate(names, days = 30) {
      const own = `${name}-${++serial}`;
      newKey(`${own}.key`);
      openssl("req", "-new", "-key", at(`${own}.key`), "-subj", `/CN=${names[0]}`, "-out", at(`${own}.csr`));
      const alternatives = names.map((one) => `${net.isIP(one) ? "IP" : "DNS"}:${one}`).join(",");
      writeFileSync(at(`${own}.ext`), `subjectAltName=${alternatives}\n`);
      openssl(
        ...["x509", "-req", "-in", at(`${own}.csr`), "-CA", at(`${name}.pem`), "-CAkey", at(`${name}.key`)],
        ...["-CAcreateserial", "-days", String(days), "-extfile", at(`${own}.ext`), "-out", at(`${own}.pem`)],
      );
      return { key: readFileSync(at(`${own}.key`), "utf8"), cert: readFileSync(at(`${own}.pem`), "utf8") };
    },
  };
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(server: net.Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  });
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resume) => {
        server.close(() => resume());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

type Tls = { readonly key: string; readonly cert: string };

export const serve = (listener: RequestListener, tls?: Tls): Promise<Listening> =>
  listen(tls ? https.createServer(tls, listener) : http.createServer(listener));

export interface ProxyOptions {
  /** `user:password`; without, nobody is asked. */
  readonly auth?: string;
  readonly tls?: Tls;
  /** What it answers instead of connecting. */
  readonly refuses?: number;
  /** Takes connections and never answers. */
  readonly hangs?: boolean;
}

/** A real proxy: CONNECT for https, whole addresses for http. Every host is this machine. */
export async function startProxy(
  came: string[],
  { auth, tls, refuses, hangs }: ProxyOptions = {},
): Promise<Listening> {
  const wanted = auth && `Basic ${Buffer.from(auth).toString("base64")}`;
  const denied = ({ headers }: IncomingMessage) =>
    wanted !== undefined && headers["proxy-authorization"] !== wanted;
  const listener: RequestListener = (request, answer) => {
    came.push(`${request.method} ${request.url?.split("?")[0]}`);
    if (denied(request)) return answer.writeHead(407).end();
    const { hostname, port, pathname, search } = new URL(request.url ?? "");
    void hostname;
    const { "proxy-authorization": _, ...headers } = request.headers;
    const on = http.request(
      { host: "127.0.0.1", port, path: pathname + search, method: request.method, headers },
      (back) => {
        answer.writeHead(back.statusCode ?? 500, back.headers);
        back.pipe(answer);
      },
    );
    return request.pipe(on);
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  server.on("connect", (request: IncomingMessage, socket: Duplex) => {
    came.push(`CONNECT ${request.url}`);
    socket.on("error", () => {});
    if (hangs) return;
    if (denied(request)) {
      socket.end(
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
      );
      return;
    }
    if (refuses !== undefined) {
      socket.end(`HTTP/1.1 ${refuses} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const port = Number(/:(\d+)$/.exec(request.url ?? "")?.[1]);
    const on = net.connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      on.pipe(socket).pipe(on);
    });
    on.on("error", () => socket.destroy());
  });
  return listen(server);
}
