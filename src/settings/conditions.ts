import type { IntegrationKind, Known } from "./known.ts";

/** Where a setting applies, with the reason given where it does not. */
export interface Applies {
  when(known: Known): boolean;
  because: string;
  /** The same for what is known, where not all of it is at fault. */
  why?(known: Known): string;
}

/** Why a setting does not apply. */
export const reasonOf = ({ because, why }: Applies, known: Known): string => why?.(known) || because;

const list = (kinds: readonly string[]): string => kinds.join(" or ");

/** Only for these integration types; while the type is not known, nothing is ruled out. */
export const onlyFor = (...kinds: readonly IntegrationKind[]): Applies => ({
  when: ({ integration }) => integration === undefined || kinds.includes(integration),
  because: `it goes with --integration ${list(kinds)} only`,
});

export const all = (...conditions: readonly Applies[]): Applies => ({
  when: (known) => conditions.every((one) => one.when(known)),
  because: conditions.map((one) => reasonOf(one, {})).join(", and "),
  // Only what does not hold is a reason.
  why: (known) =>
    conditions
      .filter((one) => !one.when(known))
      .map((one) => reasonOf(one, known))
      .join(", and "),
});

/** The one AWS service beside Lambda that takes whole requests (the words of API Gateway's own refusal). */
const takesProxy = ({ service, uri = "" }: Known): boolean =>
  service === "firehose" || /^arn:[^:]*:apigateway:[^:]*:firehose:/.test(uri);

export const isProxy = (known: Known): boolean =>
  known.proxy === true && known.integration !== "mock" && (known.integration !== "aws" || takesProxy(known));

/** Integrations that may pass whole requests on. */
export const mayProxy: Applies = {
  when: (known) =>
    known.integration === undefined ||
    (known.integration !== "mock" && (known.integration !== "aws" || takesProxy(known))),
  because: "it goes with --integration lambda or http or vpc-link only, and with aws for Firehose",
};

/** Integrations that transform requests and responses: all but the proxy ones. */
export const nonProxy: Applies = {
  when: (known) => !isProxy(known),
  because: "a proxy integration passes requests and answers through untouched",
};

/** What kind of action an AWS service integration calls, said or implied. */
export function actionType(known: Known): "action" | "path" | undefined {
  if (known.actionType !== undefined) return known.actionType;
  if (known.action !== undefined) return "action";
  return known.pathOverride === undefined ? undefined : "path";
}
