import { TooMuchWork } from "../gateway/pattern/budget.ts";
import { SyntaxFault } from "./language/cursor.ts";
import type { Template } from "./language/nodes.ts";
import { readTemplate } from "./language/read.ts";
import { Renderer } from "./run/renderer.ts";
import { TemplateScope } from "./run/scope.ts";
import { toJava } from "./values/containers.ts";
import { JavaException } from "./values/exception.ts";
import { JsonFault } from "./values/json.ts";
import { Limits } from "./values/limits.ts";

/** A template could not be read or run; the message says why. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** The body that a template asked for is broken JSON: the call is answered with 400 and this message. */
export class BodyError extends Error {
  override readonly name = "BodyError";
}

const MOST_KEPT = 100;
const kept = new Map<string, Template>();

function read(text: string): Template {
  const template = kept.get(text) ?? readTemplate(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, template);
  return template;
}

/**
 * Renders a mapping template: Velocity 1.7 with Java's values, as API Gateway runs it. `context` holds `input`, `util`,
 * `context` and `stageVariables`; `note` is told what is to stand in the log. It always ends: steps, turns, calls,
 * text and memory have their limits.
 */
export function renderTemplate(
  template: string,
  context: Readonly<Record<string, unknown>>,
  note?: (line: string) => void,
): string {
  const limits = new Limits(note);
  try {
    const { nodes, macros } = read(template);
    const given = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, toJava(value)]));
    return new Renderer(new TemplateScope(given), macros, limits).render(nodes);
  } catch (error) {
    throw reasonOf(error);
  }
}

function reasonOf(error: unknown): Error {
  if (error instanceof JsonFault)
    return new BodyError(`Could not process payloadnet.minidev.json.parser.ParseException: ${error.message}`);
  if (error instanceof SyntaxFault)
    return new TemplateError(`line ${error.line}: ${error.message}`, { cause: error });
  if (error instanceof JavaException) return new TemplateError(error.message, { cause: error });
  if (error instanceof TooMuchWork)
    return new TemplateError("the template did not end within its limits of time and size", { cause: error });
  // What stands too deep inside each other overflows the stack, here as in Java.
  if (error instanceof RangeError) return new TemplateError(`java.lang.StackOverflowError: ${error.message}`);
  return error instanceof Error ? error : new Error(String(error));
}
