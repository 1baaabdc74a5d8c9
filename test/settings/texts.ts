import fc from "fast-check";
import { REGIONS } from "../../src/gateway/names/partition.ts";
import { VERBS } from "../../src/gateway/names/verb.ts";
import type { Setting } from "../../src/settings/setting.ts";

// Texts that a setting takes, by what stands for its value in help.

const word = (letters: string, max = 12) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: max });
const LETTERS = "abcXYZ019";
const name = word(`${LETTERS}_-`);
const joined = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((all) => all.join(""));
const maybe = (part: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), part);

/** Anything one may type on one line. */
const line = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((text) => !/[\x00-\x1f\x7f]/.test(text));
const lines = fc.oneof(
  line,
  fc.tuple(line, line).map((two) => two.join("\n")),
);
const account = fc.constantFrom("123456789012", "000000000000");
const variable = joined("${stageVariables.", word("abc_1"), "}");
const fn = fc.oneof(name, variable, joined(name, variable));
const status = fc.integer({ min: 100, max: 599 }).map(String);
const type = fc.constantFrom(
  "application/json",
  "text/plain",
  "$default",
  "application/vnd.x+json",
  "*/*".replace("*", "a"),
);
const parameter = joined(
  word(`${LETTERS}._$-`),
  maybe(fc.constant(":required")),
  maybe(fc.constant(":cached")),
);
const model = joined(type, "=", word(LETTERS));
const template = joined(
  type,
  "=",
  fc.oneof(
    fc.constant("-"),
    joined("@", line),
    lines.filter((text) => text !== "-" && !text.startsWith("@")),
  ),
);
const arnOfRole = joined(
  "arn:aws:iam::",
  account,
  ":role/",
  maybe(fc.constant("path/")),
  fc.oneof(name, variable),
);
const part = fc.oneof(word(`${LETTERS}._-:,`), joined("{", word(LETTERS), "}"));
const path = fc
  .tuple(fc.array(part, { maxLength: 3 }), maybe(fc.constant("{proxy+}")))
  .map(([parts, last]) => `/${[...parts, last].filter(Boolean).join("/")}`);

