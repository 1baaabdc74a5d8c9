export { IAMClient as Client, ListRolesCommand as ListRoles } from "@aws-sdk/client-iam";
