import type { IntegrationRequest } from "../gateway/document/method.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { functionArnOf, parseServiceUri } from "../gateway/names/uri.ts";
import { calledBy } from "./called.ts";
import { grantFor, type NeededGrant } from "./grant.ts";

/** What an integration needs to be allowed, told from its URI, headers and templates; undefined where that cannot be told. */
export function neededFor(
  integration: IntegrationRequest,
  at: { readonly region: string; readonly account: string },
  /** Of the stage in which it runs. */
  variables?: Readonly<Record<string, string>>,
): NeededGrant | undefined {
  const invoked = invokedBy(integration);
  if (invoked) return invoked;
  const region = parseServiceUri(integration.uri ?? "")?.region ?? at.region;
  const called = calledBy(integration, variables);
  const place = { ...at, region, partition: partitionOf(region) ?? "aws" };
  return called && grantFor(called, integration, place, variables);
}

/** The function that is invoked; which one, a stage variable may decide. */
function invokedBy({ uri = "" }: IntegrationRequest): NeededGrant | undefined {
  const fn = functionArnOf(uri);
  if (fn === undefined || !fn.startsWith("arn:")) return undefined;
  const arn = fn.replaceAll(/\$\{[^}]*\}/g, "*");
  return {
    actions: ["lambda:InvokeFunction"],
    resources: [arn],
    needs: [{ action: "lambda:InvokeFunction", resources: [arn] }],
    because:
      arn === fn ? [] : [`lambda:InvokeFunction on ${arn}, because the stage's variables decide which it is`],
  };
}

/** The prefixes of the IAM actions of the service that is called, where which of them is needed cannot be told. */
export function prefixesOf(integration: IntegrationRequest): readonly string[] {
  const apis = calledBy(integration)?.service.facts?.apis ?? [];
  // What is called without credentials needs none of them.
  return apis.some(({ free }) => free !== undefined)
    ? []
    : [...new Set(apis.flatMap(({ iam }) => iam ?? []))];
}
