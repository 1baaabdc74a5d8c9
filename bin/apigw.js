#!/usr/bin/env node
"use strict";
// Starts the program, as fast as can be: no ES modules (Node takes longer to load them), and V8's compiled code from
// the last run of the same command, which is kept in the user's cache folder.
const {
  closeSync,
  constants: { O_NOFOLLOW, O_NONBLOCK, O_RDONLY },
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} = require("node:fs");
const { basename, dirname, join, resolve } = require("node:path");

/** How much older a pack is made to look than it is, in milliseconds. Whoever writes to it or moves it undoes that. */
const BACK = 10 * 365 * 24 * 3_600_000;

const [, , first] = process.argv;
if (process.argv.length === 3 && (first === "--version" || first === "-V")) {
  // Node takes longer to make process.stdout than for all else here.
  try {
    writeSync(1, `${require("../package.json").version}\n`);
  } catch ({ code, message }) {
    if (code !== "EPIPE") {
      writeSync(2, `standard output cannot be written: ${message}\n`);
      process.exitCode = 1;
    }
  }
} else {
  start();
}

function start() {
  const dist = join(dirname(__dirname), "dist");
  let build;
  try {
    build = readFileSync(join(dist, "build.txt"), "latin1");
  } catch {
    process.stderr.write("apigw is not built: run `npm ci` (or `npm run build`) in its folder.\n");
    process.exitCode = 1;
    return;
  }
  const { Script } = require("node:vm");
  const cache = cacheOf(build);
  const folder = cache && ownFolder(cache);
  // What the command always loads, and with `seldom` what it loads now and then: a TAB for a flag does not read what
  // one for an API needs.
  const always = packAt(folder, cache?.kind);
  let seldom;
  const modules = new Map();
  // Chunks look for data beside themselves; few do.
  const url = { toString: () => `${require("node:url").pathToFileURL(dist)}/` };
  let missed = false;

  const open = (file) => {
    const filename = join(dist, file);
    const usual = always.isNew || always.kept.has(file);
    if (!usual) seldom ??= packAt(folder, `${cache?.kind}+${file.replace(/(?:-[A-Z0-9]+)?\.js$/, "")}`);
    const pack = usual ? always : seldom;
    const cachedData = pack.kept.get(file);
    const script = new Script(readFileSync(filename, "utf8"), {
      filename,
      ...(cachedData && { cachedData }),
    });
    if (!cachedData || script.cachedDataRejected) missed = true;
    pack.scripts.set(file, script);
    return script.runInThisContext();
  };
  const load = (file) => {
    const known = modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    open(file)(module.exports, within, module, url);
    return module.exports;
  };
  // A chunk that is loaded by name is asked for as `./file#chunk`.
  const chunk = (path) => {
    const [file, name] = path.split("#");
    return name === undefined ? load(file) : load(file)[name];
  };
  const within = (name) =>
    name.startsWith("./") ? chunk(name.slice(2)) : (process.getBuiltinModule(name) ?? require(name));
  // What was compiled on the way is kept when all is done; a usage error is nothing to be fast at.
  process.on("exit", (code) => {
    if (!missed || cache === undefined || code === 2) return;
    keep(cache, [always, seldom]);
  });
  load("apigw.js");
}

/** One file for each command: what is compiled differs from one to the other. It holds for this build and this V8. */
function cacheOf(build) {
  const { XDG_CACHE_HOME, HOME, LOCALAPPDATA, APIGW_CODE_CACHE } = process.env;
  if (/^(?:0|false|no|off)$/i.test(APIGW_CODE_CACHE ?? "")) return undefined;
  const root = XDG_CACHE_HOME?.startsWith("/")
    ? XDG_CACHE_HOME
    : HOME?.startsWith("/")
      ? join(HOME, ".cache")
      : LOCALAPPDATA;
  if (root === undefined || root === "") return undefined;
  const words = process.argv.slice(2);
  const command = words
    .find((word) => !word.startsWith("-"))
    ?.replaceAll(/[^a-z-]/g, "")
    .slice(0, 20);
  const kind =
    first === "__complete" || first === "__refresh"
      ? first.slice(2)
      : words.includes("--help") || words.includes("-h") || command === undefined || command === "help"
        ? "help"
        : [command, ...["sandbox", "dry-run"].filter((flag) => words.includes(`--${flag}`))].join("-");
  return { root, names: ["apigw", "code", `${build}-${process.versions.v8}-${process.arch}`], kind };
}

// V8 runs what a pack holds, so nobody else may have a say in it. What is looked at here cannot be exchanged later:
// that takes a folder above it that others may write to. Windows tells no owners; there the user's folder is trusted.

/** Whether a folder or file is this user's, and nobody else may write to it. */
function isOurs({ uid, mode }) {
  return !process.geteuid || (uid === process.geteuid() && (mode & 0o022) === 0);
}

/** Whether what stands in a folder stays there: in a sticky one, as /tmp, others move only what is theirs. */
function isSteady({ uid, mode }) {
  if (!process.geteuid) return true;
  return (uid === process.geteuid() || uid === 0) && ((mode & 0o022) === 0 || (mode & 0o1000) !== 0);
}

