// What esbuild makes of src/, before it is linked: chunks, and what stands in them.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
export const here = (path) => new URL(`../../${path}`, import.meta.url).pathname;

export const bundle = () =>
  build({
    entryPoints: [here("src/apigw.ts")],
    absWorkingDir: here("."),
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
    // They stand in THIRD-PARTY-NOTICES.
    legalComments: "none",
    define: { APIGW_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  });

/** The parser of YAML by itself, in a file that a worker can load. */
export const parserFile = () =>
  build({
    stdin: { contents: 'export { parse } from "yaml";', resolveDir: here(".") },
    outfile: here("dist/yaml.cjs"),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
