export {
  GetPolicyCommand as GetPolicy,
  GetPolicyVersionCommand as GetPolicyVersion,
  GetRoleCommand as GetRole,
  GetRolePolicyCommand as GetRolePolicy,
  IAMClient as Client,
  ListAttachedRolePoliciesCommand as ListAttachedRolePolicies,
  ListRolePoliciesCommand as ListRolePolicies,
  ListRolesCommand as ListRoles,
} from "@aws-sdk/client-iam";
