import * as apigateway from "@aws-sdk/client-api-gateway";
import * as iamSdk from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import { ServiceQuotas } from "@aws-sdk/client-service-quotas";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";

/** Looks at a sandbox's state, and changes it, with clients of the test's own: nothing of it is recorded. */
export function accountIn(file: string, region = "us-east-1") {
  const config = {
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: sandboxRequestHandler(openSandbox({ file })),
    maxAttempts: 1,
  };
  const gateway = new apigateway.APIGateway(config);
  const functions = new lambda.Lambda(config);
  const iam = new iamSdk.IAM(config);
  const quotas = new ServiceQuotas(config);

  /** Everything that a run of create-method could have touched. */
  async function dump() {
    const apis = (await gateway.getRestApis({})).items ?? [];
    return {
      apis: Object.fromEntries(
        await Promise.all(apis.map(async (api) => [api.name, { ...api, ...(await dumpApi(api.id ?? "")) }])),
      ) as Record<string, Awaited<ReturnType<typeof dumpApi>> & { id?: string }>,
      policies: await policies(),
    };
  }

  async function dumpApi(restApiId: string) {
    const items = (await gateway.getResources({ restApiId, limit: 500 })).items ?? [];
    const resources: Record<string, { id: string; methods: Record<string, unknown> }> = {};
    for (const { id = "", path = "", resourceMethods } of items) {
      const methods: Record<string, unknown> = {};
      for (const httpMethod of Object.keys(resourceMethods ?? {})) {
        const { $metadata, ...method } = await gateway.getMethod({ restApiId, resourceId: id, httpMethod });
        methods[httpMethod] = method;
      }
      resources[path] = { id, methods };
    }
    return {
      resources,
      validators: (await gateway.getRequestValidators({ restApiId })).items ?? [],
      models: ((await gateway.getModels({ restApiId })).items ?? []).map(({ name }) => name),
      stages: ((await gateway.getStages({ restApiId })).item ?? []).map(
        ({ createdDate, lastUpdatedDate, ...stage }) => stage,
      ),
      deployments: ((await gateway.getDeployments({ restApiId, limit: 500 })).items ?? []).map(
        ({ id = "", description }) => ({ id, description }),
      ),
      gatewayResponses: ((await gateway.getGatewayResponses({ restApiId, limit: 500 })).items ?? []).filter(
        ({ defaultResponse }) => !defaultResponse,
      ),
    };
  }

  async function policies() {
    const found: Record<string, unknown> = {};
    for (const { FunctionName = "" } of (await functions.listFunctions({})).Functions ?? []) {
      const { Aliases } = await functions.listAliases({ FunctionName }).catch(() => ({ Aliases: [] }));
      for (const Qualifier of [undefined, ...(Aliases ?? []).map(({ Name }) => Name)]) {
        const { Policy } = await functions.getPolicy({ FunctionName, Qualifier }).catch((error: Error) => {
          if (error.name === "ResourceNotFoundException") return { Policy: undefined };
          throw error;
        });
        if (Policy !== undefined)
          found[[FunctionName, Qualifier].filter(Boolean).join(":")] = JSON.parse(Policy);
      }
    }
    return found;
  }

  return { iam, gateway, functions, quotas, dump };
}

export type Account = ReturnType<typeof accountIn>;
export type Dump = Awaited<ReturnType<Account["dump"]>>;
