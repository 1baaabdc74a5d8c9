import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wrapped } from "../../src/terminal/table.ts";

const word = fc.string({ unit: fc.constantFrom(..."abc/:-"), minLength: 1, maxLength: 30 });
const coloured = fc.tuple(word, fc.boolean()).map(([text, red]) => (red ? `\x1b[31m${text}\x1b[39m` : text));
const line = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.array(coloured, { minLength: 1, maxLength: 20 }))
  .map(([indent, words]) => " ".repeat(indent) + words.join(" "));

describe("a line that is wrapped", () => {
  test("keeps every word whole, and is no wider than it may be unless a word is", () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 20, max: 90 }), (text, width) => {
        const lines = wrapped(text, width, "    ").split("\n");
        expect(lines.join(" ").split(/ +/).filter(Boolean)).toEqual(text.split(/ +/).filter(Boolean));
        for (const one of lines) {
          const seen = stripVTControlCharacters(one);
          expect(seen.length <= width || seen.trim().split(" ").length === 1).toBe(true);
        }
      }),
    );
  });

  test("is left alone where nobody knows the width", () => {
    const text = "  a line that is rather longer than forty columns are";
    expect(wrapped(text, undefined, "")).toBe(text);
    expect(wrapped(text, 0, "")).toBe(text);
  });
});
