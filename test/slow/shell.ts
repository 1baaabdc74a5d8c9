import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripts } from "../../src/completion/scripts.ts";
import { BIN } from "./served.ts";

export type RealShell = "bash" | "zsh" | "fish";

/** Whether a program is on this machine. */
export function isThere(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Whether a program runs; what is lost without it is said. */
export function runs(program: string, flag: string, lost: string): boolean {
  try {
    execFileSync(program, [flag], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(`${program} is not on the PATH: ${lost} did not run.`);
    return false;
  }
}

export interface Typed {
  /** The whole line after the TAB, as the shell has it. */
  readonly line: string;
  readonly screen: string;
}

/** A shell in a terminal of its own, with the completion loaded, to be typed into. */
export interface Sitting {
  readonly folder: string;
  /** Types a line, moves the cursor to the left, presses TAB. */
  tab(text: string, left?: number, tabs?: number): Promise<Typed>;
  /** Runs the line as it stands and answers the words that the program got. */
  enter(): Promise<readonly string[]>;
  leave(): void;
}

const FILES: Readonly<Record<RealShell, string>> = { bash: ".bashrc", zsh: ".zshrc", fish: "config.fish" };

/** What each shell does at Ctrl-X d: it writes its line to a file, whole or not at all. */
const STARTUP: Readonly<Record<RealShell, string>> = {
  bash: `PS1='> '; HISTFILE=
__dump() { printf '%s\\n#END' "$READLINE_LINE" >"$LINE.new" && mv "$LINE.new" "$LINE"; }
bind -x '"\\C-xd": __dump'
bind '"\\C-xk": kill-whole-line'
bind 'set bell-style none'
`,
  zsh: `PS1='> '; unsetopt beep; HISTFILE=
autoload -Uz compinit && compinit -u -D
bindkey -e
__dump() { print -rn -- "$BUFFER"$'\\n#END' >$LINE.new && mv $LINE.new $LINE }
zle -N __dump
bindkey '^Xd' __dump
bindkey '^Xk' kill-buffer
setopt COMPLETE_IN_WORD
`,
  fish: `set -g fish_greeting
function fish_prompt; echo -n '> '; end
function __dump; printf '%s\\n#END' (commandline -b | string collect --allow-empty) >$LINE.new; and mv $LINE.new $LINE; end
bind \\cxd __dump
bind \\cxk 'commandline ""'
set -g fish_autosuggestion_enabled 0
`,
};

let serial = 0;

export async function sitAt(shell: RealShell, env: Readonly<Record<string, string>> = {}): Promise<Sitting> {
  const folder = mkdtempSync(join(tmpdir(), `apigw-${shell}-`));
  const programs = join(folder, "bin");
  const line = join(folder, "line");
  const got = join(folder, "got");
  mkdirSync(programs);
  // On the PATH stands a program that completes as apigw does, and else only tells what words it got.
  writeFileSync(
    join(programs, "apigw"),
    `#!/bin/sh
case "$1" in __*) exec "${process.execPath}" "${BIN}" "$@" ;; esac
{ printf '%s\\0' "$@"; printf '#END'; } >"${got}.new" && mv "${got}.new" "${got}"
`,
    { mode: 0o755 },
  );
  const startup = join(folder, FILES[shell]);
  writeFileSync(startup, `${STARTUP[shell]}${scripts[shell]}`);
  const start: Readonly<Record<RealShell, string>> = {
    bash: `bash --noprofile --rcfile '${startup}' -i`,
    zsh: "zsh -d -i",
    fish: `fish --no-config --interactive --init-command 'source ${startup}'`,
  };
  const socket = `apigw-${process.pid}-${serial++}`;
  const tmux = (...args: readonly string[]): string =>
    execFileSync("tmux", ["-L", socket, "-f", "/dev/null", ...args], { encoding: "utf8", stdio: "pipe" });
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  execFileSync(
    "tmux",
    [
      "-L",
      socket,
      "-f",
      "/dev/null",
      "-u",
      "new-session",
      "-d",
      "-x",
      "220",
      "-y",
      "60",
      "-c",
      folder,
      start[shell],
    ],
    {
      env: {
        ...inherited,
        PATH: `${programs}:${process.env.PATH}`,
        HOME: folder,
        ZDOTDIR: folder,
        XDG_CONFIG_HOME: folder,
        XDG_CACHE_HOME: join(folder, "cache"),
        XDG_DATA_HOME: folder,
        LC_ALL: "C.UTF-8",
        TERM: "xterm-256color",
        LINE: line,
        ...env,
      },
    },
  );

  const appears = async (file: string): Promise<string> => {
    for (let waited = 0; waited < 30_000; waited += 20) {
      if (existsSync(file)) {
        const text = readFileSync(file, "utf8");
        rmSync(file, { force: true });
        return text.replace(/\n?#END$/, "");
      }
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error(`${shell} did not answer; it shows:\n${tmux("capture-pane", "-p")}`);
  };
  const keys = (...names: readonly string[]) => tmux("send-keys", ...names);
  const dump = async (): Promise<string> => {
    keys("C-x", "d");
    return appears(line);
  };

  await dump();
  return {
    folder,
    async tab(text, left = 0, tabs = 1) {
      keys("C-x", "k");
      keys("C-l");
      await dump();
      tmux("send-keys", "-l", "--", text);
      for (let i = 0; i < left; i++) keys("Left");
      for (let i = 0; i < tabs; i++) keys("Tab");
      const typed = await dump();
      return { line: typed, screen: tmux("capture-pane", "-p") };
    },
    async enter() {
      rmSync(got, { force: true });
      keys("Enter");
      return (await appears(got)).split("\0").slice(0, -1);
    },
    leave() {
      tmux("kill-server");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
