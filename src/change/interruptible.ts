import type { Session } from "../cli/command.ts";

/** Ctrl-C while calls are under way: the call is finished, then all is taken back. A second one is left to the system. */
export function interruptible(session: Session): { requested(): boolean; release(): void } {
  let requested = false;
  const release = session.world.onInterrupt(() => {
    requested = true;
    session.warn("\nStopping after this call, then taking back what was done (Ctrl-C again stops at once).");
    release();
  });
  return { requested: () => requested, release };
}
