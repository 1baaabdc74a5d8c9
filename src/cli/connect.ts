import { readingOf } from "../account/reading.ts";
import { type Connection, type Exchange, sdkAws } from "../aws/sdk.ts";
import type { Service } from "../gateway/call/operation.ts";
import type { Aws, Reading, World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import type { Session } from "./command.ts";
import { printExchange } from "./debug.ts";
import { inSandbox, sandboxStateFile } from "./sandbox-location.ts";

/** The Region by flag, environment or profile; the sandbox has one of its own. Undefined where nothing names one. */
export async function regionOf(known: Known, world: World): Promise<string | undefined> {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE } = world.env;
  const named = known.region ?? (AWS_REGION || AWS_DEFAULT_REGION || undefined);
  if (named !== undefined) return named;
  if (inSandbox(known, world.env)) return "us-east-1";
  const { loadSharedConfigFiles } = await import("@smithy/shared-ini-file-loader");
  const profile = known.profile ?? AWS_PROFILE ?? "default";
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

/** Credentials from the environment as they stand there; else the SDK's chain, with a prompt for an MFA code where one is needed. */
async function credentialsOf(session: Session): Promise<unknown> {
  const { known, world } = session;
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = world.env;
  if (known.profile === undefined && AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) {
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    };
  }
  const { fromNodeProviderChain } = await import("../aws/services/credentials.ts");
  return fromNodeProviderChain({
    ...(known.profile === undefined ? {} : { profile: known.profile }),
    ...(session.canAsk
      ? {
          mfaCodeProvider: async (serial: string) => {
            const { inquirerPrompter } = await import("../terminal/prompter.ts");
            return inquirerPrompter(world).text({
              message: `MFA code for ${serial}:`,
              check: (code) => (/^\d{6}$/.test(code) ? undefined : "six digits"),
            });
          },
        }
      : {}),
  });
}

export interface Connected {
  readonly aws: Aws;
  readonly reading: Reading;
  /** For the next command that is shown to a person: how to reach the same place. */
  readonly flags: readonly string[];
  destroy(): void;
}

/** Connects to AWS, the named endpoint, or the sandbox. Sends nothing. */
export async function connect(session: Session, region: string): Promise<Connected> {
  const { known, world } = session;
  const onExchange = (exchange: Exchange) => {
    if (known.debug || known.verbose) world.stderr.write(printExchange(exchange, known.debug === true));
  };
  const connection: Connection = inSandbox(known, world.env)
    ? await sandboxConnection(known, world, region)
    : {
        region,
        credentials: await credentialsOf(session),
        profile: known.profile,
        endpoint: (service) => endpointOf(known, world.env, service),
      };
  const aws = sdkAws(connection, onExchange);
  return {
    aws,
    reading: readingOf(aws),
    flags: [
      ...(known.profile === undefined ? [] : ["--profile", known.profile]),
      ...(known.awsEndpointUrl === undefined ? [] : ["--endpoint-url", known.awsEndpointUrl]),
    ],
    destroy: aws.destroy,
  };
}

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
  };
}
