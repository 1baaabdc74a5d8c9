import { badRequest, type Refusal } from "./refusal.ts";

export interface ModelInput {
  readonly name: string;
  readonly schema?: string;
}

/** Why API Gateway refuses a model. */
export function* modelRule(input: ModelInput, existing: ReadonlySet<string>): Iterable<Refusal> {
  if (input.name === "") yield badRequest("Model name must be non-empty", "name");
  else if (!/^[a-zA-Z0-9]+$/.test(input.name)) {
    yield badRequest(`Model name must be alphanumeric: ${input.name}`, "name");
  }
  if (existing.has(input.name)) {
    yield {
      name: "ConflictException",
      status: 409,
      message: "Model name already exists for this REST API",
      member: "name",
    };
  }
  yield* modelSchemaRule(input.schema);
}

/** Why a model's schema is refused: empty (recorded), or no JSON object (unverified wording). */
export function* modelSchemaRule(schema: string | undefined): Iterable<Refusal> {
  if (schema === undefined || schema.trim() === "") {
    yield badRequest("Model schema must have at least 1 property or array items defined", "schema");
    return;
  }
  // A schema may be Velocity-free JSON only for application/json; for other types it is kept as it is.
  try {
    JSON.parse(schema);
  } catch {
    yield badRequest(
      "Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
      "schema",
    );
  }
}
