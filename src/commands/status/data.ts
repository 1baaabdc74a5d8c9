import type { DeploymentStatus } from "../../account/stage-status.ts";
import { redacted } from "../../cli/debug.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import type { Difference } from "../../gateway/compare/values.ts";
import type { Status } from "./look.ts";

/** A status for programs: every member always there, in one order. */
export const asData = ({ api, stages, notes }: Status): object => ({
  schemaVersion: 1,
  api: { id: api.id, name: api.name },
  stages: stages.map(({ stage, canary, ...own }) => ({
    stage: stage.name,
    updated: stage.updated ?? null,
    ...deploymentAsData(own),
    canary:
      canary === undefined
        ? null
        : {
            percentTraffic: stage.canary?.percentTraffic ?? 0,
            stageVariables: Object.keys(stage.canary?.stageVariableOverrides ?? {}).sort(),
            ...deploymentAsData(canary),
          },
  })),
  notes,
});

const deploymentAsData = ({ deployment, by, why, changes, untold }: DeploymentStatus) => ({
  deployment: deployment ?? null,
  by,
  why: why === undefined ? null : why instanceof AwsFailure ? `${why.code}: ${why.message}` : why.message,
  behind: changes.length,
  changes: changes.map(({ kind, at, change, differences }) => ({
    kind,
    at,
    change,
    differences: differences.map(differenceAsData),
  })),
  untold: untold.map(({ member, why, at }) => ({ member, why, at })),
});

/** Null where it is not set; what stands under a secret's name is left out. */
function differenceAsData({ member, before, after }: Difference): object {
  const name = member.split(" ").at(-1) ?? member;
  const shown = (value: unknown): unknown =>
    value === undefined ? null : Object.values(JSON.parse(redacted({ [name]: value })))[0];
  return { member, before: shown(before), after: shown(after) };
}
