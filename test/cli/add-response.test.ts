import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { HTTP, ok, standing } from "./changes.ts";
import { freshPlace, type Place } from "./run.ts";
import { walks } from "./walks.ts";

const AT = "--api petstore --resource /pets --method POST";
const LAMBDA = `apigw create-method ${AT} --integration lambda --function hello`;
const PLAIN = `apigw create-method ${AT} --integration http --integration-method GET --endpoint https://example.com`;

interface Response {
  readonly header: string | undefined;
  readonly template: string | undefined;
  readonly model: string | undefined;
  readonly handling: string | undefined;
}
type Responses = Readonly<Record<string, Response>>;

const PATTERNS: Readonly<Record<string, string>> = {
  "201": "201",
  "400": "40[0-3]",
  "404": "404",
  "500": "5\\d{2}",
};
const maybe = (...texts: string[]) => fc.constantFrom(undefined, ...texts);
const responses: fc.Arbitrary<Responses> = fc
  .subarray(Object.keys(PATTERNS), { minLength: 1 })
  .chain((statuses) =>
    fc
      .array(
        fc.record({
          header: maybe("X-Kind='bad'", "X-Id=context.requestId"),
          template: maybe("text/plain=oh", 'application/json={"a": 1}'),
          model: maybe("application/json=Error"),
          handling: maybe("convert_to_text", "convert_to_binary"),
        }),
        { minLength: statuses.length, maxLength: statuses.length },
      )
      .map((all) => Object.fromEntries(statuses.map((status, i) => [status, all[i] as Response]))),
  );

/** The flags that say these responses. */
const flags = (all: Responses): readonly string[] =>
  Object.entries(all).flatMap(([status, { header, template, model, handling }]) => [
    "--response",
    `${status}=${PATTERNS[status]}`,
    ...(header ? ["--response-header", `${status}:${header}`] : []),
    ...(template ? ["--response-template", `${status}:${template}`] : []),
    ...(model ? ["--response-model", `${status}:${model}`] : []),
    ...(handling ? ["--response-content-handling", `${status}:${handling}`] : []),
  ]);
const say = (place: Place, command: string, words: readonly string[]) =>
  place.run([command, "--api", "petstore", "--resource", "/pets", "--method", "POST", ...words]);

test("from any responses to any others, and back by undo", async () => {
  await fc.assert(
    fc.asyncProperty(responses, responses, async (a, b) => {
      const [place, straight] = [await freshPlace(), await freshPlace()];
      ok(await place.run(PLAIN));
      ok(await straight.run(PLAIN));
      ok(await say(place, "add-response", flags(a)));
      ok(await say(straight, "add-response", flags(b)));
      const before = await standing(place);
      const gone = Object.keys(a).filter((status) => !(status in b));
      if (gone.length > 0)
        ok(
          await say(place, "remove-response", [...gone.flatMap((status) => ["--response", status]), "--yes"]),
        );
      ok(await say(place, "add-response", [...flags(b), "--if-exists", "replace"]));
      expect(await standing(place)).toEqual(await standing(straight));
      // What was so already made no run that could be taken back.
      const runs = JSON.parse((await place.run("apigw history --output json")).stdout).runs.length - 2;
      for (let i = 0; i < runs; i++) ok(await place.run("apigw undo --yes"));
      expect(await standing(place)).toEqual(before);
    }),
    { numRuns: 8 },
  );
}, 60_000);

describe("one that the method has", () => {
  const ADD = `apigw add-response ${AT} --response 404=no`;

  test("is refused, kept, changed, or set whole", async () => {
    const place = await freshPlace();
    ok(await place.run(HTTP));
    const failed = await place.run(`${ADD} --error-format json`);
    expect(failed).toMatchObject({ exit: 1, writes: [] });
    expect(JSON.parse(failed.stderr).error.code).toBe("already-exists");
    const skipped = ok(await place.run(`${ADD} --if-exists skip --output json`));
    expect(JSON.parse(skipped.stdout).outcome).toBe("skipped");
    // Beside one that is skipped, the other is made.
    const other = ok(
      await place.run(`${ADD} --response 500=5.. --response-header 404:X-A=context.stage --if-exists skip`),
    );
    expect(other.writes.map(({ operation }) => operation)).toEqual([
      "PutMethodResponse",
      "PutIntegrationResponse",
    ]);
    const same = ok(await place.run(`${ADD} --if-exists update`));
    expect(same.stdout).toContain("Already so");
    ok(await place.run(`${ADD} --if-exists update --response-header 404:X-Why=context.stage`));
    const whole = ok(await place.run(`${ADD} --if-exists replace`));
    expect(whole.writes.map(({ operation }) => operation)).toEqual([
      "PutIntegrationResponse",
      "UpdateMethodResponse",
    ]);
  });

  test("half a response is made whole, and half a response goes", async () => {
    const place = await freshPlace();
    ok(await place.run(PLAIN));
    const { gateway } = place.account;
    const resourceId = (await place.account.dump()).apis.petstore?.resources["/pets"]?.id ?? "";
    const method = { restApiId: place.apiId, resourceId, httpMethod: "POST" };
    await gateway.putMethodResponse({ ...method, statusCode: "404" });
    const run = ok(await place.run(`apigw add-response ${AT} --response 404=404`));
    expect(run.writes.map(({ operation }) => operation)).toEqual(["PutIntegrationResponse"]);
    await gateway.deleteMethodResponse({ ...method, statusCode: "404" });
    const gone = ok(await place.run(`apigw remove-response ${AT} --response 404 --yes`));
    expect(gone.writes.map(({ operation }) => operation)).toEqual(["DeleteIntegrationResponse"]);
  });
});

