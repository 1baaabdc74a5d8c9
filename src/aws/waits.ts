/** Waits between tries that can be cut short. */
export class Waits {
  readonly #ends = new Set<() => void>();

  /** Whether it was waited to the end. */
  wait(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (whole: boolean) => {
        clearTimeout(timer);
        this.#ends.delete(stop);
        resolve(whole);
      };
      const stop = () => end(false);
      const timer = setTimeout(end, milliseconds, true);
      this.#ends.add(stop);
    });
  }

  /** Ends all that wait now. */
  stop(): void {
    for (const end of [...this.#ends]) end();
  }
}
