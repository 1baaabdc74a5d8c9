import { badRequest, type Refusal } from "./refusal.ts";

/** What API Gateway refuses of an API key's name; an empty one counts as none. */
export function* apiKeyNameRule(name: string | undefined): Iterable<Refusal> {
  if ((name?.length ?? 0) > 1024) yield badRequest("Invalid API Key name, can be at most 1024 characters.");
}

export function* apiKeyDescriptionRule(description: string | undefined): Iterable<Refusal> {
  if ((description?.length ?? 0) > 125_000) yield badRequest("Invalid API Key description specified.");
}

/** An empty value is made up, as is one that is not given. */
export function* apiKeyValueRule(value: string | undefined): Iterable<Refusal> {
  if (!value) return;
  if (value.length < 20) yield badRequest("API Key value should be at least 20 characters");
  if (value.length > 128) yield badRequest("API Key value exceeds maximum size of 128 characters");
}
