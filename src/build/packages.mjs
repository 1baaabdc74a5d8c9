// What packages bring along that is not used, or not yet: esbuild does not see it, and each start would pay for it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, sep } from "node:path";

const require = createRequire(import.meta.url);

const SANDBOX = "?sandbox";

/**
 * The errors that the operations sent can be answered with. Of others the SDK makes its general one, by the name that
 * the answer gives.
 */
function errorsOf(client) {
  const list = readFileSync(
    new URL(`../aws/services/${client.replace(/^client-|-/g, "")}.ts`, import.meta.url),
    "utf8",
  );
  const types = join(dirname(require.resolve(`@aws-sdk/${client}/package.json`)), "dist-types", "commands");
  const commands = [...list.matchAll(/\b\w+Command\b/g)].map(([name]) =>
    readFileSync(join(types, `${name}.d.ts`), "utf8"),
  );
  return new Set(
    commands.flatMap((text) => [...text.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name]) => name)),
  );
}

/**
 * A client's schemas name their traits by computed keys, `{ [_h]: ... }`, which esbuild may not leave out: the schemas
 * of every operation would come along with the few that are used. With the names written out they are shaken, and so
 * are errors that none of those is answered with.
 */
export const shakenSchemas = {
  name: "shaken-schemas",
  setup(build) {
    build.onLoad(
      { filter: /[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ },
      ({ path, suffix }) => {
        const errors = suffix === SANDBOX ? new Set() : errorsOf(basename(dirname(dirname(dirname(path)))));
        const text = readFileSync(path, "utf8").replaceAll(
          /^n0_registry\.registerError\([\w$]+, (\w+)\);$/gm,
          (whole, error) => (errors.has(error) ? whole : ""),
        );
        const names = new Map(
          [...text.matchAll(/^const (\w+) = ("(?:[^"\\]|\\.)*");$/gm)].map(([, name, value]) => [
            name,
            value,
          ]),
        );
        const contents = text.replaceAll(/\[(\w+)\]:/g, (whole, name) =>
          names.has(name) ? `${names.get(name)}:` : whole,
        );
        return { contents, loader: "js" };
      },
    );
  },
};

/**
 * The sandbox knows the schemas of more operations than the client sends. It gets a copy of its own, of the schemas
 * alone, or they would share one that has to be loaded with every command.
 */
export const schemasOfSandbox = {
  name: "schemas-of-sandbox",
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/client-[a-z0-9-]+$/ }, ({ path, importer }) =>
      importer.includes(`${sep}src${sep}sandbox${sep}`)
        ? {
            path: join(
              dirname(require.resolve(`${path}/package.json`)),
              "dist-es",
              "schemas",
              "schemas_0.js",
            ),
            suffix: SANDBOX,
            sideEffects: false,
          }
        : undefined,
    );
  },
};

/**
 * Node's own modules that packages import at their start and use seldom, or at the end: each is loaded when something
 * of it is first asked for.
 */
const SELDOM = ["child_process", "crypto", "fs/promises", "http2", "https", "tls", "worker_threads", "zlib"];

export const lazyBuiltins = {
  name: "lazy-builtins",
  setup(build) {
    const filter = new RegExp(`^(?:node:)?(?:${SELDOM.join("|")})$`);
    build.onResolve({ filter }, ({ path, importer, kind }) =>
      kind !== "dynamic-import" && importer.includes(`${sep}node_modules${sep}`)
        ? { path: path.replace("node:", ""), namespace: "lazy", sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /./, namespace: "lazy" }, ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(require(`node:${path}`)))})
        Object.defineProperty(exports, name, { enumerable: true, get: () => process.getBuiltinModule("node:${path}")[name] });`,
      loader: "js",
    }));
  },
};

/** Modules of packages with another in their place. */
const INSTEAD = [
  // No operation that is sent streams events.
  [
    /^@smithy\/core\/event-streams$/,
    `export const eventStreamSerdeProvider = () => undefined;
     export const resolveEventStreamSerdeConfig = (config) => config;`,
  ],
  // It reads the AWS configuration, two small files, and nothing else of this module, which takes longer to load.
  [
    /^node:fs\/promises$/,
    `import { readFileSync } from "node:fs";
     export const readFile = async (path, encoding) => readFileSync(path, encoding);`,
    /shared-ini-file-loader/,
  ],
  // The SDK makes an agent for TLS before it knows whether it needs one; with this it makes one that it uses.
  [
    /^\.\/node-https$/,
    `const https = () => process.getBuiltinModule("node:https");
     class Agent {
       #real;
       constructor(options) { Object.assign(this, options); }
       get real() { return this.#real ??= new (https().Agent)({ ...this }); }
       get sockets() { return this.#real?.sockets; }
       get requests() { return this.#real?.requests; }
       destroy() { this.#real?.destroy(); }
     }
     export const node_https = {
       Agent,
       request: (options, answered) =>
         https().request(options.agent instanceof Agent ? { ...options, agent: options.agent.real } : options, answered),
     };`,
  ],
];

export const insteadOfPackages = {
  name: "instead-of-packages",
  setup(build) {
    for (const [filter, contents, from = /node_modules/] of INSTEAD) {
      const namespace = `instead-of-${filter.source.replaceAll(/[^a-z]+/g, "-")}`;
      build.onResolve({ filter }, ({ path, importer }) =>
        from.test(importer) ? { path, namespace, sideEffects: false } : undefined,
      );
      build.onLoad({ filter: /./, namespace }, () => ({ contents, loader: "js" }));
    }
  },
};
