import type { UsagePlanState } from "./types.ts";

interface Bucket {
  tokens: number;
  at: number;
}

/** Counts calls against rates and quotas. It lives as long as the sandbox is open: nothing of it is in the state. */
export class Meter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #days = new Map<string, number>();
  readonly #granted = new Map<string, number>();

  /** Takes a call out of a token bucket; false where it is empty. */
  takes(name: string, rateLimit: number, burstLimit: number, now: number): boolean {
    const known = this.#buckets.get(name) ?? { tokens: burstLimit, at: now };
    const tokens = Math.min(burstLimit, known.tokens + ((now - known.at) / 1000) * rateLimit);
    const taken = tokens >= 1;
    this.#buckets.set(name, { tokens: taken ? tokens - 1 : tokens, at: now });
    return taken;
  }

  /** Counts a call against a plan's quota; false where nothing of it is left. */
  uses(plan: UsagePlanState, keyId: string, now: Date): boolean {
    const remaining = this.#remaining(plan, keyId, now);
    if (remaining !== undefined && remaining <= 0) return false;
    const day = dayKey(plan, keyId, isoDay(now));
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    return true;
  }

  /** Used, and remaining of the period, on a day. */
  usageOn(plan: UsagePlanState, keyId: string, day: string): [number, number] {
    const remaining = this.#remaining(plan, keyId, new Date(`${day}T23:59:59Z`));
    return [this.#days.get(dayKey(plan, keyId, day)) ?? 0, remaining ?? 0];
  }

  /** Sets what remains of the running period. */
  grant(plan: UsagePlanState, keyId: string, remaining: number, now: Date): void {
    const limit = plan.quota?.limit ?? 0;
    this.#granted.set(periodKey(plan, keyId, now), remaining - (limit - this.#usedIn(plan, keyId, now)));
  }

  #remaining(plan: UsagePlanState, keyId: string, now: Date): number | undefined {
    const { limit, offset = 0 } = plan.quota ?? {};
    if (limit === undefined) return undefined;
    const granted = this.#granted.get(periodKey(plan, keyId, now)) ?? 0;
    return limit - offset + granted - this.#usedIn(plan, keyId, now);
  }

  #usedIn(plan: UsagePlanState, keyId: string, now: Date): number {
    let used = 0;
    for (const at = startOf(plan, now); at <= now; at.setUTCDate(at.getUTCDate() + 1))
      used += this.#days.get(dayKey(plan, keyId, isoDay(at))) ?? 0;
    return used;
  }
}

const isoDay = (date: Date) => date.toISOString().slice(0, 10);
const dayKey = (plan: UsagePlanState, keyId: string, day: string) => `${plan.id} ${keyId} ${day}`;
const periodKey = (plan: UsagePlanState, keyId: string, now: Date) =>
  `${plan.id} ${keyId} from ${isoDay(startOf(plan, now))}`;

/** When the running period began. Unverified: that weeks begin on Monday. */
function startOf(plan: UsagePlanState, now: Date): Date {
  const start = new Date(`${isoDay(now)}T00:00:00Z`);
  if (plan.quota?.period === "MONTH") start.setUTCDate(1);
  if (plan.quota?.period === "WEEK") start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7));
  return start;
}
