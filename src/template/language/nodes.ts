/** A template as it was read. */

export interface Reference {
  readonly kind: "reference";
  readonly name: string;
  readonly steps: readonly Step[];
  /** As it stands in the template. */
  readonly literal: string;
}

/** What follows a name: a property, a call, an index. */
export type Step =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "index"; readonly index: Expression };

export type Expression =
  | Reference
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "text"; readonly text: string }
  /** A text in double quotes, in which references and directives work. */
  | { readonly kind: "interpolated"; readonly nodes: readonly Node[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "not"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

export type Node =
  | { readonly kind: "plain"; readonly text: string }
  /** A reference in the text, with the backslashes before it. */
  | { readonly kind: "print"; readonly reference: Reference; readonly backslashes: number }
  | { readonly kind: "set"; readonly target: Reference; readonly value: Expression }
  | { readonly kind: "if"; readonly branches: readonly Branch[]; readonly otherwise: readonly Node[] }
  | {
      readonly kind: "foreach";
      readonly name: string;
      readonly of: Expression;
      readonly body: readonly Node[];
    }
  | { readonly kind: "define"; readonly name: string; readonly body: readonly Node[] }
  | MacroCall
  | { readonly kind: "break" }
  | { readonly kind: "stop" }
  /** A directive that API Gateway does not run. */
  | { readonly kind: "refused"; readonly name: string };

export interface Branch {
  readonly when: Expression;
  readonly body: readonly Node[];
}

export interface MacroCall {
  readonly kind: "macro";
  readonly name: string;
  readonly args: readonly Expression[];
  readonly body: readonly Node[] | undefined;
}

export interface Macro {
  readonly parameters: readonly string[];
  readonly body: readonly Node[];
}

export interface Template {
  readonly nodes: readonly Node[];
  readonly macros: ReadonlyMap<string, Macro>;
}
