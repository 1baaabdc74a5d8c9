// What becomes of headers on their way; recorded, where nothing else stands beside them.

const anyOf = (...names: string[]) => new RegExp(`^(?:${names.join("|")})$`, "i");

/** Mapped headers that never leave: what they were mapped from does not matter. */
const DROPPED = anyOf("Expect", "Proxy-Authenticate", "TE");
const DROPPED_TO_HTTP = anyOf("Via");
// Referer by the code of another implementation.
const DROPPED_TO_AWS = anyOf("Referer");

/** Mapped headers that end the call. The last two by the code of another implementation. */
const ILLEGAL = anyOf("Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id", "X-Amzn-Apigateway-Api-Id");
const ILLEGAL_TO_AWS = anyOf("Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE");

const isAws = (type: string | undefined) => type?.startsWith("AWS") === true;

/** Whether a mapped header of the request ends the call: one that API Gateway sets itself may not be mapped. */
export const isRefusedHeader = (type: string | undefined, name: string): boolean =>
  ILLEGAL.test(name) || (isAws(type) && ILLEGAL_TO_AWS.test(name));

/** Whether a mapped header of the request is left out of what is sent. */
export const isDroppedHeader = (type: string | undefined, name: string): boolean =>
  DROPPED.test(name) || (isAws(type) ? DROPPED_TO_AWS : DROPPED_TO_HTTP).test(name);

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

/** What becomes of a header of an answer: it is left out, comes under another name, or as it is. */
export function fateOfAnswered(type: string | undefined, name: string): "dropped" | "remapped" | "kept" {
  const proxy = type === "HTTP_PROXY";
  const mapped = type === "AWS" || type === "HTTP";
  if (NOT_ANSWERED.test(name) || (proxy && NOT_ANSWERED_BY_HTTP_PROXY.test(name))) return "dropped";
  return REMAPPED.test(name) ||
    (mapped && REMAPPED_OF_MAPPED.test(name)) ||
    (proxy && REMAPPED_OF_HTTP_PROXY.test(name))
    ? "remapped"
    : "kept";
}
