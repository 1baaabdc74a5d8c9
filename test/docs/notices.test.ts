import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "THIRD-PARTY-NOTICES"), "utf8");

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/** `name version (licence)`, each on a line. */
const NAMED =
  /^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+\S*) \((MIT|Apache-2\.0|ISC|0BSD|BSD-[23]-Clause)\)$/gm;
/** What the catalog of services is made from. */
const DATA: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, "src/catalog/sources/package.json"), "utf8"),
).dependencies;

const [OF_CODE = "", OF_DATA = ""] = text.split("The catalog of AWS services (dist/facts/)");
const namedIn = (part: string) =>
  [...part.matchAll(NAMED)].map(([, name = "", version = ""]) => ({ name, version }));

describe("the notices", () => {
  test("name each package that stands in the bundle, in its version, and no other", async () => {
    const { bundle } = (await import("../../src/build/bundle.mjs" as string)) as {
      bundle(): Promise<{ metafile: Metafile }>;
    };
    const { metafile } = await bundle();
    const inside = new Set<string>();
    for (const { inputs } of Object.values(metafile.outputs))
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const at = path.lastIndexOf("node_modules/");
        if (at < 0 || bytesInOutput === 0) continue;
        const [first = "", second = ""] = path.slice(at + "node_modules/".length).split("/");
        const folder =
          path.slice(path.indexOf("node_modules/"), at) +
          join("node_modules", first.startsWith("@") ? join(first, second) : first);
        const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
        inside.add(`${name} ${version}`);
      }
    expect(inside.size).toBeGreaterThan(50);
    const code = namedIn(OF_CODE).map(({ name, version }) => `${name} ${version}`);
    expect([...code].sort()).toEqual([...inside].sort());
  }, 120_000);

  test("name where the catalog's data are from, in their versions, and nothing else", () => {
    const named = namedIn(OF_DATA).map(({ name, version }): [string, string] => [name, version]);
    expect(Object.fromEntries(named)).toEqual(DATA);
  });

  test("have the licences' texts, Apache's notice of changes, and NOTICE files", () => {
    for (const words of [
      "Permission is hereby granted, free of charge",
      "Apache License",
      "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION",
      "Permission to use, copy, modify, and",
      "changed by bundling",
      "NOTICE of aws-sdk:",
    ])
      expect(text).toContain(words);
  });

  test("are in the package, with the man pages", () => {
    const { files, man, repository, homepage, bugs } = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    expect(files).toEqual(expect.arrayContaining(["THIRD-PARTY-NOTICES", "CHANGELOG.md", "man"]));
    const pages = readdirSync(join(root, "man")).map((page) => `./man/${page}`);
    expect([...man].sort()).toEqual(pages.sort());
    for (const page of man) expect(readFileSync(join(root, page), "utf8")).toMatch(/^\.TH /);
    // None is invented: they stand there as soon as there is an address, all three.
    expect([repository, homepage, bugs].filter(Boolean).length % 3).toBe(0);
  });
});
