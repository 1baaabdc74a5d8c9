import type { Where } from "../../cli/where.ts";
import type { Call } from "../../gateway/call/call.ts";
import { type Document, isUnread, type Key, type Seen } from "../../gateway/document/things.ts";

/** The form of the files. A run that a later form wrote is not undone by a program that does not know it. */
export const JOURNAL_FORM = 1;

/** What was seen of a thing, as JSON: `null`, where it was looked for and is not there. */
export type Was = { readonly is: unknown } | { readonly unread: string } | null;
export type Things = readonly (readonly [Key, Was])[];

/** Which process. */
export interface By {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The first line of a run: who, where, and what it is to lead to. */
export interface Begun {
  readonly line: "begun";
  readonly journal: number;
  readonly run: string;
  /** The program's version. */
  readonly program: string;
  readonly command: string;
  /** The command line that does the same without asking. */
  readonly again: string;
  /** `POST /pets of petstore`. */
  readonly what: string;
  /** What it is called when it is done: `created`. */
  readonly becomes: string;
  readonly by: By;
  readonly where: Where & { readonly partition: string; readonly birth?: string | undefined };
  readonly api?: { readonly id: string; readonly name: string; readonly createdDate?: string | undefined };
  readonly before: Things;
  readonly wanted: Things;
  readonly ids: readonly (readonly [Key, string])[];
  /** The run that this one takes back. */
  readonly undoes?: string | undefined;
}

/** A plan; later lines name its calls by their number, counted over all plans of the run. */
export interface Planned {
  readonly line: "planned";
  readonly by: By;
  readonly toward: "wanted" | "before";
  readonly calls: readonly { readonly key: Key; readonly call: Call }[];
}

export type Line =
  | Begun
  | Planned
  /** Written before the call is sent, and forced to disk. */
  | { readonly line: "send"; readonly call: number; readonly input: object }
  | {
      readonly line: "done";
      readonly call: number;
      readonly id?: string | undefined;
      readonly request?: string | undefined;
    }
  | {
      readonly line: "refused";
      readonly call: number;
      readonly code: string;
      readonly message: string;
      readonly request?: string | undefined;
    }
  /** Its answer was lost; what a look at the thing came to: it happened, it did not, or nobody knows. */
  | {
      readonly line: "lost";
      readonly call: number;
      readonly happened: boolean | null;
      readonly id?: string | undefined;
    }
  | Ended;

/** How a run stands: as wanted, as before, or something remains that is to be finished. */
export interface Ended {
  readonly line: "ended";
  /** ISO 8601. */
  readonly at: string;
  readonly how: "done" | "taken back" | "remains";
  readonly remains?: readonly string[];
}

export const written = (document: Document): Things =>
  [...document].map(([key, seen]) => [
    key,
    seen === undefined ? null : isUnread(seen) ? { unread: seen.unread } : { is: seen },
  ]);

export const read = (things: Things): Document =>
  new Map(
    things.map(([key, was]): [Key, Seen] => [
      key,
      was === null ? undefined : "unread" in was ? { unread: was.unread } : (was.is as Seen),
    ]),
  );
