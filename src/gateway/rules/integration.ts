import { DEFAULT_TIMEOUT_MS } from "../document/method.ts";
import { usesStageVariables } from "../names/uri.ts";
import { requestMappingRule } from "./integration-mappings.ts";
import { awsUriRule, httpUriRule, invokedFunction, parseIntegrationArn } from "./integration-uri.ts";
import { badRequest, type Refusal } from "./refusal.ts";
import { verbRule } from "./verbs.ts";

export interface IntegrationInput {
  readonly type: string;
  readonly integrationHttpMethod?: string;
  readonly uri?: string;
  readonly connectionType?: string;
  readonly connectionId?: string;
  readonly credentials?: string;
  readonly requestParameters?: Readonly<Record<string, string>>;
  readonly requestTemplates?: Readonly<Record<string, string | null>>;
  readonly passthroughBehavior?: string;
  readonly contentHandling?: string;
  readonly cacheKeyParameters?: readonly string[];
  readonly timeoutInMillis?: number;
  readonly responseTransferMode?: string;
  readonly integrationTarget?: string;
}

export interface IntegrationContext {
  /** The method's own `requestParameters`: only what is declared there can be mapped or cached. */
  readonly declared: Readonly<Record<string, boolean>>;
  /** VPC links of this Region by id: `V1` for network load balancers, `V2` for those of apigatewayv2. */
  vpcLink?(id: string): "V1" | "V2" | undefined;
  /** The account of the API: roles of others cannot be passed. Not checked where unknown. */
  readonly accountId?: string;
  /** The account's quota for buffered integrations; 29000 unless raised (L-E5AE38E3). */
  readonly maxTimeoutInMillis?: number;
}

const PASSTHROUGH_BEHAVIORS = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"] as const;
const MIN_TIMEOUT_IN_MILLIS = 50;
const MAX_STREAM_TIMEOUT_IN_MILLIS = 900_000;

const isHttp = (type: string) => type === "HTTP" || type === "HTTP_PROXY";

/** Why API Gateway refuses an integration; the type itself belongs to the first layer of validation. */
export function* integrationRule(input: IntegrationInput, context: IntegrationContext): Iterable<Refusal> {
  if (input.type !== "MOCK") yield* backendRule(input, context);
  yield* passthroughRule(input.passthroughBehavior);
  yield* contentHandlingRule(input.contentHandling);
  yield* timeoutRule(input, context);
  yield* requestMappingRule(input.requestParameters ?? {}, context.declared);
  for (const key of input.cacheKeyParameters ?? []) {
    if (!Object.hasOwn(context.declared, key) && !Object.hasOwn(input.requestParameters ?? {}, key)) {
      yield badRequest("Invalid cache key parameter specified", "cacheKeyParameters", key);
    }
  }
}

function* backendRule(input: IntegrationInput, context: IntegrationContext): Iterable<Refusal> {
  if (!input.integrationHttpMethod) {
    yield badRequest("Enumeration value for HttpMethod must be non-empty", "integrationHttpMethod");
  } else {
    // Unverified: that the wording is the same as for the method's own verb.
    yield* verbRule(input.integrationHttpMethod, "integrationHttpMethod");
  }
  const uri = input.uri ?? "";
  if (isHttp(input.type)) {
    yield* httpUriRule(uri);
    yield* connectionRule(input, context);
  } else if (input.type === "AWS" || input.type === "AWS_PROXY") {
    yield* awsUriRule(input.type, uri, input.credentials);
    yield* credentialsRule(input.credentials, context.accountId);
  }
  yield* transferModeRule(input);
}

const ROLE = /^arn:[^:]+:iam::([^:]+):.+/;

/** A role of this account, or the caller's own credentials (`user/*`). Stage variables may stand inside. */
function* credentialsRule(credentials: string | undefined, accountId: string | undefined): Iterable<Refusal> {
  if (!credentials) return;
  const account = ROLE.exec(credentials)?.[1];
  if (account === undefined) yield badRequest("Invalid ARN specified in the request", "credentials");
  else if (accountId !== undefined && /^\d+$/.test(account) && account !== accountId) {
    // Reported; the name of the error is unverified.
    yield {
      name: "AccessDeniedException",
      status: 403,
      message: "Cross-account pass role is not allowed.",
      member: "credentials",
    };
  }
}

