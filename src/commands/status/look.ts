import { locateApi, locateStage } from "../../account/locate.ts";
import { isHalfTold, type StageStatus, stageStatuses } from "../../account/stage-status.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, exitCodeOf, UsageError } from "../../cli/exit.ts";
import { type Look, runLook } from "../../cli/look.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { CANARY_NOTE, unverifiedReadings } from "../../gateway/stage/unverified.ts";
import type { ApiEntry } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Given } from "../../settings/setting.ts";
import { asData } from "./data.ts";
import type { StatusTable } from "./settings.ts";
import { printStatus } from "./show.ts";

type Mine = Given<StatusTable>;

/** What was found out of an API's stages. */
export interface Status {
  readonly api: ApiEntry;
  readonly region: string;
  readonly stages: readonly StageStatus[];
  /** How the next command reaches the same account. */
  readonly flags: readonly string[];
  /** What is unverified of exports, and bears on what is said. */
  readonly notes: readonly string[];
}

/** `apigw status`: what is configured against what each stage serves. */
export const run = (session: Session<StatusTable>): Promise<number> =>
  runLook(session, statusLook(session as unknown as Session));

const statusLook = (session: Session): Look<Known & Partial<Mine>, Status> => ({
  read,
  shown: asData,
  view: (status, given, paint) =>
    printStatus(status, {
      paint,
      width: session.world.stdout.columns,
      whole: given.verbose === true,
    }),
  end({ stages, notes }, { detailedExitcode }, paint) {
    for (const note of notes) session.say(`${paint.caution("Note:")} ${note}.`);
    if (!detailedExitcode) return EXIT.done;
    if (stages.some(({ changes, canary }) => changes.length > 0 || (canary?.changes.length ?? 0) > 0))
      return EXIT.differs;
    // That nothing was seen where nobody could look is not "the same".
    const kept = stages.find(isHalfTold)?.why;
    return kept === undefined ? EXIT.done : kept instanceof AwsFailure ? exitCodeOf(kept) : EXIT.refused;
  },
});

async function read(given: Known, connected: Connected): Promise<Status> {
  const { aws, reading, says, flags } = connected;
  const { api: name = "", stage } = given;
  const api = await locateApi(reading, name);
  if ("problem" in api) throw new UsageError([api.problem]);
  if (stage !== undefined) {
    const located = await locateStage(reading, api, stage);
    if ("problem" in located) throw new UsageError([{ ...located.problem, notFound: true }]);
  }
  says(`Reading what is configured in ${plain(api.name)}, and what its stages serve`);
  const stages = await stageStatuses({ aws, reading }, api, stage === undefined ? {} : { only: [stage] });
  const exported = stages.filter(({ by }) => by === "export");
  return {
    api,
    region: aws.region,
    stages,
    flags,
    notes: [
      ...unverifiedReadings(exported.flatMap(({ changes }) => changes)),
      ...(exported.some(({ canary }) => canary !== undefined) ? [CANARY_NOTE] : []),
    ],
  };
}
