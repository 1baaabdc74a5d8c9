// Makes one file of chunks: a CommonJS function of one scope, for the loader in bin/apigw.js.
import { basename } from "node:path";
import { build } from "esbuild";

/**
 * What links a file's chunks: what they take from each other they call without a detour. What other files take is
 * exported as `chunk:name`, a chunk that is loaded by name as that.
 *
 * @param {ReadonlyMap<string, string>} chunks ES modules by name
 * @param {ReadonlyMap<string, string>} fileOf the file that a chunk stands in
 * @param {ReadonlySet<string>} loadedLater chunks that are loaded by name
 */
export function linker(chunks, fileOf, loadedLater) {
  const taken = new Map([...chunks.keys()].map((name) => [name, new Set()]));
  for (const [importer, text] of chunks)
    for (const [, names, name] of text.matchAll(/^import \{([^}]*)\} from "\.\/([^"]+)";$/gm))
      if (fileOf.get(name) !== fileOf.get(importer))
        for (const one of names.split(",")) taken.get(name).add(one.trim().split(" as ")[0]);
  const list = (name, print) => [...taken.get(name)].map(print).join(", ");
  const text = (value) => JSON.stringify(value);

  const within = (file) => ({
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
  });

  return async (file, names) => {
    const contents = names.flatMap((name) => [
      `import "./${name}";`,
      `export { ${list(name, (one) => `${one} as ${text(`${name}:${one}`)}`)} } from "./${name}";`,
      ...(loadedLater.has(name) ? [`export * as ${text(name)} from "./${name}";`] : []),
    ]);
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
      plugins: [within(file)],
      logLevel: "warning",
    });
    // Nobody but the loader sees what is exported: it needs no marks of an ES module, nor copies where it has some.
    const marked = "module.exports=__toCommonJS(stdin_exports)";
    if (!outputFiles[0].text.includes(marked))
      throw new Error(`${file}: esbuild writes its exports in another way`);
    const code = outputFiles[0].text
      .replace(marked, "module.exports=stdin_exports")
      .replaceAll(/__toESM\((require\("\.\/[^"]+"\))\)/g, "$1");
    // One other character, and V8 keeps two bytes for each. esbuild escapes them, but for those of regular expressions.
    const [other] = /[^\x00-\x7f]/.exec(code) ?? [];
    if (other !== undefined) throw new Error(`${file} holds a "${other}": write it as an escape`);
    return `(function (exports, require, module, __url) {${code}\n})`;
  };
}
