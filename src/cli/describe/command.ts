import type { Known } from "../../settings/known.ts";
import { entriesOf } from "../../settings/read.ts";
import { flagOf, type Key, type Setting } from "../../settings/setting.ts";
import type { Command } from "../command.ts";
import { RESULTS } from "./results.ts";

/** A flag as programs read of it. */
export interface FlagDescription {
  readonly flag: string;
  readonly negation?: string;
  readonly label: string;
  readonly summary: string;
  readonly section: string;
  readonly type: "boolean" | "string" | "integer";
  /** What stands for its value in help. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly repeatable: boolean;
  /** Always, or depending on what else is given. */
  readonly required: "always" | "sometimes" | "never";
  readonly default?: unknown;
  /** When it applies, where it does not always. */
  readonly applies?: string;
}

/** One flag, off its one declaration. Of a command that changes what stands, what is not named stays as it is. */
export function describeFlag([key, setting]: readonly [Key, Setting], stands = false): FlagDescription {
  const { value, applies, required, fallback, section, otherwise } = setting;
  const usual = stands && section !== "Common" ? undefined : (fallback?.(typical(key)) ?? otherwise);
  return {
    flag: flagOf(setting),
    ...(setting.negatable ? { negation: `--no-${setting.flag}` } : {}),
    label: setting.label,
    summary: setting.summary,
    section,
    type: value.placeholder === undefined ? "boolean" : value.range ? "integer" : "string",
    ...(value.placeholder === undefined ? {} : { placeholder: value.placeholder }),
    ...(value.choices ? { choices: value.choices.map((one) => one.value) } : {}),
    ...(value.range ? { minimum: value.range.min, maximum: value.range.max } : {}),
    repeatable: setting.many === true,
    required: required === true ? "always" : required ? "sometimes" : "never",
    ...(usual === undefined ? {} : { default: printed(setting, usual) }),
    ...(applies ? { applies: applies.because } : {}),
  };
}

const printed = (setting: Setting, value: unknown): unknown =>
  typeof value === "string" ? setting.value.print(value) : value;

/** Defaults depend on little, and what they depend on is seldom given. */
const typical = (_: Key): Known => ({});

export interface CommandDescription {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly usage: string;
  /** What it may do: `changes` an account, `calls` what a method calls, `looks`, writes `files` of this machine. */
  readonly effect: Command["effect"];
  /** Whether it may change anything of an account. */
  readonly writes: boolean;
  readonly flags: readonly FlagDescription[];
  readonly examples: readonly { readonly says: string; readonly line: string }[];
  /** The members of its result, as --output json prints it. */
  readonly result: Readonly<Record<string, string>>;
}

/** A command, off the declarations that its help is read off too. */
export const describeCommand = (command: Command): CommandDescription => ({
  name: command.name,
  summary: command.summary,
  description: command.description,
  usage: `apigw ${command.name} ${command.usage ?? "[flags]"}`,
  effect: command.effect,
  writes: command.effect === "changes",
  flags: entriesOf(command.settings).map((entry) => describeFlag(entry, command.place !== undefined)),
  examples: command.examples,
  result: RESULTS[command.name] ?? {},
});
