import type { Call } from "../call/call.ts";
import { type MethodDocument, printAddress } from "../document/method.ts";
import { planIntegration } from "./integration.ts";
import { createValidator, planMethodResponses, putMethod, updateMethod } from "./method-request.ts";
import { type PlanContext, target } from "./shapes.ts";

export { canonical, type PlanContext } from "./shapes.ts";

/**
 * The calls that lead from one document to another, in the order API Gateway needs: method, method responses,
 * integration, integration responses; what an integration may still point at is taken away last.
 * Empty where both mean the same.
 */
export function plan(
  current: MethodDocument | undefined,
  wanted: MethodDocument | undefined,
  context: PlanContext,
): readonly Call[] {
  const { at } = context;
  if (!wanted) {
    return current
      ? [
          {
            operation: "apigateway:DeleteMethod",
            input: target(at),
            at: printAddress(at),
            because: "it is to go",
          },
        ]
      : [];
  }
  const statuses = planMethodResponses(current?.responses ?? {}, wanted.responses, at);
  const method = current ? updateMethod(current.request, wanted.request, context) : undefined;
  return [
    ...createValidator(wanted.request.requestValidator, context, current?.request.requestValidator),
    ...(method ? method.first : [putMethod(wanted.request, context)]),
    ...statuses.first,
    ...planIntegration(current, wanted, at),
    ...statuses.last,
    ...(method?.last ?? []),
  ];
}
