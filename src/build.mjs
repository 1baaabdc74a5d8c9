// Bundles src/ into dist/, split so that help and completion load no SDK and no prompts. What is used together stands in
// one file, a CommonJS function for the loader in bin/apigw.js: V8 can keep the compiled code of a script, Node 20 not
// that of a module, and each file takes its time to be opened.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
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

const chunks = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
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

// What is loaded together stands in one file, the usual ones first: what they share stands in theirs.
const usual = [
  ["src/apigw.ts"],
  ["src/cli/complete.ts"],
  ["src/cli/live.ts"],
  ["src/cli/program.ts"],
  ["src/cli/create-method/run.ts"],
  ["src/aws/services/apigateway.ts"],
  ["src/aws/services/lambda.ts"],
  ["src/cli/create-method/prepare.ts", "src/cli/create-method/carry-out.ts"],
];
const entries = [...outputs].filter(([, { entryPoint }]) => entryPoint !== undefined);
const groups = usual.map((group) =>
  group.map((wanted) => {
    const [name] = entries.find(([, { entryPoint }]) => entryPoint === wanted) ?? [];
    if (name === undefined)
      throw new Error(`${wanted} is no chunk of its own any more: mend the list in src/build.mjs`);
    return name;
  }),
);

/** A chunk with all that it imports at once. */
function closure(name, found = new Set()) {
  if (found.has(name) || !chunks.has(name)) return found;
  found.add(name);
  for (const { path, kind } of outputs.get(name).imports)
    if (kind === "import-statement") closure(basename(path), found);
  return found;
}

// Little that a TAB shares with commands would make them load all that is a TAB's: it stands in the first.
const LITTLE = 6000;
const [[first], ...others] = groups;
const isOf = (name) => (group) => group.some((one) => closure(one).has(name));
fill(first, first);
for (const name of chunks.keys())
  if (
    outputs.get(name).bytes < LITTLE &&
    others.slice(0, 2).some(isOf(name)) &&
    others.slice(2).some(isOf(name))
  )
    fill(first, name);
for (const group of groups) for (const name of group) fill(group[0], name);
for (const [name] of entries) fill(name, name);
for (const name of chunks.keys()) fill(name, name);

/** The names that other files take from a chunk. */
const taken = new Map([...chunks.keys()].map((name) => [name, new Set()]));
for (const [importer, text] of chunks)
  for (const [, names, name] of text.matchAll(/^import \{([^}]*)\} from "\.\/([^"]+)";$/gm))
    if (fileOf.get(name) !== fileOf.get(importer))
      for (const one of names.split(",")) taken.get(name).add(one.trim().split(" as ")[0]);
const loadedLater = new Set(
  [...outputs.values()].flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => basename(path)),
  ),
);

/**
 * One scope of all the chunks of a file: what they take from each other they call without a detour. What other files
 * take is exported as `chunk:name`, a chunk that is loaded by name as that.
 */
async function link(file, names) {
  const list = (name, print) => [...taken.get(name)].map(print).join(", ");
  const text = (value) => JSON.stringify(value);
  const contents = names.flatMap((name) => [
    `import "./${name}";`,
    `export { ${list(name, (one) => `${one} as ${text(`${name}:${one}`)}`)} } from "./${name}";`,
    ...(loadedLater.has(name) ? [`export * as ${text(name)} from "./${name}";`] : []),
  ]);
  const here = {
    name: "chunks",
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path, kind, namespace }) => {
        const name = basename(path);
        if (kind === "dynamic-import") return { path: `./${fileOf.get(name)}#${name}`, external: true };
        if (namespace === "elsewhere") return { path, external: true };
        return { path: name, namespace: fileOf.get(name) === file ? "chunk" : "elsewhere" };
      });
      build.onLoad({ filter: /./, namespace: "chunk" }, ({ path }) => ({ contents: chunks.get(path) }));
      build.onLoad({ filter: /./, namespace: "elsewhere" }, ({ path }) => ({
        contents: `export { ${list(path, (one) => `${text(`${path}:${one}`)} as ${one}`)} } from "./${fileOf.get(path)}";`,
      }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: contents.join("\n") },
    write: false,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    charset: "ascii",
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "__url" },
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [here],
    logLevel: "warning",
  });
  // Nobody but the loader sees what is exported: it needs no marks of an ES module, nor copies where it has some.
  const marked = "module.exports=__toCommonJS(stdin_exports)";
  if (!outputFiles[0].text.includes(marked))
    throw new Error(`${file}: esbuild writes its exports in another way`);
  const code = outputFiles[0].text
    .replace(marked, "module.exports=stdin_exports")
    .replaceAll(/__toESM\((require\("\.\/[^"]+"\))\)/g, "$1");
  return `(function (exports, require, module, __url) {${code}\n})`;
}

rmSync(here("dist"), { recursive: true, force: true });
mkdirSync(here("dist"));
const hash = createHash("sha256");
for (const [file, names] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const code = await link(file, names);
  writeFileSync(here(`dist/${file}`), code);
  hash.update(file).update(code);
}
// V8 compares no more than a source's length with what it kept of it: the name tells builds apart.
writeFileSync(here("dist/build.txt"), hash.digest("hex").slice(0, 24));
// The service catalogue: read a file at a time when asked for, so it is no part of the bundle.
cpSync(here("src/catalog/facts"), here("dist/facts"), { recursive: true });
