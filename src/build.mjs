// Bundles src/ into dist/, split so that help and completion load no SDK and no prompts. What is used together stands in
// one file, a CommonJS function for the loader in bin/apigw.js: V8 can keep the compiled code of a script, Node 20 not
// that of a module, and each file takes its time to be opened.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { bundle, here, parserFile } from "./build/bundle.mjs";
import { filesOf } from "./build/files.mjs";
import { linker } from "./build/link.mjs";
import { notices, packagesOf } from "./build/notices.mjs";

const { outputFiles, metafile } = await bundle();
const chunks = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
const { files, fileOf } = filesOf(outputs, here("."));
const loadedLater = new Set(
  [...outputs.values()].flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => basename(path)),
  ),
);
const link = linker(chunks, fileOf, loadedLater);

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
// The service catalog: read a file at a time when asked for, so it is no part of the bundle.
cpSync(here("src/catalog/facts"), here("dist/facts"), { recursive: true });
// Large documents are read in a worker, which can load nothing of the bundle.
await parserFile();
writeFileSync(here("THIRD-PARTY-NOTICES"), notices(packagesOf(metafile), here(".")));
