// Bundles src/ into dist/, split so that help and completion load no SDK and no prompts.
import { cpSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const here = (path) => new URL(`../${path}`, import.meta.url).pathname;

rmSync(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: [here("src/apigw.ts")],
  outdir: here("dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // The ES modules of the AWS SDK: they can be shaken, its CommonJS files cannot.
  mainFields: ["module", "main"],
  chunkNames: "chunks/[name]-[hash]",
  minifySyntax: true,
  legalComments: "none",
  define: { APIGW_VERSION: JSON.stringify(version) },
  // Some bundled packages are CommonJS and call require for Node's own modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  logLevel: "warning",
});
// The service catalogue: read a file at a time when asked for, so it is no part of the bundle.
cpSync(here("src/catalog/facts"), here("dist/facts"), { recursive: true });
