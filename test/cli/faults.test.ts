import { describe, expect, test } from "vitest";
import type { FaultKind } from "../../src/sandbox/fault-kinds.ts";
import type { Fault } from "../../src/sandbox/sandbox.ts";
import { freshPlace, type Place } from "./run.ts";
import { namesOf } from "./sent.ts";
import { words } from "./words.ts";

interface Scenario {
  /** What is there before. */
  readonly given?: string;
  readonly line: string;
  /** The writes of a run that goes well, in order. */
  readonly writes: readonly string[];
}

const CREATE: Scenario = {
  line: `apigw create-method --api petstore --resource '/a/{b}' --create-resource --method GET --integration lambda
    --function hello:live --request-validator body --response 404=no --query-param q:cached`,
  writes: [
    "CreateResource",
    "CreateResource",
    "CreateRequestValidator",
    "PutMethod",
    "PutMethodResponse",
    "PutMethodResponse",
    "PutIntegration",
    "PutIntegrationResponse",
    "PutIntegrationResponse",
    "AddPermission",
  ],
};

const GIVEN = `apigw create-method --api petstore --resource /pets --method POST --integration http
  --integration-method GET --endpoint https://example.com --header X-Id:required --operation-name before
  --request-parameter integration.request.header.X-Id=method.request.header.X-Id --response 404=no
  --response-header "404:X-Why='no'" --request-template 'application/json={}'`;

const UPDATE: Scenario = {
  given: GIVEN,
  line: `apigw create-method --api petstore --resource /pets --method POST --integration http --if-exists update
    --integration-method PUT --endpoint https://example.org --operation-name after --api-key-required --query-param q
    --response 500=oh --response-header "200:X-Made='now'" --request-validator parameters`,
  writes: [
    "CreateRequestValidator",
    "UpdateMethod",
    "UpdateMethodResponse",
    "PutMethodResponse",
    "UpdateIntegration",
    "PutIntegrationResponse",
    "PutIntegrationResponse",
  ],
};

const REPLACE: Scenario = {
  given: GIVEN,
  line: `apigw create-method --api petstore --resource /pets --method POST --integration lambda --proxy --if-exists replace
    --function list-pets --authorization iam --response 201`,
  writes: [
    "UpdateMethod",
    "PutMethodResponse",
    "DeleteIntegrationResponse",
    "DeleteIntegrationResponse",
    "PutIntegration",
    "DeleteMethodResponse",
    "UpdateMethod",
    "AddPermission",
  ],
};

/** The fault meets the tries from this call on: each try counts. */
function faultsAt({ writes }: Scenario, index: number, kind: FaultKind, tries: number): readonly Fault[] {
  const operation = writes[index] ?? "";
  const earlier = writes.slice(0, index).filter((one) => one === operation).length;
  return Array.from({ length: tries }, (_, i) => ({ kind, operation, nth: earlier + 1 + i }));
}

async function given(scenario: Scenario, faults: readonly Fault[]): Promise<Place> {
  const place = await freshPlace({ faults });
  if (scenario.given !== undefined) {
    const quiet = await freshPlace();
    expect((await quiet.run(scenario.given)).exit).toBe(0);
    await place.become(quiet);
  }
  return place;
}

/** The account with its ids as words, so that two of them can be compared. */
async function inWords(place: Place): Promise<unknown> {
  const names = await namesOf(place);
  let text = JSON.stringify(await place.account.dump());
  for (const [id, name] of names) text = text.replaceAll(id, name.replaceAll('"', "'"));
  return JSON.parse(text);
}

const SCENARIOS = [
  ["create", CREATE],
  ["update", UPDATE],
  ["replace", REPLACE],
] as const;

