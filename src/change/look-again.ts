import { observe } from "../account/read-again.ts";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { ChangedMeanwhile } from "../cli/exit.ts";
import { printKey, thing } from "../gateway/document/things.ts";
import { plan } from "../gateway/plan/plan.ts";
import { differencesOf, printDifferences } from "./differences.ts";
import type { Prepared } from "./prepare.ts";
import type { Showing } from "./report.ts";
import { type Conflict, toward } from "./toward.ts";

/**
 * What is there by now of what a person was shown: merged where somebody else changed another member, else exit 6 with
 * the difference.
 */
export async function lookAgain<G, F>(
  session: Session,
  { aws }: Connected,
  prepared: Prepared<G, F>,
  showing: Showing,
): Promise<Prepared<G, F>> {
  const { planned, start, wish } = prepared;
  const { caution, bad } = showing.paint;
  const keys = planned.steps.map(({ key }) => key);
  const seen = await observe(aws, keys, start.ids);
  const left = new Map(keys.map((key) => [key, [thing(start.document, key)]] as const));
  const goal = new Map(keys.map((key) => [key, wish.wanted.get(key)] as const));
  const { wanted, conflicts } = toward(goal, left, seen.document);
  const ours = conflicts.filter((one) => one.ours);
  const what = (one: Conflict) => `${printKey(one.key)}${one.member === undefined ? "" : `, ${one.member}`}`;
  if (ours.length > 0) {
    session.warn(`${bad("Somebody else changed it meanwhile:")} ${ours.map(what).join("; ")}.`);
    const differences = differencesOf(start.document, seen.document, keys);
    if (differences.length > 0) session.warn(printDifferences(differences, { ...showing, whole: true }));
    throw new ChangedMeanwhile();
  }
  if (conflicts.length > 0)
    session.warn(
      `${caution("Note:")} Somebody else changed ${conflicts.map(what).join("; ")} meanwhile; that stays, and the rest is done.`,
    );
  const document = new Map([...start.document, ...seen.document]);
  return {
    ...prepared,
    start: { document, ids: new Map([...start.ids, ...seen.ids]) },
    planned: plan(document, new Map([...wish.wanted, ...wanted])),
  };
}
