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
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const room = (file: string): string => file.split("/")[0] ?? "";

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, path = ""]) =>
    relative(source, join(source, dirname(file), path)),
  );
}

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
