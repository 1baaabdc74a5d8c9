import {
  type Constraint,
  constraintFaults,
  constraintsOn,
  missingFault,
  validationRefusal,
} from "../../gateway/rules/constraints.ts";
import { isBodyMember } from "./rest-json.ts";
import { membersOf, type Operation, type Shape } from "./schema.ts";
import { ServiceError } from "./service-error.ts";

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** How a service names a faulty member, and what it calls the error. */
interface Style {
  readonly error: string;
  /** API Gateway names members of the body `putIntegrationInput.type`, those of the path plainly. */
  readonly bodyPrefix: boolean;
}

const STYLES: Readonly<Record<string, Style>> = {
  apigateway: { error: "ValidationException", bodyPrefix: true },
  lambda: { error: "ValidationException", bodyPrefix: false },
  iam: { error: "ValidationError", bodyPrefix: false },
};

/** The first layer of validation: every broken constraint of the input, all in one error. */
export function validateInput(service: string, operation: Operation, input: Record<string, unknown>): void {
  const style = STYLES[service];
  if (!style) return;
  const shape = operation.input();
  const structure = shape.kind === "structure" ? shape.name : "";
  const faults: string[] = [];
  for (const member of membersOf(shape)) {
    const inBody = style.bodyPrefix && isBodyMember(member.traits);
    const at = inBody ? `${lowerFirst(operation.name)}Input.${member.name}` : lowerFirst(member.name);
    const value = input[member.name];
    if (value === undefined) {
      if (member.required) faults.push(missingFault(at));
    } else collect(member.shape(), value, at, constraintsOn(structure, member.name), faults);
  }
  const refusal = validationRefusal(faults);
  if (refusal) throw new ServiceError(style.error, refusal.status, refusal.message);
}

function collect(
  shape: Shape,
  value: unknown,
  at: string,
  constraints: readonly Constraint[],
  faults: string[],
): void {
  faults.push(...constraintFaults(constraints, value, at));
  if (shape.kind === "list" && Array.isArray(value)) {
    value.forEach((item, index) => {
      collect(shape.item(), item, `${at}.${index + 1}.member`, [], faults);
    });
  } else if (shape.kind === "structure") {
    const fields = value as Record<string, unknown>;
    for (const member of shape.members) {
      const found = fields[member.name];
      if (found === undefined) continue;
      collect(
        member.shape(),
        found,
        `${at}.${lowerFirst(member.name)}`,
        constraintsOn(shape.name, member.name),
        faults,
      );
    }
  }
}
