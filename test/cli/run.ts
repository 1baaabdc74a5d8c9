import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { clearLine, cursorTo, moveCursor } from "node:readline";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { onTestFinished } from "vitest";
import { textOf } from "../../src/machine/text-of.ts";
import { main } from "../../src/main.ts";
import type { TextOutput, World } from "../../src/ports.ts";
import {
  openSandbox,
  type Sandbox,
  type SandboxCall,
  type SandboxOptions,
  type SandboxRequest,
} from "../../src/sandbox/sandbox.ts";
import { serveSandbox } from "../../src/sandbox/serve.ts";
import { type Account, accountIn } from "./account.ts";
import { Person } from "./person.ts";
import { words } from "./words.ts";

/** What one run of the program came to. */
export interface Run {
  readonly exit: number;
  readonly stdout: string;
  /** Without colours and cursor movements. */
  readonly stderr: string;
  /** With them. */
  readonly screen: string;
  readonly calls: readonly SandboxCall[];
  /** The calls that are not there to read; last a function's permission, which is sent beside the others. */
  readonly writes: readonly SandboxCall[];
}

export interface Around {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Waits are over at once. */
  readonly hurried?: boolean;
  /** What stands on standard input, read to its end. */
  readonly input?: string;
  /** Files by name, in the folder that relative names are read from. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What somebody writes in an editor, told what stood there. */
  edits?(text: string): string;
  /** Told of every call after it was answered; may press Ctrl-C. */
  onCall?(call: SandboxCall, interrupt: () => void): void;
  /** Awaited after every call, before its answer is sent: what somebody else does meanwhile. */
  meanwhile?(call: SandboxCall): Promise<void>;
}

/** A sandbox of its own, served on loopback, and a home folder: nothing of the machine is seen. */
export interface Place {
  readonly account: Account;
  readonly folder: string;
  readonly url: string;
  /** The id of the sample API, `petstore`. */
  readonly apiId: string;
  /** Runs a line as typed in a shell, without a terminal; `apigw` in front is understood. */
  run(line: string | readonly string[], around?: Around): Promise<Run>;
  /** Runs it at a terminal where somebody sits. */
  sit(
    line: string | readonly string[],
    script: (person: Person) => Promise<void>,
    around?: Around,
  ): Promise<Run>;
  /**
   * Runs it as a process that is killed (SIGKILL) at its nth write: before the write has its effect, or after. Resolves
   * when it is dead.
   */
  cutOff(
    line: string,
    at: { readonly write: number; readonly effect: boolean },
    around?: Around,
  ): Promise<void>;
  /** Takes over all that another place holds. */
  become(other: Place): Promise<void>;
  close(): Promise<void>;
}

/** Holds the answer to one call back until another has come: a run that waits for the one never sends the other. */
export function holding(held: string, until: string): Pick<Around, "meanwhile"> {
  let come = () => {};
  const other = new Promise<void>((resume) => {
    come = resume;
  });
  return {
    async meanwhile({ operation }) {
      if (operation === until) come();
      if (operation === held) await other;
    },
  };
}

/** A place that goes away with the test. */
export async function freshPlace(options: Partial<SandboxOptions> = {}): Promise<Place> {
  const place = await openPlace(options);
  onTestFinished(() => place.close());
  return place;
}

export const isRead = ({ operation }: { operation: string }): boolean => /^(Get|List)/.test(operation);

const isBeside = ({ operation }: { operation: string }): boolean => operation === "AddPermission";

const STATE = "state.json";

