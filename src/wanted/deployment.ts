import { runMark, type Stage } from "../gateway/document/stage.ts";
import { type Key, newDeploymentKey, type Seen, stageKey } from "../gateway/document/things.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";

/** A stage that is to serve something else. */
export interface Moving {
  readonly restApiId: string;
  readonly name: string;
  /** As it is; undefined where it is to be made. */
  readonly stage: Stage | undefined;
  /** The run's name, by which its deployment is known again. */
  readonly run: string;
}

export interface Moved {
  readonly things: readonly (readonly [Key, Seen])[];
  /** What is not there yet, so that nobody has to look. */
  readonly absent: readonly Key[];
}

type Asked = Pick<
  Known,
  "description" | "stageDescription" | "stageVariable" | "canary" | "tracing" | "cacheSize"
>;

/** A new deployment, and the stage that serves it, or tries it on a share of the calls. */
export function wantedDeployment({ restApiId, name, stage, run }: Moving, asked: Asked): Moved {
  const key = newDeploymentKey(restApiId, run);
  const description = [asked.description, runMark(run)].filter(Boolean).join(" ");
  const variables = Object.fromEntries((asked.stageVariable ?? []).map((one) => [one.key, one.value]));
  const base = withSettings(stage ?? NEW, asked);
  const wanted: Stage =
    asked.canary === undefined
      ? { ...base, deployment: key, variables: { ...base.variables, ...variables } }
      : {
          ...base,
          canary: {
            deployment: key,
            percentTraffic: asked.canary,
            variables: { ...stage?.canary?.variables, ...variables },
            useStageCache: stage?.canary?.useStageCache ?? false,
          },
        };
  return {
    things: [
      [key, { description }],
      [stageKey(restApiId, name), wanted],
    ],
    absent: stage ? [key] : [key, stageKey(restApiId, name)],
  };
}

const NEW: Stage = {
  // Put in its place by whoever makes it.
  deployment: "deployment - -",
  variables: {},
  tracingEnabled: false,
  methodSettings: {},
};

/** What is said of the stage itself, whatever it serves. */
export const withSettings = (stage: Stage, { stageDescription, tracing, cacheSize }: Asked): Stage => ({
  ...stage,
  ...(stageDescription === undefined ? {} : { description: stageDescription }),
  ...(tracing === undefined ? {} : { tracingEnabled: tracing }),
  ...(cacheSize === undefined ? {} : { cacheClusterSize: cacheSize === "none" ? undefined : cacheSize }),
});

/** The canary's deployment and variables become the stage's. */
export function promoted(stage: Stage): Stage | { readonly problem: Problem } {
  const { canary } = stage;
  if (!canary)
    return {
      problem: problem(
        "promote",
        "AWS refuses this: Promotion not available. Canary does not exist.",
        "deploy one first, with --canary PERCENT",
      ),
    };
  return {
    ...stage,
    deployment: canary.deployment,
    variables: { ...stage.variables, ...canary.variables },
    canary: undefined,
  };
}

/** Of what API Gateway does not deploy: methods that nothing answers; with whose they are, where this machine knows. */
export const halfMadeProblems = (
  halfMade: readonly { readonly what: string; readonly whose?: string | undefined }[],
  setting: "stage" | "deploy",
): readonly Problem[] =>
  halfMade.length === 0
    ? []
    : [
        problem(
          setting,
          `AWS refuses this: No integration defined for method. ${halfMade
            .map(({ what, whose }) => `${what} has none${whose === undefined ? "" : ` (${whose})`}`)
            .join("; ")}`,
          "give each an integration with apigw update-method --integration, or take it away with apigw delete-method",
        ),
      ];
