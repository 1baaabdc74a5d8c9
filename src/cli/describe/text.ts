import { wrap } from "../help.ts";
import type { Block } from "./topics.ts";

/** Blocks for a terminal. */
export const blocksAsText = (blocks: readonly Block[], width: number): string =>
  blocks
    .map((block) => {
      if ("heading" in block) return `${block.heading}:`;
      if ("says" in block) return wrap(block.says, width, 0);
      if ("lines" in block) return block.lines.map((line) => `  ${line}`).join("\n");
      const column = Math.min(Math.max(...block.terms.map(([term]) => term.length)) + 4, 28);
      return block.terms
        .map(([term, means]) => {
          const text = wrap(means, width, column);
          return term.length + 3 < column
            ? `  ${term}`.padEnd(column) + text.slice(column)
            : `  ${term}\n${text}`;
        })
        .join("\n");
    })
    .join("\n\n");
