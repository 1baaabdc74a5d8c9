import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";

/** The words that a shell makes of a line, as it hands them to a program. */
export function words(line: string, env: Readonly<Record<string, string>> = {}): string[] {
  // An environment of its own and a real shell: what a person types is what is tested, quotes and all.
  const out = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${line}`], {
    cwd: tmpdir(),
    env,
    encoding: "utf8",
  });
  return out.split("\0").slice(0, -1);
}
