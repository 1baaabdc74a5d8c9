import { describe, expect, test } from "vitest";
import { freshPlace } from "../cli/run.ts";

describe("who leaves out what a look needs", () => {
  test.each([
    ["status", "dev: serves what is configured"],
    ["list-methods", ": 1 method"],
  ])("is asked for the API by %s, and for nothing else", async (name, shown) => {
    const place = await freshPlace();
    const run = await place.sit(`apigw ${name}`, async (person) => {
      await person.answers("REST API:", "petstore");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stdout).toContain(shown);
  });

  test("is asked for API, resource and method by show-method, those that there are", async () => {
    const place = await freshPlace();
    const run = await place.sit("apigw show-method", async (person) => {
      await person.answers("REST API:", "petstore");
      await person.answers("Resource:", "/pets");
      await person.sees("GET");
      await person.answers("Method type:", "GET");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stdout).toContain("GET /pets of petstore");
  });

  test("without a terminal is told all of it at once", async () => {
    const place = await freshPlace();
    const run = await place.run("apigw show-method");
    expect(run).toMatchObject({ exit: 2, stdout: "", calls: [] });
    for (const flag of ["--api", "--resource", "--method"])
      expect(run.stderr).toContain(`${flag}: is missing`);
    const list = await place.run("apigw list-methods --path pets --timeout 5");
    expect(list).toMatchObject({ exit: 2, calls: [] });
    expect(list.stderr).toMatch(/--path: (?:.|\n)*--timeout|--timeout(?:.|\n)*--path: /);
  });
});
