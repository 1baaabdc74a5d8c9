// Bundles src/ into dist/, split so that help and completion load no SDK and no prompts. The chunks become CommonJS
// functions for the loader in bin/apigw.js, and those that are used together stand in one file: V8 can keep the
// compiled code of a script, Node 20 not that of a module, and each file takes its time to be opened.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build, transform } from "esbuild";
import { insteadOfPackages, lazyBuiltins, schemasOfSandbox, shakenSchemas } from "./build-plugins.mjs";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const here = (path) => new URL(`../${path}`, import.meta.url).pathname;

const { outputFiles, metafile } = await build({
  entryPoints: [here("src/apigw.ts")],
  outdir: here("dist"),
  write: false,
  metafile: true,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // The ES modules of the AWS SDK: they can be shaken, its CommonJS files cannot.
  mainFields: ["module", "main"],
  chunkNames: "[name]-[hash]",
  minifySyntax: true,
  plugins: [shakenSchemas, schemasOfSandbox, insteadOfPackages, lazyBuiltins],
  legalComments: "none",
  define: {
    APIGW_VERSION: JSON.stringify(version),
    // Of the web's own interfaces the SDK only asks whether it was given one, which makes Node load them all.
    ReadableStream: "undefined",
    Blob: "undefined",
    "globalThis.crypto": "undefined",
  },
  logLevel: "warning",
});

const chunks = new Map(
  await Promise.all(
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
      return [basename(path), code];
    }),
  ),
);

const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
const fileOf = new Map();
const files = new Map();

/** Puts a chunk and all that it imports at once into one file, but for what stands in another already. */
function fill(file, name) {
  if (fileOf.has(name)) return;
  fileOf.set(name, file);
  files.set(file, [...(files.get(file) ?? []), name]);
  for (const { path, kind } of outputs.get(name).imports)
    if (kind === "import-statement" && chunks.has(basename(path))) fill(file, basename(path));
}

// The usual ones first: what they share stands in their files.
const order = ["src/apigw.ts", "src/cli/complete.ts", "src/cli/live.ts", "src/cli/program.ts"];
const run = [
  "src/cli/create-method/run.ts",
  "src/aws/services/apigateway.ts",
  "src/aws/services/lambda.ts",
  "src/cli/create-method/prepare.ts",
  "src/cli/create-method/carry-out.ts",
];
const entries = [...outputs].filter(([, { entryPoint }]) => entryPoint !== undefined);
for (const wanted of [...order, ...run]) {
  const [name] = entries.find(([, { entryPoint }]) => entryPoint === wanted) ?? [];
  if (name === undefined)
    throw new Error(`${wanted} is no chunk of its own any more: mend the list in src/build.mjs`);
  fill(name, name);
}
for (const [name] of entries) fill(name, name);
for (const name of chunks.keys()) fill(name, name);

rmSync(here("dist"), { recursive: true, force: true });
mkdirSync(here("dist"));
const hash = createHash("sha256");
for (const [file, names] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const functions = names.map(
    (name) => `${JSON.stringify(name)}:(function (exports, require, module, __url) {${chunks.get(name)}\n})`,
  );
  // The first to be read holds the list: in which file a chunk is that does not stand in the first.
  if (file === "apigw.js") {
    const others = [...fileOf].filter(([, where]) => where !== file);
    functions.push(`files:${JSON.stringify(Object.fromEntries(others))}`);
  }
  const code = `({${functions.join(",\n")}})`;
  writeFileSync(here(`dist/${file}`), code);
  hash.update(file).update(code);
}
// V8 compares no more than a source's length with what it kept of it: the name tells builds apart.
writeFileSync(here("dist/build.txt"), hash.digest("hex").slice(0, 24));
// The service catalogue: read a file at a time when asked for, so it is no part of the bundle.
cpSync(here("src/catalog/facts"), here("dist/facts"), { recursive: true });
