import type { Service } from "../gateway/call/operation.ts";
import { SetupError } from "../gateway/failures/codes.ts";
import { withoutSecrets } from "../gateway/messages/secrets.ts";
import type { World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { asSentence } from "../settings/problem.ts";
import { commonSettings } from "../settings/shared-flags.ts";
import { isTrue, type Section } from "./aws-config.ts";

type Env = World["env"];

/** A service's name in the AWS tools' variables; in a services section it is in small letters. */
const ENDPOINT_NAMES: Readonly<Record<Service, string>> = {
  apigateway: "API_GATEWAY",
  apigatewayv2: "APIGATEWAYV2",
  lambda: "LAMBDA",
  iam: "IAM",
  servicequotas: "SERVICE_QUOTAS",
  sts: "STS",
};
export const SERVICES = Object.keys(ENDPOINT_NAMES) as readonly Service[];

/** An address, and who names it, in a person's words. */
interface Named {
  readonly by: string;
  readonly address: string;
}

/** The address of a service's endpoint that the environment names. */
function inEnvironment(env: Env, service: Service): Named | undefined {
  for (const by of [`AWS_ENDPOINT_URL_${ENDPOINT_NAMES[service]}`, "AWS_ENDPOINT_URL"]) {
    const address = env[by];
    if (address) return { by, address };
  }
  return undefined;
}

/** The address of a service's endpoint that the user named: by flag, or the AWS tools' environment variables. */
export function endpointOf(known: Known, env: Env, service: Service): string | undefined {
  if (known.awsEndpointUrl !== undefined) return known.awsEndpointUrl;
  if (isTrue(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)) return undefined;
  return inEnvironment(env, service)?.address;
}

/** Whether the addresses in the environment and the profile count at all. */
export const ignoresEndpoints = (env: Env, section: Section): boolean =>
  isTrue(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? section.ignore_configured_endpoint_urls);

/**
 * That each address in force is one: the flag's own check, for those that the environment and the profile name. `of` is
 * the profile's services section. Throws SetupError.
 */
export function checkEndpoints(known: Known, env: Env, profile: string, section: Section, of: Section): void {
  if (known.awsEndpointUrl !== undefined || ignoresEndpoints(env, section)) return;
  for (const service of SERVICES) {
    const own = `${ENDPOINT_NAMES[service].toLowerCase()}.endpoint_url`;
    const named =
      inEnvironment(env, service) ??
      address(`the section [services ${section.services}]`, of[own]) ??
      address(`the profile ${profile}'s endpoint_url`, section.endpoint_url);
    if (named === undefined) continue;
    const parsed = commonSettings.awsEndpointUrl.value.parse(named.address.trim());
    if ("fault" in parsed)
      throw new SetupError(
        "usage",
        withoutSecrets(`${named.by}: ${parsed.fault}`),
        asSentence(parsed.remedy ?? ""),
      );
  }
}

const address = (by: string, text: string | undefined): Named | undefined =>
  text ? { by, address: text } : undefined;
