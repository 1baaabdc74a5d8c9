// build: usual 7
export {
  AddPermissionCommand as AddPermission,
  GetFunctionConfigurationCommand as GetFunctionConfiguration,
  GetPolicyCommand as GetPolicy,
  LambdaClient as Client,
  ListAliasesCommand as ListAliases,
  ListFunctionsCommand as ListFunctions,
  RemovePermissionCommand as RemovePermission,
} from "@aws-sdk/client-lambda";
