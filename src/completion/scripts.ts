import * as bash from "./shells/bash.ts";
import * as fish from "./shells/fish.ts";
import * as powershell from "./shells/powershell.ts";
import type { Shell } from "./shells/shell.ts";
import * as zsh from "./shells/zsh.ts";

// The scripts are thin: they hand the line to `apigw __complete` and show what comes back. None of them evaluates
// anything of it.

/** What a shell loads to complete the words of apigw. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: bash.script,
  zsh: zsh.script,
  fish: fish.script,
  powershell: powershell.script,
};

/** The names that the scripts' files have. */
export const scriptNames: Readonly<Record<Shell, string>> = {
  bash: bash.name,
  zsh: zsh.name,
  fish: fish.name,
  powershell: powershell.name,
};
