import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANSWERS, STAGE_LOGS } from "../explain/broken-stages.ts";
import { TESTS } from "../explain/broken-tests.ts";
import { mendCall, mendTest, type Programs } from "../explain/mended.ts";
import { type Backends, openBackends, openScene, type Scene } from "../explain/scene.ts";
import { runs } from "./shell.ts";

// The mending commands that are not apigw's own, run by the programs that they name: the AWS CLI and curl of this machine.

const hasAws = runs("aws", "--version", "the aws lines of apigw explain");
const hasCurl = runs("curl", "--version", "the curl lines of apigw explain");

let backends: Backends;
beforeAll(async () => {
  backends = await openBackends();
});
afterAll(() => backends.close());

/** Runs them against the served account, and tells which were run. */
function programsOf(scene: Scene): { readonly ran: string[]; readonly run: Programs } {
  const ran: string[] = [];
  return {
    ran,
    run: ([file = "", ...argv]) => {
      ran.push(file);
      const env = {
        PATH: process.env.PATH,
        HOME: process.env.HOME, // version managers find their programs by it
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_REGION: "us-east-1",
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_ENDPOINT_URL: scene.url,
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
        AWS_PAGER: "",
      };
      return new Promise((resolve, reject) => {
        execFile(file, argv, { env }, (error, stdout, stderr) =>
          error ? reject(new Error(`${file} ${argv.join(" ")}\n${stderr}`)) : resolve(stdout),
        );
      });
    },
  };
}

const OTHERS = {
  tests: [
    "a function by a stage variable, without permission",
    "a function that takes longer than it may",
    "a function whose concurrency is used up",
  ],
  logs: [
    "an authorizer whose function may not be asked",
    "an authorizer that fails",
    "no token",
    "a key of no plan",
    "a plan without the stage",
    "more calls than the plan takes",
    "a stage variable that the stage does not have",
    "a body that is no JSON, in a template",
  ],
  answers: [
    "a request that is not signed",
    "no API key",
    "a quota that is used up",
    "a policy for one method, kept for the next",
    "an authorizer whose function may not be asked",
    "a parameter that is missing",
  ],
};

describe.skipIf(!hasAws || !hasCurl)("the program that a command names", () => {
  test.each(OTHERS.tests)("of the log of a test: %s", async (name) => {
    const scene = await openScene(backends);
    const { ran, run } = programsOf(scene);
    const row = TESTS[name];
    if (row) await mendTest(scene, row, run);
    expect(ran.length).toBeGreaterThan(0);
  });

  test.each(OTHERS.logs)("of the log of a stage: %s", async (name) => {
    const scene = await openScene(backends);
    const { ran, run } = programsOf(scene);
    const row = STAGE_LOGS[name];
    if (row) await mendCall(scene, row, "log", run);
    expect(ran.length).toBeGreaterThan(0);
  });

  test.each(OTHERS.answers)("of what a caller got: %s", async (name) => {
    const scene = await openScene(backends);
    const { ran, run } = programsOf(scene);
    const row = ANSWERS[name];
    if (row) await mendCall(scene, row, "answer", run);
    expect(ran.length).toBeGreaterThan(0);
  });
});
