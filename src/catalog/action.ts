import { OWN_HOSTS } from "./by-hand.ts";
import type { ApiFacts } from "./facts.ts";
import { slipOf } from "./near.ts";
import type { Service } from "./service.ts";

/** One operation of a service. */
export interface Action {
  readonly name: string;
  /** The API that has it; none where only IAM names it (newer than the models, or a permission alone). */
  readonly api?: ApiFacts | undefined;
  /** `METHOD /uri`, of REST services. */
  readonly uri?: string | undefined;
}

export type FoundAction =
  | { readonly action: Action }
  | { readonly near: string }
  | { readonly unknown: true };

const split = (names: string | undefined): readonly string[] => (names ? names.split(" ") : []);

/** The names of an API's operations. */
export const operationsOf = ({ ops }: ApiFacts): readonly string[] =>
  typeof ops === "string" ? split(ops) : Object.keys(ops);

/** The operations of a service, for a person to choose from. */
export const listActions = ({ facts }: Service): readonly string[] =>
  [...new Set((facts?.apis ?? []).flatMap(operationsOf))].sort();

/** Finds an operation by name; the name's case counts for AWS, so one that differs in case alone is a near miss. */
export function findAction(service: Service, name: string): FoundAction {
  for (const api of service.facts?.apis ?? []) {
    if (!operationsOf(api).includes(name)) continue;
    const uri = typeof api.ops === "string" ? undefined : api.ops[name];
    return { action: { name, api, uri } };
  }
  const more = split(service.facts?.more);
  if (more.includes(name)) return { action: { name } };
  if (!service.facts) return OWN_HOSTS[service.id]?.only === name ? { action: { name } } : { unknown: true };
  const known = [...listActions(service), ...more];
  const near = known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? slipOf(name, known);
  return near === undefined ? { unknown: true } : { near };
}

/** An operation's required members, with the mark of where each goes (see ApiFacts). */
export const requiredOf = ({ name, api }: Action): readonly string[] => split(api?.required?.[name]);
