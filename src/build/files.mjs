// In which file of dist/ a chunk stands: what is loaded together in one, for each file takes its time to be opened.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * The usual entries, as their first lines say: `// build: usual 3`. What they share stands in the file of the first;
 * those of one number stand together.
 */
const USUAL = /^\/\/ build: usual (\d+)$/m;
/** Of the usual ones those that a TAB alone needs. */
const OF_A_TAB = 3;
/** Bytes. */
const LITTLE = 6000;

/**
 * The files and the chunks in each, by name.
 *
 * @param {ReadonlyMap<string, import("esbuild").Metafile["outputs"][string]>} outputs of esbuild, by chunk
 * @param {string} root the folder that entry points are named from
 */
export function filesOf(outputs, root) {
  const fileOf = new Map();
  const files = new Map();
  const importsOf = (name) =>
    outputs
      .get(name)
      .imports.filter(({ path, kind }) => kind === "import-statement" && outputs.has(basename(path)))
      .map(({ path }) => basename(path));

  /** Puts a chunk and all that it imports at once into one file, but for what stands in another already. */
  const fill = (file, name) => {
    if (fileOf.has(name)) return;
    fileOf.set(name, file);
    files.set(file, [...(files.get(file) ?? []), name]);
    for (const one of importsOf(name)) fill(file, one);
  };
  /** A chunk with all that it imports at once. */
  const closure = (name, found = new Set()) => {
    if (found.has(name)) return found;
    found.add(name);
    for (const one of importsOf(name)) closure(one, found);
    return found;
  };

  /**
   * What several of the other entries share stands by itself, so that none of them loads much for nothing; a little of it
   * with something that all of those need anyway.
   */
  const placeShared = () => {
    const needs = new Map();
    for (const [entry] of entries)
      for (const chunk of closure(entry))
        if (!fileOf.has(chunk)) needs.set(chunk, (needs.get(chunk) ?? new Set()).add(entry));
    const shared = [...needs].filter(([, by]) => by.size > 1).sort(([, a], [, b]) => b.size - a.size);
    const large = [];
    for (const [chunk, by] of shared) {
      const { bytes, entryPoint } = outputs.get(chunk);
      const beside = large
        .filter(
          (one) => bytes < LITTLE && entryPoint === undefined && [...by].every((entry) => one.by.has(entry)),
        )
        .sort((a, b) => a.by.size - b.by.size)[0];
      if (beside === undefined) large.push({ chunk, by });
      const file = beside?.chunk ?? chunk;
      fileOf.set(chunk, file);
      files.set(file, [...(files.get(file) ?? []), chunk]);
    }
  };

  const entries = [...outputs].filter(([, { entryPoint }]) => entryPoint !== undefined);
  const groups = [];
  // By their names, so that the program's own entry gives the first file its name.
  const sorted = entries.toSorted(([, a], [, b]) => (a.entryPoint < b.entryPoint ? -1 : 1));
  for (const [name, { entryPoint }] of sorted) {
    if (!entryPoint.startsWith("src/")) continue;
    const [, place] = USUAL.exec(readFileSync(join(root, entryPoint), "utf8").split("\n", 1)[0]) ?? [];
    if (place !== undefined) groups[place - 1] = [...(groups[place - 1] ?? []), name];
  }
  const [[first]] = groups;
  const reached = groups.map((group) => new Set(group.flatMap((one) => [...closure(one)])));
  const forTab = reached.slice(1, OF_A_TAB);
  const forCommands = reached.slice(OF_A_TAB);
  const isIn = (some, name) => some.some((chunks) => chunks.has(name));

  fill(first, first);
  // Little that a TAB shares with commands would make them load all that is a TAB's: it stands in the first.
  for (const [name, { bytes }] of outputs)
    if (bytes < LITTLE && isIn(forTab, name) && isIn(forCommands, name)) fill(first, name);
  for (const group of groups) for (const name of group) fill(group[0], name);
  placeShared();
  for (const [name] of [...entries, ...outputs]) fill(name, name);
  return { files, fileOf };
}
