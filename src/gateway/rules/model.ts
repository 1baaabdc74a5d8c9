import { badRequest, type Refusal } from "./refusal.ts";

export interface ModelInput {
  readonly name: string;
  readonly schema?: string;
  readonly contentType?: string;
}

export function* modelNameRule(name: string): Iterable<Refusal> {
  if (name === "") yield badRequest("Model name must be non-empty", "name");
  else if (!/^[a-zA-Z0-9]+$/.test(name)) yield badRequest(`Model name must be alphanumeric: ${name}`, "name");
}

/** Why API Gateway refuses a model. */
export function* modelRule(input: ModelInput, existing: ReadonlySet<string>): Iterable<Refusal> {
  yield* modelNameRule(input.name);
  if (existing.has(input.name)) {
    yield {
      name: "ConflictException",
      status: 409,
      message: "Model name already exists for this REST API",
      member: "name",
    };
  }
  // As reported, without the beginning that the schema's refusal has.
  if (input.contentType !== undefined && !MEDIA_TYPE.test(input.contentType)) {
    yield badRequest(
      `Validation Result: warnings : [], errors : [Invalid content type specified: ${input.contentType}]`,
      "contentType",
    );
  }
  yield* modelSchemaRule(input.schema, new Set([...existing, input.name]));
}

const MEDIA_TYPE = /^[^\s/;]+\/[^\s/]+.*$/;

/** Why a model's schema is refused: empty (recorded), no schema of draft 4, or of a model that is not there (reported). */
export function* modelSchemaRule(schema: string | undefined, models: ReadonlySet<string>): Iterable<Refusal> {
  if (schema === undefined || schema.trim() === "") {
    yield badRequest("Model schema must have at least 1 property or array items defined", "schema");
  } else if (!isSchemaText(schema)) {
    yield badRequest(
      "Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
      "schema",
    );
  } else yield* modelReferencesRule(schema, models);
}

/** Every model that a schema refers to by its URL must be there. */
export function* modelReferencesRule(schema: string, models: ReadonlySet<string>): Iterable<Refusal> {
  const named = new Set([...schema.matchAll(REFERENCE)].map(([, name = ""]) => name));
  const missing = [...named].filter((name) => !models.has(name));
  if (missing.length > 0) {
    const errors = missing.map((name) => `Invalid model specified: ${name}`).join(", ");
    yield badRequest(
      `Invalid model specified: Validation Result: warnings : [], errors : [${errors}]`,
      "schema",
    );
  }
}

const REFERENCE = /"\$ref"\s*:\s*"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\/([^"#]+)/g;

function isSchemaText(text: string): boolean {
  try {
    return isSchema(JSON.parse(text));
  } catch {
    return false;
  }
}

const TYPES = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);
const LISTS = ["allOf", "anyOf", "oneOf"] as const;

/** The parts of draft 4's own schema that people trip over: an empty `required`, values named twice, unknown types. */
function isSchema(value: unknown): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const schema = value as Record<string, unknown>;
  const { type, required, items, additionalProperties } = schema;
  const types = type === undefined ? [] : [type].flat();
  if (!types.every((name) => TYPES.has(String(name)))) return false;
  if (required !== undefined && !isSet(required)) return false;
  if (schema.enum !== undefined && !isSet(schema.enum)) return false;
  if (items !== undefined && ![items].flat().every(isSchema)) return false;
  if (typeof additionalProperties === "object" && !isSchema(additionalProperties)) return false;
  if (!LISTS.every((name) => schema[name] === undefined || [schema[name]].flat().every(isSchema)))
    return false;
  return ["properties", "patternProperties", "definitions"].every((name) => isSchemaMap(schema[name]));
}

const isSet = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value.map((item) => JSON.stringify(item))).size === value.length;

const isSchemaMap = (value: unknown): boolean =>
  value === undefined ||
  (value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    Object.values(value).every(isSchema));
