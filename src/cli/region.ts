import type { World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { commonSettings } from "../settings/shared-flags.ts";
import { loadConfig } from "./aws-config.ts";
import { profileOf } from "./identity.ts";
import { sectionOf } from "./profile.ts";
import { inSandbox } from "./sandbox-location.ts";

export interface NamedRegion {
  readonly region: string;
  /** That it is none; what the flag says is checked with all flags. */
  readonly problem?: Problem;
}

/**
 * The Region by flag, environment or profile; the sandbox has one of its own. Undefined where nothing names one. Throws
 * SetupError where there is no such profile.
 */
export async function regionOf(known: Known, world: World): Promise<NamedRegion | undefined> {
  const { env } = world;
  if (known.region !== undefined) return { region: known.region };
  for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) if (env[name]) return checked(env[name], name);
  if (inSandbox(known, env)) return { region: "us-east-1" };
  const profile = profileOf(known, env) ?? "default";
  const section = sectionOf(profile, known, await loadConfig(), env);
  return section?.region ? checked(section.region, `the profile ${profile}`) : undefined;
}

function checked(region: string, by: string): NamedRegion {
  const parsed = commonSettings.region.value.parse(region);
  return "fault" in parsed
    ? { region, problem: problem("region", `${by} names one, and ${parsed.fault}`, parsed.remedy) }
    : { region };
}
