import { backendOf } from "../../called/backend.ts";
import {
  functionArnOf,
  parseFunctionName,
  usesStageVariables,
  withStageVariables,
} from "../../gateway/names/uri.ts";
import { roleNameOf } from "../../gateway/policy/execution-role.ts";
import type { Configured } from "../../gateway/stage/configured.ts";
import type { StageEntry } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";

/** Whether a path is like a pattern: `*` is any text within a part, `**` any number of parts, none too. */
export function isLike(path: string, glob: string): boolean {
  const parts = (text: string) => text.split("/").filter((part) => part !== "");
  return matches(parts(path), parts(glob));
}

/** Only the last `**` that was met is ever made longer: what it takes more, one before it need not. */
function matches(path: readonly string[], glob: readonly string[]): boolean {
  let [at, of] = [0, 0];
  let again: { readonly at: number; readonly of: number } | undefined;
  while (at < path.length) {
    const wanted = glob[of];
    if (wanted === "**") {
      again = { at, of };
      of += 1;
    } else if (wanted !== undefined && isPartLike(path[at] ?? "", wanted)) {
      at += 1;
      of += 1;
    } else if (again) {
      again = { ...again, at: again.at + 1 };
      at = again.at;
      of = again.of + 1;
    } else return false;
  }
  return glob.slice(of).every((part) => part === "**");
}

/** Piece by piece: each stands behind the one before, so nothing is tried twice. */
function isPartLike(part: string, glob: string): boolean {
  const pieces = glob.split("*");
  const [first = "", ...later] = pieces;
  const last = later.pop();
  if (last === undefined) return part === glob;
  if (!part.startsWith(first)) return false;
  let at = first.length;
  for (const piece of later) {
    const found = part.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return part.length - last.length >= at && part.endsWith(last);
}

/** Whether a method is one of those that were asked for, as far as it says itself. */
export function isAskedFor(
  { path, httpMethod, document }: Configured,
  { pathGlob, method, integration, authorization, byRole }: Known,
  region: string,
): boolean {
  const { credentials } = document.integration ?? {};
  return (
    (pathGlob === undefined || isLike(path, pathGlob)) &&
    (method === undefined || httpMethod === method) &&
    (integration === undefined ||
      (document.integration !== undefined && backendOf(document.integration, region).kind === integration)) &&
    (authorization === undefined || document.request.authorizationType === authorization) &&
    (byRole === undefined ||
      (credentials !== undefined && (credentials === byRole || roleNameOf(credentials) === byRole)))
  );
}

/** The function that a method's URI names is one that may depend on the stage. */
export const dependsOnStage = ({ document }: Pick<Configured, "document">): boolean =>
  usesStageVariables(functionArnOf(document.integration?.uri ?? "") ?? "");

/**
 * Whether a method calls a function: for itself, or in some of the stages by their variables. Of a function that was
 * given without alias, account or Region any will do.
 */
export function callsFunction(
  { document }: Pick<Configured, "document">,
  wanted: NonNullable<Known["function"]>,
  stages: readonly StageEntry[],
): boolean | readonly string[] {
  const arn = functionArnOf(document.integration?.uri ?? "");
  if (arn === undefined) return false;
  const isIt = (text: string): boolean => {
    const one = parseFunctionName(text);
    if ("fault" in one) return false;
    const same = (key: "qualifier" | "account" | "region") =>
      wanted[key] === undefined || wanted[key] === one[key];
    return one.name === wanted.name && same("qualifier") && same("account") && same("region");
  };
  if (!usesStageVariables(arn) || isIt(arn)) return isIt(arn);
  const names = stages
    .filter(({ variables }) => isIt(withStageVariables(arn, variables)))
    .map(({ name }) => name);
  return names.length > 0 && names;
}
