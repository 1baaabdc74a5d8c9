/** A Java regular expression as it was read. */

/** Whether a code point belongs to a set of characters. */
export type CharTest = (codePoint: number) => boolean;

export type Mode = "greedy" | "lazy" | "possessive";

/** A place between characters that an anchor asks about. */
export type PlaceTest = (text: string, at: number) => boolean;

export type Node =
  | { readonly kind: "empty" }
  | { readonly kind: "char"; readonly test: CharTest }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  | { readonly kind: "group"; readonly index: number; readonly node: Node }
  | {
      readonly kind: "repeat";
      readonly node: Node;
      readonly min: number;
      readonly max: number;
      readonly mode: Mode;
    }
  | { readonly kind: "place"; readonly test: PlaceTest }
  | {
      readonly kind: "look";
      readonly behind: boolean;
      readonly negative: boolean;
      readonly node: Node;
      /** How many characters a look-behind may go back. */
      readonly width: Width;
    }
  | { readonly kind: "atomic"; readonly node: Node }
  | {
      readonly kind: "back";
      readonly group: number;
      readonly same: (left: number, right: number) => boolean;
    };

export interface Width {
  readonly min: number;
  readonly max: number;
}

/** How many UTF-16 units a node can take. */
export function widthOf(node: Node): Width {
  switch (node.kind) {
    case "char":
      return { min: 1, max: 2 };
    case "sequence":
      return node.items
        .map(widthOf)
        .reduce((sum, one) => ({ min: sum.min + one.min, max: sum.max + one.max }), {
          min: 0,
          max: 0,
        });
    case "choice": {
      const all = node.options.map(widthOf);
      return { min: Math.min(...all.map(({ min }) => min)), max: Math.max(...all.map(({ max }) => max)) };
    }
    case "group":
    case "atomic":
      return widthOf(node.node);
    case "repeat": {
      const one = widthOf(node.node);
      return { min: one.min * node.min, max: node.max === 0 || one.max === 0 ? 0 : one.max * node.max };
    }
    case "back":
      return { min: 0, max: Number.POSITIVE_INFINITY };
    default:
      return { min: 0, max: 0 };
  }
}
