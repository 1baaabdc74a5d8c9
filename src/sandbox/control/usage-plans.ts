import type {
  ApiStage,
  CreateUsagePlanKeyRequest,
  CreateUsagePlanRequest,
  DeleteUsagePlanKeyRequest,
  DeleteUsagePlanRequest,
  GetUsagePlanKeyRequest,
  GetUsagePlanKeysRequest,
  GetUsagePlanRequest,
  GetUsagePlansRequest,
  GetUsageRequest,
  QuotaPeriodType,
  UpdateUsagePlanRequest,
  UpdateUsageRequest,
} from "@aws-sdk/client-api-gateway";
import { methodLimitsRule, quotaRule } from "../../gateway/rules/usage-plan.ts";
import type { Context, Input } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import type { ApiKeyState, UsagePlanState } from "../state/types.ts";
import { badRequest, conflict, notFound, refuse } from "../wire/service-error.ts";
import { apiKeyOf } from "./api-keys.ts";
import { page } from "./paging.ts";
import { assign, invalidPath, numberOf, type Patch, patchesOf, unlisted } from "./patch.ts";

const told = ({ keyIds: _keys, ...plan }: UsagePlanState) => plan;
/** What answers about one plan that was there before add. */
const withTags = (plan: UsagePlanState) => ({ tags: {}, ...told(plan) });

export function createUsagePlan(input: Input<CreateUsagePlanRequest>, context: Context) {
  // Unverified wording.
  if (!input.name) throw badRequest("Usage Plan name must be non-empty");
  const plan: UsagePlanState = { id: context.id(6), name: input.name, apiStages: [], keyIds: [] };
  assign(plan, "description", input.description || undefined);
  for (const stage of input.apiStages ?? []) {
    // Reported: nobody fills in what is missing.
    if (!stage.apiId || !stage.stage)
      throw badRequest("Invalid API Stage {api: %s, stage: %s} specified for usageplan %s");
    requireStage(stage, context);
    checkThrottle(stage);
    plan.apiStages.push(stage);
  }
  if (input.throttle) plan.throttle = { burstLimit: 0, rateLimit: 0, ...input.throttle };
  if (input.quota) plan.quota = { offset: 0, ...input.quota };
  checkQuota(plan);
  assign(plan, "tags", input.tags);
  context.state.usagePlans ??= {};
  context.state.usagePlans[plan.id] = plan;
  return told(plan);
}

const checkQuota = ({ quota }: UsagePlanState): void => refuse(quota ? quotaRule(quota) : []);
const checkThrottle = ({ throttle }: ApiStage): void => refuse(methodLimitsRule(throttle ?? {}));

/** As it was reported of an update. */
function requireStage({ apiId = "", stage = "" }: ApiStage, context: Context): void {
  const api = own(context.state.apis, apiId);
  if (!api || !own(api.stages, stage)) throw notFound(`API Stage not found: ${apiId}:${stage}`);
}

export function usagePlanOf(context: Context, id: string): UsagePlanState {
  const plan = own(context.state.usagePlans ?? {}, id);
  if (!plan) throw notFound("Invalid Usage Plan ID specified");
  return plan;
}

export function getUsagePlan(input: Input<GetUsagePlanRequest>, context: Context) {
  return withTags(usagePlanOf(context, input.usagePlanId));
}

export function getUsagePlans(input: Input<GetUsagePlansRequest>, context: Context) {
  const plans = Object.values(context.state.usagePlans ?? {});
  const { keyId } = input;
  return page(plans.filter(({ keyIds }) => keyId === undefined || keyIds.includes(keyId)).map(told), input);
}

export function updateUsagePlan(input: Input<UpdateUsagePlanRequest>, context: Context) {
  const plan = usagePlanOf(context, input.usagePlanId);
  for (const patch of patchesOf(input.patchOperations)) applyPatch(plan, patch, context);
  checkQuota(plan);
  return withTags(plan);
}

const STAGE_THROTTLE = "/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>";

/** What may be removed was reported word for word; what else may be changed is documented. */
const LIMIT_PATHS = [
  "/quota/limit",
  "/quota/offset",
  "/quota/period",
  "/throttle/rateLimit",
  "/throttle/burstLimit",
  `${STAGE_THROTTLE}/rateLimit`,
  `${STAGE_THROTTLE}/burstLimit`,
];
const PATHS: Readonly<Record<string, readonly string[]>> = {
  remove: [
    "/apiStages",
    "/quota",
    "/throttle",
    "/productCode",
    STAGE_THROTTLE,
    "/apiStages/<apidId:stageName>/throttle",
  ],
  add: ["/apiStages", ...LIMIT_PATHS],
  replace: ["/name", "/description", "/productCode", ...LIMIT_PATHS],
};

