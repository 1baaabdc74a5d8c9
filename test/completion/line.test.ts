import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLine, unquoted } from "../../src/completion/line.ts";
import { quoteForBash } from "../../src/completion/shells/bash.ts";
import { quoteForPowerShell } from "../../src/completion/shells/powershell.ts";

const words = (shell: "bash" | "fish" | "powershell", line: string) => {
  const { words, current } = readLine(shell, line);
  return [...words, current];
};

describe("the words of a line", () => {
  it.each([
    ["bash", "apigw a 'b c' d\\ e \"f $g\" h", ["a", "b c", "d e", "f $g", "h"]],
    ["bash", "apigw 'it'\\''s'", ["it's"]],
    ["bash", "apigw $'a\\nb\\x41' ", ["a\nbA", ""]],
    ["bash", 'apigw "a\\"b\\$c\\d', ['a"b$c\\d']],
    ["bash", "true && apigw x", ["x"]],
    ["bash", "AWS_PROFILE=dev apigw x", ["x"]],
    ["bash", "apigw x > out 2> err y", ["x", "y"]],
    ["bash", "apigw $(rm -rf x", ["rf", "x"].slice(1)],
    ["fish", "apigw 'it\\'s' \"a\\$b\"", ["it's", "a$b"]],
    ["powershell", "apigw 'it''s' \"a`\"b\" c`$d", ["it's", 'a"b', "c$d"]],
  ] as const)("%s: %s", (shell, line, expected) => {
    expect(words(shell, line).slice(-expected.length)).toEqual(expected);
  });

  it("knows what is quoted where the cursor is, and what stands behind it", () => {
    expect(readLine("bash", "apigw --api 'my a", "pi' --method GET")).toMatchObject({
      current: "my a",
      quote: "'",
      tail: "pi",
    });
    expect(readLine("bash", "apigw --in", "tegration x").tail).toBe("tegration");
    expect(readLine("bash", "apigw --in", " x").tail).toBe("");
    expect(readLine("bash", "AWS_PROFILE=dev apigw ").env).toEqual({ AWS_PROFILE: "dev" });
  });
});

const name = fc
  .string({ unit: "binary", minLength: 1, maxLength: 20 })
  .filter((text) => !/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text) && Buffer.from(text).toString() === text);

describe("what is inserted", () => {
  it("is one word for a real bash, whatever the name", () => {
    const names = fc.sample(name, 400);
    for (const quote of ["", "'", '"'] as const) {
      const line = names.map((one) => `${quote}${quoteForBash(one, quote, true)}${quote}`).join(" ");
      const out = execFileSync("/bin/bash", ["--norc", "-c", `printf '%s\\0' ${line}`], {
        encoding: "utf8",
        env: { LC_ALL: "C.UTF-8", PATH: "/nowhere" },
      });
      expect(out.split("\0").slice(0, -1)).toEqual(names);
    }
  });

  it("is read back as the name that was meant", () => {
    fc.assert(
      fc.property(name, (one) => {
        expect(unquoted("bash", quoteForBash(one, "", true)).value).toBe(one);
        if (!/[‘’‚‛]/.test(one)) expect(unquoted("powershell", quoteForPowerShell(one)).value).toBe(one);
      }),
    );
  });
});
