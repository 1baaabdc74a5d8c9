import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APIGateway } from "@aws-sdk/client-api-gateway";
import { describe, expect, test } from "vitest";
import { commands } from "../commands.ts";
import { BIN, NODE } from "./served.ts";

// Every command line of the README and the guides is run by a real shell, in its order and in a fresh state: what is
// said of the sandbox there, and what is said of AWS against the same sandbox, served.

const root = join(import.meta.dirname, "../..");
const GUIDES = readdirSync(join(root, "docs/guides")).map((name) => `docs/guides/${name}`);

/** The lines of shell in a page; one that ends otherwise than well says so behind it. */
function linesOf(file: string): readonly { readonly line: string; readonly exit: number }[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, command = "", comment = ""] = /^(.*?)(?:\s+#\s(.*))?$/.exec(line) ?? [];
      return { line: command, exit: Number(/exits with (\d+)/.exec(comment)?.[1] ?? 0) };
    });
}

/** A home of its own with the files that pages speak of, `apigw` on the path, and its sandbox served. */
async function inFreshHome(
  run: (sh: (line: string) => SpawnSyncReturns<string>, url: string) => Promise<void>,
) {
  const home = mkdtempSync(join(tmpdir(), "apigw-documented-"));
  const bin = join(home, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "apigw"), `#!/bin/sh\nexec '${NODE}' '${BIN}' "$@"\n`);
  // Installed by npm, and so it is; npm itself is tried by .ci/run.
  writeFileSync(join(bin, "npx"), '#!/bin/sh\nexec "$@"\n');
  for (const name of ["apigw", "npx"]) chmodSync(join(bin, name), 0o755);
  writeFileSync(join(home, "answer.json"), JSON.stringify({ status: 200, body: "{}" }));
  writeFileSync(join(home, "pet.json"), '{"name":"Rex"}');
  writeFileSync(
    join(home, "handler.mjs"),
    "export const handler = async () => ({ statusCode: 200, body: '{}' });\n",
  );
  const state = join(home, ".local", "state", "apigw", "sandbox.json");
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: home,
    SHELL: "/bin/bash",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_PAGER: "",
    APIGW_CODE_CACHE: "0",
  };
  const server = spawn(NODE, [BIN, "sandbox", "--port", "0", "--state", state], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const url = await new Promise<string>((resolve) =>
      server.stdout.once("data", (chunk) => resolve(String(chunk).split("\n")[0] ?? "")),
    );
    const sh = (line: string) =>
      spawnSync("sh", ["-c", line], {
        cwd: home,
        env: { ...env, AWS_ENDPOINT_URL: url },
        encoding: "utf8",
        timeout: 60_000,
      });
    await run(sh, url);
  } finally {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await gone;
    rmSync(home, { recursive: true, force: true });
  }
}

/** What serves until Ctrl-C is stopped when it has said where. */
const stopped = (line: string): string =>
  `rm -f out; ${line} > out 2>&1 & server=$!; for i in $(seq 100); do grep -q '^http://' out && break; sleep 0.1; done; kill -TERM $server; wait $server; code=$?; grep '^http://' out && exit $code`;

describe.each(["README.md", ...GUIDES])("%s", (file) => {
  const lines = linesOf(file);

  test("has command lines, and each does what it says", async () => {
    expect(lines.length).toBeGreaterThan(1);
    await inFreshHome(async (sh, url) => {
      for (const { line, exit } of lines) {
        const mine = line
          .replace(/^npm ci && /, "")
          // Whoever runs the tests may have something there.
          .replaceAll("http://127.0.0.1:4599", url)
          .replaceAll("--port 4599", "--port 0")
          .replace(/^apigw sandbox(?!.*--port)/, "apigw sandbox --port 0");
        if (/^npm /.test(mine)) continue;
        const ran = sh(/^apigw sandbox\b/.test(mine) ? stopped(mine) : mine);
        expect(ran.status, `${line}\n${ran.stdout}${ran.stderr}`).toBe(exit);
      }
    });
  }, 180_000);
});

/** What the examples take to be there in one's account. */
async function withMethods(sh: (line: string) => SpawnSyncReturns<string>, endpoint: string): Promise<void> {
  const create = "apigw create-method --api petstore";
  const http = "--integration http --integration-method GET --endpoint https://example.com";
  for (const rest of [
    `--resource /orders --create-resource --method GET ${http} --header X-Id --operation-name list --response 403=403`,
    "--resource '/pets/{petId}' --method GET --integration lambda --proxy --function hello",
    "--resource '/pets/{petId}' --method PUT --integration mock",
  ])
    expect(sh(`${create} ${rest}`).stderr).not.toContain("Nothing was changed");
  const client = new APIGateway({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  });
  const { items = [] } = await client.getRestApis({});
  const restApiId = items.find(({ name }) => name === "petstore")?.id;
  await client.createDeployment({ restApiId, stageName: "prod", variables: { table: "pets" } });
  client.destroy();
}

describe("the examples of help, man and reference", () => {
  // Where nobody can be asked, or where what is asked about is only there in one's own account.
  const OTHERWISE: Readonly<Record<string, number>> = {
    "apigw create-method": 2,
    "apigw deploy": 2,
    // There is no canary, and nothing that was set.
    "apigw deploy --api petstore --stage prod --promote": 2,
    "apigw update-stage-method --api petstore --stage prod --resource /pets --method GET --inherit": 2,
    // Nobody has the log, nor an API of this id.
    "apigw explain --api petstore --resource /pets --method GET --log @test.log": 2,
    "apigw explain 'GET https://abcde12345.execute-api.us-east-1.amazonaws.com/prod/pets/7'": 5,
    // Nothing was cut off there.
    "apigw resume 20261126-144501123-7kq2": 5,
    "apigw resume 20261126-144501123-7kq2 --back": 5,
  };
  const examples = commands.flatMap(({ name, examples }) =>
    examples.map(({ line }) => [name, line] as const),
  );

  test.each(examples)(
    "%s: %s",
    async (_, line) => {
      await inFreshHome(async (sh, url) => {
        if (!line.startsWith("apigw create-")) await withMethods(sh, url);
        const served = /^apigw sandbox\b/.test(line);
        const mine = served
          ? stopped(
              line
                .replace("--port 4599", "--port 0")
                .replace(/^apigw sandbox(?!.*--port)/, "apigw sandbox --port 0"),
            )
          : line.replace(/^source <\((.*)\)$/, "$1");
        // A run of one's own; nobody is there to say that it is to be taken back.
        const run = /\d{8}-\d{9}-\w{4}/.exec(mine)?.[0];
        const own = sh("apigw history --output json --query runs[0].run").stdout.replaceAll(/["\n]/g, "");
        const ran = sh(
          run === undefined || line.startsWith("apigw resume")
            ? mine
            : `${mine.replace(run, own)}${line.startsWith("apigw undo") ? " --yes" : ""}`,
        );
        expect(ran.stderr).not.toContain("Unexpected error");
        expect([OTHERWISE[line] ?? 0], `${line}\n${ran.stdout}${ran.stderr}`).toContain(ran.status);
      });
    },
    60_000,
  );
});
