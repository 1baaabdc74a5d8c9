import type { Node } from "./nodes.ts";

/** What Java 17 finds out about a part of a pattern, with its 32-bit numbers that overflow. */
interface Study {
  max: number;
  valid: boolean;
  deterministic: boolean;
}

const UNLIMITED = 0x7fffffff;

/**
 * Whether Java takes this inside a look-behind, which must have an "obvious maximum length". What is obvious to it
 * follows from how it counts: `a*` is, `(a|b)*` and `ab{1,}` are not.
 */
export function hasObviousMaximum(node: Node): boolean {
  const study: Study = { max: 0, valid: true, deterministic: true };
  look(node, study);
  return study.valid;
}

function look(node: Node, study: Study): void {
  switch (node.kind) {
    case "char":
      study.max = (study.max + 1) | 0;
      return;
    case "sequence":
      for (const item of node.items) look(item, study);
      return;
    case "group":
    case "atomic":
      look(node.node, study);
      return;
    case "choice": {
      const before = { ...study };
      const options = node.options.map((option) => {
        const one: Study = { max: 0, valid: true, deterministic: true };
        look(option, one);
        return one;
      });
      study.max = (before.max + Math.max(...options.map(({ max }) => max))) | 0;
      study.valid = before.valid && options.every(({ valid }) => valid);
      study.deterministic = false;
      return;
    }
    case "repeat":
      repeated(node, study);
      return;
    case "back":
      study.valid = false;
      return;
    default:
      return;
  }
}

const isGroup = ({ kind }: Node) => kind === "group" || kind === "sequence" || kind === "choice";

function repeated({ node, min, max, mode }: Extract<Node, { kind: "repeat" }>, study: Study): void {
  const inner: Study = { max: 0, valid: true, deterministic: true };
  look(node, inner);
  if (min === 0 && max === 1) {
    study.max = (study.max + inner.max) | 0;
    study.valid &&= inner.valid;
    study.deterministic = false;
    return;
  }
  if (node.kind === "char" && mode === "greedy" && max === Number.POSITIVE_INFINITY && min <= 1) {
    study.max = (study.max + UNLIMITED) | 0;
    study.deterministic = false;
    return;
  }
  if (isGroup(node) && mode !== "possessive" && !inner.deterministic) {
    study.valid = false;
    study.deterministic = false;
    return;
  }
  const before = study.max;
  const times = Math.min(max, UNLIMITED);
  study.max = (Math.imul(inner.max, times) + before) | 0;
  study.valid = study.valid && inner.valid && study.max >= before;
  if (!inner.deterministic || min !== max) study.deterministic = false;
}
