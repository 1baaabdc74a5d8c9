import { describe, expect, test } from "vitest";
import { commandHelp } from "../../src/cli/help.ts";
import { commands as entries } from "../../src/commands/index.ts";
import { candidatesAt } from "../../src/completion/candidates.ts";
import { flagsFor } from "../../src/settings/command-line.ts";
import type { Known } from "../../src/settings/known.ts";
import { entriesOf } from "../../src/settings/read.ts";
import { freshPlace } from "../cli/run.ts";
import { commands } from "../commands.ts";

const nowhere = {
  reading: () => Promise.reject(new Error("nothing is read for a choice")),
  nearby: { files: async () => [], profiles: async () => [], runs: async () => [] },
};

const chosen = commands.flatMap((command) =>
  entriesOf(command.settings).flatMap(([key, setting]) =>
    setting.value.choices ? [{ command, key, setting, name: `${command.name} --${setting.flag}` }] : [],
  ),
);

describe("a choice is spelt alike everywhere", () => {
  test("there are choices", () => expect(chosen.length).toBeGreaterThan(15));

  test.each(chosen)("$name", async ({ command, key, setting }) => {
    const words = setting.value.choices?.map(({ value }) => value) ?? [];
    // The help and the error.
    expect(setting.value.placeholder?.split("|").slice(0, words.length)).toEqual(words);
    expect(commandHelp(command, 100)).toContain(`--${setting.flag} <${setting.value.placeholder}>`);
    // TAB, where it is not narrowed by what is there.
    if (key !== "method") {
      const offered = await candidatesAt([command.name, `--${setting.flag}`], "", entries, nowhere);
      expect(offered.map(({ value }) => value)).toEqual(words);
    }
    for (const { value, also = [], label } of setting.value.choices ?? []) {
      const parsed = setting.value.parse(value);
      expect(parsed).toHaveProperty("value");
      const known = {
        [key]: "value" in parsed ? (setting.many ? [parsed.value] : parsed.value) : undefined,
      } as Known;
      // The printed command says it by the same word.
      const printed = flagsFor({ [key]: { ...setting, fallback: undefined } } as never, known);
      expect(printed).toEqual([`--${setting.flag}`, value]);
      // The API's own word, any other and the console's are taken too.
      for (const other of [...also, value.toUpperCase(), label ?? value])
        expect(setting.value.parse(other), other).toEqual(parsed);
    }
  });

  test("at its question the same are found, by the API's own word too", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      "apigw create-method --api petstore --resource /pets --method PUT",
      async (person) => {
        await person.finds("Integration type:", "mock", "Mock");
        await person.says(true, "Configure method request settings?");
        for (const [word, label] of [
          ["AWS_IAM", "AWS IAM"],
          ["iam", "AWS IAM"],
        ] as const) {
          await person.finds("Authorization:", word, label);
          const next = (await person.nextQuestion()) ?? "";
          await person.goesBack(next);
        }
        person.interrupts();
      },
    );
    expect(run.exit).toBe(130);
    expect(run.stderr).toContain("--authorization iam");
  });
});
