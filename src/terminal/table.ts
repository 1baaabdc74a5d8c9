import { plain } from "../gateway/messages/plain.ts";

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
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  return clean
    .map((row, at) => {
      const cells = row.map((cell, i) => {
        const room = i === row.length - 1 ? 0 : (widths[i] ?? 0) - cell.length;
        return painted(cell, at, i) + " ".repeat(room);
      });
      return indent + cells.join("  ");
    })
    .map((line) => line.trimEnd())
    .join("\n");
}
