import type { PatchOperation } from "@aws-sdk/client-api-gateway";

/** A patch operation; API Gateway takes every value as text. */
export const patch = (op: "add" | "remove" | "replace", path: string, value?: string): PatchOperation => ({
  op,
  path,
  ...(value === undefined ? {} : { value }),
});

/** A key as one part of a JSON pointer (RFC 6901): `application~1json`. */
export const escapePointer = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** One operation for each listed member that differs; a cleared one is replaced by the empty text. */
export function scalarPatches<T extends object>(
  before: T,
  after: T,
  members: readonly (keyof T & string)[],
): PatchOperation[] {
  return members
    .filter((member) => before[member] !== after[member])
    .map((member) =>
      patch("replace", `/${member}`, after[member] === undefined ? "" : String(after[member])),
    );
}

/** Operations on the entries of a map member: `add`, `replace` and `remove` of `/requestParameters/key`. */
export function mapPatches(
  path: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): PatchOperation[] {
  const at = (key: string) => `${path}/${escapePointer(key)}`;
  const wanted = Object.entries(after)
    .filter(([key, value]) => before[key] !== value)
    .map(([key, value]) => patch(key in before ? "replace" : "add", at(key), String(value)));
  const gone = Object.keys(before)
    .filter((key) => !(key in after))
    .map((key) => patch("remove", at(key)));
  return [...wanted, ...gone];
}

/**
 * Operations on a list without order. A path ending in `/*` carries the element in its last part
 * (`/cacheKeyParameters/x`); another carries it as the value (`/authorizationScopes`).
 */
export function setPatches(
  path: string,
  before: readonly string[],
  after: readonly string[],
): PatchOperation[] {
  const one = (op: "add" | "remove", element: string) =>
    path.endsWith("/*")
      ? patch(op, `${path.slice(0, -1)}${escapePointer(element)}`, "")
      : patch(op, path, element);
  return [
    ...after.filter((element) => !before.includes(element)).map((element) => one("add", element)),
    ...before.filter((element) => !after.includes(element)).map((element) => one("remove", element)),
  ];
}
