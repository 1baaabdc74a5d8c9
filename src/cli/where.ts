import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Identity } from "../aws/sdk.ts";
import { fingerprint } from "../completion/cache.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import { makeFolder } from "../machine/folder.ts";
import { readOwn, type UserId } from "../machine/trust.ts";
import type { Reading, World } from "../ports.ts";
import { cacheFolder } from "./cache-folder.ts";

/** Where a run acts, as people, programs and the journal are told. */
export interface Where {
  readonly region: string;
  /** Twelve digits; absent where nobody would say it. */
  readonly account?: string;
  readonly profile?: string;
  /** Where API Gateway's calls go, if not to AWS. */
  readonly endpoint?: string;
  /** The file of the sandbox that it is instead of AWS. */
  readonly sandbox?: string;
}

/** `us-east-1, account 123456789012, profile staging`. */
export function printWhere({ region, account, profile, endpoint, sandbox }: Where): string {
  if (sandbox !== undefined) return `${region} of the SANDBOX`;
  return [
    region,
    ...(account === undefined ? [] : [`account ${account}`]),
    ...(profile === undefined || profile === "default" ? [] : [`profile ${profile}`]),
    ...(endpoint === undefined ? [] : [`at ${endpoint}`]),
  ].join(", ");
}

/** To be told the account is worth a few seconds, no more: STS may be out of reach where API Gateway is not. */
const PATIENCE_MS = 3_000;

/**
 * The account that credentials belong to: they say it themselves, or it was told before of the same key at the same
 * endpoint, or AWS is asked.
 */
export async function accountOf(
  identity: () => Promise<Identity>,
  endpoint: string | undefined,
  reading: Reading,
  world: Pick<World, "env" | "home" | "process">,
): Promise<string | undefined> {
  // What is wrong with the credentials is told by the first call that needs them.
  const { accessKeyId, accountId } = await identity().catch((): Identity => ({}));
  if (accountId !== undefined) return accountId;
  const { path, distrusted } = cacheFolder(world);
  const file = distrusted === undefined ? join(path, "accounts.json") : undefined;
  const key = accessKeyId === undefined ? undefined : fingerprint(JSON.stringify([accessKeyId, endpoint]));
  const kept = file === undefined ? {} : readKept(file, world.process.user);
  if (key !== undefined && kept[key] !== undefined) return kept[key];
  const told = await patiently(reading.accountId());
  if (told !== undefined && key !== undefined && file !== undefined)
    keep(file, { ...kept, [key]: told }, world.process.id);
  return told;
}

async function patiently(asked: Promise<string>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  const answer = asked.then(
    (account) => account || undefined,
    (error) => {
      if (error instanceof AwsFailure) return undefined;
      throw error;
    },
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** By key; what is broken is as if it were not there. */
function readKept(file: string, user: UserId): Readonly<Record<string, string>> {
  try {
    const read = JSON.parse(readOwn(file, user) ?? "") as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(read).filter((one): one is [string, string] => /^\d{12}$/.test(String(one[1]))),
    );
  } catch {
    return {};
  }
}

/** How many are kept: temporary credentials bring a new key each hour. */
const MOST = 50;

function keep(file: string, all: Readonly<Record<string, string>>, processId: number): void {
  const temporary = `${file}.${processId}`;
  try {
    makeFolder(dirname(file));
    const latest = Object.fromEntries(Object.entries(all).slice(-MOST));
    writeFileSync(temporary, JSON.stringify(latest), { flag: "wx", mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}
