import type { MethodDocument } from "../document/method.ts";
import { javaPattern } from "../pattern/java-pattern.ts";
import { declaredKey, isMappingFault, parseMapping } from "../rules/mapping.ts";
import type { Facts } from "./facts.ts";
import { error, type Finding, unchecked, warning } from "./finding.ts";

const isProxy = ({ integration }: MethodDocument): boolean =>
  integration?.type === "AWS_PROXY" || integration?.type === "HTTP_PROXY";
const isJson = (contentType: string): boolean =>
  /^(application\/json|[^/]+\/[^/]*\+json)$/i.test(contentType);

/** The method request: who is asked for, what is validated. */
export function* checkRequest({ request }: MethodDocument, facts: Facts): Iterable<Finding> {
  const { authorizerId, authorizationType, requestModels } = request;
  const validator = request.requestValidator && facts.validators.get(request.requestValidator);
  if (authorizerId !== undefined) {
    if (!facts.authorizers) yield unchecked("authorizer", `whether the authorizer ${authorizerId} exists`);
    else if (!facts.authorizers.has(authorizerId))
      yield error(
        "authorizer",
        `there is no authorizer ${authorizerId}: every call is answered with 500`,
        "name one that the API has",
        "PutMethod.authorizerId",
      );
    else if (
      (facts.authorizers.get(authorizerId) === "COGNITO_USER_POOLS") !==
      (authorizationType === "COGNITO_USER_POOLS")
    )
      yield error(
        "authorizer",
        `the authorizer ${authorizerId} is of another kind than the authorization ${authorizationType}`,
        "make the two agree",
        "PutMethod.authorizationType",
      );
  }
  const used = Object.entries(requestModels);
  if (used.length > 0 && !facts.models)
    yield unchecked("model", `whether the models ${used.map(([, name]) => name).join(", ")} exist`);
  for (const [type, name] of used)
    if (facts.models && !facts.models.includes(name))
      yield error(
        "model",
        `there is no model ${name} for ${type}`,
        "name one that the API has",
        "PutMethod.requestModels",
      );
  if (validator?.validateRequestBody && used.length === 0)
    yield warning(
      "validator",
      "the request validator validates bodies, but no model says what they are: nothing is checked",
      "give a model for the content type",
      "PutMethod.requestModels",
    );
  if (used.length > 0 && !(request.requestValidator && !validator) && !validator?.validateRequestBody)
    yield warning(
      "validator",
      "bodies have a model, but no request validator checks them",
      "set a request validator that validates the body",
      "PutMethod.requestValidatorId",
    );
}

/** The mappings: what they read must be declared, what they write must exist. */
export function* checkMappings({
  request,
  integration,
  responses,
  integrationResponses,
}: MethodDocument): Iterable<Finding> {
  for (const [target, expression] of Object.entries(integration?.requestParameters ?? {})) {
    const parsed = parseMapping(expression);
    if (isMappingFault(parsed)) {
      yield error(
        "mapping",
        `"${expression}" of ${target} is not a mapping expression`,
        "write a static text in single quotes, or method.request.…",
        "PutIntegration.requestParameters",
      );
      continue;
    }
    const key = declaredKey(parsed);
    if (key?.startsWith("method.request.") && !(key in request.requestParameters))
      yield error(
        "mapping",
        `${target} maps from ${expression}, but the method does not declare it: it is always empty`,
        `declare ${key}`,
        "PutIntegration.requestParameters",
      );
  }
  for (const key of integration?.cacheKeyParameters ?? [])
    if (key.startsWith("method.request.") && !(key in request.requestParameters))
      yield error(
        "mapping",
        `${key} is part of the cache key, but the method does not declare it`,
        `declare ${key}`,
        "PutIntegration.cacheKeyParameters",
      );
  for (const [status, response] of Object.entries(integrationResponses))
    for (const target of Object.keys(response.responseParameters))
      if (responses[status] && !(target in (responses[status]?.responseParameters ?? {})))
        yield error(
          "mapping",
          `the integration response ${status} writes ${target}, which the method response does not declare: it is left out`,
          `declare it on the method response ${status}`,
          "PutIntegrationResponse.responseParameters",
        );
}

