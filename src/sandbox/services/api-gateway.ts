import * as sdk from "@aws-sdk/client-api-gateway";
import * as account from "../control/account.ts";
import * as apiKeys from "../control/api-keys.ts";
import * as authorizers from "../control/authorizers.ts";
import * as deployments from "../control/deployments.ts";
import * as documentation from "../control/documentation.ts";
import * as gatewayResponses from "../control/gateway-responses.ts";
import { importRestApi, putRestApi, withDocument } from "../control/import/rest-api.ts";
import * as integrations from "../control/integrations.ts";
import * as methods from "../control/methods.ts";
import * as models from "../control/models.ts";
import * as resources from "../control/resources.ts";
import * as responses from "../control/responses.ts";
import * as apis from "../control/rest-apis.ts";
import * as stages from "../control/stages.ts";
import * as tags from "../control/tags.ts";
import * as plans from "../control/usage-plans.ts";
import * as validators from "../control/validators.ts";
import * as links from "../control/vpc-links.ts";
import { type Entry, read, write, writePrepared } from "./entry.ts";

type Export = typeof import("../control/get-export.ts")["getExport"];

const getExport: Export = async (input, context) =>
  (await import("../control/get-export.ts")).getExport(input, context);

type TestInvoke = typeof import("../invoke/test-invoke.ts")["testInvokeMethod"];

// The template engine is loaded where a method runs, not where one is configured.
const testInvokeMethod: TestInvoke = async (input, context) =>
  (await import("../invoke/test-invoke.ts")).testInvokeMethod(input, context);

type TestAuthorizer = typeof import("../invoke/test-authorizer.ts")["testInvokeAuthorizer"];

const testInvokeAuthorizer: TestAuthorizer = async (input, context) =>
  (await import("../invoke/test-authorizer.ts")).testInvokeAuthorizer(input, context);

