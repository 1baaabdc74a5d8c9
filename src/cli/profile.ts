import { SetupError } from "../gateway/failures/codes.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { World } from "../ports.ts";
import { didYouMean } from "../settings/did-you-mean.ts";
import type { Known } from "../settings/known.ts";
import { type AwsConfig, loadConfig, type Section } from "./aws-config.ts";
import { checkEndpoints } from "./endpoints.ts";
import { type Keys, keysInForce, profileOf } from "./identity.ts";

/** Where the credentials come from, as far as the configuration says: what helps when they have expired depends on it. */
export type Origin = "environment" | "sso" | "program" | "token" | "role" | "keys" | "machine";

/** What the environment and the profile say of how AWS is reached. */
export interface Identity {
  readonly keys: Keys | undefined;
  readonly origin: Origin;
  /** What is written down for the profile in force; empty where nothing is. */
  readonly section: Section;
}

/**
 * Looks whose credentials are meant and whether the configuration can lead to them, before anything is sent. Throws
 * SetupError, which says what is wrong with which profile.
 */
export async function identify(known: Known, world: World, canAsk: boolean): Promise<Identity> {
  const { env } = world;
  const keys = keysInForce(known, env);
  if (known.profile === undefined) checkKeys(env);
  const config = await loadConfig();
  const name = profileOf(known, env) ?? "default";
  const section = sectionOf(name, known, config, env);
  if (section === undefined) {
    checkEndpoints(known, env, name, {}, {});
    const alone: Origin = env.AWS_WEB_IDENTITY_TOKEN_FILE ? "token" : "machine";
    return { keys, origin: keys ? "environment" : alone, section: {} };
  }
  checkEndpoints(known, env, name, section, servicesOf(name, section, config));
  if (keys) return { keys, origin: "environment", section };
  const chain = checkChain(name, config, env, canAsk);
  return { keys, origin: originOf(chain), section };
}

