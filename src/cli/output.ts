import { escaped, seenPlainly } from "../gateway/messages/plain.ts";
import type { Known } from "../settings/known.ts";
import type { Session } from "./command.ts";

/** What is wrong with a JMESPath expression, by itself or on a result like the one to come; undefined where nothing is. */
export async function queryFault(query: string, result?: object): Promise<string | undefined> {
  const { default: jmespath } = await import("jmespath");
  try {
    jmespath.search(result === undefined ? {} : JSON.parse(JSON.stringify(result)), query);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    // Functions are checked against values: before there are any, only a text that does not parse is a fault.
    return result !== undefined || name === "ParserError" || name === "LexerError" ? message : undefined;
  }
}

/** Prints the result to standard output: the text for people, or the data as --output and --query say. */
export async function printResult(
  session: Session,
  known: Known,
  result: object,
  text: string,
): Promise<void> {
  const { output = "table", query } = known;
  if ((output === "table" || output === "tree") && query === undefined) {
    session.print(text);
    return;
  }
  let value: unknown = JSON.parse(JSON.stringify(result));
  if (query !== undefined) {
    const { default: jmespath } = await import("jmespath");
    value = jmespath.search(value, query);
  }
  session.print(await printed(value, output));
}

async function printed(value: unknown, output: NonNullable<Known["output"]>): Promise<string> {
  switch (output) {
    case "json":
      return escaped(JSON.stringify(value, null, 2));
    case "ndjson":
      return [value]
        .flat()
        .map((one) => escaped(JSON.stringify(one)))
        .join("\n");
    case "text":
      return seenPlainly((await import("./text-output.ts")).textLines(value).join("\n"));
    default:
      if ((output === "table" || output === "tree") && typeof value === "string") return value;
      return (await import("./yaml.ts")).stringify(value);
  }
}
