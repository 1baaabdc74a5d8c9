import type { RequestValidator } from "../gateway/document/method.ts";
import type { Key } from "../gateway/document/things.ts";
import type { Partition } from "../gateway/names/partition.ts";
import type { Template } from "../settings/known.ts";

/** What had to be asked of AWS, or read from files, before the document can be written. */
export interface Found {
  readonly partition: Partition;
  readonly region: string;
  readonly restApiId: string;
  /** The resource's full path. */
  readonly path: string;
  /** The API's request validators, by key; read where one may be needed. */
  readonly validators: ReadonlyMap<Key<"validator">, RequestValidator>;
  readonly functionArn?: string | undefined;
  readonly functionRegion?: string | undefined;
  readonly authorizer?: { readonly id: string; readonly type: string } | undefined;
  /** The names of the API's models: `Empty` is used where there is one. */
  readonly models: readonly string[];
  /** The texts of the templates, by the template that was given. */
  readonly texts: ReadonlyMap<Template, string>;
}

/** A template's text, wherever it was given. */
export const textOf = (template: Template, { texts }: Pick<Found, "texts">): string =>
  "text" in template.source ? template.source.text : (texts.get(template) ?? "");
