import type { Declaration } from "../cli/command.ts";
import { SHELLS } from "../completion/shells/shell.ts";
import { commonSettings } from "../settings/shared-flags.ts";

const { quiet, errorFormat } = commonSettings;
const shells = SHELLS.map((value) => ({ value }));

export const completion: Declaration = {
  description:
    "Prints a shell's completion script, or puts it where the shell finds it: a file of its own and, but for fish, a marked block in the shell's startup file. Without a name, the shell is the one of $SHELL.",
  usage: "<bash|zsh|fish|powershell> | install [shell] | uninstall [shell]",
  operands: (before) => {
    if (before.length === 0)
      return [
        ...shells.map(({ value }) => ({ value, description: `Print the script for ${value}` })),
        { value: "install", description: "Put it where the shell finds it" },
        { value: "uninstall", description: "Take it away again" },
      ];
    return before.length === 1 && /install$/.test(before[0] ?? "") ? shells : [];
  },
  effect: "files",
  settings: { quiet, errorFormat },
  examples: [
    { says: "For the shell you use", line: "apigw completion install" },
    { says: "In this zsh only", line: "source <(apigw completion zsh)" },
    { says: "Take it away", line: "apigw completion uninstall bash" },
  ],
  load: () => import("./completion/run.ts"),
};
