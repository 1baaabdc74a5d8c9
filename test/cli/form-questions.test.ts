import { describe, expect, test } from "vitest";
import { DOWN } from "./person.ts";
import { freshPlace } from "./run.ts";
import { sent } from "./sent.ts";
import { type Answers, walks } from "./walks.ts";
import { words } from "./words.ts";

const LINE = "apigw create-method --api petstore --resource /pets --method PUT";

describe("lists", () => {
  test("show what they hold; an entry is changed and taken out", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${LINE} --integration mock`.replace(" --method PUT", ""), async (person) => {
      const until = /^URL query/;
      await walks(person, { "Method type": "put", "Configure method": "y" }, { until });
      const question = "URL query string parameters (";
      await person.gives(question, "one:required");
      await person.nextQuestion();
      await person.gives(question, "two:cached");
      await person.nextQuestion();
      await person.gives(question, "three:required");
      // Take the second out.
      await person.nextQuestion();
      await person.sees("Go on with these 3");
      person.type(DOWN + DOWN);
      await person.gives(question, "");
      await person.picks("two:cached:", "Remove it");
      // Change the first.
      await person.nextQuestion();
      await person.sees("Go on with these 2");
      person.type(DOWN);
      await person.gives(question, "");
      await person.picks("one:required:", "Change it");
      await person.answers("name[:required][:cached]:", "uno:cached");
      await walks(person, {});
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    expect((await sent(place, run))[0]?.[2]).toMatchObject({
      requestParameters: {
        "method.request.querystring.uno": false,
        "method.request.querystring.three": true,
      },
    });
    expect(run.stderr).toContain("--query-param uno:cached --query-param three:required");
  });

  test("of an update hold what is there: what is taken out is unset, the rest stays", async () => {
    const place = await freshPlace();
    await place.run(`${LINE} --integration mock --header X-One:required --header X-Two --operation-name old`);
    const run = await place.sit("apigw update-method --api petstore --resource /pets", async (person) => {
      const answers = { "Method type": "put", "Configure method": "y" };
      await walks(person, answers, { until: /^Operation name/ });
      // A standing text may be left out.
      await person.picks("Operation name:", "(none)");
      await walks(person, {}, { until: /^HTTP request headers/ });
      await person.sees("X-Two");
      person.type(DOWN);
      await person.gives("HTTP request headers", "");
      await person.picks("X-One:required:", "Remove it");
      await walks(person, {});
      await person.says(true, "Change the method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    expect(run.stderr).toContain("--unset header:X-One");
    expect(run.stderr).toContain("--unset operation-name");
    const patches = run.writes.flatMap(({ input }) => (input.patchOperations as { path: string }[]) ?? []);
    expect(patches.map(({ path }) => path).sort()).toEqual([
      "/operationName",
      "/requestParameters/method.request.header.X-One",
    ]);
  });

  test("ask for the second half of what is typed, as the console has a field for it", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, {
        "Integration type": "http",
        "HTTP method": "post",
        "Endpoint URL": "https://example.com",
        "Configure method": "y",
        "Request body (": ["text/plain", ""],
        "Model for text/plain": "Pet",
        "Configure integration": "y",
        "Mapped parameters": ["integration.request.header.X-Id", ""],
        "integration.request.header.X-Id": "context.requestId",
        "Configure responses": "y",
        "Method response": ["404", ""],
        "Selection pattern of 404": "4.*",
        "Response header": ["404:X-Kind", "200:X-Plain", ""],
        "404:X-Kind is mapped from": "context.requestId",
        "Response model": ["404:application/json", ""],
        "Model for 404": "Error",
      });
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    for (const flag of [
      "--request-model text/plain=Pet",
      "--request-parameter integration.request.header.X-Id=context.requestId",
      "--response '404=4.*'",
      "--response-header 404:X-Kind=context.requestId",
      "--response-header 200:X-Plain",
      "--response-model 404:application/json=Error",
    ])
      expect(run.stderr).toContain(flag);
  });

  test("are kept when somebody goes back in the middle of one", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      const answers = { "Integration type": "mock", "Configure method": "y" };
      await walks(person, answers, { until: /^URL query/ });
      await person.gives("URL query string parameters (", "one:required");
      const open = (await person.nextQuestion()) ?? "";
      await person.sees("one:required");
      await person.goesBack(open);
      await walks(person, {});
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    expect(run.stderr).toContain("--query-param one:required");
  });

  test("of models are pairs to choose from", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${LINE}`, async (person) => {
      const answers = {
        "Integration type": "mock",
        "Configure method": "y",
        "Request body (": ["Pet", ""],
      };
      await walks(person, answers);
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-1500)).toBe(0);
    expect((await sent(place, run))[0]?.[2]).toMatchObject({ requestModels: { "application/json": "Pet" } });
    // Of a content type that has one no other is offered: it would be refused.
    const [before = "", after = ""] = run.stderr.split("✔ Request body: application/json=Pet");
    expect(before).toContain("application/json=Error");
    expect(after).not.toContain("application/json=Error");
  });
});

