import { SetupError } from "../../gateway/failures/codes.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** A proxy by its address, and the variable that named it. */
export interface NamedProxy {
  readonly url: URL;
  readonly variable: string;
}

/** The value of the first that is set, in the order of the AWS CLI: the lower case first, and set to nothing it counts. */
function variable(env: Env, name: string): { name: string; value: string } | undefined {
  for (const one of [name, name.toUpperCase()]) {
    const value = env[one];
    if (value !== undefined) return { name: one, value: value.trim() };
  }
  return undefined;
}

/** The proxy for addresses of this scheme, where one is named. Throws SetupError where what is named is none. */
export function proxyFor(env: Env, scheme: "http" | "https"): NamedProxy | undefined {
  const found = variable(env, `${scheme}_proxy`);
  if (!found?.value) return undefined;
  // As in curl and the AWS CLI, `proxy.corp:3128` is an address too.
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(found.value) ? found.value : `http://${found.value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const way = "write it like http://proxy.example.com:3128, or http://USER:PASSWORD@proxy.example.com:3128";
  if (url === undefined || url.hostname === "")
    // Not what it holds: a password may be in it.
    throw new SetupError("bad-proxy", `${found.name} does not hold the address of a proxy`, way);
  if (!/^https?:$/.test(url.protocol))
    throw new SetupError(
      "bad-proxy",
      `${found.name} names a ${url.protocol.slice(0, -1)} proxy; only http and https proxies are spoken to`,
      way,
    );
  return { url, variable: found.name };
}

/** Whom to connect to, for a message: without user and password. */
export const printProxy = ({ url, variable }: NamedProxy): string =>
  `${url.protocol}//${url.host} (${variable})`;

/** What a proxy is told of who asks; undefined where its address names nobody. */
export function authorizationFor({ url }: NamedProxy): string | undefined {
  if (url.username === "" && url.password === "") return undefined;
  const plain = (text: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // A password with a bare % in it.
    }
  };
  return `Basic ${Buffer.from(`${plain(url.username)}:${plain(url.password)}`).toString("base64")}`;
}

/**
 * Whether a host is connected to without a proxy. As in the AWS CLI, by NO_PROXY: a comma list of hosts, each with all
 * below it, with or without a port, `*` for all; and beyond it addresses with a mask, `*.name`, and this machine always.
 */
export function goesDirect(env: Env, host: string, port: number): boolean {
  const name = bare(host);
  if (isLoopback(name)) return true;
  const list = variable(env, "no_proxy")?.value ?? "";
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => covers(entry.toLowerCase(), name, port));
}

const bare = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");

const isLoopback = (host: string): boolean =>
  host === "localhost" ||
  host.endsWith(".localhost") ||
  host === "::1" ||
  (addressOf(host) ?? []).join(".").startsWith("127.") ||
  host.startsWith("::ffff:127.");

function covers(entry: string, host: string, port: number): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return inRange(entry, host);
  const [, named = entry, ofPort] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (ofPort !== undefined && Number(ofPort) !== port) return false;
  const suffix = bare(named).replace(/^\*?\./, "");
  return suffix !== "" && (host === suffix || host.endsWith(`.${suffix}`));
}

/** An address in numbers: 4 of them, or 8. */
function addressOf(text: string): readonly number[] | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    return parts.every((part) => part < 256) ? parts : undefined;
  }
  if (!text.includes(":")) return undefined;
  const canonical = URL.canParse(`http://[${text}]`) ? new URL(`http://[${text}]`).hostname.slice(1, -1) : "";
  if (canonical === "") return undefined;
  const [head = "", tail] = canonical.split("::");
  const numbers = (part: string) =>
    part === "" ? [] : part.split(":").map((one) => Number.parseInt(one, 16));
  const [front, back] = [numbers(head), numbers(tail ?? "")];
  return tail === undefined
    ? front
    : [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
}

function inRange(entry: string, host: string): boolean {
  const [base = "", length = ""] = entry.split("/");
  const [from, address] = [addressOf(bare(base)), addressOf(host)];
  if (!from || !address || from.length !== address.length || !/^\d+$/.test(length)) return false;
  const width = from.length === 4 ? 8 : 16;
  const bits = (numbers: readonly number[]) =>
    numbers.map((one) => one.toString(2).padStart(width, "0")).join("");
  return (
    Number(length) <= from.length * width &&
    bits(from).slice(0, Number(length)) === bits(address).slice(0, Number(length))
  );
}