const notAmong = (patch: Patch) => unlisted(patch, PATHS[patch.op]);

function applyPatch(plan: UsagePlanState, patch: Patch, context: Context): void {
  const [member = "", second] = patch.segments;
  if (member === "apiStages" && second === undefined) patchStages(plan, patch, context);
  else if (member === "apiStages") patchStageThrottle(plan, patch);
  else if (member === "throttle" || member === "quota") patchLimits(plan, member, patch);
  else patchText(plan, member, patch);
}

function patchText(plan: UsagePlanState, member: string, patch: Patch): void {
  const { op, value } = patch;
  if (patch.segments.length === 1 && op === "remove" && member === "productCode") {
    delete plan.productCode;
    return;
  }
  if (patch.segments.length !== 1 || op !== "replace") throw notAmong(patch);
  if (member === "name") plan.name = value ?? "";
  else if (member === "description" || member === "productCode") assign(plan, member, value || undefined);
  else throw notAmong(patch);
}

/** The stage that `api:stage` names; what stands behind a second colon does not count (reported). */
function stageNamed(value: string | undefined): ApiStage & { apiId: string; stage: string } {
  const [apiId, stage] = (value ?? "").split(":");
  if (!apiId || !stage) throw badRequest("Invalid API Stage specified");
  return { apiId, stage };
}

const isStage = (one: ApiStage, other: ApiStage) => one.apiId === other.apiId && one.stage === other.stage;

function planStage(plan: UsagePlanState, named: ApiStage): ApiStage {
  const found = plan.apiStages.find((stage) => isStage(stage, named));
  if (found) return found;
  throw notFound(
    `Invalid API Stage {api: ${named.apiId}, stage: ${named.stage}} specified for usageplan ${plan.id}`,
  );
}

function patchStages(plan: UsagePlanState, patch: Patch, context: Context): void {
  const named = stageNamed(patch.value);
  if (patch.op === "remove") {
    planStage(plan, named);
    plan.apiStages = plan.apiStages.filter((stage) => !isStage(stage, named));
  } else if (patch.op === "add") {
    requireStage(named, context);
    if (!plan.apiStages.some((stage) => isStage(stage, named))) plan.apiStages = [...plan.apiStages, named];
  } else throw notAmong(patch);
}

const LIMIT = /^(rateLimit|burstLimit)$/;

/**
 * `/apiStages/{api:stage}/throttle/{path/VERB}/rateLimit`, or less of it to remove more. Clients write the path with its
 * slashes as they are.
 */
function patchStageThrottle(plan: UsagePlanState, patch: Patch): void {
  const [, name, throttle, ...rest] = patch.segments;
  if (throttle !== "throttle" || !PATHS[patch.op]) throw notAmong(patch);
  const stage = planStage(plan, stageNamed(name));
  const all = { ...stage.throttle };
  const limit = LIMIT.test(rest.at(-1) ?? "") ? rest.pop()! : undefined;
  const target = rest.join("/");
  if (patch.op === "remove") {
    const left = Object.fromEntries(
      Object.entries(all).filter(([known]) => target !== "" && known !== target),
    );
    assign(stage, "throttle", Object.keys(left).length > 0 ? left : undefined);
    return;
  }
  if (target === "" || limit === undefined) throw notAmong(patch);
  const limits = { burstLimit: 0, rateLimit: 0, ...own(all, target), [limit]: numberOf(patch) };
  stage.throttle = { ...all, [target]: limits };
  checkThrottle(stage);
}

const LIMITS = { throttle: ["burstLimit", "rateLimit"], quota: ["limit", "offset", "period"] } as const;

function patchLimits(plan: UsagePlanState, member: "throttle" | "quota", patch: Patch): void {
  const limit = patch.segments[1];
  if (patch.op === "remove" && limit === undefined) {
    delete plan[member];
    return;
  }
  if (
    !/^(add|replace)$/.test(patch.op) ||
    patch.segments.length !== 2 ||
    !(LIMITS[member] as readonly string[]).includes(limit ?? "")
  )
    throw notAmong(patch);
  if (member === "throttle") {
    plan.throttle = { burstLimit: 0, rateLimit: 0, ...plan.throttle, [limit!]: numberOf(patch) };
    return;
  }
  const read = limit === "period" ? (patch.value as QuotaPeriodType) : Number(patch.value);
  plan.quota = { offset: 0, ...plan.quota, [limit!]: read };
}

