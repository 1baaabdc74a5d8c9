import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FAULT_KINDS } from "../../src/sandbox/fault-kinds.ts";
import type { Fault } from "../../src/sandbox/sandbox.ts";
import { freshPlace, type Place } from "../cli/run.ts";
import { words } from "../cli/words.ts";

// Eight processes create, update and delete methods of one API, with faults at random: methods of their own on resources,
// validators and a function's policy that they share. No update is lost, nothing is half-made, no run is left open.

const PROCESSES = 8;
const OPERATIONS = process.env.APIGW_SAMPLE ? 60 : 1000;
const VERBS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "ANY"];
const SHARED = ["/shared", "/shared/{id}", "/shared/{id}/more"];
const OPERATION_NAMES = [
  "PutMethod",
  "PutIntegration",
  "PutMethodResponse",
  "CreateResource",
  "AddPermission",
  "UpdateMethod",
  "DeleteMethod",
];

/** mulberry32, public domain. */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test("eight at once", async () => {
  const seed = Number(process.env.APIGW_SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const faults: Fault[] = [];
  const place = await freshPlace({ faults });
  const { gateway } = place.account;
  for (const { stageName = "" } of (await gateway.getStages({ restApiId: place.apiId })).item ?? [])
    await gateway.deleteStage({ restApiId: place.apiId, stageName });
  /** What each process's methods are to be: the operation name, or none. */
  const wanted = new Map<string, string | undefined>();
  let left = OPERATIONS;
  const ends: Record<string, number> = {};
  const worker = async (n: number) => {
    const random = randomBy(seed + n);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    for (let i = 0; left > 0; i++) {
      left -= 1;
      if (random() < 0.3)
        faults.push({
          kind: pick(FAULT_KINDS.filter((kind) => kind !== "slow")),
          operation: pick(OPERATION_NAMES),
          nth: 1,
        });
      const resource = pick(SHARED);
      const verb = VERBS[n] ?? "GET";
      const key = `${verb} ${resource}`;
      const name = `w${n}n${i}`;
      const at = `--api petstore --resource '${resource}' --method ${verb}`;
      const kind = random();
      const line = !wanted.get(key)
        ? `apigw create-method ${at} --create-resource --operation-name ${name} --request-validator ${pick(["body", "all"])} ${kind < 0.5 ? "--integration mock" : "--integration lambda --proxy --function hello --permission-scope resource"}`
        : kind < 0.7
          ? `apigw update-method ${at} --operation-name ${name}`
          : `apigw delete-method ${at} --yes --delete-empty-resources --delete-unused-validator`;
      const run = await place.run(line, { hurried: true });
      let exit = run.exit;
      const trail = [run.stderr];
      // What remains is finished by the command that was printed.
      for (let tries = 0; exit === 3 && tries < 5; tries++) {
        const [, command = ""] = /^ {2}(apigw resume \S+ --back.*)$/m.exec(trail.join("\n")) ?? [];
        expect(command, run.stderr).not.toBe("");
        const back = await place.run([...words(command), ...(tries > 1 ? ["--force"] : [])], {
          hurried: true,
        });
        trail.push(back.stderr);
        exit = back.exit === 0 ? 1 : back.exit === 3 || back.exit === 1 ? 3 : back.exit;
      }
      ends[run.exit] = (ends[run.exit] ?? 0) + 1;
      expect([0, 1, 4, 6, 7, 2], trail.join("\n---\n")).toContain(exit);
      if (run.exit === 0) wanted.set(key, line.includes("delete-method") ? undefined : name);
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, (_, n) => worker(n)));
  faults.length = 0;
  console.log(`${OPERATIONS} operations, by exit code: ${JSON.stringify(ends)}`);
  await judge(place, wanted);
}, 3_600_000);

async function judge(place: Place, wanted: ReadonlyMap<string, string | undefined>): Promise<void> {
  const resources = (await place.account.dump()).apis.petstore?.resources ?? {};
  for (const [path, { methods }] of Object.entries(resources).filter(([path]) => path.startsWith("/shared")))
    for (const [verb, method] of Object.entries(
      methods as Record<string, { operationName?: string; methodIntegration?: object }>,
    )) {
      expect(method.methodIntegration, `${verb} ${path} is half-made`).toBeDefined();
      expect(method.operationName, `${verb} ${path}`).toBe(wanted.get(`${verb} ${path}`));
    }
  for (const [key, name] of wanted) {
    const [verb = "", path = ""] = key.split(" ");
    const method = (resources[path]?.methods as Record<string, { operationName?: string }> | undefined)?.[
      verb
    ];
    expect(method?.operationName, key).toBe(name);
  }
  const open = readdirSync(join(place.folder, ".local/state/apigw/runs/open"));
  expect(open).toEqual([]);
}
