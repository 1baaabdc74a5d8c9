import { suffixOf } from "../../../gateway/names/partition.ts";
import type { Context } from "../../state/context.ts";
import { utf8 } from "../../wire/request.ts";
import { badRequest } from "../../wire/service-error.ts";

export type Fields = Record<string, unknown>;

/** An OpenAPI document, 2.0 or 3.0, in the parts the import reads. */
export interface OpenApiDocument {
  readonly version: 2 | 3;
  readonly root: Fields;
}

/** A member that should be an object; anything else counts as absent, as the import drops what it cannot use. */
export function fieldsOf(value: unknown): Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : {};
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What is read in less time than it takes to have it read beside. */
const MOST_AT_ONCE = 16_384;

const INVALID = "Invalid OpenAPI input.";

/** Reads JSON or YAML; what is no OpenAPI document is refused in AWS's words. */
export async function parseDocument(body: Uint8Array): Promise<OpenApiDocument> {
  const root = fieldsOf(await parsed(utf8(body)));
  if (textOf(root.swagger)?.startsWith("2")) return { version: 2, root };
  if (textOf(root.openapi)?.startsWith("3")) return { version: 3, root };
  throw badRequest(INVALID);
}

async function parsed(text: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch {
    // not JSON: it may be YAML
  }
  try {
    // Loaded only where a document is in YAML. With the level "silent" it would throw nothing.
    if (text.length > MOST_AT_ONCE) return await (await import("./yaml-worker.ts")).parsedBeside(text);
    const { parse } = await import("../yaml.ts");
    return parse(text, { logLevel: "error" });
  } catch {
    throw badRequest(INVALID);
  }
}

/** What a `$ref` inside the document stands for. */
export function dereferenced(document: OpenApiDocument, value: unknown): Fields {
  const fields = fieldsOf(value);
  const reference = textOf(fields.$ref);
  if (!reference?.startsWith("#/")) return fields;
  let at: unknown = document.root;
  for (const part of reference.slice(2).split("/")) {
    at = fieldsOf(at)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return fieldsOf(at);
}

/** The path before the paths: `basePath`, or that of the first server. */
function basePathOf({ version, root }: OpenApiDocument): string {
  if (version === 2) return trimmed(textOf(root.basePath) ?? "");
  const server = fieldsOf(listOf(root.servers)[0]);
  const variables = fieldsOf(server.variables);
  const url = (textOf(server.url) ?? "").replace(/\{([^}]+)\}/g, (_all, name: string) =>
    (textOf(fieldsOf(variables[name]).default) ?? "").replace(/^\//, ""),
  );
  return trimmed(url.replace(/^[a-z]+:\/\/[^/]*/i, ""));
}

const trimmed = (path: string) => {
  const inner = path.replace(/^\/+|\/+$/g, "");
  return inner === "" ? "" : `/${inner}`;
};

/** How the base path counts: left out, put before every path, or put before without its first segment. */
export function prefixOf(document: OpenApiDocument, mode: string | undefined): string {
  const base = basePathOf(document);
  if (mode === "prepend") return base;
  if (mode === "split") return base.replace(/^\/[^/]+/, "");
  return "";
}

/** The schemas of the document by name: `definitions`, or `components.schemas`. */
export const schemasOf = ({ version, root }: OpenApiDocument): Fields =>
  version === 2 ? fieldsOf(root.definitions) : fieldsOf(fieldsOf(root.components).schemas);

/** The name of the model that a schema refers to. */
export function modelNameOf(schema: unknown): string | undefined {
  return textOf(fieldsOf(schema).$ref)?.split("/").at(-1);
}

const EXTENSIONS = new Set(
  [
    ...["any-method", "api-key-source", "auth", "authorizer", "authtype", "binary-media-types", "cors"],
    ...["documentation", "endpoint-access-mode", "endpoint-configuration", "gateway-responses"],
    ...["importexport-version", "integration", "integrations", "minimum-compression-size", "policy"],
    ...["request-validator", "request-validators", "security-policy", "tag-value"],
  ].map((name) => `x-amazon-apigateway-${name}`),
);

/** Names of extensions that API Gateway does not have, wherever they stand in the document's paths or beside them. */
function unknownExtensions(root: Fields): string[] {
  const found = new Set<string>();
  const look = (fields: Fields) => {
    for (const name of Object.keys(fields))
      if (name.startsWith("x-amazon-apigateway-") && !EXTENSIONS.has(name)) found.add(name);
  };
  look(root);
  for (const item of Object.values(fieldsOf(root.paths)).map(fieldsOf)) {
    look(item);
    for (const operation of Object.values(item)) look(fieldsOf(operation));
  }
  return [...found];
}

/** What the import noticed and left out. Unverified wording. */
export function warningsOf({ version, root }: OpenApiDocument): string[] {
  const servers = version === 3 ? listOf(root.servers).length : 0;
  return [
    ...(servers > 1 ? ["More than one server provided. Using first server provided."] : []),
    ...unknownExtensions(root).map((name) => `Unknown extension '${name}' is ignored.`),
  ];
}

/** Documented: variables of a template that stand in URIs and ARNs are filled in. */
export const resolved = (text: string, { region, accountId, partition }: Context): string =>
  text
    .replaceAll("${AWS::Region}", region)
    .replaceAll("${AWS::AccountId}", accountId)
    .replaceAll("${AWS::Partition}", partition)
    .replaceAll("${AWS::URLSuffix}", suffixOf(partition));
