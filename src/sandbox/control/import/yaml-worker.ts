import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

/** Runs in the worker, as plain text so that no file of its own is needed after bundling. */
const BOOTSTRAP = `
const { parentPort, workerData } = require("node:worker_threads");
const { parse } = require(workerData.parser);
parentPort.postMessage({ value: parse(workerData.text, { logLevel: "error" }) });
`;
const MOST_MEMORY_MB = 1024;

/** The parser as a file by itself: the build puts it beside the bundle, a source tree has the package. */
function parserFile(): string {
  const built = new URL("./yaml.cjs", import.meta.url);
  return existsSync(built) ? fileURLToPath(built) : createRequire(import.meta.url).resolve("yaml");
}

/** What a text in YAML holds, read beside the main thread: a large one takes seconds, in which others are answered. */
export function parsedBeside(text: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(BOOTSTRAP, {
      eval: true,
      workerData: { text, parser: parserFile() },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    worker.once("message", ({ value }: { value: unknown }) => {
      resolve(value);
      void worker.terminate();
    });
    worker.once("error", reject);
    // Nothing comes of it where it ends by itself; after an answer this is nothing new.
    worker.once("exit", () => reject(new Error("the parser ended")));
  });
}
