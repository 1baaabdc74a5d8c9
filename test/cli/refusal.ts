import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlace, type Place } from "./run.ts";
import { words } from "./words.ts";

/** Something wrong on a command line, and what must be said of it: words of the fault and of the remedy. */
export type Wrong = readonly [
  flag: string,
  /** What is wrong, in a few words. */
  name: string,
  line: string,
  says: readonly (string | RegExp)[],
  /** Words that no shell could carry, behind those of the line. */
  ...more: string[],
];

const IN_CODE = /\bat .*\.(ts|js):\d|\bundefined\b|\[object|\bNaN\b|\bnull\b|Unexpected error/;

/** What is named and not there has an exit code of its own. */
const NOT_THERE = /^no REST API|^no resource /;

/** Runs it: exit 2 (5 where what is named is not there), nothing written or printed, one line for the flag that says what is wrong and what to do. */
export async function isRefused(
  place: Place,
  [flag, , line, says, ...more]: Wrong,
  asks = false,
): Promise<void> {
  const run = await place.run([...words(line), ...more]);
  const brief = run.stderr.length > 3000 ? `${run.stderr.slice(0, 3000)}…` : run.stderr;
  expect(run.exit, brief).toBe(says.some((one) => NOT_THERE.test(String(one))) ? 5 : 2);
  expect(run.writes).toEqual([]);
  if (!asks) expect(run.calls).toEqual([]);
  expect(run.stdout).toBe("");
  expect(brief).not.toMatch(IN_CODE);
  expect(run.stderr.length).toBeLessThan(3000);
  expect(run.stderr.endsWith("Nothing was changed.\n")).toBe(true);
  const said = run.stderr.split("\n").filter((one) => one.startsWith(`${flag}: `));
  expect(said, brief).toHaveLength(1);
  for (const one of says) {
    if (typeof one === "string") expect(said[0]).toContain(one);
    else expect(said[0]).toMatch(one);
  }
  // A fault and then, in a sentence of its own, what to do.
  expect(said[0]).toMatch(/[.?!] \S.*[.?!…]$/);
}

/** One test for each, over one account that stays as it is. */
export function areRefused(title: string, wrongs: readonly Wrong[]): void {
  describe(title, () => {
    let place: Place;
    beforeAll(async () => {
      place = await openPlace();
    });
    afterAll(() => place.close());
    for (const wrong of wrongs) test(`${wrong[0]}: ${wrong[1]}`, () => isRefused(place, wrong));
  });
}

const on = (rest: string) =>
  `apigw create-method --api petstore --resource '/pets/{petId}' --method GET ${rest}`;

export const mock = (rest: string) => on(`--integration mock ${rest}`);
export const lambda = (rest: string) => on(`--integration lambda ${rest}`);
export const http = (rest: string) => on(`--integration http --integration-method GET ${rest}`);
export const backend = (rest: string) => http(`--endpoint https://example.com ${rest}`);
export const aws = (rest: string) => on(`--integration aws --integration-method POST ${rest}`);
export const sqs = (rest: string) => aws(`--service sqs --action SendMessage ${rest}`);
export const vpc = (rest: string) =>
  on(`--integration vpc-link --integration-method GET --endpoint http://pets.internal ${rest}`);
export const ROLE = "--role arn:aws:iam::123456789012:role/apigw-sample-role";
