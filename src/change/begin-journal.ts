// build: usual 8
import { commandLine } from "../cli/again.ts";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import type { Where } from "../cli/where.ts";
import { type Document, type Key, resourceKey } from "../gateway/document/things.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { kindRules } from "../gateway/plan/kinds.ts";
import { VERSION } from "../version.ts";
import type { Change, CommonGiven, Located } from "./change.ts";
import { JOURNAL_FORM, written } from "./journal/lines.ts";
import { beginRun, continueRun, type Journal } from "./journal/write.ts";
import type { Prepared } from "./prepare.ts";

/** Opens the journal of a run before its first call; goes on with that of a run that is taken up again. */
export function beginJournal<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  change: Change<G, F, A>,
  { facts, wish, start, planned, given }: Prepared<G, F>,
  { run, where, answered }: { readonly run: string; readonly where: Where; readonly answered: CommonGiven },
): Journal | undefined {
  const { world } = session;
  const warn = (text: string) => session.warn(`Note: ${text}`);
  if (change.continues)
    return continueRun(world, change.continues.run.file, change.continues.run.calls.length, warn);
  const keys = new Set(planned.steps.map(({ key }) => key));
  const api = facts.restApi;
  const birth = connected.sandboxBirth();
  return beginRun(
    world,
    {
      run,
      program: VERSION,
      command: session.command.name,
      again: commandLine(session, answered),
      what: change.words(given, facts, wish).what,
      becomes: wish.becomes,
      where: {
        ...where,
        partition: partitionOf(where.region) ?? "aws",
        ...(birth === undefined ? {} : { birth }),
      },
      ...(api === undefined ? {} : { api: { id: api.id, name: api.name, createdDate: api.createdDate } }),
      before: written(about(start.document, keys)),
      wanted: written(new Map([...keys].map((key) => [key, wish.wanted.get(key)]))),
      ids: [...start.ids].filter(([key]) => isNeeded(key, keys)),
      ...(change.undoes === undefined ? {} : { undoes: change.undoes(facts) }),
    },
    JOURNAL_FORM,
    warn,
  );
}

/** These things as they were, and what they point at: validators go by their names elsewhere. */
function about(document: Document, keys: ReadonlySet<Key>): Document {
  const all = new Set(keys);
  for (const key of keys) {
    const thing = document.get(key);
    if (thing === undefined || (typeof thing === "object" && "unread" in thing)) continue;
    for (const used of kindRules(key).uses(key as never, thing as never))
      if (document.has(used)) all.add(used);
  }
  return new Map([...all].map((key) => [key, document.get(key)]));
}

/** The ids of these things, of the resources above them, and of all validators. */
const isNeeded = (key: Key, keys: ReadonlySet<Key>): boolean =>
  keys.has(key) ||
  key.startsWith("validator ") ||
  [...keys].some((one) => {
    if (one.startsWith("method ")) {
      const [, api = "", , ...path] = one.split(" ");
      return key === resourceKey(api, path.join(" "));
    }
    return one.startsWith("resource ") && key.startsWith("resource ") && one.startsWith(key);
  });