describe.each(SCENARIOS)("%s", (_, scenario) => {
  const each = scenario.writes.map((operation, index) => ({ operation, index }));

  test("goes well by these writes", async () => {
    const place = await given(scenario, []);
    const run = await place.run(scenario.line);
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes.map(({ operation }) => operation)).toEqual(scenario.writes);
  });

  test.each(each)("write $index, $operation, is not answered: all is taken back", async ({ index }) => {
    const place = await given(scenario, faultsAt(scenario, index, "error", 4));
    const before = await place.account.dump();
    const run = await place.run(scenario.line);
    expect(run, run.stderr).toMatchObject({ exit: 1, stdout: "" });
    expect(run.stderr).toMatch(/nothing is left changed|Nothing was changed/);
    expect(run.stderr).not.toMatch(/ at .*\.ts:\d|undefined|\[object/);
    expect(await place.account.dump()).toEqual(before);
  });

  const cutOff = async (index: number) => {
    const [clean, place] = [
      await given(scenario, []),
      await given(scenario, faultsAt(scenario, index, "reset-after", 1)),
    ];
    expect((await clean.run(scenario.line)).exit).toBe(0);
    const run = await place.run(scenario.line);
    expect(run.exit, run.stderr).toBe(0);
    expect(await inWords(place)).toEqual(await inWords(clean));
  };

  test.each(each)("write $index, $operation, is cut off after it happened: the run goes on", ({ index }) =>
    cutOff(index),
  );

  test.each(each)(
    "write $index, $operation, is cut off every time: it is done, or taken back",
    async ({ index }) => {
      const [clean, place] = [
        await given(scenario, []),
        await given(scenario, faultsAt(scenario, index, "reset-after", 4)),
      ];
      const before = await place.account.dump();
      expect((await clean.run(scenario.line)).exit).toBe(0);
      const run = await place.run(scenario.line);
      // What was refused the second time was known to be there; what may be sent twice was never heard of.
      if (run.exit === 0) expect(await inWords(place)).toEqual(await inWords(clean));
      else {
        expect(run, run.stderr).toMatchObject({ exit: 1, stdout: "" });
        expect(await place.account.dump()).toEqual(before);
      }
    },
  );
});

describe("what passes", () => {
  const LINE = "apigw create-method --api petstore --resource /pets --method POST --integration mock";

  test.each([
    ["conflict", "PutMethodResponse"],
    ["throttle", "PutIntegration"],
    ["error", "GetResources"],
    ["reset-before", "PutMethod"],
  ] as const)("one %s of %s is tried again", async (kind, operation) => {
    const place = await freshPlace({ faults: [{ kind, operation, nth: 1, retryAfterSeconds: 0 }] });
    const run = await place.run(LINE);
    expect(run.exit, run.stderr).toBe(0);
    const done = run.writes.filter(({ status }) => status >= 200 && status < 300).map((one) => one.operation);
    expect(done).toEqual(["PutMethod", "PutMethodResponse", "PutIntegration", "PutIntegrationResponse"]);
  });

  test("conflicts that do not pass end it, with all taken back", async () => {
    const place = await freshPlace({ faults: [{ kind: "conflict", operation: "PutIntegration" }] });
    const before = await place.account.dump();
    const run = await place.run(LINE);
    expect(run.exit, run.stderr).toBe(1);
    expect(run.stderr).toContain("Somebody else is changing this API at the same time");
    expect(await place.account.dump()).toEqual(before);
  });
});

describe("what cannot be taken back", () => {
  test("is named with the command that finishes it, and the run ends with 3", async () => {
    const place = await freshPlace({ faults: [{ kind: "error", operation: "DeleteMethod" }] });
    const before = await place.account.dump();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method POST --integration http --integration-method GET --endpoint https://example.com --timeout 60000 --skip-check timeout",
    );
    expect(run).toMatchObject({ exit: 3, stdout: "" });
    expect(run.stderr).toContain("Some of it could not be taken back. What remains, and how to finish:");
    const command = /^ +(aws .*)$/m.exec(run.stderr)?.[1] ?? "";
    const [, service, name, ...flags] = words(command);
    expect([service, name]).toEqual(["apigateway", "delete-method"]);
    const value = (flag: string) => flags[flags.indexOf(flag) + 1];
    await place.account.gateway.deleteMethod({
      restApiId: value("--rest-api-id"),
      resourceId: value("--resource-id"),
      httpMethod: value("--http-method"),
    });
    expect(await place.account.dump()).toEqual(before);
  });

  test("does not keep the rest from being taken back", async () => {
    const place = await freshPlace({
      faults: [
        { kind: "error", operation: "AddPermission" },
        { kind: "error", operation: "DeleteRequestValidator" },
      ],
    });
    const before = await place.account.dump();
    const run = await place.run(
      "apigw create-method --api petstore --resource /a --create-resource --method GET --integration lambda --function hello --request-validator body",
    );
    expect(run.exit, run.stderr).toBe(3);
    expect(run.stderr).toMatch(
      /aws apigateway delete-request-validator --rest-api-id \S+ --request-validator-id [a-z0-9]+/,
    );
    const after = await place.account.dump();
    expect(after.apis.petstore?.resources).toEqual(before.apis.petstore?.resources);
    expect(after.policies).toEqual(before.policies);
    expect(after.apis.petstore?.validators).toHaveLength(1);
  });
});
