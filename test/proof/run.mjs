// Runs a proof: `npm run proof -- NAME [arguments]`. A proof is a script in this folder that says what it did and
// leaves with 1 where it does not hold, or a file of tests. With --sample a part of it is run, chosen by the commit.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const here = import.meta.dirname;
const names = readdirSync(here)
  .filter((file) => file.endsWith(".ts") && !["sample.ts", "real-runs.ts"].includes(file))
  .map((file) => file.replace(/(?:\.test)?\.ts$/, ""));
const [name = ""] = process.argv.splice(2, 1);
if (!names.includes(name)) {
  console.error(`There is no proof "${name}"; there are ${names.join(", ")}.`);
  process.exit(2);
}
if (existsSync(join(here, `${name}.test.ts`))) runTests();
else await runScript();

function runTests() {
  const sample = process.argv.includes("--sample");
  const commit = sample ? execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim() : "";
  const vitest = join(here, "../../node_modules/vitest/vitest.mjs");
  const began = Date.now();
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--config", "test/vitest.config.ts", `test/proof/${name}.test.ts`],
    {
      cwd: join(here, "../.."),
      stdio: "inherit",
      env: { ...process.env, APIGW_PROOF: "1", ...(sample ? { APIGW_SAMPLE: `${commit}:60` } : {}) },
    },
  );
  console.log(`${name}: ${((Date.now() - began) / 60_000).toFixed(1)} minutes`);
  process.exitCode = status ?? 1;
}

async function runScript() {
  const { build } = await import("esbuild");
  // In this folder, so that what is imported is found as from the source.
  const folder = mkdtempSync(join(here, ".built-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(here, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    define: { PROOF_FOLDER: JSON.stringify(here) },
    logLevel: "error",
  });
  await import(pathToFileURL(outfile).href);
}
