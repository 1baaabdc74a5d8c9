import { util } from "./encodings.ts";
import { jsonFaultAt } from "./json-fault.ts";
import { renderTemplate } from "./render.ts";
import { HostObject, RecordMap } from "./values/containers.ts";
import { print } from "./values/print.ts";
import { type Encoding, hasMark, MARKS, markOf, marksIn, Unknown } from "./values/unknown.ts";

/** What a template makes of a call that is only imagined: its text, and what it overrides of the request. */
export interface Sample {
  readonly text: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record that has all that is asked of it; what it does not hold is not known. */
class OpenRecord extends RecordMap {
  readonly #rest: Unknown;

  constructor(record: Record<string, unknown>, rest: Unknown) {
    super(record);
    this.#rest = rest;
  }

  override get(key: unknown): unknown {
    return super.get(key) ?? this.#rest;
  }
}

const ENCODES: Readonly<Record<string, Encoding>> = {
  escapeJavaScript: "escaped",
  urlEncode: "url",
  base64Encode: "base64",
};

/** `$util` for values that are not known: an encoding is one of theirs too, and decoding gives what is not known. */
const sampleUtil = (holds: boolean): HostObject =>
  new HostObject(
    {},
    Object.fromEntries(
      Object.entries(util.functions).map(([name, work]) => [
        name,
        (args, limits) => {
          const given = print(args[0]);
          if (!hasMark(given)) return work(args, limits);
          const encoding = ENCODES[name];
          if (encoding === undefined) return new Unknown("text", holds);
          if (encoding === "base64") return markOf("base64");
          return String(work([given], limits)).replaceAll(MARKS, markOf(encoding));
        },
      ]),
    ),
  );

/**
 * Runs a template on a call of which nothing is known: where a value would stand, its mark does. It is run twice, once as
 * if every condition on such a value held and once as if none did. Empty where it cannot be run so.
 */
export function samplesOf(
  template: string,
  variables: Readonly<Record<string, string>> = {},
): readonly Sample[] {
  const all = [true, false].flatMap((holds): Sample[] => {
    const one = (source: ConstructorParameters<typeof Unknown>[0]) => new Unknown(source, holds);
    const requestOverride = { path: {}, querystring: {}, header: {} };
    const context = { requestOverride, responseOverride: { header: {} } };
    const input = new HostObject(
      { body: one("body") },
      {
        json: ([path]) => one(isRoot(path) ? "document" : "json"),
        path: ([path]) => one(isRoot(path) ? "map" : "text"),
        params: () => one("text"),
      },
    );
    try {
      const text = renderTemplate(template, {
        input,
        util: sampleUtil(holds),
        context: new OpenRecord(context, one("context")),
        stageVariables: new OpenRecord({ ...variables }, one("stage")),
      });
      const { path, querystring, header } = requestOverride;
      return [{ text, path: texts(path), query: texts(querystring), headers: texts(header) }];
    } catch {
      return [];
    }
  });
  const [first, second] = all;
  return first && second && JSON.stringify(first) === JSON.stringify(second) ? [first] : all;
}

const isRoot = (path: unknown): boolean => typeof path === "string" && path.trim() === "$";

const texts = (record: object): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, print(value)]));

/** Whether a template yields JSON; undefined where that hangs on what is not known. */
export function yieldsJson(template: string): boolean | undefined {
  if (leavesComma(template)) return false;
  const open = /#\{?(?:macro|define|parse|evaluate)\b/.test(template);
  const samples = samplesOf(template).map(({ text }) => text);
  if (samples.length === 0 || samples.some((text) => text.trim() === "")) return undefined;
  // A document of another kind is told by its first character, whatever stands in it.
  if (samples.every((text) => /^\s*<[!?a-z]/i.test(text))) return false;
  const read = samples.map(readsAsJson);
  if (read.every((one) => one === true)) return true;
  return !open && read.every((one) => one === false) ? false : undefined;
}

/** Whether a loop writes a comma behind its last turn, and what is around it ends there. */
function leavesComma(template: string): boolean {
  const open: string[] = [];
  let from = 0;
  for (const { 0: whole, 1: word = "", index } of template.matchAll(
    /#\{?(if|foreach|macro|define|end)\b\}?/g,
  )) {
    const within = template.slice(from, index);
    from = index + whole.length;
    if (word !== "end") open.push(word);
    else if (open.pop() === "foreach" && /,\s*$/.test(within) && /^\s*[\]}]/.test(template.slice(from)))
      return true;
  }
  return false;
}

/** Whether a text with marks is JSON: a mark outside of quotes may be any value. Undefined where one may be what is wrong. */
export function readsAsJson(text: string): boolean | undefined {
  const filled = asValues(text);
  const at = jsonFaultAt(filled);
  if (at === undefined) return true;
  // A mark that stands where the text stops making sense may stand for more than one value.
  const near = MARK_BEFORE.test(filled.slice(0, at).trimEnd()) || MARK_BEHIND.test(filled.slice(at));
  return filled !== text && near ? undefined : false;
}

const MARK_BEFORE = new RegExp(`"${MARKS.source}"$`);
const MARK_BEHIND = new RegExp(`^"?${MARKS.source}`);

/** The text with every mark outside of quotes as a JSON text, or as what is given for it. */
export function asValues(text: string, inPlaceOf = (mark: string) => `"${mark}"`): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"?|ZqX[A-Z]XqZ/g, (part) =>
    part.startsWith('"') ? part : inPlaceOf(part),
  );
}

/** How a template writes a body as a whole where that makes no JSON; undefined where it does not. */
export function wholeBodyIn(template: string): "body in quotes" | "document in quotes" | "map" | undefined {
  const samples = samplesOf(template).map(({ text }) => text);
  const quoted = samples.flatMap((text) =>
    [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].flatMap(([part]) => marksIn(part)),
  );
  if (quoted.includes("document")) return "document in quotes";
  if (quoted.includes("body")) return "body in quotes";
  return samples.some((text) => marksIn(text).includes("map")) ? "map" : undefined;
}
