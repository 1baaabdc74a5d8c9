import { partitionOf, REGIONS } from "../gateway/names/partition.ts";
import { pathFault } from "../gateway/names/path.ts";
import { nearest } from "./did-you-mean.ts";
import type { OfStatus, Pair, Parameter, Source, Template } from "./known.ts";
import { choice, type Parsed, text, textFault, type Value } from "./value.ts";

// The values that API Gateway's own things are written by. Faults read on behind the flag's name.

/** API Gateway's limit for a mapping template. */
const MAX_TEMPLATE = 300 * 1024;
const PARAMETER_NAME = /^[a-zA-Z0-9._$-]+$/;
const CONTENT_TYPE = /^(?:\$default|[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+*-]+)$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

export const regionValue: Value<string> = text("region", (given) => {
  if (REGIONS.includes(given)) return undefined;
  const near = nearest(given, REGIONS);
  const looksRight = partitionOf(given) !== undefined;
  // Nobody comes to an isolated partition by a slip.
  const isolated = partitionOf(given) !== "aws";
  if (looksRight && (isolated || near === undefined || !isTypingError(given, near))) return undefined;
  return {
    fault: `"${given.slice(0, 40)}" is not an AWS Region`,
    remedy: near === undefined ? "write it like us-east-1" : `did you mean ${near}?`,
  };
});

/** The Regions there are, to be chosen from. */
export const listRegions = async () => REGIONS.map((value) => ({ value }));

// A new Region differs from the known ones in a number (eu-west-4) or a word; swapped or missing letters are errors.
const isTypingError = (given: string, near: string): boolean =>
  given.replace(/\d+$/, "") !== near.replace(/\d+$/, "");

export const resourceValue: Value<string> = text("path|id", (given) => {
  if (/^[a-z0-9]{6,10}$/.test(given)) return undefined; // an id
  const fault = pathFault(given);
  return fault === undefined ? undefined : { fault, remedy: "write it like /pets/{petId}" };
});
/** A parameter of the method request: `name[:required][:cached]`. */
export const parameterValue: Value<Parameter> = {
  placeholder: "name[:required][:cached]",
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    const [name = "", ...marks] = given.split(":");
    const unknown = marks.find((mark) => mark !== "required" && mark !== "cached");
    if (!PARAMETER_NAME.test(name))
      return {
        fault: `"${name}" is not a parameter name; it holds letters, digits and . _ $ -`,
        remedy: "write it like limit:required:cached",
      };
    if (unknown !== undefined)
      return {
        fault: `":${unknown}" behind ${name} is neither :required nor :cached`,
        remedy: `write ${name}:required or ${name}:cached`,
      };
    return { value: { name, required: marks.includes("required"), cached: marks.includes("cached") } };
  },
  print: ({ name, required, cached }) => `${name}${required ? ":required" : ""}${cached ? ":cached" : ""}`,
};

/** The parts of `key=value`, or what is wrong with it. */
export function splitPair(given: string, form: string): Parsed<Pair> {
  const at = given.indexOf("=");
  if (at <= 0)
    return {
      fault: `"${given.slice(0, 80)}" has no ${at === 0 ? "name before" : "value behind an"} "="`,
      remedy: `write it as ${form}`,
    };
  if (at === given.length - 1)
    return { fault: `"${given}" has nothing behind the "="`, remedy: `write it as ${form}` };
  return { value: { key: given.slice(0, at), value: given.slice(at + 1) } };
}

const contentTypeFault = (type: string): Parsed<never> | undefined =>
  CONTENT_TYPE.test(type)
    ? undefined
    : { fault: `"${type}" is not a content type`, remedy: "write it like application/json" };

/** A content type and a model's name: `application/json=Pet`. */
export const modelValue: Value<Pair> = {
  placeholder: "type=Model",
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    if (/^[A-Za-z0-9]+$/.test(given))
      return {
        fault: `"${given}" names a model but no content type`,
        remedy: `write application/json=${given}`,
      };
    const pair = splitPair(given, "application/json=Model");
    if ("fault" in pair) return pair;
    const type = contentTypeFault(pair.value.key);
    if (type) return type;
    if (!/^[A-Za-z0-9]+$/.test(pair.value.value))
      return {
        fault: `"${pair.value.value}" is not a model's name; it holds letters and digits`,
        remedy: "give the model's name, like Pet",
      };
    return pair;
  },
  print: ({ key, value }) => `${key}=${value}`,
};

/** A mapping of the integration request: `integration.request.header.X=method.request.header.Y`. Its grammar is checked with the rules. */
export const mappingValue: Value<Pair> = {
  placeholder: "name=expression",
  parse(given) {
    const bad = textFault(given);
    return bad === undefined
      ? splitPair(given, "integration.request.header.X-Id=context.requestId")
      : { fault: bad };
  },
  print: ({ key, value }) => `${key}=${value}`,
};

/** A name and what it is to be, in the form of an example. */
export const pairValue = (placeholder: string, form: string): Value<Pair> => ({
  placeholder,
  parse(given) {
    const bad = textFault(given);
    return bad === undefined ? splitPair(given, form) : { fault: bad };
  },
  print: ({ key, value }) => `${key}=${value}`,
});

/** A value for a recipe: `queue=pets`. */
export const setValue: Value<Pair> = {
  placeholder: "name=value",
  parse(given) {
    const bad = textFault(given);
    return bad === undefined ? splitPair(given, "queue=pets") : { fault: bad };
  },
  print: ({ key, value }) => `${key}=${value}`,
};

