import { hasControls, plain } from "../gateway/messages/plain.ts";
import type { Nearby, Reading } from "../ports.ts";
import type { AllSettings, Known } from "../settings/known.ts";
import { entriesOf, readSettings } from "../settings/read.ts";
import { flagOf, hasFlag, isRequired, type Key, type Setting, type Table } from "../settings/setting.ts";
import type { Offer } from "../settings/suggestion.ts";
import { typings } from "../settings/typing.ts";

/** As much of a subcommand as TAB reads. */
export interface Completable {
  readonly name: string;
  readonly summary: string;
  readonly settings: Partial<Table<AllSettings>>;
  /** What its words without a flag can be, told those before. */
  operands?(before: readonly string[]): readonly Offer[];
  readonly takesRun?: true | undefined;
}

/** What the list of commands says of one, and how to come by the rest. */
export interface CompletableEntry extends Pick<Completable, "name" | "summary"> {
  declared(): Promise<Completable>;
}

/** A whole word that can stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
  /** The word goes on: no blank is put behind it. */
  readonly open: boolean;
}

/** Where live values come from; opened only when they are asked for, with what stands on the line. */
export interface Sources {
  reading(known: Known): Promise<Reading>;
  readonly nearby: Nearby;
}

/** What the words before the cursor have said. */
interface Said {
  readonly command?: Completable;
  readonly known: Known;
  readonly given: ReadonlySet<Key>;
  readonly operands: readonly string[];
  /** The setting whose value comes next. */
  readonly expecting?: readonly [Key, Setting];
}

const HELP = { value: "--help", description: "Show help", open: false };
const VERSION = { value: "--version", description: "Show the version", open: false };

/**
 * Every word that can stand at the cursor: those that begin as it does; `loosely`, where none does, those that have its
 * letters in that order. Never rejects for what cannot be read.
 */
export async function candidatesAt(
  words: readonly string[],
  current: string,
  list: readonly CompletableEntry[],
  sources: Sources,
  loosely = false,
): Promise<readonly Candidate[]> {
  const commands = await meant(words, current, list);
  const said = listen(words, commands);
  if (said.expecting) return valuesOf(said.expecting, current, "", said, sources, loosely);
  const [, flag, typed] = /^(--[a-z0-9-]+)=(.*)$/s.exec(current) ?? [];
  if (flag !== undefined && typed !== undefined) {
    const entry = entriesOf(tableOf(said, commands)).find(([, one]) => hasFlag(one, flag.slice(2)));
    return entry?.[1].value.placeholder === undefined
      ? []
      : valuesOf(entry, typed, `${flag}=`, said, sources, loosely);
  }
  const offers: Candidate[] = [];
  if (!said.command && !current.startsWith("-"))
    offers.push(
      ...list.map(({ name, summary }) => ({ value: name, description: summary, open: false })),
      ...(words.length === 0 ? [{ value: "help", description: "Show help", open: false }] : []),
    );
  const operands = await operandsOf(said, sources);
  if (!current.startsWith("-")) offers.push(...operands.map((one) => candidate(one, "")));
  if (said.command ? operands.length === 0 || current.startsWith("-") : current.startsWith("-"))
    offers.push(...flags(said, commands));
  const begun = offers.filter(({ value }) => value.startsWith(current));
  return begun.length > 0 || !loosely ? begun : offers.filter(({ value }) => holds(value, current));
}

/** The commands that the words are read by: most often one is named first; flags in front may be of any. */
async function meant(
  words: readonly string[],
  current: string,
  list: readonly CompletableEntry[],
): Promise<readonly Completable[]> {
  const [first] = words[0] === "help" ? words.slice(1) : words;
  const named = list.filter(({ name }) => name === first);
  // What names a command is read off the list.
  if (first === undefined && !current.startsWith("-")) return [];
  return Promise.all((named.length > 0 ? named : list).map((entry) => entry.declared()));
}

/** What the words without a flag can be. */
async function operandsOf({ command, operands }: Said, { nearby }: Sources): Promise<readonly Offer[]> {
  if (!command?.takesRun) return command?.operands?.(operands) ?? [];
  if (operands.length > 0) return [];
  return (await nearby.runs()).map(({ name, what }) => ({ value: name, description: what }));
}

/** Whether a text has these letters in this order, whatever stands between them. */
function holds(text: string, letters: string): boolean {
  const lower = text.toLowerCase();
  let at = 0;
  return [...letters.toLowerCase()].every((letter) => {
    at = lower.indexOf(letter, at) + 1;
    return at > 0;
  });
}

/** The settings of the command; before there is one, those that may stand in front of it. */
function tableOf({ command }: Said, commands: readonly Completable[]): Partial<Table<AllSettings>> {
  if (command) return command.settings;
  return Object.fromEntries(
    commands.flatMap(({ settings }) => entriesOf(settings)).filter(([, one]) => one.section === "Common"),
  );
}

