import { SECTIONS } from "../../settings/setting.ts";
import type { Command } from "../command.ts";
import { TOPICS } from "../help.ts";
import { describeCommand, type FlagDescription } from "./command.ts";
import { exitCodes } from "./endings.ts";
import { saysDefault } from "./markdown.ts";
import { type Block, topics } from "./topics.ts";

// The man pages: walks of the same declarations as help. A test compares them with what is checked in.

/** Text as troff reads it back: its own marks escaped, a dot or quote at a line's start too. */
const text = (plain: string): string =>
  plain
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("–", "\\(en")
    .replaceAll("…", "...")
    .replaceAll("→", "\\(->")
    .replaceAll(/^\./gm, "\\&.");

const bold = (plain: string): string => `\\fB${text(plain)}\\fR`;
const head = (name: string, summary: string): string =>
  [
    `.TH ${name.toUpperCase()} 1 "" apigw "apigw"`,
    // Flags and addresses are too long for even margins.
    ".ad l",
    ".nh",
    ".SH NAME",
    `${text(name)} \\- ${text(summary)}`,
  ].join("\n");

const term = (name: string, means: string): string => `.TP\n${bold(name)}\n${text(means)}`;
const typed = (lines: readonly string[]): string =>
  [".PP", ".RS 4", ".nf", ...lines.map((line) => text(line)), ".fi", ".RE"].join("\n");

function flag({ flag, negation, placeholder, summary, repeatable, default: usual }: FlagDescription): string {
  const value =
    placeholder === undefined ? "" : ` \\fI${text(placeholder.toLowerCase()).replaceAll("|", "|\\:")}\\fR`;
  const more = [
    ...(repeatable ? ["Repeatable."] : []),
    ...(usual === undefined || usual === false || saysDefault(summary) ? [] : [`Default: ${usual}.`]),
  ];
  return `.TP\n${bold(flag)}${value}${negation ? `, ${bold(negation)}` : ""}\n${text([summary, ...more].join(" "))}`;
}

/** `apigw-create-method(1)` */
export function commandMan(command: Command): string {
  const { name, summary, description, usage, flags, examples } = describeCommand(command);
  return `${[
    head(`apigw-${name}`, summary),
    ".SH SYNOPSIS",
    bold(`apigw ${name}`) + text(usage.slice(`apigw ${name}`.length)),
    ".SH DESCRIPTION",
    text(description),
    ".SH OPTIONS",
    ...SECTIONS.flatMap((section) => {
      const list = flags.filter((one) => one.section === section);
      return list.length === 0 ? [] : [`.SS ${text(section)}`, ...list.map(flag)];
    }),
    ".SH EXAMPLES",
    ...examples.flatMap(({ says, line }) => [".PP", `${text(says)}:`, typed([line])]),
    ".SH EXIT STATUS",
    ...exitCodes.map(({ exitCode, means }) => term(String(exitCode), means)),
    ".SH SEE ALSO",
    "\\fBapigw\\fR(1)",
  ].join("\n")}\n`;
}

const blocks = (list: readonly Block[]): readonly string[] =>
  list.map((block) => {
    if ("heading" in block) return `.SS ${text(block.heading)}`;
    if ("says" in block) return `.PP\n${text(block.says)}`;
    if ("lines" in block) return typed(block.lines);
    return block.terms.map(([name, means]) => term(name, means)).join("\n");
  });

/** `apigw(1)` */
export const programMan = (commands: readonly Command[]): string =>
  `${[
    head("apigw", "configure methods of Amazon API Gateway REST APIs"),
    ".SH SYNOPSIS",
    `${bold("apigw")} \\fIcommand\\fR [\\fIflags\\fR]`,
    ".SH COMMANDS",
    ...commands.map(({ name, summary }) => term(name, `${summary}.`)),
    ...TOPICS.flatMap(({ value }) => [`.SH ${text(value.toUpperCase())}`, ...blocks(topics[value])]),
    ".SH SEE ALSO",
    commands.map(({ name }) => `\\fBapigw\\-${text(name)}\\fR(1)`).join(", "),
  ].join("\n")}\n`;
