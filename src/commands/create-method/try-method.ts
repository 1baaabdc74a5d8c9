import type { Place } from "../../account/locate.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import type { Call, Ids } from "../../gateway/call/call.ts";
import { resourceKey } from "../../gateway/document/things.ts";
import { pathParameters } from "../../gateway/names/path.ts";
import type { Given } from "../../settings/setting.ts";
import type { CreateMethodTable } from "./settings.ts";

/** `--test`: calls what was just made; path parameters stand in the call by their names. */
export async function tryMethod(
  session: Session<CreateMethodTable>,
  connected: Connected,
  given: Given<CreateMethodTable>,
  place: Place,
  done: readonly Call[],
  ids: Ids,
): Promise<number> {
  const { tryPlace } = await import("../test-method/look.ts");
  const resource = {
    id: ids.get(resourceKey(place.api.id, place.path)) ?? "",
    path: place.path,
    methods: [given.method],
  };
  const testPath = pathParameters(place.path).map((name) => `${name}=${name}`);
  // Standard output holds one document: beside data the test's answer is for people.
  const data = (given.output ?? "table") !== "table" || given.query !== undefined;
  const { stderr } = await session.colours();
  const colours = async () => ({ stdout: stderr, stderr });
  const beside = data ? { ...session, print: session.say, colours } : session;
  return tryPlace(
    beside as unknown as Session,
    connected,
    { ...place, resource },
    { testPath, method: given.method, log: given.verbose },
    done.some(({ operation }) =>
      ["iam:CreateRole", "iam:PutRolePolicy", "lambda:AddPermission"].includes(operation),
    ),
  );
}
