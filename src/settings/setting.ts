import type { Reading } from "../ports.ts";
import type { AllSettings, Known } from "./known.ts";
import type { Choice, Value } from "./value.ts";

/** The headings of the console's pages; help and prompts are grouped by them. */
export const SECTIONS = [
  "Resource",
  "Method details",
  "Lambda function",
  "AWS service",
  "VPC link",
  "HTTP endpoint",
  "CORS",
  "Method request settings",
  "Integration request settings",
  "Method and integration responses",
  "Which methods",
  "What is shown",

  "Stage",
  "If the method exists",
  "Test",
  "Expected answer",
  "Findings",
  "Common",
] as const;
export type Section = (typeof SECTIONS)[number];

type Element<T> = T extends readonly (infer E)[] ? E : T;

/** One thing a person can set, declared once: flag, prompt, help, completion, validation and docs are read off it. */
export interface Setting<T = unknown> {
  /** The console's own words. */
  readonly label: string;
  /** The console's words where they depend on what is known: "Lambda proxy integration". */
  readonly labelFor?: (known: Known) => string;
  /** What may be typed, where its question says so: "50 to 29000". */
  readonly hint?: (known: Known) => string;
  /** What an empty answer to a prompt means, where it is not simply left out. */
  readonly emptyMeans?: string;
  /** The long flag without dashes. */
  readonly flag: string;
  /** Other flags that mean it; help and TAB know the one alone. */
  readonly also?: readonly string[];
  /** A full sentence: help, prompt and docs use it. */
  readonly summary: string;
  readonly section: Section;
  /** Of one element where the flag may be repeated. */
  readonly value: Value<Element<T>>;
  readonly many?: boolean;
  /** Whether `--no-flag` exists. */
  readonly negatable?: boolean;
  /** Not asked, and refused with the reason, where it does not apply. */
  readonly applies?: { when(known: Known): boolean; because: string; why?(known: Known): string };
  /** Whether the method cannot be made without it. */
  readonly required?: true | ((known: Known) => boolean);
  /** The flags to name where it is missing, if not its own alone. */
  readonly missing?: string;
  /** The console's default, used where nothing is said; `undefined` leaves it out. */
  readonly fallback?: (known: Known) => Element<T> | undefined;
  /** What holds where nothing is said, though nothing is filled in: programs are told. */
  readonly otherwise?: Element<T>;
  /** Live values: the prompt and the TAB key use the same. */
  readonly suggest?: (aws: Reading, known: Known) => Promise<readonly Choice[]>;
  /** Which texts outside the suggestions a prompt takes; none, where this is absent. */
  readonly open?: (text: string) => boolean;
  /** Whether the prompts ask for it where it applies; they do unless this says no. */
  readonly asked?: (known: Known) => boolean;
}

/** One that is always there once a command runs. */
export type AlwaysThere<T> = Setting<T> & { readonly required: true };

/** The setting table of a set of values: one declaration for each. Those of `Always` cannot be left out. */
export type Table<V, Always extends keyof V = never> = {
  readonly [K in keyof V]-?: K extends Always ? AlwaysThere<V[K]> : Setting<V[K]>;
};
export type Key = keyof AllSettings;

export const flagOf = (setting: Pick<Setting, "flag">): string => `--${setting.flag}`;

/** Whether a long flag, without its dashes, is this setting's. */
export const hasFlag = (
  { flag, also = [] }: Pick<Setting, "flag" | "also">,
  name: string | undefined,
): boolean => name !== undefined && (flag === name || also.includes(name));

/** Any command's settings. */
export type SomeTable = Partial<Table<AllSettings>>;

/**
 * What a command's settings were given: of a setting that the command does not have there is nothing to ask for, and one
 * that is always there needs no default.
 */
export type Given<T extends SomeTable> = {
  readonly [K in keyof T & Key as T[K] extends { readonly required: true } ? K : never]: AllSettings[K];
} & {
  readonly [K in keyof T & Key as T[K] extends { readonly required: true } ? never : K]?:
    | AllSettings[K]
    | undefined;
};

/** Whether it must be given, in the light of what else is. */
export const isRequired = ({ required }: Pick<Setting, "required">, known: Known): boolean =>
  required === true || required?.(known) === true;
