/** As much of JSON Schema draft 4 as models use. */

type Schema = Record<string, unknown>;

/** Finds what a `$ref` stands for: another model, or a place inside the same schema. */
export type Resolver = (reference: string) => unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Whether a value is valid; what the checker does not know is ignored, as the draft wants it. */
export function isValid(schema: unknown, value: unknown, resolve: Resolver, depth = 0): boolean {
  if (!isObject(schema) || depth > 64) return true;
  if (typeof schema.$ref === "string") return isValid(resolve(schema.$ref), value, resolve, depth + 1);
  const check = (inner: unknown, item: unknown) => isValid(inner, item, resolve, depth + 1);
  return (
    typeFits(schema, value) &&
    enumFits(schema, value) &&
    combined(schema, value, check) &&
    (typeof value !== "number" || numberFits(schema, value)) &&
    (typeof value !== "string" || textFits(schema, value)) &&
    (!Array.isArray(value) || listFits(schema, value, check)) &&
    (!isObject(value) || objectFits(schema, value, check))
  );
}

type Check = (schema: unknown, value: unknown) => boolean;

function typeFits({ type }: Schema, value: unknown): boolean {
  if (type === undefined) return true;
  return [type].flat().some((name) => {
    if (name === "integer") return Number.isInteger(value);
    if (name === "null") return value === null;
    if (name === "array") return Array.isArray(value);
    if (name === "object") return isObject(value);
    return typeof value === name;
  });
}

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

const enumFits = (schema: Schema, value: unknown) =>
  !Array.isArray(schema.enum) || schema.enum.some((item) => same(item, value));

function combined(schema: Schema, value: unknown, check: Check): boolean {
  const list = (name: string) => (Array.isArray(schema[name]) ? (schema[name] as unknown[]) : undefined);
  const any = list("anyOf");
  const one = list("oneOf");
  return (
    (list("allOf") ?? []).every((inner) => check(inner, value)) &&
    (!any || any.some((inner) => check(inner, value))) &&
    (!one || one.filter((inner) => check(inner, value)).length === 1) &&
    (schema.not === undefined || !check(schema.not, value))
  );
}

const limit = (schema: Schema, name: string): number | undefined =>
  typeof schema[name] === "number" ? (schema[name] as number) : undefined;

function numberFits(schema: Schema, value: number): boolean {
  const minimum = limit(schema, "minimum");
  const maximum = limit(schema, "maximum");
  const step = limit(schema, "multipleOf");
  return (
    (minimum === undefined || (schema.exclusiveMinimum === true ? value > minimum : value >= minimum)) &&
    (maximum === undefined || (schema.exclusiveMaximum === true ? value < maximum : value <= maximum)) &&
    (step === undefined || Number.isInteger(value / step))
  );
}

function textFits(schema: Schema, value: string): boolean {
  const length = [...value].length;
  return (
    length >= (limit(schema, "minLength") ?? 0) &&
    length <= (limit(schema, "maxLength") ?? Number.POSITIVE_INFINITY) &&
    (typeof schema.pattern !== "string" || new RegExp(schema.pattern).test(value))
  );
}

function listFits(schema: Schema, value: unknown[], check: Check): boolean {
  const { items } = schema;
  const sized =
    value.length >= (limit(schema, "minItems") ?? 0) &&
    value.length <= (limit(schema, "maxItems") ?? Number.POSITIVE_INFINITY);
  const unique =
    schema.uniqueItems !== true ||
    value.every((item, index) => value.findIndex((other) => same(item, other)) === index);
  if (!sized || !unique) return false;
  if (Array.isArray(items))
    return items.every((inner, index) => index >= value.length || check(inner, value[index]));
  return items === undefined || value.every((item) => check(items, item));
}

function objectFits(schema: Schema, value: Record<string, unknown>, check: Check): boolean {
  const names = Object.keys(value);
  const properties = isObject(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(isObject(schema.patternProperties) ? schema.patternProperties : {});
  const required = Array.isArray(schema.required) ? schema.required : [];
  if (!required.every((name) => Object.hasOwn(value, String(name)))) return false;
  if (names.length < (limit(schema, "minProperties") ?? 0)) return false;
  if (names.length > (limit(schema, "maxProperties") ?? Number.POSITIVE_INFINITY)) return false;
  return names.every((name) => {
    const matching = patterns.filter(([pattern]) => new RegExp(pattern).test(name)).map(([, inner]) => inner);
    const inner = Object.hasOwn(properties, name) ? [properties[name], ...matching] : matching;
    if (inner.length > 0) return inner.every((one) => check(one, value[name]));
    if (schema.additionalProperties === false) return false;
    return !isObject(schema.additionalProperties) || check(schema.additionalProperties, value[name]);
  });
}