export async function openPlace(options: Partial<SandboxOptions> = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "apigw-test-"));
  const file = join(folder, STATE);
  const recorded: SandboxCall[] = [];
  let listener: ((call: SandboxCall) => void) | undefined;
  let meanwhile: Around["meanwhile"];
  const sandbox = openSandbox({
    ...options,
    file,
    onCall: (call) => {
      recorded.push(structuredClone(call));
      listener?.(call);
    },
  });
  const deadKeys = new Set<string>();
  let cut:
    | { readonly key: string; left: number; readonly effect: boolean; isDead: boolean; dies(): void }
    | undefined;
  const dead = new Set<number>();
  // Nobody is there any more to hear the answer.
  const unheard = () => new Promise<never>(() => {});
  const busy: Sandbox = {
    birth: sandbox.birth,
    async handle(request) {
      // What is to be killed signs with a key of its own, so that nothing of it is heard when it is dead.
      const key = /Credential=(AKIADEAD\d+)/.exec(request.headers.authorization ?? "")?.[1];
      if (key !== undefined && deadKeys.has(key)) return unheard();
      const own = key === undefined ? undefined : cut;
      if (own && isWrite(request) && --own.left === 0) {
        own.isDead = true;
        deadKeys.add(own.key);
        if (own.effect) await sandbox.handle(request);
        own.dies();
        return unheard();
      }
      const answer = await sandbox.handle(request);
      // What it had sent beside the call at which it died has its effect all the same.
      if (own?.isDead) return unheard();
      const call = recorded.at(-1);
      if (call) await meanwhile?.(call);
      return answer;
    },
  };
  const server = await serveSandbox(busy, { port: 0 });

  let processes = 0;
  const start = (line: string | readonly string[], around: Around, terminal: boolean) => {
    const id = process.pid * 1000 + ++processes;
    for (const [name, text] of Object.entries(around.files ?? {})) writeFileSync(join(folder, name), text);
    const given = typeof line === "string" ? words(line.replaceAll(/\n\s*/g, " ")) : line;
    const machine = machineFor(given[0] === "apigw" ? given.slice(1) : given, {
      home: folder,
      process: { id, isAlive: (other) => Math.floor(other / 1000) === process.pid && !dead.has(other) },
      terminal,
      input: around.input,
      edits: around.edits,
      hurried: around.hurried === true,
      env: {
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
        ...around.env,
      },
    });
    const from = recorded.length;
    listener = (call) => around.onCall?.(call, machine.interrupt);
    meanwhile = around.meanwhile;
    return { machine, from, id, ended: main(machine.world) };
  };

  const runOf = (started: ReturnType<typeof start>, exit: number): Run => {
    const calls = recorded.slice(started.from);
    const screen = started.machine.stderr();
    return {
      exit,
      stdout: started.machine.stdout(),
      stderr: stripVTControlCharacters(screen),
      screen,
      calls,
      writes: [...calls.filter((call) => !isRead(call) && !isBeside(call)), ...calls.filter(isBeside)],
    };
  };

  const account = accountIn(file);
  const { items = [] } = await account.gateway.getRestApis({});
  return {
    account,
    folder,
    url: server.url,
    apiId: items.find(({ name }) => name === "petstore")?.id ?? "",
    async run(line, around = {}) {
      const started = start(line, around, false);
      return runOf(started, await started.ended);
    },
    async sit(line, script, around = {}) {
      const started = start(line, around, true);
      const person = new Person(started.machine.stdin, started.machine.stderr, started.ended);
      await script(person);
      return runOf(started, await person.leaves());
    },
    async cutOff(line, { write, effect }, around = {}) {
      let started: ReturnType<typeof start> | undefined;
      await new Promise<void>((resolve, reject) => {
        const key = `AKIADEAD${String(processes + 1).padStart(12, "0")}`;
        cut = { key, left: write, effect, isDead: false, dies: resolve };
        started = start(line, { ...around, env: { ...around.env, AWS_ACCESS_KEY_ID: key } }, false);
        started.ended.then((exit) => reject(new Error(`it ended by itself, with ${exit}`)), reject);
      });
      cut = undefined;
      if (started) dead.add(started.id);
    },
    async become(other) {
      await copyFile(join(other.folder, STATE), file);
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a request changes something: IAM's and STS's looks are POSTs too. */
function isWrite({ method, body }: SandboxRequest): boolean {
  if (method === "GET") return false;
  const action = /(?:^|&)Action=([A-Za-z]+)/.exec(Buffer.from(body).toString("latin1"))?.[1];
  return action === undefined || !/^(?:Get|List)/.test(action);
}

interface MachineOptions {
  readonly hurried: boolean;
  readonly home: string;
  readonly process: Pick<World["process"], "id" | "isAlive">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: boolean;
  readonly input: string | undefined;
  readonly edits: Around["edits"];
}

/** All that the program sees of a machine, made of streams in memory. */
function machineFor(
  argv: readonly string[],
  { home, process: self, env, terminal, input, edits, hurried }: MachineOptions,
) {
  const stdin = Object.assign(new PassThrough(), { isTTY: terminal, setRawMode: () => stdin });
  const stdout = heard(new PassThrough());
  const stderr = heard(terminal ? new TerminalStream() : new PassThrough());
  const interrupts = new Set<() => void>();
  const worldIn = (argv: readonly string[], around: World["env"]): World => {
    const env = { ...around };
    return {
      argv,
      env,
      setVariable(name, value) {
        env[name] = value;
      },
      home,
      platform: "linux",
      stdin: { isTTY: terminal, stream: () => stdin },
      stdout: outputOf(stdout.stream, false),
      stderr: outputOf(stderr.stream, terminal),
      readText: async (file) => textOf(await readFile(resolve(home, file))),
      readStdin: async () => input ?? "",
      editText: async (text) => edits?.(text) ?? "",
      cwd: process.cwd(),
      process: {
        ...self,
        user: process.geteuid?.(),
        startApart: (words, around) => void main(worldIn(words, around)),
        leave: () => {},
      },
      clock: {
        now: Date.now,
        sleep: (milliseconds) =>
          new Promise((resume) => setTimeout(resume, hurried ? Math.min(milliseconds, 2) : milliseconds)),
      },
      onInterrupt(callback) {
        interrupts.add(callback);
        return () => void interrupts.delete(callback);
      },
    };
  };
  const world = worldIn(argv, env);
  const interrupt = () => {
    for (const callback of [...interrupts]) callback();
  };
  return { world, stdin, stdout: stdout.text, stderr: stderr.text, interrupt };
}

function heard<S extends PassThrough>(stream: S): { stream: S; text: () => string } {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return { stream, text: () => text };
}

const outputOf = (stream: PassThrough, isTTY: boolean): TextOutput => ({
  isTTY,
  columns: undefined,
  write: (text) => void stream.write(text),
  stream: () => stream,
});

/** As much of a terminal as prompts and the spinner ask for. */
class TerminalStream extends PassThrough {
  readonly isTTY = true;
  readonly columns = 120;
  readonly rows = 40;
  /** A prompt that is done ends what it wrote to; the process's own streams take no notice, and neither does this one. */
  override end(): this {
    return this;
  }
  clearLine = (direction: -1 | 0 | 1) => clearLine(this, direction);
  cursorTo = (x: number, y?: number) => cursorTo(this, x, y);
  moveCursor = (dx: number, dy: number) => moveCursor(this, dx, dy);
}
