import { AROUND_SUMMARY } from "../gateway/stage/around.ts";
import type { ApiSummary } from "../gateway/stage/compare.ts";
import { compareExports, compareSummaries } from "../gateway/stage/compare-deployments.ts";
import type { Fields } from "../gateway/stage/fields.ts";
import type { Account } from "./account.ts";
import { answerOf, type DeploymentStatus, exportOf, summaryOf } from "./stage-status.ts";

/**
 * What a deployment of an API has otherwise than another one: by the exports of stages that serve them, for of a
 * deployment that no stage serves there is none; else by their summaries. Nothing is taken for the same that was not read.
 */
export async function betweenDeployments(
  account: Account,
  restApiId: string,
  from: string,
  to: string,
): Promise<DeploymentStatus> {
  if (from === to) return { deployment: to, by: "export", changes: [], untold: [] };
  const stages = await account.reading.stages(restApiId);
  const exported = async (deployment: string): Promise<Fields | undefined> => {
    const stage = stages.find(({ deploymentId }) => deploymentId === deployment);
    const told = stage && (await answerOf(() => exportOf(account, restApiId, stage.name)));
    return told && "answer" in told ? told.answer : undefined;
  };
  const [old, next] = await Promise.all([exported(from), exported(to)]);
  if (old && next) return { deployment: to, by: "export", ...compareExports(old, next) };
  const [before, after] = await Promise.all(
    [from, to].map((id) => answerOf(() => summaryOf(account, restApiId, id))),
  );
  const why = [before, after].flatMap((one) => (one && "why" in one ? [one.why] : []))[0];
  const nothing = { deployment: to, by: "nothing" as const, changes: [], untold: [], why };
  if (!before || !after || "why" in before || "why" in after) return nothing;
  if (!before.answer || !after.answer) return nothing;
  const { changes, untold } = compareSummaries(before.answer as ApiSummary, after.answer as ApiSummary);
  return { deployment: to, by: "summary", changes, untold: [...untold, AROUND_SUMMARY] };
}
