import type { Known } from "../../settings/known.ts";
import { entriesOf } from "../../settings/read.ts";
import { isRequired, type Key, type Section, type Setting, type SomeTable } from "../../settings/setting.ts";

/** One question of the form: a setting's, or whether a folded page is opened. */
export type Step = SettingStep | { readonly id: string; readonly fold: Section };
export interface SettingStep {
  readonly id: string;
  readonly key: Key;
  readonly setting: Setting;
}

// As in the console, the first page is always open and the rest are folded.
const FOLDED: Partial<Record<Section, (known: Known) => string>> = {
  "Method request settings": () =>
    "Configure method request settings? (authorization, validator, parameters, body)",
  "Integration request settings": () =>
    "Configure integration request settings? (mappings, templates, passthrough, cache)",
  "Method and integration responses": ({ integration }) =>
    integration === "mock"
      ? "Configure responses? (the mock's static body, headers, other statuses than 200)"
      : "Configure responses? (other statuses than 200, headers, templates, models)",
};

export const foldMessage = (section: Section, known: Known): string => FOLDED[section]?.(known) ?? section;

const isFolded = (section: Section): boolean => FOLDED[section] !== undefined;

/** The steps of a table in its order; a folded page has one in front, unless its command is about it: it says so by name. */
export function stepsOf(table: SomeTable, only?: readonly Section[]): readonly Step[] {
  const steps: Step[] = [];
  const opened = new Set<Section>();
  for (const [key, setting] of entriesOf(table)) {
    const { section } = setting;
    if (section === "Common" || (only !== undefined && !only.includes(section))) continue;
    if (only === undefined && isFolded(section) && !opened.has(section))
      steps.push({ id: `page ${section}`, fold: section });
    opened.add(section);
    steps.push({ id: key, key, setting });
  }
  return steps;
}

/** Whether a setting's own declaration has it asked for. */
export const isAsked = (setting: Setting, known: Known): boolean =>
  setting.asked?.(known) !== false && setting.applies?.when(known) !== false;

export const isNeeded = (key: Key, setting: Setting, known: Known): boolean =>
  isRequired(setting, known) && known[key] === undefined;