const byPlaceholder: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "name|id": line,
  glob: line.map((text) => `/${text}`),
  name: line,
  file: line,
  scope: line.map((text) => text.replaceAll(/\s/g, "_")),
  jmespath: line,
  "path|id": path,
  region: fc.constantFrom(...REGIONS),
  url: joined(
    fc.constantFrom("http", "https"),
    "://",
    word("abc"),
    ".example",
    maybe(fc.constantFrom(":80", ":8443")),
    maybe(path),
    maybe(fc.constant("?a=b&c=${stageVariables.x}")),
  ),
  "name|arn": fc.oneof(
    joined(fn, maybe(joined(":", fc.oneof(fn, fc.constant("$LATEST"))))),
    joined(
      "arn:aws:lambda:",
      fc.constantFrom(...REGIONS),
      ":",
      account,
      ":function:",
      fn,
      maybe(joined(":", fn)),
    ),
    joined(account, ":function:", fn, maybe(joined(":", fn))),
    joined(
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:",
      account,
      ":function:",
      name,
      "/invocations",
    ),
    joined(
      "https://us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions/",
      name,
      maybe(joined("/aliases/", name)),
    ),
  ),
  "service:action": line,
  service: word("abc019-").filter((text) => !text.startsWith("-")),
  subdomain: word("abc019-.").filter((text) => /^[a-c019]/.test(text)),
  path: fc.oneof(path, joined(account, "/", name)),
  arn: fc.oneof(
    arnOfRole,
    joined(
      "arn:aws:elasticloadbalancing:us-east-1:",
      account,
      ":loadbalancer/app/",
      name,
      "/",
      word("0123456789abcdef"),
    ),
  ),
  "integration-uri": joined(
    "arn:aws:apigateway:us-east-1:",
    word("abc"),
    fc.constantFrom(":path/", ":action/"),
    line,
  ),
  "rate:burst": joined(
    fc.integer({ min: 1, max: 999_999 }).map(String),
    ":",
    fc.integer({ min: 1, max: 99 }).map(String),
  ),
  "role-name": word(`${LETTERS}_+=,.@-`),
  "prefix:action": joined(word("abc-"), ":", word(LETTERS)),
  "resource-arn": fc.oneof(fc.constant("*"), joined("arn:aws:sqs:us-east-1:", account, ":", name)),
  "policy-arn": joined("arn:aws:iam::", account, ":policy/", name),
  "/path/": fc.oneof(fc.constant("/"), joined("/", name, "/")),
  "name[:required][:cached]": parameter,
  "type=Model": model,
  "name=expression": joined("integration.request.header.", name, "=", line),
  "type=@file|-|text": template,
  "status[=pattern]": joined(status, maybe(joined("=", fc.oneof(name, fc.constant("(a|b)\\(.*=[x)]"))))),
  "status:Name=expression": joined(status, ":", word(`${LETTERS}-_`), maybe(joined("=", line))),
  "status:type=@file|-|text": joined(status, ":", template),
  "status:type=Model": joined(status, ":", model),
  "name=value": joined(name, "=", maybe(line)),
  "Name=value": joined(word(`${LETTERS}-`), fc.constantFrom("=", ": "), line),
  "Name[=value]": joined(word(`${LETTERS}-`), maybe(joined("=", line))),
  "service[:Action]=./answer.json": joined(
    word("abcxyz"),
    maybe(joined(":", word("abcXYZ"))),
    "=./",
    name,
    ".json",
  ),
  "name=./handler.mjs": joined(name, "=./", name, ".mjs"),
  "Name,Name": fc.array(word(`${LETTERS}-`), { minLength: 1, maxLength: 3 }).map((all) => all.join(",")),
  "GET,POST": fc.subarray(["GET", "PUT", "DELETE"], { minLength: 1 }).map((all) => all.join(",")),
  stage: word(`${LETTERS}_-`),
  text: line,
  percent: fc.oneof(fc.integer({ min: 0, max: 100 }).map(String), fc.constantFrom("0.5", "12.25")),
  id: word("abc019"),
  origin: fc.oneof(
    fc.constantFrom("*", "null"),
    joined("https://", word("abc"), ".example", maybe(fc.constant(":8443"))),
  ),
  seconds: fc.integer({ min: 0, max: 86_400 }).map(String),
  status,
  milliseconds: fc.integer({ min: 50, max: 900_000 }).map(String),
  number: fc.integer({ min: 0, max: 65_535 }).map(String),
  "kind[:Operation[:nth]][@Operation[:nth]]": joined(
    fc.constantFrom("throttle", "slow"),
    fc.oneof(fc.constant(""), joined(":", word("abcXYZ"), maybe(fc.constantFrom(":1", ":23")))),
  ),
};

/** Where the same placeholder stands for things of several kinds. */
const byFlag: Readonly<Record<string, fc.Arbitrary<string>>> = {
  action: word(`${LETTERS}_`),
  path: fc.oneof(path, joined(name, "=", line)),
  "create-role": name,
  "role-action": joined(word("abc-"), ":", word("XYZabc")),
  "role-resource": joined("arn:aws:sqs:us-east-1:", account, ":", name),
  "permissions-boundary": joined("arn:aws:iam::", account, ":policy/", name),
  "role-path": joined("/", name, "/"),
  unset: fc.oneof(
    fc.constantFrom("timeout", "operation-name", "scope", "header"),
    joined(fc.constantFrom("header", "query-param", "response-header", "request-model"), ":", name),
  ),
  "response-content-handling": joined(
    fc.constantFrom("200", "404"),
    ":",
    fc.constantFrom("passthrough", "CONVERT_TO_TEXT", "convert_to_binary"),
  ),
};

/** Texts that this setting may be given; some of them it refuses. */
export const textsFor = (setting: Setting): fc.Arbitrary<string> => knownTexts(setting) ?? line;

/** Undefined where this file does not know what such a setting is given. */
export function knownTexts({ value, flag }: Setting): fc.Arbitrary<string> | undefined {
  if (value.choices) {
    const typed = value.choices.flatMap((one) => [
      one.value,
      one.value.toUpperCase(),
      one.label ?? one.value,
    ]);
    return fc.constantFrom(...typed, ...VERBS);
  }
  if (value.placeholder === undefined) return fc.constantFrom("true", "false");
  return (
    byFlag[flag] ?? byPlaceholder[value.placeholder] ?? (value.placeholder.includes("|") ? line : undefined)
  );
}
