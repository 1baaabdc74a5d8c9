import type {
  CreateRoleRequest,
  DeleteRolePolicyRequest,
  DeleteRoleRequest,
  GetRolePolicyRequest,
  GetRoleRequest,
  ListRolePoliciesRequest,
  ListRolesRequest,
  PutRolePolicyRequest,
  UpdateAssumeRolePolicyRequest,
} from "@aws-sdk/client-iam";
import { identityPolicyFault } from "../../../gateway/rules/identity-policy.ts";
import { trustPolicyFault } from "../../../gateway/rules/trust-policy.ts";
import type { Context, Input } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";
import type { RoleState } from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { requireInNoProfile } from "./instance-profiles.ts";
import { paged } from "./paged.ts";
import { withTags } from "./role-tags.ts";

export const noSuchEntity = (message: string) => new ServiceError("NoSuchEntity", 404, message);

/** An IAM identifier such as `AROA…`: the prefix tells the kind. */
export const entityId = (prefix: string, context: Context) => prefix + context.id(17).toUpperCase();

const malformed = (fault: string | undefined): void => {
  if (fault !== undefined) throw new ServiceError("MalformedPolicyDocument", 400, fault);
};

const limitExceeded = (message: string) => new ServiceError("LimitExceeded", 409, message);

/** Documented: blanks do not count. */
const sizeOf = (document: string): number => Buffer.byteLength(document.replace(/\s/g, ""));
const MOST_INLINE = 10_240;
const MOST_MANAGED = 6_144;

const requireTrustPolicy = (document: string): void => malformed(trustPolicyFault(document));
export function requireIdentityPolicy(document: string, kind: "managed" | "inline"): void {
  malformed(identityPolicyFault(document, kind));
  if (kind === "managed" && sizeOf(document) > MOST_MANAGED)
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${MOST_MANAGED}`);
}

/** IAM tells documents URI-encoded, more thoroughly than JavaScript does by itself. */
export const encoded = (document: string) =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export function roleOf(context: Context, name: string): RoleState {
  const role = own(context.iam.roles, name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

const arnOf = (context: Context, role: RoleState) =>
  `arn:${context.partition}:iam::${context.accountId}:role${role.path}${role.name}`;

/** A role as IAM tells it; each call adds something else. */
export const toldRole = (context: Context, role: RoleState) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: arnOf(context, role),
  CreateDate: role.createDate,
  AssumeRolePolicyDocument: encoded(role.trust),
  ...(role.description ? { Description: role.description } : {}),
});

const boundaryOf = ({ permissionsBoundary }: RoleState) =>
  permissionsBoundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: "Policy",
          PermissionsBoundaryArn: permissionsBoundary,
        },
      };

/** By public reports. That the policy is there is not asked for: a rehearsal need not make what the account has. */
export function requireBoundary(arn: string): void {
  if (!/^arn:[^:]+:iam::(aws|\d{12}):policy\/.+/.test(arn))
    throw new ServiceError("InvalidInput", 400, `ARN ${arn} is not valid.`);
}

/** AWS's own policies exist without having been made. */
export const isManagedByAws = (arn: string) => /^arn:[^:]+:iam::aws:policy\/.+/.test(arn);

const tagsOf = (role: RoleState) => (role.tags.length > 0 ? { Tags: role.tags } : {});

export function createRole(input: Input<CreateRoleRequest>, context: Context) {
  requireTrustPolicy(input.AssumeRolePolicyDocument);
  if (own(context.iam.roles, input.RoleName)) {
    throw new ServiceError("EntityAlreadyExists", 409, `Role with name ${input.RoleName} already exists.`);
  }
  if (input.PermissionsBoundary) requireBoundary(input.PermissionsBoundary);
  if (input.Path?.startsWith("/aws-service-role/"))
    throw new ServiceError(
      "InvalidInput",
      400,
      "Paths beginning with '/aws-service-role' are reserved for AWS Service Linked Roles",
    );
  const role: RoleState = {
    name: input.RoleName,
    id: entityId("AROA", context),
    path: input.Path ?? "/",
    createDate: context.now().toISOString(),
    trust: input.AssumeRolePolicyDocument,
    ...(input.Description ? { description: input.Description } : {}),
    maxSessionDuration: input.MaxSessionDuration ?? 3600,
    ...(input.PermissionsBoundary ? { permissionsBoundary: input.PermissionsBoundary } : {}),
    tags: withTags([], input.Tags ?? []),
    inline: {},
    attached: [],
  };
  context.iam.roles[role.name] = role;
  return { Role: { ...toldRole(context, role), ...boundaryOf(role), ...tagsOf(role) } };
}

export function getRole(input: Input<GetRoleRequest>, context: Context) {
  const role = roleOf(context, input.RoleName);
  return {
    Role: {
      ...toldRole(context, role),
      MaxSessionDuration: role.maxSessionDuration,
      RoleLastUsed: {},
      ...boundaryOf(role),
      ...tagsOf(role),
    },
  };
}

export function listRoles(input: Input<ListRolesRequest>, context: Context) {
  const prefix = input.PathPrefix ?? "/";
  const all = Object.values(context.iam.roles)
    .filter((role) => role.path.startsWith(prefix))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((role) => ({ ...toldRole(context, role), MaxSessionDuration: role.maxSessionDuration }));
  return paged("Roles", all, input, ({ RoleName }) => RoleName);
}

export function deleteRole(input: Input<DeleteRoleRequest>, context: Context): void {
  const role = roleOf(context, input.RoleName);
  if (role.attached.length > 0) {
    throw new ServiceError("DeleteConflict", 409, "Cannot delete entity, must detach all policies first.");
  }
  if (Object.keys(role.inline).length > 0) {
    throw new ServiceError("DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
  }
  requireInNoProfile(context, role.name);
  delete context.iam.roles[role.name];
}

export function updateAssumeRolePolicy(input: Input<UpdateAssumeRolePolicyRequest>, context: Context): void {
  const role = roleOf(context, input.RoleName);
  requireTrustPolicy(input.PolicyDocument);
  role.trust = input.PolicyDocument;
}

export function putRolePolicy(input: Input<PutRolePolicyRequest>, context: Context): void {
  const role = roleOf(context, input.RoleName);
  requireIdentityPolicy(input.PolicyDocument, "inline");
  const { [input.PolicyName]: _old, ...others } = role.inline;
  const size = [...Object.values(others), input.PolicyDocument].reduce((all, one) => all + sizeOf(one), 0);
  // Reported of a user's; that a role's is told by its name is unverified.
  if (size > MOST_INLINE)
    throw limitExceeded(`Maximum policy size of ${MOST_INLINE} bytes exceeded for role ${role.name}`);
  role.inline[input.PolicyName] = input.PolicyDocument;
}

function inlineOf(context: Context, input: { RoleName: string; PolicyName: string }) {
  const role = roleOf(context, input.RoleName);
  const document = own(role.inline, input.PolicyName);
  if (document === undefined) {
    throw noSuchEntity(`The role policy with name ${input.PolicyName} cannot be found.`);
  }
  return { role, document };
}

export function getRolePolicy(input: Input<GetRolePolicyRequest>, context: Context) {
  const { role, document } = inlineOf(context, input);
  return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encoded(document) };
}

export function deleteRolePolicy(input: Input<DeleteRolePolicyRequest>, context: Context): void {
  const { role } = inlineOf(context, input);
  delete role.inline[input.PolicyName];
}

export function listRolePolicies(input: Input<ListRolePoliciesRequest>, context: Context) {
  return paged("PolicyNames", Object.keys(roleOf(context, input.RoleName).inline), input, (name) => name);
}
