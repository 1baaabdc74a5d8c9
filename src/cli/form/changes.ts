import { ENTRY_NAMES, type ListKey } from "../../settings/entry-names.ts";
import type { Unset } from "../../settings/known.ts";
import type { Key } from "../../settings/setting.ts";
import type { UnsetName } from "../../settings/update-method.ts";

/** Lists of which an entry is unset by its name, behind this flag's. */
const NAMED = {
  queryParam: "query-param",
  header: "header",
  pathParam: "path-param",
  requestModel: "request-model",
  requestParameter: "request-parameter",
  requestTemplate: "request-template",
  response: "response",
  responseHeader: "response-header",
  responseTemplate: "response-template",
  responseModel: "response-model",
  responseContentHandling: "response-content-handling",
} as const satisfies Partial<Record<ListKey, UnsetName>>;

const isNamed = (key: Key): key is keyof typeof NAMED => key in NAMED;

/** Settings that are cleared by their flag's name, where an update finds them. */
const CLEARED: Partial<Record<Key, string>> = {
  operationName: "operation-name",
  cacheNamespace: "cache-namespace",
  serviceRegion: "service-region",
  subdomain: "subdomain",
  integrationTarget: "integration-target",
  timeout: "timeout",
};

/** Whether an update can take away what is there. */
export const isCleared = (key: Key): boolean => CLEARED[key] !== undefined;

/** Lists that a flag says whole, and that are cleared whole. */
const WHOLE: Partial<Record<Key, string>> = { scope: "scope" };

/** A list as it is with what changes in it. */
export function mergedList(key: Key, today: unknown, changes: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(today) || !isNamed(key)) return undefined;
  const name = ENTRY_NAMES[key] as (entry: unknown) => string;
  const changed = (changes as readonly unknown[] | undefined) ?? [];
  const names = new Set(changed.map(name));
  return [...today.filter((one) => !names.has(name(one))), ...changed];
}

/** What is to be said to come from what is to an answer: entries that are new or other, and what is to be no more. */
export function changesOf(
  key: Key,
  answer: unknown,
  today: unknown,
): { readonly list?: readonly unknown[] | undefined; readonly unset: readonly Unset[] } {
  const whole = WHOLE[key];
  if (whole !== undefined && Array.isArray(today)) {
    const list = (answer as readonly unknown[] | undefined) ?? [];
    if (list.length === 0) return { unset: [{ setting: whole }] };
    return { list: JSON.stringify(list) === JSON.stringify(today) ? undefined : list, unset: [] };
  }
  if (!isNamed(key) || !Array.isArray(today)) {
    const cleared = CLEARED[key];
    const clears = answer === undefined && today !== undefined && cleared !== undefined;
    return { unset: clears ? [{ setting: cleared }] : [] };
  }
  const name = ENTRY_NAMES[key] as (entry: unknown) => string;
  const wanted = (answer as readonly unknown[] | undefined) ?? [];
  const before = new Map(today.map((one) => [name(one), JSON.stringify(one)]));
  const list = wanted.filter((one) => before.get(name(one)) !== JSON.stringify(one));
  const names = new Set(wanted.map(name));
  const gone = [...before.keys()].filter((one) => !names.has(one));
  return {
    list: list.length === 0 ? undefined : list,
    unset: gone.map((entry) => ({ setting: NAMED[key], entry })),
  };
}
