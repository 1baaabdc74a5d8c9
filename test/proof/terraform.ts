/**
 * Terraform's own provider against a served sandbox: each configuration is applied, shows no drift, is changed, shows no
 * drift, and is destroyed. `terraform [NAME…]` runs those, `terraform --sample` two of them, without names all.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

declare const PROOF_FOLDER: string;

const SOURCES = join(PROOF_FOLDER, "terraform");
const BIN = join(PROOF_FOLDER, "../../bin/apigw.js");
/** Where providers may lie that need no download. */
const PLUGINS = [
  process.env.APIGW_TERRAFORM_PLUGINS,
  "/opt/tf-plugins",
  `${process.env.HOME}/.terraform.d/plugins`,
];
const SAMPLE = ["mock-and-cors", "keys-and-plans"];
/** A zip file with nothing in it. */
const EMPTY_ZIP = Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64");

interface Outcome {
  readonly code: number;
  readonly output: string;
}

const run = (cwd: string, env: NodeJS.ProcessEnv, ...words: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(
      "terraform",
      [...words, "-no-color"],
      { cwd, env, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === "number" ? error.code : 127) : 0;
        resolve({ code, output: `${stdout}${stderr}` });
      },
    );
  });

async function serve(folder: string): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(
    process.execPath,
    [BIN, "sandbox", "--port", "0", "--empty", "--quiet", "--sandbox-state", join(folder, "state.json")],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const url = await new Promise<string>((resolve) =>
    server.stdout!.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  return { url, server };
}

const CHANGED = ["-var", "changed=true"];
const STEPS: [name: string, words: string[]][] = [
  ["apply", ["apply", "-auto-approve"]],
  ["no drift", ["plan", "-detailed-exitcode"]],
  ["change", ["apply", "-auto-approve", ...CHANGED]],
  ["no drift", ["plan", "-detailed-exitcode", ...CHANGED]],
  ["destroy", ["destroy", "-auto-approve", ...CHANGED]],
];

/** Plays one configuration in a folder of its own; tells what went wrong, if anything did. */
async function play(name: string, plugins: string, url: string, folder: string): Promise<string | undefined> {
  const place = join(folder, name);
  mkdirSync(place);
  copyFileSync(join(SOURCES, "provider.tf.txt"), join(place, "provider.tf"));
  copyFileSync(join(SOURCES, `${name}.tf`), join(place, "main.tf"));
  writeFileSync(join(place, "code.zip"), EMPTY_ZIP);
  const env = {
    ...process.env,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_VAR_endpoint: url,
    CHECKPOINT_DISABLE: "1",
  };
  delete (env as NodeJS.ProcessEnv).TF_CLI_CONFIG_FILE;
  const made = await run(place, env, "init", `-plugin-dir=${plugins}`);
  if (made.code !== 0) return `init: ${made.output}`;
  let failed: string | undefined;
  for (const [step, words] of STEPS) {
    const { code, output } = await run(place, env, ...words);
    // What was applied is destroyed, whatever else went wrong.
    if (code !== 0) failed ??= `${step}: ${output.slice(-3000)}`;
  }
  return failed;
}

const plugins = PLUGINS.find(
  (one) => one !== undefined && existsSync(join(one, "registry.terraform.io/hashicorp/aws")),
);
const version = await run(tmpdir(), process.env, "version");
if (version.code !== 0 || plugins === undefined) {
  console.log(
    `Not run: ${version.code === 0 ? "Terraform's provider for AWS" : "Terraform"} is not on this machine.`,
  );
} else {
  const all = readdirSync(SOURCES)
    .filter((file) => file.endsWith(".tf"))
    .map((file) => file.slice(0, -3));
  const given = process.argv.slice(2);
  const names = given.includes("--sample") ? SAMPLE : given.length > 0 ? given : all;
  const folder = mkdtempSync(join(tmpdir(), "apigw-terraform-"));
  const { url, server } = await serve(folder);
  let failures = 0;
  for (const name of names) {
    const started = performance.now();
    const failed = await play(name, plugins, url, folder);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `${failed === undefined ? "holds" : "FAILS"}  ${name} (${seconds} s)${failed === undefined ? "" : `\n${failed}`}`,
    );
    if (failed !== undefined) failures++;
  }
  server.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `${names.length - failures} of ${names.length} configurations: applied, no drift, changed, no drift, destroyed`,
  );
  process.exitCode = failures > 0 ? 1 : 0;
}
