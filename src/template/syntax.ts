import { SyntaxFault } from "./language/cursor.ts";
import { readTemplate } from "./language/read.ts";

/** Why a template cannot be run, and on which line, counted from 1; undefined where it can be read. */
export function templateSyntaxFault(
  template: string,
): { readonly line: number; readonly message: string } | undefined {
  try {
    readTemplate(template);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const { line, message, atEnd } = error;
    const near = (template.split("\n")[line - 1] ?? "").trim().slice(0, 60);
    const where = near === "" ? "" : ` ("${near}")`;
    return {
      line,
      message: `has a syntax error at line ${line}${where}: ${message}${atEnd ? ", where it ends too early" : ""}`,
    };
  }
}
