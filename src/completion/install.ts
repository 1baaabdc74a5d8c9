import { scriptNames, scripts } from "./scripts.ts";
import type { Shell } from "./shells/shell.ts";

/** Where things of a user's stand. */
export interface Home {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly windows: boolean;
}

/** What it takes for a shell to find the completion. */
export interface Installation {
  /** The script's file, which is ours alone. */
  readonly script: { readonly path: string; readonly text: string };
  /** Lines in a file that is the user's. */
  readonly startup?: { readonly path: string; readonly block: string };
}

const BEGIN = "# >>> apigw completion >>>";
const END = "# <<< apigw completion <<<";
/** Stands in the block of a file that was not there before: an empty one that was is told from it so. */
const MADE = "# There was no such file: it goes with these lines.";

/** Where the completion of a shell goes: the user's own folders, as the XDG variables and ZDOTDIR name them. */
export function installationOf(shell: Shell, { home, env, windows }: Home): Installation {
  const folder = (name: string, otherwise: string) =>
    env[name]?.startsWith("/") ? (env[name] as string) : `${home}/${otherwise}`;
  const data = folder("XDG_DATA_HOME", ".local/share");
  const config = folder("XDG_CONFIG_HOME", ".config");
  const text = scripts[shell];
  const path = `${data}/apigw/${scriptNames[shell]}`;
  const quoted = `'${path.replaceAll("'", shell === "powershell" ? "''" : "'\\''")}'`;
  switch (shell) {
    case "bash":
      return {
        script: { path, text },
        startup: { path: `${home}/.bashrc`, block: `[ -r ${quoted} ] && . ${quoted}` },
      };
    case "zsh":
      return {
        script: { path, text },
        startup: {
          path: `${env.ZDOTDIR || home}/.zshrc`,
          block: [
            "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }",
            `[[ -r ${quoted} ]] && source ${quoted}`,
          ].join("\n"),
        },
      };
    case "fish":
      return { script: { path: `${config}/fish/completions/${scriptNames.fish}`, text } };
    case "powershell":
      return {
        script: { path, text },
        startup: {
          path: windows
            ? `${home}/Documents/PowerShell/Microsoft.PowerShell_profile.ps1`
            : `${config}/powershell/Microsoft.PowerShell_profile.ps1`,
          block: `if (Test-Path ${quoted}) { . ${quoted} }`,
        },
      };
  }
}

/** A file's text with our block in it, once; what else stands there is not touched. No text: there is no file. */
export function withBlock(text: string | undefined, block: string): string {
  const rest = withoutBlock(text ?? "");
  const made = text === undefined || wasMade(text);
  const lines = [BEGIN, ...(made ? [MADE] : []), block, END].join("\n");
  // Behind a last line that does not end, ours does not either: so it is known again when the block is taken out.
  return rest === "" || rest.endsWith("\n") ? `${rest}${lines}\n` : `${rest}\n${lines}`;
}

/** Whether the file was made for our block. */
export const wasMade = (text: string): boolean => text.includes(`${BEGIN}\n${MADE}\n`);

/** The text as it was before. */
export function withoutBlock(text: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) return text;
  const before = text.slice(0, begin);
  const after = text.slice(end + END.length);
  return after === "" ? before.replace(/\n$/, "") : before + after.replace(/^\r?\n/, "");
}
