import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import {
  HostObject,
  JavaClass,
  JavaEntry,
  JavaIterator,
  JavaList,
  JavaMap,
  RecordMap,
} from "./containers.ts";

/** What a template may make at most, in characters: more than API Gateway's 10 MB no body may have. */
export const MOST_TEXT = 10_485_760;
const DEEPEST = 200;

/** A text in the making that does not grow without end. */
class Pieces {
  readonly #parts: string[] = [];
  #length = 0;

  add(text: string): void {
    this.#length += text.length;
    if (this.#length > MOST_TEXT) throw new TooMuchWork();
    this.#parts.push(text);
  }

  get text(): string {
    return this.#parts.join("");
  }
}

const NAMES = {
  json: "",
  list: "",
  view: "",
  array: "[Ljava.lang.String;@1",
  objects: "[Ljava.lang.Object;@1",
  chars: "[C@1",
  bytes: "[B@1",
} as const;

/** The text of a value inside a template: maps as `{a=b}`, lists of JSON as JSON, nothing for null. */
export function print(value: unknown): string {
  if (value === null || value === undefined || (value instanceof RecordMap && value.inside)) return "";
  const pieces = new Pieces();
  write(value, pieces, 0);
  return pieces.text;
}

/** As Java's `String.valueOf`: null is spelled out. */
export const printNull = (value: unknown): string =>
  value === null || value === undefined ? "null" : print(value);

function write(value: unknown, pieces: Pieces, depth: number): void {
  if (depth > DEEPEST) throw new TooMuchWork();
  const all = (items: readonly unknown[], between: string, one: (item: unknown) => void) => {
    for (const [index, item] of items.entries()) {
      if (index > 0) pieces.add(between);
      one(item);
    }
  };
  const inside = (item: unknown) => {
    if (item !== value || typeof item !== "object") write(item, pieces, depth + 1);
    else pieces.add(item instanceof JavaMap ? "(this Map)" : "(this Collection)");
  };
  if (value === null || value === undefined) pieces.add("null");
  else if (value instanceof JavaList) {
    if (value.kind === "json") writeJson(value, pieces, depth);
    else if (NAMES[value.kind] !== "") pieces.add(NAMES[value.kind]);
    else {
      pieces.add("[");
      all(value.items, ", ", inside);
      pieces.add("]");
    }
  } else if (value instanceof JavaMap) {
    pieces.add("{");
    all(value.entries(), ", ", (entry) => {
      const [key, item] = entry as [unknown, unknown];
      inside(key);
      pieces.add("=");
      inside(item);
    });
    pieces.add("}");
  } else if (value instanceof JavaEntry) {
    inside(value.key);
    pieces.add("=");
    inside(value.value);
  } else if (value instanceof JavaClass) pieces.add(`class ${value.name}`);
  else if (value instanceof JavaIterator) pieces.add("java.util.Iterator@1");
  else if (value instanceof HostObject) return;
  else if (typeof value !== "function") pieces.add(String(value));
}

/** A value as JSON, numbers as they came. A slash stays a slash: unverified, json-smart would escape it in a list. */
export function toJson(value: unknown): string {
  const pieces = new Pieces();
  writeJson(value, pieces, 0);
  return pieces.text;
}

function writeJson(value: unknown, pieces: Pieces, depth: number): void {
  if (depth > DEEPEST * 2) throw new TooMuchWork();
  if (value === null || value === undefined) pieces.add("null");
  else if (typeof value === "string") pieces.add(JSON.stringify(value));
  else if (value instanceof JavaList) {
    pieces.add("[");
    for (const [index, item] of value.items.entries()) {
      if (index > 0) pieces.add(",");
      writeJson(item, pieces, depth + 1);
    }
    pieces.add("]");
  } else if (value instanceof JavaMap) {
    pieces.add("{");
    for (const [index, [key, item]] of value.entries().entries()) {
      if (index > 0) pieces.add(",");
      pieces.add(`${JSON.stringify(printNull(key))}:`);
      writeJson(item, pieces, depth + 1);
    }
    pieces.add("}");
  } else if (typeof value === "boolean" || isNumber(value)) pieces.add(String(value));
  else pieces.add(JSON.stringify(print(value)));
}

const isNumber = (value: unknown) => typeof value === "object" && value !== null && "isWhole" in value;