describe("a template", () => {
  const ask = async (choice: string, edits?: (text: string) => string) => {
    const place = await freshPlace();
    const run = await place.sit(
      LINE,
      async (person) => {
        const answers = {
          "Integration type": "http",
          "HTTP method": "post",
          "Endpoint URL": "https://example.com",
          "Configure integration": "y",
          "Mapping templates": ["application/json", ""],
          "Template for": choice,
        };
        await walks(person, answers);
        await person.says(true, "Create method?");
      },
      { files: { "pets.vtl": '{"pets": $input.body}' }, ...(edits ? { edits } : {}) },
    );
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    const integration = (await sent(place, run)).find(([name]) => name === "PutIntegration");
    const again = await freshPlace();
    const line = /^The same by one command:\n {2}(apigw [\s\S]*?)\n\n/m.exec(run.stderr)?.[1] ?? "";
    const byLine = await again.run([...words(line), "--no-input"], {
      files: { "pets.vtl": '{"pets": $input.body}' },
    });
    expect(byLine.exit, byLine.stderr).toBe(0);
    expect((await sent(again, byLine)).find(([name]) => name === "PutIntegration")).toEqual(integration);
    const templates = (integration?.[2].requestTemplates ?? {}) as Record<string, string>;
    return templates["application/json"];
  };

  test("comes from a file", async () => expect(await ask("@pets.vtl")).toBe('{"pets": $input.body}'));
  test("is typed", async () => expect(await ask('{"a": 1}')).toBe('{"a": 1}'));
  test("is one of API Gateway's own", async () => expect(await ask("Empty")).toBe("{}"));
  test("passes all of the request through", async () =>
    expect(await ask("Method request passthrough")).toContain("\"body-json\" : $input.json('$')"));
  test("is written in an editor", async () =>
    expect(await ask("Write it in an editor", () => '{\n  "b": 2\n}\n')).toBe('{\n  "b": 2\n}'));
});

test("a VPC link V2 wants its load balancer where that is asked for", async () => {
  const place = await freshPlace();
  const target = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/alb/0123456789abcdef";
  const run = await place.sit(LINE, async (person) => {
    const answers = {
      "Integration type": "vpc-link",
      "VPC link": "private-alb",
      "HTTP method": "get",
      "Endpoint URL": "http://pets.internal",
      "Integration target": target,
    };
    await walks(person, answers, { wrongs: { "Integration target": [["", "is a VPC link V2"]] } });
    await person.says(true, "Create method?");
  });
  expect(run.exit, run.stderr.slice(-2000)).toBe(0);
  expect(run.stderr).toContain(`--integration-target ${target}`);
});

describe("at the last question", () => {
  const TO_THE_END = { "Integration type": "mock", "Operation name": "x" };

  test("Dry run prints the calls, sends none, and says the line", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, TO_THE_END);
      await person.picks("Create method?", "Dry run");
    });
    expect(run, run.stderr).toMatchObject({ exit: 0, writes: [] });
    const told = await place.run(`${LINE} --integration mock --dry-run`);
    expect(run.stdout).toBe(told.stdout);
    expect(run.stderr).toContain("The same by one command:\n  apigw create-method");
  });

  test("Back goes to the question before, and forward again", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, TO_THE_END);
      await person.picks("Create method?", "Back");
      expect(await walks(person, {})).toEqual([expect.stringMatching(/^Configure responses/)]);
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr).toBe(0);
  });
});

