import { type Finding, NOT_CHECKED } from "./finding.ts";
import { RULES } from "./rule-ids.ts";

/** One line of an ignore file: a rule that is not to be reported, everywhere or of one method, and why. */
export interface Ignored {
  readonly line: number;
  readonly rule: string;
  /** `GET /pets`; undefined for every method. */
  readonly at?: string;
  readonly reason: string;
}

const isRule = (word: string): boolean => word === NOT_CHECKED || Object.hasOwn(RULES, word);

/**
 * Reads an ignore file: a line for each rule, maybe a method behind it, and behind `#` the reason, which must be there.
 * Lines that begin with `#` are comments. Faults read on behind the file's name.
 */
export function readIgnoreFile(text: string): {
  readonly all: readonly Ignored[];
  readonly faults: readonly string[];
} {
  const all: Ignored[] = [];
  const faults: string[] = [];
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const content = raw.trim();
    if (content === "" || content.startsWith("#")) continue;
    const [, before = "", reason = ""] = /^([^#]*)#?(.*)$/.exec(content) ?? [];
    const [rule = "", ...at] = before.trim().split(/\s+/);
    const line = i + 1;
    if (!isRule(rule)) faults.push(`line ${line}: there is no rule "${rule.slice(0, 80)}"`);
    else if (reason.trim() === "") faults.push(`line ${line}: ${rule} has no reason; write it behind a #`);
    else if (at.length !== 0 && (at.length !== 2 || !at[1]?.startsWith("/")))
      faults.push(`line ${line}: "${at.join(" ").slice(0, 80)}" is no method; write it like GET /pets`);
    else all.push({ line, rule, reason: reason.trim(), ...(at.length === 0 ? {} : { at: at.join(" ") }) });
  }
  return { all, faults };
}

/** The line that says that a finding is not to be reported. */
export const ignoredBy = (all: readonly Ignored[], at: string, { rule }: Finding): Ignored | undefined =>
  all.find((one) => one.rule === rule && (one.at === undefined || one.at === at));
