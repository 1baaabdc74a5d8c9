import { requiredOf } from "../catalog/action.ts";
import { ENTRIES, KINDS, type MemberKind, ONE_OF } from "../catalog/members.ts";
import { type Finding, found } from "../gateway/checks/finding.ts";
import { asValues, readsAsJson } from "../template/sample.ts";
import { marksIn } from "../template/values/unknown.ts";
import type { Called } from "./called.ts";
import { formOf, type Sent } from "./sent.ts";

const TEMPLATES = "PutIntegration.requestTemplates";

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an action requires of its request, and of what kind that must be, as far as a template says it. */
export function* checkMembers(sent: Sent, called: Called): Iterable<Finding> {
  const body = bodyOf(sent);
  if (body) {
    yield* checkRequired(body, called);
    yield* checkEntries(body, called);
    yield* checkKinds(body, called);
  } else yield* checkForm(sent, called);
}

/** A value of a call that stands without quotes. */
const BARE = "ZqX";

/** The body as JSON, with what is not known in it; what of that stands without quotes is an object of its own. */
function bodyOf({ body }: Sent): Json | undefined {
  if (body === undefined || body.trim() === "" || readsAsJson(body) !== true) return undefined;
  try {
    const read: unknown = JSON.parse(asValues(body, (mark) => JSON.stringify({ [BARE]: mark })));
    return isObject(read) && !(BARE in read) ? read : undefined;
  } catch {
    // A name that is not known.
    return undefined;
  }
}

const missing = ({ service, action }: Called, what: string, names: readonly string[]): Finding =>
  found(
    "member-missing",
    `the request gives ${what}${service.id}:${action?.name} no ${names.join(", ")}, which it requires`,
    `add ${names.join(", ")} to it`,
    TEMPLATES,
  );

function* checkRequired(body: Json, called: Called): Iterable<Finding> {
  const { action } = called;
  if (!action?.api) return;
  const names = requiredOf(action).filter((one) => /^\w/.test(one) && !(one in body));
  if (names.length > 0) yield missing(called, "", names);
  yield* checkOneOf(called, new Set(Object.keys(body)));
}

function* checkOneOf(called: Called, given: ReadonlySet<string>): Iterable<Finding> {
  const some = ONE_OF[`${called.service.id}:${called.action?.name}`];
  if (some && !some.some((one) => given.has(one)))
    yield missing(called, "", [`${some.slice(0, -1).join(", ")} or ${some.at(-1)}`]);
}

function* checkEntries(body: Json, called: Called): Iterable<Finding> {
  for (const [list, needs] of Object.entries(ENTRIES[`${called.service.id}:${called.action?.name}`] ?? {})) {
    const entries = body[list];
    const lacks = (Array.isArray(entries) ? entries : [])
      .filter((one) => isObject(one) && !(BARE in one))
      .flatMap((one) => needs.filter((name) => !(name in one)));
    if (lacks.length > 0) yield missing(called, `${list} of `, [...new Set(lacks)]);
  }
}

/** What an action of the Query protocol requires: lists and structures stand in a form by their first word. */
function* checkForm(sent: Sent, called: Called): Iterable<Finding> {
  const { service, action } = called;
  const form = formOf(sent);
  if (!action?.api || (!form && !readsQueryAlone(sent))) return;
  const given = new Set(
    [...(form?.keys() ?? []), ...Object.keys(sent.query)].map((one) => one.split(".")[0] ?? ""),
  );
  if (!given.has("Action")) return;
  const query = action.api.protocol === "query";
  if (!query && service.id !== "sqs") return;
  // SQS calls its lists otherwise in a form, and takes the queue from the path.
  const names = requiredOf(action).filter(
    (one) => /^\w/.test(one) && !given.has(one) && (query || SQS_TEXTS.has(one)),
  );
  if (names.length > 0) yield missing(called, "", names);
  yield* checkOneOf(called, given);
}

/** Whether nothing is read but the query string: a body that is not said to be a form is none. */
const readsQueryAlone = ({ verb, body, headers }: Sent): boolean =>
  body === undefined && (verb === "GET" || headers["content-type"] === undefined);

const SQS_TEXTS: ReadonlySet<string> = new Set(["MessageBody", "ReceiptHandle", "VisibilityTimeout"]);