describe("an AWS service", () => {
  test("by a recipe: what it leaves open is asked for, and the role is made", async () => {
    const [place, told] = [await freshPlace(), await freshPlace()];
    const run = await place.sit(LINE, async (person) => {
      const asked = await walks(person, {
        "Integration type": "aws",
        "What to call": "sqs:SendMessage",
        queue: "pets",
        "Execution role": "create a role",
        "New execution role": "pets-caller",
      });
      // A recipe says service, action and method itself.
      expect(asked.some((one) => /AWS service|Action|HTTP method/.test(one))).toBe(false);
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    const byFlags = await told.run(
      `${LINE} --recipe sqs:SendMessage --set queue=pets --create-role pets-caller`,
    );
    expect(await sent(place, run)).toEqual(await sent(told, byFlags));
    expect(run.stderr).toContain("--recipe sqs:SendMessage --set queue=pets");
  });

  test("another type of integration drops the recipe, and what belongs to it", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, {
        "Integration type": "aws",
        "What to call": "sqs:SendMessage",
        queue: "pets",
        "AWS Region": "us-west-2",
      });
      await person.picks("Create method?", "Integration type");
      await person.picks("Integration type:", "HTTP");
      await walks(person, { "HTTP method": "get", "Endpoint URL": "https://example.com" });
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    for (const gone of ["Recipe", "Recipe's values", "AWS Region"])
      expect(run.stderr).toContain(`${gone} is dropped: `);
    expect(run.stderr).toContain(`${LINE} --integration http --integration-method GET --endpoint`);
  });

  test("by the caller's credentials, which need authorization", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, {
        "Integration type": "aws",
        "AWS service": "sqs",
        "HTTP method": "post",
        "Action type": "path",
        "Path override": "123456789012/pets",
        "Execution role": "caller",
      });
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    const calls = await sent(place, run);
    expect(calls[0]?.[2]).toMatchObject({ authorizationType: "AWS_IAM" });
    expect(calls.find(([name]) => name === "PutIntegration")?.[2]).toMatchObject({
      credentials: "arn:aws:iam::*:user/*",
    });
  });

  test("a role's resource is suggested from what was typed", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, {
        "Integration type": "aws",
        "AWS service": "sqs",
        "HTTP method": "post",
        "Action type": "path",
        "Path override": "123456789012/pets",
        "Execution role": "create a role",
        "Allowed actions": ["sqs:SendMessage", ""],
        "Allowed resources": ["pets", ""],
      });
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2500)).toBe(0);
    expect(run.stderr).toContain("--role-resource arn:aws:sqs:us-east-1:123456789012:pets");
  });

  test("an action that is not called by its name is said so, and taken when it is given again", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      const answers = {
        "Integration type": "aws",
        "AWS service": "s3",
        "HTTP method": "get",
        "Action type": "use action",
      };
      await walks(person, answers, { until: /^Action name/ });
      await person.isRefused("Action name:", "GetObject", "s3:GetObject is a REST operation");
      await person
        .isRefused("Action name:", "GetObject", "Given again, it is taken as it is.")
        .catch(() => {});
      person.interrupts();
    });
    expect(run.exit).toBe(130);
  });
});

describe("a timeout above 29 seconds is spoken of at its question", () => {
  const ask = async (
    type: "EDGE" | "REGIONAL",
    answers: Answers,
    refused: string | undefined,
    raised = 0,
  ) => {
    const place = await freshPlace();
    const { gateway, quotas } = place.account;
    const quota = { ServiceCode: "apigateway", QuotaCode: "L-E5AE38E3" };
    if (raised > 0) await quotas.requestServiceQuotaIncrease({ ...quota, DesiredValue: raised });
    const { id = "" } = await gateway.createRestApi({
      name: "other",
      endpointConfiguration: { types: [type] },
    });
    const { items = [] } = await gateway.getResources({ restApiId: id });
    expect(items.map(({ path }) => path)).toEqual(["/"]);
    return place.sit("apigw create-method --api other --resource /", async (person) => {
      await walks(
        person,
        { "Method type": "get", "Integration type": "lambda", ...answers },
        { until: /^Timeout/ },
      );
      const question = (await person.nextQuestion()) ?? "";
      if (refused !== undefined) await person.isRefused(question, "30000", refused);
      else {
        expect(question).toContain(
          answers["Response transfer mode"] === "stream" ? "50 to 900000" : "50 to 29000",
        );
        await person.gives(question, "30000");
        await person.nextQuestion();
      }
      person.interrupts();
    });
  };

  test("with a raised quota alone on a Regional API", async () => {
    const run = await ask("REGIONAL", { "Lambda function": "hello" }, undefined, 30_000);
    expect(run.stderr).not.toContain("not checked (timeout)");
    expect(run.stderr).toContain("--timeout 30000");
  });

  test("not on a Regional API whose account has AWS's own quota", async () => {
    const run = await ask("REGIONAL", { "Lambda function": "hello" }, "the account's quota of 29000");
    expect(run.stderr).not.toContain("--timeout 30000");
  });

  test("not on an edge-optimized one", async () => {
    const run = await ask("EDGE", { "Lambda function": "hello" }, "edge-optimized");
    expect(run.stderr).not.toContain("--timeout 30000");
  });

  test("and simply so where the answer streams", async () => {
    const answers = { "Lambda function": "hello", "Lambda proxy": "y", "Response transfer mode": "stream" };
    const run = await ask("REGIONAL", answers, undefined);
    expect(run.stderr).not.toContain("needs the quota");
    expect(run.stderr).toContain("--timeout 30000");
  });
});

