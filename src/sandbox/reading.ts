import type { Method } from "@aws-sdk/client-api-gateway";
import { readDocument } from "../gateway/document/read-method.ts";
import { partitionFor } from "../gateway/names/partition.ts";
import { API_GATEWAY_PRINCIPAL } from "../gateway/names/principal.ts";
import type { Reading } from "../ports.ts";
import { own, pathOf } from "./state/lookup.ts";
import { sampleIam, sampleRegion } from "./state/sample.ts";
import { StateStore } from "./state/store.ts";
import type { ApiState, RegionState } from "./state/types.ts";

/** What is read of a sandbox, straight from its state file: TAB has no time for a client. Changes nothing. */
export function sandboxReading(file: string, region: string): Reading {
  const accountId = "123456789012";
  const state = new StateStore(file).read();
  const place = (of: string): RegionState => own(state.regions, of) ?? sampleRegion(of, accountId);
  let here: RegionState | undefined;
  const regional = (of = region): RegionState => {
    if (of !== region) return place(of);
    here ??= place(region);
    return here;
  };
  const listOf =
    <T>(list: (api: ApiState) => readonly T[]) =>
    async (restApiId: string): Promise<readonly T[]> => {
      const api = own(regional().apis, restApiId);
      return api ? list(api) : [];
    };

  const apis = () =>
    Object.values(regional().apis).map(({ id, name, description, endpointConfiguration }) => ({
      id,
      name,
      description,
      endpointType: endpointConfiguration.types?.[0],
    }));

  return {
    region,
    apis: async () => apis(),
    api: async (restApiId) => {
      const api = apis().find(({ id }) => id === restApiId);
      if (!api) throw new Error(`there is no API ${restApiId}`);
      return api;
    },
    resources: listOf((api) =>
      Object.values(api.resources)
        .map((resource) => ({
          id: resource.id,
          path: pathOf(api.resources, resource),
          methods: Object.keys(resource.methods).sort(),
        }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    ),
    authorizers: listOf((api) =>
      Object.values(api.authorizers).map(
        ({ id, name = "", type = "", authorizerUri, authorizerCredentials }) => ({
          id,
          name,
          type,
          uri: authorizerUri,
          credentials: authorizerCredentials,
        }),
      ),
    ),
    usagePlans: async () =>
      Object.values(regional().usagePlans ?? {}).map(({ id, apiStages, throttle }) => ({
        id,
        stages: apiStages.map(({ apiId = "", stage = "" }) => ({ apiId, stage })),
        limits: throttle !== undefined,
      })),
    models: listOf((api) => Object.keys(api.models).sort()),
    requestValidators: listOf((api) =>
      Object.values(api.validators).map(
        ({ id, name = "", validateRequestBody = false, validateRequestParameters = false }) => ({
          id,
          name,
          validateRequestBody,
          validateRequestParameters,
        }),
      ),
    ),
    stages: listOf((api) =>
      Object.values(api.stages).map(({ stageName, variables = {} }) => ({ name: stageName, variables })),
    ),
    vpcLinks: async () => [
      ...Object.values(regional().vpcLinks).map(({ id, name, status }) => ({
        id,
        name,
        version: "V1" as const,
        status,
      })),
      ...Object.values(regional().vpcLinksV2).map(({ VpcLinkId, Name }) => ({
        id: VpcLinkId,
        name: Name,
        version: "V2" as const,
        status: "AVAILABLE",
      })),
    ],
    functions: async (of) =>
      Object.values(regional(of).functions).map(({ name, latest }) => ({
        name,
        runtime: latest.runtime,
        description: latest.description || undefined,
      })),
    aliases: async (name, of) =>
      Object.values(own(regional(of).functions, name)?.aliases ?? {}).map((alias) => ({
        name: alias.name,
        version: alias.functionVersion,
        description: alias.description || undefined,
      })),
    roles: async () =>
      Object.values((state.iam ?? sampleIam()).roles).map(({ name, path, trust }) => ({
        name,
        arn: `arn:${partitionFor(region)}:iam::${accountId}:role${path}${name}`,
        trustsApiGateway: trust.includes(API_GATEWAY_PRINCIPAL),
      })),
    methods: async (restApiId, resourceId, httpMethod) => {
      const method = own(
        own(own(regional().apis, restApiId)?.resources ?? {}, resourceId)?.methods ?? {},
        httpMethod,
      );
      return method ? [readDocument(method as Method, { restApiId, resourceId })] : [];
    },
    accountId: async () => accountId,
  };
}
