/** A value that a recipe leaves open, given by `--set name=value`. */
export interface Slot {
  /** What it is, for help and errors. */
  readonly is: string;
  /** What it may look like: it is written into templates and ARNs as it stands. */
  readonly like: RegExp;
  readonly usually?: string;
  /** The ARN it stands for where a name is given; an ARN is taken as it is. */
  readonly arn?: string;
}

/**
 * A whole integration with an AWS service, as data. In its texts `{{name}}` stands for a slot's value, `{{name.arn}}`
 * for its ARN, `{{name.bare}}` for it without leading slashes; `{{region}}`, `{{account}}` and `{{partition}}` for the
 * place that is called.
 */
export interface Recipe {
  /** The evidence: A seen on AWS, B AWS's documentation or samples, C public repositories, D derived from the model. */
  readonly grade: "A" | "B" | "C" | "D";
  /** What it does, as a clause. */
  readonly does: string;
  readonly service: string;
  readonly subdomain?: string;
  /** One of the two. */
  readonly action?: string;
  readonly path?: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly slots: Readonly<Record<string, Slot>>;
  /** The slot of a name that may end in .fifo, which asks for more. */
  readonly ordered?: string;
  /** Headers of the request, each a mapping expression. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Path parameters of the request, and where they come from. */
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** Headers the method declares because a mapping reads them. */
  readonly declares?: readonly string[];
  /** The body for application/json; without it the caller's passes through. */
  readonly template?: string;
  readonly responseTemplate?: string;
  /** What the role must allow, on what. */
  readonly iam: readonly string[];
  readonly resources: readonly string[];
  /** Why the resource is `*`, where it is. */
  readonly star?: string;
  /** What else a person must know. */
  readonly note?: string;
}

export type Recipes = Readonly<Record<string, Recipe>>;

// Names that stand in a JSON text, a form and an ARN alike: nothing in them has to be escaped.
export const NAME = /^[A-Za-z0-9_.-]+$/;
export const NAME_OR_ARN = /^(?:[A-Za-z0-9_.-]+|arn:aws[a-z-]*:[A-Za-z0-9_.:/-]+)$/;
export const PATH_NAME = /^[A-Za-z0-9_./-]+$/;
export const PARAMETER = /^[A-Za-z0-9._$-]+$/;
/** Free text inside single quotes of a template, or a JSON text: no quotes, no backslash, nothing Velocity reads. */
export const PLAIN_TEXT = /^[^'"\\$#\n\r]+$/;
export const ADDRESS = /^[A-Za-z0-9.!%&*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$/;

/** The slot of a path parameter: the method's resource must have it. */
export const parameter = (usually: string): Slot => ({
  is: "the resource's path parameter that holds it",
  like: PARAMETER,
  usually,
});

/** A template's expression as the inside of a JSON text: the engine's escaping leaves `\'`, which is no JSON. */
export const inJson = (expression: string): string =>
  String.raw`$util.escapeJavaScript(${expression}).replaceAll("\\'","'")`;

export const FORM = { "Content-Type": "'application/x-www-form-urlencoded'" };
export const json = (version: "1.0" | "1.1", target?: string) => ({
  "Content-Type": `'application/x-amz-json-${version}'`,
  ...(target === undefined ? {} : { "X-Amz-Target": `'${target}'` }),
});
