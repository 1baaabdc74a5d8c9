import { calledBy } from "../catalog/called.ts";
import { grantFor, type NeededGrant } from "../catalog/grant.ts";
import type { IntegrationRequest } from "../gateway/document/method.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { functionArnOf, parseServiceUri } from "../gateway/names/uri.ts";
import type { Grant, NewRole } from "../gateway/policy/execution-role.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import type { Cooked } from "./with-recipe.ts";

/** The role that is to be made, with what it was told from. */
export interface WantedRole {
  readonly role?: NewRole;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * The least role for what is called: actions and resources as they were given, as the recipe says, or as the
 * catalogue tells; wider than needed only with the reason said.
 */
export function wantedRole(
  name: string,
  known: Known,
  told: NeededGrant | undefined,
  allows?: Cooked["allows"],
): WantedRole {
  const actions = known.roleAction ?? allows?.actions ?? told?.actions;
  if (!actions)
    return {
      notes: [],
      problems: [
        problem(
          "--role-action",
          "which IAM action the role needs cannot be told from what is called",
          "add --role-action, like --role-action sqs:SendMessage",
        ),
      ],
    };
  const wide = "narrow it with --role-resource";
  let notes: readonly string[] = [];
  let resources = known.roleResource;
  if (!resources && known.roleAction) {
    resources = ["*"];
    notes = [`The role may do ${actions.join(", ")} on *, because no resource was given; ${wide}.`];
  } else if (!resources && allows) {
    resources = allows.resources;
    if (allows.star !== undefined)
      notes = [`The role may do ${actions.join(", ")} on *, because ${allows.star}.`];
  } else if (!resources) {
    resources = told?.resources ?? ["*"];
    notes = (told?.because ?? []).map((because) => `The role may do ${because}; ${wide}.`);
  }
  const grant: Grant = { actions, resources };
  return {
    role: {
      name,
      path: known.rolePath,
      permissionsBoundary: known.permissionsBoundary,
      tags: known.roleTag ?? [],
      grant,
    },
    notes,
    problems: [],
  };
}

/** What an integration needs, as far as its URI, headers and templates tell. */
export function neededGrant(
  integration: IntegrationRequest,
  at: { readonly region: string; readonly account: string },
): NeededGrant | undefined {
  const region = parseServiceUri(integration.uri ?? "")?.region ?? at.region;
  const called = calledBy(integration);
  return (
    invoked(integration) ??
    (called && grantFor(called, integration, { ...at, region, partition: partitionOf(region) ?? "aws" }))
  );
}

/** The function that is invoked; which one, a stage variable may decide. */
function invoked({ uri = "" }: IntegrationRequest): NeededGrant | undefined {
  const fn = functionArnOf(uri);
  if (fn === undefined) return undefined;
  const arn = fn.replaceAll(/\$\{[^}]*\}/g, "*");
  return {
    actions: ["lambda:InvokeFunction"],
    resources: [arn],
    because:
      arn === fn ? [] : [`lambda:InvokeFunction on ${arn}, because the stage's variables decide which it is`],
  };
}
