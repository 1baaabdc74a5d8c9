import type { ApiState, Snapshot } from "./types.ts";

/** What a call to a stage needs of the API, as it is now. */
export function snapshotOf(api: ApiState): Snapshot {
  const { resources, models, validators, authorizers, gatewayResponses, binaryMediaTypes } = api;
  return structuredClone({
    resources,
    models,
    validators,
    authorizers,
    gatewayResponses,
    ...(binaryMediaTypes ? { binaryMediaTypes } : {}),
  });
}
