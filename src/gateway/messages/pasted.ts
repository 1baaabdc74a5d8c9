import { type CallPlace, placeIn } from "./call-place.ts";

/** One call that a pasted text tells of. */
export interface ToldCall {
  /** The lines that may say what went wrong: none of what a caller or a backend wrote. */
  readonly lines: readonly string[];
  /** Those of them that an authorizer's part of the log has. */
  readonly ofAuthorizer: ReadonlySet<string>;
  readonly place: CallPlace;
  /** What the log of the call says besides; each member only where it stands there. */
  readonly told: Told;
}

export interface Told {
  /** `onStage`: the log of a stage, or an answer that somebody got; `test`: that of a test. */
  readonly by?: "stage" | "test" | undefined;
  readonly contentType?: string | undefined;
  readonly functionArn?: string | undefined;
  readonly authorizerId?: string | undefined;
  /** That of the page which a browser did not let read the answer. */
  readonly origin?: string | undefined;
  /** An answer with headers, of which none says that it is API Gateway's own. */
  readonly withoutErrorType?: boolean | undefined;
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** How a line of a log begins, in the log of a test, in CloudWatch, in what tools print of it. */
const PREFIX = new RegExp(
  `^(?:Execution log for request|\\(${UUID}\\)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\w{3} \\d|\\d{4}-\\d\\d-\\d\\d[T ,]|\\d{13}\\b)`,
);
const REQUEST = new RegExp(
  `\\((${UUID})\\)|(?:Execution log for request|(?:Starting execution|Verifying Usage Plan|Starting authorizer: \\w+) for request:) (${UUID})`,
);

/** What a log tells of the request and the answer is the caller's or the backend's own text: a message in it explains nothing. */
const THEIRS =
  /(?:Method|Endpoint) (?:request|response) (?:body|headers|query string|path)\b|Incoming identity:/i;

const STATUS_LINE = /^(?:< )?HTTP\/\d(?:\.\d)? (\d{3})\b/;
const REQUEST_LINE = /^> ([A-Z]+) (\/\S*) HTTP\/\d/;

/** The calls that a text tells of, in its order; of one that nothing is known of, one with all its lines. */
export function callsIn(text: string): readonly ToldCall[] {
  const lines = linesOf(text.replace(/^\ufeff/, ""));
  const groups = groupsOf(lines);
  // All of a log is of one API and one stage, unless it says otherwise.
  const all = groups.map((group) => placeIn(group.join("\n")));
  const whole = placeIn(text);
  const shared = {
    restApiId:
      only(all.map(({ restApiId }) => restApiId)) ?? (groups.length < 2 ? whole.restApiId : undefined),
    stage: only(all.map(({ stage }) => stage)) ?? (groups.length < 2 ? whole.stage : undefined),
  };
  const prefixed = lines.some((line) => PREFIX.test(line));
  return groups.map((group, i): ToldCall => {
    const place = groups.length < 2 ? { ...whole, ...given(all[i] ?? {}) } : (all[i] ?? {});
    const { said, ofAuthorizer } = sayings(group, prefixed);
    return {
      lines: said,
      ofAuthorizer,
      place: { ...place, restApiId: place.restApiId ?? shared.restApiId, stage: place.stage ?? shared.stage },
      told: toldBy(group),
    };
  });
}

const given = <T extends object>(of: T): Partial<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T>;

function only(values: readonly (string | undefined)[]): string | undefined {
  const found = new Set(values.filter((one) => one !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}

/** The lines of a text, those that are wrapped in JSON unwrapped: a body, an event of CloudWatch, a row of its queries. */
function linesOf(text: string): readonly string[] {
  const whole = unwrapped(text);
  if (whole) return whole;
  return text
    .split(/\r\n|\r|\n/)
    .map(ofCsv)
    .flatMap((line) => unwrapped(line.replace(/^< /, "")) ?? [line]);
}

/** The last field of a row as the console downloads it: the time, then the message in quotes. */
function ofCsv(line: string): string {
  const [, field] = /^[\w:.@ -]+,"((?:[^"]|"")*)"?\s*$/.exec(line) ?? [];
  return field?.replaceAll('""', '"') ?? line;
}

function unwrapped(text: string): readonly string[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = [...messagesIn(value)];
  return found.length > 0 ? found : undefined;
}

/** How deep a text is unwrapped: an event in a list in a document, and a body in its message. */
const DEEPEST = 6;

