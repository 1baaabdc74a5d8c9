import { commands } from "../../src/commands/index.ts";
import { candidatesAt } from "../../src/completion/candidates.ts";
import { readLine } from "../../src/completion/line.ts";
import type { Nearby, Reading } from "../../src/ports.ts";
import { sandboxReading } from "../../src/sandbox/reading.ts";

export const nearby: Nearby = {
  files: async (folder) =>
    folder === "templates/"
      ? [{ name: "create.vtl", folder: false }]
      : [
          { name: "templates", folder: true },
          { name: "pet file.json", folder: false },
          { name: ".hidden", folder: false },
        ],
  runs: async () => [{ name: "20261126-144501123-7kq2", what: "create-method: POST /pets of petstore" }],
  profiles: async () => [{ name: "default" }, { name: "staging", region: "eu-west-1" }],
};

/** The sandbox's sample, as nobody has ever written to it. */
export const sample: Reading = sandboxReading("/nowhere/state.json", "us-east-1");

/** What TAB offers where the line ends. */
export async function tab(line: string, reading: Reading = sample): Promise<readonly string[]> {
  const { words, current } = readLine("bash", line);
  const sources = { nearby, reading: async () => reading };
  return (await candidatesAt(words, current, commands, sources)).map(({ value }) => value);
}
