import { plain } from "../gateway/messages/plain.ts";
import { widthOf } from "../gateway/messages/width.ts";

/** Rows as left-aligned columns, two blanks between; the last column is not padded. `painted` adds no letter. */
export function columns(
  rows: readonly (readonly string[])[],
  indent = "",
  painted: (cell: string, row: number, column: number) => string = (cell) => cell,
): string {
  const clean = rows.map((row) => row.map(plain));
  const widths: number[] = [];
  for (const row of clean)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
    });
  return clean
    .map((row, at) => {
      const cells = row.map((cell, i) => {
        const room = i === row.length - 1 ? 0 : (widths[i] ?? 0) - widthOf(cell);
        return painted(cell, at, i) + " ".repeat(room);
      });
      return indent + cells.join("  ");
    })
    .map((line) => line.trimEnd())
    .join("\n");
}

const NARROWEST = 20;

/** A line as lines of at most `width` columns, the later ones behind `hanging`: broken at blanks, never inside a word. */
export function wrapped(line: string, width: number | undefined, hanging: string): string {
  // A terminal that does not know its width says 0.
  if (width === undefined || width < NARROWEST || widthOf(line) <= width) return line;
  const [indent = ""] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let now = indent;
  let empty = true;
  for (const [, blanks = "", word = ""] of line.slice(indent.length).matchAll(/( *)([^ ]+)/g)) {
    if (!empty && widthOf(now) + blanks.length + widthOf(word) > width) {
      lines.push(now);
      now = hanging + word;
    } else now += (empty ? "" : blanks) + word;
    empty = false;
  }
  return [...lines, now].join("\n");
}
