import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { corsCode } from "../../src/gateway/messages/cors-code.ts";
import { runPrinted } from "../explain/printed.ts";
import { ok } from "./changes.ts";
import { freshPlace, type Place } from "./run.ts";
import { walks } from "./walks.ts";

const CORS = "apigw enable-cors --api petstore --resource /shop";
const at = (method: string, rest: string, path = "/shop") =>
  `apigw create-method --api petstore --resource ${path} --create-resource --method ${method} ${rest}`;
const HTTP = "--integration http --integration-method GET --endpoint https://example.com";
const A = "https://a.example";
const B = "https://b.example";
const TWO = `--allow-origin ${A} --allow-origin ${B}`;

async function shop(...lines: readonly string[]): Promise<Place> {
  const place = await freshPlace();
  for (const line of lines) ok(await place.run(line));
  return place;
}

type Method = {
  authorizationType: string;
  apiKeyRequired: boolean;
  methodIntegration: {
    type: string;
    contentHandling?: string;
    requestTemplates?: Record<string, string>;
    integrationResponses?: Record<
      string,
      { responseParameters?: Record<string, string>; responseTemplates?: Record<string, string> }
    >;
  };
};
const methodsOf = async ({ account }: Place, path = "/shop") =>
  ((await account.dump()).apis.petstore?.resources[path]?.methods ?? {}) as Record<string, Method>;
const mapped = (method: Method | undefined, status: string) =>
  Object.fromEntries(
    Object.entries(method?.methodIntegration.integrationResponses?.[status]?.responseParameters ?? {}).map(
      ([name, value]) => [name.replace("method.response.header.", ""), value],
    ),
  );

/** A call to the deployed stage, with what a browser looks at. */
async function call(place: Place, path: string, init: RequestInit = {}) {
  await place.account.gateway.createDeployment({ restApiId: place.apiId, stageName: "web" });
  const answer = await fetch(`${place.url}/restapis/${place.apiId}/web/_user_request_${path}`, init);
  return {
    status: answer.status,
    body: await answer.text(),
    origin: answer.headers.get("access-control-allow-origin"),
    vary: answer.headers.get("vary"),
    credentials: answer.headers.get("access-control-allow-credentials"),
    methods: answer.headers.get("access-control-allow-methods"),
    headers: answer.headers.get("access-control-allow-headers"),
    age: answer.headers.get("access-control-max-age"),
    expose: answer.headers.get("access-control-expose-headers"),
  };
}

