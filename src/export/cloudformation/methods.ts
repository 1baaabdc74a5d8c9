import type { IntegrationRequest, MethodDocument } from "../../gateway/document/method.ts";
import { methodKey, resourceKey } from "../../gateway/document/things.ts";
import { parentOf, segmentsOf } from "../../gateway/names/path.ts";
import type { ExportedMethod, ExportedResource } from "../api.ts";
import { some } from "../writing.ts";
import type { Resources } from "./resources.ts";

/** The resources with their methods. */
export function addMethods(resources: Resources): void {
  const { resources: all } = resources.api;
  for (const one of all) addPath(resources, one);
  for (const one of all) for (const method of one.methods) addMethod(resources, one, method);
}

function addPath(resources: Resources, { id, path }: ExportedResource): void {
  const { restApiId, whole, resources: all, api } = resources.api;
  const key = resourceKey(restApiId, path);
  if (path === "/") {
    const named =
      whole || all.some((one) => (one.path === "/" && one.methods.length > 0) || one.id === undefined);
    if (named)
      resources.parameter(key, ["RootResourceId"], "Its root resource.", id ?? api.rootResourceId ?? "");
    return;
  }
  if (!whole && id !== undefined) {
    resources.parameter(key, ["Resource", path, "Id"], `The resource ${path}.`, id);
    return;
  }
  resources.add(
    "Resource",
    key,
    ["Resource", path],
    {
      ParentId: resources.reference(resourceKey(restApiId, parentOf(path))),
      PathPart: segmentsOf(path).at(-1),
    },
    id === undefined ? undefined : { ResourceId: id },
  );
}

function addMethod(
  resources: Resources,
  { id, path }: ExportedResource,
  { httpMethod, method, isPlanned }: ExportedMethod,
): void {
  const { restApiId } = resources.api;
  const { request, integration } = method;
  const authorizer = `authorizer ${request.authorizerId}`;
  const models = modelsOf(method).filter((name) => resources.knows(`model ${name}`));
  resources.add(
    "Method",
    methodKey({ restApiId, path, httpMethod }),
    ["Method", path === "/" ? "Root" : path, httpMethod],
    {
      ResourceId: resources.reference(resourceKey(restApiId, path)),
      HttpMethod: httpMethod,
      AuthorizationType: request.authorizationType,
      AuthorizerId:
        request.authorizerId === undefined
          ? undefined
          : resources.knows(authorizer)
            ? resources.reference(authorizer)
            : request.authorizerId,
      AuthorizationScopes: request.authorizationScopes.length > 0 ? request.authorizationScopes : undefined,
      ApiKeyRequired: request.apiKeyRequired,
      OperationName: request.operationName,
      RequestValidatorId:
        request.requestValidator === undefined ? undefined : resources.reference(request.requestValidator),
      RequestParameters: some(request.requestParameters),
      RequestModels: some(request.requestModels),
      MethodResponses: some(
        Object.entries(method.responses).map(([StatusCode, { responseParameters, responseModels }]) => ({
          StatusCode,
          ...present("ResponseParameters", some(responseParameters)),
          ...present("ResponseModels", some(responseModels)),
        })),
      ),
      Integration: integration && integrationOf(resources, path, httpMethod, method, integration),
    },
    id === undefined || isPlanned ? undefined : { ResourceId: id, HttpMethod: httpMethod },
    // A method names its models, and CloudFormation does not see that.
    models.length > 0 ? { DependsOn: models.map((name) => resources.nameOf(`model ${name}`)).sort() } : {},
  );
}

const present = (name: string, value: unknown): object => (value === undefined ? {} : { [name]: value });

/** The models that a method names, each once. */
const modelsOf = ({ request, responses }: MethodDocument): readonly string[] => [
  ...new Set([
    ...Object.values(request.requestModels),
    ...Object.values(responses).flatMap(({ responseModels }) => Object.values(responseModels)),
  ]),
];

function integrationOf(
  resources: Resources,
  path: string,
  httpMethod: string,
  { integrationResponses }: MethodDocument,
  one: IntegrationRequest,
): object {
  if (one.insecureSkipVerification)
    resources.notes.push(
      `${httpMethod} ${path}: that its TLS certificate is not verified cannot be said in CloudFormation; it stays so as long as nothing replaces the integration`,
    );
  const namespace = resources.api.resources.find(({ id }) => id !== undefined && id === one.cacheNamespace);
  const namespaceKey = namespace && resourceKey(resources.api.restApiId, namespace.path);
  return Object.fromEntries(
    Object.entries({
      Type: one.type,
      IntegrationHttpMethod: one.httpMethod,
      Uri: one.uri,
      Credentials: one.credentials,
      ConnectionType: one.connectionType,
      ConnectionId: one.connectionId,
      IntegrationTarget: one.integrationTarget,
      RequestParameters: some(one.requestParameters),
      RequestTemplates: some(one.requestTemplates),
      PassthroughBehavior: one.passthroughBehavior ?? "WHEN_NO_MATCH",
      ContentHandling: one.contentHandling,
      CacheKeyParameters: one.cacheKeyParameters.length > 0 ? one.cacheKeyParameters : undefined,
      CacheNamespace:
        namespaceKey && resources.knows(namespaceKey)
          ? resources.reference(namespaceKey)
          : one.cacheNamespace,
      TimeoutInMillis: one.timeoutInMillis,
      ResponseTransferMode: one.responseTransferMode,
      IntegrationResponses: some(
        Object.entries(integrationResponses).map(([StatusCode, response]) => ({
          StatusCode,
          ...present("SelectionPattern", response.selectionPattern),
          ...present("ResponseParameters", some(response.responseParameters)),
          ...present("ResponseTemplates", some(response.responseTemplates)),
          ...present("ContentHandling", response.contentHandling),
        })),
      ),
    }).filter(([, value]) => value !== undefined),
  );
}
