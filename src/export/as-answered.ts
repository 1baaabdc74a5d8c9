import type {
  IntegrationRequest,
  IntegrationResponse,
  MethodDocument,
  MethodResponse,
} from "../gateway/document/method.ts";
import { validatorIdOfKey } from "../gateway/document/things.ts";
import type { ExportedMethod } from "./api.ts";
import type {
  IntegrationContent,
  IntegrationResponseContent,
  MethodContent,
  MethodResponseContent,
} from "./content.ts";

/** A method as GetMethod would answer it: the way back from a document. */
export function methodAsAnswered({ httpMethod, method }: ExportedMethod): MethodContent {
  const { request, integration } = method;
  const { requestValidator, ...rest } = request;
  return {
    httpMethod,
    ...rest,
    authorizationScopes: [...request.authorizationScopes],
    ...(requestValidator === undefined
      ? {}
      : { requestValidatorId: validatorIdOfKey(requestValidator) ?? requestValidator }),
    methodResponses: byStatus(method.responses, responseAsAnswered),
    ...(integration ? { methodIntegration: integrationAsAnswered(integration, method) } : {}),
  };
}

const byStatus = <A, B>(map: Readonly<Record<string, A>>, change: (status: string, one: A) => B) =>
  Object.fromEntries(Object.entries(map).map(([status, one]) => [status, change(status, one)]));

const responseAsAnswered = (
  statusCode: string,
  { responseParameters, responseModels }: MethodResponse,
): MethodResponseContent => ({ statusCode, responseParameters, responseModels });

function integrationAsAnswered(
  { insecureSkipVerification, cacheKeyParameters, ...rest }: IntegrationRequest,
  { integrationResponses }: MethodDocument,
): IntegrationContent {
  return {
    ...rest,
    cacheKeyParameters: [...cacheKeyParameters],
    ...(insecureSkipVerification ? { tlsConfig: { insecureSkipVerification } } : {}),
    integrationResponses: byStatus(integrationResponses, integrationResponseAsAnswered),
  };
}

const integrationResponseAsAnswered = (
  statusCode: string,
  response: IntegrationResponse,
): IntegrationResponseContent => ({ statusCode, ...response });
