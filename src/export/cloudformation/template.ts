import type { Authorizer, Model } from "@aws-sdk/client-api-gateway";
import { validatorIdOfKey } from "../../gateway/document/things.ts";
import { functionInput } from "../../gateway/names/uri.ts";
import type { ExportedApi, ExportedPermission } from "../api.ts";
import type { GatewayResponseContent } from "../content.ts";
import { sourceOf } from "../permission.ts";
import { some } from "../writing.ts";
import { addMethods } from "./methods.ts";
import { Resources } from "./resources.ts";

/** A CloudFormation template, and what adopts what exists: the `--resources-to-import` of an import change set. */
export interface Template {
  readonly template: TemplateDocument;
  readonly resourcesToImport: readonly ToImport[];
  readonly notes: readonly string[];
}

export interface TemplateDocument {
  readonly AWSTemplateFormatVersion: string;
  readonly Description: string;
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Parameter {
  readonly Type: "String";
  readonly Description: string;
  readonly Default: string;
}

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: "Retain";
  readonly UpdateReplacePolicy?: "Retain";
  readonly DependsOn?: readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A resource that exists, by what CloudFormation knows it by. */
export interface ToImport {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Readonly<Record<string, string>>;
}

/**
 * CloudFormation's template of an API's content, or of some of its methods. The API itself is a parameter, with its root:
 * whether CloudFormation can import one was not found, and a template that makes another API adopts nothing.
 */
export function cloudFormationTemplate(api: ExportedApi): Template {
  const resources = new Resources(api);
  for (const [key, validator] of api.validators) {
    const id = validatorIdOfKey(key);
    const { name, validateRequestBody, validateRequestParameters } = validator;
    if (!api.whole && id !== undefined) {
      resources.parameter(key, ["RequestValidator", name], `The request validator ${name}.`, id);
      continue;
    }
    resources.add(
      "RequestValidator",
      key,
      ["Validator", name],
      {
        Name: name,
        ValidateRequestBody: validateRequestBody,
        ValidateRequestParameters: validateRequestParameters,
      },
      id === undefined ? undefined : { RequestValidatorId: id },
    );
  }
  if (api.whole) for (const one of api.models) addModel(resources, one);
  for (const one of api.authorizers) addAuthorizer(resources, one);
  addMethods(resources);
  for (const one of api.gatewayResponses) addGatewayResponse(resources, one);
  for (const one of api.permissions) addPermission(resources, one);
  return resources.written();
}

function addModel(resources: Resources, { name = "", contentType, description, schema }: Model): void {
  resources.add(
    "Model",
    `model ${name}`,
    ["Model", name],
    {
      Name: name,
      ContentType: contentType,
      Description: description || undefined,
      Schema: schema === undefined ? undefined : resources.withIds(asJson(schema)),
    },
    { Name: name },
  );
}

/** A schema as an object, which is what CloudFormation takes; one that is no JSON goes as the text that it is. */
function asJson(schema: string): unknown {
  try {
    return JSON.parse(schema) as unknown;
  } catch {
    return schema;
  }
}

function addAuthorizer(resources: Resources, one: Authorizer): void {
  const key = `authorizer ${one.id}`;
  if (!resources.api.whole) {
    resources.parameter(key, ["Authorizer", one.name ?? ""], `The authorizer ${one.name}.`, one.id ?? "");
    return;
  }
  resources.add(
    "Authorizer",
    key,
    ["Authorizer", one.name ?? ""],
    {
      Name: one.name,
      Type: one.type,
      AuthType: one.authType,
      AuthorizerUri: one.authorizerUri || undefined,
      AuthorizerCredentials: one.authorizerCredentials || undefined,
      AuthorizerResultTtlInSeconds: one.authorizerResultTtlInSeconds,
      IdentitySource: one.identitySource || undefined,
      IdentityValidationExpression: one.identityValidationExpression || undefined,
      ProviderARNs: one.providerARNs?.length ? one.providerARNs : undefined,
    },
    { AuthorizerId: one.id ?? "" },
  );
}

function addGatewayResponse(
  resources: Resources,
  { responseType = "", statusCode, responseParameters = {}, responseTemplates = {} }: GatewayResponseContent,
): void {
  resources.add(
    "GatewayResponse",
    `gateway response ${responseType}`,
    ["GatewayResponse", responseType],
    {
      ResponseType: responseType,
      StatusCode: statusCode,
      ResponseParameters: some(responseParameters),
      ResponseTemplates: some(responseTemplates),
    },
    undefined,
  );
  resources.noteNotImported(
    `the gateway response ${responseType}: its identifier is made by CloudFormation, so it cannot be named`,
  );
}

function addPermission(resources: Resources, permission: ExportedPermission): void {
  const { functionArn, statement, isPlanned } = permission;
  const source = sourceOf(permission);
  const [action, ...others] = [statement.Action].flat();
  if (!source || others.length > 0) {
    resources.notes.push(
      `the statement ${statement.Sid} of ${functionArn} has conditions that AWS::Lambda::Permission does not know; it is left out`,
    );
    return;
  }
  const { FunctionName, Qualifier } = functionInput(functionArn) as {
    FunctionName: string;
    Qualifier?: string;
  };
  resources.addOf(
    "AWS::Lambda::Permission",
    `permission ${functionArn} ${statement.Sid}`,
    ["Permission", functionArn.split(":").slice(6).join(" "), statement.Sid ?? ""],
    {
      FunctionName: Qualifier === undefined ? FunctionName : functionArn,
      Action: action,
      Principal: "apigateway.amazonaws.com",
      SourceArn: source.arn && resources.withIds(source.arn),
      SourceAccount: source.account,
    },
    statement.Sid === undefined || isPlanned ? undefined : { FunctionName: functionArn, Id: statement.Sid },
  );
}
