import { isOn } from "../machine/env-switch.ts";
import type { World } from "../ports.ts";

/** Whether nothing may be drawn over: somebody listens to the screen, or the terminal cannot do it. */
export const isPlain = ({ env }: Pick<World, "env">): boolean =>
  env.TERM === "dumb" || isOn(env.APIGW_ACCESSIBLE);
