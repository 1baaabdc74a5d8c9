import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { permissionKey } from "../../gateway/document/things.ts";
import { addPermission } from "../../gateway/plan/permission.ts";
import type { ExportedApi, ExportedPermission } from "../api.ts";
import { sourceOf } from "../permission.ts";

type Change = (text: string) => string;

const filledOnly = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== undefined &&
        value !== "" &&
        !(typeof value === "object" && value !== null && Object.keys(value).length === 0),
    ),
  );

/** What CreateRestApi is asked for, so that it makes an API like this one. */
export function restApiInput(
  api: ExportedApi["api"],
  withId: Change,
): Record<string, unknown> & { policy?: string } {
  const { endpointConfiguration } = api;
  return filledOnly({
    name: api.name,
    description: api.description,
    version: api.version,
    binaryMediaTypes: api.binaryMediaTypes,
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: api.apiKeySource === "HEADER" ? undefined : api.apiKeySource,
    endpointConfiguration: endpointConfiguration && filledOnly({ ...endpointConfiguration }),
    policy: api.policy && withId(api.policy),
    tags: api.tags,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint || undefined,
    securityPolicy: api.securityPolicy,
    endpointAccessMode: api.endpointAccessMode,
  }) as Record<string, unknown> & { policy?: string };
}

/** What CreateAuthorizer is asked for beside the API. */
export const authorizerInput = ({ id: _, ...rest }: Authorizer, withId: Change): Record<string, unknown> =>
  filledOnly({
    ...rest,
    identitySource: rest.identitySource,
    ...(rest.authorizerUri === undefined ? {} : { authorizerUri: withId(rest.authorizerUri) }),
  });

/** What AddPermission is asked for. In another API the statement needs an id of its own: one has it already. */
export function permissionInput(
  permission: ExportedPermission,
  withId: Change,
  newId: string | undefined,
):
  | { readonly input: Record<string, unknown>; readonly region: string | undefined }
  | { readonly fault: string } {
  const { functionArn, statement } = permission;
  const source = sourceOf(permission);
  const action = [statement.Action].flat();
  if (!source || action.length !== 1)
    return {
      fault: `the statement ${statement.Sid} of ${functionArn} has conditions that AddPermission cannot set; it is left out`,
    };
  const call = addPermission(permissionKey(functionArn, statement.Sid ?? ""), statement);
  return {
    region: call.region,
    input: {
      ...(call.input as Record<string, unknown>),
      StatementId:
        newId === undefined ? statement.Sid : `${(statement.Sid ?? "apigw").slice(0, 85)}-${newId}`,
      SourceArn: source.arn && withId(source.arn),
    },
  };
}
