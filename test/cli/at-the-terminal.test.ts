import { describe, expect, test } from "vitest";
import { CTRL_C } from "./person.ts";
import { freshPlace } from "./run.ts";
import { sent } from "./sent.ts";

const POST_PETS = "apigw create-method --api petstore --resource /pets --method POST";

describe("what the prompts do beside asking", () => {
  test("only what is missing is asked for", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      `${POST_PETS} --integration http --no-proxy --endpoint https://example.com --timeout 100 --content-handling text --authorization none --request-validator none --no-api-key-required --passthrough never`,
      async (person) => {
        await person.picks("HTTP method:", "GET");
        await person.says(false, "Configure method request settings?");
        await person.says(false, "Configure integration request settings?");
        await person.says(false, "Configure responses?");
        await person.says(true, "Create method?");
      },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).not.toContain("? REST API");
    expect((await sent(place, run))[2]?.[2]).toMatchObject({
      integrationHttpMethod: "GET",
      timeoutInMillis: 100,
    });
  });

  test("with nothing missing nothing is asked, not even to confirm", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${POST_PETS} --integration mock`, async () => {});
    expect(run.exit).toBe(0);
    expect(run.stderr).not.toContain("? ");
    expect(run.writes).toHaveLength(4);
  });

  test("--yes leaves the last question out", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${POST_PETS} --yes`, async (person) => {
      await person.picks("Integration type:", "Mock");
      await person.says(false, "Configure method request settings?");
      await person.says(false, "Configure integration request settings?");
      await person.says(false, "Configure responses?");
    });
    expect(run.exit).toBe(0);
    expect(run.stderr).not.toContain("Create method?");
    expect(run.writes).toHaveLength(4);
  });

  test("before anything is written the calls are shown", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      POST_PETS,
      async (person) => {
        await person.picks("Integration type:", "Mock");
        await person.says(false, "Configure method request settings?");
        await person.says(false, "Configure integration request settings?");
        await person.says(false, "Configure responses?");
        await person.sees("POST /pets of petstore, in us-east-1, account 123456789012, at http://127.0.0.1:");
        await person.sees("4.  PutIntegrationResponse  POST /pets 200");
        await person.says(true, "Create method?");
      },
      {
        onCall: ({ operation }) => expect(operation).toMatch(/^(Get|List|Put)/),
      },
    );
    expect(run.exit).toBe(0);
  });

  test("a text that does not do is refused at once, with the reason", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${POST_PETS} --integration http`, async (person) => {
      await person.says(true, "HTTP proxy integration?");
      await person.picks("Response transfer mode:", "Buffered");
      await person.picks("HTTP method:", "POST");
      await person.corrects(
        "Endpoint URL:",
        "example.com",
        '"example.com" is not an http:// or https:// address.',
        "https://example.com",
      );
      await person.picks("Content handling:", "Passthrough");
      await person.corrects("Timeout", "49", "49 is below the least that is accepted", "50");
      await person.says(false, "Configure method request settings?");
      await person.says(false, "Configure integration request settings?");
      await person.says(false, "Configure responses?");
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect((await sent(place, run)).at(-1)?.[2]).toMatchObject({
      uri: "https://example.com",
      timeoutInMillis: 50,
    });
  });

  test("a resource that is not there is offered to be made", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      "apigw create-method --api petstore --method GET --integration mock",
      async (person) => {
        await person.finds("Resource:", "/orders", "/orders");
        await person.says(true, "petstore has no resource /orders. Create it?");
        await person.says(false, "Configure method request settings?");
        await person.says(false, "Configure integration request settings?");
        await person.says(false, "Configure responses?");
        await person.says(true, "Create method?");
      },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect((await sent(place, run))[0]).toEqual([
      "CreateResource",
      "petstore",
      { parentId: "<id of />", pathPart: "orders" },
    ]);
    expect(run.stderr).toMatch(/apigw create-method .*--create-resource/);
  });

  test("a resource that is not wanted after all is asked for again", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      "apigw create-method --api petstore --method GET --integration mock",
      async (person) => {
        await person.finds("Resource:", "/orders", "/orders");
        await person.says(false, "petstore has no resource /orders. Create it?");
        await person.sees("? Resource:");
        person.interrupts();
      },
    );
    expect(run).toMatchObject({ exit: 130, writes: [] });
  });

  test.each([
    ["Update", 0, "updated"],
    ["Replace", 0, "replaced"],
    ["Leave it, and stop here", 1, ""],
  ])("a method that is there: %s", async (answer, exit, outcome) => {
    const place = await freshPlace();
    const run = await place.sit(
      "apigw create-method --api petstore --resource /pets --method GET --integration mock --response 201=created --query outcome",
      async (person) => person.picks("GET /pets exists already. What now?", answer),
    );
    expect(run.exit, run.stderr).toBe(exit);
    expect(run.stdout.trim()).toBe(outcome);
    expect(run.writes.length > 0).toBe(exit === 0);
  });

  test("where something may not be listed it is typed", async () => {
    const place = await freshPlace({ faults: [{ kind: "error", operation: "ListFunctions" }] });
    const run = await place.sit(`${POST_PETS} --integration lambda --proxy`, async (person) => {
      await person.picks("Response transfer mode:", "Buffered");
      await person.skips("Lambda Region");
      await person.sees("Lambda function could not be listed (InternalFailure); type it.");
      await person.answers("Lambda function:", "hello");
      await person.skips("Timeout");
      await person.says(false, "Configure method request settings?");
      await person.says(false, "Configure integration request settings?");
      await person.says(false, "Configure responses?");
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes.at(-1)?.operation).toBe("AddPermission");
  });

  test("the Region is asked for where nothing names one", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      `${POST_PETS} --integration mock --query region`,
      async (person) =>
        person.finds("Region:", "eu-c", "eu-central-1").then(() => person.says(true, "Create method?")),
      { env: { AWS_REGION: undefined } },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stdout).toBe("eu-central-1\n");
    expect(run.stderr).toMatch(/^ {2}apigw create-method .*--region eu-central-1/m);
  });
});

describe("Ctrl-C", () => {
  test.each(["REST API:", "Resource:", "Method type:", "Integration type:"])(
    "at %s leaves with 130, and nothing is written",
    async (question) => {
      const place = await freshPlace();
      const run = await place.sit("apigw create-method", async (person) => {
        if (question !== "REST API:") await person.finds("REST API:", "p", "petstore");
        if (/Method|Integration/.test(question)) await person.finds("Resource:", "/pets", "/pets");
        if (/Integration/.test(question)) await person.picks("Method type:", "POST");
        await person.sees(`? ${question}`);
        person.type(CTRL_C);
      });
      expect(run).toMatchObject({ exit: 130, writes: [], stdout: "" });
      expect(run.stderr).toContain("Cancelled. Nothing was changed.");
    },
  );

  test("at the last question leaves with 130, and nothing is written", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${POST_PETS}`, async (person) => {
      await person.picks("Integration type:", "Mock");
      await person.says(false, "Configure method request settings?");
      await person.says(false, "Configure integration request settings?");
      await person.says(false, "Configure responses?");
      await person.sees("? Create method?");
      person.interrupts();
    });
    expect(run).toMatchObject({ exit: 130, writes: [], stdout: "" });
  });

  test("no at the last question changes nothing either, and is told apart", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${POST_PETS}`, async (person) => {
      await person.picks("Integration type:", "Mock");
      await person.says(false, "Configure method request settings?");
      await person.says(false, "Configure integration request settings?");
      await person.says(false, "Configure responses?");
      await person.says(false, "Create method?");
    });
    expect(run).toMatchObject({ exit: 9, writes: [], stdout: "" });
  });

  test.each([1, 2, 3, 4, 5])(
    "while call %i is under way: it is finished, and all is taken back",
    async (at) => {
      const place = await freshPlace();
      const before = await place.account.dump();
      let writes = 0;
      const run = await place.run(
        "apigw create-method --api petstore --resource /a/b --create-resource --method GET --integration lambda --function hello --request-validator body",
        {
          onCall({ operation }, interrupt) {
            // The permission is under way beside them.
            if (/^(Get|List|Delete|Remove|AddPermission)/.test(operation)) return;
            writes += 1;
            if (writes === at) interrupt();
          },
        },
      );
      expect(run.exit, run.stderr).toBe(130);
      expect(writes).toBe(at);
      expect(run.stdout).toBe("");
      expect(run.stderr).toContain("All that had been done was taken back: nothing is left changed.");
      expect(await place.account.dump()).toEqual(before);
    },
  );
});
