import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export interface Step {
  op: string;
  service?: string;
  input: Record<string, unknown>;
  raw?: boolean;
  save?: Record<string, string>;
  expect?: {
    status?: number;
    error?: {
      name?: string;
      sdkName?: string;
      status?: number;
      message?: string;
      fields?: Record<string, unknown>;
    };
    [key: string]: unknown;
  };
  eventually?: boolean;
}

export interface Case {
  id: string;
  area: string;
  requires?: string[];
  given?: string[];
  steps: Step[];
}

type Vars = Record<string, unknown>;

/** The comparer that stands beside the recordings. */
export interface Matcher {
  resolve(value: unknown, vars: Vars): Record<string, unknown>;
  text(value: string, vars: Vars): string;
  save(step: Step, answer: unknown, vars: Vars): void;
  compareAnswer(expect: Step["expect"], answer: unknown, status: number, vars: Vars): string[];
  compareError(
    expect: Step["expect"],
    error: { name: string; status: number; message: string },
    vars: Vars,
  ): string[];
  compareInvoke(
    expect: Step["expect"],
    response: { status: number; headers: Record<string, string>; body: Uint8Array },
    vars: Vars,
  ): string[];
}

/** The recordings live beside the project, not in it. */
export const RECORDED_DIR =
  process.env.APIGW_RECORDED_DIR ?? resolve(import.meta.dirname, "../../../shared/recorded");

export const haveRecordings = existsSync(join(RECORDED_DIR, "match.mjs"));

/** All recorded cases, or none where the folder is not there. */
export function recordedCases(): Case[] {
  if (!haveRecordings) return [];
  return [RECORDED_DIR, join(RECORDED_DIR, "next")]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .sort()
        .flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Case[]),
    );
}

export const loadMatcher = async (): Promise<Matcher> =>
  (await import(pathToFileURL(join(RECORDED_DIR, "match.mjs")).href)) as Matcher;
