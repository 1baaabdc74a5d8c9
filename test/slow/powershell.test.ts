import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { quoteForPowerShell, script } from "../../src/completion/shells/powershell.ts";

// There is no PowerShell here: a parser with its grammar reads the script, and the words that TAB puts on a line. It is
// no dependency; APIGW_TEST_POWERSHELL names the folder that `.ci/run` installs it in.

const folder = process.env.APIGW_TEST_POWERSHELL ?? "";
const grammar = join(folder, "node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm");
const isHere = folder !== "" && existsSync(grammar);
if (!isHere) console.warn("The grammar of PowerShell is not there: its script was NOT read by a parser.");

interface Read {
  readonly type: string;
  readonly text: string;
  readonly hasError: boolean;
  readonly children: readonly Read[];
}
interface Loaded {
  Parser: {
    new (): { setLanguage(language: unknown): void; parse(text: string): { rootNode: Read } };
    init(): Promise<void>;
  };
  Language: { load(file: string): Promise<unknown> };
}

describe.skipIf(!isHere)("PowerShell", () => {
  let parse: (text: string) => Read;
  beforeAll(async () => {
    const { Parser, Language }: Loaded = createRequire(join(folder, "package.json"))("web-tree-sitter");
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
    parse = (text) => parser.parse(text).rootNode;
  });

  /** The arguments of the one command on a line; undefined where it is read as anything else. */
  const argumentsOf = (line: string): readonly string[] | undefined => {
    const read = parse(line);
    if (read.hasError) return undefined;
    const all: Read[] = [read];
    for (const one of all) all.push(...one.children);
    const [command, ...others] = all.filter(({ type }) => type === "command");
    if (command === undefined || others.length > 0 || command.text !== line) return undefined;
    const [elements] = all.filter(({ type }) => type === "command_elements");
    return elements?.children.filter(({ type }) => type !== "command_argument_sep").map(({ text }) => text);
  };

  it("reads the script that is checked in", () => {
    expect(readFileSync("completions/apigw.ps1", "utf8")).toBe(script);
    expect(parse(script).hasError).toBe(false);
  });

  it.each([
    ["a brace left open", (text: string) => text.replace(/\}\n$/, "\n")],
    ["a quote left open", (text: string) => text.replace("'ParameterValue'", "'ParameterValue")],
    ["a bracket too many", (text: string) => text.replace("Out-String", "Out-String)")],
    ["a word behind a method", (text: string) => text.replace(".PadRight($at)", ".PadRight($at")],
  ])("finds %s in it", (_, broken) => {
    expect(broken(script)).not.toBe(script);
    expect(parse(broken(script)).hasError).toBe(true);
  });

  it.each([
    "it's",
    "a,b",
    "@home",
    "$HOME/pets",
    "(Get-Date)",
    "# no comment",
    "one;two",
    "a|b",
    "a&b",
    "`t",
    "{petId}",
    "/pets/{petId+}",
    'say "hello"',
    "-Verbose",
    "-D.x",
    "--endpoint=https://example.com",
    "-",
    'application/json={"statusCode": 200}',
    "\u2018curly\u2019",
    "a b",
    ">out",
    "%",
    "",
  ])("takes %j, as TAB writes it, for one word", (text) => {
    const word = quoteForPowerShell(text);
    expect(argumentsOf(`apigw --resource ${word}`)).toEqual(["--resource", word]);
  });

  it("takes whatever is quoted for one word", () => {
    const texts = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, (text) => {
        const word = quoteForPowerShell(text);
        expect(argumentsOf(`apigw --resource ${word}`)).toEqual(["--resource", word]);
        // What stands between the quotes is the text.
        if (word.startsWith("'")) expect(word.slice(1, -1).replaceAll("''", "'")).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });
});
