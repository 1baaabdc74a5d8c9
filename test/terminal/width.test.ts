import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { cutInMiddle, cutTo, padded, widthOf } from "../../src/gateway/messages/width.ts";
import { columns, wrapped } from "../../src/terminal/table.ts";

/** What a name may be made of, each drawn as a whole: wide, narrow, with an accent of its own, of several characters. */
const letter = fc.constantFrom("a", "-", "é", "e\u0301", "注", "ム", "🐶", "👩‍🚀", "ß", "한");
const name = fc.array(letter, { maxLength: 30 }).map((all) => all.join(""));
const width = fc.integer({ min: 4, max: 40 });

describe("texts by how wide they are drawn", () => {
  test("are filled up and cut to a width, and no letter is cut in two", () => {
    fc.assert(
      fc.property(name, width, (text, wide) => {
        expect(widthOf(padded(text, wide))).toBe(Math.max(wide, stringWidth(text)));
        for (const cut of [cutTo(text, wide), cutInMiddle(text, wide)]) {
          expect(widthOf(cut)).toBeLessThanOrEqual(Math.max(wide, 1));
          if (stringWidth(text) <= wide) expect(cut).toBe(text);
          else expect(cut).toContain("…");
          const letters = (of: string) => [...new Intl.Segmenter().segment(of)].map(({ segment }) => segment);
          for (const one of letters(cut.replace("…", "\n"))) expect(["\n", ...letters(text)]).toContain(one);
        }
      }),
    );
  });

  test("and what is known to be narrow is so, letter by letter", () => {
    const wrong: string[] = [];
    for (let code = 0x20; code < 0x3000; code++) {
      const one = String.fromCodePoint(code);
      if (widthOf(one) !== stringWidth(one)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test("stand in columns below each other", () => {
    fc.assert(
      fc.property(
        fc.array(
          name.filter((one) => one.trim() !== ""),
          { minLength: 2, maxLength: 6 },
        ),
        (names) => {
          const lines = columns(names.map((one) => [one, "|"])).split("\n");
          const ends = new Set(lines.map((line) => stringWidth(line)));
          expect(ends.size).toBe(1);
        },
      ),
    );
  });

  test("are broken where the screen ends", () => {
    fc.assert(
      fc.property(
        fc.array(
          name.filter((one) => one !== ""),
          { minLength: 1, maxLength: 12 },
        ),
        (words) => {
          for (const line of wrapped(words.join(" "), 30, "  ").split("\n"))
            expect(stringWidth(line) <= 30 || !line.trim().includes(" ")).toBe(true);
        },
      ),
    );
  });
});
