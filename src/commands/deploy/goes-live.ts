import type { Account } from "../../account/account.ts";
import { betweenDeployments } from "../../account/between-deployments.ts";
import { type DeploymentStatus, isHalfTold, stageStatuses } from "../../account/stage-status.ts";
import { printDifferences } from "../../change/differences.ts";
import type { Showing } from "../../change/report.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { StageChange } from "../../gateway/stage/compare.ts";
import type { Configured as ConfiguredMethod } from "../../gateway/stage/configured.ts";
import type { ApiEntry } from "../../ports.ts";

/** What a deployment brings to a stage that it has not got; or why nobody can tell. */
export type GoesLive = DeploymentStatus | { readonly unknown: string };

/** Asks what a stage serves against what is configured. That it cannot be told keeps nobody from deploying. */
export async function goesLive(
  account: Account,
  api: ApiEntry,
  stage: string,
  methods: readonly ConfiguredMethod[],
): Promise<GoesLive> {
  try {
    const [status] = await stageStatuses(account, api, { only: [stage], methods });
    return status ?? { unknown: "the stage was not found" };
  } catch (error) {
    if (error instanceof AwsFailure) return { unknown: error.message };
    throw error;
  }
}

/** The same of a stage that is moved to a deployment that there is already. */
export async function comesBack(
  account: Account,
  restApiId: string,
  from: string,
  to: string,
): Promise<GoesLive> {
  try {
    const status = await betweenDeployments(account, restApiId, from, to);
    if (status.by !== "nothing") return status;
    return { unknown: status.why?.message ?? "AWS has no summary of the deployments" };
  } catch (error) {
    if (error instanceof AwsFailure) return { unknown: error.message };
    throw error;
  }
}

/** How many changes are told one by one; with --verbose all of them. */
const MOST = 20;
const SIGNS = { added: ["+", "good"], changed: ["~", "caution"], removed: ["-", "bad"] } as const;

/** The same for people; `but` are those that the run itself makes, which its calls show. */
export function printGoesLive(
  status: GoesLive,
  stage: string,
  showing: Showing,
  but?: ReadonlySet<string>,
): string {
  const { paint, whole } = showing;
  const front = but === undefined ? "Goes live" : "Goes live beside it";
  if ("unknown" in status)
    return paint.caution(`What goes live could not be told: ${plain(status.unknown)}.`);
  const changes = status.changes.filter(({ at }) => !but?.has(at));
  const half = isHalfTold(status) ? `  ${paint.caution(halfTold(status))}\n` : "";
  if (changes.length === 0)
    return but !== undefined && half === ""
      ? ""
      : `${front} on ${plain(stage)}: nothing that could be told${half === "" ? "" : `\n${half.trimEnd()}`}`;
  const shown = whole ? changes : changes.slice(0, MOST);
  const rest = changes.length - shown.length;
  const lines = shown.map((one) => printChange(one, showing));
  return `${front} on ${plain(stage)}:\n${half}${lines.join("\n")}${rest === 0 ? "" : `\n  ${rest} more (--verbose has them)`}`;
}

const halfTold = ({ why }: DeploymentStatus): string =>
  why === undefined
    ? "of a deployment that no stage serves AWS tells the methods, who may call them and API keys: whether the rest differs cannot be told"
    : "the stage's export may not be read, so that is not all of it";

function printChange({ change, kind, at, differences }: StageChange, showing: Showing): string {
  const [sign, colour] = SIGNS[change];
  const what = kind === "method" || kind === "API" ? "" : `${kind} `;
  const head = `  ${showing.paint[colour](sign)} ${what}${plain(at)}`;
  if (differences.length === 0) return head;
  const values = printDifferences(
    differences.map((one) => ({ at, ...one })),
    showing,
  );
  return `${head}\n${values.replaceAll(/^/gm, "  ")}`;
}

/** The same for programs: null where it could not be told. */
export const goesLiveAsData = (status: GoesLive | undefined): object | null =>
  status === undefined || "unknown" in status
    ? null
    : {
        by: status.by,
        changes: status.changes.map(({ kind, at, change, differences }) => ({
          kind,
          at,
          change,
          differences,
        })),
        untold: status.untold,
      };
