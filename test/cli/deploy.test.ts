import { describe, expect, test } from "vitest";
import { ok } from "./changes.ts";
import { freshPlace, type Place } from "./run.ts";
import { walks } from "./walks.ts";

const MOCK =
  "apigw create-method --api petstore --integration mock --create-resource --method GET --resource /price";
const says = (text: string) => `--response-template '200:text/plain=${text}'`;
const AT = "--api petstore --stage prod";

/** An API that answers with the price, and a stage that serves it. */
async function shop(price = "one", options = {}): Promise<Place> {
  const place = await freshPlace(options);
  ok(await place.run(`${MOCK} ${says(price)}`));
  ok(await place.run(`apigw deploy ${AT} --create-stage`));
  return place;
}
const change = async (place: Place, price: string) =>
  ok(await place.run(`apigw update-method --api petstore --resource /price --method GET ${says(price)}`));

const call = async (place: Place, stage = "prod"): Promise<string> =>
  (await fetch(`${place.url}/restapis/${place.apiId}/${stage}/_user_request_/price`)).text();
const stageOf = async ({ account, apiId }: Place, stageName = "prod") => {
  const { $metadata, createdDate, lastUpdatedDate, ...stage } = await account.gateway.getStage({
    restApiId: apiId,
    stageName,
  });
  return stage;
};
const deployments = async ({ account, apiId }: Place) =>
  ((await account.gateway.getDeployments({ restApiId: apiId })).items ?? []).map(({ id = "" }) => id).sort();
const live = async (place: Place) => ({
  stages: await allStages(place),
  deployments: await deployments(place),
});
const allStages = async (place: Place) => {
  const { item = [] } = await place.account.gateway.getStages({ restApiId: place.apiId });
  return Promise.all(item.map(({ stageName = "" }) => stageOf(place, stageName)));
};

