import { suffixOf } from "../../gateway/names/partition.ts";
import { parseIntegrationArn } from "../../gateway/rules/integration-uri.ts";
import type { ServiceRequest } from "../state/service-stubs.ts";
import { ownHeaders } from "./backend-headers.ts";
import { bytesOf } from "./content.ts";
import {
  configurationFault,
  headerValue,
  type Invocation,
  type MethodResult,
  type Multi,
} from "./invocation.ts";
import { endpointLog } from "./log-lines.ts";
import { integrationRequest, type MappedRequest, withStageVariables } from "./request-mapping.ts";
import { type BackendResponse, mapResponse } from "./response-mapping.ts";

/**
 * An integration with another AWS service. The sandbox has none of them: where an answer was named for the call, that
 * one comes back, and else a description of the request that API Gateway would have sent.
 */
export async function callAwsService(invocation: Invocation): Promise<MethodResult> {
  const integration = invocation.method.methodIntegration!;
  const arn = parseIntegrationArn(withStageVariables(integration.uri ?? "", invocation.stageVariables));
  if (typeof arn === "string") throw configurationFault(invocation, "Invalid ARN specified in the request");
  const fault = integration.credentials && invocation.roleFault(integration.credentials);
  if (fault) throw configurationFault(invocation, fault);
  const mapped = integrationRequest(invocation);
  const query: Multi = { ...mapped.query };
  if (arn.kind === "action") {
    const [action = "", ...more] = arn.rest.split("&");
    query.Action = [action];
    for (const [name, value] of new URLSearchParams(more.join("&"))) query[name] = [value];
  }
  const path = arn.rest.replace(/\{([^{}]+)\}/g, (whole, name: string) => mapped.path[name] ?? whole);
  const request: ServiceRequest = {
    service: arn.service,
    operation: operationOf(
      arn.kind === "action" ? arn.rest : undefined,
      mapped,
      integration.httpMethod ?? "",
    ),
    method: integration.httpMethod ?? "",
    host: hostOf(arn.service, arn.region, arn.partition),
    // `path//` is the root: the slash that stands there is the one that is sent.
    path: arn.kind === "path" ? `/${path.replace(/^\//, "")}` : "/",
    query,
    headers: ownHeaders(invocation, mapped),
    body: bytesOf(mapped.body),
  };
  const log = endpointLog(invocation.log);
  log.request(urlOf(request), request.headers, request.body);
  const stubbed = await invocation.services.answer(request, invocation.stub);
  if (!stubbed) invocation.log(`Nothing was called: ${nothing(arn.service)}`);
  const backend = stubbed ?? described(request, integration.credentials);
  log.response(backend);
  return mapResponse(invocation, backend, String(backend.status));
}

const nothing = (service: string) =>
  `the sandbox has no ${service}, and no answer was named for this call (apigw sandbox --service)`;

function urlOf({ host, path, query }: ServiceRequest): string {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  );
  return `https://${host}${path}${parameters.size > 0 ? `?${parameters}` : ""}`;
}

/** The operation by the action, the target of a JSON protocol, the form of a query protocol; else by the verb. */
function operationOf(
  action: string | undefined,
  mapped: MappedRequest & { body: unknown },
  verb: string,
): string {
  if (action !== undefined) return action.split("&")[0] ?? "";
  const target = headerValue(mapped.headers, "x-amz-target")?.split(".").at(-1);
  const { body } = mapped as { body: { kind: string; text?: string } };
  const form = new URLSearchParams(body.kind === "text" ? body.text : "").get("Action");
  return target ?? form ?? mapped.query.Action?.[0] ?? verb;
}

function described(request: ServiceRequest, credentials: string | undefined): BackendResponse {
  const { service, operation: _operation, body, ...rest } = request;
  const text = JSON.stringify({
    sandbox: `Nothing was called: the sandbox has no ${service}. This is the request that API Gateway would have sent.`,
    request: { ...rest, body: Buffer.from(body).toString("utf8"), credentials: credentials ?? null },
  });
  return {
    status: 200,
    headers: { "Content-Type": ["application/json"] },
    body: new Uint8Array(Buffer.from(text)),
  };
}

const hostOf = (service: string, region: string, partition: string) =>
  `${service}.${region}.${suffixOf(partition)}`;
