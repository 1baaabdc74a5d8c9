import { Compile, parse } from "velocityjs";
import { equal, methodOf, type Params, print } from "./values.ts";

interface Ast {
  type: string;
  operator?: string;
  expression?: Ast[];
}

interface MethodCall {
  property: string;
  params: Params;
  context: unknown;
}

/** A template could not be read or run; the message is the engine's. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/**
 * Velocity as API Gateway runs it. The engine is JavaScript's idea of Velocity; what differs is set right here:
 * nothing prints as nothing, Java's methods and printing, comparison, and truth (only null and false are false).
 */
class GatewayTemplate extends Compile {
  override getReferences(ast: never, isVal?: boolean): string {
    const value: unknown = super.getReferences(ast, isVal);
    return (isVal ? print(value) : value) as string;
  }

  override getExpression(ast: never): string {
    const { type, operator, expression = [] } = ast as Ast;
    if (type !== "math") return super.getExpression(ast);
    const side = (index: number): unknown => this.getExpression(expression[index] as never);
    return operate(operator ?? "", side, () => super.getExpression(ast)) as string;
  }
}

const truthy = (value: unknown) => value !== null && value !== undefined && value !== false;

function operate(operator: string, side: (index: number) => unknown, otherwise: () => unknown): unknown {
  switch (operator) {
    case "==":
      return equal(side(0), side(1));
    case "!=":
      return !equal(side(0), side(1));
    case "&&":
      return truthy(side(0)) && truthy(side(1));
    case "||":
      return truthy(side(0)) || truthy(side(1));
    case "not":
      return !truthy(side(0));
    case "/": {
      const [left, right] = [Number(side(0)), Number(side(1))];
      return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
    }
    case "+": {
      const [left, right] = [side(0), side(1)];
      return typeof left === "number" && typeof right === "number"
        ? left + right
        : print(left) + print(right);
    }
    default:
      return otherwise();
  }
}

const JAVA_METHODS = {
  uid: "java",
  match: ({ property, context }: MethodCall) => methodOf(context, property) !== undefined,
  resolve: ({ property, params, context }: MethodCall) => methodOf(context, property)!(params),
};

/** Renders a mapping template; `context` holds `input`, `util`, `context` and `stageVariables`. */
export function renderTemplate(template: string, context: Record<string, unknown>): string {
  try {
    const compiled = new GatewayTemplate(parse(template), { customMethodHandlers: [JAVA_METHODS] as never });
    return compiled.render(context, {}, true);
  } catch (error) {
    throw new TemplateError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
