import type { Aws, Reading } from "../ports.ts";

/** An account as it is looked at: calls of one's own, and lists that are read once. */
export interface Account {
  readonly aws: Aws;
  readonly reading: Reading;
}
