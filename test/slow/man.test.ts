import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isThere } from "./shell.ts";

const folder = join(import.meta.dirname, "../../man");

test.skipIf(!isThere("groff")).each(readdirSync(folder))("%s is read without a warning", (page) => {
  const { stdout, stderr, status } = spawnSync("groff", ["-man", "-Tutf8", join(folder, page)], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain(page.replace(".1", ""));
});
