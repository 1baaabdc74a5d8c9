import { type Command, declared, type Session } from "./cli/command.ts";
import { EXIT, exitOf, UsageError } from "./cli/exit.ts";
import { commandHelp, programHelp } from "./cli/help.ts";
import type { Report } from "./cli/report.ts";
import { commands } from "./commands/index.ts";
import type { FailureCode } from "./gateway/failures/codes.ts";
import { escaped, seen } from "./gateway/messages/plain.ts";
import { isOn } from "./machine/env-switch.ts";
import type { World } from "./ports.ts";
import { type Problem, printProblem, problem, wordProblem } from "./settings/problem.ts";
import { entriesOf, misplaced, readSettings } from "./settings/read.ts";
import { hasFlag, type SomeTable } from "./settings/setting.ts";
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
    if (others.length > 0)
      return usage(world, [
        wordProblem(undefined, `"${others[0]?.slice(0, 60)}" means nothing behind ${first}`, "leave it out"),
      ]);
    world.stdout.write(`${VERSION}\n`);
    return EXIT.done;
  }
  if (
    first === undefined ||
    first === "--help" ||
    first === "-h" ||
    (first === "help" && others.length === 0)
  ) {
    world.stdout.write(programHelp(commands, VERSION));
    return EXIT.done;
  }
  const { command, words } = await findCommand(world.argv);
  if (!command) return usage(world, [await unknownCommand(first)], "unknown-command");
  if (others.length === 1 && (others[0] === "--help" || others[0] === "-h")) {
    world.stdout.write(commandHelp(command, width()));
    return EXIT.done;
  }
  const { parseWords } = await import("./cli/parse.ts");
  // A flag at the end without its value: what is wrong with the rest is said too.
  let parsed = parseWords(command, words);
  const unfinished = "fault" in parsed ? [commanderProblem(parsed.fault)] : [];
  if ("fault" in parsed) parsed = parseWords(command, words.slice(0, -1));
  if ("fault" in parsed) return usage(world, unfinished);
  if (parsed.help) {
    world.stdout.write(commandHelp(command, width()));
    return EXIT.done;
  }
  const read = readSettings(command.settings, parsed.raw);
  const { problems } = read;
  const known = { ...read.known, ...command.fixed };
  const operands = command.operands ? parsed.rest.filter((word) => !word.startsWith("-")) : [];
  let again: () => string | undefined = () => undefined;
  const sayHowToGoOn = () => {
    const line = again();
    if (line !== undefined && !wantsJson(world.argv))
      world.stderr.write(`\nTo take it up again:\n  ${line}\n`);
  };
  const takesUp: Session["takesUp"] = (line) => {
    again = line;
  };
  const session = openSession(world, command, { given: known, operands, takesUp }, [
    ...(parsed.rest.length > 0
      ? (await import("./cli/unknown-words.ts")).unknownWords(command, parsed.rest)
      : []),
    ...unfinished,
    ...problems,
    ...misplaced(command.settings, known),
  ]);
  try {
    const { run } = await command.load();
    const exit = await run(session);
    await session.ended(exit === EXIT.done);
    if (exit !== EXIT.done) sayHowToGoOn();
    return exit;
  } catch (error) {
    if (error instanceof UsageError) {
      if (!wantsJson(world.argv)) await session.ended(true);
      const exit = await usage(world, error.problems, error.code, command.settings, session.said);
      sayHowToGoOn();
      return exit;
    }
    const { explain } = await import("./cli/failure-text.ts");
    const { text, report } = explain(error, session, (await session.colours()).stderr);
    if (wantsJson(world.argv)) session.failed(report);
    else session.warn(text);
    await session.ended(false);
    sayHowToGoOn();
    return exitOf(report.code);
  }
}

/** Whether a failure is reported as JSON: as asked for, else as the result is. It is asked before anything is parsed. */
function wantsJson(argv: readonly string[]): boolean {
  const of = (flag: string): string | undefined => {
    const at = argv.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
    return at < 0 ? undefined : (argv[at]?.split("=")[1] ?? argv[at + 1])?.toLowerCase();
  };
  const format = of("--error-format");
  return format === "json" || (format !== "text" && /^(?:json|ndjson)$/.test(of("--output") ?? ""));
}

/** The command may stand behind common flags, as in `apigw --sandbox create-method`. */
async function findCommand(
  argv: readonly string[],
): Promise<{ command?: Command; words: readonly string[] }> {
  let at = 0;
  if (argv[0]?.startsWith("-")) {
    const every = await declared(commands);
    // What stands behind a flag that takes a value is that, even if a command has its name.
    while (argv[at]?.startsWith("-")) at += takesValue(argv[at] ?? "", every) ? 2 : 1;
  }
  const entry = commands.find(({ name }) => name === argv[at]);
  if (!entry) return { words: argv };
  return { command: await entry.declared(), words: [...argv.slice(0, at), ...argv.slice(at + 1)] };
}

const takesValue = (word: string, every: readonly Command[]): boolean =>
  !word.includes("=") &&
  every.some(({ settings }) =>
    entriesOf(settings).some(
      ([, setting]) => hasFlag(setting, word.slice(2)) && setting.value.placeholder !== undefined,
    ),
  );

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
  code: FailureCode = "usage",
  table: SomeTable = {},
  notes: readonly string[] = [],
): Promise<number> {
  if (wantsJson(world.argv)) {
    const { errorDocument } = await import("./cli/error-document.ts");
    const message = problems.map((one) => printProblem(one, table)).join(" ");
    const document = errorDocument({ code, message, steps: [], problems }, table, notes);
    world.stderr.write(`${escaped(JSON.stringify(document, null, 2))}\n`);
    return exitOf(code);
  }
  const { bad } = (await coloursOf(world)).stderr;
  for (const one of problems) world.stderr.write(`${seen(printProblem(one, table, bad))}\n`);
  world.stderr.write("Nothing was changed.\n");
  return exitOf(code);
}

/** A session, and what main alone does with it. */
interface OpenSession extends Session {
  readonly said: readonly string[];
  /** Says what was kept back, or instead of it the document of what failed. */
  ended(well: boolean): Promise<void>;
}

function openSession(
  world: World,
  command: Command,
  { given, operands, takesUp }: Pick<Session, "given" | "operands" | "takesUp">,
  problems: readonly Problem[],
): OpenSession {
  const canAsk = given.input !== false && !isOn(world.env.CI) && world.stdin.isTTY && world.stderr.isTTY;
  const json = wantsJson(world.argv);
  // What a program reads must be the document alone; whoever answers questions has to see what they are about.
  const keepsBack = json && !canAsk;
  const said: string[] = [];
  let report: Report | undefined;
  const warn = (line: string) => {
    if (keepsBack) said.push(line);
    else world.stderr.write(`${seen(line)}\n`);
  };
  return {
    world,
    command,
    given,
    operands,
    problems,
    canAsk,
    said,
    say: (line) => (given.quiet ? undefined : warn(line)),
    warn,
    failed(what) {
      report = what;
    },
    async ended(well) {
      if (json && report !== undefined && !well) {
        const { errorDocument } = await import("./cli/error-document.ts");
        const document = errorDocument(report, command.settings, said);
        world.stderr.write(`${escaped(JSON.stringify(document, null, 2))}\n`);
      } else for (const line of said) world.stderr.write(`${seen(line)}\n`);
    },
    colours: () => coloursOf(world, json),
    takesUp,
    print: (text) => world.stdout.write(seen(text.endsWith("\n") ? text : `${text}\n`)),
  };
}
