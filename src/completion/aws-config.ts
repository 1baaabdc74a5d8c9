/** A profile of the AWS configuration, as far as TAB needs it. */
export interface Profile {
  readonly name: string;
  readonly region?: string | undefined;
  /** What is asked of a program or a person before there are credentials: nothing that TAB may start. */
  readonly asksSomebody: boolean;
}

type Section = Map<string, string>;

/** The profiles of `~/.aws/config` and `~/.aws/credentials`, by their texts. */
export function readProfiles(config: string, credentials: string): readonly Profile[] {
  const sections = new Map<string, Section>();
  for (const [header, section] of readIni(config)) {
    const name = header === "default" ? header : /^profile\s+(.+)$/.exec(header)?.[1]?.trim();
    if (name !== undefined) sections.set(unquote(name), section);
  }
  for (const [name, section] of readIni(credentials))
    sections.set(name, new Map([...(sections.get(name) ?? []), ...section]));
  return [...sections].map(([name, section]) => ({
    name,
    region: section.get("region"),
    asksSomebody: asks(sections, name, new Set()),
  }));
}

/** Whether a profile, or one that it takes its credentials from, runs a program or needs a code. */
function asks(sections: Map<string, Section>, name: string, seen: Set<string>): boolean {
  const section = sections.get(name);
  if (!section || seen.has(name)) return false;
  if (section.has("credential_process") || section.has("mfa_serial")) return true;
  const source = section.get("source_profile");
  return source !== undefined && asks(sections, source, seen.add(name));
}

const unquote = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

function readIni(text: string): Map<string, Section> {
  const sections = new Map<string, Section>();
  let section: Section | undefined;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.trim();
    if (header !== undefined) {
      section = sections.get(header) ?? new Map();
      sections.set(header, section);
      continue;
    }
    // An indented line belongs to the setting above it, such as a service's own endpoint.
    const [, name, value] = /^([A-Za-z0-9_]+)\s*=\s*(.*?)(?:\s+[#;].*)?$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) section?.set(name, value);
  }
  return sections;
}
