/** Patch operations (RFC 6902 in name only): API Gateway knows several dialects, which differ in their complaints. */
import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { badRequest, notFound } from "../wire/service-error.ts";

export interface Patch {
  readonly op: string;
  readonly path: string;
  readonly value: string | undefined;
  readonly from: string | undefined;
  /** The path's segments with `~1` and `~0` undone. */
  readonly segments: readonly string[];
}

/** The operations of a request; a missing path is answered as the path `null`. */
export function patchesOf(operations: readonly PatchOperation[] | undefined): Patch[] {
  return (operations ?? []).map(({ op, path, value, from }) => {
    if (path === undefined) throw badRequest("Invalid patch path null");
    const segments = path
      .split("/")
      .slice(1)
      .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
    return { op: op ?? "", path, value, from, segments };
  });
}

export const invalidPath = (patch: Patch) => badRequest(`Invalid patch path ${patch.path}`);

/** Methods and what hangs below them: a known path with another operation names the operations there are. */
export function requireOp(patch: Patch, ...allowed: string[]): void {
  if (!allowed.includes(patch.op)) {
    throw badRequest(`Invalid patch operation specified. Must be one of: [${allowed.join(", ")}]`);
  }
}

/** Unverified wording; what is no number changes nothing. */
export function numberOf({ path, value }: Patch): number {
  const read = value?.trim() ? Number(value) : Number.NaN;
  if (!Number.isFinite(read)) throw badRequest(`Invalid value specified for ${path}: ${value ?? "null"}`);
  return read;
}

/** Booleans parse leniently: whatever is not `true` is false, also nothing. */
export const booleanOf = (value: string | undefined): boolean => value?.toLowerCase() === "true";

/**
 * Resources, models, validators, deployments and the like: only some paths can be replaced, nothing else is possible.
 * Returns the patches once all of them are known to be possible.
 */
export function listedPatches(
  operations: readonly PatchOperation[] | undefined,
  supported: Readonly<Record<string, readonly string[]>>,
): Patch[] {
  const patches = patchesOf(operations);
  for (const patch of patches) {
    const paths = supported[patch.op];
    const isListed = paths?.some(
      (path) => path === patch.path || (path.endsWith("/*") && patch.path.startsWith(path.slice(0, -1))),
    );
    if (!isListed) throw unlisted(patch, paths);
  }
  return patches;
}

/** A path that an operation does not know, with those that it does; the two spaces are AWS's. */
export const unlisted = ({ path, op }: Patch, paths: readonly string[] | undefined) =>
  badRequest(
    `Invalid patch path  '${path}' specified for op '${op}'. ${paths ? `Must be one of: [${paths.join(", ")}]` : "Please choose supported operations"}`,
  );

export interface MapMessages {
  /** For `remove` and `replace` of a key that is not there; undefined where AWS does not mind. */
  readonly missing?: string;
  /** For `add` and `replace` without a value. */
  readonly empty?: string;
}

/** Changes one key of a map; a map whose last key is removed is gone, not empty. */
export function patchMap<V>(
  map: Readonly<Record<string, V>> | undefined,
  patch: Patch,
  read: (value: string | undefined) => V,
  messages: MapMessages = {},
): Record<string, V> | undefined {
  const key = patch.segments[1]!;
  const changed: Record<string, V> = { ...map };
  const known = Object.hasOwn(changed, key);
  if (patch.op !== "add" && patch.op !== "replace" && patch.op !== "remove") throw invalidPath(patch);
  if (patch.op !== "remove" && messages.empty !== undefined && !patch.value) throw badRequest(messages.empty);
  if (patch.op !== "add" && !known && messages.missing !== undefined) throw notFound(messages.missing);
  if (patch.op === "remove") delete changed[key];
  else changed[key] = read(patch.value);
  return Object.keys(changed).length > 0 ? changed : undefined;
}

/** Sets or, for nothing, removes a member; what is not there must be absent, not undefined. */
export function assign<T extends object, K extends keyof T>(
  target: T,
  key: K,
  value: T[K] | undefined,
): void {
  if (value === undefined) delete target[key];
  else target[key] = value;
}
