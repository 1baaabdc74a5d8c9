import { isBinary } from "./content.ts";
import { headerValue, type Invocation, type Multi } from "./invocation.ts";

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length > 0 ? value : null);

const last = (values: Readonly<Multi>) =>
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? ""]));

/** The event that a Lambda proxy integration sends (format 1.0). */
export function proxyEvent(invocation: Invocation): Record<string, unknown> {
  const { request, context, stageVariables, snapshot } = invocation;
  const binary = isBinary(snapshot.binaryMediaTypes, headerValue(request.headers, "content-type"));
  const bytes = Buffer.from(request.body);
  return {
    resource: invocation.resourcePath,
    path: request.rawPath,
    httpMethod: request.method,
    headers: orNull(last(request.headers)),
    multiValueHeaders: orNull(request.headers),
    queryStringParameters: orNull(last(request.query)),
    multiValueQueryStringParameters: orNull(request.query),
    pathParameters: orNull({ ...request.encodedPath }),
    stageVariables: orNull({ ...stageVariables }),
    requestContext: requestContext(context),
    body: bytes.length === 0 ? null : binary ? bytes.toString("base64") : bytes.toString("utf8"),
    isBase64Encoded: binary && bytes.length > 0,
  };
}

const TOLD = [
  "resourceId",
  "resourcePath",
  "httpMethod",
  "extendedRequestId",
  "requestTime",
  "path",
  "accountId",
  "protocol",
  "stage",
  "domainPrefix",
  "requestTimeEpoch",
  "requestId",
  "identity",
  "domainName",
  "deploymentId",
  "apiId",
  "authorizer",
] as const;

const requestContext = (context: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(TOLD.filter((name) => context[name] !== undefined).map((name) => [name, context[name]]));
