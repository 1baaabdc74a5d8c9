import { fstatSync, writeSync } from "node:fs";
import process from "node:process";
import type { World } from "./ports.ts";

/**
 * The real machine. Nothing else in the program touches `process`. The streams are opened when first asked for: Node
 * takes longer to make them than help or a TAB takes for all the rest.
 */
export function realWorld(): World {
  // The SDK prints a notice about coming Node versions at every run; the README says it once.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return {
    argv: process.argv.slice(2),
    env: process.env,
    get home() {
      return process.getBuiltinModule("node:os").homedir();
    },
    platform: process.platform,
    get stdin() {
      stdinOpened = true;
      return process.stdin;
    },
    get stdout() {
      return openStdout();
    },
    get stderr() {
      return process.stderr;
    },
    get columns() {
      return isCharacterDevice(1) ? openStdout().columns : undefined;
    },
    print: printAtOnce,
    readText: async (file) => (await import("node:fs/promises")).readFile(file, "utf8"),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
    get cwd() {
      return process.cwd();
    },
    process: {
      id: process.pid,
      isAlive(id) {
        try {
          process.kill(id, 0);
          return true;
        } catch (error) {
          return (error as NodeJS.ErrnoException).code === "EPERM";
        }
      },
      startApart(argv) {
        const { spawn } = process.getBuiltinModule("node:child_process");
        spawn(process.execPath, [process.argv[1] ?? "", ...argv], {
          detached: true,
          stdio: "ignore",
          windowsHide: true,
          // What looks for credentials there asks the network, on machines that have none.
          env: { ...process.env, AWS_EC2_METADATA_DISABLED: "true" },
        })
          .on("error", () => {})
          .unref();
      },
    },
    onInterrupt(callback) {
      process.on("SIGINT", callback);
      process.on("SIGTERM", callback);
      return () => {
        process.off("SIGINT", callback);
        process.off("SIGTERM", callback);
      };
    },
  };
}

let stdinOpened = false;
let stdoutOpened = false;

function openStdout(): typeof process.stdout {
  if (!stdoutOpened) {
    stdoutOpened = true;
    // A reader that went away (`| head`) is no fault of ours.
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(0);
      throw error;
    });
  }
  return process.stdout;
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

/** Writes to standard output without opening the stream, where that can be done. */
function printAtOnce(text: string): void {
  let rest = Buffer.from(text);
  try {
    while (!stdoutOpened && rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    // A full pipe that does not block: the stream knows how to wait.
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return;
  }
  if (rest.length > 0) openStdout().write(rest);
}

/** Runs the program in this process and leaves with its exit code. */
export async function runHere(main: (world: World) => Promise<number>): Promise<void> {
  process.exitCode = await main(realWorld());
  // Nothing may keep the process that fetches for TAB: not a socket, not a try that still goes on.
  if (process.argv[2] === "__refresh") process.exit();
  // A prompt leaves the terminal's input open; nothing is left to be read.
  if (stdinOpened && process.stdin.isTTY) process.stdin.unref();
}
