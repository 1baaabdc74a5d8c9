/** A value of HCL: a text, a number, a word of the language as it stands, a list or a map. */
export type Hcl =
  | string
  | number
  | boolean
  | Expression
  | readonly Hcl[]
  | { readonly [key: string]: Hcl | undefined };

/** What stands for itself: a reference, or a call of a function. */
export class Expression {
  constructor(readonly text: string) {}
}

export const expression = (text: string): Expression => new Expression(text);

const escaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    // Of JSON's escapes HCL does not know these two.
    .replaceAll("\\b", "\\u0008")
    .replaceAll("\\f", "\\u000c")
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");

/** A text in quotes, with what HCL would read as a template escaped. */
export const hclString = (text: string): string => `"${escaped(text)}"`;

/** A text in which these references stand between its pieces. */
export const joined = (pieces: readonly string[], reference: string): Expression =>
  expression(`"${pieces.map(escaped).join(`\${${reference}}`)}"`);

/** A value as it stands behind an equals sign; lines after the first are indented by so many blanks. */
export function hclValue(value: Hcl, indent = 0): string {
  const inner = " ".repeat(indent + 2);
  if (value instanceof Expression) return value.text;
  if (typeof value === "string") return hclText(value, indent);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((one: Hcl) => `${inner}${hclValue(one, indent + 2)},\n`).join("")}${" ".repeat(indent)}]`;
  }
  const entries = Object.entries(value as Readonly<Record<string, Hcl | undefined>>);
  const lines = argumentLines(
    entries.map(([key, one]) => [hclString(key), one]),
    indent + 2,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.map((line) => `${line}\n`).join("")}${" ".repeat(indent)}}`;
}

/** Arguments as `terraform fmt` writes them: equals signs below each other, but of those that take several lines. */
function argumentLines(entries: readonly (readonly [string, Hcl | undefined])[], indent: number): string[] {
  const written = entries.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, text: hclValue(value, indent) }],
  );
  const isLong = (one: { text: string } | undefined) => one?.text.includes("\n") ?? true;
  return written.map(({ name, text }, i) => {
    if (isLong({ text })) return `${" ".repeat(indent)}${name} = ${text}`;
    let [from, to] = [i, i];
    while (!isLong(written[from - 1])) from--;
    while (!isLong(written[to + 1])) to++;
    const width = Math.max(...written.slice(from, to + 1).map((one) => one.name.length));
    return `${" ".repeat(indent)}${name.padEnd(width)} = ${text}`;
  });
}

/** Lines of a text each on its own, so that a template can be read and changed. */
function hclText(text: string, indent: number): string {
  if (!text.includes("\n")) return hclString(text);
  const inner = " ".repeat(indent + 2);
  const lines = text.split("\n").map((line) => `${inner}${hclString(line)},\n`);
  return `join("\\n", [\n${lines.join("")}${" ".repeat(indent)}])`;
}

/** A block: its head, its arguments (those without a value left out), and the blocks in it. */
export function block(
  head: readonly string[],
  body: Readonly<Record<string, Hcl | undefined>>,
  blocks: readonly string[] = [],
): string {
  const [type = "", ...labels] = head;
  const lines = argumentLines(Object.entries(body), 2);
  const inside = blocks.map((one) =>
    one
      .trimEnd()
      .split("\n")
      .map((line) => (line === "" ? "" : `  ${line}`))
      .join("\n"),
  );
  const all = [...lines, ...(lines.length > 0 && inside.length > 0 ? [""] : []), ...inside];
  return `${[type, ...labels.map(hclString)].join(" ")} {\n${all.join("\n")}${all.length > 0 ? "\n" : ""}}\n`;
}
