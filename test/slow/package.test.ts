import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

describe("the package", () => {
  let folder: string;
  let packed: Packed;
  let apigw: string;
  const cache = () => join(folder, "cache");

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    execFileSync(process.execPath, [apigw, ...args], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: cache(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 30_000,
    });
  const keptCode = (): string[] =>
    readdirSync(join(cache(), "apigw", "code"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".bin"))
      .map((file) => join(cache(), "apigw", "code", file));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "apigw-package-"));
    // The build is there: it was made before these tests.
    const out = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    [packed] = JSON.parse(out) as [Packed];
    execFileSync(
      "npm",
      ["install", "--global", "--offline", "--prefix", join(folder, "prefix"), join(folder, packed.filename)],
      { stdio: "ignore" },
    );
    apigw = join(folder, "prefix", "bin", "apigw");
    console.log(
      `${packed.filename}: ${packed.files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("holds what runs, and nothing of its making", () => {
    const others = packed.files
      .map(({ path }) => path)
      .filter(
        (path) =>
          !/^(?:bin|dist|completions|man)\/|^(?:package\.json|README\.md|CHANGELOG\.md|THIRD-PARTY-NOTICES|LICENSE)$/.test(
            path,
          ),
      );
    expect(others).toEqual([]);
    expect(packed.files.filter(({ path }) => /\.(?:ts|map|mjs)$|\.test\./.test(path))).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(dependencies).toBeUndefined();
  });

  it("runs from an empty prefix", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(run(["--version"])).toBe(`${version}\n`);
    expect(run(["--help"])).toContain("create-method");
    const made = run(
      [
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
      ],
      { XDG_STATE_HOME: folder },
    );
    expect(made).toContain("Created POST /pets of petstore");
  });

  it("keeps compiled code for its user alone, and starts without it where it is broken", () => {
    const help = run(["--help"]);
    const [file = ""] = keptCode().filter((one) => one.endsWith("help.bin"));
    const whole = readFileSync(file);
    expect(readdirSync(join(cache(), "apigw")).length).toBeGreaterThan(0);
    const broken = [
      Buffer.alloc(0),
      whole.subarray(0, 1000),
      whole.subarray(0, whole.length / 2),
      Buffer.alloc(whole.length),
      Buffer.alloc(whole.length, 0xff),
      Buffer.from("nonsense"),
      ...Array.from({ length: 60 }, (_, i) => {
        const copy = Buffer.from(whole);
        copy[Math.floor((i * whole.length) / 60)]! ^= 1 << (i % 8);
        return copy;
      }),
    ];
    // Whole, though copied here: it is as good as before.
    writeFileSync(file, whole);
    expect(run(["--help"])).toBe(help);
    expect(readFileSync(file)).toEqual(whole);
    for (const bytes of broken) {
      writeFileSync(file, bytes);
      expect(run(["--help"])).toBe(help);
      // What was broken was made anew.
      expect(readFileSync(file).length).toBeGreaterThan(1000);
    }
  });

  it("starts where nothing can be kept", () => {
    writeFileSync(join(folder, "in-the-way"), "");
    expect(run(["--help"], { XDG_CACHE_HOME: join(folder, "in-the-way") })).toContain("create-method");
    expect(run(["--help"], { XDG_CACHE_HOME: "/proc/nowhere" })).toContain("create-method");
    expect(run(["--help"], { APIGW_CODE_CACHE: "0" })).toContain("create-method");
  });
});
