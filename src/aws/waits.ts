/** Waits between tries that can be cut short. */
export class Waits {
  readonly #ends = new Set<() => void>();

  constructor(readonly sleep: (milliseconds: number) => Promise<void>) {}

  /** Whether it was waited to the end. */
  async wait(milliseconds: number): Promise<boolean> {
    let stop = () => {};
    const stopped = new Promise<boolean>((resolve) => {
      stop = () => resolve(false);
    });
    this.#ends.add(stop);
    const whole = this.sleep(milliseconds).then(() => true);
    return Promise.race([whole, stopped]).finally(() => this.#ends.delete(stop));
  }

  /** Ends all that wait now. */
  stop(): void {
    for (const end of [...this.#ends]) end();
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, milliseconds));
