/** How a call of the sandbox can go wrong; with `reset-after` what was asked for has happened all the same. */
export const FAULT_KINDS = [
  "throttle",
  "error",
  "denied",
  "reset-before",
  "reset-after",
  "slow",
  "conflict",
  "expired",
] as const;
/** Calls of a sort, in the place of one operation's name. */
export const FAULT_SORTS = ["reads", "writes", "deletes"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
