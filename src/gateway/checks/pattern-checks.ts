import type { IntegrationRequest, MethodDocument } from "../document/method.ts";
import { functionArnOf } from "../names/uri.ts";
import { type JavaPattern, javaPattern } from "../pattern/java-pattern.ts";
import { readPattern } from "../pattern/read.ts";
import { witnesses } from "../pattern/witnesses.ts";
import { type Finding, found } from "./finding.ts";

const FIELD = "PutIntegrationResponse.selectionPattern";

/** What a selection pattern is held against: the backend's status, or of a Lambda function the error's message. */
const STATUSES = Array.from({ length: 500 }, (_, i) => String(100 + i));

interface Selecting {
  readonly status: string;
  readonly text: string;
  readonly pattern: JavaPattern;
}

/** The selection patterns of a method's responses, each by itself and against the others. */
export function* checkPatterns({ integration, integrationResponses }: MethodDocument): Iterable<Finding> {
  if (!integration || /_PROXY$/.test(integration.type)) return;
  const selecting: Selecting[] = [];
  for (const [status, { selectionPattern: text }] of Object.entries(integrationResponses)) {
    if (text === undefined) continue;
    const pattern = javaPattern(text);
    // That Java refuses it is another rule's.
    if (!("fault" in pattern)) selecting.push({ status, text, pattern });
  }
  if (functionArnOf(integration.uri ?? "") !== undefined)
    yield* byMessage(selecting, isWaitedFor(integration));
  else yield* byStatus(selecting);
}

/** There are five hundred statuses: what each pattern takes of them is known to the last. */
function* byStatus(selecting: readonly Selecting[]): Iterable<Finding> {
  const taken = selecting.map((one) => ({
    ...one,
    takes: new Set(STATUSES.filter((status) => isTaken(one, status))),
  }));
  for (const { status, text, takes } of taken)
    if (takes.size === 0)
      yield found(
        "pattern-never",
        `the selection pattern ${text} of ${status} matches no HTTP status, and nothing else is held against it: it is never chosen`,
        "write it like 4\\d{2}",
        FIELD,
      );
  for (const [one, other] of pairs(taken)) {
    const both = [...one.takes].filter((status) => other.takes.has(status));
    if (both.length === 0) continue;
    if (both.length === one.takes.size && both.length === other.takes.size)
      yield sameAnswers(one, other, `take the same answers (${listed(both)})`);
    else
      yield found(
        "pattern-overlap",
        `the selection patterns of ${one.status} and ${other.status} (${one.text}, ${other.text}) both take ${listed(both)}: which of the two is chosen AWS does not say`,
        "write them so that no status is in both",
        FIELD,
      );
  }
}

/** Whether the function's answer is waited for: of one that is only set off there is no error to be matched. */
const isWaitedFor = ({ requestParameters }: IntegrationRequest): boolean =>
  !Object.keys(requestParameters).some((key) => /\.header\.x-amz-invocation-type$/i.test(key));

/** Messages are without number: patterns are tried with texts that the other one describes. */
function* byMessage(selecting: readonly Selecting[], waits: boolean): Iterable<Finding> {
  const tried = selecting.map((one) => {
    const texts = witnesses(readPattern(one.text).node);
    return { ...one, texts, taken: texts.filter((text) => isTaken(one, text)) };
  });
  for (const { status, text, texts, taken } of tried) {
    if (texts.length === 0)
      yield found(
        "pattern-never",
        `the selection pattern ${text} of ${status} describes no text at all: it is never chosen`,
        "mend it",
        FIELD,
      );
    else if (waits && taken.length > 0 && taken.every((one) => /^[1-5]\d\d$/.test(one)))
      yield found(
        "pattern-status",
        `the selection pattern ${text} of ${status} is held against the message of the function's error, not against a status: it takes only messages that are a number`,
        "write a pattern of the error's message, like .*not found.*",
        FIELD,
      );
  }
  for (const [one, other] of pairs(tried)) {
    if (one.taken.length === 0 || other.taken.length === 0) continue;
    const within = (texts: readonly string[], by: Selecting) => texts.every((text) => isTaken(by, text));
    if (one.text === other.text) yield sameAnswers(one, other, "are the same");
    else if (within(one.taken, other) && within(other.taken, one))
      yield found(
        "pattern-overlap",
        `the selection patterns of ${one.status} and ${other.status} (${one.text}, ${other.text}) take the same messages, as far as they were tried: one of the two is never chosen`,
        "write them so that no message is in both",
        FIELD,
      );
  }
}

const sameAnswers = (one: Selecting, other: Selecting, why: string): Finding =>
  found(
    "pattern-same",
    `the selection patterns of ${one.status} and ${other.status} (${one.text}, ${other.text}) ${why}: one of the two is never chosen`,
    "give each status a pattern of its own",
    FIELD,
  );

/** A pattern that takes too much work is taken for one that does not match. */
function isTaken({ pattern }: Selecting, text: string): boolean {
  try {
    return pattern.matches(text);
  } catch {
    return false;
  }
}

function* pairs<T>(all: readonly T[]): Iterable<readonly [T, T]> {
  for (const [i, one] of all.entries()) for (const other of all.slice(i + 1)) yield [one, other];
}

const listed = (statuses: readonly string[]): string =>
  statuses.length <= 4
    ? statuses.join(", ")
    : `${statuses.slice(0, 3).join(", ")} and ${statuses.length - 3} more`;