/** API Gateway's operations that the sandbox answers. */
export const entries: readonly Entry[] = [
  write(sdk.CreateRestApi$, apis.createRestApi),
  read(sdk.GetRestApis$, apis.getRestApis),
  read(sdk.GetRestApi$, apis.getRestApi),
  write(sdk.UpdateRestApi$, apis.updateRestApi),
  write(sdk.DeleteRestApi$, apis.deleteRestApi),
  writePrepared(sdk.PutRestApi$, withDocument, putRestApi),
  writePrepared(sdk.ImportRestApi$, withDocument, importRestApi),

  write(sdk.CreateResource$, resources.createResource),
  read(sdk.GetResources$, resources.getResources),
  read(sdk.GetResource$, resources.getResource),
  write(sdk.UpdateResource$, resources.updateResource),
  write(sdk.DeleteResource$, resources.deleteResource),

  write(sdk.PutMethod$, methods.putMethod),
  read(sdk.GetMethod$, methods.getMethod),
  write(sdk.UpdateMethod$, methods.updateMethod),
  write(sdk.DeleteMethod$, methods.deleteMethod),
  read(sdk.TestInvokeMethod$, testInvokeMethod),

  write(sdk.PutMethodResponse$, responses.putMethodResponse),
  read(sdk.GetMethodResponse$, responses.getMethodResponse),
  write(sdk.UpdateMethodResponse$, responses.updateMethodResponse),
  write(sdk.DeleteMethodResponse$, responses.deleteMethodResponse),

  write(sdk.PutIntegration$, integrations.putIntegration),
  read(sdk.GetIntegration$, integrations.getIntegration),
  write(sdk.UpdateIntegration$, integrations.updateIntegration),
  write(sdk.DeleteIntegration$, integrations.deleteIntegration),

  write(sdk.PutIntegrationResponse$, responses.putIntegrationResponse),
  read(sdk.GetIntegrationResponse$, responses.getIntegrationResponse),
  write(sdk.UpdateIntegrationResponse$, responses.updateIntegrationResponse),
  write(sdk.DeleteIntegrationResponse$, responses.deleteIntegrationResponse),

  write(sdk.CreateModel$, models.createModel),
  read(sdk.GetModel$, models.getModel),
  read(sdk.GetModels$, models.getModels),
  write(sdk.UpdateModel$, models.updateModel),
  write(sdk.DeleteModel$, models.deleteModel),

  write(sdk.CreateRequestValidator$, validators.createRequestValidator),
  read(sdk.GetRequestValidator$, validators.getRequestValidator),
  read(sdk.GetRequestValidators$, validators.getRequestValidators),
  write(sdk.UpdateRequestValidator$, validators.updateRequestValidator),
  write(sdk.DeleteRequestValidator$, validators.deleteRequestValidator),

  write(sdk.CreateAuthorizer$, authorizers.createAuthorizer),
  read(sdk.GetAuthorizer$, authorizers.getAuthorizer),
  read(sdk.GetAuthorizers$, authorizers.getAuthorizers),
  write(sdk.UpdateAuthorizer$, authorizers.updateAuthorizer),
  write(sdk.DeleteAuthorizer$, authorizers.deleteAuthorizer),
  read(sdk.TestInvokeAuthorizer$, testInvokeAuthorizer),

  write(sdk.CreateDeployment$, deployments.createDeployment),
  read(sdk.GetDeployment$, deployments.getDeployment),
  read(sdk.GetDeployments$, deployments.getDeployments),
  write(sdk.UpdateDeployment$, deployments.updateDeployment),
  write(sdk.DeleteDeployment$, deployments.deleteDeployment),

  read(sdk.GetExport$, getExport),
  write(sdk.CreateStage$, stages.createStage),
  read(sdk.GetStage$, stages.getStage),
  read(sdk.GetStages$, stages.getStages),
  write(sdk.UpdateStage$, stages.updateStage),
  write(sdk.DeleteStage$, stages.deleteStage),

  write(sdk.PutGatewayResponse$, gatewayResponses.putGatewayResponse),
  read(sdk.GetGatewayResponse$, gatewayResponses.getGatewayResponse),
  read(sdk.GetGatewayResponses$, gatewayResponses.getGatewayResponses),
  write(sdk.UpdateGatewayResponse$, gatewayResponses.updateGatewayResponse),
  write(sdk.DeleteGatewayResponse$, gatewayResponses.deleteGatewayResponse),

  write(sdk.CreateDocumentationPart$, documentation.createDocumentationPart),
  read(sdk.GetDocumentationPart$, documentation.getDocumentationPart),
  read(sdk.GetDocumentationParts$, documentation.getDocumentationParts),
  write(sdk.UpdateDocumentationPart$, documentation.updateDocumentationPart),
  write(sdk.DeleteDocumentationPart$, documentation.deleteDocumentationPart),

  write(sdk.ImportDocumentationParts$, documentation.importDocumentationParts),
  write(sdk.CreateDocumentationVersion$, documentation.createDocumentationVersion),
  read(sdk.GetDocumentationVersion$, documentation.getDocumentationVersion),
  read(sdk.GetDocumentationVersions$, documentation.getDocumentationVersions),
  write(sdk.UpdateDocumentationVersion$, documentation.updateDocumentationVersion),
  write(sdk.DeleteDocumentationVersion$, documentation.deleteDocumentationVersion),
  read(sdk.GetTags$, tags.getTags),
  write(sdk.TagResource$, tags.tagResource),
  write(sdk.UntagResource$, tags.untagResource),

  write(sdk.CreateVpcLink$, links.createVpcLink),
  read(sdk.GetVpcLink$, links.getVpcLink),
  read(sdk.GetVpcLinks$, links.getVpcLinks),
  write(sdk.UpdateVpcLink$, links.updateVpcLink),
  write(sdk.DeleteVpcLink$, links.deleteVpcLink),

  write(sdk.CreateApiKey$, apiKeys.createApiKey),
  read(sdk.GetApiKey$, apiKeys.getApiKey),
  read(sdk.GetApiKeys$, apiKeys.getApiKeys),
  write(sdk.UpdateApiKey$, apiKeys.updateApiKey),
  write(sdk.DeleteApiKey$, apiKeys.deleteApiKey),

  write(sdk.CreateUsagePlan$, plans.createUsagePlan),
  read(sdk.GetUsagePlan$, plans.getUsagePlan),
  read(sdk.GetUsagePlans$, plans.getUsagePlans),
  write(sdk.UpdateUsagePlan$, plans.updateUsagePlan),
  write(sdk.DeleteUsagePlan$, plans.deleteUsagePlan),
  write(sdk.CreateUsagePlanKey$, plans.createUsagePlanKey),
  read(sdk.GetUsagePlanKey$, plans.getUsagePlanKey),
  read(sdk.GetUsagePlanKeys$, plans.getUsagePlanKeys),
  write(sdk.DeleteUsagePlanKey$, plans.deleteUsagePlanKey),
  read(sdk.GetUsage$, plans.getUsage),
  read(sdk.UpdateUsage$, plans.updateUsage),

  read(sdk.GetAccount$, account.getAccount),
  write(sdk.UpdateAccount$, account.updateAccount),
  write(sdk.GenerateClientCertificate$, account.generateClientCertificate),
  read(sdk.GetClientCertificate$, account.getClientCertificate),
  read(sdk.GetClientCertificates$, account.getClientCertificates),
  write(sdk.UpdateClientCertificate$, account.updateClientCertificate),
  write(sdk.DeleteClientCertificate$, account.deleteClientCertificate),
  read(sdk.FlushStageCache$, account.flushStageCache),
  read(sdk.FlushStageAuthorizersCache$, account.flushStageAuthorizersCache),
];
