import { entriesOf } from "../settings/read.ts";
import { flagOf, SECTIONS, type Setting } from "../settings/setting.ts";
import type { Command, CommandEntry } from "./command.ts";

const GLOBAL = `  -h, --help     Show help, of a command too
  -V, --version  Show the version`;

/** What help says something about beside the commands. */
export const TOPICS = [
  { value: "exit-codes", description: "What each exit code says, and every failure by its code" },
  { value: "environment", description: "The environment variables that are heeded" },
  { value: "output", description: "--output, --query, and errors for programs" },
  {
    value: "credentials",
    description: "Where credentials, Region and endpoints come from; proxies and certificates",
  },
  { value: "sandbox", description: "The built-in local API Gateway" },
  { value: "expressions", description: "Mapping expressions: where a value comes from" },
] as const;
export type Topic = (typeof TOPICS)[number]["value"];

/** What can be described beside the commands. */
export const SUBJECTS = [
  { value: "errors", description: "Every failure by its code, and the JSON error document" },
  { value: "plan", description: "The result of a change, which with --dry-run is its plan" },
  {
    value: "method",
    description: "A method as a JSON schema: all that can be set, and the document of show-method",
  },
  { value: "rules", description: "The checks that are made before a write" },
] as const;

/** The help of the whole program. */
export function programHelp(
  commands: readonly Pick<CommandEntry, "name" | "summary">[],
  version: string,
): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
  return `apigw ${version} – configure methods of Amazon API Gateway REST APIs

Usage: apigw <command> [flags]

Example:
  apigw create-method --sandbox --api petstore --resource /pets --method POST --integration mock

Commands:
${list}

Flags:
${GLOBAL}

Topics:
${TOPICS.map(({ value, description }) => `  ${value.padEnd(width)}  ${description}`).join("\n")}

Exit codes: 0 done or already so, 1 AWS refused and nothing is left changed, 2 usage,
3 something remains, 4 credentials or authorization, 5 no such API, resource or method,
6 somebody else changed it meanwhile, 7 throttled or no network, 8 differences (with --detailed-exitcode), 9 declined, 10 done but the answer could not be written,
130 interrupted.
`;
}

/** The help of one command: examples first, then the flags under the console's headings. */
export function commandHelp(command: Command, width: number): string {
  const settings = entriesOf(command.settings).map(([, setting]) => setting);
  const groups = SECTIONS.map(
    (section) => [section, settings.filter((one) => one.section === section)] as const,
  );
  return [
    `Usage: apigw ${command.name} ${command.usage ?? "[flags]"}`,
    "",
    wrap(command.description, width, 0),
    "",
    "Examples:",
    ...command.examples.flatMap(({ says, line }) => [`  # ${says}`, `  ${line}`, ""]),
    ...groups
      .filter(([, list]) => list.length > 0)
      .flatMap(([section, list]) => [`${section}:`, ...list.map((one) => flagHelp(one, width)), ""]),
    "Help:",
    "  -h, --help",
    "",
  ].join("\n");
}

const INDENT = 6;

function flagHelp(setting: Setting, width: number): string {
  const placeholder = setting.value.placeholder === undefined ? "" : ` <${setting.value.placeholder}>`;
  const negation = setting.negatable ? `, --no-${setting.flag}` : "";
  const repeat = setting.many ? " (repeatable)" : "";
  const head = `  ${flagOf(setting)}${placeholder}${negation}`;
  return `${head}\n${wrap(`${setting.summary}${repeat}`, width, INDENT)}`;
}

/** Breaks at blanks so that no line is wider, each indented. */
export function wrap(text: string, width: number, indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + 1 + word.length + indent > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].map((one) => " ".repeat(indent) + one).join("\n");
}
