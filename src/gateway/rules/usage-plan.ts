import { badRequest, type Refusal } from "./refusal.ts";

/** Up to which day of its period a quota may begin. */
const LAST_OFFSETS: ReadonlyMap<string, number> = new Map([
  ["DAY", 0],
  ["WEEK", 6],
  ["MONTH", 27],
]);

export interface QuotaInput {
  readonly period?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Why API Gateway refuses a plan's quota; as reported. */
export function* quotaRule({ period = "", limit = 0, offset = 0 }: QuotaInput): Iterable<Refusal> {
  const last = LAST_OFFSETS.get(period);
  if (last === undefined) {
    yield badRequest(
      "Invalid Usage Plan quota period specified. Must be one of [DAY, WEEK, MONTH]",
      "quota",
      "period",
    );
    return;
  }
  if (!(limit > 0))
    yield badRequest("Usage Plan quota limit must be a non-negative numeric", "quota", "limit");
  if (!(offset >= 0 && offset <= last))
    yield badRequest(
      `Usage Plan quota offset must be between 0 and ${last} inclusive in the ${period} period`,
      "quota",
      "offset",
    );
}

/** What limits a method by itself is named by its path and verb; as reported. */
export function* methodLimitsRule(limits: Readonly<Record<string, unknown>>): Iterable<Refusal> {
  for (const key of Object.keys(limits)) {
    if (/^\/.*\/(GET|PUT|POST|DELETE|PATCH|OPTIONS|HEAD|ANY|\*)$/.test(key)) continue;
    const cut = key.lastIndexOf("/");
    const [path, verb] = cut < 0 ? [key, ""] : [key.slice(0, cut), key.slice(cut + 1)];
    yield badRequest(`Invalid method {resourcePath: ${path},method: ${verb}} specified`, "apiStages", key);
  }
}
