import { configurationFault, type Invocation } from "./invocation.ts";

/** A payload as API Gateway holds it: templates work on text only. */
export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly bytes: Uint8Array };

type Handling = "CONVERT_TO_TEXT" | "CONVERT_TO_BINARY" | undefined;

/** Whether a content type is one of the API's binary types. */
export function isBinary(types: readonly string[] | undefined, contentType: string | undefined): boolean {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return (types ?? [])
    .map((known) => known.toLowerCase())
    .some(
      (known) =>
        known === "*/*" || known === type || (known.endsWith("/*") && type.startsWith(known.slice(0, -1))),
    );
}

/** The first of the types that a caller accepts: only that one counts. */
export const firstAccepted = (accept: string | undefined) => accept?.split(",")[0]?.trim();

export const bytesOf = (content: Content): Uint8Array =>
  content.kind === "text" ? new Uint8Array(Buffer.from(content.text)) : content.bytes;

const text = (bytes: Uint8Array): Content => ({ kind: "text", text: Buffer.from(bytes).toString("utf8") });
const base64 = (bytes: Uint8Array): Content => ({
  kind: "text",
  text: Buffer.from(bytes).toString("base64"),
});
const binary = (bytes: Uint8Array): Content => ({ kind: "binary", bytes });

/** The request's payload for the integration, by its type and the integration's content handling. */
export function requestContent(
  invocation: Invocation,
  bytes: Uint8Array,
  listed: boolean,
  handling: Handling,
): Content {
  if (handling === "CONVERT_TO_BINARY") return listed ? binary(bytes) : decoded(invocation, bytes);
  if (!listed) return text(bytes);
  return handling === "CONVERT_TO_TEXT" ? base64(bytes) : binary(bytes);
}

/** The backend's payload for the caller: whether its own type is binary, and whether the caller accepts such a one. */
export function responseContent(
  invocation: Invocation,
  bytes: Uint8Array,
  listed: { payload: boolean; accept: boolean },
  handling: Handling,
): Content {
  if (handling === "CONVERT_TO_TEXT") return listed.payload ? base64(bytes) : text(bytes);
  if (handling === "CONVERT_TO_BINARY") return listed.payload ? binary(bytes) : decoded(invocation, bytes);
  if (listed.payload) return listed.accept ? binary(bytes) : base64(bytes);
  return listed.accept ? decoded(invocation, bytes) : text(bytes);
}

/** A function's text arrives in quotes, and is taken with them. */
function decoded(invocation: Invocation, bytes: Uint8Array): Content {
  const given = Buffer.from(bytes)
    .toString("utf8")
    .trim()
    .replace(/^"(.*)"$/s, "$1")
    .replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(given) || given.replace(/=+$/, "").length % 4 === 1)
    throw configurationFault(invocation, "Unable to base64 decode the body.");
  return binary(new Uint8Array(Buffer.from(given, "base64")));
}
