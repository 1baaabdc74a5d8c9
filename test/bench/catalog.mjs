// What the service catalog holds, and how long it takes to read: each figure in a process of its own, as the first
// look-up of a run.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url);
const at = (path) => fileURLToPath(new URL(path, root));
// Beside the facts of the built package, where it reads them as an installed one does.
const bundle = at("dist/bench-catalog.mjs");
await build({
  stdin: {
    contents:
      'export { serviceOf, serviceIds, findService } from "./service.ts"; export { listActions, findAction } from "./action.ts";',
    resolveDir: at("src/catalog"),
    loader: "ts",
  },
  outfile: bundle,
  bundle: true,
  format: "esm",
  platform: "node",
  logLevel: "warning",
});

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

function measure(code) {
  const script = `const c = await import(${JSON.stringify(`file://${bundle}`)}); const start = performance.now(); ${code}; console.log(performance.now() - start);`;
  const times = Array.from({ length: 9 }, () =>
    Number(spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).stdout),
  );
  return `${median(times).toFixed(2)} ms`;
}

try {
  const { serviceIds, serviceOf, listActions } = await import(bundle);
  const ids = serviceIds();
  const actions = ids.reduce((sum, id) => sum + listActions(serviceOf(id)).length, 0);
  const folder = at("dist/facts");
  const sizes = readdirSync(folder).map((name) => statSync(`${folder}/${name}`).size);
  console.log(
    `\nService catalog: ${ids.length} services, ${actions} actions, ${sizes.length} files, ${(sizes.reduce((a, b) => a + b, 0) / 1024).toFixed(0)} KiB (median ${median(sizes)} bytes)`,
  );
  console.log(`  the index, to find a service by name   ${measure('c.findService("sqs")')}`);
  console.log(
    `  one service and one of its actions      ${measure('c.findAction(c.serviceOf("dynamodb"), "PutItem")')}`,
  );
  console.log(`  the largest (ec2)                       ${measure('c.listActions(c.serviceOf("ec2"))')}`);
  console.log(
    `  all of them                             ${measure("for (const id of c.serviceIds()) c.listActions(c.serviceOf(id))")}`,
  );
} finally {
  rmSync(bundle, { force: true });
}
