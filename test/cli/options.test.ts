import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent } from "./sent.ts";
import { walks } from "./walks.ts";

const LINE = "apigw create-method --api petstore --resource /pets --method OPTIONS";

/** The headers that a preflight is answered with, by what they are called. */
async function answered(place: Place, origin?: string): Promise<Readonly<Record<string, string>>> {
  const header = origin === undefined ? "" : ` --header Origin=${origin}`;
  const run = await place.run(
    `apigw test-method --api petstore --resource /pets --method OPTIONS --output json${header}`,
  );
  expect(run.exit, run.stderr).toBe(0);
  const { status, headers } = JSON.parse(run.stdout) as { status: number; headers: Record<string, string> };
  expect(status).toBe(200);
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => /^(?:access-control-|vary)/i.test(name))
      .map(([name, value]) => [name.replace(/^Access-Control-/, ""), value]),
  );
}

const USUAL = {
  "Allow-Headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
  "Allow-Methods": "GET,OPTIONS",
  "Allow-Origin": "*",
};

describe("OPTIONS", () => {
  test.each(["", "--integration mock"])(
    "%s alone is the mock with the console's three headers",
    async (flags) => {
      const place = await freshPlace();
      const run = await place.run(`${LINE} ${flags}`);
      expect(run.exit, run.stderr).toBe(0);
      expect(await answered(place)).toEqual(USUAL);
      const again = await place.run(`${LINE} ${flags} --if-exists replace`);
      expect(again, again.stderr).toMatchObject({ exit: 0, writes: [] });
    },
  );

  test("--if-exists update makes it where it is not there, and then finds it so", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --if-exists update --max-age 60`);
    expect(run.exit, run.stderr).toBe(0);
    expect(await answered(place)).toEqual({ ...USUAL, "Max-Age": "60" });
    expect(await place.run(`${LINE} --if-exists update --max-age 60`)).toMatchObject({ exit: 0, writes: [] });
    expect(await place.run(`${LINE} --if-exists update`)).toMatchObject({ exit: 0, writes: [] });
  });

  test("--no-cors-headers makes a bare one", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --no-cors-headers`);
    expect(run.exit, run.stderr).toBe(0);
    expect(await answered(place)).toEqual({});
  });

  test("another backend that is named is that one", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --integration lambda --function hello`);
    expect(run.exit, run.stderr).toBe(0);
    const calls = await sent(place, run);
    expect(calls.find(([name]) => name === "PutIntegration")?.[2]).toMatchObject({ type: "AWS" });
    expect(JSON.stringify(calls)).not.toContain("Access-Control");
    // What belongs to a backend is not lost on a mock.
    const missing = await place.run(`${LINE} --function hello`);
    expect(missing).toMatchObject({ exit: 2, writes: [] });
    expect(missing.stderr).toContain("--integration: is missing");
  });

  test("each header says what its flag says", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `${LINE} --allow-origin https://example.com --allow-headers Content-Type --allow-methods GET,PUT --max-age 600 --allow-credentials`,
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(await answered(place)).toEqual({
      "Allow-Headers": "Content-Type",
      "Allow-Methods": "GET,PUT",
      "Allow-Origin": "https://example.com",
      "Max-Age": "600",
      "Allow-Credentials": "true",
      Vary: "Origin",
    });
  });

  test("of several origins the one that asks is named", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `${LINE} --allow-origin https://a.example --allow-origin https://b.example --allow-origin https://c.example`,
    );
    expect(run.exit, run.stderr).toBe(0);
    for (const origin of ["https://a.example", "https://b.example", "https://c.example"])
      expect(await answered(place, origin)).toMatchObject({ "Allow-Origin": origin, Vary: "Origin" });
    expect((await answered(place, "https://evil.example"))["Allow-Origin"]).toBe("https://a.example");
  });

  test("a resource with ANY allows every method", async () => {
    const place = await freshPlace();
    await place.run("apigw create-method --api petstore --resource /pets --method ANY --integration mock");
    await place.run(LINE);
    expect((await answered(place))["Allow-Methods"]).toBe("DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT");
  });

  test("where every body is taken for bytes, it is read as text all the same", async () => {
    const place = await freshPlace();
    await place.account.gateway.updateRestApi({
      restApiId: place.apiId,
      patchOperations: [{ op: "add", path: "/binaryMediaTypes/*~1*" }],
    });
    const run = await place.run(LINE);
    expect(run.exit, run.stderr).toBe(0);
    expect(await answered(place)).toEqual(USUAL);
  });

  test.each([
    ["--allow-credentials", "browsers send credentials to origins by name only"],
    ["--allow-credentials --allow-origin '*'", "browsers send credentials to origins by name only"],
    ["--allow-credentials --allow-origin https://a.example --allow-headers '*'", "name each"],
    ["--allow-origin '*' --allow-origin https://a.example", "* is every origin already"],
    ["--allow-origin https://a.example/", "no path and no slash behind"],
    ["--allow-origin a.example", "is not an origin"],
    ["--allow-methods GET,FETCH", '"FETCH" is not an HTTP method'],
    ["--allow-methods get", '"get" is not an HTTP method'],
    ["--allow-headers 'Content Type'", "is not a header name"],
    ["--max-age 86401", "above the most"],
    ["--no-cors-headers --allow-origin https://a.example", "the mock is to have no CORS headers"],
    ["--integration lambda --function hello --allow-origin https://a.example", "does not apply"],
  ])("%s is refused", async (flags, words) => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} ${flags}`);
    expect(run, run.stderr).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr.toLowerCase()).toContain(words.toLowerCase());
  });

  test("authorization and API keys are noted: a preflight has neither", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --api-key-required`);
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toContain("Browsers send a preflight without credentials and keys");
  });

  test("an update changes the header that is named, and no other", async () => {
    const place = await freshPlace();
    await place.run(LINE);
    const run = await place.run(
      "apigw update-method --api petstore --resource /pets --method OPTIONS --allow-origin https://a.example",
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(await answered(place)).toEqual({ ...USUAL, "Allow-Origin": "https://a.example", Vary: "Origin" });
  });

  test("the line that a deletion prints makes the same again, bare or not", async () => {
    for (const flags of ["", "--no-cors-headers", "--max-age 5 --allow-origin https://a.example"]) {
      const place = await freshPlace();
      await place.run(`${LINE} ${flags}`);
      const before = await answered(place);
      const gone = await place.run(
        "apigw delete-method --api petstore --resource /pets --method OPTIONS --yes",
      );
      const line = /^To make it again:\n {2}(apigw .*)$/m.exec(gone.stderr)?.[1] ?? "";
      const again = await place.run(line);
      expect(again.exit, again.stderr).toBe(0);
      expect(await answered(place)).toEqual(before);
    }
  });

  test("by prompts the console's fields are asked for", async () => {
    const [place, told] = [await freshPlace(), await freshPlace()];
    const run = await place.sit("apigw create-method --api petstore --resource /pets", async (person) => {
      const wrongs = {
        "Access-Control-Allow-Headers": [["Content Type", '"Content Type" is not a header name']],
        "Access-Control-Allow-Methods": [["fetch", '"fetch" is not an HTTP method']],
        "Access-Control-Allow-Origin": [["example.com", "is not an origin"]],
        "Access-Control-Max-Age": [["100000", "above the most"]],
      } as const;
      const asked = await walks(
        person,
        {
          "Method type": "options",
          "Access-Control-Allow-Origin": ["https://a.example", ""],
          "Access-Control-Max-Age": "600",
          "Access-Control-Allow-Credentials": "y",
        },
        { wrongs },
      );
      expect(asked.filter((one) => /^(?:CORS|Access)/.test(one))).toHaveLength(7);
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    const byFlags = await told.run(
      `${LINE} --allow-origin https://a.example --max-age 600 --allow-credentials`,
    );
    expect(await sent(place, run)).toEqual(await sent(told, byFlags));
  });
});
