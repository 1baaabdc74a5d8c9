import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapePointer, mapPatches, setPatches } from "../../src/gateway/plan/patch.ts";

/** What a reader of RFC 6901 makes of one part of a pointer. */
const readPart = (part: string) => part.replaceAll("~1", "/").replaceAll("~0", "~");

describe("escapePointer", () => {
  test.each([
    ["application/json", "application~1json"],
    ["a~b", "a~0b"],
    ["~1", "~01"],
    ["/~/", "~1~0~1"],
    ["", ""],
  ])("%j is %j", (key, part) => expect(escapePointer(key)).toBe(part));

  test("has no slash in it and is read back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("~", "/", "0", "1", "a") }), (key) => {
        expect(escapePointer(key)).not.toContain("/");
        expect(readPart(escapePointer(key))).toBe(key);
      }),
    );
  });
});

describe("patches of a map", () => {
  const map = fc.dictionary(
    fc.string({ unit: fc.constantFrom("~", "/", "a", "b"), minLength: 1, maxLength: 3 }),
    fc.string({ maxLength: 3 }),
  );

  test("applied one after the other, lead from one to the other", () => {
    fc.assert(
      fc.property(map, map, (before, after) => {
        const now = new Map(Object.entries(before));
        for (const { op, path = "", value } of mapPatches("/m", before, after)) {
          expect(path.split("/")).toHaveLength(3);
          const key = readPart(path.split("/")[2] ?? "");
          expect(now.has(key)).toBe(op !== "add");
          if (op === "remove") now.delete(key);
          else now.set(key, value ?? "");
        }
        expect(Object.fromEntries(now)).toEqual(Object.fromEntries(Object.entries(after)));
      }),
    );
  });
});

describe("patches of a list without order", () => {
  const list = fc.uniqueArray(fc.constantFrom("a", "b/c", "d~e", "f"));

  test.each(["/keys/*", "/scopes"])(
    "%s: what is new is added, what is gone is removed, nothing else",
    (path) => {
      fc.assert(
        fc.property(list, list, (before, after) => {
          const now = new Set(before);
          for (const one of setPatches(path, before, after)) {
            const element = path === "/scopes" ? one.value : readPart(one.path?.split("/")[2] ?? "");
            expect(now.has(element as never)).toBe(one.op === "remove");
            if (one.op === "add") now.add(element as never);
            else now.delete(element as never);
          }
          expect([...now].sort()).toEqual([...after].sort());
        }),
      );
    },
  );
});
