import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readingOf } from "../account/reading.ts";
import { sdkAws } from "../aws/sdk.ts";
import { readProfiles } from "../completion/aws-config.ts";
import { AnswerFolder, LISTS } from "../completion/cache.ts";
import type { Reading, World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { cacheFolder } from "./cache-folder.ts";
import { awsConnection } from "./connect.ts";
import { keysInForce, profileOf } from "./identity.ts";
import type { RefreshRequest } from "./live.ts";

/** A list that takes longer is not waited for. */
const PATIENCE_MS = 8_000;

/**
 * `__refresh REQUEST`: fetches one list of the account and keeps it for TAB. Runs apart, without a terminal, and asks
 * nobody for anything: no code, no browser, no program that hands out credentials.
 */
export async function refresh(world: World): Promise<number> {
  try {
    const request = JSON.parse(world.argv[1] ?? "") as RefreshRequest;
    const { question } = request;
    if (!LISTS.includes(question.list)) return 0;
    // Looked at again: this process may be told to write anywhere.
    if (cacheFolder(world, "live", basename(request.folder)).distrusted !== undefined) return 0;
    const folder = new AnswerFolder(request.folder, world.process.user);
    try {
      const value = await withPatience(fetchList(request, world));
      folder.write(question, { at: Date.now(), value }, world.process.id);
      folder.release(question);
    } catch {
      // An older answer stays; where there is none, it is kept that there is none to be had.
      if (folder.read(question)?.value === undefined)
        folder.write(question, { at: Date.now() }, world.process.id);
    }
  } catch {
    // Nobody is there to be told.
  }
  return 0;
}

async function fetchList(request: RefreshRequest, world: World): Promise<readonly unknown[]> {
  const { question, region, profile, awsEndpointUrl, caBundle } = request;
  const known: Known = { profile, awsEndpointUrl, caBundle };
  if (await asksSomebody(known, world)) throw new Error("these credentials ask somebody");
  const aws = sdkAws(await awsConnection(known, world, region));
  try {
    const list = readingOf(aws)[question.list] as (...args: unknown[]) => ReturnType<Reading["apis"]>;
    return await list(...question.args.map((one) => one ?? undefined));
  } finally {
    aws.destroy();
  }
}

async function asksSomebody(known: Known, { env, home }: World): Promise<boolean> {
  if (keysInForce(known, env)) return false;
  const text = (file: string) => readFile(file, "utf8").catch(() => "");
  const profiles = readProfiles(
    await text(env.AWS_CONFIG_FILE || join(home, ".aws", "config")),
    await text(env.AWS_SHARED_CREDENTIALS_FILE || join(home, ".aws", "credentials")),
  );
  const name = profileOf(known, env) ?? "default";
  return profiles.some((one) => one.name === name && one.asksSomebody);
}

function withPatience<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("took too long")), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
