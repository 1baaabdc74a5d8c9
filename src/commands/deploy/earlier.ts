import type { Served } from "../../account/observe-stages.ts";
import { allRuns, isRun } from "../../change/journal/read.ts";
import { isSamePlace } from "../../change/place.ts";
import type { Where } from "../../cli/where.ts";
import { deploymentIdOfKey, stageKey, thing } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { World } from "../../ports.ts";
import { notFound, type Problem, problem } from "../../settings/problem.ts";
import type { StageFacts } from "./facts.ts";

/** A deployment that a stage goes back to. */
export interface Earlier {
  readonly id: string;
}

/** A deployment for people: `x1y2z3 (2026-11-26 14:45, Prices in euro)`. */
export function printDeployment({ deployments }: Served, id: string): string {
  const found = deployments.find((one) => one.id === id);
  const when = found?.createdDate && new Date(found.createdDate).toISOString().slice(0, 16).replace("T", " ");
  const about = [when, found?.description && plain(found.description)].filter(Boolean).join(", ");
  return about === "" ? id : `${id} (${about})`;
}

/**
 * The deployment that a stage had before: API Gateway keeps no record of that. The last run of this machine that moved it
 * knows; else it is the one that was made before the stage's own.
 */
export function earlierOf(
  world: World,
  { api, name, stage, served }: StageFacts,
  named: string | undefined,
  where: Where,
): Earlier | { readonly problem: Problem } {
  const { deployments } = served;
  if (named !== undefined) {
    if (deployments.some(({ id }) => id === named)) return { id: named };
    const there = deployments.slice(0, 5).map(({ id = "" }) => printDeployment(served, id));
    return {
      problem: notFound(
        "deployment",
        `${plain(api.name)} has no deployment ${plain(named)}`,
        there.length === 0 ? "it has none" : `the last ones are ${there.join("; ")}`,
      ),
    };
  }
  const current = stage && deploymentIdOfKey(stage.deployment);
  const known = movedFrom(world, where, api.id, name, current);
  if (known !== undefined && deployments.some(({ id }) => id === known)) return { id: known };
  const at = deployments.findIndex(({ id }) => id === current);
  const before = at < 0 ? undefined : deployments[at + 1]?.id;
  if (before !== undefined) return { id: before };
  return {
    problem: problem(
      "rollBack",
      `there is no deployment before that of ${plain(name)}${current === undefined ? "" : `, ${current}`}`,
      "name one by --deployment ID",
    ),
  };
}

/** The deployment from which a run of this machine moved the stage to where it is now. */
function movedFrom(
  world: World,
  where: Where,
  restApiId: string,
  name: string,
  current: string | undefined,
): string | undefined {
  const key = stageKey(restApiId, name);
  for (const run of allRuns(world).filter(isRun).reverse()) {
    if (
      run.ended?.how !== "done" ||
      !isSamePlace(run.begun.where, { ...where, birth: run.begun.where.birth })
    )
      continue;
    const [before, after] = [thing(run.before, key), thing(run.wanted, key)];
    if (!before || !after || before.deployment === after.deployment) continue;
    const idOf = (of: typeof after.deployment) => run.ids.get(of) ?? deploymentIdOfKey(of);
    if (idOf(after.deployment) === current) return idOf(before.deployment);
  }
  return undefined;
}