/** Reads the words as the program would. */
function listen(words: readonly string[], commands: readonly Completable[]): Said {
  let every: Partial<Table<AllSettings>> | undefined;
  // Most often a command is named first, and its own table is all that is needed.
  const settingsOf = (named: Completable | undefined) => {
    if (named) return named.settings;
    every ??= Object.fromEntries(commands.flatMap(({ settings }) => entriesOf(settings).toReversed()));
    return every;
  };
  let command: Completable | undefined;
  const raw: Record<string, string[] | boolean> = {};
  const operands: string[] = [];
  let expecting: readonly [Key, Setting] | undefined;
  const asked = words[0] === "help";
  for (const word of asked ? words.slice(1) : words) {
    if (expecting) {
      const [key] = expecting;
      raw[key] = [...(Array.isArray(raw[key]) ? raw[key] : []), word];
      expecting = undefined;
      continue;
    }
    if (!word.startsWith("-") || word === "-") {
      const named = command ? undefined : commands.find(({ name }) => name === word);
      if (named) command = named;
      else operands.push(word);
      continue;
    }
    const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const entries = entriesOf(settingsOf(command));
    const entry = entries.find(([, one]) => hasFlag(one, name));
    if (entry) {
      const [key, setting] = entry;
      if (setting.value.placeholder === undefined) raw[key] = true;
      else if (value === undefined) expecting = entry;
      else raw[key] = [...(Array.isArray(raw[key]) ? raw[key] : []), value];
      continue;
    }
    const negated = entries.find(([, one]) => one.negatable && `no-${one.flag}` === name);
    if (negated) raw[negated[0]] = false;
  }
  const { known } = readSettings(settingsOf(command), raw);
  return {
    ...(command ? { command } : {}),
    known,
    given: new Set(Object.keys(raw) as Key[]),
    operands: command ? operands : [],
    ...(expecting ? { expecting } : {}),
  };
}

/** The flags that still apply, those first without which the command cannot run. */
function flags(said: Said, commands: readonly Completable[]): readonly Candidate[] {
  const { known, given, command } = said;
  const entries = entriesOf(tableOf(said, commands)).filter(
    ([key, setting]) => (!given.has(key) || setting.many) && setting.applies?.when(known) !== false,
  );
  const needed = ([, setting]: readonly [Key, Setting]) => isRequired(setting, known);
  const sorted = [...entries.filter(needed), ...entries.filter((entry) => !needed(entry))];
  return [
    ...sorted.flatMap(([, setting]) => {
      // A list has room for a sentence; the help says the rest.
      const [summary = ""] = setting.summary.split(/[.;] |\.$/);
      const one = { value: flagOf(setting), description: summary, open: false };
      return setting.negatable
        ? [one, { ...one, value: `--no-${setting.flag}`, description: `Not: ${summary}` }]
        : [one];
    }),
    HELP,
    ...(command ? [] : [VERSION]),
  ];
}

async function valuesOf(
  [key, setting]: readonly [Key, Setting],
  typed: string,
  front: string,
  said: Said,
  sources: Sources,
  loosely: boolean,
): Promise<readonly Candidate[]> {
  const offered = async (begun: string) => {
    const offers = await offersOf(key, setting, begun, said, sources).catch(() => []);
    return offers.filter(({ value }) => !hasControls(value));
  };
  const fitting = await offered(typed);
  const begins = (text: string | undefined) => text?.toLowerCase().startsWith(typed.toLowerCase());
  const byValue = fitting.filter(({ value }) => begins(value));
  // What is found by its name alone, a role or a VPC link, stands in the list by its ARN or id.
  let found = byValue.length > 0 ? byValue : fitting.filter(({ label }) => begins(label));
  if (found.length === 0 && loosely) found = (await offered("")).filter(({ value }) => holds(value, typed));
  return distinct(found.map((one) => candidate(one, front)));
}

async function offersOf(
  key: Key,
  setting: Setting,
  typed: string,
  said: Said,
  { reading, nearby }: Sources,
): Promise<readonly Offer[]> {
  const { known, command } = said;
  const typing = typings[key];
  // Most values need nothing of the account, and opening it would cost a part of the time there is.
  const lazily = lazy(() => reading(known));
  if (typing) return typing(typed, { command: command?.name ?? "", known, reading: lazily, nearby });
  if (setting.value.choices) return setting.value.choices;
  return (await setting.suggest?.(lazily, known)) ?? [];
}

/** A Reading that is opened by the first question to it. */
function lazy(open: () => Promise<Reading>): Reading {
  let opened: Promise<Reading> | undefined;
  return new Proxy({} as Reading, {
    get: (_, name) =>
      name === "then"
        ? undefined
        : name === "region"
          ? ""
          : async (...args: unknown[]) => {
              opened ??= open();
              const method = (await opened)[name as "apis"] as (...given: unknown[]) => Promise<unknown>;
              return method(...args);
            },
  });
}

/** An offer as a whole word, and what is said of it beside its value. */
function candidate({ value, label, description, open }: Offer, front: string): Candidate {
  const said = [label, description]
    .flatMap((text) => (text ?? "").replace(`${value}  `, "").split(", "))
    .map((text) => plain(text).trim())
    .filter((text) => text !== "" && text !== value);
  return { value: `${front}${value}`, description: [...new Set(said)].join(", "), open: open === true };
}

const distinct = (list: readonly Candidate[]): readonly Candidate[] => [
  ...new Map(list.map((one) => [one.value, one])).values(),
];
