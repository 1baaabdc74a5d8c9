import type { Place } from "../account/locate.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { PromptChoice, Prompter } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { problem } from "../settings/problem.ts";
import { UsageError } from "./exit.ts";

/** What to do with a method that exists, as it is asked. */
export const existsQuestion = (
  { method }: Known,
  { path }: Place,
): { readonly message: string; readonly choices: readonly PromptChoice[] } => ({
  message: `${method} ${path} exists already. What now?`,
  choices: [
    { value: "fail", label: "Leave it, and stop here" },
    { value: "update", label: "Update", description: "change what was given, keep the rest" },
    { value: "replace", label: "Replace", description: "make it just what was given" },
  ],
});

/** Whether a resource that is missing is to be made, where all else was said by flags. */
export async function offerResource<G extends Known>(place: Place, given: G, prompter: Prompter): Promise<G> {
  if (given.createResource !== undefined) return given;
  const message = `${plain(place.api.name)} has no resource ${place.path}. Create it?`;
  return { ...given, createResource: await prompter.confirm({ message, initial: true }) };
}

export function refusedAsItExists(given: Known, place: Place): UsageError {
  const failed = problem(
    "ifExists",
    `${given.method} ${place.path} exists already, and the default is to fail`,
    "add --if-exists skip, update or replace",
  );
  return new UsageError([failed], "already-exists");
}

/** What to do with a method that exists, where all else was said by flags: said, asked for, or refused. */
export async function ifExists(
  given: Known,
  place: Place,
  prompter: Prompter | undefined,
): Promise<Known["ifExists"]> {
  if (given.ifExists !== undefined && given.ifExists !== "fail") return given.ifExists;
  if (given.ifExists === "fail" || !prompter) throw refusedAsItExists(given, place);
  const answer = await prompter.choose(existsQuestion(given, place));
  if (answer === "fail") throw refusedAsItExists(given, place);
  return answer as "update" | "replace";
}
