// build: usual 8
import type { Change, CommonGiven, Located } from "../../change/change.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import type { SomeTable } from "../../settings/setting.ts";

/** The change itself, or where --deploy is given with a deployment behind it. */
export async function live<G extends CommonGiven, F extends Located, A, T extends SomeTable>(
  session: Session<T>,
  connected: Connected,
  change: Change<G, F, A>,
): Promise<Change<G, F, A>> {
  if (session.given.deploy === undefined) return change;
  const { withDeployment } = await import("./with-deployment.ts");
  return withDeployment(session, connected, change) as unknown as Change<G, F, A>;
}
