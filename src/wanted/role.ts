import type { NeededGrant } from "../called/grant.ts";
import { BEYOND, beyondStatement } from "../catalog/targets.ts";
import { type Key, type Role, roleKey, rolePolicyKey, type Seen } from "../gateway/document/things.ts";
import {
  type Grant,
  type NewRole,
  ROLE_DESCRIPTION,
  rolePolicy,
  rolePolicyName,
  TRUST_POLICY,
} from "../gateway/policy/execution-role.ts";
import { allowedBy, trustOf } from "../gateway/policy/role-verdict.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import type { Key as SettingKey } from "../settings/setting.ts";
import type { WithRecipe } from "./with-recipe.ts";

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
  allows?: WithRecipe["allows"],
): WantedRole {
  const actions = known.roleAction ?? allows?.actions ?? told?.actions;
  if (!actions)
    return {
      notes: [],
      problems: [
        problem(
          "roleAction",
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
  // What was given is given as a whole; what is told from the call is told action by action.
  const whole = known.roleAction !== undefined || known.roleResource !== undefined || allows !== undefined;
  const grant: Grant = (whole ? undefined : told?.statements) ?? [{ actions, resources }];
  notes = [...notes, ...actions.flatMap(noteBeyond)];
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

/** What an action needs beside itself, which the least role does not have. */
function noteBeyond(action: string): readonly string[] {
  const more = Object.hasOwn(BEYOND, action) ? BEYOND[action] : undefined;
  return more
    ? [
        `${more.always ? "" : "Where it is encrypted under a key of your own, "}${action} needs ${more.actions.join(" and ")} on ${more.on}. To add it: ${beyondStatement(more)}`,
      ]
    : [];
}

/** A role as it is there, as far as this must know it. */
export interface RoleThere {
  readonly arn: string;
  readonly role: Role;
  /** Every policy that could be read, JSON each. */
  readonly policies: readonly string[];
  readonly inline: ReadonlyMap<string, string>;
  readonly inlineRead: boolean;
}

/** What leads to a role: nothing, where it is there and allows what is wanted. */
export interface WantedRoleThings {
  readonly things: readonly (readonly [Key, Seen])[];
  /** What is known not to be there. */
  readonly absent: readonly Key[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/** The role that is wanted, or what it may not do yet. One that trusts somebody else is never changed. */
export function wantedRoleThings(
  wanted: NewRole,
  arn: string,
  there: RoleThere | undefined | "denied",
  setting: SettingKey,
): WantedRoleThings {
  const nothing: WantedRoleThings = { things: [], absent: [], notes: [], problems: [] };
  const role: readonly [Key, Seen] = [
    roleKey(wanted.name),
    {
      path: wanted.path ?? "/",
      trust: TRUST_POLICY,
      description: ROLE_DESCRIPTION,
      permissionsBoundary: wanted.permissionsBoundary,
      tags: wanted.tags,
    },
  ];
  const key = rolePolicyKey(wanted.name, rolePolicyName(wanted.grant));
  const policy: readonly [Key, Seen] = [key, rolePolicy(wanted.grant)];
  if (there === undefined) return { ...nothing, things: [role, policy], absent: [key] };
  if (there === "denied")
    return {
      ...nothing,
      things: [role, policy],
      // Were it there, the role could not be made: nothing is put on one that somebody else made.
      absent: [key],
      notes: [`not checked (role): whether there is a role ${wanted.name}; you may not read it.`],
    };
  const other = (fault: string, remedy: string): WantedRoleThings => ({
    ...nothing,
    problems: [problem(setting, `there is a role ${wanted.name}, and ${fault}`, remedy)],
  });
  if (there.arn !== arn) return other(`it is ${there.arn}`, "give its path, or another name");
  const { fault, warning } = trustOf(there.role.trust);
  if (fault !== undefined)
    return other(`API Gateway may not assume it: ${fault}`, "give another name, or mend its trust policy");
  const notes = [
    ...(warning === undefined ? [] : [`API Gateway may fail to assume ${arn}: ${warning}.`]),
    ...(wanted.permissionsBoundary !== undefined || wanted.tags.length > 0
      ? [`There is a role ${wanted.name}: its permissions boundary and tags stay as they are.`]
      : []),
  ];
  const allows = wanted.grant.every(({ actions, resources }) =>
    actions.every((action) => allowedBy(there.policies, action, resources) === "allowed"),
  );
  if (allows) return { ...nothing, notes };
  return {
    ...nothing,
    things: [policy],
    absent: there.inlineRead && !there.inline.has(key.split("/")[1] ?? "") ? [key] : [],
    notes,
  };
}
