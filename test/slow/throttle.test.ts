import { afterEach, beforeEach, expect, test } from "vitest";
import { BIN, type Served, startSandbox } from "./served.ts";

let served: Served;
beforeEach(async () => {
  // A tenth of the calls at once that API Gateway takes, so that a few runs meet the limit.
  served = await startSandbox("--throttle", "20:10");
});
afterEach(() => served.stop());

const create = (path: string) =>
  served.run(process.execPath, [
    BIN,
    ...["create-method", "--api", "petstore", "--resource", path, "--create-resource"],
    ...["--method", "GET", "--integration", "mock"],
  ]);

test("two processes at once, by a sandbox that throttles: nothing fails", async () => {
  for (const n of [1, 2, 3]) {
    const runs = await Promise.all([create(`/a${n}`), create(`/b${n}`)]);
    for (const { exit, stderr } of runs) expect(exit, stderr).toBe(0);
  }
});
