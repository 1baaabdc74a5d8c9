/** What is written down for one profile. */
export type Section = Readonly<Record<string, string | undefined>>;

/** The AWS configuration: ~/.aws/config and ~/.aws/credentials, or the files in their place. */
export interface AwsConfig {
  readonly profiles: Readonly<Record<string, Section>>;
  /** Its services sections by name; what stands below a service is named `api_gateway.endpoint_url`. */
  readonly services: Readonly<Record<string, Section>>;
  /** The names of its SSO sessions. */
  readonly ssoSessions: readonly string[];
}

/** The configuration as the SDK reads it, which keeps the files' texts; what cannot be read says nothing. */
export async function loadConfig(): Promise<AwsConfig> {
  const { loadSharedConfigFiles } = await import("../aws/services/config-files.ts");
  const { configFile = {}, credentialsFile = {} } = await loadSharedConfigFiles();
  const profiles: Record<string, Section> = {};
  const services: Record<string, Section> = {};
  const ssoSessions: string[] = [];
  for (const [name, section] of Object.entries(configFile)) {
    // The SDK puts a dot between a section's kind and its name; profiles have no kind there.
    if (name.startsWith("services.")) services[name.slice("services.".length)] = section;
    else if (name.startsWith("sso-session.")) ssoSessions.push(name.slice("sso-session.".length));
    else profiles[name] = section;
  }
  for (const [name, section] of Object.entries(credentialsFile))
    profiles[name] = { ...profiles[name], ...section };
  return { profiles, services, ssoSessions };
}

/** A boolean as the AWS CLI reads it: true is true in any case, and all else is not. */
export const isTrue = (text: string | undefined): boolean => text?.trim().toLowerCase() === "true";
