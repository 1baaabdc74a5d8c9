import type { RequestValidator } from "../document/method.ts";
import type { Key } from "../document/things.ts";
import type { Verdict } from "../policy/lambda-policy.ts";

/** What is known of the function that an integration invokes. */
export interface FunctionFact {
  readonly exists: boolean | "unknown";
  /** What its policy says of this method; absent where it was not to be asked (a role invokes it). */
  readonly verdict?: Verdict | "unknown";
}

/** What is known of the role by which an integration calls. */
export interface RoleFact {
  readonly exists: boolean | "unknown";
  /** What is wrong with its trust policy, in words; undefined where API Gateway may assume it. */
  readonly trustFault?: string | undefined;
  /** What is odd about it though it may work. */
  readonly trustWarning?: string | undefined;
  /** Actions that its policies do not allow. */
  readonly missingActions?: readonly string[] | undefined;
  /** What could not be told of it, each as a clause: `whether it allows sqs:SendMessage: …`. */
  readonly unchecked?: readonly string[] | undefined;
  /** The account it belongs to, where that is not the caller's. */
  readonly otherAccount?: string | undefined;
  /** The ARN of the role of this name, where its path is another. */
  readonly isAt?: string | undefined;
}

/** What was read around a method. A list that is undefined could not be read. */
export interface Facts {
  readonly region: string;
  readonly partition: string;
  readonly endpointType?: string | undefined;
  readonly binaryMediaTypes: readonly string[];
  readonly models: readonly string[] | undefined;
  /** The request validators that were read. */
  readonly validators: ReadonlyMap<Key<"validator">, RequestValidator>;
  /** By id, with their types. */
  readonly authorizers: ReadonlyMap<string, string> | undefined;
  /** By id. */
  readonly vpcLinks:
    | ReadonlyMap<string, { readonly version: "V1" | "V2"; readonly status?: string | undefined }>
    | undefined;
  /** The stages' variables, by stage. */
  readonly stages: ReadonlyMap<string, Readonly<Record<string, string>>> | undefined;
  readonly function?: FunctionFact | undefined;
  readonly role?: RoleFact | undefined;
  /** What is wrong with a template: it does not parse, or does not yield JSON. */
  templateFault(template: string): { readonly message: string } | undefined;
  /** Whether a template yields JSON for a sample call; undefined where that cannot be told. */
  yieldsJson(template: string): boolean | undefined;
}
