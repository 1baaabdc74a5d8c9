import type { Account } from "../account/account.ts";
import { readingOf } from "../account/reading.ts";
import { type Connection, type Exchange, type Identity, sdkAws } from "../aws/sdk.ts";
import type { Service } from "../gateway/call/operation.ts";
import type { Aws, Reading, World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import type { Session } from "./command.ts";
import { printExchange } from "./debug.ts";
import { keysInForce, profileOf } from "./identity.ts";
import { inSandbox, sandboxStateFile } from "./sandbox-location.ts";
import { accountOf, type Where } from "./where.ts";

/** The Region by flag, environment or profile; the sandbox has one of its own. Undefined where nothing names one. */
export async function regionOf(known: Known, world: World): Promise<string | undefined> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = world.env;
  const named = known.region ?? (AWS_REGION || AWS_DEFAULT_REGION || undefined);
  if (named !== undefined) return named;
  if (inSandbox(known, world.env)) return "us-east-1";
  const { loadSharedConfigFiles } = await import("@smithy/shared-ini-file-loader");
  const profile = profileOf(known, world.env) ?? "default";
  const { configFile, credentialsFile } = await loadSharedConfigFiles().catch(() => ({
    configFile: undefined,
    credentialsFile: undefined,
  }));
  return configFile?.[profile]?.region ?? credentialsFile?.[profile]?.region;
}

const ENDPOINT_NAMES: Readonly<Record<Service, string>> = {
  apigateway: "API_GATEWAY",
  apigatewayv2: "APIGATEWAYV2",
  lambda: "LAMBDA",
  iam: "IAM",
  sts: "STS",
};

/** The address of a service's endpoint that the user named: by flag, or the AWS tools' environment variables. */
export function endpointOf(known: Known, env: World["env"], service: Service): string | undefined {
  if (known.awsEndpointUrl !== undefined) return known.awsEndpointUrl;
  if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? "")) return undefined;
  return env[`AWS_ENDPOINT_URL_${ENDPOINT_NAMES[service]}`] || env.AWS_ENDPOINT_URL || undefined;
}

/**
 * How AWS is reached with what was given: for a command, and for what is fetched for TAB behind its back. `--profile X`
 * is here made what AWS_PROFILE=X is, in all but this: it goes before keys in the environment.
 */
export async function awsConnection(
  known: Known,
  world: World,
  region: string,
  mfaCodeProvider?: (serial: string) => Promise<string>,
): Promise<Connection> {
  const keys = keysInForce(known, world.env);
  if (known.profile !== undefined) world.useProfile(known.profile);
  return {
    region,
    credentials: keys ?? (await chainOf(known.profile, mfaCodeProvider)),
    profile: known.profile,
    endpoint: (service) => endpointOf(known, world.env, service),
  };
}

/** The SDK's chain. The environment's keys stay where they are: a role's `credential_source = Environment` means them. */
async function chainOf(
  profile: string | undefined,
  mfaCodeProvider: ((serial: string) => Promise<string>) | undefined,
): Promise<unknown> {
  const { fromNodeProviderChain } = await import("../aws/services/credentials.ts");
  const silent = () => {};
  return fromNodeProviderChain({
    // Without one, it warns on the console of keys that a profile is put before, which is what was asked for.
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    ...(profile === undefined ? {} : { profile }),
    ...(mfaCodeProvider === undefined ? {} : { mfaCodeProvider }),
  });
}

/** Asks the person for the code that a profile's role wants. */
async function askMfaCode(world: World, serial: string): Promise<string> {
  const { inquirerPrompter } = await import("../terminal/prompter.ts");
  return inquirerPrompter(world).text({
    message: `MFA code for ${serial}:`,
    check: (code) => (/^\d{6}$/.test(code) ? undefined : "six digits"),
  });
}

export interface Connected {
  readonly aws: Aws;
  readonly reading: Reading;
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
    if (known.debug || known.verbose) world.stderr.write(printExchange(exchange, known.debug === true));
  };
  const connection: Connection = inSandbox(known, world.env)
    ? await sandboxConnection(known, world, region)
    : await awsConnection(
        known,
        world,
        region,
        session.canAsk ? (serial) => askMfaCode(world, serial) : undefined,
      );
  const aws = sdkAws(connection, onExchange);
  const reading = readingOf(aws);
  let where: Promise<Where> | undefined;
  return {
    aws,
    reading,
    flags: [
      ...(known.profile === undefined ? [] : ["--profile", known.profile]),
      ...(known.awsEndpointUrl === undefined ? [] : ["--endpoint-url", known.awsEndpointUrl]),
    ],
    where: () => {
      where ??= whereOf(session, region, aws.identity, reading);
      return where;
    },
    sandboxBirth: () => connection.birth?.(),
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
  const sandbox = openSandbox({ file: sandboxStateFile(known.sandboxState, world), process: world.process });
  return {
    region,
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    endpoint: () => undefined,
    requestHandler: sandboxRequestHandler(sandbox),
    birth: sandbox.birth,
  };
}
