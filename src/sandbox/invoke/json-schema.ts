/**
 * As much of JSON Schema draft 4 as models use. The sentences are those of java-json-tools/json-schema-validator, which
 * API Gateway prints in `$context.error.validationErrorString`: two of them as seen, the others from the library's own.
 */
import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import { javaPattern } from "../../gateway/pattern/java-pattern.ts";

type Schema = Record<string, unknown>;

/** Finds what a `$ref` stands for: another model, or a place inside the same schema. */
export type Resolver = (reference: string) => unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

type Check = (schema: unknown, value: unknown) => string[];

/** What is wrong with a value; what the checker does not know is ignored, as the draft wants it. */
export function schemaFaults(schema: unknown, value: unknown, resolve: Resolver, depth = 0): string[] {
  if (!isObject(schema) || depth > 64) return [];
  if (typeof schema.$ref === "string") return schemaFaults(resolve(schema.$ref), value, resolve, depth + 1);
  const check: Check = (inner, item) => schemaFaults(inner, item, resolve, depth + 1);
  return [
    ...typeFaults(schema, value),
    ...enumFaults(schema, value),
    ...combinedFaults(schema, value, check),
    ...(typeof value === "number" ? numberFaults(schema, value) : []),
    ...(typeof value === "string" ? textFaults(schema, value) : []),
    ...(Array.isArray(value) ? listFaults(schema, value, check) : []),
    ...(isObject(value) ? objectFaults(schema, value, check) : []),
  ];
}

const json = (value: unknown) => JSON.stringify(value);

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function typeFaults({ type }: Schema, value: unknown): string[] {
  if (type === undefined) return [];
  const allowed = [type].flat().map(String);
  const is = typeOf(value);
  if (allowed.includes(is) || (is === "integer" && allowed.includes("number"))) return [];
  const named = allowed.includes("number") ? [...new Set(["integer", ...allowed])] : allowed;
  return [`instance type (${is}) does not match any allowed primitive type (allowed: ${json(named)})`];
}

const same = (left: unknown, right: unknown) => json(left) === json(right);

function enumFaults(schema: Schema, value: unknown): string[] {
  if (!Array.isArray(schema.enum) || schema.enum.some((item) => same(item, value))) return [];
  return [`instance value (${json(value)}) not found in enum (possible values: ${json(schema.enum)})`];
}

function combinedFaults(schema: Schema, value: unknown, check: Check): string[] {
  const faults: string[] = [];
  const matched = (name: string) => {
    const list = schema[name];
    if (!Array.isArray(list)) return undefined;
    return { of: list.length, ok: list.filter((inner) => check(inner, value).length === 0).length };
  };
  const all = matched("allOf");
  if (all && all.ok < all.of)
    faults.push(`instance failed to match all required schemas (matched only ${all.ok} out of ${all.of})`);
  const any = matched("anyOf");
  if (any?.ok === 0) faults.push(`instance failed to match at least one required schema among ${any.of}`);
  const one = matched("oneOf");
  if (one && one.ok !== 1)
    faults.push(`instance failed to match exactly one schema (matched ${one.ok} out of ${one.of})`);
  if (schema.not !== undefined && check(schema.not, value).length === 0)
    faults.push("instance matched a schema which it should not have");
  return faults;
}

const limit = (schema: Schema, name: string): number | undefined =>
  typeof schema[name] === "number" ? (schema[name] as number) : undefined;

function numberFaults(schema: Schema, value: number): string[] {
  const faults: string[] = [];
  const minimum = limit(schema, "minimum");
  const maximum = limit(schema, "maximum");
  const step = limit(schema, "multipleOf");
  if (minimum !== undefined && value < minimum)
    faults.push(`numeric instance is lower than the required minimum (minimum: ${minimum}, found: ${value})`);
  if (minimum !== undefined && value === minimum && schema.exclusiveMinimum === true)
    faults.push(`numeric instance is not strictly greater than the required minimum ${minimum}`);
  if (maximum !== undefined && value > maximum)
    faults.push(
      `numeric instance is greater than the required maximum (maximum: ${maximum}, found: ${value})`,
    );
  if (maximum !== undefined && value === maximum && schema.exclusiveMaximum === true)
    faults.push(`numeric instance is not strictly lower than the required maximum ${maximum}`);
  if (step !== undefined && !Number.isInteger(value / step))
    faults.push(`remainder of division is not zero (${value} / ${step})`);
  return faults;
}

function textFaults(schema: Schema, value: string): string[] {
  const faults: string[] = [];
  const { length } = [...value];
  const least = limit(schema, "minLength") ?? 0;
  const most = limit(schema, "maxLength") ?? Number.POSITIVE_INFINITY;
  if (length < least)
    faults.push(`string ${json(value)} is too short (length: ${length}, required minimum: ${least})`);
  if (length > most)
    faults.push(`string ${json(value)} is too long (length: ${length}, maximum allowed: ${most})`);
  if (typeof schema.pattern === "string" && !found(schema.pattern, value))
    faults.push(`ECMA 262 regex ${json(schema.pattern)} does not match input string ${json(value)}`);
  return faults;
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

function listFaults(schema: Schema, value: unknown[], check: Check): string[] {
  const faults: string[] = [];
  const { items } = schema;
  const { length } = value;
  const least = limit(schema, "minItems") ?? 0;
  const most = limit(schema, "maxItems") ?? Number.POSITIVE_INFINITY;
  if (length < least)
    faults.push(
      `array is too short: must have at least ${least} elements but instance has ${length} elements`,
    );
  if (length > most)
    faults.push(`array is too long: must have at most ${most} elements but instance has ${length} elements`);
  const unique = new Set(value.map(json)).size === length;
  if (schema.uniqueItems === true && !unique) faults.push("array must not contain duplicate elements");
  const each = Array.isArray(items) ? items : value.map(() => items);
  return [
    ...faults,
    ...value.flatMap((item, index) => (each[index] === undefined ? [] : check(each[index], item))),
  ];
}

function objectFaults(schema: Schema, value: Record<string, unknown>, check: Check): string[] {
  const faults: string[] = [];
  const names = Object.keys(value);
  const properties = isObject(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(isObject(schema.patternProperties) ? schema.patternProperties : {});
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const missing = required.filter((name) => !Object.hasOwn(value, name)).sort();
  if (missing.length > 0) faults.push(`object has missing required properties (${json(missing)})`);
  const least = limit(schema, "minProperties") ?? 0;
  const most = limit(schema, "maxProperties") ?? Number.POSITIVE_INFINITY;
  if (names.length < least)
    faults.push(
      `object has too few properties (found ${names.length} but schema requires at least ${least})`,
    );
  if (names.length > most)
    faults.push(`object has too many properties (found ${names.length} but schema requires at most ${most})`);
  const schemasOf = (name: string) => [
    ...(Object.hasOwn(properties, name) ? [properties[name]] : []),
    ...patterns.filter(([pattern]) => found(pattern, name)).map(([, inner]) => inner),
  ];
  const { additionalProperties: additional } = schema;
  const others = names.filter((name) => schemasOf(name).length === 0).sort();
  if (additional === false && others.length > 0)
    faults.push(`object instance has properties which are not allowed by the schema: ${json(others)}`);
  const inner = names.flatMap((name) => {
    const schemas = schemasOf(name);
    const checked = schemas.length === 0 && isObject(additional) ? [additional] : schemas;
    return checked.flatMap((one) => check(one, value[name]));
  });
  return [...faults, ...inner];
}