export function deleteUsagePlan(input: Input<DeleteUsagePlanRequest>, context: Context): void {
  const plan = usagePlanOf(context, input.usagePlanId);
  const [first] = plan.apiStages;
  // As reported.
  if (first)
    throw badRequest(
      `Cannot delete Usage Plan ${plan.id} because there are API Stages associated with it, including ${first.apiId}:${first.stage}`,
    );
  delete context.state.usagePlans?.[plan.id];
}

const keyToldOf = ({ id, name, value }: ApiKeyState) => ({
  id,
  type: "API_KEY",
  value,
  ...(name === undefined ? {} : { name }),
});

export function createUsagePlanKey(input: Input<CreateUsagePlanKeyRequest>, context: Context) {
  const plan = usagePlanOf(context, input.usagePlanId);
  // Unverified wordings.
  if (input.keyType !== "API_KEY") throw badRequest("Invalid usage plan key type specified");
  const key = apiKeyOf(context, input.keyId);
  if (plan.keyIds.includes(key.id)) throw conflict(`Usage plan ${plan.id} already has the key ${key.id}`);
  plan.keyIds = [...plan.keyIds, key.id];
  return keyToldOf(key);
}

export function getUsagePlanKey(input: Input<GetUsagePlanKeyRequest>, context: Context) {
  return keyToldOf(planKeyOf(context, input));
}

function planKeyOf(context: Context, ids: { usagePlanId: string; keyId: string }): ApiKeyState {
  const plan = usagePlanOf(context, ids.usagePlanId);
  const key = apiKeyOf(context, ids.keyId);
  // By the code of another implementation: what is wrong of a key that is in another plan is the plan.
  if (!plan.keyIds.includes(key.id)) throw notFound("Invalid Usage Plan ID specified");
  return key;
}

/** Recorded: a plan that is not there has no keys. */
export function getUsagePlanKeys(input: Input<GetUsagePlanKeysRequest>, context: Context) {
  const ids = own(context.state.usagePlans ?? {}, input.usagePlanId)?.keyIds ?? [];
  const keys = ids.map((id) => apiKeyOf(context, id));
  return page(keys.filter(({ name = "" }) => name.startsWith(input.nameQuery ?? "")).map(keyToldOf), input);
}

export function deleteUsagePlanKey(input: Input<DeleteUsagePlanKeyRequest>, context: Context): void {
  planKeyOf(context, input);
  const plan = usagePlanOf(context, input.usagePlanId);
  plan.keyIds = plan.keyIds.filter((id) => id !== input.keyId);
}

const DAY_MS = 86_400_000;

/** What was used of a plan, a pair of used and remaining for each day; counted since the sandbox was started. */
export function getUsage(input: Input<GetUsageRequest>, context: Context) {
  const plan = usagePlanOf(context, input.usagePlanId);
  const { startDate, endDate } = input;
  const [first, last] = [Date.parse(startDate), Date.parse(endDate)];
  // Unverified wording.
  if (!(first <= last)) throw badRequest("Invalid date range specified");
  const days = Array.from({ length: Math.min(366, (last - first) / DAY_MS + 1) }, (_, index) =>
    new Date(first + index * DAY_MS).toISOString().slice(0, 10),
  );
  const items = plan.keyIds
    .filter((id) => input.keyId === undefined || input.keyId === id)
    .map((id) => [id, days.map((day) => context.meter.usageOn(plan, id, day))]);
  return { usagePlanId: plan.id, startDate, endDate, items: Object.fromEntries(items) as object };
}

/** Grants a key more of its plan's quota for the running period. */
export function updateUsage(input: Input<UpdateUsageRequest>, context: Context) {
  const key = planKeyOf(context, input);
  const plan = usagePlanOf(context, input.usagePlanId);
  for (const patch of patchesOf(input.patchOperations)) {
    if (patch.op !== "replace" || patch.path !== "/remaining") throw invalidPath(patch);
    context.meter.grant(plan, key.id, numberOf(patch), context.now());
  }
  const today = context.now().toISOString().slice(0, 10);
  return {
    usagePlanId: plan.id,
    startDate: today,
    endDate: today,
    items: { [key.id]: [context.meter.usageOn(plan, key.id, today)] },
  };
}
