import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { partitionOf, suffixOf } from "../../src/gateway/names/partition.ts";

// The partitions are the SDK's own: their names, the form of their Regions, and what their hosts end in.

const table = readFileSync(
  join(
    import.meta.dirname,
    "../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js",
  ),
  "utf8",
);
const partitions = [...table.matchAll(/\bid: "(aws[\w-]*)"|"id": "(aws[\w-]*)"/g)].map((found, i, all) => {
  const part = table.slice(found.index, all[i + 1]?.index ?? table.length);
  const regions = part.slice(part.search(/"?regions"?:/));
  return {
    id: found[1] ?? found[2] ?? "",
    suffix: /"?dnsSuffix"?: "([^"]+)"/.exec(part)?.[1],
    regions: [...regions.matchAll(/^\s+"?([a-z]+-[a-z]+-(?:[a-z]+-)?\d+)"?:/gm)].map(
      ([, region = ""]) => region,
    ),
  };
});

test("there are eight", () => expect(partitions.length).toBe(8));

test.each(partitions)("$id", ({ id, suffix, regions }) => {
  expect(suffixOf(id)).toBe(suffix);
  expect(regions.length).toBeGreaterThan(0);
  for (const region of regions) expect(partitionOf(region)).toBe(id);
});
