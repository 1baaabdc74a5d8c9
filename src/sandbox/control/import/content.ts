import { VERBS_IN_MESSAGES, type Verb } from "../../../gateway/names/verb.ts";
import { methodRule } from "../../../gateway/rules/method.ts";
import { first } from "../../../gateway/rules/refusal.ts";
import { isVariablePart, resourceRule } from "../../../gateway/rules/resource.ts";
import type { Context } from "../../state/context.ts";
import { rawOf } from "../../state/draft.ts";
import { gatewayResponseFrom } from "../../state/gateway-response.ts";
import { own } from "../../state/lookup.ts";
import type { ApiState, MethodState, ResourceState } from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { assign } from "../patch.ts";
import { type Fields, fieldsOf, type OpenApiDocument, prefixOf, schemasOf, textOf } from "./document.ts";
import {
  importIntegration,
  methodResponsesOf,
  requestModelsOf,
  requestParametersOf,
  unknownMembers,
} from "./method.ts";
import { authorizationOf, importSecurity, type Scheme } from "./security.ts";

/** The members of a path that are methods, as OpenAPI and API Gateway spell them. */
const METHODS = VERBS_IN_MESSAGES.map((verb) => ({
  verb,
  member: verb === "ANY" ? "x-amazon-apigateway-any-method" : verb.toLowerCase(),
}));

/** What could not be put, which ends the import, and what was left out. */
export interface Notes {
  readonly errors: string[];
  readonly warnings: string[];
}

/** Puts what the document holds into the API; methods it names replace those there are. */
export function importContent(
  document: OpenApiDocument,
  api: ApiState,
  basePathMode: string | undefined,
  context: Context,
): Notes {
  const notes: Notes = { errors: [], warnings: [] };
  const { errors } = notes;
  importModels(document, api, context);
  const schemes = importSecurity(document, api, context);
  importValidators(document, api, context);
  importGatewayResponses(document, api);
  const prefix = prefixOf(document, basePathMode);
  const children = childrenByParent(api);
  for (const [path, value] of Object.entries(fieldsOf(document.root.paths))) {
    const resource = ensureResource(api, `${prefix}${path}`, children, context, errors);
    const item = fieldsOf(value);
    for (const { verb, member } of METHODS) {
      if (resource && item[member] !== undefined) {
        const operation = fieldsOf(item[member]);
        const place = { path, item, operation, httpMethod: verb, resource };
        importMethod(document, api, place, schemes, context, notes);
      }
    }
  }
  return notes;
}

function importModels(document: OpenApiDocument, api: ApiState, context: Context): void {
  const reference = (text: string) =>
    text.replace(
      /"#\/(?:definitions|components\/schemas)\/([^"]+)"/g,
      `"https://apigateway.amazonaws.com/restapis/${api.id}/models/$1"`,
    );
  for (const [name, schema] of Object.entries(schemasOf(document))) {
    const known = api.models[name];
    api.models[name] = {
      id: known?.id ?? context.id(6),
      name,
      contentType: "application/json",
      schema: reference(JSON.stringify(schema)),
    };
  }
}

function importValidators(document: OpenApiDocument, api: ApiState, context: Context): void {
  for (const [name, value] of Object.entries(
    fieldsOf(document.root["x-amazon-apigateway-request-validators"]),
  )) {
    const given = fieldsOf(value);
    const known = Object.values(api.validators).find((validator) => validator.name === name);
    const id = known?.id ?? context.id(6);
    api.validators[id] = {
      id,
      name,
      validateRequestBody: given.validateRequestBody === true,
      validateRequestParameters: given.validateRequestParameters === true,
    };
  }
}

function importGatewayResponses(document: OpenApiDocument, api: ApiState): void {
  for (const [type, value] of Object.entries(
    fieldsOf(document.root["x-amazon-apigateway-gateway-responses"]),
  )) {
    const given = fieldsOf(value);
    api.gatewayResponses[type] = gatewayResponseFrom(type, {
      ...(textOf(given.statusCode) ? { statusCode: textOf(given.statusCode)! } : {}),
      responseParameters: fieldsOf(given.responseParameters) as Record<string, string>,
      responseTemplates: fieldsOf(given.responseTemplates) as Record<string, string>,
    });
  }
}

interface Below {
  /** The ids of the resources below another one, by their path parts. */
  readonly ids: Map<string, string>;
  readonly variables: string[];
}
/** By the id of the resource above. */
type Children = Map<string, Below>;