describe("deploy", () => {
  test("makes the stage, moves it, and undo moves it back and deletes the deployment", async () => {
    const place = await freshPlace();
    ok(await place.run(`${MOCK} ${says("one")}`));
    const before = await live(place);
    const made = ok(
      await place.run(
        `apigw deploy ${AT} --create-stage --description 'Prices in euro' --stage-description 'For all' --stage-variable table=pets --tracing --cache-size 1.6`,
      ),
    );
    expect(made.writes.map(({ operation }) => operation)).toEqual(["CreateDeployment", "CreateStage"]);
    expect(await stageOf(place)).toMatchObject({
      description: "For all",
      variables: { table: "pets" },
      tracingEnabled: true,
      cacheClusterEnabled: true,
      cacheClusterSize: "1.6",
    });
    expect(await call(place)).toBe("one");
    const first = await live(place);
    await change(place, "two");
    expect(await call(place)).toBe("one");
    const moved = ok(await place.run(`apigw deploy ${AT} --stage-variable table=cats --output json`));
    expect(moved.writes.map(({ operation }) => operation)).toEqual(["CreateDeployment", "UpdateStage"]);
    expect(await call(place)).toBe("two");
    const result = JSON.parse(moved.stdout);
    expect(result.outcome).toBe("deployed");
    expect(result.stage.before).toBe(
      first.stages.find(({ stageName }) => stageName === "prod")?.deploymentId,
    );
    expect(result.stage.deployment).toBe((await stageOf(place)).deploymentId);
    ok(await place.run("apigw undo --yes"));
    expect(await live(place)).toEqual(first);
    expect(await call(place)).toBe("one");
    ok(await place.run("apigw undo --yes"));
    ok(await place.run("apigw undo --yes"));
    expect(await live(place)).toEqual(before);
  });

  test("the address and a curl line that can be run as it stands", async () => {
    const place = await freshPlace();
    ok(
      await place.run(
        `${MOCK} ${says("one")} --api-key-required --authorization iam --header X-Shop:required --query-param page:required --method POST`.replace(
          "--method GET ",
          "",
        ),
      ),
    );
    const run = ok(
      await place.run(
        "apigw update-method --api petstore --resource /price --method POST --operation-name buy --deploy dev",
      ),
    );
    const url = `${place.url}/restapis/${place.apiId}/dev/_user_request_`;
    expect(run.stderr).toContain(`${url}/`);
    expect(run.stderr).toContain(
      `curl -X POST --aws-sigv4 aws:amz:us-east-1:execute-api -u "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \${AWS_SESSION_TOKEN:+"-Hx-amz-security-token: $AWS_SESSION_TOKEN"} -H 'x-api-key: API_KEY' -H 'X-Shop: X_SHOP' -H 'Content-Type: application/json' -d BODY '${url}/price?page=PAGE'`,
    );
    expect(run.stderr).not.toContain("wJalr");
  });

  test("a stage that is not there is made only where somebody says so", async () => {
    const place = await freshPlace();
    const run = await place.run("apigw deploy --api petstore --stage deb");
    expect(run).toMatchObject({ exit: 5, writes: [] });
    expect(run.stderr).toContain("Did you mean dev?");
    expect(run.stderr).toContain("add --create-stage");
    const asked = await place.sit("apigw deploy", async (person) => {
      await walks(
        person,
        {
          "REST API": "petstore",
          Stage: "shop",
          "petstore has no stage shop": "y",
          "Deployment description": "New",
        },
        { until: /^Make the stage, and deploy\?/ },
      );
      await person.says(true, "Make the stage, and deploy?");
    });
    expect(asked.exit, asked.stderr).toBe(0);
    expect(asked.stderr).toContain(
      "apigw deploy --api petstore --stage shop --create-stage --description New",
    );
    expect((await stageOf(place, "shop")).deploymentId).toBeTruthy();
  });

  test.each([
    ["--stage 'a b'", 2, "is not a stage's name"],
    ["--stage dev --promote", 2, "Promotion not available. Canary does not exist."],
    ["--stage dev --end-canary", 2, "the stage dev has no canary"],
    [
      "--stage new --canary 10",
      2,
      "Stage new must already be created before making a canary release deployment",
    ],
    ["--stage new --roll-back", 5, 'petstore has no stage "new"'],
    ["--stage dev --roll-back", 2, "there is no deployment before that of dev"],
    ["--stage dev --deployment abc123", 5, "petstore has no deployment abc123"],
    ["--stage dev --promote --roll-back", 2, "only one of --canary, --promote"],
    ["--stage dev --promote --description x", 2, "does not apply"],
    ["--stage dev --canary 101", 2, "is not between 0 and 100 percent"],
    ["--stage dev --cache-size 2", 2, "is not one of none, 0.5"],
    ["--stage dev --stage-variable a-b=pets", 2, "Invalid stage variable name: a-b"],
    ["--stage dev --stage-variable 'table=p+q'", 2, "Invalid stage variable value of key table"],
    ["--stage dev --canary 10 --stage-variable 'table=p+q'", 2, "Invalid stage variable value of key table"],
  ])("%s", async (words, exit, text) => {
    const run = await (await freshPlace()).run(`apigw deploy --api petstore ${words}`);
    expect(run.writes).toEqual([]);
    expect(run.exit, run.stderr).toBe(exit);
    expect(run.stderr).toContain(text);
  });
});

