import type { AnswerCheck, AnswerFault, PromptChoice } from "../../ports.ts";

/** A question as it is drawn: a text, yes or no, or one of a list. */
export interface DrawnQuestion {
  readonly kind: "text" | "confirm" | "list";
  readonly message: string;
  readonly choices: readonly PromptChoice[];
  readonly initial?: string | undefined;
  readonly open?: ((text: string) => boolean | "first") | undefined;
  readonly check: AnswerCheck;
  readonly back: boolean;
}

/** What is typed to go back where no key does it. */
export const BACK_WORD = "<";

export const faultOf = async (check: AnswerCheck, text: string): Promise<AnswerFault | undefined> => {
  const found = await check(text);
  return typeof found === "string" ? { fault: found } : found;
};

/** Yes or no, as it is typed; an empty answer is `initial`. */
export function yesOrNo(typed: string, initial: string | undefined): "yes" | "no" | undefined {
  const text = typed.trim().toLowerCase();
  if (text === "") return initial === "yes" ? "yes" : "no";
  if ("yes".startsWith(text)) return "yes";
  return "no".startsWith(text) ? "no" : undefined;
}
