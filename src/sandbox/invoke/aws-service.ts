import { parseIntegrationArn } from "../../gateway/rules/integration-uri.ts";
import {
  configurationFault,
  headerValue,
  type Invocation,
  type MethodResult,
  type Multi,
} from "./invocation.ts";
import { applyRequestOverrides, mapRequest, requestBody, withStageVariables } from "./request-mapping.ts";
import { mapResponse } from "./response-mapping.ts";

/**
 * An integration with another AWS service: the sandbox has none of them, so nothing is called.
 * The backend's answer is a description of the request that API Gateway would have sent.
 */
export function describeAwsService(invocation: Invocation): MethodResult {
  const integration = invocation.method.methodIntegration!;
  const arn = parseIntegrationArn(withStageVariables(integration.uri ?? "", invocation.stageVariables));
  if (typeof arn === "string") throw configurationFault(invocation, "Invalid ARN specified in the request");
  const fault = integration.credentials && invocation.roleFault(integration.credentials);
  if (fault) throw configurationFault(invocation, fault);
  const mapped = mapRequest(invocation);
  const { body } = requestBody(invocation);
  applyRequestOverrides(mapped, invocation.context);
  const action = arn.kind === "action" ? arn.rest.split("&") : [];
  const query: Multi = { ...mapped.query };
  if (action.length > 0) {
    query.Action = [action[0]!];
    for (const [name, value] of new URLSearchParams(action.slice(1).join("&"))) query[name] = [value];
  }
  const path = arn.rest.replace(/\{([^{}]+)\}/g, (whole, name: string) => mapped.path[name] ?? whole);
  const described = {
    sandbox: `Nothing was called: the sandbox has no ${arn.service}. This is the request that API Gateway would have sent.`,
    request: {
      method: integration.httpMethod,
      host: hostOf(arn.service, arn.region, arn.partition),
      path: arn.kind === "path" ? `/${path}` : "/",
      query,
      headers: {
        "Content-Type": [headerValue(invocation.request.headers, "content-type") ?? "application/json"],
        ...mapped.headers,
      },
      body: Buffer.from(body).toString("utf8"),
      credentials: integration.credentials ?? null,
    },
  };
  invocation.log(
    `Sending request to ${described.request.host}${described.request.path} (described only: ${described.sandbox})`,
  );
  const answer = new Uint8Array(Buffer.from(JSON.stringify(described)));
  return mapResponse(
    invocation,
    { status: 200, headers: { "Content-Type": ["application/json"] }, body: answer },
    "200",
  );
}

const hostOf = (service: string, region: string, partition: string) =>
  `${service}.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
