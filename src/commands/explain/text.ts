import type { Here } from "../../gateway/messages/here.ts";
import { placed, type Understood, type Ways } from "../../gateway/messages/meaning.ts";
import { blanksOf, mendingHere } from "../../gateway/messages/mending.ts";
import { callsIn, type ToldCall } from "../../gateway/messages/pasted.ts";
import { isAnswer, understood } from "../../gateway/messages/read-log.ts";
import { quote } from "../../gateway/messages/shell-words.ts";
import type { Known } from "../../settings/known.ts";
import type { Explained, Explanation, Holds } from "./explained.ts";
import { lookAround, type Reach, type Seen } from "./look-around.ts";
import { explainOther, explainRule } from "./names.ts";
import { type Place, placeOf, waysTo, waysToMethod } from "./place.ts";

/** More calls than these of one text are not looked at. */
const MOST_CALLS = 50;

/** What a log, a message, a body or a name says; where the method is known, whether the cause holds there. */
export async function explainText(text: string, given: Known, reach: Reach): Promise<Explained> {
  const calls = callsIn(text);
  const told = calls.map((call) => ({ call, found: understood(call), place: placeOf(given, call.place) }));
  const failed = told.filter(({ found }) => found.length > 0);
  if (failed.length === 0)
    return explainWell(text) ?? (await explainRule(text.trim())) ?? explainOther(text, given, reach);
  const explanations = new Map<string, Explanation>();
  const looks = new Map<string, Promise<Seen>>();
  for (const { call, found, place } of failed.slice(0, MOST_CALLS)) {
    const ids = found.map(({ meaning }) => meaning.id);
    const key = JSON.stringify([place, ids, call.told]);
    const looking = looks.get(key) ?? lookAround(place, call.told, found, reach);
    looks.set(key, looking);
    const seen = await looking;
    for (const one of found) {
      const name = JSON.stringify([one.meaning.id, place, one.commands]);
      const before = explanations.get(name);
      if (before) explanations.set(name, { ...before, times: (before.times ?? 1) + 1 });
      else explanations.set(name, explanation(one, { call, place, seen, given, several: failed.length > 1 }));
    }
  }
  const all = [...explanations.values()];
  return {
    schemaVersion: 1,
    what:
      text.includes("\n") || /Execution (?:log|failed)|^\(?[0-9a-f-]{36}\)? /m.test(text) ? "log" : "message",
    explanations: all,
    methods: [],
    notes: [
      ...(failed.length > MOST_CALLS
        ? [`of ${failed.length} calls that failed the first ${MOST_CALLS} were looked at`]
        : []),
      ...(told.some(({ call }) => call.told.withoutErrorType)
        ? [
            "the answer has no header x-amzn-ErrorType, which API Gateway's own errors have: it may be the backend that wrote it",
          ]
        : []),
    ],
  };
}

interface Around {
  readonly call: ToldCall;
  readonly place: Place;
  readonly seen: Seen;
  readonly given: Known;
  /** Whether the text tells of other calls too. */
  readonly several: boolean;
}

function explanation(one: Understood, { call, place, seen, given, several }: Around): Explanation {
  const { meaning, line, cause, remedy } = one;
  const { here } = seen;
  const finding = here.findings.find(({ check, level }) => check === meaning.check && level !== "unchecked");
  const ways =
    here.api && here.at
      ? waysToMethod(here.api.word, here.at, given)
      : waysTo({ ...place, api: here.api?.word ?? place.api }, given);
  const { resource, method, stage } = place;
  return {
    id: meaning.id,
    says: line.trim(),
    ...(several && (resource !== undefined || method !== undefined)
      ? {
          of: {
            api: place.api,
            resource: here.at?.path ?? resource,
            method: here.at?.httpMethod ?? method,
            stage,
          },
        }
      : {}),
    cause,
    remedy: finding ? `${remedy}; of this method: ${finding.remedy}` : remedy,
    commands: commandsFor(one, here, ways, call),
    evidence: meaning.evidence,
    holds: holdsOf(meaning.check, seen),
  };
}

/** What only looks is worth its line beside what mends. */
const LOOKS = /^(?:apigw (?:check|list|test)-method|aws logs tail)/;

/** The commands that mend it here, else those that mend it anywhere. */
function commandsFor(one: Understood, here: Here, ways: Ways, { told }: ToldCall): readonly string[] {
  const mending = mendingHere(one, here);
  const commands =
    mending.length > 0
      ? [...mending, ...one.commands.filter((command) => LOOKS.test(command))]
      : one.commands;
  const onStage = told.by === "stage" || here.stage !== undefined || isAnswer(one.meaning);
  const blanks = blanksOf(here);
  return [
    ...new Set(commands.map((command) => placed(onStage ? live(command, here) : command, ways, blanks))),
  ];
}

/** The stage that failed serves what it was deployed with; a permission alone holds at once. */
const live = (command: string, { stage }: Here): string =>
  /^apigw (?:update-method|add-response|enable-cors) /.test(command) && !command.endsWith(" --permission")
    ? `${command} --deploy ${stage === undefined ? "<stage>" : quote(stage)}`
    : command;

function holdsOf(check: Understood["meaning"]["check"], { here, unseen }: Seen): Holds {
  if (!here.method) return { is: "not checked", why: unseen ?? "the method was not looked at" };
  if (check === undefined)
    return { is: "not checked", why: "nothing of the method's configuration shows it" };
  const of = here.findings.filter((one) => one.check === check);
  const wrong = of.find(({ level }) => level !== "unchecked");
  if (wrong) return { is: "yes", why: wrong.message };
  if (of[0]) return { is: "not checked", why: of[0].message };
  return {
    is: "no",
    why: `the check "${check}" finds nothing wrong with the method as it is configured now`,
  };
}

/** A log of a call in which nothing went wrong. */
function explainWell(text: string): Explained | undefined {
  const status = /Method completed with status: ([1-3]\d\d)/.exec(text)?.[1];
  if (status === undefined) return undefined;
  const note = `the call was answered with ${status}: nothing went wrong in it`;
  return { schemaVersion: 1, what: "log", explanations: [], methods: [], notes: [note] };
}
