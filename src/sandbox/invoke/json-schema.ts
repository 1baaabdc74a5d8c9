/**
 * As much of JSON Schema draft 4 as models use. The sentences are those of java-json-tools/json-schema-validator, which
 * API Gateway prints in `$context.error.validationErrorString`: three of them as seen, the others from the library's own.
 */
import { formatFaults } from "./json-formats.ts";
import { children, dependent, isObject, KEYWORDS } from "./json-keywords.ts";

/** A schema, and the whole model it stands in, within which its `$ref`s are read. */
export interface Placed {
  readonly schema: unknown;
  readonly root: unknown;
}

/** Finds what a `$ref` of a model stands for: another model, or a place inside the same one. */
export type Resolver = (reference: string, root: unknown) => Placed | undefined;

/** What the library prints into its report; a warning alone refuses nothing. */
interface Report {
  readonly messages: string[];
  failed: boolean;
}

/** The schemas asked in one reading; a model that refers to itself twice at each depth would never end. */
const MOST_CHECKS = 200_000;

/**
 * What is wrong with a value, its warnings between; what the checker does not know is ignored, as the draft wants it.
 * As in the library, keywords go by the alphabet, once anything is wrong, what lies deeper is not looked at, and a schema
 * that asks itself of the same value is an error, which is thrown.
 */
export function schemaFaults(schema: unknown, value: unknown, resolve: Resolver): string[] {
  const report = new Reading(resolve).report({ schema, root: schema }, value, []);
  return report.failed ? report.messages : [];
}

class Reading {
  #checks = 0;

  constructor(readonly resolve: Resolver) {}

  /** In a report of its own. `open` are the schemas that are being asked of this value. */
  report(placed: Placed, value: unknown, open: readonly unknown[]): Report {
    const report: Report = { messages: [], failed: false };
    this.#into(report, placed, value, open);
    return report;
  }

  #into(report: Report, placed: Placed | undefined, value: unknown, open: readonly unknown[]): void {
    if (!placed || !isObject(placed.schema)) return;
    const { schema, root } = placed;
    this.#checks += 1;
    if (open.includes(schema) || this.#checks > MOST_CHECKS) throw new Error("validation loop");
    const within = [...open, schema];
    if (typeof schema.$ref === "string") {
      this.#into(report, this.resolve(schema.$ref, root), value, within);
      return;
    }
    const { format } = schema;
    const ofFormat = typeof format === "string" ? formatFaults(format, value) : [];
    if (!ofFormat) report.messages.push(`format attribute "${format}" not supported`);
    for (const keyword of Object.keys(schema).sort()) {
      const rule = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
      say(
        report,
        rule?.(schema, value, (inner) => !this.report({ schema: inner, root }, value, within).failed),
      );
      if (keyword === "dependencies")
        for (const inner of dependent(schema, value))
          this.#into(report, { schema: inner, root }, value, within);
    }
    say(report, ofFormat);
    if (report.failed) return;
    for (const [inner, item] of children(schema, value))
      this.#into(report, { schema: inner, root }, item, []);
  }
}

function say(report: Report, faults: readonly string[] = []): void {
  report.messages.push(...faults);
  report.failed ||= faults.length > 0;
}
