import { observe } from "../account/read-again.ts";
import { awsCliWords } from "../gateway/call/aws-cli.ts";
import type { Call } from "../gateway/call/call.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import {
  type Document,
  isUnread,
  type Key,
  printKey,
  type Seen,
  type Things,
} from "../gateway/document/things.ts";
import { quote } from "../gateway/messages/shell-words.ts";
import { kindRules } from "../gateway/plan/kinds.ts";
import { type Plan, plan } from "../gateway/plan/plan.ts";
import type { Aws } from "../ports.ts";
import { doubtful } from "./doubt.ts";
import { execute, type Outcome } from "./execute.ts";
import type { Journal } from "./journal/write.ts";
import { madeAgain } from "./made-again.ts";
import { type Conflict, toward } from "./toward.ts";

/** What could not be taken back: what it is, and the commands that finish it. */
export interface Remains {
  readonly what: string;
  readonly commands: readonly string[];
}

export interface TakenBack {
  readonly remains: readonly Remains[];
  /** What somebody else did meanwhile, which stands: for people. */
  readonly others: readonly string[];
  /** The ids by now: what was made again has another. */
  readonly ids: Outcome["ids"];
}

/** What a take-back needs beside the account. */
export interface Back {
  /** The flags by which the AWS CLI reaches the account; undefined where it cannot. */
  readonly flags: readonly string[] | undefined;
  readonly journal: Journal | undefined;
}

/**
 * Leads back to what was before a run that stopped part-way: reads what is there now, merges, and plans from the one to
 * the other. What this run did not do is never taken away.
 */
export async function takeBack(
  aws: Aws,
  before: Document,
  ran: Outcome,
  { flags, journal }: Back,
): Promise<TakenBack> {
  const left = await ran.left();
  const made = ran.ids;
  if (left.size === 0) return { remains: [], others: [], ids: made };
  // What nobody could look at before was made by this run: else AWS would have refused it.
  const goal = new Map<Key, Seen>(
    [...left.keys()].map((key) => [key, isUnread(before.get(key)) ? undefined : before.get(key)]),
  );
  const { document: now, ids } = await look(aws, goal.keys(), made);
  const doubts = doubtful(before, left, now);
  for (const key of doubts) goal.delete(key);
  const again = madeAgain(goal, (key) => new Set(made.has(key) ? [made.get(key)] : []), now, ids);
  for (const key of again) goal.delete(key);
  const merged = toward(goal, left, now);
  const back = plan(now, merged.wanted);
  const outcome = await execute(
    withReason(back),
    aws,
    { document: now, ids },
    {
      goesOn: true,
      journal,
      toward: "before",
    },
  );
  const command = (call: Call) =>
    flags === undefined
      ? []
      : [[...awsCliWords(call, outcome.ids, aws.region), ...flags].map(quote).join(" ")];
  const toGoal = (key: Key, from: Things[keyof Things] | undefined) =>
    kindRules(key)
      .calls(key as never, from, goal.get(key) as Things[keyof Things] | undefined)
      .flatMap(command);
  return {
    remains: [
      ...outcome.failures.map(({ call, failure }) => ({
        what: `${call.at}: ${call.operation.split(":")[1]} was refused (${failure.message})`,
        commands: command(call),
      })),
      ...outcome.notSent.map(({ call }) => ({
        what: `${call.at}: ${call.operation.split(":")[1]} waits for what was refused`,
        commands: command(call),
      })),
      ...back.unread.map(({ key, why }) => ({
        what: `${printKey(key, before)}, in an unknown state: it could not be read (${why})`,
        commands: toGoal(key, left.get(key)?.at(-1)),
      })),
      ...doubts.map((key) => ({
        what: `${printKey(key, now)}: the answer to the call that makes it was lost, so it may be somebody else's`,
        commands: toGoal(key, now.get(key) as Things[keyof Things] | undefined),
      })),
      ...back.kept.map(({ key, neededBy }) => {
        const own = neededBy.every((one) => left.has(one));
        return {
          what: `${printKey(key, now)}, which ${neededBy.map((one) => printKey(one)).join(", ")} needs${own ? "" : " by now"}`,
          commands: own ? toGoal(key, now.get(key) as Things[keyof Things] | undefined) : [],
        };
      }),
      ...merged.conflicts
        .filter(({ ours }) => ours)
        .map(({ key, member }) => ({
          what: `${printKey(key, now)}${member === undefined ? "" : `, ${member}`}: somebody else changed it meanwhile`,
          commands: member === undefined ? toGoal(key, now.get(key) as Things[keyof Things] | undefined) : [],
        })),
    ],
    others: [...again.map((key) => ({ key, ours: false, again: true }) as const), ...merged.conflicts]
      .filter(({ ours }) => !ours)
      .map(othersDid),
    ids: outcome.ids,
  };
}

const othersDid = ({ key, member, again }: Conflict): string =>
  `Somebody else ${again ? "made" : "changed"} ${printKey(key)}${member === undefined ? "" : `, ${member}`}${again ? " again" : ""} meanwhile; that stands.`;

/** What is there now; where nothing can be read any more, all of it is unread. */
async function look(aws: Aws, keys: Iterable<Key>, ids: Outcome["ids"]) {
  try {
    return await observe(aws, keys, ids);
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    const why: Seen = { unread: error.message };
    return { document: new Map<Key, Seen>([...keys].map((key) => [key, why])), ids };
  }
}

const withReason = (back: Plan): Plan => ({
  ...back,
  steps: back.steps.map((step) => ({
    ...step,
    calls: step.calls.map((call) => ({ ...call, because: "it goes back to what it was" })),
  })),
});
