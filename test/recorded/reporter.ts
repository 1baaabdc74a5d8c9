import { join, relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import { haveRecordings, RECORDED_DIR } from "./cases.ts";

const READERS = import.meta.dirname;
const LEARNED = join(import.meta.dirname, "../sandbox/learned");

const within = (folder: string, modules: readonly TestModule[]) =>
  modules.filter(({ moduleId }) => moduleId.startsWith(`${folder}/`));

const ran = (modules: readonly TestModule[]) =>
  modules
    .flatMap((module) => [...module.children.allTests()])
    .filter((test) => test.result().state !== "skipped").length;

/** What a run without the recorded answers says of itself; nothing where they were there. */
function lastLines(modules: readonly TestModule[]): string[] {
  if (haveRecordings) return [];
  const readers = within(READERS, modules).filter((module) => ran([module]) === 0);
  const learned = ran(within(LEARNED, modules));
  return [
    `The recorded answers of AWS were not there: they were looked for in ${RECORDED_DIR} (APIGW_RECORDED_DIR).`,
    `Test files not run because of that: ${readers.length} (${names(readers)}).`,
    learned > 0
      ? `The rules learned from them ran as ${learned} of the project's own tests (test/sandbox/learned).`
      : "The rules learned from them are the project's own tests in test/sandbox/learned: not part of this run.",
  ];
}

const names = (modules: readonly TestModule[]) =>
  modules.map(({ moduleId }) => relative(READERS, moduleId)).join(", ") || "none was asked for";

/** Says at the very end of a run, after all other reporters, that the recorded answers were not there. */
export default class RecordingsReporter implements Reporter {
  #lines: string[] = [];

  onInit(): void {
    process.once("exit", () => {
      if (this.#lines.length > 0) process.stdout.write(`\n${this.#lines.join("\n")}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    this.#lines = lastLines(modules);
  }
}
