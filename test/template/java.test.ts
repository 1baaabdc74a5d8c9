import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PatternFault } from "../../src/gateway/pattern/fault.ts";
import { javaPattern } from "../../src/gateway/pattern/java-pattern.ts";
import { jsonPath } from "../../src/template/json-path/find.ts";
import { renderTemplate } from "../../src/template/render.ts";
import type { JavaMap } from "../../src/template/values/containers.ts";
import { readJson } from "../../src/template/values/json.ts";
import { toJson } from "../../src/template/values/print.ts";
import { PATH_DIFFERENCES, PATTERN_DIFFERENCES, TEMPLATE_DIFFERENCES } from "./java/differences.ts";

// What Java 17 and Velocity 1.7 said to inputs put together by chance; java/generate.mjs asks them again.

interface PatternRow {
  pattern: string;
  text: string;
  replacement: string;
  java: Record<string, unknown>;
}

interface TemplateRow {
  template: string;
  data: string;
  java: { out?: string; fault?: string };
}

interface PathRow {
  path: string;
  data: string;
  java: { found?: unknown; nothing?: string };
}

const rows = <T>(name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `java/${name}.json`), "utf8")) as T[];

/** What the engine says to a row, in the words of the table. */
function ofPattern({ pattern, text, replacement }: PatternRow): Record<string, unknown> {
  const read = javaPattern(pattern);
  if ("fault" in read) return { refused: true };
  const found = [...read.find(text)].slice(0, 50);
  const said: Record<string, unknown> = {
    matches: read.matches(text),
    found: found.map(({ start, groups }) => [start, ...groups.map((group) => group ?? null)]),
    split: read.split(text),
  };
  try {
    said.replaced = read.replaceAll(text, replacement);
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    said.replacementRefused = true;
  }
  return said;
}

function ofTemplate({ template, data }: TemplateRow): string | undefined {
  const variables = Object.fromEntries((readJson(data) as JavaMap).entries() as [string, unknown][]);
  try {
    return renderTemplate(template, variables);
  } catch {
    return undefined;
  }
}

/** What a path finds, as JSON; undefined where it finds nothing, or is none. */
function ofPath({ path, data }: PathRow): string | undefined {
  const found = jsonPath(readJson(data), path);
  return found === undefined ? undefined : JSON.stringify(JSON.parse(toJson(found)));
}

/** The rows that differ, against the list of those that are known to. */
function compare<T>(
  all: T[],
  differs: (row: T) => boolean,
  known: Readonly<Record<string, readonly number[]>>,
) {
  const listed = Object.values(known)
    .flat()
    .sort((a, b) => a - b);
  expect(all.flatMap((row, index) => (differs(row) ? [index] : []))).toEqual(listed);
}

describe("what Java says", () => {
  const patterns = rows<PatternRow>("patterns");
  const templates = rows<TemplateRow>("templates");

  it("has rows enough, refused and not", () => {
    expect(patterns.length).toBeGreaterThan(800);
    expect(patterns.filter(({ java }) => java.refused).length).toBeGreaterThan(100);
    expect(templates.length).toBeGreaterThan(1000);
    expect(templates.filter(({ java }) => java.fault !== undefined).length).toBeGreaterThan(50);
  });

  it("is what patterns match, find, split, replace and refuse", () => {
    compare(
      patterns,
      (row) => JSON.stringify(ofPattern(row)) !== JSON.stringify(row.java),
      PATTERN_DIFFERENCES,
    );
  });

  it("is what paths find", () => {
    const paths = rows<PathRow>("paths");
    expect(paths.filter(({ java }) => "found" in java).length).toBeGreaterThan(250);
    compare(paths, (row) => ofPath(row) !== JSON.stringify(row.java.found), PATH_DIFFERENCES);
  });

  it("is what templates print and refuse", () => {
    compare(templates, (row) => ofTemplate(row) !== row.java.out, TEMPLATE_DIFFERENCES);
  });
});
