import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BIN, type Served, startSandbox } from "./served.ts";

// What another user put where a cache or a state is looked for is neither believed nor run nor deleted, and is named.

const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;

let folder: string;
let served: Served;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "apigw-planted-"));
  served = await startSandbox();
});
afterEach(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cache = () => join(folder, "cache", "apigw");
const state = () => join(folder, "state", "apigw", "sandbox.json");

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: "utf8",
    timeout: 30_000,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_STATE_HOME: join(folder, "state"),
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "sandbox",
      AWS_SECRET_ACCESS_KEY: "sandbox",
      AWS_ENDPOINT_URL: served.url,
      ...env,
    },
  });
  expect(signal).toBe(null);
  return { status, stdout, stderr };
}
const check = () => run(["check-method", "--api", "petstore", "--all"]);
const create = () =>
  run([
    "create-method",
    "--sandbox",
    "--api",
    "petstore",
    "--resource",
    "/pets",
    "--method",
    "POST",
    "--integration",
    "mock",
  ]);

/** All that stands below a folder, links not followed. */
const tree = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => [name, lstatSync(join(path, name)).mtimeMs, lstatSync(join(path, name)).ino]);

const PLANTED: readonly (readonly [string, (path: string) => void, boolean])[] = [
  [
    "another user's folder",
    (path) => {
      mkdirSync(path, { recursive: true });
      chownSync(path, NOBODY, NOBODY);
    },
    true,
  ],
  [
    "a folder that others may write to",
    (path) => {
      mkdirSync(path, { recursive: true });
      chmodSync(path, 0o777);
    },
    false,
  ],
  [
    "a link",
    (path) => {
      mkdirSync(dirname(path), { recursive: true });
      mkdirSync(join(folder, "elsewhere"));
      symlinkSync(join(folder, "elsewhere"), path);
    },
    false,
  ],
  [
    "below a folder that others may write to",
    (path) => {
      mkdirSync(path, { recursive: true });
      chmodSync(dirname(path), 0o777);
    },
    false,
  ],
  [
    "below another user's folder",
    (path) => {
      mkdirSync(path, { recursive: true });
      chownSync(dirname(path), NOBODY, NOBODY);
    },
    true,
  ],
];
const possible = PLANTED.filter(([, , needsRoot]) => asRoot || !needsRoot);

describe("the cache folder is", () => {
  test.each(possible)("%s: nothing is read, written or deleted there, and it is named", (_, plant) => {
    plant(cache());
    mkdirSync(join(folder, "list"));
    writeFileSync(join(folder, "list", "apis.json"), "{}");
    if (existsSync(cache()) && !lstatSync(cache()).isSymbolicLink())
      renameSync(join(folder, "list"), join(cache(), "live"));
    const before = tree(folder);
    const ran = check();
    expect(ran.status, ran.stderr).toBeLessThan(2);
    expect(ran.stderr).toMatch(new RegExp(`^Note: nothing is kept.*${join(folder, "cache")}`, "m"));
    // TAB says nothing, and offers what it can without.
    const tab = run(["__complete", "bash", "apigw check-method --api pet", ""]);
    expect(tab).toMatchObject({ status: 0, stderr: "" });
    expect(tree(folder)).toEqual(before);
  });

  test("the user's own: it is used", () => {
    expect(check().stderr).not.toContain("nothing is kept");
    expect(existsSync(cache())).toBe(true);
  });

  test("holding a pipe where a list is looked for: nobody waits for it", () => {
    const line = ["__complete", "bash", "apigw check-method --api pet", ""];
    run(line);
    const lists = readdirSync(cache(), { recursive: true, encoding: "utf8" }).filter((name) =>
      /apis\.json/.test(name),
    );
    expect(lists.length).toBeGreaterThan(0);
    for (const name of lists) {
      const file = join(cache(), name.replace(/\.asked$/, ""));
      rmSync(file, { force: true });
      execFileSync("mkfifo", [file]);
      expect(run(line).status).toBe(0);
    }
  });
});

describe("the sandbox's state is", () => {
  test.each(possible)("in %s: it is refused, named, and left as it is", (_, plant) => {
    plant(dirname(state()));
    const before = tree(folder);
    const ran = create();
    expect(ran).toMatchObject({ status: 1, stdout: "" });
    expect(ran.stderr).toContain("The sandbox's state cannot be trusted");
    expect(ran.stderr).toContain(join(folder, "state"));
    const without = (all: typeof before) => all.filter(([name]) => !String(name).startsWith("cache"));
    expect(without(tree(folder))).toEqual(without(before));
  });

  test.skipIf(!asRoot)("another user's file, or their link", () => {
    mkdirSync(dirname(state()), { recursive: true, mode: 0o700 });
    chmodSync(join(folder, "state"), 0o755);
    writeFileSync(state(), "{}");
    chownSync(state(), NOBODY, NOBODY);
    expect(create()).toMatchObject({ status: 1, stdout: "" });
    rmSync(state());
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, "theirs.json"), "{}");
    execFileSync("chown", [String(NOBODY), dirname(state())]);
    spawnSync("ln", ["-s", join(folder, "theirs.json"), state()], { uid: NOBODY });
    execFileSync("chown", ["0", dirname(state())]);
    expect(lstatSync(state())).toMatchObject({ uid: NOBODY });
    chownSync(join(folder, "theirs.json"), NOBODY, NOBODY);
    expect(create()).toMatchObject({ status: 1, stdout: "" });
    expect(lstatSync(join(folder, "theirs.json")).size).toBe(2);
  });

  test("a pipe: nobody waits for it, named or not", () => {
    mkdirSync(dirname(state()), { recursive: true, mode: 0o700 });
    execFileSync("mkfifo", [state()]);
    expect(create()).toMatchObject({ status: 1, stdout: "" });
    const named = run([
      "test-method",
      "--sandbox",
      "--sandbox-state",
      state(),
      "--api",
      "petstore",
      "--resource",
      "/pets",
      "--method",
      "GET",
    ]);
    expect(named).toMatchObject({ status: 1, stdout: "" });
    expect(named.stderr).toContain("is no file");
    expect(lstatSync(state()).isFIFO()).toBe(true);
  });

  test.skipIf(!asRoot)("a real second user's program finds nothing of the first one's to write to", () => {
    expect(create().status).toBe(0);
    chmodSync(folder, 0o755);
    const theirs = spawnSync("sh", ["-c", `cat '${state()}' || echo x > '${state()}'`], {
      uid: NOBODY,
      gid: NOBODY,
      encoding: "utf8",
    });
    expect(theirs.stdout).toBe("");
    expect(create().status).toBe(1);
  });
});
