import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import process from "node:process";
import type { World } from "./ports.ts";

/** The real machine. Nothing else in the program touches `process`. */
export function realWorld(): World {
  // The SDK prints a notice about coming Node versions at every run; the README says it once.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return {
    argv: process.argv.slice(2),
    env: process.env,
    home: homedir(),
    platform: process.platform,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    readText: (file) => readFile(file, "utf8"),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
    cwd: process.cwd(),
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

/** Runs the program in this process and leaves with its exit code. */
export async function runHere(main: (world: World) => Promise<number>): Promise<void> {
  // A reader that went away (`| head`) is no fault of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  process.exitCode = await main(realWorld());
  // Nothing may keep the process that fetches for TAB: not a socket, not a try that still goes on.
  if (process.argv[2] === "__refresh") process.exit();
  // A prompt leaves the terminal's input open; nothing is left to be read.
  if (process.stdin.isTTY) process.stdin.unref();
}
