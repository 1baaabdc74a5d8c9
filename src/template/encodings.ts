import { HostObject } from "./values/containers.ts";
import { JavaException } from "./values/exception.ts";
import { readJson } from "./values/json.ts";
import { print } from "./values/print.ts";

/** What Java's URLEncoder leaves as it is differs a little from JavaScript's. */
const urlEncode = (text: string) =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?"))
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");

/** As Java's URLDecoder: a percent sign without its two digits is refused. */
function urlDecode(text: string): string {
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(text);
  if (bad)
    throw new JavaException(
      "IllegalArgumentException",
      `URLDecoder: Illegal hex characters in escape (%) pattern at index ${bad.index}`,
    );
  return text
    .replaceAll("+", " ")
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
      Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
    );
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\\": "\\\\",
  '"': '\\"',
  "'": "\\'",
};

/** Quotes and what is not ASCII; that a slash stays is unverified. */
function escapeJavaScript(text: string): string {
  return text.replace(
    /[\u0000-\u001f"'\\\u0080-\uffff]/g,
    (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  escapeJavaScript,
  parseJson: readJson,
  urlEncode,
  urlDecode,
  base64Encode: (text) => Buffer.from(text).toString("base64"),
  base64Decode: (text) => Buffer.from(text, "base64").toString("utf8"),
};

/** `$util`. */
export const util = new HostObject(
  {},
  Object.fromEntries(
    Object.entries(FUNCTIONS).map(([name, work]) => [
      name,
      ([value], limits) => {
        const text = print(value);
        limits.make(text.length * 3);
        return work(text);
      },
    ]),
  ),
);
