import type { Call } from "../call/call.ts";
import { type Address, type MethodDocument, printAddress } from "../document/method.ts";
import { planIntegration } from "./integration.ts";
import { planMethodResponses, putMethod, updateMethod } from "./method-request.ts";
import { target } from "./shapes.ts";

/**
 * The calls that lead a method from one document to another, in the order API Gateway needs: method, method responses,
 * integration, integration responses; what an integration may still point at is taken away last.
 * Empty where both mean the same.
 */
export function planMethod(
  at: Address,
  current: MethodDocument | undefined,
  wanted: MethodDocument | undefined,
): readonly Call[] {
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
  const method = current ? updateMethod(current.request, wanted.request, at) : undefined;
  return [
    ...(method ? method.first : [putMethod(wanted.request, at)]),
    ...statuses.first,
    ...planIntegration(current, wanted, at),
    ...statuses.last,
    ...(method?.last ?? []),
  ];
}
