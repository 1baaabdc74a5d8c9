import { readResourcePolicy } from "../policy/resource-policy.ts";
import { badRequest, type Refusal } from "./refusal.ts";

export interface RestApiInput {
  readonly name?: string;
  readonly description?: string;
  readonly policy?: string;
  readonly minimumCompressionSize?: number;
  readonly endpointConfiguration?: {
    readonly types?: readonly string[];
    readonly ipAddressType?: string;
    readonly vpcEndpointIds?: readonly string[];
  };
}

/** Why API Gateway refuses an API; enums belong to the first layer of validation. */
export function* restApiRule(input: RestApiInput): Iterable<Refusal> {
  if (input.description === "") yield badRequest("Description cannot be an empty string", "description");
  // Unverified wording.
  if (input.name !== undefined && input.name.trim() === "") yield badRequest("Name cannot be blank", "name");
  // By public reports.
  if (input.policy && !readResourcePolicy(input.policy)) {
    yield badRequest(
      "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
      "policy",
    );
  }
  const size = input.minimumCompressionSize;
  if (size !== undefined && !(Number.isInteger(size) && size >= 0 && size <= 10_485_760)) {
    yield badRequest(
      "Invalid minimum compression size, must be between 0 and 10485760",
      "minimumCompressionSize",
    );
  }
  const { types, ipAddressType, vpcEndpointIds } = input.endpointConfiguration ?? {};
  if (types?.length === 0) {
    yield badRequest(
      "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
      "endpointConfiguration",
    );
  }
  if (types && types.length > 1) {
    yield badRequest("Cannot create an api with multiple Endpoint Types.", "endpointConfiguration");
  }
  if (vpcEndpointIds?.length && !types?.includes("PRIVATE")) {
    yield badRequest("VPCEndpoints can only be specified with PRIVATE apis.", "endpointConfiguration");
  }
  if (types?.includes("PRIVATE") && ipAddressType === "ipv4") {
    yield badRequest("Only dualstack ipAddressType is supported for Private APIs.", "endpointConfiguration");
  }
}
