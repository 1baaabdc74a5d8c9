/** Work that must end: how many steps are left, shared by all that one call does. */
export class Budget {
  left: number;

  constructor(steps: number) {
    this.left = steps;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuchWork();
  }
}

/** It would have taken longer than a call may take. */
export class TooMuchWork extends Error {
  override readonly name = "TooMuchWork";

  constructor() {
    super("it took too many steps and was ended");
  }
}

/** About a fifth of a second: who matches a pattern holds up all others. */
export const PATTERN_STEPS = 4_000_000;
