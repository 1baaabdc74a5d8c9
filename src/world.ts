import { fstatSync, writeSync } from "node:fs";
import { SetupError } from "./gateway/failures/codes.ts";
import { textOf } from "./machine/text-of.ts";
import type { TextOutput, World } from "./ports.ts";

/**
 * The real machine. Nothing else in the program touches `process`. The streams are opened when they are needed: Node
 * takes longer to make them than help or a TAB takes for all the rest.
 */
export function realWorld(): World {
  // The SDK prints a notice about coming Node versions at every run; the README says it once.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return {
    argv: process.argv.slice(2),
    env: process.env,
    setVariable(name, value) {
      process.env[name] = value;
    },
    get home() {
      return process.getBuiltinModule("node:os").homedir();
    },
    platform: process.platform,
    stdin: {
      get isTTY() {
        return isTerminal(0);
      },
      stream: openStdin,
    },
    stdout: outputOn(1, () => process.stdout),
    stderr: outputOn(2, () => process.stderr),
    readText: async (file) => textOf(await (await import("node:fs/promises")).readFile(file)),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return textOf(Buffer.concat(chunks));
    },
    editText: async (text, name) => (await import("./terminal/editor.ts")).editText(text, name, process.env),
    get cwd() {
      return process.cwd();
    },
    process: {
      id: process.pid,
      user: process.geteuid?.(),
      isAlive(id) {
        try {
          process.kill(id, 0);
          return true;
        } catch (error) {
          return (error as NodeJS.ErrnoException).code === "EPERM";
        }
      },
      startApart(argv, env) {
        const { spawn } = process.getBuiltinModule("node:child_process");
        spawn(process.execPath, [process.argv[1] ?? "", ...argv], {
          detached: true,
          stdio: "ignore",
          windowsHide: true,
          // What looks for credentials there asks the network, on machines that have none.
          env: { ...env, AWS_EC2_METADATA_DISABLED: "true" },
        })
          .on("error", () => {})
          .unref();
      },
      leave: (code) => process.exit(code),
    },
    onInterrupt(callback) {
      for (const signal of SIGNALS) process.on(signal, callback);
      return () => {
        for (const signal of SIGNALS) process.off(signal, callback);
      };
    },
    clock: {
      now: Date.now,
      sleep: (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds)),
    },
  };
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let stdinOpened = false;
let outputOpened = false;

function openStdin(): typeof process.stdin {
  stdinOpened = true;
  return process.stdin;
}

function outputOn(descriptor: 1 | 2, open: () => NodeJS.WriteStream): TextOutput {
  let opened: NodeJS.WriteStream | undefined;
  const stream = () => {
    if (opened === undefined) {
      outputOpened = true;
      opened = open();
      // A reader that went away (`| head`) is no fault of ours.
      opened.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
      });
    }
    return opened;
  };
  return {
    get isTTY() {
      return isTerminal(descriptor);
    },
    get columns() {
      return isTerminal(descriptor) ? stream().columns : undefined;
    },
    write(text) {
      // A console of Windows takes bytes for those of its code page; the stream hands it characters.
      if (process.platform === "win32" && isTerminal(descriptor)) stream();
      let rest = Buffer.from(text);
      try {
        while (opened === undefined && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        // A reader that went away (`| head`) is no fault of ours, and of a terminal that is gone nobody needs to be told.
        if (code === "EPIPE" || (code !== "EAGAIN" && descriptor === 2)) return;
        if (code !== "EAGAIN")
          throw new SetupError("output-failed", `standard output cannot be written: ${message}`);
        // A full pipe that does not block: the stream knows how to wait.
      }
      if (rest.length > 0) stream().write(rest);
    },
    stream,
  };
}

/** A file or a pipe is known at once; node:tty is loaded for what may be a terminal. */
function isTerminal(descriptor: number): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

/** Runs the program in this process and leaves with its exit code. */
export async function runHere(main: (world: World) => Promise<number>): Promise<void> {
  const world = realWorld();
  try {
    process.exitCode = await main(world);
  } catch (error) {
    // Only where help or version could not be written; the rest is told by main itself.
    if (!(error instanceof SetupError)) throw error;
    world.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
  // All is done and nothing is left to be read: no socket that is kept open may hold the process up, and no try that
  // still goes on. What streams hold is written first.
  if (!outputOpened) process.exit();
  if (stdinOpened && process.stdin.isTTY) process.stdin.unref();
}
