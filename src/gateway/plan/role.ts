import type { Call } from "../call/call.ts";
import { type Key, type Role, roleOfKey, rolePolicyOfKey } from "../document/things.ts";
import { canonical } from "./shapes.ts";

/** The calls that make a role or take it away. One that is there is never changed: other methods may live by it. */
export function planRole(key: Key<"role">, now: Role | undefined, wanted: Role | undefined): readonly Call[] {
  const name = roleOfKey(key);
  const at = `role ${name}`;
  if (now && !wanted)
    return [
      { operation: "iam:DeleteRole", input: { RoleName: name }, at, because: "nothing needs it any more" },
    ];
  if (now || !wanted) return [];
  const { path, trust, description, permissionsBoundary, tags } = wanted;
  return [
    {
      operation: "iam:CreateRole",
      input: {
        RoleName: name,
        ...(path === "/" ? {} : { Path: path }),
        AssumeRolePolicyDocument: trust,
        ...(description === undefined ? {} : { Description: description }),
        ...(permissionsBoundary === undefined ? {} : { PermissionsBoundary: permissionsBoundary }),
        ...(tags.length === 0 ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
      },
      at,
      because: "there is no role of this name",
    },
  ];
}

/** The calls from one inline policy of a role to another. */
export function planRolePolicy(
  key: Key<"rolePolicy">,
  now: string | undefined,
  wanted: string | undefined,
): readonly Call[] {
  const { role, policy } = rolePolicyOfKey(key);
  const name = { RoleName: role, PolicyName: policy };
  const at = `role ${role}`;
  if (wanted === undefined)
    return now === undefined
      ? []
      : [{ operation: "iam:DeleteRolePolicy", input: name, at, because: "nothing needs it any more" }];
  if (now !== undefined && policyMeaning(now) === policyMeaning(wanted)) return [];
  return [
    {
      operation: "iam:PutRolePolicy",
      input: { ...name, PolicyDocument: wanted },
      at,
      because: `it may not call ${actionsOf(wanted).join(", ")} yet`,
    },
  ];
}

interface Policy {
  readonly Version?: string;
  readonly Statement?: unknown;
}

/** A policy as IAM understands it: one or a list of one are the same, in any order of members. */
export function policyMeaning(text: string): string {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return text;
  }
  const lists = (value: unknown, member = ""): unknown => {
    if (Array.isArray(value)) return value.map((one) => lists(one));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lists(one, name)]));
    return /^(?:Not)?(?:Action|Resource)$/.test(member) ? [value] : value;
  };
  const { Statement, ...rest } = lists(policy) as Policy;
  return canonical({ ...rest, Statement: [Statement].flat() });
}

function actionsOf(text: string): readonly string[] {
  try {
    const { Statement } = JSON.parse(text) as Policy;
    return ([Statement].flat() as { Action?: string | string[] }[]).flatMap(({ Action = [] }) => Action);
  } catch {
    return [];
  }
}
