import { partitionFor } from "./partition.ts";

/** What the address of a stage hangs on. */
export interface Invoked {
  readonly apiId: string;
  readonly region: string;
  readonly stage: string;
  /** EDGE, REGIONAL or PRIVATE. */
  readonly endpointType?: string | undefined;
  /** Of a private API. */
  readonly vpcEndpointIds?: readonly string[] | undefined;
  /** Where calls go, if not to AWS: local services have their stages under this path. */
  readonly endpoint?: string | undefined;
}

/** The domain of a partition; of those that are isolated each has its own (SDK's endpoint rules). */
const DOMAINS: Readonly<Record<string, string>> = {
  "aws-cn": "amazonaws.com.cn",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
  "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov",
  "aws-eusc": "amazonaws.eu",
};

/** The addresses of a stage, without a slash behind: one, or of a private API one for each endpoint of a VPC. */
export function invokeUrls({
  apiId,
  region,
  stage,
  endpointType,
  vpcEndpointIds = [],
  endpoint,
}: Invoked): readonly string[] {
  if (endpoint !== undefined)
    return [`${endpoint.replace(/\/+$/, "")}/restapis/${apiId}/${stage}/_user_request_`];
  const host = (name: string) =>
    `https://${name}.execute-api.${region}.${DOMAINS[partitionFor(region)] ?? "amazonaws.com"}/${stage}`;
  if (endpointType !== "PRIVATE" || vpcEndpointIds.length === 0) return [host(apiId)];
  return vpcEndpointIds.map((id) => host(`${apiId}-${id}`));
}
