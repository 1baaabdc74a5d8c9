import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Profile, readProfiles } from "../completion/aws-config.ts";
import { AnswerFolder, fingerprint } from "../completion/cache.ts";
import { type Completable, candidatesAt, type Sources } from "../completion/candidates.ts";
import { keptReading } from "../completion/kept-reading.ts";
import { readLine } from "../completion/line.ts";
import { render } from "../completion/render.ts";
import { isShell } from "../completion/shell.ts";
import type { Nearby, Reading, World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { inSandbox, sandboxStateFile } from "./place.ts";

/** What the process that fetches in the background is told: nothing of it is secret. */
export interface RefreshRequest {
  readonly folder: string;
  readonly question: Parameters<AnswerFolder["read"]>[0];
  readonly region: string;
  readonly profile?: string | undefined;
  readonly awsEndpointUrl?: string | undefined;
}

const PATIENCE_MS = 900;

/** As much of the world as live values need. */
type Machine = Pick<World, "env" | "home" | "cwd" | "process">;

/** Variables that a line may set in front of the command and that are heeded; credentials are not among them. */
const HEEDED =
  /^(?:AWS_PROFILE|AWS_REGION|AWS_DEFAULT_REGION|AWS_ENDPOINT_URL|APIGW_SANDBOX|APIGW_SANDBOX_STATE)$/;

/**
 * `__complete SHELL BEFORE [AFTER [REPLACED [COMP_TYPE [COLUMNS]]]]`: what can stand at the cursor, in the form of the
 * shell's script. Whatever happens, it ends well and says nothing but that.
 */
export async function completeLine(world: World, commands: readonly Completable[]): Promise<number> {
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
    const candidates = await candidatesAt(line.words, line.current, commands, sourcesOf(around, line.env));
    const [, , replaced, type, columns] = texts;
    world.print(
      render(shell, line, candidates, {
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
  const nearby = nearbyOf(world);
  return {
    nearby,
    async reading(known) {
      if (inSandbox(known, world.env)) {
        const { sandboxReading } = await import("../sandbox/reading.ts");
        const { AWS_REGION, AWS_DEFAULT_REGION } = world.env;
        return sandboxReading(
          resolve(world.cwd, sandboxStateFile(known.sandboxState, world)),
          known.region ?? (AWS_REGION || AWS_DEFAULT_REGION || "us-east-1"),
        );
      }
      if (set.AWS_ACCESS_KEY_ID !== undefined) throw new Error("credentials are not handed on");
      return accountReading(known, world, profilesOf(world));
    },
  };
}

/** The account's lists as they were kept; fetched only with credentials that are there and ask nobody. */
async function accountReading(known: Known, world: Machine, profiles: Profiles): Promise<Reading> {
  const { env } = world;
  const inEnvironment = env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY && known.profile === undefined;
  const name = known.profile ?? (env.AWS_PROFILE || "default");
  const profile = profiles.list.find((one) => one.name === name);
  const handedIn =
    env.AWS_WEB_IDENTITY_TOKEN_FILE ||
    env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ||
    env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!inEnvironment && (profile ? profile.asksSomebody : !handedIn)) throw new Error("no credentials");
  const region = known.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || profile?.region);
  if (region === undefined) throw new Error("no Region");
  const endpoints = Object.entries(env).filter(([key]) =>
    /^AWS_(?:IGNORE_CONFIGURED_)?ENDPOINT_URL/.test(key),
  );
  const identity = inEnvironment ? env.AWS_ACCESS_KEY_ID : [name, profiles.stamp];
  const cache = env.XDG_CACHE_HOME?.startsWith("/") ? env.XDG_CACHE_HOME : join(world.home, ".cache");
  const folder = join(
    cache,
    "apigw",
    "live",
    fingerprint(JSON.stringify([identity, region, known.awsEndpointUrl, endpoints])),
  );
  return keptReading(region, {
    folder: new AnswerFolder(folder),
    now: Date.now,
    patience: PATIENCE_MS,
    fetch(question) {
      const request: RefreshRequest = {
        folder,
        question,
        region,
        profile: known.profile ?? (inEnvironment ? undefined : env.AWS_PROFILE),
        awsEndpointUrl: known.awsEndpointUrl ?? (env.AWS_ENDPOINT_URL || undefined),
      };
      world.process.startApart(["__refresh", JSON.stringify(request)]);
    },
  });
}

interface Profiles {
  readonly list: readonly Profile[];
  /** Changes with the files: other credentials are another account. */
  readonly stamp: string;
}

function profilesOf({ env, home }: Machine): Profiles {
  const files = [
    env.AWS_CONFIG_FILE || join(home, ".aws", "config"),
    env.AWS_SHARED_CREDENTIALS_FILE || join(home, ".aws", "credentials"),
  ];
  const seen = files.map((file) => {
    try {
      const { mtimeMs, size } = statSync(file);
      return { text: readFileSync(file, "utf8"), stamp: `${file} ${mtimeMs} ${size}` };
    } catch {
      return { text: "", stamp: file };
    }
  });
  return {
    list: readProfiles(seen[0]?.text ?? "", seen[1]?.text ?? ""),
    stamp: seen.map(({ stamp }) => stamp).join("\n"),
  };
}

function nearbyOf(world: Machine): Nearby {
  return {
    async files(folder) {
      const path = folder.startsWith("~/") ? join(world.home, folder.slice(2)) : resolve(world.cwd, folder);
      return readdirSync(path, { withFileTypes: true })
        .slice(0, 2000)
        .map((one) => ({
          name: one.name,
          folder: one.isDirectory() || (one.isSymbolicLink() && isFolder(join(path, one.name))),
        }));
    },
    profiles: async () => profilesOf(world).list,
  };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