function* connectionRule(input: IntegrationInput, context: IntegrationContext): Iterable<Refusal> {
  if (input.connectionType !== "VPC_LINK") return;
  if (!input.connectionId) {
    // Unverified wording.
    yield badRequest(
      "ConnectionId should be set to the vpcLinkId or stage variable on connection type VPC_LINK",
      "connectionId",
    );
    return;
  }
  if (usesStageVariables(input.connectionId) || !context.vpcLink) return;
  const kind = context.vpcLink(input.connectionId);
  // Unverified: the wording for a link that is not there is that of GetVpcLink.
  if (!kind) yield badRequest("Invalid Vpc Link identifier specified", "connectionId");
  if (kind === "V2" && !input.integrationTarget) {
    yield badRequest("IntegrationTarget is required for VpcLinkV2", "integrationTarget");
  }
}

function* passthroughRule(behavior: string | undefined): Iterable<Refusal> {
  if (behavior === undefined || behavior === "") return;
  if (!(PASSTHROUGH_BEHAVIORS as readonly string[]).includes(behavior)) {
    // Unverified wording.
    yield badRequest(
      `Invalid passthrough behavior specified. Valid options are ${PASSTHROUGH_BEHAVIORS.join(",")}`,
      "passthroughBehavior",
    );
  }
}

const CONTENT_HANDLINGS = ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"];

/** What a patch makes of it: a call that puts it is held to the list before. Unverified wording. */
export function* contentHandlingRule(handling: string | undefined): Iterable<Refusal> {
  if (handling && !CONTENT_HANDLINGS.includes(handling))
    yield badRequest(
      `Invalid content handling specified. Valid options are ${CONTENT_HANDLINGS.join(",")}`,
      "contentHandling",
    );
}

function* timeoutRule(input: IntegrationInput, context: IntegrationContext): Iterable<Refusal> {
  const { timeoutInMillis } = input;
  if (timeoutInMillis === undefined) return;
  const streams = input.responseTransferMode === "STREAM";
  const max = streams ? MAX_STREAM_TIMEOUT_IN_MILLIS : (context.maxTimeoutInMillis ?? DEFAULT_TIMEOUT_MS);
  if (!(timeoutInMillis >= MIN_TIMEOUT_IN_MILLIS && timeoutInMillis <= max)) {
    yield badRequest(
      `Timeout should be between ${MIN_TIMEOUT_IN_MILLIS} ms and ${max} ms`,
      "timeoutInMillis",
    );
  }
}

const transferModeMessage = (mode: string, api: string, type: string) =>
  `Invalid ResponseTransferMode. Cannot use ResponseTransferMode ${mode} for Lambda functions invoked by ${api} for ${type} integrations.`;

/** Streaming is for proxies; a Lambda URI must be of the kind that the mode wants. */
function* transferModeRule(input: IntegrationInput): Iterable<Refusal> {
  const mode = input.responseTransferMode ?? "BUFFERED";
  if (mode === "STREAM" && input.type !== "HTTP_PROXY" && input.type !== "AWS_PROXY") {
    // Unverified wording.
    yield badRequest(
      `Invalid ResponseTransferMode. ResponseTransferMode STREAM is not supported for ${input.type} integrations.`,
      "responseTransferMode",
    );
    return;
  }
  const arn = parseIntegrationArn(input.uri ?? "");
  const invoked = typeof arn === "string" ? undefined : invokedFunction(arn);
  if (!invoked) return;
  if (invoked.streaming && mode === "BUFFERED") {
    yield badRequest(
      transferModeMessage(mode, "InvokeWithResponseStream", input.type),
      "responseTransferMode",
    );
  } else if (!invoked.streaming && mode === "STREAM") {
    // Unverified: the mirror image of the reported sentence.
    yield badRequest(transferModeMessage(mode, "Invoke", input.type), "responseTransferMode");
  }
}