describe("where nothing can be asked", () => {
  test("an account without APIs", async () => {
    const place = await freshPlace({ empty: true });
    const run = await place.sit("apigw create-method", async () => {});
    expect(run, run.stderr).toMatchObject({ exit: 5, writes: [] });
    expect(run.stderr).toContain("there is no REST API in us-east-1");
  });

  test("an endpoint that nobody answers at", async () => {
    const place = await freshPlace();
    const run = await place.sit("apigw create-method", async () => {}, {
      env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
    });
    expect(run, run.stderr).toMatchObject({ exit: 7, writes: [] });
    expect(run.stderr).not.toContain("? ");
  });
});

test("where one is, is said first: the sandbox in words and in another colour than an account", async () => {
  const place = await freshPlace();
  const account = await place.sit("apigw create-method", async (person) => {
    await person.sees("? REST API");
    person.interrupts();
  });
  expect(account.stderr).toMatch(/^apigw create-method, in us-east-1, account 123456789012, at http/);
  const sandbox = await place.sit(
    "apigw create-method --sandbox --sandbox-state own.json",
    async (person) => {
      await person.sees("? REST API");
      person.interrupts();
    },
  );
  expect(sandbox.stderr).toMatch(/^apigw create-method, in us-east-1 of the SANDBOX\n/);
  const colour = (screen: string) => /\x1b\[(\d+)m(?=us-east-1)/.exec(screen)?.[1];
  expect(colour(account.screen)).toBeDefined();
  expect(colour(account.screen)).not.toBe(colour(sandbox.screen));
});

describe("in plain lines", () => {
  test.each([
    ["--accessible", {}, "create"],
    ["", { APIGW_ACCESSIBLE: "1" }, "y"],
    ["", { TERM: "dumb" }, "1"],
  ])("%s %o: nothing is drawn over", async (flag, env, last) => {
    const [place, told] = [await freshPlace(), await freshPlace()];
    const run = await place.sit(
      `apigw create-method --api petstore ${flag}`,
      async (person) => {
        const say = async (seen: string, line: string) => {
          await person.sees(seen);
          await person.sees("> ");
          person.line(line);
        };
        await say("Resource:", "2");
        await say("Method type:", "<");
        await say("1. /pets: as it is", "");
        await say("8. PUT", "gte");
        await say('Nothing in the list matches "gte".', "put");
        await say("Integration type:", "http");
        await say("HTTP proxy integration?", "maybe");
        await say("Answer yes or no.", "no");
        await say("HTTP method:", "get");
        await say("Endpoint URL:", "example.com");
        await say("is not an http:// or https:// address", "https://example.com");
        await say("Content handling:", "");
        await say("Timeout", "");
        for (const page of ["method request", "integration request", "responses"])
          await say(`Configure ${page}`, "");
        await say("Create method?", last);
      },
      { env },
    );
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    expect(run.screen).not.toMatch(/\x1b\[\d*[A-HJKST]/);
    const byFlags = await told.run(
      `${LINE} --integration http --integration-method GET --endpoint https://example.com`,
    );
    expect(await sent(place, run)).toEqual(await sent(told, byFlags));
  });

  test("a text that is a part of one choice is not taken for it unseen", async () => {
    const place = await freshPlace();
    await place.account.gateway.createRestApi({ name: "zweite" });
    const run = await place.sit("apigw create-method --accessible", async (person) => {
      const say = async (seen: string, line: string) => {
        await person.sees(seen);
        await person.sees("> ");
        person.line(line);
      };
      await say("REST API:", "petst");
      await say("petstore", "/pets/{pet");
      await say("Given again, /pets/{pet is taken as it is.", "/petid");
      await say("petstore has no resource /petid. Create it?", "no");
      await say("Resource:", "/pets/{petid}");
      await say("Method type:", "\x03");
    });
    expect(run).toMatchObject({ exit: 130, writes: [] });
  });

  test("n at the last question is no", async () => {
    const run = await (await freshPlace()).sit(`${LINE} --accessible`, async (person) => {
      for (const [seen, line] of [
        ["Integration type:", "mock"],
        ["method request", ""],
        ["integration request", ""],
        ["responses", ""],
        ["Create method?", "n"],
      ] as const) {
        await person.sees(seen);
        await person.sees("> ");
        person.line(line);
      }
    });
    expect(run).toMatchObject({ exit: 9, writes: [] });
  });

  test("Ctrl-C leaves with 130", async () => {
    const place = await freshPlace();
    const run = await place.sit("apigw create-method --accessible", async (person) => {
      await person.sees("REST API:");
      person.line("\x03");
    });
    expect(run).toMatchObject({ exit: 130, writes: [] });
  });
});
