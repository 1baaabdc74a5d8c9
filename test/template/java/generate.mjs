// Asks Java for the tables beside this file. Needs a JDK (17), Debian's packages velocity and libjson-smart-java, and of
// Maven's json-path 2.10 and slf4j-api 2; the jars are looked for where Debian puts them, or in the folder that JARS
// names. `node generate.mjs`
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths } from "./paths.mjs";
import { patterns } from "./patterns.mjs";
import { templates } from "./templates.mjs";

const here = import.meta.dirname;
const jars = process.env.JARS ?? "/usr/share/java";
const names = [
  "velocity",
  "commons-lang",
  "commons-collections3",
  "json-smart",
  "accessors-smart",
  "asm",
  "json-path",
  "slf4j-api",
];
const classPath = names.map((name) => join(jars, `${name}.jar`));

function run(program, args, input) {
  const done = spawnSync(program, args, { input, encoding: "utf8", maxBuffer: 1 << 30 });
  if (done.status !== 0) throw new Error(`${program}: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}

const classes = mkdtempSync(join(tmpdir(), "answers-"));
run("javac", ["-cp", classPath.join(":"), "-d", classes, join(here, "Answers.java")]);

/** Writes what Java says to each; what it says differently each time, or cannot end, is left out. */
function table(name, asked) {
  const lines = asked.map((one) => JSON.stringify(one)).join("\n");
  const said = run("java", ["-cp", [classes, ...classPath].join(":"), "Answers"], `${lines}\n`);
  const rows = said
    .trimEnd()
    .split("\n")
    .map((line, index) => ({ ...asked[index], java: JSON.parse(line) }))
    .filter(({ java }) => !java.late && !java.crashed && !/@[0-9a-f]{3,}/.test(java.out ?? ""));
  writeFileSync(join(here, `${name}.json`), `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
  console.log(`${name}: ${rows.length} of ${asked.length}`);
}

table("patterns", patterns(20261126, 900));
table("templates", templates(20261126, 1200));
table("paths", paths(20261126, 900));
rmSync(classes, { recursive: true });