describe("selection patterns, before the write", () => {
  test.each([
    [
      PLAIN,
      "--response '404=4..' --response '405=4[0-9]{2}'",
      "take the same answers (400, 401, 402 and 97 more)",
    ],
    [PLAIN, "--response '404=4\\d\\d' --response '405=(4..)'", "take the same answers"],
    [PLAIN, "--response 404", "would both be the default response"],
    [PLAIN, "--response '404=404?+{'", "is not a regular expression of Java (Illegal repetition"],
    [PLAIN, "--response '404=(?P<a>4)'", "is not a regular expression of Java"],
    [PLAIN, "--response '404=.*NotFound.*'", "matches no HTTP status", 0],
    [PLAIN, "--response '404=4\\d'", "matches no HTTP status", 0],
    [LAMBDA, "--response '404=a.*' --response '405=a.*'", "is given twice"],
    [LAMBDA, "--response '404=[a&&b]x'", "describes no text at all", 0],
    [LAMBDA, "--response '404=a\\Q(\\E' --response '405=a\\('", "take the same messages", 0],
    [LAMBDA, "--response '404=(?:no|not).*' --response '405=not?.*'", "take the same messages", 0],
    [LAMBDA, "--response '404=4\\d{2}'", "not against a status", 0],
    [PLAIN, "--response '404=4..' --response '405=.0.'", "both take 400, 401, 402 and 7 more", 0],
  ] satisfies [string, string, string, number?][])("%s, then %s", async (first, words, says, exit = 2) => {
    const place = await freshPlace();
    ok(await place.run(first));
    const run = await place.run(`apigw add-response ${AT} ${words}`);
    expect(run.exit, run.stderr).toBe(exit);
    expect(run.stderr).toContain(says);
    if (exit !== 0) expect(run.writes).toEqual([]);
  });

  test.each([
    [PLAIN, "--response 404=404 --response '400=4(?!04)..' --response '500=5..'"],
    [LAMBDA, "--response '404=(?s).*[Nn]ot.found.*' --response '400=(?s)Bad.*'"],
    [LAMBDA, "--response '404=\\Q(none)\\E'"],
  ])("%s, then %s: nothing to say", async (first, words) => {
    const place = await freshPlace();
    ok(await place.run(first));
    expect(ok(await place.run(`apigw add-response ${AT} ${words}`)).stderr).not.toContain("Note");
  });
});

describe("content handling of a response", () => {
  test("is set, kept by an update, and cleared", async () => {
    const place = await freshPlace();
    ok(await place.run(`${LAMBDA} --response-content-handling 200:convert_to_binary`));
    const handling = async () => {
      const method = (await place.account.dump()).apis.petstore?.resources["/pets"]?.methods.POST as {
        methodIntegration: { integrationResponses: Record<string, { contentHandling?: string }> };
      };
      return method.methodIntegration.integrationResponses["200"]?.contentHandling;
    };
    ok(await place.run(`apigw add-response ${AT} --response 404=no`));
    ok(await place.run(`apigw update-method ${AT} --timeout 5000 --response-header 200:X-A=context.stage`));
    expect(await handling()).toBe("CONVERT_TO_BINARY");
    ok(await place.run(`apigw update-method ${AT} --unset response-content-handling:200`));
    expect(await handling()).toBeUndefined();
  });

  test("is seen in the bytes that a stage answers", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    const backend = createServer((_, answer) => answer.end("aGVsbG8=")).listen(0, "127.0.0.1");
    await once(backend, "listening");
    onTestFinished(() => void backend.close());
    const { port } = backend.address() as AddressInfo;
    ok(
      await place.run(
        `apigw create-method ${AT} --integration http --integration-method GET --endpoint http://127.0.0.1:${port}/`,
      ),
    );
    const call = async () => {
      await gateway.createDeployment({ restApiId: place.apiId, stageName: "live" });
      const url = `${place.url}/restapis/${place.apiId}/live/_user_request_/pets`;
      return (await fetch(url, { method: "POST" })).text();
    };
    expect(await call()).toBe("aGVsbG8=");
    ok(
      await place.run(
        `apigw add-response ${AT} --response 200 --response-content-handling 200:convert_to_binary --if-exists update --skip-check binary`,
      ),
    );
    expect(await call()).toBe("hello");
    ok(await place.run(`apigw update-method ${AT} --unset response-content-handling:200`));
    expect(await call()).toBe("aGVsbG8=");
  });
});

test("asks for the response and what belongs to it", async () => {
  const place = await freshPlace();
  ok(await place.run(PLAIN));
  const run = await place.sit("apigw add-response", async (person) => {
    await walks(person, {
      "REST API": "petstore",
      Resource: "/pets",
      "Method type": "post",
      "Method response": ["404=404", ""],
      "Response header": ["404:X-Kind='bad'", ""],
    });
    await person.says(true, "Add the response 404?");
  });
  expect(run.exit, run.stderr).toBe(0);
  expect(run.writes.map(({ operation }) => operation)).toEqual([
    "PutMethodResponse",
    "PutIntegrationResponse",
  ]);
  const again = await place.sit("apigw remove-response", async (person) => {
    await walks(person, {
      "REST API": "petstore",
      Resource: "/pets",
      "Method type": "post",
      Response: ["404", ""],
    });
    await person.says(true, "Remove the response 404?");
  });
  expect(again.exit, again.stderr).toBe(0);
  expect(again.stderr).toContain(`apigw remove-response ${AT} --response 404`);
});
