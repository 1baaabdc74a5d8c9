// build: usual 8
import { readdirSync } from "node:fs";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import type { Where } from "../cli/where.ts";
import { openRuns } from "../machine/state-folder.ts";
import type { Located } from "./change.ts";
import type { Prepared } from "./prepare.ts";

/**
 * Runs of this machine that never ended, and those of which something remains: the next run on the same API says so, and
 * stops where it would touch the same things. `but` is the one that is taken up again.
 */
export async function heedUnfinished<G, F extends Located>(
  session: Session,
  connected: Connected,
  where: Where,
  prepared: Prepared<G, F>,
  but: string | undefined,
): Promise<void> {
  let names: readonly string[];
  try {
    names = readdirSync(openRuns(session.world));
  } catch {
    return;
  }
  if (names.every((name) => name === `${but}.jsonl`)) return;
  const { sayUnfinished } = await import("./say-unfinished.ts");
  await sayUnfinished(session, connected, where, prepared, but);
}
