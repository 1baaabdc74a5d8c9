// Bundles src/ into dist/, split so that help and completion load no SDK and no prompts. The chunks become CommonJS,
// each a function for the loader in bin/apigw.js: V8 can keep the compiled code of a script, Node 20 not that of a module.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build, transform } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const here = (path) => new URL(`../${path}`, import.meta.url).pathname;

const { outputFiles } = await build({
  entryPoints: [here("src/apigw.ts")],
  outdir: here("dist"),
  write: false,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // The ES modules of the AWS SDK: they can be shaken, its CommonJS files cannot.
  mainFields: ["module", "main"],
  chunkNames: "[name]-[hash]",
  minifySyntax: true,
  legalComments: "none",
  define: { APIGW_VERSION: JSON.stringify(version) },
  logLevel: "warning",
});

const chunks = await Promise.all(
  outputFiles.map(async ({ path, text }) => {
    const { code } = await transform(text, {
      format: "cjs",
      platform: "node",
      target: "node20.19",
      charset: "ascii",
      supported: { "dynamic-import": false },
      define: { "import.meta.url": "__url" },
      minifyWhitespace: true,
      logLevel: "warning",
    });
    const name = basename(path);
    return { name, code: `(function (exports, require, module, __url) {${code}\n})` };
  }),
);

rmSync(here("dist"), { recursive: true, force: true });
mkdirSync(here("dist"));
const hash = createHash("sha256");
for (const { name, code } of chunks.sort((a, b) => (a.name < b.name ? -1 : 1))) {
  writeFileSync(here(`dist/${name}`), code);
  hash.update(name).update(code);
}
// V8 compares no more than a source's length with what it kept of it: this name tells builds apart.
writeFileSync(here("dist/build.txt"), hash.digest("hex").slice(0, 24));
// The service catalogue: read a file at a time when asked for, so it is no part of the bundle.
cpSync(here("src/catalog/facts"), here("dist/facts"), { recursive: true });
