import { ServiceError } from "./wire/service-error.ts";

/** Calls a second, and how many at once after a rest. */
export interface ThrottleLimit {
  readonly rate: number;
  readonly burst: number;
}

/** API Gateway's limit on the calls to its control plane: what comes too soon is refused, and told when to come again. */
export class Throttle {
  #full: number;
  #at: number | undefined;

  constructor(
    readonly limit: ThrottleLimit,
    readonly now: () => number = Date.now,
  ) {
    this.#full = limit.burst;
  }

  /** Takes a call in, or throws what AWS answers. */
  take(): void {
    const { rate, burst } = this.limit;
    const now = this.now();
    this.#full = Math.min(burst, this.#full + ((now - (this.#at ?? now)) / 1000) * rate);
    this.#at = now;
    if (this.#full < 1)
      throw new ServiceError("TooManyRequestsException", 429, "Too Many Requests", { retryAfterSeconds: 1 });
    this.#full -= 1;
  }
}
