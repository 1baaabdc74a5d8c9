import type { RestApi, Stage } from "@aws-sdk/client-api-gateway";
import type { ApiEntry, Aws, Reading, StageEntry } from "../ports.ts";

/** Reads an account through the Aws port, each list once: all its pages. */
export function readingOf(aws: Aws): Reading {
  const kept = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const known = kept.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = read();
    kept.set(key, reading);
    return reading;
  };

  return {
    region: aws.region,
    apis: () =>
      once("apis", async () => {
        const items = await allPages((position) =>
          aws.send("apigateway:GetRestApis", { limit: 500, position }),
        );
        return items.map(apiEntry);
      }),
    api: (restApiId) =>
      once(`api ${restApiId}`, async () =>
        apiEntry({ ...(await aws.send("apigateway:GetRestApi", { restApiId })), id: restApiId }),
      ),
    resources: (restApiId) =>
      once(`resources ${restApiId}`, async () => {
        const items = await allPages((position) =>
          aws.send("apigateway:GetResources", { restApiId, limit: 500, position }),
        );
        return items
          .map(({ id = "", path = "/", resourceMethods }) => ({
            id,
            path,
            methods: Object.keys(resourceMethods ?? {}).sort(),
          }))
          .sort((a, b) => (a.path < b.path ? -1 : 1));
      }),
    authorizers: (restApiId) =>
      once(`authorizers ${restApiId}`, async () => {
        const items = await allPages((position) =>
          aws.send("apigateway:GetAuthorizers", { restApiId, limit: 500, position }),
        );
        return items.map(
          ({ id = "", name = "", type = "", authorizerUri, authorizerCredentials, ...rest }) => ({
            id,
            name,
            type,
            uri: authorizerUri,
            credentials: authorizerCredentials,
            authorizerResultTtlInSeconds: rest.authorizerResultTtlInSeconds,
            identitySource: rest.identitySource,
            identityValidationExpression: rest.identityValidationExpression,
            providerARNs: rest.providerARNs,
          }),
        );
      }),
    models: (restApiId) =>
      once(`models ${restApiId}`, async () => {
        const items = await allPages((position) =>
          aws.send("apigateway:GetModels", { restApiId, limit: 500, position }),
        );
        return items.map(({ name = "" }) => name).sort();
      }),
    requestValidators: (restApiId) =>
      once(`validators ${restApiId}`, async () => {
        const items = await allPages((position) =>
          aws.send("apigateway:GetRequestValidators", { restApiId, limit: 500, position }),
        );
        return items.map(
          ({ id = "", name = "", validateRequestBody = false, validateRequestParameters = false }) => ({
            id,
            name,
            validateRequestBody,
            validateRequestParameters,
          }),
        );
      }),
    stages: (restApiId) =>
      once(`stages ${restApiId}`, async () => {
        const { item = [] } = await aws.send("apigateway:GetStages", { restApiId });
        return item.map(stageEntry);
      }),
    usagePlans: () =>
      once("usage plans", async () => {
        const plans = await allPages((position) =>
          aws.send("apigateway:GetUsagePlans", { limit: 500, position }),
        );
        return plans.map(({ id = "", apiStages = [], throttle }) => ({
          id,
          stages: apiStages.map(({ apiId = "", stage = "" }) => ({ apiId, stage })),
          limits: throttle !== undefined,
        }));
      }),
    vpcLinks: () =>
      once("links", async () => {
        // V1 links are API Gateway's, V2 links those of HTTP APIs, which live in another service.
        const [v1, v2] = await Promise.all([
          allPages((position) => aws.send("apigateway:GetVpcLinks", { limit: 500, position })),
          aws.send("apigatewayv2:GetVpcLinks", { MaxResults: "500" }),
        ]);
        return [
          ...v1.map(({ id = "", name = "", status }) => ({ id, name, version: "V1" as const, status })),
          ...(v2.Items ?? []).map(({ VpcLinkId = "", Name = "", VpcLinkStatus }) => ({
            id: VpcLinkId,
            name: Name,
            version: "V2" as const,
            status: VpcLinkStatus,
          })),
        ];
      }),
    functions: (region) =>
      once(`functions ${region}`, async () => {
        const found = [];
        let Marker: string | undefined;
        do {
          const page = await aws.send("lambda:ListFunctions", { MaxItems: 50, Marker }, { region });
          found.push(...(page.Functions ?? []));
          Marker = page.NextMarker;
        } while (Marker);
        return found.map(({ FunctionName = "", Runtime, Description }) => ({
          name: FunctionName,
          runtime: Runtime,
          description: Description || undefined,
        }));
      }),
    aliases: (FunctionName, region) =>
      once(`aliases ${region} ${FunctionName}`, async () => {
        const found = [];
        let Marker: string | undefined;
        do {
          const page = await aws.send("lambda:ListAliases", { FunctionName, Marker }, { region });
          found.push(...(page.Aliases ?? []));
          Marker = page.NextMarker;
        } while (Marker);
        return found.map(({ Name = "", FunctionVersion = "", Description }) => ({
          name: Name,
          version: FunctionVersion,
          description: Description || undefined,
        }));
      }),
    roles: () =>
      once("roles", async () => {
        const found = [];
        let Marker: string | undefined;
        do {
          const page = await aws.send("iam:ListRoles", { MaxItems: 1000, Marker });
          found.push(...(page.Roles ?? []));
          Marker = page.IsTruncated ? page.Marker : undefined;
        } while (Marker);
        return found.map(({ RoleName = "", Arn = "", AssumeRolePolicyDocument = "" }) => ({
          name: RoleName,
          arn: Arn,
          trustsApiGateway: decodeURIComponent(AssumeRolePolicyDocument).includes("apigateway.amazonaws.com"),
        }));
      }),
    accountId: () => once("account", async () => (await aws.send("sts:GetCallerIdentity", {})).Account ?? ""),
    methods: (restApiId, resourceId, httpMethod) =>
      once(`method ${restApiId} ${resourceId} ${httpMethod}`, async () => {
        const { observeMethod } = await import("./observe.ts");
        const method = await observeMethod(aws, { restApiId, path: "", httpMethod, resourceId });
        return method ? [method] : [];
      }),
  };
}

