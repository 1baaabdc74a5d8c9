/**
 * Reads the schemas that the SDK's clients export, so that routes, bindings and member types are the SDK's own.
 * The encoding is that of `@smithy/types` (schema/static-schemas.d.ts, sentinels.d.ts, traits.d.ts).
 */
import type { $SchemaRef, SchemaTraits, SchemaTraitsObject, StaticOperationSchema } from "@smithy/types";

export type Traits = SchemaTraitsObject & { awsQueryError?: [string, number]; httpError?: number };
export type Timestamp = "default" | "date-time" | "http-date" | "epoch-seconds";

export type Shape =
  | { kind: "unit" | "string" | "number" | "boolean" | "blob" | "document" }
  | { kind: "timestamp"; format: Timestamp }
  | { kind: "list"; item: () => Shape; traits: Traits }
  | { kind: "map"; value: () => Shape; traits: Traits }
  | { kind: "structure"; name: string; traits: Traits; members: readonly Member[] };

export interface Member {
  readonly name: string;
  readonly traits: Traits;
  readonly required: boolean;
  readonly shape: () => Shape;
}

export interface Operation {
  readonly name: string;
  /** Verb, path template and status of success; absent for the query protocol. */
  readonly http?: readonly [string, string, number];
  readonly input: () => Shape;
  readonly output: () => Shape;
}

const BIT_TRAITS = [
  "httpLabel",
  "idempotent",
  "idempotencyToken",
  "sensitive",
  "httpPayload",
  "httpResponseCode",
  "httpQueryParams",
] as const;

function traitsOf(traits: SchemaTraits): Traits {
  if (typeof traits !== "number") return traits;
  const found: Traits = {};
  BIT_TRAITS.forEach((name, bit) => {
    if ((traits >> bit) & 1) found[name] = 1;
  });
  return found;
}

const LIST = 64;
const MAP = 128;

function simple(code: number): Shape {
  if (code & MAP) return { kind: "map", value: () => simple(code & ~MAP), traits: {} };
  if (code & LIST) return { kind: "list", item: () => simple(code & ~LIST), traits: {} };
  switch (code) {
    case 1:
    case 17:
    case 19:
      return { kind: "number" };
    case 2:
      return { kind: "boolean" };
    case 4:
      return { kind: "timestamp", format: "default" };
    case 5:
      return { kind: "timestamp", format: "date-time" };
    case 6:
      return { kind: "timestamp", format: "http-date" };
    case 7:
      return { kind: "timestamp", format: "epoch-seconds" };
    case 15:
      return { kind: "document" };
    case 21:
    case 42:
      return { kind: "blob" };
    default:
      return { kind: "string" };
  }
}

const known = new WeakMap<object, Shape>();

/** The shape behind a schema reference; each static schema is read once. */
function shapeOf(ref: $SchemaRef): Shape {
  const schema: unknown = typeof ref === "function" ? ref() : ref;
  if (schema === "unit") return { kind: "unit" };
  if (typeof schema === "number") return simple(schema);
  if (!Array.isArray(schema)) return { kind: "document" };
  if (schema.length === 2) return shapeOf(schema[0] as $SchemaRef);
  const seen = known.get(schema);
  if (seen) return seen;
  const shape = staticShape(schema);
  known.set(schema, shape);
  return shape;
}

function staticShape(schema: unknown[]): Shape {
  const traits = traitsOf(schema[3] as SchemaTraits);
  switch (schema[0]) {
    case 0:
      return shapeOf(schema[4] as $SchemaRef);
    case 1:
      return { kind: "list", item: () => shapeOf(schema[4] as $SchemaRef), traits };
    case 2:
      return { kind: "map", value: () => shapeOf(schema[5] as $SchemaRef), traits };
    default: {
      const names = schema[4] as string[];
      const refs = schema[5] as $SchemaRef[];
      const required = (schema[6] as number | undefined) ?? 0;
      const members = names.map((name, index) => member(name, refs[index]!, index < required));
      return { kind: "structure", name: String(schema[2]), traits, members };
    }
  }
}

function member(name: string, ref: $SchemaRef, required: boolean): Member {
  const pair =
    Array.isArray(ref) && ref.length === 2 ? (ref as unknown as [$SchemaRef, SchemaTraits]) : undefined;
  return {
    name,
    required,
    traits: pair ? traitsOf(pair[1]) : {},
    shape: () => shapeOf(pair ? pair[0] : ref),
  };
}

/** An operation's name, binding and shapes, from the constant the SDK exports for it (`PutIntegration$`). */
export function operationOf(schema: StaticOperationSchema): Operation {
  const traits = traitsOf(schema[3]);
  return {
    name: schema[2],
    ...(traits.http ? { http: traits.http } : {}),
    input: () => shapeOf(schema[4]),
    output: () => shapeOf(schema[5]),
  };
}

/** The members of a structure, none for the unit shape. */
export function membersOf(shape: Shape): readonly Member[] {
  return shape.kind === "structure" ? shape.members : [];
}
