/** How a call of the sandbox can go wrong; with `reset-after` what was asked for has happened all the same. */
export const FAULT_KINDS = [
  "throttle",
  "error",
  "denied",
  "reset-before",
  "reset-after",
  "slow",
  "conflict",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
