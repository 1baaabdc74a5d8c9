// build: usual 8
import type { Account } from "../account/account.ts";
import { orUsageError, UsageError } from "../cli/exit.ts";
import type { Ids } from "../gateway/call/call.ts";
import { type Document, isOf, isUnread, printKey, type Things } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { type Plan, plan } from "../gateway/plan/plan.ts";
import type { Prompter, World } from "../ports.ts";
import { problem } from "../settings/problem.ts";
import { checkResolved } from "../wanted/conflicts.ts";
import { withPreflight } from "../wanted/cors.ts";
import { recipeNeedsAccount, withRecipe } from "../wanted/with-recipe.ts";
import { withServiceDefaults } from "../wanted/with-service-defaults.ts";
import type { Change, CommonGiven, Located, Wish } from "./change.ts";
import type { Start } from "./execute.ts";

/** A change that is ready to be shown: what there is, what is wanted, and the calls between. */
export interface Prepared<G, F> {
  readonly given: G;
  readonly facts: F;
  readonly wish: Wish;
  readonly start: Start;
  readonly planned: Plan;
  readonly notes: readonly string[];
}

/** With what a change is prepared. */
export interface Preparing<A> {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly prompter: Prompter | undefined;
  readonly ahead: A | undefined;
  /** The run's name. */
  readonly run: string;
}

/** Looks up the place, plans, and checks; fails with all that is wrong. `answered` is all that was given and asked for. */
export async function prepare<G extends CommonGiven, F extends Located, A>(
  change: Change<G, F, A>,
  answered: G,
  recipe: ReturnType<typeof withRecipe>,
  around: Preparing<A>,
): Promise<Prepared<G, F>> {
  orUsageError(recipe.problems);
  const defaults = change.defaults?.(answered) ?? withServiceDefaults(answered);
  orUsageError([...defaults.problems, ...checkResolved({ ...defaults.known, region: around.region })]);
  const {
    given,
    facts,
    notes: found,
  } = await change.locate(defaults.known as G, {
    ...around,
    allows: recipe.allows,
    called: defaults,
  });
  const wished = change.want(given, facts);
  if ("problems" in wished) throw new UsageError(wished.problems);
  const wish = { ...wished, wanted: marked(wished.wanted, around.run) };
  const start = await lookedAt(wish, facts.ids, around.account);
  const planned = plan(start.document, wish.wanted);
  orUsageError(planned.unread.map(unreadProblem));
  const checked = await change.check?.(given, facts, wish, around.account);
  orUsageError(checked?.problems ?? []);
  const notes = [
    ...recipe.notes,
    ...defaults.notes,
    ...found,
    ...wish.notes,
    ...(checked?.notes ?? []),
    ...planned.kept.map(keptNote),
  ];
  return { given, facts, wish, start, planned, notes };
}

/** A role says which run made it: where an answer was lost, that tells it from one that somebody else made. */
const marked = (wanted: Document, run: string): Document =>
  new Map(
    [...wanted].map(([key, one]) => {
      if (!isOf("role", key) || one === undefined || isUnread(one)) return [key, one] as const;
      const role = one as Things["role"];
      return [key, { ...role, description: `${role.description ?? ""} Run ${run}.`.trim() }] as const;
    }),
  );

/** What a recipe, or OPTIONS alone, stands for, put in place of it; an account is asked for where one needs it. */
export async function fillRecipe<G extends CommonGiven>(given: G, region: string, { reading }: Account) {
  const at = given.serviceRegion ?? region;
  const account = recipeNeedsAccount(given) ? await reading.accountId() : "";
  const filled = withRecipe(given, { region: at, partition: partitionOf(at) ?? "aws", account });
  return { ...filled, known: withPreflight(filled.known) };
}

/** What is there, of all that is wanted: what the command did not look at yet is looked at by itself. */
async function lookedAt({ now, wanted }: Wish, ids: Ids, { aws }: Account): Promise<Start> {
  const open = [...wanted.keys()].filter((key) => !now.has(key));
  if (open.length === 0) return { document: now, ids };
  const { observe } = await import("../account/read-again.ts");
  const seen = await observe(aws, open, ids);
  return { document: new Map([...seen.document, ...now]), ids: new Map([...seen.ids, ...ids]) };
}

const unreadProblem = ({ key, why }: Plan["unread"][number]) =>
  problem(
    undefined,
    `whether there is already a ${printKey(key)} cannot be told (${plain(why)}), so it would be overwritten unseen`,
    "ask for the permission to read it, or name another",
  );

const keptNote = ({ key, neededBy }: Plan["kept"][number]): string =>
  `${printKey(key)} stays: ${neededBy.map((one) => printKey(one)).join(", ")} needs it.`;
