import { chmodSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CHANGES, CREATE, given, HTTP, ok, standing } from "./changes.ts";
import { freshPlace, type Place } from "./run.ts";
import { words } from "./words.ts";

const AT = "--api petstore --resource '/a/{b}'";

const openRuns = (place: Place): string[] => {
  try {
    return readdirSync(join(place.folder, ".local/state/apigw/runs/open"));
  } catch {
    return [];
  }
};
const endedRuns = (place: Place): string[] =>
  readdirSync(join(place.folder, ".local/state/apigw/runs/ended"));

describe("undo", () => {
  test.each(Object.entries(CHANGES).filter(([name]) => !name.startsWith("undo")))(
    "%s: all is as it was",
    async (_, change) => {
      const place = await given(change);
      const before = await standing(place);
      ok(await place.run(change.line));
      expect(await standing(place)).not.toEqual(before);
      const after = await standing(place);
      ok(await place.run("apigw undo --yes"));
      expect(await standing(place)).toEqual(before);
      // An undo is a run itself.
      const name = endedRuns(place).at(-1)?.replace(".jsonl", "") ?? "";
      ok(await place.run(`apigw undo ${name} --yes`));
      expect(await standing(place)).toEqual(after);
      expect(openRuns(place)).toEqual([]);
    },
  );

  test("needs --yes where nobody can be asked, and a dry run sends nothing", async () => {
    const place = await given({ given: CREATE });
    expect(await place.run("apigw undo")).toMatchObject({ exit: 2, writes: [] });
    const dry = ok(await place.run("apigw undo --dry-run"));
    expect(dry.writes).toEqual([]);
    expect(dry.stdout).toContain("DeleteMethod");
  });

  test("where nothing is left here, the last run elsewhere is named, and how to reach it", async () => {
    const place = await given({ given: CREATE });
    const run = await place.run("apigw undo --yes --region eu-west-1");
    expect(run).toMatchObject({ exit: 5, writes: [] });
    expect(run.stderr).toMatch(
      /^No run is left to be undone in eu-west-1.*Of the last one elsewhere, .*it was in us-east-1: add --region us-east-1\.$/m,
    );
  });

  test("a colleague's edit of another field stays; one of the same is named and stays", async () => {
    const place = await given({ given: HTTP });
    ok(
      await place.run(
        "apigw update-method --api petstore --resource /pets --method POST --operation-name mine --timeout 5000",
      ),
    );
    const at = { restApiId: place.apiId, resourceId: await idOf(place, "/pets"), httpMethod: "POST" };
    await place.account.gateway.updateIntegration({
      ...at,
      patchOperations: [{ op: "replace", path: "/timeoutInMillis", value: "7000" }],
    });
    await place.account.gateway.updateMethod({
      ...at,
      patchOperations: [{ op: "replace", path: "/apiKeyRequired", value: "true" }],
    });
    const run = await place.run("apigw undo --yes");
    expect(run.exit, run.stderr).toBe(6);
    expect(run.stderr).toContain("timeoutInMillis since; that stays");
    const method = await place.account.gateway.getMethod(at);
    expect(method).toMatchObject({ apiKeyRequired: true, methodIntegration: { timeoutInMillis: 7000 } });
    expect(method.operationName).toBeUndefined();
  });

  test("--force overwrites what somebody else changed", async () => {
    const place = await given({ given: HTTP });
    ok(await place.run("apigw update-method --api petstore --resource /pets --method POST --timeout 5000"));
    const at = { restApiId: place.apiId, resourceId: await idOf(place, "/pets"), httpMethod: "POST" };
    await place.account.gateway.updateIntegration({
      ...at,
      patchOperations: [{ op: "replace", path: "/timeoutInMillis", value: "7000" }],
    });
    ok(await place.run("apigw undo --yes --force"));
    const method = await place.account.gateway.getMethod(at);
    expect(method.methodIntegration?.timeoutInMillis).toBe(29000);
  });

  test("what a later run changed is to be undone first", async () => {
    const place = await given({ given: CREATE });
    const [first = ""] = endedRuns(place);
    ok(await place.run(`apigw update-method ${AT} --method GET --timeout 5000`));
    const refused = await place.run(`apigw undo ${first.replace(".jsonl", "")} --yes`);
    expect(refused).toMatchObject({ exit: 6, writes: [] });
    expect(refused.stderr).toContain("Undo that first: apigw undo ");
    ok(await place.run("apigw undo --yes"));
    ok(await place.run("apigw undo --yes"));
    expect(await place.run("apigw undo --yes")).toMatchObject({ exit: 5, writes: [] });
  });

  test("a permission stays where a stage was deployed since", async () => {
    const place = await given({ given: CREATE });
    await place.account.gateway.createDeployment({ restApiId: place.apiId, stageName: "live" });
    const run = ok(await place.run("apigw undo --yes"));
    expect(run.writes.map(({ operation }) => operation)).not.toContain("RemovePermission");
    expect(run.stderr).toMatch(/stays: live was deployed since[\s\S]*aws lambda remove-permission/);
  });

  test("a run of another Region, endpoint or API is refused", async () => {
    const place = await given({ given: CREATE });
    const [first = ""] = endedRuns(place);
    const name = first.replace(".jsonl", "");
    const region = await place.run(`apigw undo ${name} --yes --region eu-west-1`);
    expect(region).toMatchObject({ exit: 6, writes: [] });
    expect(region.stderr).toContain("add --region us-east-1");
    const sandbox = await place.run(`apigw undo ${name} --yes --sandbox`);
    expect(sandbox).toMatchObject({ exit: 6, writes: [] });
    await place.account.gateway.deleteRestApi({ restApiId: place.apiId });
    const gone = await place.run(`apigw undo ${name} --yes`);
    expect(gone).toMatchObject({ exit: 6, writes: [] });
    expect(gone.stderr).toContain("is gone");
  });

  test("a sandbox that was made anew is another", async () => {
    const place = await freshPlace();
    const sandbox = "--sandbox --sandbox-state made-anew.json";
    ok(await place.run(`${HTTP} ${sandbox}`));
    const [first = ""] = endedRuns(place);
    const { rmSync } = await import("node:fs");
    rmSync("made-anew.json", { force: true });
    const run = await place.run(`apigw undo ${first.replace(".jsonl", "")} --yes ${sandbox}`);
    expect(run.exit, run.stderr).toBe(6);
    expect(run.stderr).toContain("made anew");
    rmSync("made-anew.json", { force: true });
  });
});

