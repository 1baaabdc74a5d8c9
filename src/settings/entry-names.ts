import type { Known } from "./known.ts";

/** Settings of several entries, of which each is known by a name. */
export type ListKey =
  | "queryParam"
  | "header"
  | "pathParam"
  | "requestModel"
  | "requestParameter"
  | "requestTemplate"
  | "response"
  | "responseHeader"
  | "responseTemplate"
  | "responseModel"
  | "responseContentHandling"
  | "scope"
  | "set"
  | "roleAction"
  | "roleResource"
  | "roleTag"
  | "stageVariable"
  | "allowOrigin";
export type Entries = { readonly [K in ListKey]: NonNullable<Known[K]>[number] };

const itself = (one: string): string => one;
const byName = ({ name }: { readonly name: string }): string => name;
const byKey = ({ key }: { readonly key: string }): string => key;
const byStatus = ({ status }: { readonly status: string }): string => status;

/** What an entry of a list is known by: naming it again sets it whole, and unsetting it takes it out. */
export const ENTRY_NAMES: { readonly [K in ListKey]: (entry: Entries[K]) => string } = {
  queryParam: byName,
  header: byName,
  pathParam: byName,
  requestModel: byKey,
  requestParameter: byKey,
  requestTemplate: ({ contentType }) => contentType,
  response: byStatus,
  responseHeader: ({ status, of }) => `${status}:${of.name}`,
  responseTemplate: ({ status, of }) => `${status}:${of.contentType}`,
  responseModel: ({ status, of }) => `${status}:${of.key}`,
  responseContentHandling: byStatus,
  scope: itself,
  set: byKey,
  roleAction: itself,
  roleResource: itself,
  roleTag: byKey,
  stageVariable: byKey,
  allowOrigin: itself,
};
