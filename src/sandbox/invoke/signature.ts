import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { header, queryValues, type SandboxRequest } from "../wire/request.ts";

/** The key whose secret the sandbox knows: it prints both. Of another key a signature cannot be checked. */
const KNOWN_SECRETS: Readonly<Record<string, string>> = { sandbox: "sandbox" };

const ALGORITHM = "AWS4-HMAC-SHA256";
const SERVICE = "execute-api";
/** Recorded: how far a date may be off. */
const SKEW_MS = 5 * 60_000;

/** The access key that signed a call, or why it is none of API Gateway's. */
export type Signed =
  | { readonly accessKey: string }
  | { readonly fault: string; readonly name: "InvalidSignatureException" | "IncompleteSignatureException" };

interface Signature {
  readonly accessKey: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  /** In seconds, of an URL that was signed. */
  readonly expires?: number;
}

const invalid = (fault: string) => ({ fault, name: "InvalidSignatureException" }) as const;
const incomplete = (fault: string) => ({ fault, name: "IncompleteSignatureException" }) as const;

/**
 * Reads and judges the signature of a call (Signature Version 4); undefined where it is not signed at all. That dates are
 * held against the clock is recorded; the words are those of public reports: unverified.
 */
export function signedBy(request: SandboxRequest, region: string, now: Date): Signed | undefined {
  const authorization = header(request.headers, "authorization");
  const found = authorization === undefined ? ofQuery(request) : ofHeader(authorization, request);
  if (found === undefined || "fault" in found) return found;
  if (found.service !== SERVICE)
    return invalid(`Credential should be scoped to correct service: '${SERVICE}'.`);
  if (found.region !== region)
    return invalid(`Credential should be scoped to a valid region, not '${found.region}'.`);
  const late = dateFault(found, now);
  if (late !== undefined) return invalid(late);
  const secret = Object.hasOwn(KNOWN_SECRETS, found.accessKey) ? KNOWN_SECRETS[found.accessKey] : undefined;
  if (secret !== undefined && !isSignedWith(secret, found, request))
    return invalid(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  return { accessKey: found.accessKey };
}

function ofHeader(authorization: string, request: SandboxRequest): Signature | ReturnType<typeof incomplete> {
  const [scheme = "", ...rest] = authorization.trim().split(/\s+/);
  const words = rest.join(" ");
  if (scheme !== ALGORITHM) {
    const bare = [scheme, ...rest].find((word) => !word.includes("="));
    return incomplete(
      bare === undefined
        ? `Authorization header requires '${ALGORITHM}'.`
        : `'${bare}' not a valid key=value pair (missing equal-sign) in Authorization header: '${authorization}'.`,
    );
  }
  const parts = new Map(
    words.split(/\s*,\s*/).map((part) => {
      const cut = part.indexOf("=");
      return [part.slice(0, cut), part.slice(cut + 1)] as const;
    }),
  );
  const date = header(request.headers, "x-amz-date") ?? header(request.headers, "date");
  const missing = [
    ...["Credential", "Signature", "SignedHeaders"]
      .filter((name) => !parts.get(name))
      .map((name) => `Authorization header requires '${name}' parameter.`),
    ...(date === undefined
      ? ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]
      : []),
  ];
  if (missing.length > 0) return incomplete(`${missing.join(" ")} Authorization=${scheme}`);
  return scoped(parts.get("Credential") ?? "", {
    signedHeaders: (parts.get("SignedHeaders") ?? "").split(";"),
    signature: parts.get("Signature") ?? "",
    date: date ?? "",
  });
}

function ofQuery(request: SandboxRequest): Signature | ReturnType<typeof incomplete> | undefined {
  const value = (name: string) => queryValues(request, name)[0] ?? "";
  if (value("X-Amz-Signature") === "") return undefined;
  return scoped(value("X-Amz-Credential"), {
    signedHeaders: value("X-Amz-SignedHeaders").split(";"),
    signature: value("X-Amz-Signature"),
    date: value("X-Amz-Date"),
    expires: Number(value("X-Amz-Expires") || 0),
  });
}

function scoped(
  credential: string,
  rest: Pick<Signature, "signedHeaders" | "signature" | "date" | "expires">,
): Signature | ReturnType<typeof incomplete> {
  const [, accessKey = "", day = "", region = "", service = ""] =
    /^(.+)\/(\d{8})\/([^/]*)\/([^/]*)\/aws4_request$/.exec(credential) ?? [];
  if (accessKey === "")
    return incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  return { accessKey, day, region, service, ...rest };
}

const compact = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, "");

function dateFault({ date, day, expires = 0 }: Signature, now: Date): string | undefined {
  const signed = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (Number.isNaN(signed))
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date}'.`;
  const at = compact(new Date(signed));
  if (!at.startsWith(day))
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${at.slice(0, 8)}', from '${at}'.`;
  const [first, last] = [now.getTime() - SKEW_MS, now.getTime() + SKEW_MS];
  if (signed + expires * 1000 < first)
    return `Signature expired: ${at} is now earlier than ${compact(new Date(first))} (${compact(now)} - 5 min.)`;
  if (signed > last)
    return `Signature not yet current: ${at} is still later than ${compact(new Date(last))} (${compact(now)} + 5 min.)`;
  return undefined;
}

const hash = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");
const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** Percent-encoded as signers do it: more than JavaScript does by itself. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function isSignedWith(secret: string, signature: Signature, request: SandboxRequest): boolean {
  const { day, region, service } = signature;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = [ALGORITHM, signature.date, scope, hash(canonical(signature, request))].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(mac, `AWS4${secret}`);
  const [ours, theirs] = [mac(key, text), Buffer.from(signature.signature, "hex")];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

function canonical({ signedHeaders }: Signature, request: SandboxRequest): string {
  const headers = signedHeaders.map((name) => {
    const values = header(request.headers, name) ?? "";
    return `${name.toLowerCase()}:${values.trim().replace(/\s+/g, " ")}\n`;
  });
  const query = Object.entries(request.query)
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name]) => ({ name: encoded(name), values: queryValues(request, name).map(encoded).sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, values }) => values.map((value) => `${name}=${value}`));
  const sent = header(request.headers, "x-amz-content-sha256");
  return [
    request.method,
    encoded(normalized(request.path)).replaceAll("%2F", "/"),
    query.join("&"),
    headers.join(""),
    signedHeaders.join(";"),
    sent === "UNSIGNED-PAYLOAD" ? sent : hash(request.body),
  ].join("\n");
}

/** Without empty segments and dots, as signers see a path. */
function normalized(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  const inner = kept.join("/");
  return inner === "" ? "/" : `/${inner}${path.endsWith("/") ? "/" : ""}`;
}
