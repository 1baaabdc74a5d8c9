import { BodyError, TemplateError } from "../../template/render.ts";
import { callAwsService } from "./aws-service.ts";
import { gatewayReply } from "./gateway-reply.ts";
import { callHttp } from "./http.ts";
import {
  configurationFault,
  GatewayFault,
  headerValue,
  type Invocation,
  type MethodResult,
  malformedReply,
  TRACE_ID_HEADER,
} from "./invocation.ts";
import { callLambda, functionOf } from "./lambda.ts";
import { headerText, mapText } from "./log-lines.ts";
import { callMock } from "./mock.ts";
import { isValidReply } from "./reply-rules.ts";
import { validateRequest } from "./validation.ts";

/** Runs one method: validation, integration request, integration, response. Never throws for what a caller did. */
export async function runMethod(invocation: Invocation): Promise<MethodResult> {
  const { log, request } = invocation;
  log(`Starting execution for request: ${invocation.requestId}`);
  log(`HTTP Method: ${request.method}, Resource Path: ${request.rawPath}`);
  log(`Method request path: ${mapText(single(request.path))}`);
  log(`Method request query string: ${mapText(request.query)}`);
  log(`Method request headers: ${headerText(request.headers)}`);
  log(`Method request body before transformations: ${Buffer.from(request.body).toString("utf8")}`);
  const result = await attempted(invocation);
  log(`Method completed with status: ${result.status}`);
  return result;
}

const single = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

async function attempted(invocation: Invocation): Promise<MethodResult> {
  const { log, snapshot, stageVariables, request, context } = invocation;
  try {
    validateRequest(invocation);
    const result = traced(await integrate(invocation), invocation);
    if (!isValidReply(result)) {
      result.stream?.destroy();
      throw malformedReply(invocation);
    }
    log(`Method response body after transformations: ${Buffer.from(result.body).toString("utf8")}`);
    log(`Method response headers: ${mapText(result.headers)}`);
    log("Successfully completed execution");
    return result;
  } catch (error) {
    return gatewayReply(faultOf(error, invocation), {
      gatewayResponses: snapshot.gatewayResponses,
      context,
      stageVariables,
      path: request.path,
      query: request.query,
      headers: request.headers,
    });
  }
}

/** Recorded: the answers of MOCK and HTTP_PROXY are not traced, nor are refusals. */
function traced(result: MethodResult, { method, context }: Invocation): MethodResult {
  const type = method.methodIntegration?.type;
  if (type === "MOCK" || type === "HTTP_PROXY" || headerValue(result.headers, TRACE_ID_HEADER) !== undefined)
    return result;
  return { ...result, headers: { ...result.headers, [TRACE_ID_HEADER]: [String(context.xrayTraceId)] } };
}

function faultOf(error: unknown, invocation: Invocation): GatewayFault {
  if (error instanceof GatewayFault) {
    // A refusal has its own line; a fault of the configuration wrote one where it was found.
    const told = error.validationError !== undefined;
    if ((error.type.startsWith("BAD_REQUEST") && !told) || error.type === "UNSUPPORTED_MEDIA_TYPE") {
      invocation.log(`Request validation failed: ${error.message}`);
    }
    return error;
  }
  if (error instanceof BodyError) {
    invocation.log(`Execution failed: ${error.message}`);
    return new GatewayFault("BAD_REQUEST_BODY", "BadRequestException", error.message);
  }
  if (error instanceof TemplateError) {
    invocation.log(`Template fault: ${error.message}`);
    return configurationFault(invocation, "Unable to transform request");
  }
  const reason = error instanceof Error ? error.message : String(error);
  invocation.log(`Execution failed due to an internal error of the sandbox: ${reason}`);
  return new GatewayFault("DEFAULT_5XX", "InternalServerErrorException", "Internal server error", 500);
}

async function integrate(invocation: Invocation): Promise<MethodResult> {
  const integration = invocation.method.methodIntegration;
  switch (integration?.type) {
    case "MOCK":
      return callMock(invocation);
    case "HTTP":
    case "HTTP_PROXY":
      return callHttp(invocation);
    case "AWS":
    case "AWS_PROXY": {
      const functionArn = functionOf(invocation);
      return functionArn === undefined ? callAwsService(invocation) : callLambda(invocation, functionArn);
    }
    default:
      throw configurationFault(invocation, "No integration defined for method");
  }
}