/** How a template or body was given. */
export const printSource = (source: Source): string =>
  "text" in source ? source.text : "file" in source ? `@${source.file}` : "-";

/** A content type and a template: `application/json=@create.vtl`, `application/json=-`, or the text itself. */
export const templateValue: Value<Template> = {
  placeholder: "type=@file|-|text",
  parse(given) {
    const bad = textFault(given, { max: MAX_TEMPLATE, lines: true });
    if (bad !== undefined) return { fault: bad };
    const pair = splitPair(given, "application/json=@file");
    if ("fault" in pair) return pair;
    const type = contentTypeFault(pair.value.key);
    if (type) return type;
    const { value } = pair.value;
    if (value === "@")
      return { fault: `"${given}" names no file behind the "@"`, remedy: "write application/json=@file" };
    const source: Source =
      value === "-" ? { stdin: true } : value.startsWith("@") ? { file: value.slice(1) } : { text: value };
    return { value: { contentType: pair.value.key, source } };
  },
  print: ({ contentType, source }) => `${contentType}=${printSource(source)}`,
};

/** The fault of a template's text once it was read. */
export const templateFault = (content: string): string | undefined =>
  textFault(content, { max: MAX_TEMPLATE, lines: true });

export const statusFault = (status: string): Parsed<never> | undefined =>
  /^[1-5]\d\d$/.test(status)
    ? undefined
    : { fault: `"${status}" is not a status code`, remedy: "give three digits, 100 to 599" };

/** `STATUS`, or `STATUS=selection pattern` (a regular expression on the backend's status or error message). */
export const responseValue: Value<OfStatus<string | undefined>> = {
  placeholder: "status[=pattern]",
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    const at = given.indexOf("=");
    const status = at < 0 ? given : given.slice(0, at);
    const of = at < 0 ? undefined : given.slice(at + 1);
    const wrong = statusFault(status);
    if (wrong) return wrong;
    if (of === "")
      return {
        fault: `"${given}" has no selection pattern behind the "="`,
        remedy: `write ${status} for the default response or ${status}=pattern`,
      };
    // API Gateway takes Java expressions; only plain faults are refused here, all others before anything is sent.
    if (of !== undefined && !of.includes("\\Q") && !balanced(of))
      return {
        fault: `the selection pattern "${of}" has unbalanced brackets`,
        remedy: "mend the regular expression",
      };
    return { value: { status, of } };
  },
  print: ({ status, of }) => (of === undefined ? status : `${status}=${of}`),
};

function balanced(pattern: string): boolean {
  const bare = pattern.replaceAll(/\\./g, "").replaceAll(/\[(?:[^\]]*)\]/g, "");
  let depth = 0;
  for (const c of bare) {
    if (c === "(") depth++;
    if (c === ")" && --depth < 0) return false;
    if (c === "[") return false;
  }
  return depth === 0;
}

/** Puts `STATUS:` before a value. */
function ofStatus<T>(inner: Value<T>, form: string): Value<OfStatus<T>> {
  return {
    placeholder: `status:${inner.placeholder ?? ""}`,
    parse(given) {
      if (given === "") return { fault: "is empty", remedy: `write it as ${form}` };
      const at = given.indexOf(":");
      if (at < 0)
        return {
          fault: `"${given.slice(0, 80)}" has no status code and colon in front`,
          remedy: `write it as ${form}`,
        };
      const status = given.slice(0, at);
      const wrong = statusFault(status);
      if (wrong) return wrong;
      const parsed = inner.parse(given.slice(at + 1));
      return "fault" in parsed ? parsed : { value: { status, of: parsed.value } };
    },
    print: ({ status, of }) => `${status}:${inner.print(of)}`,
  };
}

/** A header's name, with `=` and what it is to be where that is said. */
export const headerAndValue = (
  placeholder: string,
  form: string,
): Value<{ readonly name: string; readonly expression?: string | undefined }> => ({
  placeholder,
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    const at = given.indexOf("=");
    const name = at < 0 ? given : given.slice(0, at);
    if (!HEADER_NAME.test(name))
      return { fault: `"${name}" is not a header name`, remedy: `write it like ${form}` };
    if (at === given.length - 1)
      return { fault: `"${given}" has nothing behind the "="`, remedy: `write it like ${form}` };
    return { value: { name, expression: at < 0 ? undefined : given.slice(at + 1) } };
  },
  print: ({ name, expression }) => (expression === undefined ? name : `${name}=${expression}`),
});

const RESPONSE_HEADER = "200:X-Request-Id=context.requestId";
export const responseHeaderValue = ofStatus(
  headerAndValue("Name=expression", RESPONSE_HEADER),
  RESPONSE_HEADER,
);
export const responseTemplateValue = ofStatus(templateValue, "200:application/json=@file");
export const responseContentHandlingValue = ofStatus(
  choice<"PASSTHROUGH" | "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT">(
    [
      { value: "PASSTHROUGH", word: "passthrough", label: "Passthrough" },
      { value: "CONVERT_TO_BINARY", word: "convert_to_binary", label: "Convert to binary" },
      { value: "CONVERT_TO_TEXT", word: "convert_to_text", label: "Convert to text" },
    ],
    { binary: "CONVERT_TO_BINARY", text: "CONVERT_TO_TEXT" },
  ),
  "200:convert_to_binary",
);
export const responseModelValue = ofStatus(modelValue, "200:application/json=Model");
