// The notices that the licences of what is bundled ask for, from what really stands in the bundle.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CHANGES = `All of it was changed by bundling: esbuild (src/build.mjs) joined the files, left out what is not used, renamed what
collided and took comments and blanks away.`;

/**
 * The packages whose code is in the bundle, by their folders.
 *
 * @param {import("esbuild").Metafile} metafile
 */
export function packagesOf(metafile) {
  const folders = new Set();
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const [, folder] = /^(?:.*:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  return [...folders].sort();
}

/** A file of a package by how its name begins. */
function textOf(folder, pattern) {
  const name = readdirSync(folder).find((one) => pattern.test(one));
  return name && readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim();
}

/**
 * The whole text of THIRD-PARTY-NOTICES.
 *
 * @param {readonly string[]} bundled folders, from the root
 * @param {string} root
 */
export function notices(bundled, root) {
  const apache = textOf(join(root, "node_modules/@smithy/core"), /^LICENSE/i);
  const describe = (folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const text =
      textOf(join(root, folder), /^(?:LICEN[CS]E|COPYING)/i) ??
      (license === "Apache-2.0" ? apache : undefined);
    if (text === undefined) throw new Error(`${name} has no text of its licence (${license}): name one here`);
    return { name, version, license, text, notice: textOf(join(root, folder), /^NOTICE/i) };
  };
  return [
    "Third-party notices of apigw\n============================",
    `The files in dist/ hold code of these packages, each under its own licence, whose text stands below.\n${CHANGES}`,
    list(bundled.map(describe)),
    "The catalog of AWS services (dist/facts/) is made from data of these packages, changed into tables of our own.",
    // Written by `npm run catalog`, beside the facts: no code of these is in the bundle, nor are they installed here.
    readFileSync(join(root, "src/catalog/sources/notices.txt"), "utf8").trim(),
  ]
    .join("\n\n")
    .concat("\n");
}

const LINE = "-".repeat(80);

/** Licences with whom they are of: packages under the same text stand together. */
export function list(packages) {
  const byText = new Map();
  for (const one of packages) byText.set(one.text, [...(byText.get(one.text) ?? []), one]);
  return [...byText]
    .map(([text, all]) => {
      const names = all.map(({ name, version, license }) => `${name} ${version} (${license})`).join("\n");
      const own = all
        .filter(({ notice }) => notice)
        .map(({ name, notice }) => `NOTICE of ${name}:\n\n${notice}`);
      return [LINE, names, text, ...own].join("\n\n");
    })
    .join("\n\n");
}
