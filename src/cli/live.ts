// build: usual 3
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Profile, readProfiles } from "../completion/aws-config.ts";
import { AnswerFolder, fingerprint } from "../completion/cache.ts";
import { keptReading } from "../completion/kept-reading.ts";
import { endedRuns, openRuns } from "../machine/state-folder.ts";
import type { Nearby, Reading, World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { cacheFolder } from "./cache-folder.ts";
import { keysInForce, profileOf } from "./identity.ts";

/** What the process that fetches in the background is told beside its environment: nothing of it is secret. */
export interface RefreshRequest {
  readonly folder: string;
  readonly question: Parameters<AnswerFolder["read"]>[0];
  readonly region: string;
  readonly profile?: string | undefined;
  readonly awsEndpointUrl?: string | undefined;
  readonly caBundle?: string | undefined;
}

const PATIENCE_MS = 900;

/** As much of the world as live values need. */
export type Machine = Pick<World, "env" | "home" | "cwd" | "process">;

/** The account's lists as they were kept; fetched only with credentials that are there and ask nobody. */
export function accountReading(known: Known, world: Machine): Reading {
  const profiles = profilesOf(world);
  const { env } = world;
  const keys = keysInForce(known, env);
  const name = profileOf(known, env) ?? "default";
  const profile = profiles.list.find((one) => one.name === name);
  const handedIn =
    env.AWS_WEB_IDENTITY_TOKEN_FILE ||
    env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ||
    env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!keys && (profile ? profile.asksSomebody : !handedIn)) throw new Error("no credentials");
  const region = known.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || profile?.region);
  if (region === undefined) throw new Error("no Region");
  const endpoints = Object.entries(env).filter(([key]) =>
    /^AWS_(?:IGNORE_CONFIGURED_)?ENDPOINT_URL/.test(key),
  );
  // Where keys are in force, the profile still says which endpoint they are sent to.
  const identity = [keys?.accessKeyId, name, profiles.stamp];
  const { path: folder, distrusted } = cacheFolder(
    world,
    "live",
    fingerprint(JSON.stringify([identity, region, known.awsEndpointUrl, endpoints])),
  );
  if (distrusted !== undefined) throw new Error(distrusted);
  return keptReading(region, {
    folder: new AnswerFolder(folder, world.process.user),
    now: Date.now,
    patience: PATIENCE_MS,
    fetch(question) {
      const request: RefreshRequest = {
        folder,
        question,
        region,
        profile: known.profile,
        awsEndpointUrl: known.awsEndpointUrl,
        caBundle: known.caBundle,
      };
      world.process.startApart(["__refresh", JSON.stringify(request)], env);
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

export function nearbyOf(world: Machine): Nearby {
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
    runs: async () => runsOf(world),
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

const MOST_RUNS = 30;

function runsOf(world: Machine): readonly { readonly name: string; readonly what: string }[] {
  const files = [openRuns(world), endedRuns(world)].flatMap((folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  });
  return files
    .sort((a, b) => (basename(a) < basename(b) ? 1 : -1))
    .slice(0, MOST_RUNS)
    .flatMap((file) => {
      try {
        const [first = ""] = readFileSync(file, "utf8").split("\n", 1);
        const { run, command, what } = JSON.parse(first) as Record<string, string>;
        return [{ name: String(run), what: `${command}: ${what}` }];
      } catch {
        return [];
      }
    });
}
