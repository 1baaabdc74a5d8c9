import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entriesOf } from "../../src/settings/read.ts";
import { commands } from "../commands.ts";

// A problem names its setting by key, and its flag follows; a remedy's example is a text. This keeps the examples true.

const source = join(import.meta.dirname, "../../src");
const ROOMS = /^(?:account|change|wanted|gateway|commands|cli|settings)\//;
// Flags of other programs, and what people type who come from them.
const OTHERS = /^src\/(?:cli\/unknown-words\.ts$|gateway\/checks\/pages\/|cli\/describe\/rules\.ts$)/;
const OF_OTHER_TOOLS = new Set([
  "--rest-api-id",
  "--stage-name",
  "--endpoint-url",
  "--change-set-type",
  "--resource-mapping",
  "--patch-operations",
  "--domain-name",
  "--stages",
  "--throttle-rate",
  "--cli-input-json",
]);

/** A file without its comments, nor what is taken from a number. */
const textsOf = (file: string): string =>
  readFileSync(join(source, file), "utf8")
    .replaceAll(/^\s*(?:\*|\/\*|\/\/).*$/gm, "")
    // Whole lines of the AWS CLI.
    .replaceAll(/["`]aws (?:apigateway|lambda|logs|elbv2|service-quotas) [^"`]*["`]/g, "")
    .replaceAll("--depth", "");

const flags = new Set(
  commands.flatMap(({ settings }) =>
    entriesOf(settings).flatMap(([, { flag, negatable }]) =>
      negatable ? [`--${flag}`, `--no-${flag}`] : [`--${flag}`],
    ),
  ),
);

test("every flag that a text names is one", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".ts") &&
      !file.includes("node_modules") &&
      ROOMS.test(file) &&
      !OTHERS.test(`src/${file}`),
  );
  const named = files.flatMap((file) =>
    [...textsOf(file).matchAll(/["`' (]--([a-z]+(?:-[a-z]+)*)(?![-\w])/g)].map(([, flag]) => ({
      file,
      flag: `--${flag}`,
    })),
  );
  expect(named.length).toBeGreaterThan(60);
  const help = new Set(["--help", "--version"]);
  expect(
    named.filter(({ flag }) => !flags.has(flag) && !OF_OTHER_TOOLS.has(flag) && !help.has(flag)),
  ).toEqual([]);
});
