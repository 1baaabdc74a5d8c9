import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

// As far as it can be checked without GitHub.

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly name?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly steps: readonly Step[];
        readonly permissions?: Readonly<Record<string, string>>;
        readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
      }
    >
  >;
}

const FILES = readdirSync(join(root, ".github/workflows"));
const workflow = (file: string) => parse(read(`.github/workflows/${file}`)) as Workflow;

describe.each(FILES)("%s", (file) => {
  const { on, permissions, jobs } = workflow(file);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test("may read and no more, but for what a job says", () => {
    expect(on).toBeDefined();
    expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs))
      if (job.permissions) expect(job.permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  test("pins actions by their commit, and keeps no credentials", () => {
    for (const { uses, with: options } of steps.filter((step) => step.uses)) {
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      if (uses?.startsWith("actions/checkout@")) expect(options?.["persist-credentials"]).toBe(false);
    }
  });

  test("takes no text of others into a shell", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  test("runs scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json"));
    for (const { run = "" } of steps)
      for (const [, name = ""] of run.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(name);
  });
});

test("CI tries each system with each Node that the package takes, and .ci/run", () => {
  const { jobs } = workflow("ci.yml");
  expect(jobs.test?.strategy?.matrix).toEqual({
    os: ["ubuntu-latest", "macos-latest", "windows-latest"],
    node: [20, 22, 24],
  });
  expect(jobs.everything?.steps.some(({ run }) => run === ".ci/run")).toBe(true);
  expect(read(".ci/run")).toContain("npm cit");
});

test("issue forms are forms", () => {
  for (const file of readdirSync(join(root, ".github/ISSUE_TEMPLATE"))) {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${file}`));
    if (file === "config.yml") expect(form).toEqual({ blank_issues_enabled: false });
    else {
      expect(form.name && form.description).toBeTruthy();
      for (const { type, attributes } of form.body) {
        expect(["textarea", "input"]).toContain(type);
        expect(attributes.label).toBeTruthy();
      }
    }
  }
});
