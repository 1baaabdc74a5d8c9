import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOf } from "../machine/text-of.ts";

/** Opens a text in somebody's editor, by no shell, and answers what was left in it; the file goes whatever happens. */
export async function editText(
  text: string,
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const [program = "vi", ...words] = (env.VISUAL || env.EDITOR || "vi").split(/\s+/).filter(Boolean);
  const folder = await mkdtemp(join(tmpdir(), "apigw-"));
  const file = join(folder, name);
  try {
    await writeFile(file, text, { mode: 0o600 });
    await new Promise<void>((resume, fail) => {
      spawn(program, [...words, file], { stdio: "inherit" })
        .on("error", fail)
        .on("exit", () => resume());
    });
    return textOf(await readFile(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
