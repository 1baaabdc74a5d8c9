import type { Around } from "../gateway/stage/around.ts";
import type { ApiEntry } from "../ports.ts";
import type { Account } from "./account.ts";
import { ifAllowed } from "./allowed.ts";
import { allPages } from "./reading.ts";

/** What of an API goes live with its methods, as it is configured. */
export async function readAround(
  { aws, reading }: Account,
  { id: restApiId, binaryMediaTypes = [] }: Pick<ApiEntry, "id" | "binaryMediaTypes">,
): Promise<Around> {
  const [authorizers, models, gatewayResponses] = await Promise.all([
    ifAllowed(reading.authorizers(restApiId)),
    ifAllowed(allPages((position) => aws.send("apigateway:GetModels", { restApiId, limit: 500, position }))),
    ifAllowed(
      allPages((position) => aws.send("apigateway:GetGatewayResponses", { restApiId, limit: 500, position })),
    ),
  ]);
  return {
    authorizers: authorizers?.map(({ uri, credentials, ...rest }) => ({
      ...rest,
      authorizerUri: uri,
      authorizerCredentials: credentials,
    })),
    models: models?.map(({ name = "", contentType, schema }) => ({ name, contentType, schema })),
    // The others are API Gateway's own, whatever a changed default makes of them.
    gatewayResponses: gatewayResponses
      ?.filter(({ defaultResponse }) => defaultResponse !== true)
      .map(({ responseType = "", statusCode, responseParameters, responseTemplates }) => ({
        responseType,
        statusCode,
        responseParameters,
        responseTemplates,
      })),
    binaryMediaTypes,
  };
}
