/** What each keyword of JSON Schema draft 4 says against a value, in the library's words. */
import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import { javaPattern } from "../../gateway/pattern/java-pattern.ts";
import { decimalOf } from "../../template/values/decimal.ts";

export type Schema = Record<string, unknown>;

/** Whether the value that is looked at fits another schema too. */
export type Check = (schema: unknown) => boolean;

type Rule = (schema: Schema, value: unknown, check: Check) => readonly string[];

export const isObject = (value: unknown): value is Schema =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const json = (value: unknown) => JSON.stringify(value);

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** A value's text by which equal ones are found, whatever the order of its keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return json(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${json(key)}:${canonical(value[key])}`);
  return `{${entries.join()}}`;
}

const limit = (schema: Schema, name: string): number | undefined =>
  typeof schema[name] === "number" ? (schema[name] as number) : undefined;

const ofNumber =
  (keyword: string, faults: (value: number, bound: number, schema: Schema) => string | undefined): Rule =>
  (schema, value) => {
    const bound = limit(schema, keyword);
    const fault = typeof value === "number" && bound !== undefined && faults(value, bound, schema);
    return fault ? [fault] : [];
  };

type Sized = "text" | "list" | "object";

function sizeOf(kind: Sized, value: unknown): number | undefined {
  if (kind === "text") return typeof value === "string" ? [...value].length : undefined;
  if (kind === "list") return Array.isArray(value) ? value.length : undefined;
  return isObject(value) ? Object.keys(value).length : undefined;
}

const ofSize =
  (
    kind: Sized,
    keyword: string,
    isFault: (size: number, bound: number) => boolean,
    words: (size: number, bound: number, value: unknown) => string,
  ): Rule =>
  (schema, value) => {
    const [size, bound] = [sizeOf(kind, value), limit(schema, keyword)];
    if (size === undefined || bound === undefined || !isFault(size, bound)) return [];
    return [words(size, bound, value)];
  };

const below = (size: number, bound: number) => size < bound;
const above = (size: number, bound: number) => size > bound;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const KEYWORDS: Readonly<Record<string, Rule>> = {
  additionalItems: ({ additionalItems, items }, value) => {
    const allowed = list(items).length;
    if (additionalItems !== false || !Array.isArray(items) || !Array.isArray(value)) return [];
    if (value.length <= allowed) return [];
    return [`schema only allows ${allowed} elements in array but instance has ${value.length} elements`];
  },
  additionalProperties: (schema, value) => {
    if (schema.additionalProperties !== false || !isObject(value)) return [];
    const others = Object.keys(value).filter((name) => schemasOf(schema, name).length === 0);
    if (others.length === 0) return [];
    return [`object instance has properties which are not allowed by the schema: ${json(others.sort())}`];
  },
  allOf: ({ allOf }, _, check) => {
    const [all, ok] = [list(allOf).length, list(allOf).filter(check).length];
    return ok === all
      ? []
      : [`instance failed to match all required schemas (matched only ${ok} out of ${all})`];
  },
  anyOf: ({ anyOf }, _, check) => {
    if (!Array.isArray(anyOf) || anyOf.some(check)) return [];
    return [`instance failed to match at least one required schema among ${anyOf.length}`];
  },
  dependencies: ({ dependencies }, value) =>
    isObject(dependencies) && isObject(value)
      ? Object.entries(dependencies).flatMap(([name, needed]) => missingOf(name, needed, value))
      : [],
  enum: (schema, value) => {
    const own = canonical(value);
    if (!Array.isArray(schema.enum) || schema.enum.some((item) => canonical(item) === own)) return [];
    return [`instance value (${json(value)}) not found in enum (possible values: ${json(schema.enum)})`];
  },
  maxItems: ofSize(
    "list",
    "maxItems",
    above,
    (size, bound) =>
      `array is too long: must have at most ${bound} elements but instance has ${size} elements`,
  ),
  maxLength: ofSize(
    "text",
    "maxLength",
    above,
    (size, bound, text) => `string "${text}" is too long (length: ${size}, maximum allowed: ${bound})`,
  ),
  maxProperties: ofSize(
    "object",
    "maxProperties",
    above,
    (size, bound) => `object has too many properties (found ${size} but schema requires at most ${bound})`,
  ),
  maximum: ofNumber("maximum", (value, bound, { exclusiveMaximum }) => {
    if (value > bound)
      return `numeric instance is greater than the required maximum (maximum: ${bound}, found: ${value})`;
    const isOut = value === bound && exclusiveMaximum === true;
    return isOut ? `numeric instance is not strictly lower than the required maximum ${bound}` : undefined;
  }),
  minItems: ofSize(
    "list",
    "minItems",
    below,
    (size, bound) =>
      `array is too short: must have at least ${bound} elements but instance has ${size} elements`,
  ),
  minLength: ofSize(
    "text",
    "minLength",
    below,
    (size, bound, text) => `string "${text}" is too short (length: ${size}, required minimum: ${bound})`,
  ),
  minProperties: ofSize(
    "object",
    "minProperties",
    below,
    (size, bound) => `object has too few properties (found ${size} but schema requires at least ${bound})`,
  ),
  minimum: ofNumber("minimum", (value, bound, { exclusiveMinimum }) => {
    if (value < bound)
      return `numeric instance is lower than the required minimum (minimum: ${bound}, found: ${value})`;
    const isOut = value === bound && exclusiveMinimum === true;
    return isOut ? `numeric instance is not strictly greater than the required minimum ${bound}` : undefined;
  }),
  multipleOf: ofNumber("multipleOf", (value, step) =>
    isMultiple(value, step) ? undefined : `remainder of division is not zero (${value} / ${step})`,
  ),
  not: (schema, _, check) =>
    check(schema.not) ? ["instance matched a schema which it should not have"] : [],
  oneOf: ({ oneOf }, _, check) => {
    const [all, ok] = [list(oneOf).length, list(oneOf).filter(check).length];
    return ok === 1 ? [] : [`instance failed to match exactly one schema (matched ${ok} out of ${all})`];
  },
  pattern: ({ pattern }, value) =>
    typeof pattern !== "string" || typeof value !== "string" || found(pattern, value)
      ? []
      : [`ECMA 262 regex "${pattern}" does not match input string "${value}"`],
  required: ({ required }, value) => {
    const missing = isObject(value) ? absent(list(required).map(String), value) : [];
    return missing.length > 0 ? [`object has missing required properties (${json(missing)})`] : [];
  },
  type: ({ type }, value) => {
    const named = [type].flat().map(String);
    // A number may be a whole one, and the library says so.
    const allowed = [...new Set(named.includes("number") ? ["integer", ...named] : named)].sort();
    const is = typeOf(value);
    return allowed.includes(is)
      ? []
      : [`instance type (${is}) does not match any allowed primitive type (allowed: ${json(allowed)})`];
  },
  uniqueItems: ({ uniqueItems }, value) => {
    if (uniqueItems !== true || !Array.isArray(value)) return [];
    const unique = new Set(value.map(canonical)).size === value.length;
    return unique ? [] : ["array must not contain duplicate elements"];
  },
};

