import { join } from "node:path";
import { Pace } from "../aws/pace.ts";
import type { Connection } from "../aws/sdk.ts";
import { fingerprint } from "../completion/cache.ts";
import { stateFolder } from "../machine/state-folder.ts";
import type { World } from "../ports.ts";

/** By Region, and by whose limit it is: the access key's account is not known yet, so the profile or key stands for it. */
export function paceOf({ region, endpoint, profile }: Connection, world: World): Pace {
  const to = endpoint("apigateway");
  const whose = profile ?? world.env.AWS_PROFILE ?? world.env.AWS_ACCESS_KEY_ID ?? "";
  const name = fingerprint(JSON.stringify([whose, region, to]));
  return new Pace(join(stateFolder(world), "pace", name), world.process, world.clock, to === undefined);
}
