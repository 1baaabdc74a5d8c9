import { membersOf, type Shape } from "./schema.ts";
import { ServiceError } from "./service-error.ts";

export const serializationError = (message: string) =>
  new ServiceError("SerializationException", 400, message);

/** A JSON value as the schema's type wants it; a wrong type is refused in the service's own, Java-flavoured words. */
export function coerce(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.kind) {
    case "structure":
      return structure(shape, value);
    case "list":
      if (!Array.isArray(value)) throw serializationError(startOf(value, "list"));
      return value.map((item) => coerce(shape.item(), item));
    case "map":
      if (typeof value !== "object" || Array.isArray(value)) throw serializationError(startOf(value, "map"));
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [key, coerce(shape.value(), item) ?? null]),
      );
    case "string":
      if (typeof value !== "string") throw serializationError(javaClass(value, "String"));
      return value;
    case "number":
      if (typeof value !== "number") throw serializationError(javaClass(value, "Integer"));
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw serializationError(javaClass(value, "Boolean"));
      return value;
    case "timestamp":
      return new Date(typeof value === "number" ? value * 1000 : String(value));
    case "blob":
      if (typeof value !== "string") throw serializationError(javaClass(value, "String"));
      return new Uint8Array(Buffer.from(value, "base64"));
    default:
      return value;
  }
}

function structure(shape: Shape, value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || Array.isArray(value))
    throw serializationError(startOf(value, "structure"));
  const fields = value as Record<string, unknown>;
  const out: Record<string, unknown> = {};
  for (const member of membersOf(shape)) {
    const found = coerce(member.shape(), fields[member.traits.jsonName ?? member.name]);
    if (found !== undefined) out[member.name] = found;
  }
  return out;
}

/** Recorded for a Boolean in place of a String; the other pairs follow its form (unverified). */
function javaClass(value: unknown, wanted: string): string {
  if (typeof value === "object") return startOf(value, wanted);
  return `class ${javaName(value)} can not be converted to an ${wanted}`;
}

const INT = 2 ** 31;
const LONG = 2 ** 63;

function javaName(value: unknown): string {
  if (typeof value === "boolean") return "java.lang.Boolean";
  if (typeof value !== "number") return "java.lang.String";
  // As Java's JSON reader takes numbers in: by their size.
  if (!Number.isInteger(value)) return "java.lang.Double";
  if (value >= -INT && value < INT) return "java.lang.Integer";
  return value >= -LONG && value < LONG ? "java.lang.Long" : "java.math.BigInteger";
}

/** Unverified: the wording where a list, map or structure meets another type. */
function startOf(value: unknown, _wanted: string): string {
  if (Array.isArray(value)) return "Start of list found where not expected";
  if (typeof value === "object") return "Start of structure or map found where not expected.";
  return "Unexpected field type";
}