function* checkKinds(body: Json, called: Called): Iterable<Finding> {
  const { service, action } = called;
  const kinds = Object.entries(KINDS[`${service.id}:${action?.name}`] ?? {});
  const members = kinds.flatMap(([path, kind]) =>
    valuesAt(body, path.split(".")).map((value): readonly [string, unknown, MemberKind] => [
      path,
      value,
      kind,
    ]),
  );
  const all = service.id === "dynamodb" ? [...members, ...attributesIn(body)] : members;
  const said = new Set<string>();
  for (const [path, value, kind] of all) {
    const is = otherKind(value, kind);
    if (is === undefined || said.has(path)) continue;
    said.add(path);
    const [must, remedy] = MUST[kind];
    yield found(
      "member-type",
      `${path} of ${service.id}:${action?.name} must be ${must}, and the template makes ${is} of it: the service refuses every such call (SerializationException)`,
      remedy,
      TEMPLATES,
    );
  }
}

const MUST: Readonly<Record<MemberKind, readonly [must: string, remedy: string]>> = {
  text: [
    "a text",
    'write it between quotes; JSON as a text: "$util.escapeJavaScript($input.json(\'$\')).replaceAll("\\\\\'","\'")"',
  ],
  base64: ["bytes in Base64", 'write "$util.base64Encode(…)"'],
  object: ["an object", "write it in braces"],
  attribute: ["a value with its type", 'write its type too, like {"S": "…"} or {"N": "…"}'],
};

function valuesAt(value: unknown, [name, ...more]: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, [name ?? "", ...more]));
  if (!isObject(value) || BARE in value || name === undefined || !(name in value)) return [];
  return more.length === 0 ? [value[name]] : valuesAt(value[name], more);
}

/** What a value is instead of what it must be; undefined where it fits, or may. */
function otherKind(value: unknown, kind: MemberKind): string | undefined {
  if (kind === "object" || kind === "attribute")
    // What stands without quotes may well be one.
    return isObject(value) ? undefined : typeof value === "string" ? "a text" : plainly(value);
  if (typeof value === "string") {
    if (kind === "text") return undefined;
    const marks = marksIn(value);
    if (marks.some((one) => one === "body" || one === "document" || one === "escaped"))
      return "a text that is not encoded";
    return marks.length > 0 || /^[A-Za-z0-9+/]*={0,2}$/.test(value)
      ? undefined
      : "a text that is not encoded";
  }
  if (isObject(value) && BARE in value) {
    const [mark] = marksIn(String(value[BARE]));
    // A part of the body as JSON may be a text, with its quotes.
    if (mark === "json") return undefined;
    return mark === "document" || mark === "body" ? "an object" : "a value without quotes";
  }
  return isObject(value) ? "an object" : plainly(value);
}

function plainly(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

const HOLD_ATTRIBUTES = /^(?:Item|Key|ExclusiveStartKey|ExpressionAttributeValues)$/;

/** DynamoDB's attribute values, with their texts and numbers: `{"N": "5"}`, wherever a request has them. */
function* attributesIn(value: unknown): Iterable<readonly [string, unknown, MemberKind]> {
  if (Array.isArray(value)) for (const one of value) yield* attributesIn(one);
  else if (isObject(value))
    for (const [name, one] of Object.entries(value)) {
      const maps = name === "Keys" && Array.isArray(one) ? one : HOLD_ATTRIBUTES.test(name) ? [one] : [];
      for (const map of maps)
        if (isObject(map) && !(BARE in map))
          for (const [key, of] of Object.entries(map)) yield* attribute(`${name}.${key}`, of);
      if (maps.length === 0) yield* attributesIn(one);
    }
}

function* attribute(path: string, value: unknown): Iterable<readonly [string, unknown, MemberKind]> {
  yield [path, value, "attribute"];
  if (!isObject(value) || BARE in value) return;
  for (const [type, one] of Object.entries(value)) {
    if (type === "S" || type === "N") yield [`${path}.${type}`, one, "text"];
    if (type === "M" && isObject(one))
      for (const [key, of] of Object.entries(one)) yield* attribute(`${path}.${key}`, of);
    if (type === "L" && Array.isArray(one)) for (const of of one) yield* attribute(`${path}[]`, of);
  }
}