describe("what is written", () => {
  test("the mock, the headers on every answer, and the gateway responses; the second time nothing", async () => {
    const place = await shop(
      at("GET", `${HTTP} --response 404=404 --response '500=5..' --header X-Shop:required`),
      at("PUT", "--integration mock --authorization iam --api-key-required"),
    );
    const before = await place.account.dump();
    const run = ok(await place.run(`${CORS} --max-age 600 --expose-headers ETag`));
    const methods = await methodsOf(place);
    expect(mapped(methods.OPTIONS, "200")).toEqual({
      "Access-Control-Allow-Headers":
        "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Shop'",
      "Access-Control-Allow-Methods": "'GET,OPTIONS,PUT'",
      "Access-Control-Allow-Origin": "'*'",
      "Access-Control-Max-Age": "'600'",
    });
    expect(methods.OPTIONS).toMatchObject({ authorizationType: "NONE", apiKeyRequired: false });
    for (const status of ["200", "404", "500"])
      expect(mapped(methods.GET, status)).toEqual({
        "Access-Control-Allow-Origin": "'*'",
        "Access-Control-Expose-Headers": "'ETag'",
      });
    expect(mapped(methods.PUT, "200")["Access-Control-Allow-Origin"]).toBe("'*'");
    const { gatewayResponses = [] } = (await place.account.dump()).apis.petstore ?? {};
    expect(gatewayResponses.map(({ responseType }) => responseType)).toEqual(["DEFAULT_4XX", "DEFAULT_5XX"]);
    expect(run.stderr).toContain("Not live until it is deployed");
    const again = ok(await place.run(`${CORS} --max-age 600 --expose-headers ETag --output json`));
    expect(JSON.parse(again.stdout)).toMatchObject({ outcome: "unchanged", resources: ["/shop"] });
    expect(again.writes).toEqual([]);
    ok(await place.run("apigw undo --yes"));
    expect(await place.account.dump()).toEqual(before);
  });

  test("--dry-run --detailed-exitcode only looks", async () => {
    const place = await shop(at("GET", HTTP));
    const look = () => place.run(`${CORS} --dry-run --detailed-exitcode`);
    expect(await look()).toMatchObject({ exit: 8, writes: [] });
    expect(await place.run(`${CORS} --dry-run --detailed-exitcode --output json`)).toMatchObject({ exit: 8 });
    expect(await place.run(`${CORS} --detailed-exitcode`)).toMatchObject({ exit: 2, writes: [] });
    ok(await place.run(CORS));
    expect(await look()).toMatchObject({ exit: 0, writes: [] });
  });

  test("--recursive, and only the methods that are named", async () => {
    const place = await shop(
      at("GET", HTTP),
      at("PUT", HTTP),
      at("GET", HTTP, "/shop/toys"),
      at("POST", HTTP, "/shop/toys"),
      at("GET", HTTP, "/shopping"),
      "apigw create-resource --api petstore --resource /shop/empty/box",
    );
    const run = ok(await place.run(`${CORS} --recursive --method GET --output json`));
    expect(JSON.parse(run.stdout).resources.sort()).toEqual([
      "/shop",
      "/shop/empty",
      "/shop/empty/box",
      "/shop/toys",
    ]);
    const [top, toys] = [await methodsOf(place), await methodsOf(place, "/shop/toys")];
    expect(mapped(top.GET, "200")).toHaveProperty("Access-Control-Allow-Origin");
    expect(mapped(top.PUT, "200")).toEqual({});
    expect(mapped(toys.OPTIONS, "200")["Access-Control-Allow-Methods"]).toBe("'GET,OPTIONS,POST'");
    expect(await methodsOf(place, "/shopping")).not.toHaveProperty("OPTIONS");
    expect(await methodsOf(place, "/shop/empty")).toEqual({});
  });

  test("a Vary that is there says the origin too", async () => {
    const place = await shop(at("GET", `${HTTP} --response-header "200:Vary='Accept'"`));
    const before = await place.account.dump();
    for (const origins of [`--allow-origin ${A}`, TWO, `--allow-origin ${B}`]) {
      ok(await place.run(`${CORS} ${origins}`));
      expect(mapped((await methodsOf(place)).GET, "200").Vary).toBe("'Accept,Origin'");
    }
    ok(await place.run(`${CORS} --remove --yes`));
    expect(await place.account.dump()).toEqual(before);
  });

  test("ANY allows all, OPTIONS of a backend's own stays, a mock on OPTIONS that asks for a key no longer does", async () => {
    const place = await shop(
      at("ANY", HTTP),
      at("GET", HTTP, "/own"),
      at("OPTIONS", `${HTTP} --authorization iam`, "/own"),
      at("GET", HTTP, "/mock"),
      at("OPTIONS", "--api-key-required --authorization iam", "/mock"),
    );
    ok(await place.run(CORS));
    expect(mapped((await methodsOf(place)).OPTIONS, "200")["Access-Control-Allow-Methods"]).toBe(
      "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'",
    );
    const own = await methodsOf(place, "/own");
    const run = ok(await place.run(CORS.replace("/shop", "/own")));
    expect(run.stderr).toMatch(
      /OPTIONS \/own goes to a backend of its own.*is refused before it comes there/,
    );
    expect((await methodsOf(place, "/own")).OPTIONS).toEqual(own.OPTIONS);
    const mock = ok(await place.run(CORS.replace("/shop", "/mock")));
    expect(mock.stderr).toContain("Weaker:");
    expect((await methodsOf(place, "/mock")).OPTIONS).toMatchObject({
      authorizationType: "NONE",
      apiKeyRequired: false,
    });
  });

  test("gateway responses that somebody set apart get them too, and keep what is theirs", async () => {
    const place = await shop(at("GET", HTTP));
    await place.account.gateway.putGatewayResponse({
      restApiId: place.apiId,
      responseType: "UNAUTHORIZED",
      statusCode: "418",
      responseParameters: { "gatewayresponse.header.X-Own": "'mine'" },
      responseTemplates: { "text/plain": "no" },
    });
    const before = await place.account.dump();
    ok(await place.run(CORS));
    const of = async () =>
      (await place.account.dump()).apis.petstore?.gatewayResponses.find(
        ({ responseType }) => responseType === "UNAUTHORIZED",
      );
    expect(await of()).toMatchObject({
      statusCode: "418",
      responseParameters: {
        "gatewayresponse.header.X-Own": "'mine'",
        "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
      },
      responseTemplates: { "text/plain": "no" },
    });
    ok(await place.run(`${CORS} --remove --yes`));
    expect((await place.account.dump()).apis.petstore?.gatewayResponses).toEqual(
      before.apis.petstore?.gatewayResponses,
    );
  });

  test("asks for what is open", async () => {
    const place = await shop(at("GET", HTTP));
    const run = await place.sit("apigw enable-cors", async (person) => {
      await walks(
        person,
        { "REST API": "petstore", Resource: "/shop", "Access-Control-Allow-Origin": [A, ""] },
        { until: /^Enable CORS\?/ },
      );
      await person.says(true, "Enable CORS?");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toContain(`apigw enable-cors --api petstore --resource /shop --allow-origin ${A}`);
    expect(mapped((await methodsOf(place)).GET, "200")).toEqual({
      "Access-Control-Allow-Origin": `'${A}'`,
      Vary: "'Origin'",
    });
  });
});

describe("what is answered", () => {
  /** A backend that answers what it is asked for. */
  async function backend(body: string, type = "application/json"): Promise<string> {
    const server = createServer((_, answer) => answer.setHeader("Content-Type", type).end(body));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `--integration http --integration-method GET --endpoint http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  const preflight = (origin: string, more: Record<string, string> = {}): RequestInit => ({
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "PUT", ...more },
  });

  test("to two origins, each by its name, with the body to the letter; to others the first", async () => {
    const body = '  {"a": "$b #if(1) \\\\ \\"é\\"",\n "c": [1.10, 10000000000000000000]}\n';
    const place = await shop(at("GET", await backend(body)));
    ok(await place.run(`${CORS} ${TWO} --allow-credentials`));
    for (const [origin, told] of [
      [A, A],
      [B, B],
      ["https://evil.example", A],
    ] as const) {
      const answer = await call(place, "/shop", { headers: { origin } });
      expect(answer).toMatchObject({ status: 200, origin: told, vary: "Origin", credentials: "true", body });
      const asked = await call(place, "/shop", preflight(origin));
      expect(asked).toMatchObject({
        status: 200,
        origin: told,
        vary: "Origin",
        credentials: "true",
        body: "",
      });
    }
    // An origin that only begins like one that is let in is another.
    expect((await call(place, "/shop", { headers: { origin: `${A}.evil` } })).origin).toBe(A);
    expect((await call(place, "/shop")).origin).toBe(A);
  });

  test("templates that are there run on behind the choice", async () => {
    const place = await shop(
      at(
        "GET",
        `${await backend('{"n": 1}')} --response-template '200:application/json={"was": $input.path("$.n")}'`,
      ),
    );
    ok(await place.run(`${CORS} ${TWO}`));
    expect(await call(place, "/shop", { headers: { origin: B } })).toMatchObject({
      origin: B,
      body: '{"was": 1}',
    });
    ok(await place.run(CORS));
    expect(await call(place, "/shop", { headers: { origin: B } })).toMatchObject({
      origin: "*",
      body: '{"was": 1}',
    });
    const [template] = Object.values(
      (await methodsOf(place)).GET?.methodIntegration.integrationResponses?.["200"]?.responseTemplates ?? {},
    );
    expect(template).toBe('{"was": $input.path("$.n")}');
  });

  test.each([
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=x",
    "image/png",
  ])("a preflight that says it is %s", async (type) => {
    const place = await shop(at("GET", HTTP));
    ok(await place.run(`${CORS} ${TWO}`));
    const answer = await call(place, "/shop", { ...preflight(B, { "content-type": type }) });
    expect(answer).toMatchObject({ status: 200, origin: B });
  });

  test.each([
    ["*/*", A],
    ["*/*", TWO],
    ["image/png", A],
    ["image/png", TWO],
  ])("where the API takes %s for binary: %s", async (type, origins) => {
    const place = await shop(at("GET", "--integration lambda --function hello"));
    await place.account.gateway.updateRestApi({
      restApiId: place.apiId,
      patchOperations: [{ op: "add", path: `/binaryMediaTypes/${type.replace("/", "~1")}` }],
    });
    const flags = origins === TWO ? TWO : `--allow-origin ${origins}`;
    const run = await place.run(`${CORS} ${flags}`);
    if (type === "*/*" && origins === TWO) {
      expect(run).toMatchObject({ exit: 2, writes: [] });
      expect(run.stderr).toContain("a template cannot read bytes");
      // What is printed is what mends it.
      const [line = ""] = /aws apigateway update-rest-api .*'/.exec(run.stderr) ?? [];
      await runPrinted(line, place);
      expect(
        (await place.account.gateway.getRestApi({ restApiId: place.apiId })).binaryMediaTypes ?? [],
      ).toEqual([]);
      ok(await place.run(`${CORS} ${flags}`));
      return;
    }
    ok(run);
    for (const accept of ["*/*", "image/png", "text/html"])
      expect(await call(place, "/shop", preflight(A, { accept }))).toMatchObject({ status: 200, origin: A });
  });

  test.each([
    [
      `${HTTP} --response-content-handling 200:convert_to_binary --skip-check binary`,
      "it is converted to binary",
    ],
    [
      `${HTTP} --response-template '200:application/json=#set($context.responseOverride.header.Access-Control-Allow-Origin = "x")'`,
      "its template chooses the origin itself",
    ],
  ])("several origins are refused for %s", async (rest, why) => {
    const place = await shop(at("GET", rest));
    const run = await place.run(`${CORS} ${TWO}`);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(why);
    ok(await place.run(`${CORS} --allow-origin ${A}`));
  });
});

describe("undo, after somebody else edited one of the methods", () => {
  test("leaves what they changed, with what it stands on, and takes the rest back", async () => {
    const place = await shop(at("GET", HTTP), at("POST", HTTP));
    ok(await place.run(`${CORS} --allow-origin ${A}`));
    const you = { env: { XDG_STATE_HOME: `${place.folder}/you` } };
    const edit = `apigw update-method --api petstore --resource /shop --method GET --response-header "200:Access-Control-Allow-Origin='${B}'"`;
    ok(await place.run(edit, you));
    const run = await place.run("apigw undo --yes");
    expect(run.exit).toBe(6);
    expect(run.stderr).toContain("Somebody else changed GET /shop");
    const { GET, POST, OPTIONS } = await methodsOf(place);
    expect(OPTIONS).toBeUndefined();
    expect(mapped(POST, "200")).toEqual({});
    expect(mapped(GET, "200")).toEqual({ "Access-Control-Allow-Origin": `'${B}'` });
    expect(GET).toMatchObject({
      methodResponses: {
        200: { responseParameters: { "method.response.header.Access-Control-Allow-Origin": true } },
      },
    });
  });
});

describe("--remove", () => {
  test("of what was enabled leaves what was before, whatever was chosen and whatever there was", async () => {
    const responses = fc
      .subarray(["404=404", "500=5.."])
      .map((all) => all.map((one) => `--response '${one}'`));
    const header = fc.constantFrom(
      "",
      "--response-header 200:X-Own=context.requestId",
      "--response-header \"200:Vary='Accept'\"",
    );
    const template = fc.constantFrom(
      "",
      "--response-template '200:application/json={}'",
      "--response-template '200:text/plain=$input.body'",
    );
    const flags = fc.record({
      origins: fc.constantFrom("", `--allow-origin ${A}`, TWO),
      age: fc.constantFrom("", "--max-age 5"),
      expose: fc.constantFrom("", "--expose-headers ETag,X-Id"),
      gateway: fc.constantFrom("", "--no-gateway-responses"),
    });
    await fc.assert(
      fc.asyncProperty(responses, header, template, flags, async (some, own, text, how) => {
        const place = await shop(
          at("GET", [HTTP, ...some, own, text].join(" ")),
          at("PUT", "--integration mock"),
        );
        const before = await place.account.dump();
        ok(await place.run(`${CORS} ${how.origins} ${how.age} ${how.expose} ${how.gateway}`));
        expect(await place.account.dump()).not.toEqual(before);
        ok(await place.run(`${CORS} --remove --yes`));
        expect(await place.account.dump()).toEqual(before);
        const again = ok(await place.run(`${CORS} --remove --yes --output json`));
        expect(JSON.parse(again.stdout).outcome).toBe("unchanged");
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test("leaves what others need: another resource's gateway responses, another method's preflight", async () => {
    const place = await shop(at("GET", HTTP), at("PUT", HTTP), at("GET", HTTP, "/other"));
    ok(await place.run(CORS));
    ok(await place.run(CORS.replace("/shop", "/other")));
    const run = ok(await place.run(`${CORS} --method GET --remove --yes`));
    expect(run.stderr).toContain("OPTIONS /shop stays: PUT can still be called");
    expect(run.stderr).toContain("The gateway responses stay as they are: /other, /shop");
    const methods = await methodsOf(place);
    expect(mapped(methods.GET, "200")).toEqual({});
    expect(mapped(methods.PUT, "200")).toHaveProperty("Access-Control-Allow-Origin");
    ok(await place.run(`${CORS} --remove --yes`));
    expect((await place.account.dump()).apis.petstore?.gatewayResponses).toHaveLength(2);
    ok(await place.run(CORS.replace("/shop", "/other --remove --yes")));
    expect((await place.account.dump()).apis.petstore?.gatewayResponses).toEqual([]);
  });

  test("a mock on OPTIONS that says more than CORS stays", async () => {
    const place = await shop(at("GET", HTTP), at("OPTIONS", "--response-header \"200:X-Own='mine'\""));
    ok(await place.run(CORS));
    ok(await place.run(`${CORS} --remove --yes`));
    expect(mapped((await methodsOf(place)).OPTIONS, "200")).toEqual({ "X-Own": "'mine'" });
  });

  test("needs --yes where nobody can be asked", async () => {
    const place = await shop(at("GET", HTTP));
    ok(await place.run(CORS));
    expect(await place.run(`${CORS} --remove`)).toMatchObject({ exit: 2, writes: [] });
  });
});

describe("what the Fetch standard refuses, and what is not there", () => {
  test.each([
    ["--allow-credentials", 2, "browsers send credentials to origins by name only"],
    [`--allow-credentials --allow-origin '*'`, 2, "browsers send credentials to origins by name only"],
    [
      `--allow-credentials --allow-origin ${A} --allow-headers '*'`,
      2,
      "with credentials * is no more than a name",
    ],
    [
      `--allow-credentials --allow-origin ${A} --allow-methods '*'`,
      2,
      "with credentials * is no more than a name",
    ],
    [
      `--allow-credentials --allow-origin ${A} --expose-headers '*'`,
      2,
      "with credentials * is no more than a name",
    ],
    [`--allow-origin '*' --allow-origin ${A}`, 2, "* is every origin already"],
    [`--allow-origin ${A} --allow-origin ${A}`, 2, "is given twice"],
    [`--allow-origin ${A}/`, 2, "is not an origin"],
    ["--allow-origin example.com", 2, "is not an origin"],
    ["--allow-methods get", 2, "is not an HTTP method, in capitals"],
    ["--max-age 86401", 2, "86400"],
    ["--remove --allow-origin '*'", 2, "does not apply"],
    ["--method DELETE", 5, "/shop has no method DELETE"],
    ["--method OPTIONS", 2, "is not one of ANY, DELETE"],
    ["--deploy nope", 5, 'petstore has no stage "nope"'],
  ])("%s", async (words, exit, says) => {
    const place = await shop(at("GET", HTTP));
    const run = await place.run(`${CORS} ${words}`);
    expect(run.writes).toEqual([]);
    expect(run.exit, run.stderr).toBe(exit);
    expect(run.stderr).toContain(says);
  });

  test.each([
    ["/nope", 5, "petstore has no resource /nope"],
    ["/", 2, "/ has no methods that a page could call"],
  ])("%s", async (path, exit, says) => {
    const run = await (await freshPlace()).run(CORS.replace("/shop", path));
    expect(run).toMatchObject({ exit, writes: [] });
    expect(run.stderr).toContain(says);
  });

  test("* never covers Authorization: said where methods need it", async () => {
    const place = await shop(at("GET", `${HTTP} --authorization iam`));
    expect(ok(await place.run(`${CORS} --allow-headers '*'`)).stderr).toContain("* never covers it");
    expect(ok(await place.run(`${CORS} --allow-headers '*,Authorization'`)).stderr).not.toContain(
      "never covers",
    );
  });
});

describe("proxies: what the backend must send", () => {
  test("is said as code of the function's runtime, and as headers", async () => {
    const place = await shop(
      at("GET", "--integration lambda --proxy --function hello"),
      at("PUT", "--integration http --proxy --integration-method PUT --endpoint https://example.com"),
    );
    const run = ok(await place.run(`${CORS} --allow-origin ${A}`));
    expect(run.stderr).toContain("GET /shop: a proxy's answers come from the function hello (nodejs22.x)");
    expect(run.stderr).toContain(`headers: { "Access-Control-Allow-Origin": "${A}", "Vary": "Origin" }`);
    expect(run.stderr).toContain(
      `PUT /shop: a proxy's answers come from the backend, https://example.com, which must send Access-Control-Allow-Origin: ${A}, Vary: Origin`,
    );
    expect(mapped((await methodsOf(place)).GET, "200")).toEqual({});
  });

  const events = [
    [{ headers: { origin: B } }, B],
    [{ headers: { Origin: B } }, B],
    [{ headers: { origin: "https://evil.example" } }, A],
    [{ headers: null }, A],
    [{}, A],
  ] as const;
  const several = { origins: [A, B], credentials: true, expose: "ETag" };

  test.each(events)("the code for Node.js runs, told %j", (event, origin) => {
    const code = corsCode("nodejs22.x", several);
    const answer = runInNewContext(`((event, body) => { ${code} })`)(event, "{}");
    expect({ ...answer.headers }).toEqual({
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Expose-Headers": "ETag",
      Vary: "Origin",
    });
  });

  const python = (() => {
    try {
      execFileSync("python3", ["--version"]);
      return true;
    } catch {
      return false;
    }
  })();
  test.runIf(python)("the code for Python runs", () => {
    for (const [event, origin] of events) {
      const code = corsCode("python3.13", several).replaceAll(/^/gm, "    ");
      const program = `import json, sys\ndef handler(event, body):\n${code}\nprint(json.dumps(handler(json.loads(sys.argv[1]), "{}")))`;
      const answer = JSON.parse(
        execFileSync("python3", ["-c", program, JSON.stringify(event)], { encoding: "utf8" }),
      );
      expect(answer.headers["Access-Control-Allow-Origin"]).toBe(origin);
      expect(answer.headers.Vary).toBe("Origin");
    }
  });

  test.each([
    ["java21", "APIGatewayProxyResponseEvent"],
    ["dotnet8", "APIGatewayProxyResponse {"],
    ["provided.al2023", "events.APIGatewayProxyResponse"],
    ["ruby3.3", "=>"],
    [undefined, "statusCode: 200"],
  ])("%s has code of its own", (runtime, part) => {
    for (const origins of [["*"], [A], [A, B]])
      expect(corsCode(runtime, { origins, credentials: false })).toContain(part);
  });
});
