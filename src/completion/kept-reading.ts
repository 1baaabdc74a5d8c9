import type { Reading } from "../ports.ts";
import { type AnswerFolder, isFresh, isUsable, LISTS, type List, type Question } from "./cache.ts";

/** What the kept reading needs of the machine. */
export interface Refreshing {
  readonly folder: AnswerFolder;
  /** Lets another process fetch an answer; nobody waits for it. */
  fetch(question: Question): void;
  now(): number;
  /** How long the first answer of all may be waited for. */
  readonly patience: number;
}

const POLL_MS = 15;

/** A Reading from what is kept. What has grown old is fetched anew behind the back of whoever asks. */
export function keptReading(region: string, refreshing: Refreshing): Reading {
  const { folder, now } = refreshing;
  // One bound for a whole TAB, however many lists it asks for.
  const deadline = now() + refreshing.patience;

  const answer = async (list: List, args: readonly (string | undefined)[]): Promise<readonly unknown[]> => {
    const question: Question = { list, args };
    const kept = folder.read(question);
    if (kept && isFresh(kept, now())) return kept.value ?? [];
    const claim = folder.claim(question, now());
    if (claim === "ours") refreshing.fetch(question);
    if (kept && isUsable(kept, now())) return kept.value ?? [];
    if (claim === "impossible") return [];
    while (now() < deadline) {
      await new Promise((resume) => setTimeout(resume, POLL_MS));
      const fetched = folder.read(question);
      if (fetched && isFresh(fetched, now())) return fetched.value ?? [];
    }
    return [];
  };

  const lists = Object.fromEntries(
    LISTS.map((list) => [list, (...args: (string | undefined)[]) => answer(list, args)]),
  );
  return { ...lists, region, accountId: async () => "" } as unknown as Reading;
}
