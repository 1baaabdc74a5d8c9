import { isMappingFault, parseMapping } from "../../gateway/rules/mapping.ts";
import { own } from "../state/lookup.ts";
import type { Snapshot } from "../state/types.ts";
import { GatewayFault, headerValue, type Invocation } from "./invocation.ts";
import { type Resolver, schemaFaults } from "./json-schema.ts";

/** What the method's request validator refuses: parameters that are not there or blank, a body that is not its model. */
export function validateRequest(invocation: Invocation): void {
  const { method, snapshot } = invocation;
  const validator = own(snapshot.validators, method.requestValidatorId ?? "");
  if (!validator) return;
  if (validator.validateRequestParameters) {
    const missing = missingParameters(invocation);
    if (missing.length > 0) {
      throw refused("BAD_REQUEST_PARAMETERS", `Missing required request parameters: [${missing.join(", ")}]`);
    }
  }
  const faults = validator.validateRequestBody ? bodyFaults(invocation) : [];
  if (faults.length > 0) {
    const type = mediaType(headerValue(invocation.request.headers, "content-type"));
    const all = `[${faults.join(", ")}]`;
    invocation.log(`Request body does not match model schema for content type ${type}: ${all}`);
    const fault = refused("BAD_REQUEST_BODY", "Invalid request body");
    fault.validationError = all;
    throw fault;
  }
}

const refused = (type: string, message: string) => new GatewayFault(type, "BadRequestException", message);

/** Headers first, then the path, then the query string. */
function missingParameters({ method, request }: Invocation): string[] {
  const missing: Record<string, string[]> = { header: [], path: [], querystring: [] };
  for (const [key, required] of Object.entries(method.requestParameters ?? {})) {
    const parsed = parseMapping(key);
    if (!required || isMappingFault(parsed) || !("location" in parsed)) continue;
    const { location, name } = parsed;
    const value =
      location === "header"
        ? headerValue(request.headers, name)
        : location === "path"
          ? own(request.path, name)
          : own(request.query, name)?.at(-1);
    if (!value?.trim()) missing[location]?.push(name);
  }
  return [...missing.header!, ...missing.path!, ...missing.querystring!];
}

const mediaType = (contentType: string | undefined) =>
  contentType?.split(";")[0]?.trim() || "application/json";

function bodyFaults({ method, request, snapshot }: Invocation): string[] {
  const models = method.requestModels ?? {};
  const name =
    own(models, mediaType(headerValue(request.headers, "content-type"))) ?? own(models, "$default");
  const model = name === undefined ? undefined : own(snapshot.models, name);
  if (!model?.schema) return [];
  const text = Buffer.from(request.body).toString("utf8");
  try {
    const schema: unknown = JSON.parse(model.schema);
    // No body counts as an empty object, which then lacks whatever is required.
    const value: unknown = JSON.parse(text.trim() === "" ? "{}" : text);
    return schemaFaults(schema, value, resolverOf(snapshot));
  } catch {
    return ["Unknown error parsing request body"];
  }
}

/** References go to other models by their URL, or inside the same schema. */
function resolverOf(snapshot: Snapshot): Resolver {
  const read = new Map<string, unknown>();
  const modelOf = (name: string) => {
    const schema = own(snapshot.models, name)?.schema;
    if (!read.has(name)) read.set(name, schema ? JSON.parse(schema) : undefined);
    return read.get(name);
  };
  return (reference, within) => {
    const [url = "", pointer = ""] = reference.split("#");
    const root = url === "" ? within : modelOf(url.split("/").at(-1) ?? "");
    let at = root;
    for (const part of pointer.split("/").filter((segment) => segment !== "")) {
      at = (at as Record<string, unknown> | undefined)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")];
    }
    return { schema: at, root };
  };
}
