import type { IntegrationRequest } from "../document/method.ts";
import { parseArn } from "../names/arn.ts";
import { partitionOf } from "../names/partition.ts";
import { privateHost } from "../names/private-host.ts";
import { functionArnOf, parseServiceUri, uriPlaceholders, usesStageVariables } from "../names/uri.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found } from "./finding.ts";

/** Where an integration goes: its address must be whole, of its partition and Region, and be reached. */
export function* checkAddress(integration: IntegrationRequest, facts: Facts): Iterable<Finding> {
  const { uri = "", type, requestParameters, requestTemplates } = integration;
  if (type === "MOCK") return;
  const templates = Object.values(requestTemplates);
  // Every way through every template fills it.
  const overridden = (name: string) =>
    templates.length > 0 && templates.every((one) => facts.samples(one).every(({ path }) => name in path));
  for (const name of uriPlaceholders(uri))
    if (!(`integration.request.path.${name}` in requestParameters) && !overridden(name))
      yield found(
        "path-unfilled",
        `nothing fills {${name}} of ${uri}: it is sent as it stands`,
        name.endsWith("+")
          ? `write {${name.slice(0, -1)}}, and map it with integration.request.path.${name.slice(0, -1)}=method.request.path.${name.slice(0, -1)}`
          : `map it with integration.request.path.${name}=…`,
        "PutIntegration.requestParameters",
      );
  const arn = functionArnOf(uri);
  const service = parseServiceUri(uri);
  const target = arn === undefined ? undefined : parseArn(arn);
  if (service && target && service.region !== target.region)
    yield found(
      "function-region",
      `the URI is of the Region ${service.region}, but the function is in ${target.region}: calls fail with "Functions from '${target.region}' are not reachable in this region"`,
      `write ${target.region} in the URI`,
      "PutIntegration.uri",
    );
  yield* checkRegion(uri, facts);
  if (service && service.partition !== facts.partition)
    yield found(
      "partition-mismatch",
      `the URI is of the partition ${service.partition}, but the API is in ${facts.partition}: every call fails`,
      `write arn:${facts.partition}:`,
      "PutIntegration.uri",
    );
  const streams = uri.includes("/2021-11-15/functions/");
  if (arn !== undefined && streams !== (integration.responseTransferMode === "STREAM"))
    yield found(
      "stream-mismatch",
      streams
        ? "the URI invokes with a response stream, but the response transfer mode is buffered"
        : "the response transfer mode is stream, but the URI invokes for a whole answer",
      "make the two agree",
      "PutIntegration.responseTransferMode",
    );
}

/** A host is made of the Region and of the partition's domain. */
function* checkRegion(uri: string, facts: Facts): Iterable<Finding> {
  const [, partition, region = ""] = /^arn:([^:]+):apigateway:([^:]*):/.exec(uri) ?? [];
  const lies = partitionOf(region);
  if (partition === facts.partition && !usesStageVariables(region) && lies !== partition)
    yield found(
      "region-unknown",
      lies === undefined
        ? `"${region}" in the URI has not the form of a Region: calls find no host`
        : `the URI is of the partition ${partition}, and its Region ${region} lies in ${lies}: calls find no host`,
      "write the Region of the service",
      "PutIntegration.uri",
    );
}

/** API Gateway comes from outside: of HTTP it reaches what is public. */
export function* checkHost({ type, connectionType, uri = "" }: IntegrationRequest): Iterable<Finding> {
  if (!type.startsWith("HTTP") || connectionType === "VPC_LINK") return;
  const closed = privateHost(uri);
  if (closed)
    yield found(
      "host-private",
      `${closed.host} is ${closed.is}: API Gateway reaches public addresses alone, so every call fails`,
      "give a public address, or go through a VPC link",
      "PutIntegration.uri",
    );
}
