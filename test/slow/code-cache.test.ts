import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BIN } from "./served.ts";

// V8 runs what it finds in the code cache: of each case it is seen whether code that was planted there runs.

const DIST = join(BIN, "../../dist");
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
const MONTHS_AGO = new Date(Date.now() - 60 * 24 * 3_600_000);

/** A pack whose `apigw.js` says "planted" and no more: of a source V8 looks at nothing but the length. */
function plantedPack(): Buffer {
  const { length } = readFileSync(join(DIST, "apigw.js"), "utf8");
  const source = '(function () { process.stdout.write("planted\\n"); })'.padEnd(length);
  // In a process of its own: V8 takes no code of a process that has other flags.
  const compile =
    "process.stdout.write(new vm.Script(require('node:fs').readFileSync(0, 'utf8')).createCachedData())";
  const code = execFileSync(process.execPath, ["-e", compile], { input: source, env: {} });
  const name = Buffer.from("apigw.js");
  const head = Buffer.alloc(12);
  for (const [i, value] of [1, name.length, code.length].entries()) head.writeUInt32LE(value, i * 4);
  const half = Buffer.concat([head, name, code]);
  return Buffer.concat([half, half]);
}

let planted: Buffer;
let folder: string;
let cache: string;
beforeAll(() => {
  planted = plantedPack();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-code-"));
  cache = join(folder, "above", "cache");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const code = () => join(cache, "apigw", "code");
const build = () => {
  const [name = ""] = readdirSync(code()).filter((one) =>
    one.startsWith(readFileSync(join(DIST, "build.txt"), "utf8")),
  );
  return join(code(), name);
};
const pack = () => join(build(), "help.bin");

function run(env: Readonly<Record<string, string>> = {}): string {
  const ran = spawnSync(process.execPath, [BIN, "--help"], {
    env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: cache, ...env },
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(ran).toMatchObject({ status: 0, signal: null, stderr: "" });
  return ran.stdout;
}
/** What stands below a folder, links not followed, with all that a write would change. */
const tree = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => [name, lstatSync(join(path, name)).mtimeMs, lstatSync(join(path, name)).ino]);
/** Moves something away and leaves a link to it. */
function linked(path: string): string {
  const away = join(folder, "away");
  renameSync(path, away);
  symlinkSync(away, path);
  return away;
}
function plant(): void {
  run();
  writeFileSync(pack(), planted);
  // Without this no test below would say anything.
  expect(run()).toBe("planted\n");
}

describe("code that others may have planted is not run", () => {
  const folders: readonly (readonly [string, () => string])[] = [
    ["the build's folder", build],
    ["code/", code],
    ["apigw/", () => dirname(code())],
    ["the cache folder", () => cache],
    ["the folder above", () => dirname(cache)],
  ];

  const modes = folders.flatMap(([name, path]) =>
    ["777", "770", "702"].map((mode) => [name, mode, path] as const),
  );
  it.each(modes)("%s is open to others: %s", (_, mode, path) => {
    plant();
    chmodSync(path(), mode);
    const before = tree(folder);
    expect(run()).toContain("create-method");
    expect(tree(folder)).toEqual(before);
  });

  it.skipIf(!asRoot).each(folders)("%s is another user's", (_, path) => {
    plant();
    chownSync(path(), NOBODY, NOBODY);
    const before = tree(folder);
    expect(run()).toContain("create-method");
    expect(tree(folder)).toEqual(before);
  });

  it.each(folders.slice(0, 3))("%s is a link", (_, path) => {
    plant();
    linked(path());
    const before = tree(folder);
    expect(run()).toContain("create-method");
    expect(tree(folder)).toEqual(before);
  });

  it("a sticky folder is not enough below the cache folder", () => {
    plant();
    chmodSync(code(), 0o1777);
    expect(run()).toContain("create-method");
  });

  it("the cache folder is a link to where others may write", () => {
    plant();
    const away = join(folder, "open", "cache");
    mkdirSync(dirname(away));
    renameSync(cache, away);
    symlinkSync(away, cache);
    expect(run()).toBe("planted\n");
    chmodSync(dirname(away), 0o777);
    for (const name of [cache, `${cache}/`, `${cache}//.`]) {
      expect(run({ XDG_CACHE_HOME: name })).toContain("create-method");
    }
  });

  it.each(["666", "620"])("the file is open to others: %s", (mode) => {
    plant();
    chmodSync(pack(), mode);
    expect(run()).toContain("create-method");
    // In a folder of ours it is made anew.
    expect(lstatSync(pack()).mode & 0o777).toBe(0o600);
    expect(readFileSync(pack())).not.toEqual(planted);
  });

  it.skipIf(!asRoot)("the file is another user's", () => {
    plant();
    chownSync(pack(), NOBODY, NOBODY);
    expect(run()).toContain("create-method");
    expect(lstatSync(pack()).uid).toBe(process.getuid?.());
  });

  it("the file is a link", () => {
    plant();
    const away = linked(pack());
    expect(run()).toContain("create-method");
    expect(lstatSync(pack()).isFile()).toBe(true);
    expect(readFileSync(away)).toEqual(planted);
  });

  it("the file is a pipe that nobody writes to", () => {
    plant();
    unlinkSync(pack());
    execFileSync("mkfifo", ["-m", "600", pack()]);
    expect(run()).toContain("create-method");
    expect(lstatSync(pack()).isFile()).toBe(true);
  });
});

describe("code is kept", () => {
  it("where the cache folder is a link of the user's", () => {
    plant();
    linked(cache);
    expect(run()).toBe("planted\n");
  });

  it("where a link leads to the cache folder", () => {
    plant();
    linked(dirname(cache));
    expect(run()).toBe("planted\n");
    rmSync(join(cache, "apigw"), { recursive: true });
    run();
    expect(existsSync(pack())).toBe(true);
  });

  it("in a sticky folder, as /tmp", () => {
    plant();
    chmodSync(cache, 0o1777);
    expect(run()).toBe("planted\n");
  });

  it("in folders that are made for their user alone", () => {
    run();
    for (const path of [dirname(cache), cache, dirname(code()), code(), build()])
      expect(lstatSync(path).mode & 0o777).toBe(0o700);
  });

  it("but no folder is made where others may write", () => {
    mkdirSync(dirname(cache));
    chmodSync(dirname(cache), 0o777);
    run();
    expect(readdirSync(dirname(cache))).toEqual([]);
  });

  it("but nothing is made behind a link that leads nowhere", () => {
    symlinkSync(join(folder, "nowhere"), join(folder, "above"));
    run();
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });
});

describe("what is old", () => {
  const OLD = `${"0123456789abcdef".repeat(2).slice(0, 24)}-11.3.244.8-node.38-x64`;
  /** Files of these names in a folder of that name, all of them old. */
  function old(path: string, ...names: readonly string[]): void {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    for (const name of names) writeFileSync(join(path, name), "old");
    for (const name of [...names, "."]) lutimesSync(join(path, name), MONTHS_AGO, MONTHS_AGO);
  }
  /** The next run writes, and with that looks for what is old. */
  function runAndWrite(): void {
    rmSync(pack(), { force: true });
    run();
    expect(existsSync(pack())).toBe(true);
  }
  beforeEach(() => {
    run();
  });

  it("of ours goes, with what a run that was killed left", () => {
    const other = OLD.replace("x64", "arm64");
    old(join(code(), OLD), "help.bin", "create-method+client.bin", "help.bin.4711");
    old(join(code(), other));
    old(join(code(), OLD.replace("-node.38", "")), "help.bin");
    runAndWrite();
    expect(readdirSync(code())).toEqual([readdirSync(code()).find((name) => build().endsWith(name))]);
  });

  it("of ours stays for a month", () => {
    mkdirSync(join(code(), OLD));
    runAndWrite();
    expect(existsSync(join(code(), OLD))).toBe(true);
  });

  it("of others stays, and what stands in it", () => {
    const names = ["notes", `${OLD}.bak`, `x${OLD}`, OLD.slice(1), "0123456789abcdef01234567"];
    for (const name of names) old(join(code(), name), "help.bin");
    writeFileSync(join(code(), "thesis.txt"), "");
    lutimesSync(join(code(), "thesis.txt"), MONTHS_AGO, MONTHS_AGO);
    runAndWrite();
    for (const name of [...names.map((one) => `${one}/help.bin`), "thesis.txt"])
      expect(existsSync(join(code(), name)), name).toBe(true);
  });

  it("of others stays in a folder of ours", () => {
    const names = ["thesis.txt", "help.bin.bak", "bin", "help.bin.4711x"];
    old(join(code(), OLD), "help.bin", ...names);
    mkdirSync(join(code(), OLD, "folder.bin"));
    symlinkSync(join(code(), OLD, "thesis.txt"), join(code(), OLD, "link.bin"));
    lutimesSync(join(code(), OLD), MONTHS_AGO, MONTHS_AGO);
    runAndWrite();
    expect(readdirSync(join(code(), OLD)).sort()).toEqual([...names, "folder.bin", "link.bin"].sort());
  });

  it("stays behind a link of the name of a build", () => {
    const away = join(folder, "away");
    old(away, "help.bin");
    symlinkSync(away, join(code(), OLD));
    lutimesSync(join(code(), OLD), MONTHS_AGO, MONTHS_AGO);
    runAndWrite();
    expect(readdirSync(away)).toEqual(["help.bin"]);
    expect(lstatSync(join(code(), OLD)).isSymbolicLink()).toBe(true);
  });

  it.each(["code", "apigw"])("stays behind a link for %s/", (name) => {
    old(join(code(), OLD), "help.bin");
    rmSync(pack());
    const away = linked(name === "code" ? code() : dirname(code()));
    const before = tree(away);
    run();
    expect(tree(away)).toEqual(before);
  });

  it("stays where others may write", () => {
    old(join(code(), OLD), "help.bin");
    rmSync(pack());
    chmodSync(code(), 0o777);
    const before = tree(cache);
    run();
    expect(tree(cache)).toEqual(before);
  });

  it("stays where a folder of ours is open to others", () => {
    old(join(code(), OLD), "help.bin");
    chmodSync(join(code(), OLD), 0o777);
    runAndWrite();
    expect(readdirSync(join(code(), OLD))).toEqual(["help.bin"]);
  });

  it("keeps no run from writing where it cannot be looked at", () => {
    symlinkSync(join(folder, "nowhere"), join(code(), OLD));
    runAndWrite();
  });
});
