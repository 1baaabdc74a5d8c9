import { awsCliGroups } from "../../gateway/call/aws-cli.ts";
import { type Call, isRef } from "../../gateway/call/call.ts";

/** Stands in a text for what a variable of the script holds. */
export const held = (variable: string): string => `\uE000${variable}\uE001`;
const HELD = /\uE000(.*?)\uE001/;

/** A word for bash: in single quotes what is not plain, variables in double quotes between. */
export function bashWord(text: string): string {
  const word = text
    .split(HELD)
    .map((piece, i) => (i % 2 === 1 ? `"$${piece}"` : bashQuote(piece)))
    .join("");
  return word === "" ? "''" : word;
}

function bashQuote(text: string): string {
  if (/^[A-Za-z0-9_\-./:=@,+%^]*$/.test(text)) return text;
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** A call's input with variables for the ids of things. */
export function withVariables(
  input: Call["input"],
  variable: (key: string) => string,
): Record<string, unknown> {
  const change = (value: unknown): unknown => {
    if (isRef(value)) return held(variable(value.idOf));
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, change(one)]));
  };
  return change(input) as Record<string, unknown>;
}

/** The command that sends a request, a flag a line; `query` picks what it prints, else it prints the answer as JSON. */
export function awsCommand(
  service: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  {
    query,
    region,
    flags = [],
  }: {
    readonly query?: string | undefined;
    readonly region: string;
    readonly flags?: readonly string[];
  },
): string {
  const groups = [
    ...awsCliGroups(service, operation, input),
    query === undefined ? ["--output", "json"] : ["--query", query, "--output", "text"],
    ["--region", region],
    ...(flags.length > 0 ? [flags] : []),
  ];
  return `aws ${groups.map((group) => group.map(bashWord).join(" ")).join(" \\\n    ")}`;
}