const idOf = async (place: Place, path: string): Promise<string> =>
  (await place.account.dump()).apis.petstore?.resources[path]?.id ?? "";

describe("a run that is killed", () => {
  const cases = Object.entries(CHANGES).flatMap(([name, change]) =>
    // Early and late; the proof "kill" has every moment.
    [1, 3].flatMap((write) => [true, false].map((effect) => ({ name, change, write, effect }))),
  );

  test.each(cases)(
    "$name, at write $write, effect $effect: back, and on",
    async ({ change, write, effect }) => {
      const place = await given(change);
      const before = await standing(place);
      const clean = await given(change);
      const writes = ok(await clean.run(change.line)).writes.length;
      if (write > writes) return;
      const wanted = await standing(clean);

      await place.cutOff(change.line, { write, effect });
      const [open = ""] = openRuns(place);
      const name = open.replace(".jsonl", "");
      const listed = ok(await place.run("apigw history --output json"));
      expect(JSON.parse(listed.stdout).runs.at(-1)).toMatchObject({ run: name, how: "interrupted" });
      ok(await place.run(`apigw history ${name}`));

      const back = await place.run(`apigw resume ${name} --back`);
      if (back.exit === 3) {
        // What may be somebody else's stays, and is named.
        expect(back.stderr).toContain("may be somebody else's");
        expect(back.stderr).toContain("--force");
        ok(await place.run(`apigw resume ${name} --back --force`));
      } else ok(back);
      expect(await standing(place)).toEqual(before);
      expect(openRuns(place)).toEqual([]);
      ok(await place.run(change.line));
      expect(await standing(place)).toEqual(wanted);
    },
  );

  test("the next run on the same things stops; one on others of the API says it and goes on", async () => {
    const place = await given({});
    // The second resource, the validator or the method: the statement goes beside them.
    await place.cutOff(CREATE, { write: 6, effect: true });
    const [open = ""] = openRuns(place);
    const name = open.replace(".jsonl", "");
    const same = await place.run(`apigw delete-method ${AT} --method GET --yes`);
    expect(same, same.stderr).toMatchObject({ exit: 6, writes: [], stdout: "" });
    expect(same.stderr).toContain("was interrupted: it left");
    expect(same.stderr).toContain(`apigw resume ${name} --back --region us-east-1`);
    const other = ok(await place.run(HTTP));
    expect(other.stderr).toContain(`run ${name}`);
    ok(await place.run(`apigw resume ${name}`));
    ok(await place.run(`apigw update-method ${AT} --method GET --operation-name mine`));
  });

  test("which of them is meant is asked at a terminal, and said elsewhere", async () => {
    const place = await given({});
    await place.cutOff(CREATE, { write: 6, effect: true });
    ok(await place.run(HTTP));
    expect(await place.run("apigw resume")).toMatchObject({ exit: 2, writes: [] });
    const run = await place.sit("apigw resume --yes", async (person) => {
      await person.sees("? Run:");
      await person.sees("create-method: ");
      person.enter();
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(openRuns(place)).toEqual([]);
    const none = await place.sit("apigw resume", async () => {});
    expect(none).toMatchObject({ exit: 2, writes: [] });
  });

  test("one whose work somebody finished by hand is let go", async () => {
    const place = await given({ given: HTTP });
    const line = "apigw update-method --api petstore --resource /pets --method POST --operation-name other";
    await place.cutOff(line, { write: 1, effect: false });
    expect(openRuns(place)).toHaveLength(1);
    ok(await place.run(line));
    expect(openRuns(place)).toEqual([]);
  });

  test.each(cases)("$name, at write $write, effect $effect: on", async ({ change, write, effect }) => {
    const place = await given(change);
    const clean = await given(change);
    const writes = ok(await clean.run(change.line)).writes.length;
    if (write > writes) return;
    await place.cutOff(change.line, { write, effect });
    const [open = ""] = openRuns(place);
    ok(await place.run(`apigw resume ${open.replace(".jsonl", "")}`));
    expect(await standing(place)).toEqual(await standing(clean));
    expect(openRuns(place)).toEqual([]);
    // What may be somebody else's stays.
    expect([0, 3, 5]).toContain((await place.run("apigw undo --yes")).exit);
  });
});

describe("the journal", () => {
  test("is this user's own, holds no credentials, and is written before the call", async () => {
    const place = await freshPlace();
    let seen = "";
    ok(
      await place.run(HTTP, {
        async meanwhile({ operation }) {
          if (operation === "PutMethod") {
            const [open = ""] = openRuns(place);
            seen = readFileSync(join(place.folder, ".local/state/apigw/runs/open", open), "utf8");
          }
        },
      }),
    );
    expect(seen.trimEnd().split("\n").at(-1)).toContain('"line":"send"');
    const [name = ""] = endedRuns(place);
    const file = join(place.folder, ".local/state/apigw/runs/ended", name);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(place.folder, ".local/state/apigw/runs/ended")).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, "utf8")).not.toMatch(/AKIA|wJalr/);
  });

  test.each(["0", "false", "off"])(
    "APIGW_JOURNAL=%s keeps none; a folder that cannot be used is said, and the run goes on",
    async (off) => {
      const place = await freshPlace();
      ok(await place.run(HTTP, { env: { APIGW_JOURNAL: off } }));
      expect(openRuns(place)).toEqual([]);
      expect(() => endedRuns(place)).toThrow();
      const { mkdirSync } = await import("node:fs");
      mkdirSync(join(place.folder, ".local/state/apigw/runs/open"), { recursive: true });
      chmodSync(join(place.folder, ".local/state/apigw/runs/open"), 0o777);
      const run = ok(await place.run(CREATE));
      expect(run.stderr).toContain("not journalled");
    },
  );

  test("a line that was not finished, and a file that is none, are no hindrance", async () => {
    const place = await given({ given: CREATE });
    const { appendFileSync, writeFileSync } = await import("node:fs");
    const folder = join(place.folder, ".local/state/apigw/runs/ended");
    const [name = ""] = endedRuns(place);
    appendFileSync(join(folder, name), '{"line":"send","ca');
    writeFileSync(join(folder, "20200101-000000000-aaaa.jsonl"), "not json");
    const listed = ok(await place.run("apigw history"));
    expect(listed.stdout).toContain("unreadable");
    ok(await place.run("apigw undo --yes"));
  });

  test("what is no run is said", async () => {
    const place = await freshPlace();
    expect(await place.run("apigw undo nothing --yes")).toMatchObject({
      exit: 5,
      calls: [expect.anything()],
    });
    expect(await place.run("apigw resume")).toMatchObject({ exit: 2, calls: [] });
    expect(await place.run("apigw history nothing")).toMatchObject({ exit: 5, calls: [] });
    expect(words("a")).toEqual(["a"]);
  });
});
