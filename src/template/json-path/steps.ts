import type { JavaPattern } from "../../gateway/pattern/java-pattern.ts";

/** What a path is made of. The words are Jayway JsonPath's, which API Gateway reads paths with. */
export interface Path {
  /** Whether it begins at `$`, the whole value, and not at the one that a filter looks at. */
  readonly fromRoot: boolean;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "all" }
  | { readonly kind: "scan" }
  | { readonly kind: "filter"; readonly test: Test }
  | { readonly kind: "function"; readonly name: string; readonly parameters: readonly Parameter[] };

/** A path, or a value of JSON. */
export type Parameter = { readonly path: Path } | { readonly value: unknown };

export type Test =
  | { readonly kind: "and" | "or"; readonly of: readonly Test[] }
  | { readonly kind: "not"; readonly of: Test }
  | { readonly kind: "exists"; readonly path: Path; readonly wanted: boolean }
  | { readonly kind: "compare"; readonly left: Operand; readonly operator: string; readonly right: Operand };

export type Operand =
  | { readonly path: Path }
  /** A text, a number, a boolean, null, a list or a map. */
  | { readonly value: unknown }
  | { readonly pattern: JavaPattern };

/** The path is none, or cannot be followed in this value. */
export class PathFault extends Error {
  override readonly name: string = "PathFault";
}

/** There is nothing at the end of a path. */
export class NothingFound extends PathFault {
  override readonly name = "NothingFound";
}

/** A function that cannot reckon with what it got: unlike other faults, no filter swallows it. */
export class FunctionFault extends Error {
  override readonly name = "FunctionFault";
}

/** Whether a step leads to one place, whatever the value. */
export const isDefinite = (step: Step, isLast: boolean): boolean =>
  (step.kind === "names" && (step.names.length === 1 || isLast)) ||
  (step.kind === "indexes" && step.indexes.length === 1) ||
  step.kind === "function";
