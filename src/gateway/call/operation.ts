import type * as gateway from "@aws-sdk/client-api-gateway";
import type * as gatewayV2 from "@aws-sdk/client-apigatewayv2";
import type * as iam from "@aws-sdk/client-iam";
import type * as lambda from "@aws-sdk/client-lambda";
import type * as quotas from "@aws-sdk/client-service-quotas";
import type * as sts from "@aws-sdk/client-sts";

/** Every AWS operation the tool may send, as `service:Operation`, with the SDK's own input and output types. */
export interface Operations {
  "apigateway:GetRestApis": [gateway.GetRestApisRequest, gateway.RestApis];
  "apigateway:GetRestApi": [gateway.GetRestApiRequest, gateway.RestApi];
  "apigateway:GetResources": [gateway.GetResourcesRequest, gateway.Resources];
  "apigateway:GetMethod": [gateway.GetMethodRequest, gateway.Method];
  "apigateway:GetModels": [gateway.GetModelsRequest, gateway.Models];
  "apigateway:GetAuthorizers": [gateway.GetAuthorizersRequest, gateway.Authorizers];
  "apigateway:GetRequestValidators": [gateway.GetRequestValidatorsRequest, gateway.RequestValidators];
  "apigateway:GetStages": [gateway.GetStagesRequest, gateway.Stages];
  "apigateway:GetExport": [gateway.GetExportRequest, gateway.ExportResponse];
  "apigateway:GetDeployment": [gateway.GetDeploymentRequest, gateway.Deployment];
  "apigateway:GetUsagePlans": [gateway.GetUsagePlansRequest, gateway.UsagePlans];
  "apigateway:GetVpcLinks": [gateway.GetVpcLinksRequest, gateway.VpcLinks];
  "apigateway:GetStage": [gateway.GetStageRequest, gateway.Stage];
  "apigateway:GetDeployments": [gateway.GetDeploymentsRequest, gateway.Deployments];
  "apigateway:GetGatewayResponses": [gateway.GetGatewayResponsesRequest, gateway.GatewayResponses];
  "apigateway:GetAccount": [gateway.GetAccountRequest, gateway.Account];
  "apigateway:CreateDeployment": [gateway.CreateDeploymentRequest, gateway.Deployment];
  "apigateway:UpdateDeployment": [gateway.UpdateDeploymentRequest, gateway.Deployment];
  "apigateway:DeleteDeployment": [gateway.DeleteDeploymentRequest, object];
  "apigateway:CreateStage": [gateway.CreateStageRequest, gateway.Stage];
  "apigateway:UpdateStage": [gateway.UpdateStageRequest, gateway.Stage];
  "apigateway:DeleteStage": [gateway.DeleteStageRequest, object];
  "apigateway:PutGatewayResponse": [gateway.PutGatewayResponseRequest, gateway.GatewayResponse];
  "apigateway:UpdateGatewayResponse": [gateway.UpdateGatewayResponseRequest, gateway.GatewayResponse];
  "apigateway:DeleteGatewayResponse": [gateway.DeleteGatewayResponseRequest, object];
  "apigateway:CreateResource": [gateway.CreateResourceRequest, gateway.Resource];
  "apigateway:DeleteResource": [gateway.DeleteResourceRequest, object];
  "apigateway:CreateRequestValidator": [gateway.CreateRequestValidatorRequest, gateway.RequestValidator];
  "apigateway:UpdateRequestValidator": [gateway.UpdateRequestValidatorRequest, gateway.RequestValidator];
  "apigateway:DeleteRequestValidator": [gateway.DeleteRequestValidatorRequest, object];
  "apigateway:PutMethod": [gateway.PutMethodRequest, gateway.Method];
  "apigateway:UpdateMethod": [gateway.UpdateMethodRequest, gateway.Method];
  "apigateway:DeleteMethod": [gateway.DeleteMethodRequest, object];
  "apigateway:TestInvokeMethod": [gateway.TestInvokeMethodRequest, gateway.TestInvokeMethodResponse];
  "apigateway:PutMethodResponse": [gateway.PutMethodResponseRequest, gateway.MethodResponse];
  "apigateway:UpdateMethodResponse": [gateway.UpdateMethodResponseRequest, gateway.MethodResponse];
  "apigateway:DeleteMethodResponse": [gateway.DeleteMethodResponseRequest, object];
  "apigateway:PutIntegration": [gateway.PutIntegrationRequest, gateway.Integration];
  "apigateway:UpdateIntegration": [gateway.UpdateIntegrationRequest, gateway.Integration];
  "apigateway:DeleteIntegration": [gateway.DeleteIntegrationRequest, object];
  "apigateway:PutIntegrationResponse": [gateway.PutIntegrationResponseRequest, gateway.IntegrationResponse];
  "apigateway:DeleteIntegrationResponse": [gateway.DeleteIntegrationResponseRequest, object];
  "apigatewayv2:GetVpcLinks": [gatewayV2.GetVpcLinksRequest, gatewayV2.GetVpcLinksResponse];
  "lambda:ListFunctions": [lambda.ListFunctionsRequest, lambda.ListFunctionsResponse];
  "lambda:ListAliases": [lambda.ListAliasesRequest, lambda.ListAliasesResponse];
  "lambda:GetFunctionConfiguration": [lambda.GetFunctionConfigurationRequest, lambda.FunctionConfiguration];
  "lambda:GetPolicy": [lambda.GetPolicyRequest, lambda.GetPolicyResponse];
  "lambda:AddPermission": [lambda.AddPermissionRequest, lambda.AddPermissionResponse];
  "lambda:RemovePermission": [lambda.RemovePermissionRequest, object];
  "iam:ListRoles": [iam.ListRolesRequest, iam.ListRolesResponse];
  "iam:GetRole": [iam.GetRoleRequest, iam.GetRoleResponse];
  "iam:ListRolePolicies": [iam.ListRolePoliciesRequest, iam.ListRolePoliciesResponse];
  "iam:GetRolePolicy": [iam.GetRolePolicyRequest, iam.GetRolePolicyResponse];
  "iam:ListAttachedRolePolicies": [iam.ListAttachedRolePoliciesRequest, iam.ListAttachedRolePoliciesResponse];
  "iam:GetPolicy": [iam.GetPolicyRequest, iam.GetPolicyResponse];
  "iam:GetPolicyVersion": [iam.GetPolicyVersionRequest, iam.GetPolicyVersionResponse];
  "iam:CreateRole": [iam.CreateRoleRequest, iam.CreateRoleResponse];
  "iam:DeleteRole": [iam.DeleteRoleRequest, object];
  "iam:PutRolePolicy": [iam.PutRolePolicyRequest, object];
  "iam:DeleteRolePolicy": [iam.DeleteRolePolicyRequest, object];
  "servicequotas:GetServiceQuota": [quotas.GetServiceQuotaRequest, quotas.GetServiceQuotaResponse];
  "servicequotas:GetAWSDefaultServiceQuota": [
    quotas.GetAWSDefaultServiceQuotaRequest,
    quotas.GetAWSDefaultServiceQuotaResponse,
  ];
  "sts:GetCallerIdentity": [sts.GetCallerIdentityRequest, sts.GetCallerIdentityResponse];
}

export type Operation = keyof Operations;
export type Service = Operation extends `${infer S}:${string}` ? S : never;
export type Input<O extends Operation> = Operations[O][0];
export type Output<O extends Operation> = Operations[O][1];

/** Whether an operation only looks: then it may be sent again as often as one likes. */
export const isLook = (operation: Operation): boolean => /:(?:Get|List)/.test(operation);

/** `["apigateway", "PutMethod"]` of `apigateway:PutMethod`. */
export function splitOperation(operation: Operation): [Service, string] {
  const [service, name] = operation.split(":") as [Service, string];
  return [service, name];
}
