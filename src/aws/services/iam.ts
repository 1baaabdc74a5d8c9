export {
  CreateRoleCommand as CreateRole,
  DeleteRoleCommand as DeleteRole,
  DeleteRolePolicyCommand as DeleteRolePolicy,
  GetPolicyCommand as GetPolicy,
  GetPolicyVersionCommand as GetPolicyVersion,
  GetRoleCommand as GetRole,
  GetRolePolicyCommand as GetRolePolicy,
  IAMClient as Client,
  ListAttachedRolePoliciesCommand as ListAttachedRolePolicies,
  ListRolePoliciesCommand as ListRolePolicies,
  ListRolesCommand as ListRoles,
  PutRolePolicyCommand as PutRolePolicy,
} from "@aws-sdk/client-iam";
