/**
 * The `format` of JSON Schema as API Gateway checks it. A validator's log that somebody printed shows both that it is checked
 * and by what: java-json-tools/json-schema-validator of 2013, whose classes these follow, lenient where they are.
 */
import { isIPv4, isIPv6 } from "node:net";

/** What is wrong with a text of this format, if it is a text; undefined for a format that the library does not know. */
export function formatFaults(format: string, value: unknown): string[] | undefined {
  const check = Object.hasOwn(CHECKS, format) ? CHECKS[format] : undefined;
  if (!check) return undefined;
  const fault = typeof value === "string" ? check(value) : undefined;
  return fault === undefined ? [] : [fault];
}

type Check = (text: string) => string | undefined;

const unless =
  (is: (text: string) => boolean, words: (text: string) => string): Check =>
  (text) =>
    is(text) ? undefined : words(text);

const DATES = "[yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.SSSZ]";

const CHECKS: Readonly<Record<string, Check>> = {
  "date-time": unless(
    isDateTime,
    (text) => `string "${text}" is invalid against requested date format(s) ${DATES}`,
  ),
  email: unless(isEmail, (text) => `string "${text}" is not a valid email address`),
  hostname: unless(isHostname, (text) => `string "${text}" is not a valid hostname`),
  ipv4: unless(
    (text) => isIPv4(text) || MAPPED.test(text),
    (text) => `string "${text}" is not a valid IPv4 address`,
  ),
  ipv6: unless(
    (text) => isIPv6(text) && !text.includes("%") && !MAPPED.test(text),
    (text) => `string "${text}" is not a valid IPv6 address`,
  ),
  regex: unless(isRegex, (text) => `string "${text}" is not a valid ECMA 262 regular expression`),
  uri: unless(isUri, (text) => `string "${text}" is not a valid URI`),
  uuid: unless(
    (text) => text.length <= 36 && /^[0-9a-f]+(-[0-9a-f]+){4}$/i.test(text),
    (text) => `input string "${text}" is not a valid UUID`,
  ),
  mac: unless(
    (text) => /^[A-Za-z0-9]{2}(:[A-Za-z0-9]{2}){5}$/.test(text),
    (text) => `input string "${text}" is not a valid MAC address`,
  ),
  "json-pointer": unless(
    (text) => /^(\/([^/~]|~[01])*)*$/.test(text),
    (text) => `input string "${text}" is not a valid JSON Pointer`,
  ),
  base64,
  md5: hexOf(32),
  sha1: hexOf(40),
  sha256: hexOf(64),
  sha512: hexOf(128),
  // Known to the library, but what it takes is not looked into here.
  "uri-template": () => undefined,
};

/** To Java's InetAddress, an IPv4 address that is written as IPv6 is IPv4. */
const MAPPED = /^(0{0,4}:){2,5}:?ffff:(\d{1,3}\.){3}\d{1,3}$/i;

function isDateTime(text: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,3})?(Z|[+-](\d\d):?(\d\d))$/i.exec(text);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return (
    exists &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    Number(parts[9] ?? 0) < 24 &&
    Number(parts[10] ?? 0) < 60
  );
}

/** As javax.mail's InternetAddress of the time: one name is domain enough, and what holds a quote is not looked at. */
function isEmail(text: string): boolean {
  const address = /^[^<>]*<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.replace(/^[,\s]+/, "").trimEnd();
  const [local = "", ...domain] = address.split("@");
  if (address.includes('"')) return /^(?:[^"\\\r\n]|\\.|"(?:[^"\\\r\n]|\\.)*")+$/.test(address);
  if (local === "" || domain.length === 0 || domain.join("@") === "") return false;
  return !/[\s()<>,;:\\[\]]/.test(local) && !/\s/.test(address) && isMailDomain(domain.join("@"));
}

const isMailDomain = (domain: string) => /^(?:\[[^[\],|]*\]|[^()<>@,;:\\[\]]+)$/.test(domain);

/** As Guava's InternetDomainName. */
function isHostname(text: string): boolean {
  const name = text
    .replaceAll(/[\u3002\uff0e\uff61]/g, ".")
    .toLowerCase()
    .replace(/\.$/, "");
  const parts = name.split(".");
  const isPart = (part: string) =>
    part.length > 0 && part.length <= 63 && !/^[-_]|[-_]$|[^\w\x80-\uffff-]/.test(part);
  return name.length <= 253 && parts.length <= 127 && parts.every(isPart) && !/^\d/.test(parts.at(-1) ?? "");
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

// What java.net.URI calls "other" may stand anywhere: what is neither ASCII nor a control nor a space.
const CHAR = "[\\w\\-.!~*'():@&=+$,;]|%[0-9A-Fa-f]{2}|[^\\x00-\\x9f\\s\\u2000-\\u200a]";
const ANY = `(?:${CHAR}|[/?[\\]])*`;
const HOST = `(?:(?:${CHAR})*|(?:[\\w\\-.!~*'():&=+$,;%]*@)?\\[[0-9A-Fa-f:.]+(?:%\\w+)?\\](?::\\d*)?)`;
const HIERARCHY = `(?://${HOST}(?=[/?#]|$))?(?:${CHAR}|/)*(?:\\?${ANY})?`;
const ABSOLUTE = new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:(?=[^#])(?:${HIERARCHY}|(?!/)${ANY})(?:#${ANY})?$`);
const RELATIVE = new RegExp(`^${HIERARCHY}(?:#${ANY})?$`);

/** As java.net.URI: any reference, also a relative one. */
function isUri(text: string): boolean {
  return (/^[^/?#]*:/.test(text) ? ABSOLUTE : RELATIVE).test(text);
}

function base64(text: string): string | undefined {
  if (text.length % 4 !== 0)
    return `input has illegal length (must be a multiple of 4, found ${text.length})`;
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text)
    ? undefined
    : "input is not a valid Base64 string: illegal characters";
}

function hexOf(length: number): Check {
  return (text) => {
    if (text.length !== length) return `input string has bad length (${text.length}, expected ${length})`;
    return /^[0-9a-f]*$/i.test(text) ? undefined : "input string has illegal characters";
  };
}
