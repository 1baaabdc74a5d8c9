import { DEFAULT_TIMEOUT_MS, type MethodDocument, type RequestValidator } from "../document/method.ts";
import { readDocument } from "../document/read-method.ts";
import { type Fields, fieldsOf, listOf, listsOf, textOf, textsOf } from "./fields.ts";
import { type Security, securityOf } from "./security.ts";

/** A method as a stage serves it, by the stage's export: names in place of ids. */
export interface ServedMethod {
  readonly path: string;
  readonly httpMethod: string;
  readonly document: MethodDocument;
  /** The name of its authorizer. */
  readonly authorizer?: string | undefined;
  /** Its request validator; its name alone where the export does not say what it validates. */
  readonly validator?: (Partial<RequestValidator> & Pick<RequestValidator, "name">) | undefined;
  /** Why its authorization is not known, where it is not. */
  readonly unknownSecurity?: string | undefined;
  /** Where no schema of the document is named: what models stand there is not known. */
  readonly unnamedModels: readonly (readonly string[])[];
}

/** What is asked of GetExport: no other extension brings the request validators. */
export const EXPORT_QUESTION = {
  exportType: "oas30",
  parameters: { extensions: "apigateway" },
  accepts: "application/json",
} as const;

const ANY = "x-amazon-apigateway-any-method";
const VERBS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "patch", "options", "head"]);

/** An export that is not what it was asked to be. */
export class UnreadableExport extends Error {
  override readonly name = "UnreadableExport";
}

/** The OpenAPI document of an export's bytes. */
export function parseExport(body: Uint8Array | string): Fields {
  let document: unknown;
  try {
    document = JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  } catch {
    throw new UnreadableExport("the export is not JSON");
  }
  const fields = fieldsOf(document);
  if (!/^3\.0\./.test(textOf(fields.openapi) ?? ""))
    throw new UnreadableExport("the export is not an OpenAPI 3.0 document");
  return fields;
}

/**
 * The methods of an export (`EXPORT_QUESTION`), in the export's order. Defaults read as absent, as in every document;
 * what an export does not hold is absent too: `untold` says where that means nothing. What is written as in an export
 * before is the same object: the stages of an API have most of it in common.
 */
export function readMethods(
  document: Fields,
  kept: Map<string, ServedMethod> = new Map(),
): readonly ServedMethod[] {
  const around = JSON.stringify([
    fieldsOf(document.components).securitySchemes,
    document["x-amazon-apigateway-request-validators"],
  ]);
  return Object.entries(fieldsOf(document.paths)).flatMap(([path, item]) =>
    Object.entries(fieldsOf(item)).flatMap(([key, operation]): readonly ServedMethod[] => {
      if (key !== ANY && !VERBS.has(key)) return [];
      const text = `${key} ${path} ${JSON.stringify(operation)} ${around}`;
      const httpMethod = key === ANY ? "ANY" : key.toUpperCase();
      const method = kept.get(text) ?? readOperation(document, path, httpMethod, fieldsOf(operation));
      kept.set(text, method);
      return [method];
    }),
  );
}

function readOperation(document: Fields, path: string, httpMethod: string, operation: Fields): ServedMethod {
  const security = securityOf(document, operation);
  const label = textOf(operation["x-amazon-apigateway-request-validator"]);
  const body = modelsOf(fieldsOf(operation.requestBody).content);
  const responses = Object.entries(fieldsOf(operation.responses)).map(([status, response]) => ({
    status,
    headers: Object.keys(fieldsOf(fieldsOf(response).headers)),
    models: modelsOf(fieldsOf(response).content),
  }));
  const method = {
    ...methodSecurity(security),
    operationName: textOf(operation.operationId),
    requestParameters: parametersOf(operation),
    requestModels: body.named,
    methodResponses: Object.fromEntries(
      responses.map(({ status, headers, models }) => [
        status,
        {
          responseParameters: Object.fromEntries(
            headers.map((name) => [`method.response.header.${name}`, false]),
          ),
          responseModels: models.named,
        },
      ]),
    ),
    methodIntegration: integrationOf(operation["x-amazon-apigateway-integration"]),
  };
  return {
    path,
    httpMethod,
    // Neither id is in an export: what would stand for them is told by name.
    document: readDocument(method, { restApiId: "", resourceId: "" }),
    authorizer: security.authorizer,
    unknownSecurity: security.unknown,
    validator: label === undefined ? undefined : validatorOf(document, label),
    unnamedModels: [
      ...body.unnamed.map((type) => ["request", "requestModels", type]),
      ...responses.flatMap(({ status, models }) =>
        models.unnamed.map((type) => ["responses", status, "responseModels", type]),
      ),
    ],
  };
}

