import type { Account } from "../account/account.ts";
import type { Guide } from "../cli/form/guide.ts";
import type { Call, Ids } from "../gateway/call/call.ts";
import type { Document } from "../gateway/document/things.ts";
import type { ApiEntry, Prompter, World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import type { Problem } from "../settings/problem.ts";
import type { WithRecipe } from "../wanted/with-recipe.ts";
import type { WithServiceDefaults } from "../wanted/with-service-defaults.ts";
import type { Run } from "./journal/read.ts";
import type { Showing } from "./report.ts";

/** What every change is given. */
export type CommonGiven = Known;

/** What a run found: the place, and what is there. Each command adds what it alone needs. */
export interface Located {
  readonly now: Document;
  readonly ids: Ids;
  /** The API that it is all about, where it is about one. */
  readonly restApi?: ApiEntry;
}

/** Where and with what a change looks for its place. */
export interface Around<A> {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  /** The run's name. */
  readonly run: string;
  /** Whom to ask what only the place gives rise to; nobody, where nothing is asked. */
  readonly prompter: Prompter | undefined;
  /** What was asked for before, while the program was being loaded. */
  readonly ahead: A | undefined;
  /** What a recipe says the role must allow. */
  readonly allows: WithRecipe["allows"];
  /** The AWS service and action that are called, where the catalog has them. */
  readonly called: Pick<WithServiceDefaults, "service" | "action">;
}

/** What became, or is to become, of what a command acts on. */
export type Became =
  | "created"
  | "updated"
  | "replaced"
  | "deleted"
  | "unchanged"
  | "deployed"
  | "skipped"
  | "planned"
  | "undone"
  | "resumed";

/** What a change is to lead to. */
export interface Wish {
  /** What is there, with what is known not to be among it. */
  readonly now: Document;
  readonly wanted: Document;
  /** What it will be called when it is done. */
  readonly becomes: Became;
}

export interface Findings {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** What is said about a change. */
export interface Words {
  /** What is changed: `POST /pets of petstore`. */
  readonly what: string;
  /** The last question. */
  readonly question: string;
  /** What stands behind the calls, for people. */
  beside?(showing: Showing): string;
  /** What is to be typed at a terminal before it is done: the name of something that takes much with it. */
  readonly typed?: string;
  /** What to say when it is done, beside what was done. */
  after(ids: Ids): readonly string[];
  /** The result as data: what stands around `calls`. */
  result(ids: Ids): { readonly before: object; readonly after: object };
}

/** A run that is taken up again. */
export interface Continued {
  readonly run: Run;
  /** Told that nothing is to be sent; and the exit code, where not all is well. */
  settled(exitCode: number | undefined): void;
}

/** A command that changes something: all that is its own. The spine runs it. */
export interface Change<G extends CommonGiven, F extends Located, A = undefined> {
  /** What its form knows beside its settings' declarations. */
  guide?(account: Account, region: string): Promise<Guide>;
  /** What follows from service and action, where this command means other things by them. */
  defaults?(given: G): WithServiceDefaults;
  /** Looks up the place and what is there; fails with all that is wrong with what was named. */
  locate(
    given: G,
    around: Around<A>,
  ): Promise<{ readonly given: G; readonly facts: F; readonly notes: readonly string[] }>;
  /** What is to be, or what speaks against it; pure. */
  want(
    given: G,
    facts: F,
  ): (Wish & { readonly notes: readonly string[] }) | { readonly problems: readonly Problem[] };
  /** What would fail or be refused, found before the first write. */
  check?(given: G, facts: F, wish: Wish, account: Account): Promise<Findings>;
  words(given: G, facts: F, wish: Wish): Words;
  /** Whether it takes away what it did not make: without a terminal that needs --yes. */
  readonly deletes?: boolean;
  /** The run that this one takes back. */
  undoes?(facts: F): string;
  /** Where it leads, of one that takes a run up again. */
  readonly toward?: "wanted" | "before";
  /** A run that is taken up again goes on with its own journal. */
  readonly continues?: Continued;
  /** The exit code where all is done and not all is well. */
  exitCode?(facts: F): number | undefined;
  /** What follows when all is done, and the exit code of it. */
  afterwards?(given: G, facts: F, done: readonly Call[], ids: Ids): Promise<number>;
}
