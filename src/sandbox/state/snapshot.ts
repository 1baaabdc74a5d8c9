import { copyOf, rawOf } from "./draft.ts";
import type { ApiState, Snapshot } from "./types.ts";

/** What a call to a stage needs of the API, as it is now. */
export function snapshotOf(api: ApiState): Snapshot {
  const { resources, models, validators, authorizers, gatewayResponses, binaryMediaTypes, policy } = api;
  return copyOf({
    resources: rawOf(resources),
    models: rawOf(models),
    validators: rawOf(validators),
    authorizers: rawOf(authorizers),
    gatewayResponses: rawOf(gatewayResponses),
    ...(binaryMediaTypes ? { binaryMediaTypes: rawOf(binaryMediaTypes) } : {}),
    ...(policy === undefined ? {} : { policy }),
  });
}
