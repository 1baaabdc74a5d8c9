import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { EXIT } from "../cli/exit.ts";

/**
 * Ctrl-C, SIGTERM or SIGHUP while calls are under way: the call is finished, then all is taken back. A second one stops
 * at once, and says how to take the run up again.
 */
export function interruptible(
  session: Session,
  connected: Pick<Connected, "stopWaiting">,
  takeUp: () => readonly string[],
): { requested(): boolean; release(): void } {
  let requested = false;
  const release = session.world.onInterrupt(() => {
    if (requested) {
      session.warn(["\nStopped at once: some of it may be done.", ...takeUp()].join("\n  "));
      session.world.process.leave(EXIT.interrupted);
      return;
    }
    requested = true;
    session.warn("\nStopping after this call, then taking back what was done (Ctrl-C again stops at once).");
    connected.stopWaiting();
  });
  return { requested: () => requested, release };
}
