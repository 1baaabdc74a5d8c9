import { appendFileSync, statSync } from "node:fs";

/** Writes lines at the end of a file, made where it is not there. Throws where it is none: a pipe would hold all up. */
export function logFile(path: string): (line: string) => void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) throw new Error(`${path} is no file`);
  appendFileSync(path, "", { mode: 0o600 });
  return (line) => appendFileSync(path, `${line}\n`);
}
