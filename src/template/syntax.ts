import { parse } from "velocityjs";

/** Why a template cannot be run, and on which line, counted from 1; undefined where it parses. */
export function templateSyntaxFault(
  template: string,
): { readonly line: number; readonly message: string } | undefined {
  try {
    parse(template);
  } catch (error) {
    const { hash, message } = error as {
      hash?: { line?: number; loc?: { first_line?: number } };
      message: string;
    };
    const line = hash?.loc?.first_line ?? Number(/line (\d+)/.exec(message)?.[1] ?? 1);
    const near = (template.split("\n")[line - 1] ?? "").trim().slice(0, 60);
    const got = /got '([^']+)'/.exec(message)?.[1];
    return {
      line,
      message: `has a syntax error at line ${line}${near === "" ? "" : ` ("${near}")`}${got === "EOF" ? ", where it ends too early" : ""}`,
    };
  }
  return blockFault(template);
}

/** The engine takes a block that is never closed; API Gateway does not. */
function blockFault(template: string): { readonly line: number; readonly message: string } | undefined {
  const open: { word: string; line: number }[] = [];
  const bare = template.replaceAll(/#\*[\s\S]*?\*#|##.*$|#\[\[[\s\S]*?\]\]#/gm, (comment) =>
    comment.replaceAll(/[^\n]/g, " "),
  );
  for (const match of bare.matchAll(/(?<!\\)#\{?(if|foreach|macro|define|end)\b/g)) {
    const [, word = ""] = match;
    const line = bare.slice(0, match.index).split("\n").length;
    if (word !== "end") open.push({ word, line });
    else if (!open.pop())
      return { line, message: `has a syntax error at line ${line}: an #end that closes nothing` };
  }
  const last = open.at(-1);
  return (
    last && {
      line: last.line,
      message: `has a syntax error at line ${last.line}: an #${last.word} without its #end`,
    }
  );
}
