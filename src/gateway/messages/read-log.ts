import { CALLER_MESSAGES } from "./caller-messages.ts";
import { EXECUTION_FAILURES } from "./execution-failures.ts";
import { type Meaning, type Understood, understand } from "./meaning.ts";
import { explanationOf } from "./refusal-meanings.ts";

/** What a log, an access log's line, or a body says of the place of a call; each member only where it stands there. */
export interface CallPlace {
  readonly httpMethod?: string | undefined;
  /** The resource's path, `/pets/{petId}`. */
  readonly path?: string | undefined;
  readonly restApiId?: string | undefined;
  readonly stage?: string | undefined;
}

const first = (text: string, ...patterns: readonly RegExp[]): string | undefined => {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The place of the call that a text tells of: an execution log, a line of an access log, an event of Lambda's. */
export function placeIn(text: string): CallPlace {
  const verbs = "(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)";
  return {
    httpMethod: first(
      text,
      new RegExp(`HTTP Method: (${verbs})\\b`),
      new RegExp(`"httpMethod"\\s*:\\s*"(${verbs})"`),
      new RegExp(`(?:^|["'\\s])(${verbs}) /`, "m"),
    ),
    path: first(
      text,
      /Resource Path: (\/\S*)/,
      /"resourcePath"\s*:\s*"(\/[^"]*)"/,
      /"resource"\s*:\s*"(\/[^"]*)"/,
      new RegExp(`(?:^|["'\\s])${verbs} (/[^\\s"'?]*)`, "m"),
    ),
    restApiId: first(
      text,
      /x-amzn-apigateway-api-id=([a-z0-9]{10})\b/,
      /"apiId"\s*:\s*"([a-z0-9]{10})"/,
      /API Stage:? ([a-z0-9]{10})\//,
      /RestApi ([a-z0-9]{10}),/,
      /User-Agent=AmazonAPIGateway_([a-z0-9]{10})\b/,
    ),
    stage: first(text, /API Stage:? [a-z0-9]{10}\/([\w-]+)/, /, Stage ([\w-]+),/, /"stage"\s*:\s*"([\w-]+)"/),
  };
}

/** The texts of a body: `message` or `Message` of one that is JSON, else the lines. */
function linesIn(text: string): readonly string[] {
  try {
    const value = JSON.parse(text) as unknown;
    const { message, Message, errorMessage } = value as Record<string, unknown>;
    for (const one of [message, Message, errorMessage]) if (typeof one === "string") return [one];
    if (message === null) return [JSON.stringify({ message })];
    return [text];
  } catch {
    return text.split(/\r?\n/);
  }
}

const TABLES: readonly (readonly Meaning[])[] = [EXECUTION_FAILURES, CALLER_MESSAGES];

/** All that is understood of a text, in its order, each meaning once; what says less than another is left out. */
export function understood(text: string, at: string): readonly Understood[] {
  const found = new Map<string, Understood>();
  for (const line of linesIn(text)) {
    // What a log tells of the request is the caller's own text: a message in it explains nothing.
    if (/(?:Method|Endpoint) (?:request|response) (?:body|headers|query string|path)\b/i.test(line)) continue;
    for (const table of TABLES) {
      const one = understand(line, table, at);
      if (!one) continue;
      if (!found.has(one.meaning.id)) found.set(one.meaning.id, one);
      break;
    }
  }
  const all = [...found.values()];
  const exact = all.filter(({ meaning }) => !meaning.general);
  return exact.length > 0 ? exact : all;
}

/** What a refusal of AWS's control plane means: the words of `aws` and of SDKs, with or without what stands around them. */
export function refusalIn(text: string): { readonly means: string; readonly remedy: string } | undefined {
  const [, code = "", message = text] =
    /An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: ([\s\S]*)/.exec(text) ?? [];
  return explanationOf({ message: message.trim(), code });
}

/** A meaning by its name. */
export const meaningNamed = (id: string): Meaning | undefined => TABLES.flat().find((one) => one.id === id);