/** Half of a pair of keys: to go on with other credentials would act for somebody else. */
function checkKeys({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: World["env"]): void {
  if (Boolean(AWS_ACCESS_KEY_ID) === Boolean(AWS_SECRET_ACCESS_KEY)) return;
  const [has, lacks] = AWS_ACCESS_KEY_ID
    ? ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    : ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"];
  throw new SetupError(
    "keys-incomplete",
    `${has} is set and ${lacks} is not`,
    `set ${lacks} too, or unset ${has} to use a profile`,
  );
}

/** What is written down for a profile; of `default` that may be nothing. Throws SetupError where there is none of that name. */
export function sectionOf(
  name: string,
  known: Known,
  config: AwsConfig,
  env: World["env"],
): Section | undefined {
  const section = config.profiles[name];
  if (section === undefined && name !== "default") throw unknownProfile(name, known, config, env);
  return section;
}

function unknownProfile(name: string, known: Known, { profiles }: AwsConfig, env: World["env"]): SetupError {
  const names = Object.keys(profiles);
  const from = known.profile === undefined ? "AWS_PROFILE" : "--profile";
  const files = `${env.AWS_CONFIG_FILE || "~/.aws/config"} or ${env.AWS_SHARED_CREDENTIALS_FILE || "~/.aws/credentials"}`;
  const list = names.slice(0, 20).map(plain).join(", ");
  const there = names.length === 0 ? "there are no profiles in them" : `there are ${list}`;
  return new SetupError(
    "profile-not-found",
    `there is no profile "${plain(name)}" in ${files} (named by ${from})`,
    didYouMean(name, names) ?? `${there}${names.length > 20 ? ", …" : ""}`,
    "make one with aws configure --profile NAME, or aws configure sso",
  );
}

/** The services section that a profile names; empty where it names none. */
function servicesOf(name: string, section: Section, { services }: AwsConfig): Section {
  const wanted = section.services;
  if (!wanted) return {};
  if (services[wanted]) return services[wanted];
  throw new SetupError(
    "services-not-found",
    `the profile ${plain(name)} says services = ${plain(wanted)}, and there is no section [services ${plain(wanted)}]`,
    didYouMean(wanted, Object.keys(services)) ??
      "add the section to the AWS configuration, or take the line out of the profile",
  );
}

/** The profiles that credentials are taken from, one behind the other. */
function checkChain(
  first: string,
  config: AwsConfig,
  env: World["env"],
  canAsk: boolean,
): readonly Section[] {
  const names: string[] = [];
  const sections: Section[] = [];
  for (let name: string | undefined = first; name !== undefined; ) {
    const at: string = name;
    const section: Section | undefined = config.profiles[at];
    if (section === undefined)
      throw new SetupError(
        "profile-incomplete",
        `the profile ${plain(names.at(-1) ?? "")} takes its credentials from source_profile = ${plain(at)}, and there is no such profile`,
        didYouMean(at, Object.keys(config.profiles)) ?? "name one that there is",
      );
    if (names.includes(at)) {
      // A role may have its own keys beside it.
      if (names.at(-1) === at && section.aws_access_key_id) return sections;
      throw new SetupError(
        "profile-loop",
        `profiles take their credentials from each other in a circle: ${[...names, at].map(plain).join(" → ")}`,
        "let the source_profile of one of them name a profile that has credentials of its own",
      );
    }
    names.push(at);
    sections.push(section);
    checkSection(at, section, config, env, canAsk);
    name = section.role_arn && section.credential_source === undefined ? section.source_profile : undefined;
  }
  return sections;
}

const SOURCES = ["Environment", "Ec2InstanceMetadata", "EcsContainer"];

function checkSection(
  name: string,
  section: Section,
  { ssoSessions }: AwsConfig,
  env: World["env"],
  canAsk: boolean,
): void {
  const incomplete = (what: string, remedy: string) =>
    new SetupError("profile-incomplete", `the profile ${plain(name)} ${what}`, remedy);
  const { role_arn, source_profile, credential_source, web_identity_token_file, mfa_serial } = section;
  if (role_arn && !web_identity_token_file) {
    if (source_profile && credential_source)
      throw incomplete(
        "has both source_profile and credential_source",
        "leave one of them out: a role's credentials have one source",
      );
    if (!source_profile && !credential_source)
      throw incomplete(
        `has a role (${plain(role_arn)}) and does not say who assumes it`,
        "add source_profile = NAME, or credential_source = Environment, Ec2InstanceMetadata or EcsContainer",
      );
    if (credential_source && !SOURCES.includes(credential_source))
      throw incomplete(
        `has credential_source = ${plain(credential_source)}, which is none of ${SOURCES.join(", ")}`,
        didYouMean(credential_source, SOURCES) ?? "write one of them",
      );
    if (credential_source === "Environment" && !(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY))
      throw incomplete(
        "takes its credentials from the environment (credential_source = Environment), which has none",
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      );
    if (mfa_serial && !canAsk)
      throw new SetupError(
        "mfa-needed",
        `the role of the profile ${plain(name)} asks for a code of ${plain(mfa_serial)}, and nobody can be asked here`,
        "run it at a terminal",
        "or get session credentials first (aws sts get-session-token, or aws configure export-credentials) and set them in the environment",
      );
    return;
  }
  if (Boolean(section.aws_access_key_id) !== Boolean(section.aws_secret_access_key))
    throw new SetupError(
      "keys-incomplete",
      `the profile ${plain(name)} has ${section.aws_access_key_id ? "aws_access_key_id without aws_secret_access_key" : "aws_secret_access_key without aws_access_key_id"}`,
      `set both with aws configure --profile ${plain(name)}`,
    );
  const session = section.sso_session;
  if (session && !ssoSessions.includes(session))
    throw incomplete(
      `says sso_session = ${plain(session)}, and there is no section [sso-session ${plain(session)}]`,
      didYouMean(session, ssoSessions) ?? `make one with aws configure sso --profile ${plain(name)}`,
    );
  const usesSso = session ?? section.sso_start_url;
  const lacking = ["sso_account_id", "sso_role_name"].filter((one) => !section[one]);
  if (usesSso && !section.aws_access_key_id && !section.credential_process && lacking.length > 0)
    throw incomplete(
      `uses SSO without ${lacking.join(" and ")}`,
      `run aws configure sso --profile ${plain(name)}, which asks for them`,
    );
}

function originOf(chain: readonly Section[]): Origin {
  const last = chain.at(-1) ?? {};
  if (last.sso_session || last.sso_start_url) return "sso";
  if (last.credential_process) return "program";
  if (last.web_identity_token_file) return "token";
  if (chain.length > 1 || last.role_arn) return "role";
  return last.aws_access_key_id ? "keys" : "machine";
}
