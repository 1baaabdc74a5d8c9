import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Served, startSandbox } from "./served.ts";
import { runs } from "./shell.ts";

// Python's SDK parses answers by its own models: what it makes of them is checked by a script of its own.

const hasBoto3 = runs("python3", "-cimport boto3", "the calls by boto3");

describe.skipIf(!hasBoto3)("boto3", () => {
  let served: Served;
  beforeAll(async () => {
    served = await startSandbox("--empty");
  });
  afterAll(() => served.stop());

  it("finds all as it expects it", async () => {
    const script = join(import.meta.dirname, "boto3-calls.py");
    const { stdout } = await promisify(execFile)("python3", [script, served.url]).catch(
      (error: { stdout?: string; stderr?: string }) => ({ stdout: `${error.stdout}FAILS ${error.stderr}` }),
    );
    expect(stdout.split("\n").filter((line) => line.startsWith("FAILS"))).toEqual([]);
    expect(stdout.split("\n").filter((line) => line.startsWith("holds")).length).toBeGreaterThan(50);
  });
});
