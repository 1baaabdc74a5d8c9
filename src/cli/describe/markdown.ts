import { SECTIONS } from "../../settings/setting.ts";
import type { Command } from "../command.ts";
import { describeCommand, type FlagDescription } from "./command.ts";
import { exitCodes } from "./endings.ts";
import { failures } from "./schemas.ts";
import type { Block } from "./topics.ts";

// The reference pages of docs/: walks of the same declarations as help. A test compares them with what is checked in.

export const GENERATED = "<!-- Made from the declarations in src/; see CONTRIBUTING.md. -->\n\n";

/** In a table a bar would end the cell, and in any text an angle bracket would begin a tag. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const EFFECTS: Readonly<Record<Command["effect"], string>> = {
  changes: "It may change the account.",
  calls: "It calls what the method calls, and changes nothing of the account itself.",
  looks: "It only looks.",
  files: "It touches files of this machine, and nothing of an account.",
  none: "It touches nothing.",
};

/** The page of one command. */
export function commandPage(command: Command): string {
  const described = describeCommand(command);
  const sections = SECTIONS.map(
    (section) => [section, described.flags.filter((one) => one.section === section)] as const,
  ).filter(([, flags]) => flags.length > 0);
  const result = Object.entries(described.result);
  return `${GENERATED}# apigw ${described.name}

${described.summary}.

${described.description} ${EFFECTS[described.effect]}

    ${described.usage}

## Examples

${described.examples.map(({ says, line }) => `${says}:\n\n\`\`\`sh\n${line}\n\`\`\``).join("\n\n")}

## Flags

${sections.map(([section, flags]) => `### ${section}\n\n${flagTable(flags)}`).join("\n\n")}
${
  result.length === 0
    ? ""
    : `\n## Result\n\nAs \`--output json\` prints it:\n\n${table(
        ["member", "what it is"],
        result.map(([name, means]) => [code(name), cell(means)]),
      )}\n`
}`;
}

const flagTable = (flags: readonly FlagDescription[]): string =>
  table(
    ["flag", "what it says"],
    flags.map((one) => [flagCell(one), `${cell(one.summary)}${notes(one)}`]),
  );

function flagCell({ flag, placeholder, negation }: FlagDescription): string {
  const value =
    placeholder === undefined
      ? ""
      : ` ${placeholder.toUpperCase() === placeholder ? placeholder : `<${placeholder}>`}`;
  return [code(`${flag}${value}`), ...(negation ? [code(negation)] : [])].join(", ");
}

/** Whether a sentence says what holds where nothing is given. */
export const saysDefault = (summary: string): boolean => /default|where nothing is said/.test(summary);

function notes({
  summary,
  repeatable,
  required,
  default: usual,
  minimum,
  maximum,
  applies,
}: FlagDescription): string {
  const all = [
    required === "always" ? "Required." : required === "sometimes" ? "Required, depending on the rest." : "",
    usual === undefined || usual === false || saysDefault(summary) ? "" : `Default: ${code(String(usual))}.`,
    minimum === undefined ? "" : `${minimum} to ${maximum}.`,
    repeatable ? "Repeatable." : "",
    applies === undefined ? "" : `Where it applies: ${cell(applies)}.`,
  ].filter((one) => one !== "");
  return all.length === 0 ? "" : ` ${all.join(" ")}`;
}

/** The list of all reference pages. */
export const indexPage = (
  commands: readonly Command[],
  topics: readonly { value: string; description: string }[],
): string =>
  `${GENERATED}# Reference

${table(
  ["command", "what it does"],
  commands.map(({ name, summary }) => [`[apigw ${name}](${name}.md)`, cell(summary)]),
)}

${table(
  ["topic", "what it is about"],
  topics.map(({ value, description }) => [`[${value}](../topics/${value}.md)`, cell(description)]),
)}

[Errors by their code](../errors.md), [what apigw schema prints](schema.md).
`;

/** Every failure by its code, each with an anchor. */
export const errorsPage = (): string => `${GENERATED}# Errors

Programs read a failure as one JSON document: \`--error-format json\`, and by itself with \`--output json\`. \`apigw schema errors\` has this list and the document's JSON schema.

${table(
  ["exit code", "meaning"],
  exitCodes.map(({ exitCode, means }) => [String(exitCode), cell(means)]),
)}

${failures
  .map(
    ({ code: name, means, exitCode, retryable }) =>
      `## ${name}\n\n${cell(means)} Exit code ${exitCode}.${retryable ? " The same command may succeed when it is run again." : ""}`,
  )
  .join("\n\n")}
`;

/** What `apigw help TOPIC` says. */
export const topicPage = (name: string, summary: string, blocks: readonly Block[]): string =>
  `${GENERATED}# ${name}\n\n${cell(summary)}.\n\n${blocks
    .map((block) => {
      if ("heading" in block) return `## ${block.heading}`;
      if ("says" in block) return cell(block.says);
      if ("lines" in block) return `\`\`\`sh\n${block.lines.join("\n")}\n\`\`\``;
      return table(
        ["", ""],
        block.terms.map(([term, means]) => [code(term), cell(means)]),
      );
    })
    .join("\n\n")}\n`;
