import { invalidExpression, isMappingFault, mappingMessage, parseMapping } from "./mapping.ts";
import { badRequest, type Refusal } from "./refusal.ts";
import { verbRule } from "./verbs.ts";

export interface MethodInput {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: readonly string[];
  readonly requestValidatorId?: string;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly requestModels?: Readonly<Record<string, string>>;
}

/** What the API has that a method can point at. */
export interface MethodContext {
  readonly authorizers: ReadonlySet<string>;
  readonly validators: ReadonlySet<string>;
  readonly models: ReadonlySet<string>;
}

/** The types of authorization; the CLI and API take them in any case, API Gateway stores upper case. */
const AUTHORIZATION_TYPES = ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"] as const;

const INVALID_AUTHORIZER =
  "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.";

/** Whether a method of this type needs an authorizer; an id given to any other type is silently dropped. */
export const needsAuthorizer = (type: string): boolean => type === "CUSTOM" || type === "COGNITO_USER_POOLS";

/** Why API Gateway refuses a method: verb, authorization, validator, parameters, models. */
export function* methodRule(input: MethodInput, context: MethodContext): Iterable<Refusal> {
  yield* verbRule(input.httpMethod);
  yield* authorizationRule(input, context);
  if (input.requestValidatorId && !context.validators.has(input.requestValidatorId)) {
    yield badRequest("Invalid Request Validator identifier specified", "requestValidatorId");
  }
  yield* requestParametersRule(input.requestParameters ?? {});
  for (const [contentType, model] of Object.entries(input.requestModels ?? {})) {
    if (!context.models.has(model)) {
      yield badRequest(`Invalid model identifier specified: ${model}`, "requestModels", contentType);
    }
  }
}

function* authorizationRule(input: MethodInput, context: MethodContext): Iterable<Refusal> {
  const type = input.authorizationType.toUpperCase();
  if (!(AUTHORIZATION_TYPES as readonly string[]).includes(type)) {
    // Unverified wording; AWS refuses the type.
    yield badRequest(
      `Invalid authorization type specified. Valid options are ${AUTHORIZATION_TYPES.join(",")}`,
      "authorizationType",
    );
  }
  if (type !== "COGNITO_USER_POOLS" && input.authorizationScopes?.length) {
    yield badRequest(
      "Invalid Method authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type",
      "authorizationScopes",
    );
  }
  if (needsAuthorizer(type) && !context.authorizers.has(input.authorizerId ?? "")) {
    yield badRequest(INVALID_AUTHORIZER, "authorizerId");
  }
}

const DECLARABLE: ReadonlySet<string> = new Set(["path", "querystring", "header"]);

/** The keys of `requestParameters`: their form, and no name twice whatever its place. */
function* requestParametersRule(parameters: Readonly<Record<string, boolean>>): Iterable<Refusal> {
  const faults: string[] = [];
  const names = new Set<string>();
  let twice: string | undefined;
  for (const key of Object.keys(parameters)) {
    const parsed = parseMapping(key);
    const declarable =
      !isMappingFault(parsed) && parsed.root === "method.request" && DECLARABLE.has(parsed.location);
    if (!declarable) faults.push(key);
    else if (names.has(parsed.name)) twice ??= key;
    else names.add(parsed.name);
  }
  if (faults.length > 0) {
    yield badRequest(mappingMessage(faults.map(invalidExpression)), "requestParameters", faults[0]);
  }
  if (twice !== undefined) {
    yield badRequest(
      "Parameter names must be unique across querystring, header and path",
      "requestParameters",
      twice,
    );
  }
}