/** What is read of an API; one without a name goes by its id. */
const apiEntry = ({
  id = "",
  name = id,
  description,
  endpointConfiguration,
  binaryMediaTypes,
  disableExecuteApiEndpoint,
  createdDate,
}: RestApi): ApiEntry => ({
  id,
  name,
  description,
  endpointType: endpointConfiguration?.types?.[0],
  vpcEndpointIds: endpointConfiguration?.vpcEndpointIds,
  disableExecuteApiEndpoint,
  binaryMediaTypes,
  createdDate: createdDate && new Date(createdDate).toISOString(),
});

const stageEntry = ({
  stageName = "",
  variables = {},
  lastUpdatedDate,
  deploymentId,
  canarySettings,
}: Stage): StageEntry => ({
  name: stageName,
  deploymentId,
  variables,
  updated: lastUpdatedDate && new Date(lastUpdatedDate).toISOString(),
  ...(canarySettings && {
    canary: {
      deploymentId: canarySettings.deploymentId,
      percentTraffic: canarySettings.percentTraffic ?? 0,
      stageVariableOverrides: canarySettings.stageVariableOverrides ?? {},
    },
  }),
});

/** A list by all its pages. */
export async function allPages<T>(
  read: (position: string | undefined) => Promise<{ items?: T[] | undefined; position?: string | undefined }>,
): Promise<T[]> {
  const found: T[] = [];
  let position: string | undefined;
  do {
    const page = await read(position);
    found.push(...(page.items ?? []));
    position = page.position;
  } while (position);
  return found;
}
