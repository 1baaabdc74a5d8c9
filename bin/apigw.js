#!/usr/bin/env node
"use strict";
// Starts the program, as fast as can be: no ES modules (Node takes longer to load them), and V8's compiled code from
// the last run of the same command, which is kept in the user's cache folder.
const {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} = require("node:fs");
const { dirname, join } = require("node:path");

/** How much older a pack is made to look than it is, in milliseconds. Whoever writes to it or moves it undoes that. */
const BACK = 10 * 365 * 24 * 3_600_000;

const [, , first] = process.argv;
if (process.argv.length === 3 && (first === "--version" || first === "-V")) {
  // Node takes longer to make process.stdout than for all else here.
  writeSync(1, `${require("../package.json").version}\n`);
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
  const cache = cacheFile(build);
  // What the command always loads, and with `seldom` what it loads now and then: a TAB for a flag does not read what
  // one for an API needs.
  const always = packAt(cache);
  let seldom;
  const modules = new Map();
  // Chunks look for data beside themselves; few do.
  const url = { toString: () => `${require("node:url").pathToFileURL(dist)}/` };
  let missed = false;

  const open = (file) => {
    const filename = join(dist, file);
    const usual = always.isNew || always.kept.has(file);
    if (!usual) seldom ??= packAt(cache && `${cache}+${file.replace(/(?:-[A-Z0-9]+)?\.js$/, "")}`);
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
    for (const pack of [always, seldom]) if (pack) writeCache(pack);
  });
  load("apigw.js");
}

/** One file for each command: what is compiled differs from one to the other. It holds for this build and this V8. */
function cacheFile(build) {
  const { XDG_CACHE_HOME, HOME, LOCALAPPDATA, APIGW_CODE_CACHE } = process.env;
  if (APIGW_CODE_CACHE === "0") return undefined;
  const folder = XDG_CACHE_HOME?.startsWith("/")
    ? XDG_CACHE_HOME
    : HOME?.startsWith("/")
      ? join(HOME, ".cache")
      : LOCALAPPDATA;
  if (folder === undefined || folder === "") return undefined;
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
  return join(folder, "apigw", "code", `${build}-${process.versions.v8}-${process.arch}`, kind);
}

/** Compiled code that is kept in one file, and the scripts of this run that belong there. */
function packAt(name) {
  const file = name && `${name}.bin`;
  const kept = file ? readCache(file) : new Map();
  return { file, kept, isNew: kept.size === 0, scripts: new Map() };
}

// `count`, then of each entry the lengths of name and code, names, codes: all of it twice. V8 trusts what it is given,
// and to compare two copies takes less time than to load a checksum from node:zlib. A pack that nobody has touched
// since it was written needs no comparing.
function readCache(file) {
  const entries = new Map();
  let opened;
  try {
    opened = openSync(file, "r");
    // Another user's file could hold another user's code.
    const { uid, size, ctimeMs, mtimeMs } = fstatSync(opened);
    if (process.getuid && uid !== process.getuid()) return entries;
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

/** Not `recursive`: where a file system takes no folders at all, as /proc, Node 20 tries for ever. */
function makeFolder(path) {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (error.code === "EEXIST") return;
    if (error.code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

/** What other builds left goes when nothing was written there for a month. */
function forgetOthers(folder, ours) {
  for (const name of readdirSync(folder)) {
    const other = join(folder, name);
    if (other !== ours && Date.now() - statSync(other).mtimeMs > 30 * 24 * 3_600_000)
      rmSync(other, { recursive: true, force: true });
  }
}

function writeCache({ file, kept, scripts }) {
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
    const folder = dirname(file);
    makeFolder(folder);
    forgetOthers(dirname(folder), folder);
    const half = Buffer.concat(parts);
    writeFileSync(temporary, Buffer.concat([half, half]), { mode: 0o600, flag: "wx", flush: true });
    renameSync(temporary, file);
    const then = (Date.now() - BACK) / 1000;
    utimesSync(file, then, then);
  } catch {
    // A home that cannot be written to: the next start is no faster.
    try {
      rmSync(temporary, { force: true });
    } catch {}
  }
}
