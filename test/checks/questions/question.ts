/** A set-up as public questions have it, under names of our own, and what is to be found of it. */
export interface Question {
  /** AWS without one. */
  readonly type?: string;
  /** An address, or what stands behind `arn:aws:apigateway:us-east-1:`. */
  readonly uri?: string;
  /** The resource's path, where it has parameters. */
  readonly path?: string;
  /** POST without one, and POST behind it. */
  readonly method?: string;
  readonly verb?: string;
  /** By what follows `integration.request.`. */
  readonly maps?: Readonly<Record<string, string>>;
  /** Of application/json, or of several content types. */
  readonly template?: string;
  readonly templates?: Readonly<Record<string, string>>;
  readonly passthrough?: string;
  readonly responses?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly declares?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What the role allows, or its statements. */
  readonly allows?: readonly [actions: string | readonly string[], resources: string | readonly string[]];
  readonly statements?: readonly object[];
  /** The rules that find something; none where it works. */
  readonly want?: readonly string[];
  /** What a role that is made for it may do. */
  readonly grants?: Allowance;
  /** And what in a second statement. */
  readonly grantsToo?: Allowance;
  /** It is not made from the command line. */
  readonly onlyChecked?: boolean;
}

export type Allowance = readonly [actions: readonly string[], resources: readonly string[]];
export type Questions = Readonly<Record<string, Question>>;
