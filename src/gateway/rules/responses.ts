import { isRefusedByJava } from "../pattern/java-pattern.ts";
import { contentHandlingRule } from "./integration.ts";
import { responseDeclarationRule, responseMappingRule } from "./integration-mappings.ts";
import { badRequest, type Refusal } from "./refusal.ts";

export interface MethodResponseInput {
  readonly statusCode: string;
  readonly responseParameters?: Readonly<Record<string, boolean>>;
  readonly responseModels?: Readonly<Record<string, string>>;
}

/** Why API Gateway refuses a method response; the status itself belongs to the first layer of validation. */
export function* methodResponseRule(
  input: MethodResponseInput,
  context: { readonly models: ReadonlySet<string>; readonly existing: ReadonlySet<string> },
): Iterable<Refusal> {
  if (context.existing.has(input.statusCode)) {
    yield {
      name: "ConflictException",
      status: 409,
      message: "Response already exists for this resource",
      member: "statusCode",
    };
  }
  yield* responseDeclarationRule(input.responseParameters ?? {});
  for (const [contentType, model] of Object.entries(input.responseModels ?? {})) {
    if (!context.models.has(model)) {
      yield badRequest(`Invalid model identifier specified: ${model}`, "responseModels", contentType);
    }
  }
}

export interface IntegrationResponseInput {
  readonly statusCode: string;
  readonly selectionPattern?: string;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string | null>>;
  readonly contentHandling?: string;
}

export interface IntegrationResponseContext {
  /** What the method response of this status declares; undefined where the method has no such response. */
  readonly declared: Readonly<Record<string, boolean>> | undefined;
  /** The selection patterns of the integration's other responses, by status. */
  readonly patterns: Readonly<Record<string, string | undefined>>;
  /** Whether the integration is a proxy, which selects no response: AWS's own samples give it several defaults. */
  readonly proxy?: boolean;
}

export function* selectionPatternRule(pattern = ""): Iterable<Refusal> {
  if (isRefusedByJava(pattern)) yield badRequest("Invalid regex pattern specified", "selectionPattern");
}

/** Why API Gateway refuses an integration response. */
export function* integrationResponseRule(
  input: IntegrationResponseInput,
  context: IntegrationResponseContext,
): Iterable<Refusal> {
  const pattern = input.selectionPattern ?? "";
  yield* selectionPatternRule(pattern);
  for (const [status, other] of Object.entries(context.patterns)) {
    if (!context.proxy && status !== input.statusCode && (other ?? "") === pattern) {
      // Known for the default response; that any pattern may stand only once is unverified.
      yield {
        name: "ConflictException",
        status: 409,
        message: `Integration response with selection pattern ${pattern || "default"} already exists`,
        member: "selectionPattern",
      };
    }
  }
  yield* contentHandlingRule(input.contentHandling);
  yield* responseMappingRule(input.responseParameters ?? {}, context.declared);
}
