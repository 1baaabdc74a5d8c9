import type { Unset } from "../../settings/known.ts";
import type { Key } from "../../settings/setting.ts";

/** What an entry of a list is known by: naming it again sets it whole, and unsetting it takes it out. */
const NAMES: Partial<Record<Key, { readonly flag: string; name(entry: never): string }>> = {
  queryParam: { flag: "query-param", name: ({ name }: { name: string }) => name },
  header: { flag: "header", name: ({ name }: { name: string }) => name },
  pathParam: { flag: "path-param", name: ({ name }: { name: string }) => name },
  requestModel: { flag: "request-model", name: ({ key }: { key: string }) => key },
  requestParameter: { flag: "request-parameter", name: ({ key }: { key: string }) => key },
  requestTemplate: {
    flag: "request-template",
    name: ({ contentType }: { contentType: string }) => contentType,
  },
  response: { flag: "response", name: ({ status }: { status: string }) => status },
  responseHeader: {
    flag: "response-header",
    name: ({ status, of }: { status: string; of: { name: string } }) => `${status}:${of.name}`,
  },
  responseTemplate: {
    flag: "response-template",
    name: ({ status, of }: { status: string; of: { contentType: string } }) => `${status}:${of.contentType}`,
  },
  responseContentHandling: {
    flag: "response-content-handling",
    name: ({ status }: { status: string }) => status,
  },
  responseModel: {
    flag: "response-model",
    name: ({ status, of }: { status: string; of: { key: string } }) => `${status}:${of.key}`,
  },
};

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
  const of = NAMES[key];
  if (!Array.isArray(today) || of === undefined) return undefined;
  const name = of.name as (entry: unknown) => string;
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
  const of = NAMES[key];
  const whole = WHOLE[key];
  if (whole !== undefined && Array.isArray(today)) {
    const list = (answer as readonly unknown[] | undefined) ?? [];
    if (list.length === 0) return { unset: [{ setting: whole }] };
    return { list: JSON.stringify(list) === JSON.stringify(today) ? undefined : list, unset: [] };
  }
  if (of === undefined || !Array.isArray(today)) {
    const cleared = CLEARED[key];
    const clears = answer === undefined && today !== undefined && cleared !== undefined;
    return { unset: clears ? [{ setting: cleared }] : [] };
  }
  const name = of.name as (entry: unknown) => string;
  const wanted = (answer as readonly unknown[] | undefined) ?? [];
  const before = new Map(today.map((one) => [name(one), JSON.stringify(one)]));
  const list = wanted.filter((one) => before.get(name(one)) !== JSON.stringify(one));
  const names = new Set(wanted.map(name));
  const gone = [...before.keys()].filter((one) => !names.has(one));
  return {
    list: list.length === 0 ? undefined : list,
    unset: gone.map((entry) => ({ setting: of.flag, entry })),
  };
}
