import { REGIONS } from "../gateway/names/partition.ts";
import type { Prompter } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { ofKind, type Problem, problem } from "../settings/problem.ts";
import { entriesOf, missing, missingProblem } from "../settings/read.ts";
import type { SomeTable } from "../settings/setting.ts";
import { checkSettings } from "../wanted/conflicts.ts";
import { resolve } from "../wanted/resolve.ts";
import type { Command, Session } from "./command.ts";
import { orUsageError } from "./exit.ts";
import { regionOf } from "./region.ts";

/** What can be known before AWS is asked anything. */
export interface SoFar<G> {
  readonly given: G;
  readonly region: string;
  /** There, where there is somebody to ask. */
  readonly prompter?: Prompter;
  /** Whether something needed is still to be asked for. */
  readonly open: boolean;
  /** Whether a question was asked already. */
  readonly asked: boolean;
}

/** That nothing names a Region. */
export const missingRegion: Problem = ofKind(
  "missing",
  problem(
    "region",
    "is missing, and neither AWS_REGION nor the profile names one",
    "write --region us-east-1",
  ),
);

/** Whether a command that is to set something was told no more than where. */
const saysWhereAlone = ({ place, settings }: Command, given: Known): boolean =>
  place !== undefined &&
  entriesOf(settings).every(
    ([key, { section }]) => given[key] === undefined || section === "Common" || place.includes(key),
  );

/** Checks all that was given, all at once, and finds the Region; without anybody to ask, nothing may be missing. */
export async function readGiven<T extends SomeTable>(
  session: Session<T>,
): Promise<SoFar<Session<T>["given"]>> {
  const { command, world, given } = session;
  const open = missing(command.settings, resolve(given).given);
  const { region: named, problem: wrongRegion } = (await regionOf(given, world)) ?? {};
  const checked: Known = named === undefined ? given : { ...given, region: named };
  const problems: Problem[] = [
    ...session.problems,
    ...(wrongRegion ? [wrongRegion] : []),
    ...checkSettings(checked),
    ...(await checkQuery(given.query)),
  ];
  if (!session.canAsk) {
    if (named === undefined) problems.push(missingRegion);
    // What was given but is wrong is not missing too.
    const faulty = new Set(problems.map(({ setting }) => setting));
    problems.push(...open.filter(([key]) => !faulty.has(key)).map(missingProblem));
  }
  orUsageError(problems);
  if (!session.canAsk) return { given, region: named ?? "", open: false, asked: false };
  const { terminalPrompter } = await import("../terminal/prompter.ts");
  const prompter = terminalPrompter(world, given.accessible === true);
  const isOpen = open.length > 0 || saysWhereAlone(command, given);
  if (named !== undefined) return { given, region: named, prompter, open: isOpen, asked: false };
  const setting = command.settings.region;
  const { asFault } = await import("./form/answer.ts");
  const region = await prompter.choose({
    message: "Region:",
    choices: REGIONS.map((value) => ({ value })),
    // There are Regions that are in no list.
    open: () => true,
    check: (text) => {
      const parsed = setting?.value.parse(text);
      return parsed && "fault" in parsed ? asFault(parsed) : undefined;
    },
  });
  return { given: { ...given, region }, region, prompter, open: isOpen, asked: true };
}

/** A --query that does not parse is found before anything is sent. */
async function checkQuery(query: string | undefined): Promise<readonly Problem[]> {
  if (query === undefined) return [];
  const { queryFault } = await import("./output.ts");
  const fault = await queryFault(query);
  return fault === undefined
    ? []
    : [problem("query", `is not a JMESPath expression: ${fault}`, "see jmespath.org")];
}
