import { padded, widthOf } from "../gateway/messages/width.ts";

/** The letters that boxes and arrows are made of. */
export interface Marks {
  readonly across: string;
  readonly down: string;
  readonly corners: readonly [topLeft: string, topRight: string, bottomLeft: string, bottomRight: string];
  readonly right: string;
  readonly left: string;
  readonly below: string;
}

export const LINES: Marks = {
  across: "─",
  down: "│",
  corners: ["┌", "┐", "└", "┘"],
  right: "─▶",
  left: "◀─",
  below: "▼",
};

export const ASCII: Marks = {
  across: "-",
  down: "|",
  corners: ["+", "+", "+", "+"],
  right: "->",
  left: "<-",
  below: "v",
};

/** What a box's edges and their blanks take. */
const EDGES = 4;

/** A box of exactly this width and at least this height, with a title in its upper edge. */
export function box(
  title: string,
  lines: readonly string[],
  width: number,
  { across, down, corners }: Marks,
  height = 0,
): readonly string[] {
  const [topLeft, topRight, bottomLeft, bottomRight] = corners;
  const inner = width - EDGES;
  const body = lines.flatMap((line) => fitted(line, inner));
  while (body.length < height - 2) body.push("");
  const head = `${topLeft}${across} ${title} `;
  return [
    head + across.repeat(Math.max(0, width - widthOf(head) - 1)) + topRight,
    ...body.map((line) => `${down} ${padded(line, inner)} ${down}`),
    bottomLeft + across.repeat(width - 2) + bottomRight,
  ];
}

/** A line as lines of at most this width: broken at blanks, and inside a word where there is no other way. */
export function fitted(line: string, width: number): string[] {
  if (widthOf(line) <= width) return [line];
  const [indent = ""] = /^ */.exec(line) ?? [];
  const hanging = `${indent}  `;
  const lines: string[] = [];
  let now = "";
  const put = (piece: string) => {
    now += piece;
  };
  for (const word of line.slice(indent.length).split(" ")) {
    const front = now === "" ? (lines.length === 0 ? indent : hanging) : " ";
    if (now !== "" && widthOf(now) + widthOf(front) + widthOf(word) > width) {
      lines.push(now);
      now = hanging;
    } else put(front);
    for (const letter of word) {
      if (widthOf(now) + widthOf(letter) > width) {
        lines.push(now);
        now = hanging;
      }
      put(letter);
    }
  }
  return [...lines, now];
}

/** Blocks of lines beside each other; what is shorter is filled up with blanks. */
export function beside(...blocks: readonly (readonly string[])[]): readonly string[] {
  const height = Math.max(...blocks.map((block) => block.length));
  const widths = blocks.map((block) => Math.max(0, ...block.map((line) => widthOf(line))));
  return Array.from({ length: height }, (_, i) =>
    blocks.map((block, at) => padded(block[i] ?? "", widths[at] ?? 0)).join(""),
  );
}
