import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

// An import points down or sideways within a folder, never up. Lower numbers are lower floors; folders on the same
// floor do not know each other.
const FLOORS: Readonly<Record<string, number>> = {
  "version.ts": 0,
  gateway: 0,
  "ports.ts": 1,
  catalog: 1,
  template: 1,
  export: 1,
  machine: 1.5,
  called: 2,
  aws: 2,
  terminal: 2,
  sandbox: 2,
  settings: 3,
  wanted: 4,
  account: 5,
  completion: 6,
  cli: 7,
  change: 8,
  commands: 9,
  "main.ts": 10,
  "world.ts": 10,
  "apigw.ts": 11,
};

const source = join(import.meta.dirname, "../src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  // What the catalog is generated from may be installed there.
  (file) => file.endsWith(".ts") && !file.includes("node_modules"),
);
const room = (file: string): string => file.split("/")[0] ?? "";

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, path = ""]) =>
    relative(source, join(source, dirname(file), path)),
  );
}

/**
 * The rooms of a folder: its sub-folders, and "." for the files that lie in the folder itself. That room may be in the
 * relation, as the one above the others (a front door: `sandbox.ts`, the declaration of a command) or as the one below
 * them (what all of them use), but not as both: then it belongs apart, in rooms of their own.
 */
const roomIn = (folder: string, file: string): string => {
  const [first = "", ...rest] = file.slice(folder.length + 1).split("/");
  return rest.length === 0 ? "." : first;
};

/** Which room of a folder imports which, with the lines that say so. */
function relationIn(folder: string): Map<string, Map<string, string[]>> {
  const relation = new Map<string, Map<string, string[]>>();
  for (const file of files.filter((one) => one.startsWith(`${folder}/`))) {
    for (const other of importsOf(file).filter((one) => one.startsWith(`${folder}/`))) {
      const [from, to] = [roomIn(folder, file), roomIn(folder, other)];
      if (from === to) continue;
      const towards = relation.get(from) ?? new Map<string, string[]>();
      relation.set(from, towards.set(to, [...(towards.get(to) ?? []), `${file} imports ${other}`]));
    }
  }
  return relation;
}

/** The rooms of one circle in their order, the first again as the last; none where imports point one way. */
function circleIn(relation: ReadonlyMap<string, ReadonlyMap<string, unknown>>): readonly string[] {
  const done = new Set<string>();
  const from = (at: string, way: readonly string[]): readonly string[] => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at];
    if (done.has(at)) return [];
    for (const next of relation.get(at)?.keys() ?? []) {
      const circle = from(next, [...way, at]);
      if (circle.length > 0) return circle;
    }
    done.add(at);
    return [];
  };
  for (const start of relation.keys()) {
    const circle = from(start, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

const folders = [
  ...new Set(files.flatMap((file) => file.split("/").map((_, i, parts) => parts.slice(0, i).join("/")))),
].filter((folder) => folder !== "");

describe("floors", () => {
  it("finds the source", () => expect(files.length).toBeGreaterThan(50));

  it.each(files)("%s imports nothing from above or beside", (file) => {
    const own = FLOORS[room(file)];
    expect(own, `${room(file)} has no floor`).toBeDefined();
    const wrong = importsOf(file).filter((other) => {
      if (room(other) === room(file)) return false;
      return (FLOORS[room(other)] ?? Number.POSITIVE_INFINITY) >= (own ?? 0);
    });
    expect(wrong).toEqual([]);
  });

  it("finds a circle", () => {
    const to = (...rooms: string[]) => new Map(rooms.map((one) => [one, []]));
    expect(
      circleIn(
        new Map([
          ["a", to("b", "c")],
          ["b", to("c")],
        ]),
      ),
    ).toEqual([]);
    expect(
      circleIn(
        new Map([
          ["a", to("b")],
          ["b", to("c")],
          ["c", to(".")],
          [".", to("b")],
        ]),
      ),
    ).toEqual(["b", "c", ".", "b"]);
  });

  it.each(folders)("%s has no circle among its rooms", (folder) => {
    const relation = relationIn(folder);
    const circle = circleIn(relation);
    const lines = circle.slice(1).flatMap((to, i) => relation.get(circle[i] ?? "")?.get(to) ?? []);
    expect(lines, `the rooms of ${folder} import each other: ${circle.join(" → ")}`).toEqual([]);
  });

  it("touches process in world.ts only", () => {
    const code = (file: string) =>
      readFileSync(join(source, file), "utf8").replaceAll(/^\s*(\*|\/\*|\/\/).*$/gm, "");
    const touching = files.filter((file) => /(?<![\w\-/.])process\.|node:process"/.test(code(file)));
    expect(touching).toEqual(["world.ts"]);
  });

  it("has no file that is named after nothing", () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|manager)(\/|\.ts|$)/.test(file))).toEqual(
      [],
    );
  });

  it("keeps files short enough to be read at once", () => {
    const long = files.filter((file) => readFileSync(join(source, file), "utf8").split("\n").length > 310);
    expect(long).toEqual([]);
  });
});
