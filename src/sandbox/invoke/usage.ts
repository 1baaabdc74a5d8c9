import type { Context } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import type { ApiKeyState, StageState, UsagePlanState } from "../state/types.ts";
import { contextValue } from "./context-value.ts";
import { GatewayFault, headerValue, type Invocation } from "./invocation.ts";
import { masked } from "./log-lines.ts";

const forbidden = () => new GatewayFault("INVALID_API_KEY", "ForbiddenException", "Forbidden");
const throttled = () => new GatewayFault("THROTTLED", "TooManyRequestsException", "Too Many Requests");
const exceeded = () => new GatewayFault("QUOTA_EXCEEDED", "LimitExceededException", "Limit Exceeded");

/** What a call of a stage may still use: its API key with the key's plan, then the method's own rate. */
export function checkUsage(invocation: Invocation, stage: StageState, context: Context): void {
  const found = invocation.method.apiKeyRequired ? planOf(invocation, context) : undefined;
  if (found) checkPlan(found, invocation, context);
  const limits = stageLimits(invocation, stage);
  const name = `${invocation.api.id}/${invocation.stage} ${limits?.target ?? ""}`;
  if (limits && !context.meter.takes(name, limits.rate, limits.burst, context.now().getTime()))
    throw throttled();
}

interface PlannedKey {
  readonly key: ApiKeyState;
  readonly plan: UsagePlanState;
}

/** The plan of this stage in which the caller's key stands; without one the key is worth nothing here. */
function planOf(invocation: Invocation, context: Context): PlannedKey {
  const { api, request, log } = invocation;
  const sent =
    api.apiKeySource === "AUTHORIZER"
      ? contextValue(invocation.context, "authorizer.usageIdentifierKey")
      : headerValue(request.headers, "x-api-key");
  const value = sent === undefined || sent === null ? "" : String(sent);
  const key = Object.values(context.state.apiKeys ?? {}).find((one) => one.value === value);
  const here = `${api.id}/${invocation.stage}`;
  log(
    `Verifying Usage Plan for request: ${invocation.requestId}. API Key: ${masked(value)} API Stage: ${here}`,
  );
  const plan = Object.values(context.state.usagePlans ?? {}).find(
    ({ keyIds, apiStages }) =>
      key !== undefined &&
      keyIds.includes(key.id) &&
      apiStages.some(({ apiId, stage }) => apiId === api.id && stage === invocation.stage),
  );
  if (!key?.enabled || !plan) {
    const method = `${request.method} ${invocation.resourcePath}`;
    const reason = "API Key is not associated with a Usage Plan for API Stage";
    log(
      `API Key ${masked(value)} not authorized because method '${method}' requires API Key and ${reason} ${here}: No Usage Plan found for key and API Stage`,
    );
    throw forbidden();
  }
  const identity = invocation.context.identity as Record<string, unknown>;
  identity.apiKey = key.value;
  identity.apiKeyId = key.id;
  return { key, plan };
}

/** The rate first, that of the method before that of the plan, then the quota. */
function checkPlan({ key, plan }: PlannedKey, invocation: Invocation, context: Context): void {
  const now = context.now();
  const { api, stage, resourcePath, method, request } = invocation;
  const throttles = plan.apiStages.find((one) => one.apiId === api.id && one.stage === stage)?.throttle;
  const target = [request.method, method.httpMethod]
    .map((verb) => `${resourcePath}/${verb}`)
    .find((name) => own(throttles ?? {}, name));
  const limits = (target === undefined ? undefined : throttles?.[target]) ?? plan.throttle;
  const bucket = `plan ${plan.id} ${key.id} ${target ?? ""}`;
  if (limits && !context.meter.takes(bucket, limits.rateLimit ?? 0, limits.burstLimit ?? 0, now.getTime())) {
    invocation.log(
      `Key throttle limit exceeded for RestApi ${api.id}, Stage ${stage}, Resource ${invocation.resource.id}, HttpMethod ${request.method}. Limit: ${(limits.rateLimit ?? 0).toFixed(2)} Burst: ${limits.burstLimit ?? 0}`,
    );
    throw throttled();
  }
  if (!context.meter.uses(plan, key.id, now)) throw exceeded();
}

/** The rate of the method in the stage's settings, its own or that of all methods. */
function stageLimits({ resourcePath, request, method }: Invocation, { methodSettings = {} }: StageState) {
  const path = resourcePath.slice(1).replaceAll("~", "~0").replaceAll("/", "~1");
  const names = [request.method, method.httpMethod].flatMap((verb) => [
    `~1${path}/${verb}`,
    `${resourcePath.slice(1)}/${verb}`,
  ]);
  for (const target of [...names, "*/*"]) {
    const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = own(methodSettings, target) ?? {};
    if (rate !== undefined && burst !== undefined) return { target, rate, burst };
  }
  return undefined;
}
