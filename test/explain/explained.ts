import { expect } from "vitest";
import type { Scene } from "./scene.ts";

export interface Told {
  readonly what: string;
  readonly explanations: {
    readonly id: string;
    readonly says: string;
    readonly cause: string;
    readonly commands: string[];
    readonly times?: number;
    readonly of?: Readonly<Record<string, string>>;
    readonly holds: { readonly is: string };
  }[];
  readonly notes: string[];
}

/** What explain says of a text that is handed over. */
export async function explained(scene: Scene, input: string, flags = ""): Promise<Told> {
  const ran = await scene.run(`apigw explain --log - ${flags} --output json`, { input });
  expect(ran.exit, `${input}\n${ran.stderr}${ran.stdout}`).toBe(0);
  return JSON.parse(ran.stdout) as Told;
}
