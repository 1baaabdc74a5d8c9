import type { Account } from "../account/account.ts";
import { readingOf } from "../account/reading.ts";
import { type Connection, type Exchange, type Identity, sdkAws } from "../aws/sdk.ts";
import { SetupError } from "../gateway/failures/codes.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { Aws, Reading, World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { reachFlags } from "./again.ts";
import type { Section } from "./aws-config.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { Session } from "./command.ts";
import { printExchange } from "./debug.ts";
import { endpointOf, ignoresEndpoints, SERVICES } from "./endpoints.ts";
import { profileOf } from "./identity.ts";
import { paceOf } from "./pacing.ts";
import { identify } from "./profile.ts";
import { inSandbox, sandboxStateFile, trustedStateFile } from "./sandbox-location.ts";
import { waiting } from "./waiting.ts";
import { accountOf, type Where } from "./where.ts";

/** How long a program that hands out credentials may take: somebody may have to answer it. */
const PROGRAM_MS = 30_000;
const PROGRAM_WITH_SOMEBODY_MS = 180_000;

/**
 * How AWS is reached with what was given: for a command, and for what is fetched for TAB behind its back. `--profile X`
 * is here made what AWS_PROFILE=X is, in all but this: it goes before keys in the environment. Throws SetupError.
 */
export async function awsConnection(
  known: Known,
  world: World,
  region: string,
  mfaCodeProvider?: (serial: string) => Promise<string>,
): Promise<Connection> {
  const { keys, origin, section } = await identify(known, world, mfaCodeProvider !== undefined);
  const { env } = world;
  const profile = known.profile ?? (env.AWS_PROFILE ? undefined : env.AWS_DEFAULT_PROFILE || undefined);
  // The SDK finds a profile's endpoints, and whether they count, by these variables alone.
  if (profile !== undefined) world.setVariable("AWS_PROFILE", profile);
  const ignored = ignoresEndpoints(env, section);
  if (ignored) world.setVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
  const agents = keys && staysHere(known, env) ? undefined : await agentsOf(known, env, section.ca_bundle);
  const chain = () =>
    import("../aws/credentials.ts").then(({ credentialChain }) =>
      credentialChain({
        profile,
        origin,
        mfaCodeProvider,
        agents,
        patienceMs: mfaCodeProvider ? PROGRAM_WITH_SOMEBODY_MS : PROGRAM_MS,
      }),
    );
  return {
    region,
    credentials: keys ?? (await chain()),
    origin,
    profile,
    agents,
    ignoresEndpoints: ignored,
    attempts: attemptsOf(env, section),
    endpoint: (service) => endpointOf(known, env, service),
  };
}

/** Whether every call goes to this machine, without TLS: then no proxy and no certificate is ever asked. */
const staysHere = (known: Known, env: World["env"]): boolean =>
  known.caBundle === undefined &&
  SERVICES.every((service) =>
    /^http:\/\/(?:127\.[\d.]+|localhost|\[::1\])(?::\d+)?(?:\/|$)/i.test(
      endpointOf(known, env, service) ?? "",
    ),
  );

/** What connects where a proxy or a file of authorities is named; else the SDK's own does, and none of it is loaded. */
async function agentsOf(
  known: Known,
  env: World["env"],
  ofProfile: string | undefined,
): Promise<object | undefined> {
  const proxied = env.https_proxy || env.HTTPS_PROXY || env.http_proxy || env.HTTP_PROXY;
  const bundle = known.caBundle ?? (env.AWS_CA_BUNDLE || ofProfile || env.REQUESTS_CA_BUNDLE);
  if (!proxied && !bundle) return undefined;
  const [{ agentsFor }, { bundleOf }] = await Promise.all([
    import("../aws/network/agents.ts"),
    import("../aws/network/certificates.ts"),
  ]);
  return agentsFor(env, bundleOf(known.caBundle, env, ofProfile));
}

/** How often a call is sent by a mode's own default, as by the AWS CLI. Calls are paced in every mode, not in `adaptive` alone. */
const RETRY_MODES: Readonly<Record<string, number>> = { legacy: 5, standard: 3, adaptive: 3 };

