import { BlockReader } from "./blocks.ts";
import { Cursor } from "./cursor.ts";
import type { Macro, Node, Template } from "./nodes.ts";

/** Reads a template as Velocity 1.7 does; throws a SyntaxFault for what it refuses. */
export function readTemplate(text: string): Template {
  const macros = new Map<string, Macro>();
  const known = new Set(
    [...text.matchAll(/#\{?macro\}?\s*\(\s*([A-Za-z_][\w-]*)/g)].map(([, name = ""]) => name),
  );
  const inner = (inside: string, line: number): readonly Node[] => {
    // Velocity puts a blank behind such a text and takes it away again: a comment may have taken it before.
    const nodes = new BlockReader(new Cursor(`${inside}${PAD}`, line, macros, inner), known).all();
    return withoutPad(nodes);
  };
  const nodes = new BlockReader(new Cursor(text, 1, macros, inner), known).all();
  return { nodes, macros };
}

const PAD = "\u0000";

function withoutPad(nodes: readonly Node[]): readonly Node[] {
  const last = nodes.at(-1);
  if (last?.kind !== "plain" || !last.text.endsWith(PAD)) return nodes;
  return [...nodes.slice(0, -1), { kind: "plain", text: last.text.slice(0, -1) }];
}
