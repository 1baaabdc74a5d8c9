import { expect } from "vitest";
import type { BrokenCall } from "./broken-stages.ts";
import { type BrokenTest, makeBroken } from "./broken-tests.ts";
import { runPrinted } from "./printed.ts";
import { AT, type Scene } from "./scene.ts";

/** Runs a program of the machine's, of a command that was printed; answers what it prints. */
export type Programs = (argv: readonly string[]) => Promise<string>;

interface Told {
  readonly id: string;
  readonly commands: readonly string[];
  readonly holds: { readonly is: string };
}

/** What somebody puts in for what stands in angle brackets; the text asks for it, and for nothing else. */
function filled(command: string, fill: Readonly<Record<string, string>>, scene: Scene): string {
  const { url } = scene.backends;
  return Object.entries(fill).reduce(
    (text, [name, value]) =>
      text.replaceAll(
        !text.includes(`<${name}>`) && /^[A-Z_=]+$/.test(name) ? name : `<${name}>`,
        value.replaceAll("URL", value === "URL" ? url.replace("http://", "") : url),
      ),
    command,
  );
}

async function explained(scene: Scene, text: string, flags: string): Promise<Told> {
  const ran = await scene.run(`apigw explain --log - ${flags} --output json`, { input: text });
  expect(ran.exit, `${text}\n${ran.stderr}`).toBe(0);
  expect(ran.writes).toEqual([]);
  const { explanations } = JSON.parse(ran.stdout) as { explanations: Told[] };
  expect(explanations, text).toHaveLength(1);
  return explanations[0] as Told;
}

/** The commands of a test's log, and then the method mended by the one that is run. */
export async function mendTest(scene: Scene, row: BrokenTest, programs?: Programs): Promise<string> {
  await makeBroken(scene, row);
  const at = row.at ?? AT;
  const call = `apigw test-method ${at} ${row.call ?? ""} --log`;
  const failed = await scene.run(`${call} --output json`);
  expect(JSON.parse(failed.stdout).status, failed.stdout).toBe(row.status);
  // As it is printed for people, and handed over.
  const log = (await scene.run(call)).stdout;
  const told = await explained(scene, log, "--api petstore");
  expect(told.id).toBe(row.id);
  if (row.holds) expect(told.holds).toMatchObject({ is: row.holds });
  const command = filled(told.commands[row.command ?? 0] ?? "", row.fill ?? {}, scene);
  await runPrinted(command, scene, programs);
  const { stdout } = await scene.run(`${call} --output json`);
  expect(JSON.parse(stdout).status, `${command}\n${stdout}`).toBe(row.mended ?? 200);
  return command;
}

async function callStage(scene: Scene, { stage = "live" }: BrokenCall, request: RequestInit = {}) {
  scene.logged.length = 0;
  const answer = await fetch(`${scene.url}/_aws/execute-api/${scene.apiId}/${stage}/broken`, {
    method: "POST",
    ...request,
  });
  return { status: answer.status, body: await answer.text() };
}

/** The same of a call of a stage: of its log, or of what its caller got. */
export async function mendCall(
  scene: Scene,
  row: BrokenCall,
  by: "log" | "answer",
  programs?: Programs,
): Promise<string> {
  const known = (await row.make(scene)) as Readonly<Record<string, string>> | undefined;
  for (const request of row.before ?? []) expect((await callStage(scene, row, request)).status).toBe(200);
  const { status, body } = await callStage(scene, row, row.request);
  expect({ status, body }).toMatchObject({ status: row.status });
  const stage = `--stage ${row.stage ?? "live"}`;
  const told = await explained(
    scene,
    by === "answer" ? body : scene.logged.join("\n"),
    by === "answer" ? `${AT} ${stage}` : (row.flags ?? `--api petstore ${stage}`),
  );
  expect(told.id).toBe(row.id);
  const command = filled(told.commands[row.command ?? 0] ?? "", { ...known, ...row.fill }, scene);
  const answered = await runPrinted(command, scene, programs);
  const now = answered ?? (await callStage(scene, row, row.request)).status;
  expect(now, command).toBe(row.mended ?? 200);
  return command;
}