function* messagesIn(value: unknown, depth = 0): Iterable<string> {
  if (depth > DEEPEST || value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (const one of value) yield* messagesIn(one, depth + 1);
    return;
  }
  const { field, value: said, ...rest } = value as Record<string, unknown>;
  if (typeof field === "string" && typeof said === "string") {
    if (/^@?(?:message|log)$/i.test(field)) yield* said.split(/\r\n|\r|\n/);
    return;
  }
  for (const [name, one] of Object.entries(rest)) {
    if (/^@?(?:message|errorMessage)$/i.test(name)) {
      // A gateway response whose message is null says that an authorizer could not be used.
      if (one === null && Object.keys(rest).length === 1) yield `{"message":null}`;
      else if (typeof one === "string") {
        yield* unwrapped(one) ?? one.split(/\r\n|\r|\n/);
        // That it is a function's error says something by itself.
        if (isFunctionError(rest)) yield JSON.stringify({ errorMessage: one });
      }
    } else if (/^(?:@log|logGroup(?:Name|Identifier)?)$/.test(name) && typeof one === "string") yield one;
    // What else is nested in an answer is its author's, not API Gateway's.
    else if (/^(?:events|logEvents|results|records|items)$/i.test(name)) yield* messagesIn(one, depth + 1);
  }
}

/** What a function's failure looks like, with nothing beside it. */
const isFunctionError = (value: object): boolean =>
  "errorMessage" in value &&
  Object.keys(value).every((name) =>
    /^(?:errorMessage|errorType|stackTrace|trace|requestId|cause)$/.test(name),
  );

/** The lines by the call that they are of. Before the first that names one, they are of the first. */
function groupsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [[]];
  const byRequest = new Map<string, string[]>();
  let current = groups[0] as string[];
  const another = () => {
    current = [];
    groups.push(current);
  };
  let answered = false;
  for (const line of lines) {
    const [, one, other] = REQUEST.exec(line) ?? [];
    const id = one ?? other;
    const status = STATUS_LINE.exec(line)?.[1];
    if (id !== undefined) {
      const known = byRequest.get(id);
      if (known) current = known;
      else {
        if (byRequest.size > 0) another();
        byRequest.set(id, current);
      }
    } else if (answered && (REQUEST_LINE.test(line) || /^\$?\s*curl\s/.test(line) || status !== undefined)) {
      another();
      answered = false;
    }
    // 100 Continue is followed by the answer.
    if (status !== undefined && !status.startsWith("1")) answered = true;
    current.push(line);
  }
  return groups;
}

/** The lines of a call that API Gateway wrote, and which of them are about its authorizer. */
function sayings(group: readonly string[], prefixed: boolean) {
  const said: string[] = [];
  const ofAuthorizer = new Set<string>();
  let theirs = false;
  let authorizing = false;
  let head = false;
  for (const line of group) {
    // A body of several lines goes on until the log does.
    if (theirs && prefixed && !PREFIX.test(line)) continue;
    theirs = THEIRS.test(line);
    if (theirs) continue;
    if (STATUS_LINE.test(line)) head = true;
    else if (/^<?\s*$/.test(line)) head = false;
    // Of an answer's head, of the request and of what curl says of itself nothing is a message.
    if (head || /^(?:[>*{}] |\$?\s*curl\s)/.test(line)) continue;
    if (/Starting authorizer: /.test(line)) authorizing = true;
    if (/Successfully completed authorizer execution|Starting execution for request/.test(line))
      authorizing = false;
    if (authorizing) ofAuthorizer.add(line);
    said.push(line);
  }
  return { said, ofAuthorizer };
}

function toldBy(group: readonly string[]): Told {
  const text = group.join("\n");
  const [, functionArn] =
    [
      ...text.matchAll(
        /(?:Sending request to|Endpoint request URI:) https:\/\/lambda\.\S+?\/functions\/(arn:[\w-]+:lambda:[\w-]*:\d{12}:function:[\w-]+(?::[\w$-]+)?)\/invocations/g,
      ),
    ].at(-1) ?? [];
  const [, contentType] =
    /Method request headers: \{[^\n]*?\bContent-Type=([\w.+-]+\/[\w.+*-]+)/i.exec(text) ?? [];
  const answer = group.some((line) => STATUS_LINE.test(line));
  const isTest = /test-invoke-stage|ESTestInvoke-stage|^Execution log for request/m.test(text);
  const isStage = answer || new RegExp(`\\(${UUID}\\) `).test(text) || /Gateway response type: /.test(text);
  return {
    by: isTest ? "test" : isStage ? "stage" : undefined,
    contentType,
    functionArn,
    authorizerId: /Starting authorizer: (\w+) for request/.exec(text)?.[1],
    origin: /\bfrom origin '([^'\s]+)'|^Origin (https?:\/\/\S+) is not allowed/m
      .exec(text)
      ?.slice(1)
      .find((one) => one !== undefined),
    withoutErrorType: answer && !/^(?:< )?x-amzn-errortype:/im.test(text),
  };
}
