import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Session } from "../../cli/command.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { installationOf, wasMade, withBlock, withoutBlock } from "../../completion/install.ts";
import { scripts } from "../../completion/scripts.ts";
import { isShell, SHELLS, type Shell } from "../../completion/shells/shell.ts";
import { didYouMean } from "../../settings/did-you-mean.ts";
import { problem } from "../../settings/problem.ts";

export async function run(session: Session): Promise<number> {
  if (session.problems.length > 0) throw new UsageError(session.problems);
  const [first, second, ...more] = session.operands;
  const installs = first === "install" || first === "uninstall";
  const extra = installs ? more[0] : second;
  if (extra !== undefined)
    throw new UsageError([
      problem(undefined, `"${extra.slice(0, 60)}" is one word too many`, "leave it out"),
    ]);
  if (installs) {
    const shell = shellOf(second, session);
    return first === "install" ? install(shell, session) : uninstall(shell, session);
  }
  if (first === undefined)
    throw new UsageError([
      problem(undefined, "no shell is named", `give one of ${SHELLS.join(", ")}, or install`),
    ]);
  session.print(scripts[named(first, ["install", "uninstall"])]);
  return EXIT.done;
}

function shellOf(given: string | undefined, { world }: Session): Shell {
  if (given !== undefined) return named(given);
  const used = basename(world.env.SHELL ?? "").replace(/^pwsh$/, "powershell");
  if (isShell(used)) return used;
  throw new UsageError([
    problem(undefined, "which shell you use cannot be told from $SHELL", `name one of ${SHELLS.join(", ")}`),
  ]);
}

function named(word: string, others: readonly string[] = []): Shell {
  const shell = word === "pwsh" ? "powershell" : word;
  if (isShell(shell)) return shell;
  const words = [...SHELLS, ...others];
  throw new UsageError([
    problem(
      undefined,
      `"${word.slice(0, 60)}" is not a shell that is known here`,
      didYouMean(word, words) ?? `give one of ${words.join(", ")}`,
    ),
  ]);
}

const placeOf = (shell: Shell, { world }: Session) =>
  installationOf(shell, { home: world.home, env: world.env, windows: world.platform === "win32" });

async function install(shell: Shell, session: Session): Promise<number> {
  const { script, startup } = placeOf(shell, session);
  let changed = await put(script.path, script.text, `the completion script for ${shell}`, session);
  if (startup) {
    const before = await textOf(startup.path);
    const after = withBlock(before, asRead(startup.block));
    if (after === before) session.say(`Unchanged ${startup.path}: the lines are there.`);
    else {
      await write(startup.path, after);
      session.say(`Added to ${startup.path}:\n${indented(startup.block)}`);
      changed = true;
    }
  }
  session.say(changed ? `It works in every new ${shell}.` : "Nothing was changed.");
  return EXIT.done;
}

async function uninstall(shell: Shell, session: Session): Promise<number> {
  const { script, startup } = placeOf(shell, session);
  let changed = false;
  if ((await textOf(script.path)) !== undefined) {
    await rm(script.path, { force: true });
    session.say(`Deleted ${script.path}.`);
    changed = true;
  }
  const before = startup && (await textOf(startup.path));
  if (startup && before !== undefined) {
    const after = withoutBlock(before);
    if (after !== before) {
      // An empty file may have been there before: its owner finds it again.
      if (after === "" && wasMade(before)) await rm(startup.path, { force: true });
      else await write(startup.path, after);
      session.say(`Took the lines out of ${startup.path}.`);
      changed = true;
    }
  }
  if (!changed) session.say(`The completion for ${shell} is not installed. Nothing was changed.`);
  return EXIT.done;
}

async function put(path: string, text: string, what: string, session: Session): Promise<boolean> {
  if ((await textOf(path)) === text) {
    session.say(`Unchanged ${path}: ${what} is there.`);
    return false;
  }
  await write(path, text);
  session.say(`Wrote ${path}: ${what}.`);
  return true;
}

/** A file's text, byte for byte; undefined where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    // Whatever encoding a startup file has, what is not ours goes back as it came.
    return await readFile(path, "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** A text as it would have been read: a home's name may be written in any letters. */
const asRead = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, "latin1");
}

const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
