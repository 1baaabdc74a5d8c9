import type { DeploymentStatus, StageStatus } from "../../account/stage-status.ts";
import { printDifferences } from "../../change/differences.ts";
import { deployCommand, type Showing } from "../../change/report.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { StageChange, Untold } from "../../gateway/stage/compare.ts";
import { wrapped } from "../../terminal/table.ts";
import type { Status } from "./look.ts";

/** A status for people: each stage with what it has not got. */
export function printStatus({ api, region, stages, flags }: Status, showing: Showing): string {
  const name = plain(api.name);
  if (stages.length === 0) return `${name} has no stage: nothing of it is served.`;
  const behind = stages.filter(({ changes }) => changes.length > 0);
  // Which of several is to be brought up to date is for its owner to say.
  const [it, one] = behind.length === 1 ? ["it", behind[0]?.stage.name] : ["a stage", undefined];
  return [
    ...stages.map((one) => printStage(one, showing)),
    ...(behind.length === 0
      ? []
      : [`To bring ${it} up to date:\n  ${deployCommand(api, region, flags, one)}`]),
  ].join("\n\n");
}

function printStage({ stage, canary, ...own }: StageStatus, showing: Showing): string {
  const lines = [`${plain(stage.name)}: ${summary(own, showing)}`, ...details(own, showing, "  ")];
  if (canary && stage.canary) {
    const names = Object.keys(stage.canary.stageVariableOverrides).sort().map(plain);
    const variables = names.length === 0 ? "" : `, with its own ${names.join(", ")}`;
    lines.push(
      `  canary, ${stage.canary.percentTraffic} % of the calls${variables}: ${summary(canary, showing)}`,
      ...details(canary, showing, "    "),
    );
  }
  return lines.join("\n");
}

/** `behind by 3 (1 added, 2 changed), deployment k3j2h1`. */
function summary({ changes, by, deployment, why }: DeploymentStatus, { paint }: Showing): string {
  const at = deployment === undefined ? "" : `, deployment ${plain(deployment)}`;
  if (by === "nothing") return `${paint.caution("cannot be told")}${because(why)}${at}`;
  const counts = (["added", "changed", "removed"] as const)
    .map((kind) => [changes.filter(({ change }) => change === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`);
  if (counts.length > 0) return `${paint.bad(`behind by ${changes.length}`)} (${counts.join(", ")})${at}`;
  if (by === "summary") return `${paint.caution("cannot be told whether it is behind")}${at}`;
  return `${paint.good("serves what is configured")}, as far as exports tell${at}`;
}

const because = (why: DeploymentStatus["why"]): string =>
  why === undefined
    ? ""
    : ` (${why instanceof AwsFailure ? `${plain(why.code)}: ` : ""}${plain(why.message)})`;

const SIGNS = { added: ["+", "good"], changed: ["~", "caution"], removed: ["-", "bad"] } as const;

function details({ changes, untold, by, why }: DeploymentStatus, showing: Showing, indent: string): string[] {
  const { paint, width } = showing;
  const line = (text: string) => wrapped(`${indent}${text}`, width, `${indent}  `);
  return [
    ...changes.flatMap((change) => [
      `${indent}${sign(change, showing)} ${kindOf(change)}${plain(change.at)}`,
      ...(change.differences.length === 0 ? [] : [values(change, showing, indent)]),
    ]),
    ...(by === "summary"
      ? [
          line(
            `${paint.caution("Compared by the deployment's summary alone")}: its export may not be read${because(why)}.`,
          ),
        ]
      : []),
    ...lostLines(untold, showing).map((text) => line(`Not told: ${text}.`)),
  ];
}

function sign({ change }: StageChange, { paint }: Showing): string {
  const [text, colour] = SIGNS[change];
  return paint[colour](text);
}

const kindOf = ({ kind }: StageChange): string => (kind === "method" || kind === "API" ? "" : `${kind} `);

const values = ({ at, differences }: StageChange, showing: Showing, indent: string): string =>
  printDifferences(
    differences.map((one) => ({ at, ...one })),
    // What stands before each line takes of its width.
    { ...showing, width: showing.width && showing.width - indent.length - 2 },
  )
    .split("\n")
    .map((line) => `${indent}  ${line}`)
    .join("\n");

/** What is not told, by its reason; with --verbose each value. */
function lostLines(untold: readonly Untold[], { whole }: Showing): readonly string[] {
  if (whole)
    return untold.map(({ member, why, at }) => `${plain(member)} of ${at.map(plain).join(", ")}: ${why}`);
  const reasons = new Map<string, Set<string>>();
  for (const { why, at } of untold) reasons.set(why, new Set([...(reasons.get(why) ?? []), ...at]));
  return [...reasons].map(
    ([why, at]) => `${why} (${at.size === 1 ? plain([...at][0] ?? "") : `${at.size} places`})`,
  );
}
