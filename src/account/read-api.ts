import type { Authorizer, GatewayResponse, Model } from "@aws-sdk/client-api-gateway";
import type { ExportedApi, ExportedPermission } from "../export/api.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import { API_GATEWAY_PRINCIPAL } from "../gateway/names/principal.ts";
import { functionArnOf, functionInput, parseFunctionName, usesStageVariables } from "../gateway/names/uri.ts";
import type { Statement } from "../gateway/policy/lambda-policy.ts";
import { readStatements } from "../gateway/policy/lambda-policy.ts";
import { unescapedPolicy } from "../gateway/policy/resource-policy.ts";
import type { Account } from "./account.ts";
import { ifAllowed, readPolicy } from "./allowed.ts";
import { observeMethods, validatorThings } from "./observe.ts";
import { allPages } from "./reading.ts";

/**
 * All that an API is: a call a page of each list, one for each function that a method invokes. Of what may not be read
 * `unread` says so; the API itself and its resources must be readable.
 */
export async function readApi({ aws, reading }: Account, restApiId: string): Promise<ExportedApi> {
  const unread: string[] = [];
  const orNone = async <T>(what: string, looking: Promise<readonly T[]>): Promise<readonly T[]> => {
    const found = await ifAllowed(looking);
    if (found === undefined) unread.push(`${what} could not be read: you may not`);
    return found ?? [];
  };
  const [api, resources, validators, models, authorizers, gatewayResponses] = await Promise.all([
    aws.send("apigateway:GetRestApi", { restApiId }),
    observeMethods(aws, restApiId),
    orNone("the request validators", reading.requestValidators(restApiId)),
    orNone<Model>(
      "the models",
      allPages((position) => aws.send("apigateway:GetModels", { restApiId, limit: 500, position })),
    ),
    orNone<Authorizer>(
      "the authorizers",
      allPages((position) => aws.send("apigateway:GetAuthorizers", { restApiId, limit: 500, position })),
    ),
    orNone<GatewayResponse>(
      "the gateway responses",
      allPages((position) => aws.send("apigateway:GetGatewayResponses", { restApiId, limit: 500, position })),
    ),
  ]);
  const uris = resources.flatMap(({ methods }) =>
    [...methods.values()].flatMap(({ integration }) =>
      integration?.uri === undefined || integration.credentials !== undefined ? [] : [integration.uri],
    ),
  );
  return {
    restApiId,
    region: aws.region,
    whole: true,
    api: {
      ...api,
      createdDate: api.createdDate && new Date(api.createdDate).toISOString(),
      ...(api.policy === undefined ? {} : { policy: unescapedPolicy(api.policy) }),
    },
    resources: [...resources]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ id, path, methods }) => ({
        id,
        path,
        methods: [...methods]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([httpMethod, method]) => ({ httpMethod, method })),
      })),
    validators: validatorThings(restApiId, validators),
    models: [...models].sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1)),
    authorizers,
    gatewayResponses: gatewayResponses.filter(({ defaultResponse }) => defaultResponse !== true),
    permissions: await permissionsFor(aws, restApiId, uris, unread),
    unread,
  };
}

/** The statements by which API Gateway may invoke the functions for this API. */
async function permissionsFor(
  aws: Account["aws"],
  restApiId: string,
  uris: readonly string[],
  unread: string[],
): Promise<readonly ExportedPermission[]> {
  const arns = [...new Set(uris.flatMap((uri) => functionArnOf(uri) ?? []))].filter(
    (arn) => !usesStageVariables(arn),
  );
  const found = await Promise.all(
    arns.map(async (functionArn) => {
      const parsed = parseFunctionName(functionArn);
      const region = "fault" in parsed ? undefined : parsed.region;
      const policy = await readPolicy(aws, functionInput(functionArn), region).catch((error) => {
        if (error instanceof AwsFailure) return "denied" as const;
        throw error;
      });
      if (policy === "denied") {
        unread.push(`the policy of the function ${functionArn} could not be read`);
        return [];
      }
      return readStatements(policy)
        .filter((one) => isForApi(one, restApiId))
        .map((statement) => ({ functionArn, statement }));
    }),
  );
  return found.flat();
}

/** Whether a statement is API Gateway's for this API: its principal, and a source ARN that names it. */
function isForApi({ Effect, Principal, Condition }: Statement, restApiId: string): boolean {
  const service = (Principal as { Service?: unknown } | undefined)?.Service;
  const sources = Object.values(Condition ?? {}).flatMap((one) =>
    Object.entries(one).flatMap(([key, value]) => (key.toLowerCase() === "aws:sourcearn" ? value : [])),
  );
  return (
    Effect === "Allow" &&
    [service].flat().includes(API_GATEWAY_PRINCIPAL) &&
    sources.some((source) => source.includes(`:${restApiId}/`))
  );
}
