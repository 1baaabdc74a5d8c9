import type { Command, Session } from "./cli/command.ts";
import { EXIT, UsageError } from "./cli/exit.ts";
import { commandHelp, programHelp } from "./cli/help.ts";
import { commands } from "./commands/index.ts";
import type { World } from "./ports.ts";
import { type Problem, printProblem, problem, wordProblem } from "./settings/problem.ts";
import { misplaced, readSettings } from "./settings/read.ts";
import type { SomeTable } from "./settings/setting.ts";
import { coloursOf } from "./terminal/colour.ts";
import { VERSION } from "./version.ts";

/** Runs one command line and answers its exit code. */
export async function main(world: World): Promise<number> {
  const [first, ...others] = world.argv;
  if (first === "__complete") {
    const { completeLine } = await import("./cli/complete.ts");
    return completeLine(world, commands);
  }
  if (first === "__refresh") {
    const { refresh } = await import("./cli/refresh.ts");
    return refresh(world);
  }
  const width = () => Math.min(world.stdout.columns || 100, 100);
  if (first === "--version" || first === "-V" || first === "version") {
    world.stdout.write(`${VERSION}\n`);
    return EXIT.done;
  }
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    const named = first === "help" ? commands.find(({ name }) => name === others[0]) : undefined;
    world.stdout.write(named ? commandHelp(named, width()) : programHelp(commands, VERSION));
    return EXIT.done;
  }
  const { command, words } = findCommand(world.argv);
  if (!command) return usage(world, [await unknownCommand(first)]);
  if (others.length === 1 && (others[0] === "--help" || others[0] === "-h")) {
    world.stdout.write(commandHelp(command, width()));
    return EXIT.done;
  }
  const { parseWords } = await import("./cli/parse.ts");
  const parsed = parseWords(command, words);
  if ("fault" in parsed) return usage(world, [commanderProblem(parsed.fault)]);
  if (parsed.help) {
    world.stdout.write(commandHelp(command, width()));
    return EXIT.done;
  }
  const read = readSettings(command.settings, parsed.raw);
  const { problems } = read;
  const known = { ...read.known, ...command.fixed };
  const operands = command.operands ? parsed.rest.filter((word) => !word.startsWith("-")) : [];
  const session = openSession(world, command, { given: known, operands }, [
    ...(parsed.rest.length > 0
      ? (await import("./cli/unknown-words.ts")).unknownWords(command, parsed.rest)
      : []),
    ...problems,
    ...misplaced(command.settings, known),
  ]);
  try {
    const { run } = await command.load();
    return await run(session);
  } catch (error) {
    if (error instanceof UsageError) return usage(world, error.problems, error.code, command.settings);
    const { explain } = await import("./cli/failure-text.ts");
    const { text, code } = explain(error, session, (await session.colours()).stderr);
    world.stderr.write(`${text}\n`);
    return code;
  }
}

/** The command may stand behind common flags, as in `apigw --sandbox create-method`. */
function findCommand(argv: readonly string[]): { command?: Command; words: readonly string[] } {
  const at = argv.findIndex((word) => commands.some(({ name }) => name === word));
  const command = commands.find(({ name }) => name === argv[at]);
  const before = argv.slice(0, Math.max(at, 0));
  if (!command || (before.length > 0 && !before[0]?.startsWith("-"))) return { words: argv };
  return { command, words: [...before, ...argv.slice(at + 1)] };
}

async function unknownCommand(word: string): Promise<Problem> {
  const { didYouMean } = await import("./settings/did-you-mean.ts");
  const names = commands.map(({ name }) => name);
  if (word.startsWith("-"))
    return wordProblem(
      word.slice(0, 60),
      "stands where a command is expected",
      `commands: ${names.join(", ")}`,
    );
  return problem(
    undefined,
    `"${word.slice(0, 60)}" is not a command`,
    didYouMean(word, names) ?? `commands: ${names.join(", ")}`,
  );
}

/** `option '--api <api>' argument missing` in our own words. */
function commanderProblem(fault: string): Problem {
  const flag = /option '(--[a-z-]+)/.exec(fault)?.[1];
  return /argument missing/.test(fault)
    ? wordProblem(flag, "has no value", "give one behind the flag")
    : wordProblem(flag, fault);
}

async function usage(
  world: World,
  problems: readonly Problem[],
  code: number = EXIT.usage,
  table: SomeTable = {},
): Promise<number> {
  const { bad } = (await coloursOf(world)).stderr;
  for (const one of problems) world.stderr.write(`${printProblem(one, table, bad)}\n`);
  world.stderr.write("Nothing was changed.\n");
  return code;
}

function openSession(
  world: World,
  command: Command,
  { given, operands }: Pick<Session, "given" | "operands">,
  problems: readonly Problem[],
): Session {
  const inCi =
    world.env.CI !== undefined && world.env.CI !== "" && world.env.CI !== "false" && world.env.CI !== "0";
  return {
    world,
    command,
    given,
    operands,
    problems,
    canAsk: given.input !== false && !inCi && world.stdin.isTTY && world.stderr.isTTY,
    say: (line) => (given.quiet ? undefined : world.stderr.write(`${line}\n`)),
    warn: (line) => world.stderr.write(`${line}\n`),
    colours: () => coloursOf(world),
    print: (text) => world.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
  };
}