/** The folder of this build, if it can be trusted. Links lead to the cache folder at most, and from there on nowhere. */
function ownFolder({ root, names }, make = false) {
  try {
    let path = realFolder(resolve(root), make);
    for (const name of names) {
      path = `${path}/${name}`;
      if (make) makeFolder(path);
      const stats = lstatSync(path);
      if (!stats.isDirectory() || !isOurs(stats)) return undefined;
    }
    return path;
  } catch {
    return undefined; // None yet, or one that cannot be trusted or made.
  }
}

/** A folder by its real name, of steady folders all the way up. */
function realFolder(path, make) {
  for (let above = path; ; above = dirname(above)) {
    const stats = lstatSync(above, { throwIfNoEntry: false });
    if (stats === undefined) {
      if (!make || path === dirname(path)) throw new Error(`there is no ${above}`);
      const made = join(realFolder(dirname(path), make), basename(path));
      makeFolder(made);
      return made;
    }
    // Most often there is no link, and looking for one takes a tenth of a millisecond.
    if (stats.isSymbolicLink()) return realFolder(realpathSync.native(path), make);
    if (!isSteady(stats)) throw new Error(`others may write to ${above}`);
    if (above === dirname(above)) return path;
  }
}

/** Not `recursive`: where a file system takes no folders at all, as /proc, Node 20 tries for ever. */
function makeFolder(path) {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

/** Compiled code that is kept in one file, and the scripts of this run that belong there. */
function packAt(folder, kind) {
  const name = `${kind}.bin`;
  const kept = folder ? readPack(`${folder}/${name}`) : new Map();
  return { name, kept, isNew: kept.size === 0, scripts: new Map() };
}

// `count`, then of each entry the lengths of name and code, names, codes: all of it twice. V8 trusts what it is given,
// and to compare two copies takes less time than to load a checksum from node:zlib. A pack that nobody has touched
// since it was written needs no comparing.
function readPack(file) {
  const entries = new Map();
  let opened;
  try {
    // A pipe would let us wait for ever. Windows has neither flag.
    opened = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fstatSync(opened);
    if (!stats.isFile() || !isOurs(stats)) return entries;
    const { size, ctimeMs, mtimeMs } = stats;
    const half = size / 2;
    const untouched = Math.abs(ctimeMs - mtimeMs - BACK) < 10_000;
    const bytes = Buffer.allocUnsafeSlow(untouched ? half : size);
    if (readSync(opened, bytes) !== bytes.length) return entries;
    if (!untouched && (size % 2 !== 0 || bytes.compare(bytes, half, size, 0, half) !== 0)) return entries;
    const count = bytes.readUInt32LE(0);
    let at = 4 + count * 8;
    for (let i = 0; i < count; i++) {
      const name = bytes.latin1Slice(at, at + bytes.readUInt32LE(4 + i * 8));
      at += name.length;
      const length = bytes.readUInt32LE(8 + i * 8);
      if (at + length > half) return new Map();
      entries.set(name, bytes.subarray(at, at + length));
      at += length;
    }
  } catch {
    // None yet, or none that can be read.
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
  return entries;
}

function keep(cache, packs) {
  const folder = ownFolder(cache, true);
  if (folder === undefined) return;
  forgetOthers(folder);
  for (const pack of packs) if (pack) writePack(folder, pack);
}

/** What other builds left goes when nothing was written there for a month; what is not of our making stays. */
function forgetOthers(ours) {
  const code = dirname(ours);
  for (const name of readdirSync(code)) {
    if (name === basename(ours) || !/^[0-9a-f]{24}-\d+(?:\.\d+)+(?:-[\w.]+)?-[a-z0-9]+$/.test(name)) continue;
    const other = join(code, name);
    try {
      const stats = lstatSync(other);
      if (!stats.isDirectory() || !isOurs(stats) || Date.now() - stats.mtimeMs < 30 * 24 * 3_600_000)
        continue;
      for (const file of readdirSync(other)) {
        const path = join(other, file);
        if (/\.bin(?:\.\d+)?$/.test(file) && lstatSync(path).isFile()) unlinkSync(path);
      }
      rmdirSync(other);
    } catch {
      // Something else stands in it, or another run was faster.
    }
  }
}

function writePack(folder, { name, kept, scripts }) {
  const file = join(folder, name);
  const temporary = `${file}.${process.pid}`;
  try {
    const entries = new Map(kept);
    for (const [name, script] of scripts) entries.set(name, script.createCachedData());
    const head = Buffer.alloc(4 + entries.size * 8);
    head.writeUInt32LE(entries.size, 0);
    const parts = [head];
    let i = 0;
    for (const [name, code] of entries) {
      head.writeUInt32LE(name.length, 4 + i * 8);
      head.writeUInt32LE(code.length, 8 + i * 8);
      parts.push(Buffer.from(name, "latin1"), code);
      i++;
    }
    const half = Buffer.concat(parts);
    // "wx": never into what stands there already, nor through a link.
    writeFileSync(temporary, Buffer.concat([half, half]), { mode: 0o600, flag: "wx", flush: true });
    renameSync(temporary, file);
    const then = (Date.now() - BACK) / 1000;
    utimesSync(file, then, then);
  } catch {
    // A home that cannot be written to: the next start is no faster.
    try {
      unlinkSync(temporary);
    } catch {}
  }
}
