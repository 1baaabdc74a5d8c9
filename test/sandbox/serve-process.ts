/** A sandbox in a process of its own, for tests: `serve-process STATE_FILE PORT [--empty]`; prints its URL. */
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { serveSandbox } from "../../src/sandbox/serve.ts";

const [file = "", port = "0", ...rest] = process.argv.slice(2);

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const sandbox = openSandbox({ file, empty: rest.includes("--empty"), process: { id: process.pid, isAlive } });
const served = await serveSandbox(sandbox, { port: Number(port) });
console.log(served.url);
