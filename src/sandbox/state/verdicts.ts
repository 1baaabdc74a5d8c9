interface Kept<T> {
  readonly until: number;
  readonly value: T;
}

/** What authorizers answered, by API and stage; kept while the sandbox is open, as long as each authorizer says. */
export class Verdicts {
  readonly #stages = new Map<string, Map<string, Kept<unknown>>>();

  get(stage: string, key: string, now: number): unknown {
    const kept = this.#stages.get(stage)?.get(key);
    return kept && kept.until > now ? kept.value : undefined;
  }

  keep(stage: string, key: string, value: unknown, until: number): void {
    const known = this.#stages.get(stage) ?? new Map<string, Kept<unknown>>();
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, { until, value });
    this.#stages.set(stage, known);
  }

  flush(stage: string): void {
    this.#stages.delete(stage);
  }
}

const MOST_KEPT = 1000;
