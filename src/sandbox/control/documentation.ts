import type {
  CreateDocumentationPartRequest,
  CreateDocumentationVersionRequest,
  DeleteDocumentationPartRequest,
  DeleteDocumentationVersionRequest,
  DocumentationPartLocation,
  GetDocumentationPartRequest,
  GetDocumentationPartsRequest,
  GetDocumentationVersionRequest,
  GetDocumentationVersionsRequest,
  ImportDocumentationPartsRequest,
  UpdateDocumentationPartRequest,
  UpdateDocumentationVersionRequest,
} from "@aws-sdk/client-api-gateway";
import type { Context, Input } from "../state/context.ts";
import { apiOf, own } from "../state/lookup.ts";
import { badRequest, conflict, notFound } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, listedPatches } from "./patch.ts";

export function createDocumentationPart(input: Input<CreateDocumentationPartRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  if (input.properties.trim() === "") throw badRequest("Documentation part properties must be non-empty");
  const { type, path, method, statusCode, name } = input.location;
  // As reported, the brackets too; what other places may not have is unverified, and taken. Terraform sends empty texts.
  if (type === "API" && [path, method, statusCode, name].some(Boolean))
    throw badRequest("[Location type: API cannot have path, method, statusCode or name defined.]");
  const part = { id: context.id(6), location: input.location, properties: input.properties };
  api.documentationParts[part.id] = part;
  return part;
}

function partOf(context: Context, ids: { restApiId: string; documentationPartId: string }) {
  const api = own(context.state.apis, ids.restApiId);
  const part = api && own(api.documentationParts, ids.documentationPartId);
  if (!api || !part) throw notFound("Invalid Documentation part identifier specified");
  return { api, part };
}

export function getDocumentationPart(input: Input<GetDocumentationPartRequest>, context: Context) {
  return partOf(context, input).part;
}

export function getDocumentationParts(input: Input<GetDocumentationPartsRequest>, context: Context) {
  const parts = Object.values(apiOf(context, input.restApiId).documentationParts);
  return page(
    parts.filter(
      ({ location }) =>
        (input.type === undefined || location?.type === input.type) &&
        (input.path === undefined || location?.path === input.path),
    ),
    input,
  );
}

export function updateDocumentationPart(input: Input<UpdateDocumentationPartRequest>, context: Context) {
  const { part } = partOf(context, input);
  for (const patch of listedPatches(input.patchOperations, { replace: ["/properties"] })) {
    if (!patch.value) throw badRequest("Documentation part properties must be non-empty");
    part.properties = patch.value;
  }
  return part;
}

export function deleteDocumentationPart(
  input: Input<DeleteDocumentationPartRequest>,
  context: Context,
): void {
  // Recorded: deleting names a missing API, looking and updating do not.
  apiOf(context, input.restApiId);
  const { api, part } = partOf(context, input);
  delete api.documentationParts[part.id];
}

/** Takes the parts of a document in; overwriting drops those there were. Unverified but for the form of the answer. */
export function importDocumentationParts(input: Input<ImportDocumentationPartsRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  const parts = documentedParts(Buffer.from(input.body as Uint8Array).toString("utf8"));
  if (input.mode === "overwrite") api.documentationParts = {};
  const ids = parts.map(({ location, properties }) => {
    const id = context.id(6);
    const text = typeof properties === "string" ? properties : JSON.stringify(properties ?? {});
    api.documentationParts[id] = { id, location, properties: text };
    return id;
  });
  return { ids, warnings: [] };
}

interface DocumentedPart {
  location: DocumentationPartLocation;
  properties?: unknown;
}

function documentedParts(text: string): DocumentedPart[] {
  try {
    const document = JSON.parse(text) as { documentationParts?: DocumentedPart[] } & {
      "x-amazon-apigateway-documentation"?: { documentationParts?: DocumentedPart[] };
    };
    return (
      document.documentationParts ?? document["x-amazon-apigateway-documentation"]?.documentationParts ?? []
    );
  } catch {
    throw badRequest("Unable to build importer with provided input.");
  }
}

export function createDocumentationVersion(
  input: Input<CreateDocumentationVersionRequest>,
  context: Context,
) {
  const api = apiOf(context, input.restApiId);
  const version = input.documentationVersion;
  if (own(api.documentationVersions, version)) throw conflict("Version already exists");
  const made = {
    version,
    createdDate: context.now().toISOString(),
    ...(input.description ? { description: input.description } : {}),
  };
  api.documentationVersions[version] = made;
  const stage = input.stageName === undefined ? undefined : own(api.stages, input.stageName);
  if (stage) stage.documentationVersion = version;
  return made;
}

function versionOf(context: Context, ids: { restApiId: string; documentationVersion: string }) {
  const api = apiOf(context, ids.restApiId);
  const version = own(api.documentationVersions, ids.documentationVersion);
  if (!version) throw notFound("Invalid Documentation version specified");
  return { api, version };
}

export function getDocumentationVersion(input: Input<GetDocumentationVersionRequest>, context: Context) {
  return versionOf(context, input).version;
}

export function getDocumentationVersions(input: Input<GetDocumentationVersionsRequest>, context: Context) {
  return page(Object.values(apiOf(context, input.restApiId).documentationVersions), input);
}

export function updateDocumentationVersion(
  input: Input<UpdateDocumentationVersionRequest>,
  context: Context,
) {
  const { version } = versionOf(context, input);
  for (const patch of listedPatches(input.patchOperations, { replace: ["/description"] })) {
    assign(version, "description", patch.value || undefined);
  }
  return version;
}

export function deleteDocumentationVersion(
  input: Input<DeleteDocumentationVersionRequest>,
  context: Context,
): void {
  const { api, version } = versionOf(context, input);
  delete api.documentationVersions[version.version];
}
