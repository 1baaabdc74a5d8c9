import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quote, words } from "../../src/gateway/messages/shell-words.ts";
import { isThere } from "../slow/shell.ts";

const letter = fc.constantFrom(..."ab1 \\\\\\'\"$`!*?~#;&|<>(){}[]=%^@,:\n\t-éム🐶");
const word = fc.array(letter, { maxLength: 12 }).map((all) => all.join(""));
const KNOWN = [
  "",
  "=ls",
  "%self",
  "a\\",
  "\\'",
  "it's \\'x\\' \\\\",
  "4\\d{2}",
  '$util.escape($x).replaceAll("\\\\\'","\'")',
];

describe("a word of a printed line", () => {
  test.each(["bash", "zsh", "fish"].filter(isThere))("is what %s hands to the program", (shell) => {
    const all = [...KNOWN, ...fc.sample(word, 300)];
    const line = `/usr/bin/printf '%s\\0' ${all.map(quote).join(" ")}`;
    const read = execFileSync(shell, ["-c", line], { encoding: "utf8" }).split("\0").slice(0, -1);
    expect(read).toEqual(all);
  });

  test("is read back", () => {
    fc.assert(
      fc.property(fc.array(word), (all) => {
        expect(words(all.map(quote).join(" "))).toEqual(all);
      }),
    );
  });
});
