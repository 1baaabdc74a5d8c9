import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { freshPlace, type Place } from "./run.ts";

const LINE = "apigw create-method --api petstore --resource /pets --method POST --integration mock";
const NONE = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

// The SDK's own chain looks at the process: an empty home, and no metadata service to ask.
let place: Place;
beforeEach(async () => {
  place = await freshPlace();
  for (const name of Object.keys(process.env))
    if (name.startsWith("AWS_") && name !== "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED")
      vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", place.folder);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
});
afterEach(() => vi.unstubAllEnvs());

describe("credentials", () => {
  test("none: exit 4 with the ways to give them, and the sandbox", async () => {
    const run = await place.run(LINE, { env: NONE });
    expect(run).toMatchObject({ exit: 4, calls: [], stdout: "" });
    expect(run.stderr).toMatchInlineSnapshot(`
      "No AWS credentials were found: Could not load credentials from any providers
      Ways to give them:
        --profile NAME, or AWS_PROFILE, for a profile of ~/.aws/config
        AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN)
        aws sso login --profile NAME, or aws configure
        or try it without any: --sandbox
      Nothing was changed.
      "
    `);
  });

  test("of a profile that there is", async () => {
    mkdirSync(join(place.folder, ".aws"));
    writeFileSync(
      join(place.folder, ".aws/credentials"),
      "[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n",
    );
    const run = await place.run(`${LINE} --profile work --aws-endpoint-url ${place.url}`, {
      env: { ...NONE, AWS_ENDPOINT_URL: undefined },
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes).toHaveLength(4);
    expect(run.stderr).toContain("--profile work");
  });

  test("of a profile that there is not: exit 4 naming it", async () => {
    const run = await place.run(`${LINE} --profile wrok`, { env: NONE });
    expect(run).toMatchObject({ exit: 4, calls: [], stdout: "" });
    expect(run.stderr).toContain('There is no profile "wrok" in ');
  });

  test("a profile that is given goes before keys in the environment", async () => {
    const run = await place.run(`${LINE} --profile wrok`);
    expect(run).toMatchObject({ exit: 4, calls: [] });
  });

  test("an address that nobody answers at: exit 7, in words, with nothing changed", async () => {
    const run = await place.run(`${LINE} --aws-endpoint-url http://127.0.0.1:1`);
    expect(run).toMatchObject({ exit: 7, calls: [], stdout: "" });
    expect(run.stderr).toMatch(/^GetRestApis could not be sent \(ECONNREFUSED\)/);
    expect(run.stderr).toContain("--aws-endpoint-url");
    expect(run.stderr).toContain("Nothing was changed.");
  });

  test("the endpoint by flag goes before the environment, a service's own before the common one", async () => {
    const nowhere = "http://127.0.0.1:1";
    const byFlag = await place.run(`${LINE} --aws-endpoint-url ${place.url}`, {
      env: { AWS_ENDPOINT_URL: nowhere },
    });
    expect(byFlag.exit, byFlag.stderr).toBe(0);
    const own = await place.run(LINE.replace("POST", "PUT"), {
      env: { AWS_ENDPOINT_URL: nowhere, AWS_ENDPOINT_URL_API_GATEWAY: place.url },
    });
    expect(own.exit, own.stderr).toBe(0);
  });
});