function childrenAt(children: Children, id: string): Below {
  const known = children.get(id) ?? { ids: new Map<string, string>(), variables: [] };
  children.set(id, known);
  return known;
}

function addChild({ ids, variables }: Below, pathPart: string, id: string): void {
  ids.set(pathPart, id);
  if (isVariablePart(pathPart)) variables.push(pathPart);
}

function childrenByParent(api: ApiState): Children {
  const children: Children = new Map();
  for (const { id, parentId, pathPart = "" } of Object.values(rawOf(api.resources))) {
    if (parentId === undefined) continue;
    addChild(childrenAt(children, parentId), pathPart, id);
  }
  return children;
}

/** The resource at a path, made with all its parents where it is not there. */
function ensureResource(
  api: ApiState,
  path: string,
  children: Children,
  context: Context,
  errors: string[],
): ResourceState | undefined {
  let at = api.resources[api.rootResourceId]!;
  for (const pathPart of path.split("/").filter((part) => part !== "")) {
    const below = childrenAt(children, at.id);
    const known = api.resources[below.ids.get(pathPart) ?? ""];
    if (known) {
      at = known;
      continue;
    }
    // Of the others only variables can be in its way: that it is none of them is known.
    const siblings = below.variables;
    const refusal = first(resourceRule(pathPart, { parentPart: at.pathPart, siblings }));
    if (refusal) {
      errors.push(`Unable to create resource at path '${path}': ${refusal.message}`);
      return undefined;
    }
    const made: ResourceState = { id: context.id(6), parentId: at.id, pathPart, methods: {} };
    api.resources[made.id] = made;
    addChild(below, pathPart, made.id);
    at = api.resources[made.id]!;
  }
  return at;
}

interface Operation {
  path: string;
  item: Fields;
  operation: Fields;
  httpMethod: Verb;
  resource: ResourceState;
}

function importMethod(
  document: OpenApiDocument,
  api: ApiState,
  { path, item, operation, httpMethod, resource }: Operation,
  schemes: ReadonlyMap<string, Scheme>,
  context: Context,
  notes: Notes,
): void {
  const { errors, warnings } = notes;
  const at = `method '${httpMethod}' on resource at path '${path}'`;
  const method: MethodState = {
    httpMethod,
    ...authorizationOf(operation.security ?? document.root.security, schemes),
  };
  assign(method, "operationName", textOf(operation.operationId));
  assign(method, "requestValidatorId", validatorId(document, api, operation));
  assign(method, "requestParameters", requestParametersOf(document, item, operation));
  assign(method, "requestModels", requestModelsOf(document, operation));
  assign(method, "methodResponses", methodResponsesOf(document, operation));
  dropUnknownModels(method, api, (model) =>
    warnings.push(`Unable to find model '${model}' for ${at}. Ignoring.`),
  );
  const targets = {
    authorizers: new Set(Object.keys(api.authorizers)),
    validators: new Set(Object.keys(api.validators)),
    models: new Set(Object.keys(api.models)),
  };
  const refusal = first(methodRule(method, targets));
  if (refusal) {
    errors.push(`Unable to put ${at}: ${refusal.message}`);
    return;
  }
  resource.methods[httpMethod] = method;
  const integration = operation["x-amazon-apigateway-integration"];
  if (integration === undefined) return;
  const given = fieldsOf(integration);
  for (const name of unknownMembers(given))
    warnings.push(`Unknown member '${name}' of the integration of ${at} is ignored.`);
  try {
    importIntegration(method, resource.id, given, api, context);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    errors.push(
      `Unable to put integration on '${httpMethod}' for resource at path '${path}': ${error.message}`,
    );
  }
}

/** Documented: a reference to a model that is not there is a warning, and left out. */
function dropUnknownModels(method: MethodState, api: ApiState, warn: (model: string) => void): void {
  const known = (models: Record<string, string> | undefined) => {
    const all = Object.entries(models ?? {});
    for (const [, model] of all) if (!own(api.models, model)) warn(model);
    const kept = all.filter(([, model]) => own(api.models, model));
    return kept.length > 0 ? Object.fromEntries(kept) : undefined;
  };
  assign(method, "requestModels", known(method.requestModels));
  for (const response of Object.values(method.methodResponses ?? {}))
    assign(response, "responseModels", known(response.responseModels));
}

function validatorId(document: OpenApiDocument, api: ApiState, operation: Fields): string | undefined {
  const key = "x-amazon-apigateway-request-validator";
  const name = textOf(operation[key]) ?? textOf(document.root[key]);
  return name && Object.values(api.validators).find((validator) => validator.name === name)?.id;
}
