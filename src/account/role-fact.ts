import type { Need } from "../called/grant.ts";
import type { RoleFact } from "../gateway/checks/facts.ts";
import type { IntegrationRequest } from "../gateway/document/method.ts";
import { parseArn } from "../gateway/names/arn.ts";
import { parseServiceUri, usesStageVariables } from "../gateway/names/uri.ts";
import type { Keys } from "../gateway/policy/conditions.ts";
import { roleNameOf } from "../gateway/policy/execution-role.ts";
import { allowedBy, allowsOf, trustOf } from "../gateway/policy/role-verdict.ts";
import type { Aws, Reading } from "../ports.ts";
import { type ObservedRole, observeRole } from "./observe-role.ts";

/** What a call needs of a role: IAM actions, and the resources they act on, as patterns where part of them is not known. */
export interface Needed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Action by action, where they act on different things. */
  readonly needs?: readonly Need[];
  /** Why that is not all that it needs. */
  readonly unknown?: string | undefined;
}

/** What is known of the role by which an integration calls; undefined where it has none of its own to look at. */
export async function roleFact(
  { aws, reading }: { readonly aws: Aws; readonly reading: Reading },
  integration: IntegrationRequest | undefined,
  kept: Map<string, Promise<unknown>>,
  said?: Needed,
  /** Of the stage in which it calls. */
  variables?: Readonly<Record<string, string>>,
): Promise<RoleFact | undefined> {
  if (!integration) return undefined;
  const { credentials } = integration;
  const arn = credentials === undefined ? undefined : parseArn(credentials);
  // The caller's own credentials, and roles that depend on the stage, are nobody's to look up.
  if (credentials === undefined || !arn?.resource.startsWith("role/") || usesStageVariables(credentials))
    return undefined;
  const account = await reading.accountId();
  if (arn.account !== account) return { exists: "unknown", otherAccount: arn.account };
  const name = roleNameOf(credentials);
  const observing =
    (kept.get(`role ${name}`) as ReturnType<typeof observeRole> | undefined) ?? observeRole(aws, name);
  kept.set(`role ${name}`, observing);
  const role = await observing;
  if (role === "denied") return { exists: "unknown" };
  if (role === undefined) return { exists: false };
  // A role of the same name at another path is another one, and names are unique: the one that is given does not exist.
  if (role.arn !== credentials) return { exists: false, isAt: role.arn };
  const { neededFor, prefixesOf } = await import("../called/needed.ts");
  const needed = said ?? neededFor(integration, { region: aws.region, account }, variables);
  const { BEYOND, beyondStatement } = await import("../catalog/targets.ts");
  const beyond = (needed?.actions ?? []).flatMap((action) => {
    const more = Object.hasOwn(BEYOND, action) ? BEYOND[action] : undefined;
    if (!more?.always || role.unread.length > 0) return [];
    const lacks = more.actions.filter((one) => allowedBy(role.policies, one, []) === "not allowed");
    return lacks.length === 0
      ? []
      : [
          {
            what: `does not allow ${lacks.join(", ")} on ${more.on}, which ${action} needs beside itself`,
            statement: beyondStatement(more),
          },
        ];
  });
  const keys = keysOf(credentials, account, integration, aws.region);
  const verdict = needed ? ofPolicies(role, needed, keys) : ofService(role, prefixesOf(integration), keys);
  return { exists: true, ...ofTrust(role), ...verdict, beyond };
}

/** What API Gateway's call of a service is known to say of itself: IAM's global condition keys, but for what nobody documents. */
function keysOf(role: string, account: string, { uri = "" }: IntegrationRequest, api: string): Keys {
  const { region = api, service } = parseServiceUri(uri) ?? {};
  return {
    "aws:securetransport": ["true"],
    "aws:principalaccount": [account],
    "aws:principalarn": [role],
    // Some services have one endpoint for all Regions.
    ...(service === undefined || GLOBAL.has(service) ? {} : { "aws:requestedregion": [region] }),
  };
}

const GLOBAL: ReadonlySet<string> = new Set(["iam", "sts", "cloudfront", "route53", "organizations"]);

function ofTrust({ trust }: ObservedRole): Partial<RoleFact> {
  const { fault, warning } = trustOf(trust);
  return { trustFault: fault, trustWarning: warning };
}

/** Where it is not known which action of a service is called: a role may allow all of them, or none. */
function ofService(
  { policies, boundary, unread }: ObservedRole,
  prefixes: readonly string[],
  keys: Keys,
): Partial<RoleFact> {
  const all = boundary === undefined ? [policies] : [policies, [boundary]];
  const verdicts = prefixes.flatMap((prefix) => all.map((some) => allowsOf(some, prefix, keys)));
  if (unread.length === 0 && prefixes.length === 1 && verdicts.includes("none"))
    return { missingActions: [`any action of ${prefixes[0]}`] };
  if (unread.length === 0 && verdicts.length > 0 && verdicts.every((one) => one === "all")) return {};
  return { unchecked: ["whether it allows what is called: which IAM action that needs is not known"] };
}

function ofPolicies(
  { policies, boundary, unread }: ObservedRole,
  needed: Needed,
  keys: Keys,
): Partial<RoleFact> {
  const missing: string[] = [];
  const unsure: string[] = [];
  // A role that allows everything allows what is not known, too.
  if (
    needed.unknown !== undefined &&
    needed.actions.some((one) => allowedBy(policies, one, ["*"]) !== "allowed")
  )
    unsure.push(`whether it allows what is called: ${needed.unknown}`);
  const needs: readonly Need[] =
    needed.needs ?? needed.actions.map((action) => ({ action, resources: needed.resources }));
  for (const { action, resources, or } of needs) {
    const on = resources.length === 0 ? "" : ` on ${resources.join(", ")}`;
    const byRole = allowedBy(policies, action, resources, { or, keys });
    const byBoundary =
      boundary === undefined ? "allowed" : allowedBy([boundary], action, resources, { or, keys });
    const denied = byRole === "denied" || byBoundary === "denied" || byBoundary === "not allowed";
    // What could not be read may allow it; it never takes back a deny.
    if (denied || (byRole === "not allowed" && unread.length === 0)) missing.push(`${action}${on}`);
    else if (byRole === "not allowed")
      unsure.push(`whether it allows ${action}${on}: you may not read ${unread.join(", ")}`);
    else if (byRole === "unsure" || byBoundary === "unsure")
      unsure.push(`whether it allows ${action}${on}: that hangs on conditions or on what is called`);
    else if (unread.length > 0)
      unsure.push(`whether something else denies ${action}: you may not read ${unread.join(", ")}`);
  }
  return { missingActions: [...new Set(missing)], unchecked: [...new Set(unsure)] };
}
