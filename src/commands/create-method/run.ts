// build: usual 5
import type { Session } from "../../cli/command.ts";
import { connect } from "../../cli/connect.ts";
import { settle } from "../../cli/given.ts";
import { readAhead } from "./read-ahead.ts";

/** `apigw create-method`: ask, check, plan, show, send, report. */
export async function run(session: Session): Promise<number> {
  const settled = await settle(session);
  const connected = await connect(session, settled.region);
  try {
    // Nothing that was given is wrong: what is there is asked for, and the rest of the program loaded meanwhile.
    const ahead = settled.open ? undefined : await readAhead(connected, settled.known);
    const [{ prepare }, { carryOut }] = await Promise.all([
      import("./prepare.ts"),
      import("../../change/run-change.ts"),
    ]);
    return await carryOut(session, connected, await prepare(session, connected, settled, ahead));
  } catch (error) {
    // What was asked for ahead may still be under way; where all was answered, idle connections hold up nothing.
    connected.destroy();
    throw error;
  }
}
