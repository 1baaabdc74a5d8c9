import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readingOf } from "../account/reading.ts";
import { sdkAws } from "../aws/sdk.ts";
import { readProfiles } from "../completion/aws-config.ts";
import { AnswerFolder, LISTS } from "../completion/cache.ts";
import type { Reading, World } from "../ports.ts";
import { endpointOf } from "./connect.ts";
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
    const folder = new AnswerFolder(request.folder);
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
  const { question, region, profile, awsEndpointUrl } = request;
  const aws = sdkAws({
    region,
    profile,
    credentials: await quietCredentials(profile, world),
    endpoint: (service) => endpointOf({ awsEndpointUrl }, world.env, service),
  });
  try {
    const list = readingOf(aws)[question.list] as (...args: unknown[]) => ReturnType<Reading["apis"]>;
    return await list(...question.args.map((one) => one ?? undefined));
  } finally {
    aws.destroy();
  }
}

async function quietCredentials(profile: string | undefined, world: World): Promise<unknown> {
  const { env } = world;
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (profile === undefined && AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY)
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    };
  const text = (file: string) => readFile(file, "utf8").catch(() => "");
  const profiles = readProfiles(
    await text(env.AWS_CONFIG_FILE || join(world.home, ".aws", "config")),
    await text(env.AWS_SHARED_CREDENTIALS_FILE || join(world.home, ".aws", "credentials")),
  );
  const name = profile ?? (env.AWS_PROFILE || "default");
  if (profiles.find((one) => one.name === name)?.asksSomebody)
    throw new Error("these credentials ask somebody");
  const { fromNodeProviderChain } = await import("../aws/services/credentials.ts");
  return fromNodeProviderChain(profile === undefined ? {} : { profile });
}

function withPatience<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("took too long")), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
