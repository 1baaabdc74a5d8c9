import type {
  CreateApiKeyRequest,
  DeleteApiKeyRequest,
  GetApiKeyRequest,
  GetApiKeysRequest,
  UpdateApiKeyRequest,
} from "@aws-sdk/client-api-gateway";
import { apiKeyDescriptionRule, apiKeyNameRule, apiKeyValueRule } from "../../gateway/rules/api-key.ts";
import type { Context, Input } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import type { ApiKeyState } from "../state/types.ts";
import { conflict, notFound, refuse } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, booleanOf, listedPatches } from "./patch.ts";

const VALUE_LENGTH = 40;

/** A key as it is told; its value only where it was just made or asked for. */
function told(key: ApiKeyState, withValue: boolean) {
  const { value, ...rest } = key;
  return withValue ? { ...rest, value } : rest;
}

/** What answers about one key that was there before add; a list and a new key do not. */
const withTags = (key: ApiKeyState, withValue: boolean) => ({ tags: {}, ...told(key, withValue) });

export function createApiKey(input: Input<CreateApiKeyRequest>, context: Context) {
  refuse(apiKeyNameRule(input.name));
  refuse(apiKeyDescriptionRule(input.description));
  refuse(apiKeyValueRule(input.value));
  context.state.apiKeys ??= {};
  const keys = context.state.apiKeys;
  const value = input.value || context.id(VALUE_LENGTH);
  // Unverified wording.
  if (Object.values(keys).some((key) => key.value === value)) throw conflict("API Key already exists");
  const now = context.now().toISOString();
  const key: ApiKeyState = {
    id: context.id(10),
    value,
    enabled: input.enabled ?? false,
    createdDate: now,
    lastUpdatedDate: now,
    stageKeys: (input.stageKeys ?? []).map(({ restApiId, stageName }) => `${restApiId}/${stageName}`),
  };
  assign(key, "name", input.name || undefined);
  assign(key, "description", input.description || undefined);
  assign(key, "customerId", input.customerId || undefined);
  assign(key, "tags", input.tags);
  keys[key.id] = key;
  return told(key, true);
}

/** The key with this id. */
export function apiKeyOf(context: Context, id: string): ApiKeyState {
  const key = own(context.state.apiKeys ?? {}, id);
  if (!key) throw notFound("Invalid API Key identifier specified");
  return key;
}

export function getApiKey(input: Input<GetApiKeyRequest>, context: Context) {
  return withTags(apiKeyOf(context, input.apiKey), input.includeValue ?? false);
}

export function getApiKeys(input: Input<GetApiKeysRequest>, context: Context) {
  const fits = ({ name = "", customerId }: ApiKeyState) =>
    name.startsWith(input.nameQuery ?? "") &&
    (input.customerId === undefined || customerId === input.customerId);
  const keys = Object.values(context.state.apiKeys ?? {}).filter(fits);
  return page(
    keys.map((key) => told(key, input.includeValues ?? false)),
    input,
  );
}

const REPLACEABLE = ["/name", "/description", "/enabled", "/customerId"];
const STAGES = ["/stages"];

export function updateApiKey(input: Input<UpdateApiKeyRequest>, context: Context) {
  const key = apiKeyOf(context, input.apiKey);
  const supported = { replace: REPLACEABLE, add: STAGES, remove: STAGES };
  for (const { op, path, value } of listedPatches(input.patchOperations, supported)) {
    if (path === "/name") {
      refuse(apiKeyNameRule(value));
      assign(key, "name", value || undefined);
    } else if (path === "/description") {
      refuse(apiKeyDescriptionRule(value));
      assign(key, "description", value || undefined);
    } else if (path === "/enabled") key.enabled = booleanOf(value);
    else if (path === "/customerId") assign(key, "customerId", value || undefined);
    else {
      const rest = key.stageKeys.filter((stage) => stage !== value);
      key.stageKeys = op === "remove" ? rest : [...rest, value ?? ""];
    }
  }
  key.lastUpdatedDate = context.now().toISOString();
  return withTags(key, false);
}

/** A key that is gone is in no usage plan any more. */
export function deleteApiKey(input: Input<DeleteApiKeyRequest>, context: Context): void {
  apiKeyOf(context, input.apiKey);
  delete context.state.apiKeys?.[input.apiKey];
  for (const plan of Object.values(context.state.usagePlans ?? {}))
    plan.keyIds = plan.keyIds.filter((id) => id !== input.apiKey);
}