describe("what would refuse the deployment", () => {
  test("a half-made method, in AWS's words, with whose it is", async () => {
    const place = await shop();
    const { gateway } = place.account;
    ok(
      await place.run("apigw create-method --api petstore --resource /pets --method POST --integration mock"),
    );
    const { resources = {} } = (await place.account.dump()).apis.petstore ?? {};
    const half = { restApiId: place.apiId, resourceId: resources["/pets"]?.id ?? "", httpMethod: "POST" };
    await gateway.deleteIntegration(half);
    await gateway.putMethod({
      ...half,
      resourceId: resources["/pets/{petId}"]?.id ?? "",
      authorizationType: "NONE",
    });
    for (const line of [
      `apigw deploy ${AT}`,
      "apigw create-method --api petstore --resource /pets --method PUT --integration mock --deploy prod",
      "apigw update-method --api petstore --resource /price --method GET --operation-name x --deploy prod",
    ]) {
      const run = await place.run(line);
      expect(run.exit, run.stderr).toBe(2);
      expect(run.writes).toEqual([]);
      expect(run.stderr).toContain("AWS refuses this: No integration defined for method.");
      expect(run.stderr).toMatch(/POST \/pets has none \(run \S+, create-method by this user on 20/);
      expect(run.stderr).toMatch(/POST \/pets\/\{petId\} has none(?! \()/);
    }
    // What would refuse it is what AWS says, to the letter.
    await expect(gateway.createDeployment({ restApiId: place.apiId })).rejects.toThrow(
      "No integration defined for method",
    );
    // The run that takes the last half-made ones away may deploy.
    ok(await place.run("apigw delete-method --api petstore --resource /pets --method POST --yes"));
    ok(
      await place.run(
        "apigw delete-method --api petstore --resource '/pets/{petId}' --method POST --yes --deploy prod",
      ),
    );
  });

  test("an API without methods", async () => {
    const place = await freshPlace();
    const { id: restApiId = "" } = await place.account.gateway.createRestApi({ name: "empty" });
    const run = await place.run(`apigw deploy --api ${restApiId} --stage prod --create-stage`);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain("The REST API doesn't contain any methods");
  });

  test("what would fail when it is called is said, and stops nothing", async () => {
    const place = await shop();
    ok(
      await place.run(
        "apigw create-method --api petstore --resource /pets --method POST --integration lambda --function create-pet",
      ),
    );
    await place.account.functions.deleteFunction({ FunctionName: "create-pet" });
    const run = ok(await place.run(`apigw deploy ${AT}`));
    expect(run.stderr).toMatch(/Note: POST \/pets: .*create-pet/);
    expect(ok(await place.run(`apigw deploy ${AT} --skip-check function`)).stderr).not.toContain(
      "create-pet",
    );
  });
});

describe("what goes live", () => {
  test("is shown before and after, by the stage's export, with what others left configured", async () => {
    const place = await shop("one");
    await change(place, "two");
    ok(
      await place.run("apigw create-method --api petstore --resource /pets --method POST --integration mock"),
    );
    ok(await place.run("apigw delete-method --api petstore --resource /pets --method GET --yes"));
    const shown = ok(await place.run(`apigw deploy ${AT} --dry-run --output json`));
    const { goesLive } = JSON.parse(shown.stdout);
    expect(goesLive.by).toBe("export");
    expect(
      goesLive.changes.map(({ at, change: how }: { at: string; change: string }) => [how, at]).sort(),
    ).toEqual([
      ["added", "POST /pets"],
      ["changed", "GET /price"],
      ["removed", "GET /pets"],
    ]);
    const beside = ok(
      await place.run(
        "apigw create-method --api petstore --resource /pets --method PUT --integration mock --deploy prod",
      ),
    );
    expect(beside.stdout).toContain("Goes live beside it on prod:");
    expect(beside.stdout).toContain("+ POST /pets");
    expect(beside.stdout).not.toContain("+ PUT /pets");
    expect(ok(await place.run(`apigw deploy ${AT}`)).stdout).toContain(
      "Goes live on prod: nothing that could be told",
    );
  });

  test("that it cannot be told keeps nobody from deploying", async () => {
    const place = await shop("one", { faults: [{ kind: "denied", operation: "GetExport" }] });
    await change(place, "two");
    const run = ok(await place.run(`apigw deploy ${AT}`));
    expect(run.stdout).toContain("the stage's export may not be read, so that is not all of it");
    expect(await call(place)).toBe("two");
  });
});

describe("a canary", () => {
  test("takes its share, is promoted, and is rolled back", async () => {
    const place = await shop("one");
    await change(place, "two");
    ok(await place.run(`apigw deploy ${AT} --canary 100 --stage-variable table=new`));
    expect(await call(place)).toBe("two");
    const { canarySettings, deploymentId: stays } = await stageOf(place);
    expect(canarySettings).toMatchObject({ percentTraffic: 100, stageVariableOverrides: { table: "new" } });
    // Its share may change without another deployment of the stage itself.
    await change(place, "three");
    const other = ok(await place.run(`apigw deploy ${AT} --canary 0`));
    expect(other.stderr).not.toContain("goes on taking");
    expect(await call(place)).toBe("one");
    expect((await stageOf(place)).deploymentId).toBe(stays);
    ok(await place.run(`apigw deploy ${AT} --promote`));
    expect(await call(place)).toBe("three");
    expect(await stageOf(place)).toMatchObject({ variables: { table: "new" } });
    expect((await stageOf(place)).canarySettings).toBeUndefined();
    const back = ok(await place.run(`apigw deploy ${AT} --roll-back`));
    expect(back.writes.map(({ operation }) => operation)).toEqual(["UpdateStage"]);
    expect((await stageOf(place)).deploymentId).toBe(stays);
    expect(await call(place)).toBe("one");
    ok(await place.run("apigw undo --yes"));
    expect(await call(place)).toBe("three");
    ok(await place.run("apigw undo --yes"));
    expect((await stageOf(place)).canarySettings?.percentTraffic).toBe(0);
    ok(await place.run(`apigw deploy ${AT} --end-canary`));
    expect((await stageOf(place)).canarySettings).toBeUndefined();
  });

  test("a deployment beside a canary says that it goes on", async () => {
    const place = await shop("one");
    ok(await place.run(`apigw deploy ${AT} --canary 5`));
    const run = ok(await place.run(`apigw deploy ${AT}`));
    expect(run.stderr).toContain("goes on taking 5 % of the calls");
  });
});

describe("rolling back", () => {
  test("goes where the stage was, not to what another stage got in between", async () => {
    const place = await shop("one");
    await change(place, "two");
    ok(await place.run("apigw deploy --api petstore --stage test --create-stage"));
    await change(place, "three");
    ok(await place.run(`apigw deploy ${AT}`));
    expect(await call(place)).toBe("three");
    ok(await place.run(`apigw deploy ${AT} --roll-back`));
    expect(await call(place)).toBe("one");
  });

  test("without a journal it is the deployment before, and one may be named", async () => {
    const place = await shop("one");
    const { deploymentId: first } = await stageOf(place);
    await change(place, "two");
    const clock = new Date(Date.now() + 2000);
    while (new Date() < clock) await new Promise((resume) => setTimeout(resume, 50));
    await place.account.gateway.createDeployment({ restApiId: place.apiId, stageName: "prod" });
    const env = { XDG_STATE_HOME: `${place.folder}/other` };
    ok(await place.run(`apigw deploy ${AT} --roll-back`, { env }));
    expect((await stageOf(place)).deploymentId).toBe(first);
    expect(await call(place)).toBe("one");
    const [other = ""] = (await deployments(place)).filter((id) => id !== first);
    const named = await place.run(`apigw deploy ${AT} --deployment ${other} --output json`);
    expect(named.exit, named.stderr).toBe(0);
  });
});

describe("undo of what leads to a deployment that is gone", () => {
  test("says so, and changes nothing", async () => {
    const place = await shop("one");
    await change(place, "two");
    ok(await place.run(`apigw deploy ${AT}`));
    const { deploymentId: second = "" } = await stageOf(place);
    ok(await place.run(`apigw deploy ${AT} --roll-back`));
    await place.account.gateway.deleteDeployment({ restApiId: place.apiId, deploymentId: second });
    const before = await live(place);
    const run = await place.run("apigw undo --yes");
    expect(run).toMatchObject({ exit: 1 });
    expect(run.stderr).toContain("The API does not have this deployment any more");
    expect(await live(place)).toEqual(before);
  });
});

describe("what comes back", () => {
  const POST = "--api petstore --resource /price --method POST";
  interface Told {
    readonly goesLive: {
      readonly by: string;
      readonly changes: readonly { at: string; change: string; differences: readonly object[] }[];
      readonly untold: readonly { member: string; why: string; at: readonly string[] }[];
    } | null;
  }
  const told = async (place: Place, flags: string): Promise<Told["goesLive"]> => {
    const run = ok(await place.run(`apigw deploy ${AT} ${flags} --dry-run --output json`));
    expect(run.writes).toEqual([]);
    return (JSON.parse(run.stdout) as Told).goesLive;
  };

  /** The price was one, then two with a way to set it. */
  async function moved(): Promise<Place> {
    const place = await shop("one");
    await change(place, "two");
    ok(await place.run(`apigw create-method ${POST} --integration mock --api-key-required`));
    ok(await place.run(`apigw deploy ${AT}`));
    return place;
  }

  test("of a deployment that no stage serves: methods, and that the rest cannot be told", async () => {
    const place = await moved();
    const goesLive = await told(place, "--roll-back");
    expect(goesLive).toMatchObject({
      by: "summary",
      changes: [{ at: "POST /price", change: "removed", differences: [] }],
    });
    expect(goesLive?.untold).toContainEqual(
      expect.objectContaining({ member: "all but authorization type and API key" }),
    );
    const run = ok(await place.run(`apigw deploy ${AT} --roll-back --dry-run`));
    expect(run.stdout).toContain("- POST /price");
    expect(run.stdout).toContain("whether the rest differs cannot be told");
    ok(await place.run(`apigw deploy ${AT} --roll-back`));
    // What is configured still has it: that is no part of what a stage is moved to.
    const back = await told(place, "--roll-back");
    expect(back?.changes).toMatchObject([{ at: "POST /price", change: "added" }]);
  });

  test("the line that calls the stage is of a method that it has by then", async () => {
    const place = await shop("one");
    ok(
      await place.run(
        "apigw create-method --api petstore --resource /a --create-resource --method GET --integration mock",
      ),
    );
    const forward = ok(await place.run(`apigw deploy ${AT} --output json`));
    const back = ok(await place.run(`apigw deploy ${AT} --roll-back --output json`));
    expect(JSON.parse(forward.stdout).curl).toMatch(/\/a$/);
    expect(JSON.parse(back.stdout).curl).toMatch(/\/pets$/);
  });

  test("where nothing of it differs, that is not said of the rest", async () => {
    const place = await shop("one");
    await change(place, "two");
    ok(await place.run(`apigw deploy ${AT}`));
    const run = ok(await place.run(`apigw deploy ${AT} --roll-back --dry-run`));
    expect(run.stdout).toContain("nothing that could be told");
    expect(run.stdout).toContain("whether the rest differs cannot be told");
  });

  test("of one that another stage serves: value by value", async () => {
    const place = await shop("one");
    const { deploymentId: first = "" } = await stageOf(place);
    await place.account.gateway.createStage({
      restApiId: place.apiId,
      stageName: "kept",
      deploymentId: first,
    });
    await change(place, "two");
    ok(await place.run(`apigw create-method ${POST} --integration mock`));
    ok(await place.run(`apigw deploy ${AT}`));
    const goesLive = await told(place, `--deployment ${first}`);
    expect(goesLive).toMatchObject({
      by: "export",
      changes: [
        {
          at: "GET /price",
          change: "changed",
          differences: [{ before: "two", after: "one" }],
        },
        { at: "POST /price", change: "removed" },
      ],
    });
    expect(goesLive?.untold.map(({ member }) => member)).toContain(
      "policy, apiKeySource, minimumCompressionSize",
    );
  });

  test("of a canary that is promoted, and of one that ends", async () => {
    const place = await shop("one");
    ok(await place.run(`apigw create-method ${POST} --integration mock`));
    ok(await place.run(`apigw deploy ${AT} --canary 10`));
    expect(await told(place, "--promote")).toMatchObject({
      by: "summary",
      changes: [{ at: "POST /price", change: "added" }],
    });
    expect(await told(place, "--end-canary")).toMatchObject({
      by: "summary",
      changes: [{ at: "POST /price", change: "removed" }],
    });
    const shown = ok(await place.run(`apigw deploy ${AT} --promote`));
    expect(shown.stdout).toContain("+ POST /price");
  });

  test("before it is confirmed", async () => {
    const place = await moved();
    const before = await live(place);
    const run = await place.sit("apigw deploy --api petstore --roll-back", async (person) => {
      await walks(person, { Stage: "prod" }, { until: /^Move the stage to deployment/ });
      await person.sees("- POST /price");
      await person.says(false, "Move the stage to deployment");
    });
    expect(run).toMatchObject({ exit: 9, writes: [] });
    expect(await live(place)).toEqual(before);
  });

  test("where nobody may read it, it is not told", async () => {
    const place = await shop("one", {
      faults: [
        { kind: "denied", operation: "GetExport" },
        { kind: "denied", operation: "GetDeployment" },
      ],
    });
    await change(place, "two");
    ok(await place.run(`apigw deploy ${AT}`));
    expect(await told(place, "--roll-back")).toBe(null);
    const run = ok(await place.run(`apigw deploy ${AT} --roll-back`));
    expect(run.stdout + run.stderr).toContain("What goes live could not be told:");
    expect(await call(place)).toBe("one");
  });
});

describe("--deploy of a change", () => {
  test("goes live in one run, and is taken back in one", async () => {
    const place = await shop("one");
    const before = { account: await place.account.dump(), live: await live(place) };
    const run = ok(
      await place.run(
        "apigw create-method --api petstore --resource /pets --method POST --integration lambda --proxy --function hello --deploy prod",
      ),
    );
    expect(run.stderr).not.toContain("Not live until");
    const answer = await fetch(`${place.url}/restapis/${place.apiId}/prod/_user_request_/pets`, {
      method: "POST",
    });
    expect(answer.status).toBe(200);
    ok(await place.run("apigw undo --yes"));
    expect(await place.account.dump()).toEqual(before.account);
    expect(await live(place)).toEqual(before.live);
  });

  test("a deletion takes its company with it, where no other stage may serve it", async () => {
    const place = await freshPlace();
    const { policies } = await place.account.dump();
    ok(
      await place.run(
        "apigw create-method --api petstore --resource /pets --method POST --integration lambda --proxy --function hello --deploy dev",
      ),
    );
    const run = ok(
      await place.run("apigw delete-method --api petstore --resource /pets --method POST --deploy dev --yes"),
    );
    expect(run.writes.map(({ operation }) => operation)).toEqual([
      "DeleteMethod",
      "CreateDeployment",
      "UpdateStage",
      "RemovePermission",
    ]);
    expect((await place.account.dump()).policies).toEqual(policies);
    expect(
      (await fetch(`${place.url}/restapis/${place.apiId}/dev/_user_request_/pets`, { method: "POST" }))
        .status,
    ).toBe(403);
  });

  test("a deployment that fails takes the change back", async () => {
    const place = await shop("one", { faults: [{ kind: "denied", operation: "CreateDeployment", nth: 2 }] });
    const before = await place.account.dump();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method POST --integration mock --deploy prod",
    );
    expect(run.exit, run.stderr).toBe(4);
    expect(await place.account.dump()).toEqual(before);
  });

  test("the stage must be there", async () => {
    const run = await (await freshPlace()).run(
      "apigw create-method --api petstore --resource /pets --method POST --integration mock --deploy prd",
    );
    expect(run).toMatchObject({ exit: 5, writes: [] });
  });
});

test("AWS takes one deployment in five seconds: it is waited for", async () => {
  const place = await freshPlace({ throttle: { rate: 1000, burst: 1000 } });
  const began = Date.now();
  const runs = [];
  for (const stage of ["a", "b"])
    runs.push(await place.run(`apigw deploy --api petstore --stage ${stage} --create-stage`));
  for (const run of runs) ok(run);
  const refused = runs
    .flatMap(({ calls }) => calls)
    .filter(({ operation, status }) => operation === "CreateDeployment" && status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Date.now() - began).toBeGreaterThan(4000);
  expect(await deployments(place)).toHaveLength(3);
}, 30_000);

test("an answer that was lost is found again by the run's name", async () => {
  const place = await shop("one", {
    faults: [{ kind: "reset-after", operation: "CreateDeployment", nth: 2 }],
  });
  const before = await deployments(place);
  const run = ok(await place.run(`apigw deploy ${AT}`));
  expect(await deployments(place)).toHaveLength(before.length + 1);
  expect(before).not.toContain((await stageOf(place)).deploymentId);
  expect(run.writes.map(({ operation }) => operation)).toEqual(["CreateDeployment", "UpdateStage"]);
});

test("a run that was killed behind the deployment is led back, and on", async () => {
  for (const way of ["--back", ""]) {
    const place = await shop("one");
    const before = await live(place);
    await change(place, "two");
    await place.cutOff(`apigw deploy ${AT}`, { write: 1, effect: true });
    expect(await deployments(place)).toHaveLength(before.deployments.length + 1);
    const runs = JSON.parse((await place.run("apigw history --output json")).stdout).runs;
    ok(await place.run(`apigw resume ${runs.at(-1).run} ${way}`));
    if (way === "--back") expect(await live(place)).toEqual(before);
    else {
      expect(await call(place)).toBe("two");
      expect(await deployments(place)).toHaveLength(before.deployments.length + 1);
    }
  }
});

test("what a colleague set of the stage meanwhile stays when the deployment is undone", async () => {
  const place = await shop("one");
  const { deploymentId } = await stageOf(place);
  ok(await place.run(`apigw deploy ${AT} --stage-variable table=pets`));
  await place.account.gateway.updateStage({
    restApiId: place.apiId,
    stageName: "prod",
    patchOperations: [
      { op: "replace", path: "/tracingEnabled", value: "true" },
      { op: "replace", path: "/variables/table", value: "cats" },
    ],
  });
  const run = await place.run("apigw undo --yes");
  expect(run.exit, run.stderr).toBe(6);
  expect(run.stderr).toContain("stage prod, variables table");
  expect(await stageOf(place)).toMatchObject({
    deploymentId,
    tracingEnabled: true,
    variables: { table: "cats" },
  });
});
