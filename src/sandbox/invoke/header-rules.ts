import { configurationFault, type Invocation, type Multi } from "./invocation.ts";

const anyOf = (...names: string[]) => new RegExp(`^(?:${names.join("|")})$`, "i");

/** Headers of the caller that a method never sees: recorded as empty to `$input.params`, and sent to no backend. */
export const NOT_OF_THE_METHOD = anyOf(
  "Connection",
  "Content-Length",
  "Content-MD5",
  "Expect",
  "Max-Forwards",
  "Proxy-Authenticate",
  "Server",
  "TE",
  "Transfer-Encoding",
  "Trailer",
  "Upgrade",
  "WWW-Authenticate",
  // Of the sandbox's own.
  "X-Apigw-Sandbox-.*",
);

/** The headers of a call as its method sees them. */
export const methodHeaders = (headers: Readonly<Multi>): Multi =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_OF_THE_METHOD.test(name)));

/** What an HTTP proxy leaves out besides. */
export const NOT_PROXIED = anyOf("Host", "Content-Encoding", "Via");

/** Mapped headers that never leave: what they were mapped from does not matter. */
const DROPPED = anyOf("Expect", "Proxy-Authenticate", "TE");
const DROPPED_TO_HTTP = anyOf("Via");
// Referer by the code of another implementation.
const DROPPED_TO_AWS = anyOf("Referer");

/** Mapped headers that end the call. The last two by the code of another implementation. */
const ILLEGAL = anyOf("Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id", "X-Amzn-Apigateway-Api-Id");
const ILLEGAL_TO_AWS = anyOf("Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE");

const isAws = (invocation: Invocation) =>
  invocation.method.methodIntegration?.type?.startsWith("AWS") ?? false;

/** The mapped headers as they go out; one that API Gateway sets itself may not be mapped at all. */
export function sentHeaders(invocation: Invocation, mapped: Readonly<Multi>): Multi {
  const aws = isAws(invocation);
  for (const name of Object.keys(mapped)) {
    if (ILLEGAL.test(name) || (aws && ILLEGAL_TO_AWS.test(name)))
      throw configurationFault(invocation, `${name} header already present`);
  }
  const more = aws ? DROPPED_TO_AWS : DROPPED_TO_HTTP;
  return Object.fromEntries(
    Object.entries(mapped).filter(([name]) => !DROPPED.test(name) && !more.test(name)),
  );
}

/** Headers of an answer that API Gateway keeps for itself come to the caller under another name. */
const REMAPPED = anyOf("Connection", "Content-Length", "Date", "Server");
const REMAPPED_OF_MAPPED = anyOf(
  "Authorization",
  "Content-MD5",
  "Expect",
  "Host",
  "Max-Forwards",
  "Proxy-Authenticate",
  "Trailer",
  "Upgrade",
  "User-Agent",
  "WWW-Authenticate",
);
const REMAPPED_OF_HTTP_PROXY = anyOf("X-Amzn-RequestId");
const NOT_ANSWERED = anyOf("Transfer-Encoding", "Keep-Alive");
const NOT_ANSWERED_BY_HTTP_PROXY = anyOf("Content-Encoding", "Via");

/** The headers of an integration's answer as they reach the caller. */
export function answeredHeaders(type: string | undefined, headers: Readonly<Multi>): Multi {
  const proxy = type === "HTTP_PROXY";
  const mapped = type === "AWS" || type === "HTTP";
  const entries = Object.entries(headers)
    .filter(([name]) => !NOT_ANSWERED.test(name) && !(proxy && NOT_ANSWERED_BY_HTTP_PROXY.test(name)))
    .map(([name, values]): [string, string[]] => {
      const renamed =
        REMAPPED.test(name) ||
        (mapped && REMAPPED_OF_MAPPED.test(name)) ||
        (proxy && REMAPPED_OF_HTTP_PROXY.test(name));
      return [renamed ? `x-amzn-Remapped-${name}` : name, values];
    });
  return Object.fromEntries(entries);
}