/** The responses: a non-proxy integration answers only with what is paired. */
export function* checkResponses(document: MethodDocument, facts: Facts): Iterable<Finding> {
  const { responses, integrationResponses, integration } = document;
  for (const { responseModels } of Object.values(responses))
    for (const [type, name] of Object.entries(responseModels))
      if (facts.models && !facts.models.includes(name))
        yield error(
          "model",
          `there is no model ${name} for ${type}`,
          "name one that the API has",
          "PutMethodResponse.responseModels",
        );
  if (!integration || isProxy(document)) return;
  const statuses = Object.keys(integrationResponses);
  if (statuses.length === 0)
    yield error(
      "response",
      'a non-proxy integration without integration responses answers every call with 500 ("No match for output mapping and no default output mapping configured")',
      "add a default integration response",
      "PutIntegrationResponse.statusCode",
    );
  for (const status of statuses)
    if (!responses[status])
      yield error(
        "response",
        `the integration response ${status} has no method response: answers that match it become 500`,
        `add a method response ${status}`,
        "PutMethodResponse.statusCode",
      );
  const defaults = Object.entries(integrationResponses).filter(
    ([, one]) => one.selectionPattern === undefined,
  );
  if (defaults.length > 1)
    yield error(
      "response",
      `${defaults.map(([status]) => status).join(" and ")} would both be the default response`,
      "give all but one a selection pattern",
      "PutIntegrationResponse.selectionPattern",
    );
  if (statuses.length > 0 && defaults.length === 0)
    yield warning(
      "response",
      "no integration response is the default: backend answers that match no pattern become 500",
      "leave one without a selection pattern",
      "PutIntegrationResponse.selectionPattern",
    );
  for (const [status, { selectionPattern }] of Object.entries(integrationResponses)) {
    if (selectionPattern === undefined) continue;
    if ("fault" in javaPattern(selectionPattern))
      yield error(
        "response",
        `the selection pattern ${selectionPattern} of ${status} is not a regular expression of Java: it never matches`,
        "mend it",
        "PutIntegrationResponse.selectionPattern",
      );
  }
}

/** The templates parse, and those of a JSON type yield JSON; a mock's says a status. */
export function* checkTemplates(
  { integration, integrationResponses }: MethodDocument,
  facts: Facts,
): Iterable<Finding> {
  const fault = function* (what: string, type: string, template: string, field: string): Iterable<Finding> {
    const found = facts.templateFault(template);
    if (found)
      yield error(
        "template",
        `${what} for ${type} ${found.message}: every call is answered with 500`,
        "mend the template",
        field,
      );
    else if (
      isJson(type) &&
      integration?.type !== "MOCK" &&
      !/^\s*Action=/.test(template) &&
      facts.yieldsJson(template) === false
    )
      yield warning(
        "template",
        `${what} for ${type} does not yield JSON for a sample call`,
        "mend the template, or give it another content type",
        field,
      );
  };
  for (const [type, template] of Object.entries(integration?.requestTemplates ?? {})) {
    yield* fault("the request template", type, template, "PutIntegration.requestTemplates");
    if (integration?.type === "MOCK" && !/statusCode/.test(template))
      yield error(
        "template",
        `the mock's request template for ${type} has no statusCode: every call is answered with 500`,
        'write {"statusCode": 200}',
        "PutIntegration.requestTemplates",
      );
  }
  for (const [status, response] of Object.entries(integrationResponses))
    for (const [type, template] of Object.entries(response.responseTemplates))
      yield* fault(
        `the response template of ${status}`,
        type,
        template,
        "PutIntegrationResponse.responseTemplates",
      );
}

/**
 * Binary bodies against templates and mocks.
 * Source: developer guide, "Content type conversions in API Gateway"; `*\/*` makes a mock's own template binary.
 */
export function* checkBinary(
  { integration }: MethodDocument,
  { binaryMediaTypes }: Facts,
): Iterable<Finding> {
  if (!integration) return;
  const { contentHandling, requestTemplates, type } = integration;
  const binary = (contentType: string) =>
    binaryMediaTypes.some(
      (one) =>
        one === "*/*" ||
        one === contentType ||
        (one.endsWith("/*") && contentType.startsWith(one.slice(0, -1))),
    );
  const field = "PutIntegration.contentHandling";
  if (type === "MOCK") {
    if (binaryMediaTypes.includes("*/*") && contentHandling !== "CONVERT_TO_TEXT")
      yield error(
        "binary",
        "the API takes every content type for binary (*/*), so a mock cannot read its template: calls are answered with 500",
        "set the content handling to CONVERT_TO_TEXT",
        field,
      );
    return;
  }
  for (const contentType of Object.keys(requestTemplates))
    if (binary(contentType) && contentHandling === undefined)
      yield error(
        "binary",
        `${contentType} is a binary media type of the API, and its template cannot read bytes: calls are answered with 500`,
        "set the content handling to CONVERT_TO_TEXT, or take the type out of the API's",
        field,
      );
  if (contentHandling === "CONVERT_TO_BINARY" && binaryMediaTypes.length === 0)
    yield warning(
      "binary",
      "bodies are to be converted to binary, but the API has no binary media types: only a Base64 body passes",
      "add the type to the API's binary media types",
      field,
    );
}
