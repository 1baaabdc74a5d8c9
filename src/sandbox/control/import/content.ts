import { DEFAULT_STATUS } from "../../../gateway/document/gateway-response.ts";
import { VERBS_IN_MESSAGES, type Verb } from "../../../gateway/names/verb.ts";
import { gatewayResponseMappingRule } from "../../../gateway/rules/integration-mappings.ts";
import { methodRule } from "../../../gateway/rules/method.ts";
import { first } from "../../../gateway/rules/refusal.ts";
import { isVariablePart, resourceRule } from "../../../gateway/rules/resource.ts";
import type { Context } from "../../state/context.ts";
import { rawOf } from "../../state/draft.ts";
import { gatewayResponseFrom } from "../../state/gateway-response.ts";
import type { ApiState, MethodState, ResourceState } from "../../state/types.ts";
import { assign } from "../patch.ts";
import { type Fields, fieldsOf, type OpenApiDocument, prefixOf, textOf } from "./document.ts";
import {
  importIntegration,
  methodResponsesOf,
  requestModelsOf,
  requestParametersOf,
  unknownMembers,
} from "./method.ts";
import { dropUnknownModels, importModels, modelOf } from "./models.ts";
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
  importModels(document, api, context, errors);
  const models = (schema: unknown) => modelOf(schema, api, context);
  const schemes = importSecurity(document, api, context);
  importValidators(document, api, context);
  importGatewayResponses(document, api, notes);
  const prefix = prefixOf(document, basePathMode);
  const children = childrenByParent(api);
  for (const [path, value] of Object.entries(fieldsOf(document.root.paths))) {
    const resource = ensureResource(api, `${prefix}${path}`, children, context, errors);
    const item = fieldsOf(value);
    for (const { verb, member } of METHODS) {
      if (resource && item[member] !== undefined) {
        const operation = fieldsOf(item[member]);
        const place = { path, item, operation, httpMethod: verb, resource };
        importMethod(document, api, place, { schemes, models }, context, notes);
      }
    }
  }
  return notes;
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

function importGatewayResponses(document: OpenApiDocument, api: ApiState, notes: Notes): void {
  for (const [type, value] of Object.entries(
    fieldsOf(document.root["x-amazon-apigateway-gateway-responses"]),
  )) {
    const given = fieldsOf(value);
    // Unverified wordings.
    if (!Object.hasOwn(DEFAULT_STATUS, type)) {
      notes.warnings.push(`Unknown gateway response type '${type}' is ignored.`);
      continue;
    }
    const responseParameters = fieldsOf(given.responseParameters) as Record<string, string>;
    const refusal = first(gatewayResponseMappingRule(responseParameters));
    if (refusal) notes.errors.push(`Unable to put gateway response '${type}': ${refusal.message}`);
    api.gatewayResponses[type] = gatewayResponseFrom(type, {
      ...(textOf(given.statusCode) ? { statusCode: textOf(given.statusCode)! } : {}),
      responseParameters,
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

/** What operations refer to by name. */
interface Named {
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly models: (schema: unknown) => string | undefined;
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
  { schemes, models }: Named,
  context: Context,
  notes: Notes,
): void {
  const { errors, warnings } = notes;
  const at = `method '${httpMethod}' on resource at path '${path}'`;
  const method: MethodState = {
    httpMethod,
    ...authorizationOf(document, operation, schemes, (scheme) =>
      warnings.push(`Unable to find security scheme '${scheme}' for ${at}. Ignoring.`),
    ),
  };
  assign(method, "operationName", textOf(operation.operationId));
  assign(method, "requestValidatorId", validatorId(document, api, operation));
  assign(method, "requestParameters", requestParametersOf(document, item, operation));
  assign(method, "requestModels", requestModelsOf(document, operation, models));
  assign(method, "methodResponses", methodResponsesOf(document, operation, models));
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
  importIntegration(method, resource.id, given, api, context, (what, why) =>
    errors.push(`Unable to put ${what} on '${httpMethod}' for resource at path '${path}': ${why}`),
  );
}

function validatorId(document: OpenApiDocument, api: ApiState, operation: Fields): string | undefined {
  const key = "x-amazon-apigateway-request-validator";
  const name = textOf(operation[key]) ?? textOf(document.root[key]);
  return name && Object.values(api.validators).find((validator) => validator.name === name)?.id;
}
