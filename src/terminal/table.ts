import { plain } from "./plain.ts";

/** Rows as left-aligned columns, two blanks between; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[], indent = ""): string {
  const clean = rows.map((row) => row.map(plain));
  const widths: number[] = [];
  for (const row of clean)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  return clean
    .map(
      (row) =>
        indent + row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join("  "),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}