/** By AWS_MAX_ATTEMPTS or the profile's max_attempts, else by the retry mode, where one is named. */
function attemptsOf(
  { AWS_MAX_ATTEMPTS, AWS_RETRY_MODE }: World["env"],
  { max_attempts, retry_mode }: Section,
): number | undefined {
  const mode = AWS_RETRY_MODE || retry_mode;
  if (mode !== undefined && !Object.hasOwn(RETRY_MODES, mode.trim().toLowerCase()))
    throw new SetupError(
      "usage",
      `${AWS_RETRY_MODE ? "AWS_RETRY_MODE" : "the profile's retry_mode"} is "${plain(mode)}", which is no retry mode`,
      `there are ${Object.keys(RETRY_MODES).join(", ")}`,
    );
  const text = AWS_MAX_ATTEMPTS || max_attempts;
  if (text === undefined) return mode === undefined ? undefined : RETRY_MODES[mode.trim().toLowerCase()];
  if (/^[1-9]\d{0,2}$/.test(text.trim())) return Number(text);
  throw new SetupError(
    "usage",
    `${AWS_MAX_ATTEMPTS ? "AWS_MAX_ATTEMPTS" : "the profile's max_attempts"} is "${plain(text)}", which is not a number of attempts`,
    "write a number from 1 on",
  );
}

/** Asks the person for the code that a profile's role wants. */
async function askMfaCode(world: World, serial: string, accessible: boolean): Promise<string> {
  const { terminalPrompter } = await import("../terminal/prompter.ts");
  return terminalPrompter(world, accessible).text({
    message: `MFA code for ${serial}:`,
    check: (code) => (/^\d{6}$/.test(code) ? undefined : "six digits"),
  });
}

export interface Connected {
  readonly aws: Aws;
  readonly reading: Reading;
  /** Says what is being read, once it takes longer than a second; undefined: it is done. */
  readonly says: (reading: string | undefined) => void;
  /** Tells a sandbox from one of the same file that was made anew; undefined outside of one. */
  sandboxBirth(): string | undefined;
  /** The account as if nothing had been read of it yet. */
  afresh(): Account;
  /** Ends the waits between tries: what waits fails with what it waited for. */
  stopWaiting(): void;
  /** For the next command that is shown to a person: how to reach the same place. */
  readonly flags: readonly string[];
  /** The place: Region and account, and whatever makes it another than usual. Found out once, when first asked. */
  where(): Promise<Where>;
  destroy(): void;
}

/** Connects to AWS, the named endpoint, or the sandbox. Sends nothing. */
export async function connect(session: Session, region: string): Promise<Connected> {
  const { given: known, world } = session;
  const onExchange = (exchange: Exchange) => {
    if (known.debug || known.verbose)
      world.stderr.write(printExchange(exchange, known.debug === true, known.showSecrets === true));
  };
  const { distrusted } = cacheFolder(world);
  if (distrusted !== undefined)
    session.warn(`Note: nothing is kept, and nothing that is there is read: ${distrusted}.`);
  const connection: Connection = inSandbox(known, world.env)
    ? await sandboxConnection(known, world, region)
    : await awsConnection(
        known,
        world,
        region,
        session.canAsk ? (serial) => askMfaCode(world, serial, known.accessible === true) : undefined,
      );
  const pace = connection.requestHandler === undefined ? paceOf(connection, world) : undefined;
  const timeouts = { connect: known.cliConnectTimeout, read: known.cliReadTimeout };
  const waits = waiting(session);
  const aws = sdkAws(
    { ...connection, timeouts, sleep: world.clock.sleep, ...(pace ? { pace } : {}) },
    onExchange,
    waits.silent,
  );
  const reading = readingOf(aws);
  let where: Promise<Where> | undefined;
  return {
    aws,
    reading,
    flags: reachFlags(known),
    where: () => {
      where ??= whereOf(session, region, aws.identity, reading);
      return where;
    },
    sandboxBirth: () => connection.birth?.(),
    says: waits.reading,
    afresh: () => ({ aws, reading: readingOf(aws) }),
    stopWaiting: aws.stopWaiting,
    destroy: aws.destroy,
  };
}

async function whereOf(
  { given, world }: Session,
  region: string,
  identity: () => Promise<Identity>,
  reading: Reading,
): Promise<Where> {
  if (inSandbox(given, world.env))
    return { region, account: SANDBOX_ACCOUNT, sandbox: sandboxStateFile(given.sandboxState, world) };
  const account = await accountOf(identity, endpointOf(given, world.env, "sts"), reading, world);
  const profile = profileOf(given, world.env);
  const endpoint = endpointOf(given, world.env, "apigateway");
  return {
    region,
    ...(account === undefined ? {} : { account }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/** The sandbox's own. */
const SANDBOX_ACCOUNT = "123456789012";

async function sandboxConnection(known: Known, world: World, region: string): Promise<Connection> {
  const [{ openSandbox }, { sandboxRequestHandler }] = await Promise.all([
    import("../sandbox/sandbox.ts"),
    import("../sandbox/in-process.ts"),
  ]);
  const sandbox = openSandbox({ file: trustedStateFile(known.sandboxState, world), process: world.process });
  return {
    region,
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    endpoint: () => undefined,
    requestHandler: sandboxRequestHandler(sandbox),
    birth: sandbox.birth,
  };
}
