import type { Readable, Writable } from "node:stream";
import type { Input, Operation, Output } from "./gateway/call/operation.ts";
import type { MethodDocument, RequestValidator } from "./gateway/document/method.ts";

/** All that the program has of the machine; only `world.ts` makes one from the real process. */
export interface World {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Sets a variable of the AWS SDK's from now on, here and in `env`. By AWS_PROFILE alone it finds a profile's endpoints,
   * whatever profile a client is given; so it is set before the first client is made.
   */
  setVariable(name: "AWS_PROFILE" | "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", value: string): void;
  readonly home: string;
  /** As Node names it: linux, darwin, win32. */
  readonly platform: string;
  readonly stdin: { readonly isTTY: boolean; stream(): Readable };
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  /** What a file says; U+FFFD stands for bytes that say nothing. */
  readText(file: string): Promise<string>;
  readStdin(): Promise<string>;
  /** Opens a text in the editor of VISUAL or EDITOR, and answers what was left in it. */
  editText(text: string, name: string): Promise<string>;
  /** The folder that relative file names start from. */
  readonly cwd: string;
  /** This process, and whether another is still there: a lock that a killed one left is taken over at once. */
  readonly process: {
    readonly id: number;
    /** Whom it acts as; undefined where users have no numbers. */
    readonly user: number | undefined;
    isAlive(id: number): boolean;
    /**
     * Runs this program again with other words and in this environment, apart from this process and the terminal;
     * nobody waits for it.
     */
    startApart(argv: readonly string[], env: World["env"]): void;
    /** Leaves at once, whatever is under way. */
    leave(code: number): void;
  };
  /**
   * Calls back at every Ctrl-C, SIGTERM, and SIGHUP (a terminal that was closed, a connection that was lost) until the
   * returned function is called.
   */
  onInterrupt(callback: () => void): () => void;
  /** Waits go by it, so that tests can turn it. */
  readonly clock: Clock;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Standard output or standard error. */
export interface TextOutput {
  readonly isTTY: boolean;
  /** How wide it is, where it is a terminal. */
  readonly columns: number | undefined;
  write(text: string): void;
  /** For what draws on a terminal. */
  stream(): Writable;
}

/** Sends one request to AWS. Rejects with AwsFailure and nothing else. */
export interface Aws {
  readonly region: string;
  send<O extends Operation>(
    operation: O,
    input: Input<O>,
    options?: {
      readonly region?: string | undefined;
      /** Told AWS's name for the request, once it is answered well. */
      answered?(requestId: string | undefined): void;
    },
  ): Promise<Output<O>>;
}

export interface ApiEntry {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** EDGE, REGIONAL or PRIVATE. */
  readonly endpointType?: string | undefined;
  readonly binaryMediaTypes?: readonly string[] | undefined;
  /** Of a private one. */
  readonly vpcEndpointIds?: readonly string[] | undefined;
  /** Whether it is reached by custom domains alone. */
  readonly disableExecuteApiEndpoint?: boolean | undefined;
  /** ISO 8601: an API of another date is another one, whatever its id. */
  readonly createdDate?: string | undefined;
}

export interface ResourceEntry {
  readonly id: string;
  readonly path: string;
  readonly methods: readonly string[];
}

export interface AuthorizerEntry {
  readonly id: string;
  readonly name: string;
  /** TOKEN, REQUEST or COGNITO_USER_POOLS. */
  readonly type: string;
  /** The function it asks, and the role by which; none of a user pool's. */
  readonly uri?: string | undefined;
  readonly credentials?: string | undefined;
  readonly authorizerResultTtlInSeconds?: number | undefined;
  readonly identitySource?: string | undefined;
  readonly identityValidationExpression?: string | undefined;
  readonly providerARNs?: readonly string[] | undefined;
}

export interface StageEntry {
  readonly name: string;
  /** What it serves. */
  readonly deploymentId?: string | undefined;
  readonly canary?: CanaryEntry | undefined;
  /** When it was last deployed or changed, ISO 8601. */
  readonly updated?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

/** What part of a stage's calls goes to another deployment than the stage's own. */
export interface CanaryEntry {
  readonly deploymentId?: string | undefined;
  /** 0 to 100. */
  readonly percentTraffic: number;
  readonly stageVariableOverrides: Readonly<Record<string, string>>;
}

export interface VpcLinkEntry {
  readonly id: string;
  readonly name: string;
  readonly version: "V1" | "V2";
  readonly status?: string | undefined;
}

export interface UsagePlanEntry {
  readonly id: string;
  readonly stages: readonly { readonly apiId: string; readonly stage: string }[];
  /** Whether it throttles all of its stages. */
  readonly limits: boolean;
}

/** What is read of an account to offer as choices and to check against. Every answer is read once and kept. */
export interface Reading {
  readonly region: string;
  apis(): Promise<readonly ApiEntry[]>;
  /** One alone, by its id; rejects where there is none. */
  api(restApiId: string): Promise<ApiEntry>;
  resources(restApiId: string): Promise<readonly ResourceEntry[]>;
  authorizers(restApiId: string): Promise<readonly AuthorizerEntry[]>;
  models(restApiId: string): Promise<readonly string[]>;
  requestValidators(restApiId: string): Promise<readonly (RequestValidator & { readonly id: string })[]>;
  stages(restApiId: string): Promise<readonly StageEntry[]>;
  usagePlans(): Promise<readonly UsagePlanEntry[]>;
  vpcLinks(): Promise<readonly VpcLinkEntry[]>;
  functions(
    region?: string,
  ): Promise<readonly { name: string; runtime?: string | undefined; description?: string | undefined }[]>;
  aliases(
    functionName: string,
    region?: string,
  ): Promise<readonly { name: string; version: string; description?: string | undefined }[]>;
  roles(): Promise<readonly { name: string; arn: string; trustsApiGateway: boolean }[]>;
  /** One method, or nothing where there is none. */
  methods(restApiId: string, resourceId: string, httpMethod: string): Promise<readonly MethodDocument[]>;
  accountId(): Promise<string>;
}

/** What TAB may look at beside the account: this machine's files and AWS configuration. */
export interface Nearby {
  /** What a folder holds, a name at a time; nothing where it cannot be read. */
  files(folder: string): Promise<readonly { readonly name: string; readonly folder: boolean }[]>;
  /** The runs whose journals are kept, the newest first. */
  runs(): Promise<readonly { readonly name: string; readonly what: string }[]>;
  /** The profiles of the AWS configuration and the Regions they name. */
  profiles(): Promise<readonly { readonly name: string; readonly region?: string | undefined }[]>;
}

export interface PromptChoice {
  readonly value: string;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  /** Other words it is found by. */
  readonly also?: readonly string[] | undefined;
}

/** Why an answer is not taken. */
export interface AnswerFault {
  readonly fault: string;
  /** What was probably meant: Enter takes it next. */
  readonly meant?: string | undefined;
  /** Whether the same answer is taken when it is given again. */
  readonly insist?: boolean | undefined;
}

/** What is wrong with an answer, told where the question stands. */
export type AnswerCheck = (
  text: string,
) => string | AnswerFault | undefined | Promise<string | AnswerFault | undefined>;

interface Question {
  readonly message: string;
  /** Whether one can go back from it; then the answer may be WentBack. */
  readonly back?: boolean | undefined;
}

/** Somebody went back to the question before. */
export class WentBack extends Error {
  override readonly name = "WentBack";
}

/** Asks a person. Rejects with Interrupted at Ctrl-C, and with WentBack where a question lets one go back. */
export interface Prompter {
  /** An empty answer is `initial`. */
  text(question: Question & { readonly initial?: string; readonly check: AnswerCheck }): Promise<string>;
  confirm(
    question: Question & {
      readonly initial: boolean;
      readonly check?: (yes: boolean) => ReturnType<AnswerCheck>;
    },
  ): Promise<boolean>;
  /** One of the choices, found by typing; where `open` says so, any text too. */
  choose(
    question: Question & {
      readonly choices: readonly PromptChoice[];
      readonly initial?: string;
      /**
       * Which texts beside the choices may be an answer; none, where this is absent. One that is "first" goes before
       * choices that only have it somewhere.
       */
      readonly open?: ((text: string) => boolean | "first") | undefined;
      readonly check?: AnswerCheck | undefined;
    },
  ): Promise<string>;
}
