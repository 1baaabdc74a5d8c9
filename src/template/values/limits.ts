import { Budget, TooMuchWork } from "../../gateway/pattern/budget.ts";

/** About a fifth of a second: who runs a template holds up all others. */
const STEPS = 1_000_000;
/** Characters and items that may come to be while a template runs, kept or not. */
const MADE = 32_000_000;

/** What one run of a template may use up, and what is to be told of it. */
export class Limits {
  readonly budget = new Budget(STEPS);
  readonly note: (line: string) => void;
  #made = 0;

  constructor(note: (line: string) => void = () => undefined) {
    this.note = note;
  }

  /** Something of this size is about to be made. */
  make(size: number): void {
    this.#made += size;
    if (this.#made > MADE) throw new TooMuchWork();
  }
}