const absent = (names: string[], value: Schema) => names.filter((name) => !Object.hasOwn(value, name)).sort();

function missingOf(name: string, needed: unknown, value: Schema): string[] {
  const names = list(needed).map(String).sort();
  const missing = absent(names, value);
  if (!Object.hasOwn(value, name) || missing.length === 0) return [];
  return [
    `property "${name}" of object has missing property dependencies (schema requires ${json(names)}; missing: ${json(missing)})`,
  ];
}

/** In decimals, as 0.07 is a multiple of 0.01. */
function isMultiple(value: number, step: number): boolean {
  const [left, right] = [decimalOf(String(value)), decimalOf(String(step))];
  const scale = Math.max(left.scale, right.scale);
  // No model needs a number of so many digits, and working with one would hold the sandbox up.
  if (right.unscaled === 0n || scale - Math.min(left.scale, right.scale) > 400) return true;
  const at = (one: typeof left) => one.unscaled * 10n ** BigInt(scale - one.scale);
  return at(left) % at(right) === 0n;
}

/** Whether a pattern is found in a text; in linear time, so that no model can stop the sandbox. */
function found(pattern: string, text: string): boolean {
  const read = javaPattern(`(?s:.*?)(?:${pattern})(?s:.*)`);
  if ("fault" in read) return true;
  try {
    return read.matches(text);
  } catch (error) {
    if (error instanceof TooMuchWork) return false;
    throw error;
  }
}

/** The schemas that `properties` and `patternProperties` have for a name. */
function schemasOf(schema: Schema, name: string): unknown[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(isObject(schema.patternProperties) ? schema.patternProperties : {});
  return [
    ...(Object.hasOwn(properties, name) ? [properties[name]] : []),
    ...patterns.filter(([pattern]) => found(pattern, name)).map(([, inner]) => inner),
  ];
}

/** The schemas that the same object must fit too, as it has a property that asks for it. */
export function dependent({ dependencies }: Schema, value: unknown): unknown[] {
  if (!isObject(dependencies) || !isObject(value)) return [];
  const names = Object.keys(dependencies).filter((name) => Object.hasOwn(value, name));
  return names.sort().map((name) => dependencies[name]);
}

/** What lies in a value, each with its schemas, in the library's order. */
export function children(schema: Schema, value: unknown): [schema: unknown, value: unknown][] {
  if (Array.isArray(value)) {
    const { items, additionalItems } = schema;
    if (isObject(items)) return value.map((item) => [items, item]);
    return value.map((item, index) => [list(items)[index] ?? additionalItems, item]);
  }
  if (!isObject(value)) return [];
  return Object.keys(value)
    .sort()
    .flatMap((name) => {
      const schemas = schemasOf(schema, name);
      const all = schemas.length > 0 ? schemas : [schema.additionalProperties];
      return all.map((inner): [unknown, unknown] => [inner, value[name]]);
    });
}
