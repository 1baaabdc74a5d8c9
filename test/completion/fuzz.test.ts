import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands as entries } from "../../src/commands/index.ts";
import { candidatesAt } from "../../src/completion/candidates.ts";
import { readLine } from "../../src/completion/line.ts";
import { render } from "../../src/completion/render.ts";
import { SHELLS } from "../../src/completion/shells/shell.ts";
import { entriesOf } from "../../src/settings/read.ts";
import { commands } from "../commands.ts";
import { nearby, sample } from "./tab.ts";

const flags = commands.flatMap(({ settings }) =>
  entriesOf(settings).flatMap(([, { flag }]) => [`--${flag}`, `--${flag}=`, `--no-${flag}`]),
);
const WORDS = [
  ...commands.map(({ name }) => name),
  ...flags,
  ...[
    "petstore",
    "/pets",
    "'/pets/{petId}'",
    "hello:",
    "lambda",
    "aws",
    "sqs",
    "@",
    "-",
    "--",
    "=",
    "200:",
    "'",
    '"',
  ],
  ...[
    "$(x)",
    "`x`",
    "\\",
    ";",
    "|",
    "&&",
    ">",
    "<",
    "#",
    "!",
    "~",
    "$'",
    "\n",
    "\t",
    "🎉",
    "שלום",
    "\u202e",
    "\0",
  ],
];

/** A line as nobody would type it, and a cursor somewhere in it. */
const line = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
      fc.string({ unit: "binary", maxLength: 8 }),
    ),
    {
      maxLength: 12,
    },
  )
  .chain((words) => {
    const text = `apigw ${words.join(" ")}`;
    return fc.record({ text: fc.constant(text), cursor: fc.nat({ max: text.length }) });
  });

describe("20,000 lines and cursors", () => {
  it("are all answered, in the form that the shell reads", async () => {
    await fc.assert(
      fc.asyncProperty(
        line,
        fc.constantFrom(...SHELLS),
        fc.boolean(),
        async ({ text, cursor }, shell, listing) => {
          const read = readLine(shell, text.slice(0, cursor), text.slice(cursor));
          const sources = { nearby, reading: async () => sample };
          const candidates = await candidatesAt(read.words, read.current, entries, sources, shell === "fish");
          const replaced = read.raw.slice(read.raw.length - (cursor % (read.raw.length + 1)));
          const answer = await render(shell, read, candidates, { listing, replaced });
          if (shell === "powershell") {
            expect(answer).toMatch(/^[\x20-\x7e]*\n$/);
            expect(JSON.parse(answer)).toBeInstanceOf(Array);
            return;
          }
          expect(answer).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
          const lines = answer.split("\n");
          expect(lines.pop()).toBe("");
          if (shell === "bash") expect(lines.shift()).toMatch(/^(no)?space$/);
          if (shell === "zsh") for (const one of lines) expect(one).toMatch(/^[+-][^\t]+\t[^\t]*$/);
          if (shell === "fish") for (const one of lines) expect(one).toMatch(/^[^\t]+\t[^\t]*$/);
        },
      ),
      { numRuns: 20_000 },
    );
  }, 240_000);
});
