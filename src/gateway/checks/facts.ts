import type { IntegrationRequest, RequestValidator } from "../document/method.ts";
import type { Key } from "../document/things.ts";
import type { MethodVerdict } from "../policy/invocation-verdict.ts";
import type { Finding } from "./finding.ts";

/** What is known of the function that an integration invokes. */
export interface FunctionFact {
  readonly exists: boolean | "unknown";
  /** What its policy says of this method; absent where it was not to be asked (a role invokes it). */
  readonly verdict?: MethodVerdict | "unknown";
}

/** What is known of the role by which an integration calls. */
export interface RoleFact {
  readonly exists: boolean | "unknown";
  /** What is wrong with its trust policy, in words; undefined where API Gateway may assume it. */
  readonly trustFault?: string | undefined;
  /** What is odd about it though it may work. */
  readonly trustWarning?: string | undefined;
  /** What its policies do not allow, as clauses: `sqs:SendMessage on arn:…`. */
  readonly missingActions?: readonly string[] | undefined;
  /** What is needed beside the action, and is not allowed: what, and the statement to add. */
  readonly beyond?: readonly { readonly what: string; readonly statement: string }[] | undefined;
  /** What could not be told of it, each as a clause: `whether it allows sqs:SendMessage: …`. */
  readonly unchecked?: readonly string[] | undefined;
  /** The account it belongs to, where that is not the caller's. */
  readonly otherAccount?: string | undefined;
  /** The ARN of the role of this name, where its path is another. */
  readonly isAt?: string | undefined;
}

/** An authorizer, as far as it was looked at. */
export interface AuthorizerFact {
  readonly type: string;
  /** The function it asks, where API Gateway may not invoke that. */
  readonly refusedBy?: string | undefined;
}

/** A mapping template, run on a call of which nothing is known. */
export interface TemplateSample {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it overrides of the path. */
  readonly path: Readonly<Record<string, string>>;
}

/** Another method of the API. */
export interface Sibling {
  readonly path: string;
  readonly httpMethod: string;
  readonly authorizationType: string;
}

/** A method's integration as one stage runs it, and what is known of what it calls there. */
export interface StageFacts {
  readonly integration: IntegrationRequest;
  readonly function?: FunctionFact | undefined;
  readonly role?: RoleFact | undefined;
  readonly called?: readonly Finding[] | undefined;
}

/** What was read around a method. A list that is undefined could not be read. */
export interface Facts {
  readonly region: string;
  readonly partition: string;
  readonly endpointType?: string | undefined;
  readonly binaryMediaTypes: readonly string[];
  /** Of the API, where it is known already. */
  readonly restApiId?: string | undefined;
  readonly models: readonly string[] | undefined;
  /** The request validators that were read. */
  readonly validators: ReadonlyMap<Key<"validator">, RequestValidator>;
  /** By id. */
  readonly authorizers: ReadonlyMap<string, AuthorizerFact> | undefined;
  /** By id. */
  readonly vpcLinks:
    | ReadonlyMap<string, { readonly version: "V1" | "V2"; readonly status?: string | undefined }>
    | undefined;
  /** The stages' variables, by stage. */
  readonly stages: ReadonlyMap<string, Readonly<Record<string, string>>> | undefined;
  /** The method's own, and all others of its resource; undefined where they were not looked at. */
  readonly verbs?: readonly string[] | undefined;
  readonly httpMethod?: string | undefined;
  /** The API's other methods, where all were looked at. */
  readonly siblings?: readonly Sibling[] | undefined;
  readonly function?: FunctionFact | undefined;
  readonly role?: RoleFact | undefined;
  /** What is wrong with what an AWS service would be sent. */
  readonly called?: readonly Finding[] | undefined;
  /** The same in each stage, where stage variables decide what is called or sent; then only this counts. */
  readonly inStages?: ReadonlyMap<string, StageFacts> | undefined;
  /** The stages that have a usage plan, where that was asked for; undefined where it may not be read. */
  readonly planned?: readonly string[] | undefined | "not asked";
  /** The most milliseconds that a timeout may have by the account's quota; or why that is not known. */
  readonly timeoutQuota?: number | { readonly unread: string } | undefined;
  /** What is wrong with a template: it does not parse, or does not yield JSON. */
  templateFault(template: string): { readonly message: string } | undefined;
  /** Whether a template yields JSON for a sample call; undefined where that cannot be told. */
  yieldsJson(template: string): boolean | undefined;
  /** How a template writes a whole body where that makes no JSON: between quotes of its own, or as Java prints a map. */
  wholeBodyIn(template: string): "body in quotes" | "document in quotes" | "map" | undefined;
  /** References of a template that are always empty. */
  unknownReferences(template: string): readonly string[];
  /** A template on sample calls, with marks where nothing is known; none where it cannot be run so. */
  samples(template: string, stageVariables?: Readonly<Record<string, string>>): readonly TemplateSample[];
}

/** What there is to say of templates where a method has none. */
export const WITHOUT_TEMPLATES: Pick<
  Facts,
  "templateFault" | "yieldsJson" | "wholeBodyIn" | "unknownReferences" | "samples"
> = {
  templateFault: () => undefined,
  yieldsJson: () => undefined,
  wholeBodyIn: () => undefined,
  unknownReferences: () => [],
  samples: () => [],
};
