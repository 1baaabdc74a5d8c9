import type { Session } from "../cli/command.ts";
import { type Connected, connect } from "../cli/connect.ts";
import { readGiven } from "../cli/given.ts";
import type { SomeTable } from "../settings/setting.ts";
import type { Change, CommonGiven, Located } from "./change.ts";

/** The lazy half of a command that changes something, as it comes. */
export interface Loading<G extends CommonGiven, F extends Located, A> {
  /** Asks for what every run reads first; answers as soon as the requests are on their way. */
  ahead?(connected: Connected, given: G): Promise<A>;
  load(connected: Connected, session: Session): Promise<Change<G, F, A>>;
}

/** Runs a command that changes something: reads what was given, connects, and loads the rest while AWS answers. */
export async function startChange<T extends SomeTable, G extends CommonGiven, F extends Located, A>(
  session: Session<T>,
  { ahead, load }: Loading<G, F, A>,
): Promise<number> {
  const soFar = await readGiven(session);
  const connected = await connect(session, soFar.region);
  try {
    const given = soFar.given as unknown as G;
    const first = soFar.open ? undefined : await ahead?.(connected, given);
    const [{ runChange }, change] = await Promise.all([
      import("./run-change.ts"),
      load(connected, session as unknown as Session),
    ]);
    return await runChange(session as unknown as Session, connected, { ...soFar, given }, change, first);
  } catch (error) {
    // What was asked for ahead may still be under way; where all was answered, idle connections hold up nothing.
    connected.destroy();
    throw error;
  }
}
