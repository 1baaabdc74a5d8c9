import type { Deployment as DeploymentAnswer, Stage as StageAnswer } from "@aws-sdk/client-api-gateway";
import { type GatewayResponse, readGatewayResponse } from "../gateway/document/gateway-response.ts";
import { readStage, runMark, type Stage } from "../gateway/document/stage.ts";
import {
  apiOfKey,
  deploymentKey,
  gatewayResponseKey,
  isOf,
  type Key,
  runOfKey,
  type Seen,
  stageKey,
} from "../gateway/document/things.ts";
import type { Aws } from "../ports.ts";

/** What an API serves: its stages and deployments, with the ids of those that runs made. */
export interface Served {
  readonly stages: readonly StageAnswer[];
  /** The last one first. */
  readonly deployments: readonly DeploymentAnswer[];
}

/** Reads an API's stages and all its deployments. */
export async function readServed(aws: Aws, restApiId: string): Promise<Served> {
  const [stages, deployments] = await Promise.all([
    readStages(aws, restApiId),
    readDeployments(aws, restApiId),
  ]);
  return { stages, deployments };
}

export const readStages = async (aws: Aws, restApiId: string): Promise<readonly StageAnswer[]> =>
  (await aws.send("apigateway:GetStages", { restApiId })).item ?? [];

async function readDeployments(aws: Aws, restApiId: string): Promise<readonly DeploymentAnswer[]> {
  const found: DeploymentAnswer[] = [];
  let position: string | undefined;
  do {
    const page = await aws.send("apigateway:GetDeployments", { restApiId, limit: 500, position });
    found.push(...(page.items ?? []));
    position = page.position;
  } while (position);
  return found.sort((a, b) => made(b) - made(a));
}

const made = ({ createdDate }: DeploymentAnswer): number =>
  createdDate ? new Date(createdDate).getTime() : 0;

/**
 * Stages and deployments as things. A deployment that one of `keys` stands for, because a run made it, goes by that key:
 * by the id that the run heard, or by the run's name in its description.
 */
export function servedThings(
  restApiId: string,
  { stages, deployments }: Served,
  keys: Iterable<Key>,
  ids: ReadonlyMap<Key, string>,
): { readonly things: ReadonlyMap<Key, Seen>; readonly ids: ReadonlyMap<Key, string> } {
  const known = new Map<Key, string>();
  const alias = new Map<Key, Key<"deployment">>();
  for (const key of new Set([...keys, ...ids.keys()])) {
    if (!isOf("deployment", key) || apiOfKey(key) !== restApiId) continue;
    const run = runOfKey(key);
    if (run === undefined) continue;
    const found =
      deployments.find(({ id }) => id === ids.get(key)) ??
      deployments.find(({ description = "" }) => description.endsWith(runMark(run)));
    if (found?.id === undefined) continue;
    known.set(key, found.id);
    alias.set(deploymentKey(restApiId, found.id), key);
  }
  const own = (key: Key<"deployment">) => alias.get(key) ?? key;
  const things = new Map<Key, Seen>();
  for (const { id = "", description } of deployments)
    things.set(own(deploymentKey(restApiId, id)), { description: description || undefined });
  for (const answer of stages)
    things.set(stageKey(restApiId, answer.stageName ?? ""), withOwn(readStage(restApiId, answer), own));
  return { things, ids: known };
}

const withOwn = (stage: Stage, own: (key: Key<"deployment">) => Key<"deployment">): Stage => ({
  ...stage,
  deployment: own(stage.deployment),
  canary: stage.canary && { ...stage.canary, deployment: own(stage.canary.deployment) },
});

/** The gateway responses of an API that somebody set. */
export async function readGatewayResponses(
  aws: Aws,
  restApiId: string,
): Promise<ReadonlyMap<Key<"gatewayResponse">, GatewayResponse>> {
  const found = new Map<Key<"gatewayResponse">, GatewayResponse>();
  let position: string | undefined;
  do {
    const page = await aws.send("apigateway:GetGatewayResponses", { restApiId, limit: 500, position });
    for (const answer of page.items ?? []) {
      const response = readGatewayResponse(answer);
      if (response) found.set(gatewayResponseKey(restApiId, answer.responseType ?? ""), response);
    }
    position = page.position;
  } while (position);
  return found;
}
