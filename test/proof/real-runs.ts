import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { accountIn } from "../cli/account.ts";
import type { Place } from "../cli/run.ts";
import { words } from "../cli/words.ts";
import { BIN, type Ran, type Served, startSandbox } from "../slow/served.ts";

/** Runs of the program as real processes over one served sandbox, which get a signal at a moment of their life. */
export interface RealRuns {
  readonly place: Place;
  /** To its end. */
  apigw(line: string): Promise<Ran>;
  /** Runs what a change starts from, line by line; the lines that take it back again. */
  prepare(given: string | undefined): Promise<readonly string[]>;
  /** Sends it a signal so many milliseconds after it began to write, if it is still there; how it left, and what it said. */
  signalled(
    line: string,
    signal: NodeJS.Signals,
    after: number,
  ): Promise<{ readonly left: number | NodeJS.Signals; readonly said: string }>;
  /** The runs whose journals are open. */
  open(): string[];
  stop(): Promise<void>;
}

export async function startRealRuns(): Promise<RealRuns> {
  const served: Served = await startSandbox();
  const account = accountIn(join(served.folder, "state.json"));
  const { items = [] } = await account.gateway.getRestApis({});
  const apiId = items.find(({ name }) => name === "petstore")?.id ?? "";
  for (const { stageName = "" } of (await account.gateway.getStages({ restApiId: apiId })).item ?? [])
    await account.gateway.deleteStage({ restApiId: apiId, stageName });
  const open = (): string[] => {
    const folder = join(served.folder, "apigw/runs/open");
    return existsSync(folder) ? readdirSync(folder).map((name) => name.replace(".jsonl", "")) : [];
  };
  const apigw = (line: string) => served.run(process.execPath, [BIN, ...words(line).slice(1)]);
  return {
    place: { account, apiId } as unknown as Place,
    apigw,
    async prepare(given) {
      const lines = given?.split(" && ") ?? [];
      for (const line of lines) {
        const { exit, stderr } = await apigw(line);
        if (exit !== 0) throw new Error(`${line}\n${stderr}`);
      }
      return lines.map(() => "apigw undo --yes");
    },
    open,
    stop: () => served.stop(),
    async signalled(line, signal, after) {
      const child = spawn(process.execPath, [BIN, ...words(line).slice(1)], {
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          XDG_STATE_HOME: served.folder,
          AWS_ENDPOINT_URL: served.url,
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: "sandbox",
          AWS_SECRET_ACCESS_KEY: "sandbox",
        },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let said = "";
      child.stderr.on("data", (chunk) => {
        said += chunk;
      });
      let left: number | NodeJS.Signals | undefined;
      const gone = new Promise<void>((resume) =>
        child.once("exit", (code, by) => {
          left = by ?? code ?? 0;
          resume();
        }),
      );
      // Its calls begin when its journal is there.
      while (left === undefined && open().length === 0) await new Promise((resume) => setTimeout(resume, 1));
      await Promise.race([gone, new Promise((resume) => setTimeout(resume, after))]);
      child.kill(signal);
      await gone;
      return { left: left ?? 0, said };
    },
  };
}
