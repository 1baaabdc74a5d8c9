import { createInterface, type Interface } from "node:readline";
import { Interrupted } from "../../gateway/call/failure.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { PromptChoice, World } from "../../ports.ts";
import type { Drawn } from "./drawn.ts";
import { labelOf, matching, named } from "./matching.ts";
import { BACK_WORD, type DrawnQuestion, faultOf, yesOrNo } from "./question.ts";

const SHOWN = 30;

/**
 * Questions for screen readers and for terminals that cannot be drawn on: each is written once, choices are numbered, and
 * answers are lines.
 */
export function plainQuestions(world: World): (question: DrawnQuestion) => Promise<Drawn> {
  const say = (line: string) => world.stderr.write(`${line}\n`);
  const read = lines(world);
  return async (question) => {
    const { kind, message, choices, initial, back } = question;
    const list = (rows: readonly PromptChoice[]) => {
      for (const one of rows.slice(0, SHOWN)) {
        const about = one.description ? `: ${plain(one.description)}` : "";
        say(`  ${choices.indexOf(one) + 1}. ${plain(labelOf(one))}${about}`);
      }
      if (rows.length > SHOWN) say(`  and ${rows.length - SHOWN} more: type a part of the name`);
    };
    let standing = initial;
    let refused: string | undefined;
    if (kind === "list") {
      say(message);
      list(choices);
      standing = choices.some(({ value }) => value === initial) ? initial : choices[0]?.value;
    }
    for (;;) {
      const shown = choices.find(({ value }) => value === standing);
      const enter =
        standing === undefined || standing === ""
          ? []
          : [`Enter for ${plain(shown ? labelOf(shown) : standing)}`];
      const hint = [
        ...(kind === "confirm" ? ["yes or no"] : kind === "list" ? ["a number or a name"] : []),
        ...enter,
        ...(back ? [`${BACK_WORD} to go back`] : []),
      ].join(", ");
      const typed = await read(`${kind === "list" ? "" : `${message} `}${hint === "" ? "" : `(${hint}) `}> `);
      if (back && typed.trim() === BACK_WORD) return { back: true };
      const given = meaning(question, typed, standing, refused, list, say);
      if (given === undefined) {
        refused = typed;
        continue;
      }
      const why = refused === given && typed !== "" ? undefined : await faultOf(question.check, given);
      if (!why) return { text: given };
      say(`${why.fault}${why.meant === undefined ? "" : ` Enter takes ${plain(why.meant)}.`}`);
      refused = why.insist ? given : undefined;
      standing = why.meant ?? initial;
    }
  };
}

/** The answer that a line means; undefined where it means none, which is then said. */
function meaning(
  { kind, choices, open }: DrawnQuestion,
  typed: string,
  standing: string | undefined,
  refused: string | undefined,
  list: (rows: readonly PromptChoice[]) => void,
  say: (line: string) => void,
): string | undefined {
  if (kind === "confirm") {
    const said = yesOrNo(typed, standing);
    if (said === undefined) say("Answer yes or no.");
    return said;
  }
  if (typed === "") return standing ?? (kind === "text" ? "" : undefined);
  if (kind === "text") return typed;
  const numbered = /^\d{1,4}$/.test(typed) ? choices[Number(typed) - 1] : undefined;
  const one = named(choices, typed) ?? numbered;
  if (one) return one.value;
  const found = matching(choices, typed);
  // Given twice it is meant so.
  const opens = open?.(typed);
  if (opens === "first" || (opens && (found.length === 0 || refused === typed))) return typed;
  const [only] = found;
  // What may be a text of its own is not taken for a longer one unseen.
  if (found.length === 1 && only && !opens) {
    say(plain(labelOf(only)));
    return only.value;
  }
  if (found.length === 0) say(`Nothing in the list matches "${plain(typed)}".`);
  else {
    list(found);
    if (opens) say(`Given again, ${plain(typed)} is taken as it is.`);
  }
  return undefined;
}

/** Reads lines from a terminal, one for each call. Rejects with Interrupted at Ctrl-C and where the terminal goes away. */
function lines(world: World): (prompt: string) => Promise<string> {
  let open: Interface | undefined;
  let ended = false;
  const waiting: string[] = [];
  let take: (() => void) | undefined;
  const reader = () => {
    if (open) return open;
    open = createInterface({ input: world.stdin.stream(), terminal: false });
    open.on("line", (line) => {
      waiting.push(line);
      take?.();
    });
    open.on("close", () => {
      ended = true;
      take?.();
    });
    return open;
  };
  return async (prompt) => {
    world.stderr.write(prompt);
    const rl = reader();
    rl.resume();
    let interrupted = false;
    const release = world.onInterrupt(() => {
      interrupted = true;
      take?.();
    });
    while (waiting.length === 0 && !ended && !interrupted)
      await new Promise<void>((resume) => {
        take = resume;
      });
    release();
    rl.pause();
    const line = waiting.shift();
    if (line === undefined || line.includes("\x03")) throw new Interrupted();
    return line;
  };
}
