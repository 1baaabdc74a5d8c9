import { Budget } from "../../gateway/pattern/budget.ts";
import { compareNumbers } from "./arithmetic.ts";
import { JavaChar, JavaClass, JavaEntry, JavaList, JavaMap } from "./containers.ts";
import { JavaNumber } from "./number.ts";
import { print } from "./print.ts";

/** The name of a value's class. */
export function classOf(value: unknown): string {
  if (typeof value === "string") return "java.lang.String";
  if (typeof value === "boolean") return "java.lang.Boolean";
  if (value instanceof JavaNumber) return value.className;
  if (value instanceof JavaChar) return "java.lang.Character";
  if (value instanceof JavaMap) return "java.util.LinkedHashMap";
  if (value instanceof JavaClass) return "java.lang.Class";
  if (value instanceof JavaEntry) return "java.util.LinkedHashMap$Entry";
  if (!(value instanceof JavaList)) return "java.lang.Object";
  const names = {
    json: "net.minidev.json.JSONArray",
    list: "java.util.ArrayList",
    view: "java.util.LinkedHashMap$LinkedKeySet",
    array: "[Ljava.lang.String;",
    objects: "[Ljava.lang.Object;",
    chars: "[C",
    bytes: "[B",
  };
  return names[value.kind];
}

/** Values that contain themselves, or much: then it ends here. */
const MOST_COMPARED = 200_000;

/** Java's `equals`: numbers of different classes differ, lists and maps are compared by what is in them. */
export function equals(left: unknown, right: unknown, budget = new Budget(MOST_COMPARED)): boolean {
  budget.spend(1);
  const nothing = (value: unknown) => value === null || value === undefined;
  if (nothing(left) || nothing(right)) return nothing(left) && nothing(right);
  if (left instanceof JavaNumber && right instanceof JavaNumber)
    return (
      left.kind === right.kind &&
      (left.isWhole ? left.whole === right.whole : Object.is(left.double, right.double))
    );
  if (left instanceof JavaChar) return right instanceof JavaChar && left.value === right.value;
  if (left instanceof JavaClass) return right instanceof JavaClass && left.name === right.name;
  if (left instanceof JavaList && right instanceof JavaList) {
    if (left.items.length !== right.items.length) return false;
    return left.items.every((item, index) => equals(item, right.items[index], budget));
  }
  if (left instanceof JavaMap && right instanceof JavaMap) {
    if (left.size !== right.size) return false;
    return left.entries().every(([key, item]) => right.has(key) && equals(item, right.get(key), budget));
  }
  if (left instanceof JavaEntry && right instanceof JavaEntry)
    return equals(left.key, right.key, budget) && equals(left.value, right.value, budget);
  return left === right;
}

/**
 * What `==` says in a template: numbers by their value, values of one class by `equals`, others by their texts.
 * Nothing and the empty text are the same: a missing path was recorded to equal both.
 */
export function looksEqual(left: unknown, right: unknown): boolean {
  const nothing = (value: unknown) => value === null || value === undefined || value === "";
  if (nothing(left) || nothing(right)) return nothing(left) && nothing(right);
  if (left instanceof JavaNumber && right instanceof JavaNumber) return compareNumbers(left, right) === 0;
  const alike = (value: unknown) =>
    value instanceof JavaList ? "list" : value instanceof JavaMap ? "map" : classOf(value);
  return alike(left) === alike(right) ? equals(left, right) : print(left) === print(right);
}
