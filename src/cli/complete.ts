// build: usual 2
import { resolve } from "node:path";
import { type CompletableEntry, candidatesAt, type Sources } from "../completion/candidates.ts";
import { readLine } from "../completion/line.ts";
import { render } from "../completion/render.ts";
import { isShell } from "../completion/shells/shell.ts";
import type { World } from "../ports.ts";
import type { Machine } from "./live.ts";
import { inSandbox, trustedStateFile } from "./sandbox-location.ts";

/** Variables that a line may set in front of the command and that are heeded; credentials are not among them. */
const HEEDED =
  /^(?:AWS_(?:DEFAULT_)?(?:PROFILE|REGION)|AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|AWS_(?:IGNORE_CONFIGURED_)?ENDPOINT_URL(?:S|_[A-Z\d_]+)?|AWS_CA_BUNDLE|(?:https?|no)_proxy|(?:HTTPS?|NO)_PROXY|APIGW_SANDBOX(?:_STATE)?)$/;

/**
 * `__complete SHELL BEFORE [AFTER [REPLACED [COMP_TYPE [COLUMNS]]]]`: what can stand at the cursor, in the form of the
 * shell's script. Whatever happens, it ends well and says nothing but that.
 */
export async function completeLine(world: World, commands: readonly CompletableEntry[]): Promise<number> {
  try {
    const [, shell, ...texts] = world.argv;
    if (!isShell(shell)) return 0;
    // PowerShell hands quotes to programs in ways that differ from version to version.
    const text = (given = "") =>
      shell === "powershell" ? Buffer.from(given, "base64").toString("utf8") : given;
    const line = readLine(shell, text(texts[0]), text(texts[1]));
    const set = heeded(line.env);
    const around: Machine = {
      env: Object.keys(set).length > 0 ? { ...world.env, ...set } : world.env,
      get home() {
        return world.home;
      },
      get cwd() {
        return world.cwd;
      },
      process: world.process,
    };
    const candidates = await candidatesAt(
      line.words,
      line.current,
      commands,
      sourcesOf(around, line.env),
      // Of what its own commands offer, fish takes such words too; so it completes a word that the cursor is inside of.
      shell === "fish",
    );
    const [, , replaced, type, columns] = texts;
    world.stdout.write(
      await render(shell, line, candidates, {
        ...(replaced === undefined ? {} : { replaced }),
        // `?`, `!` and `@`: TAB pressed twice, or an option that lists at once.
        listing: ["63", "33", "64"].includes(type ?? ""),
        ...(Number(columns) > 0 ? { width: Number(columns) } : {}),
      }),
    );
  } catch {
    // A TAB that finds nothing is better than one that complains.
  }
  return 0;
}

const heeded = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => HEEDED.test(name)));

function sourcesOf(world: Machine, set: Readonly<Record<string, string>>): Sources {
  // Flags and enum values need none of it, and it is loaded for nothing.
  const live = () => import("./live.ts");
  return {
    nearby: {
      files: async (folder) => (await live()).nearbyOf(world).files(folder),
      runs: async () => (await live()).nearbyOf(world).runs(),
      profiles: async () => (await live()).nearbyOf(world).profiles(),
    },
    async reading(known) {
      if (inSandbox(known, world.env)) {
        const { sandboxReading } = await import("../sandbox/reading.ts");
        const { AWS_REGION, AWS_DEFAULT_REGION } = world.env;
        return sandboxReading(
          resolve(world.cwd, trustedStateFile(known.sandboxState, world)),
          known.region ?? (AWS_REGION || AWS_DEFAULT_REGION || "us-east-1"),
        );
      }
      if (set.AWS_ACCESS_KEY_ID !== undefined) throw new Error("credentials are not handed on");
      return (await live()).accountReading(known, world);
    },
  };
}
