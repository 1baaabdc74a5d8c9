import { describe, expect, test } from "vitest";
import { ok } from "../cli/changes.ts";
import { freshPlace } from "../cli/run.ts";
import { words } from "../cli/words.ts";

const BROKEN = `--integration mock --request-template 'application/json={"statusCode": ' --skip-check template`;

describe.each([
  ["another's too", "petstore"],
  ["none that a flag takes", "red\x1b[31mname"],
])("the commands that are printed name an API whose name is %s by its id", (_, name) => {
  test("in lines that make its methods, and where a log or an address is explained", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    const { id = "" } = await gateway.createRestApi({ name });
    const at = `--api ${id} --resource / --method GET`;
    ok(await place.run(`apigw create-method ${at} ${BROKEN}`));
    await gateway.createDeployment({ restApiId: id, stageName: "live" });
    ok(await place.run(`apigw update-method ${at} --operation-name other`));

    const [line = ""] = ok(await place.run(`apigw export --api ${id} --format apigw`))
      .stdout.split("\n")
      .filter((one) => one.startsWith("apigw "));
    expect(line).toContain(`--api ${id} `);
    ok(await place.run([...words(line), "--if-exists", "replace", "--skip-check", "template"]));

    const log = await place.run(`apigw test-method ${at} --log`);
    const told = [
      log.stderr,
      ok(
        await place.run(["explain", "--log", "-", "--api", id, "--resource", "/", "--method", "GET"], {
          input: log.stdout,
        }),
      ).stdout,
      ok(await place.run(["explain", `https://${id}.execute-api.us-east-1.amazonaws.com/live/`])).stdout,
    ].join("\n");
    const named = [...told.matchAll(/apigw [a-z-]+ --api (\S+)/g)].map(([, one]) => one);
    expect(named.length).toBeGreaterThan(1);
    expect(new Set(named)).toEqual(new Set([id]));
  });
});