const methodSecurity = ({ authorizationType, authorizer, scopes, apiKeyRequired }: Security) => ({
  authorizationType,
  authorizerId: authorizer,
  authorizationScopes: [...scopes],
  apiKeyRequired,
});

const PLACES: Readonly<Record<string, string>> = { query: "querystring", header: "header", path: "path" };

function parametersOf(operation: Fields): Record<string, boolean> {
  return Object.fromEntries(
    listOf(operation.parameters).flatMap((one): [string, boolean][] => {
      const { name, in: place, required } = fieldsOf(one);
      const location = PLACES[textOf(place) ?? ""];
      if (location === undefined || textOf(name) === undefined) return [];
      return [[`method.request.${location}.${textOf(name)}`, required === true]];
    }),
  );
}

/** The models of a body by content type, and the types of which no model is named. */
function modelsOf(content: unknown): { named: Record<string, string>; unnamed: readonly string[] } {
  const all = Object.entries(fieldsOf(content)).map(([type, media]) => {
    const ref = textOf(fieldsOf(fieldsOf(media).schema).$ref);
    return [type, /^#\/components\/schemas\/(.+)$/.exec(ref ?? "")?.[1]] as const;
  });
  return {
    named: Object.fromEntries(all.filter((one): one is [string, string] => one[1] !== undefined)),
    unnamed: all.filter(([, model]) => model === undefined).map(([type]) => type),
  };
}

function validatorOf(document: Fields, label: string): ServedMethod["validator"] {
  const all = fieldsOf(document["x-amazon-apigateway-request-validators"]);
  if (!Object.hasOwn(all, label)) return { name: label };
  const { validateRequestBody, validateRequestParameters } = fieldsOf(all[label]);
  return {
    name: label,
    validateRequestBody: validateRequestBody === true,
    validateRequestParameters: validateRequestParameters === true,
  };
}

/** An integration in GetIntegration's own form. */
function integrationOf(value: unknown) {
  if (value === undefined) return undefined;
  const given = fieldsOf(value);
  const { insecureSkipVerification } = fieldsOf(given.tlsConfig);
  const timeout = Number(given.timeoutInMillis ?? DEFAULT_TIMEOUT_MS);
  return {
    type: textOf(given.type)?.toUpperCase() as "MOCK" | undefined,
    httpMethod: textOf(given.httpMethod),
    uri: textOf(given.uri),
    credentials: textOf(given.credentials),
    connectionType: textOf(given.connectionType) as "VPC_LINK" | undefined,
    connectionId: textOf(given.connectionId),
    integrationTarget: textOf(given.integrationTarget),
    requestParameters: textsOf(given.requestParameters),
    requestTemplates: textsOf(given.requestTemplates),
    passthroughBehavior: textOf(given.passthroughBehavior)?.toUpperCase(),
    cacheNamespace: textOf(given.cacheNamespace),
    cacheKeyParameters: listsOf(given.cacheKeyParameters),
    contentHandling: textOf(given.contentHandling) as "CONVERT_TO_TEXT" | undefined,
    timeoutInMillis: timeout,
    tlsConfig: insecureSkipVerification === true ? { insecureSkipVerification: true } : undefined,
    responseTransferMode: textOf(given.responseTransferMode) as "STREAM" | undefined,
    integrationResponses: Object.fromEntries(
      Object.entries(fieldsOf(given.responses)).map(([pattern, value]) => {
        const response = fieldsOf(value);
        return [
          textOf(response.statusCode) ?? "",
          {
            selectionPattern: pattern === DEFAULT_RESPONSE ? undefined : pattern,
            responseParameters: textsOf(response.responseParameters),
            responseTemplates: textsOf(response.responseTemplates),
            contentHandling: textOf(response.contentHandling) as "CONVERT_TO_TEXT" | undefined,
          },
        ];
      }),
    ),
  };
}

/** What stands in place of a pattern for the response without one: one whose pattern is this word reads alike. */
export const DEFAULT_RESPONSE = "default";
