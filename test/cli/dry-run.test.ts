import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { freshPlace, type Place, type Run } from "./run.ts";
import { named, namesOf, type Sent, sent, shown } from "./sent.ts";

interface Printed {
  readonly calls: readonly { operation: string; input: Record<string, unknown> }[];
}

/** The calls that a run printed, as they would have been recorded. */
async function printed(place: Place, run: Run): Promise<Sent[]> {
  const { calls } = JSON.parse(run.stdout) as Printed;
  const split = calls.map(({ operation, input }) => {
    const [service = "", name = ""] = operation.split(":");
    return { service, operation: name, input };
  });
  return named(place, split, await namesOf(place));
}

describe("--dry-run", () => {
  test.each([
    ["a mock", "--resource /pets --method POST --integration mock"],
    [
      "Lambda, with the permission",
      "--resource '/pets/{petId}' --method GET --integration lambda --proxy --function hello:live",
    ],
    [
      "resources and a validator to be made",
      "--resource '/a/{b}' --create-resource --method GET --integration http --integration-method GET --endpoint 'https://example.com/{b}' --request-validator all --query-param limit:required:cached",
    ],
    [
      "a method to be updated, with a validator to be made",
      "--resource /pets --method GET --integration mock --if-exists update --request-validator body --response 404=no",
    ],
    [
      "a method to be replaced",
      "--resource /pets --method GET --integration aws --service sqs --integration-method POST --action SendMessage --role arn:aws:iam::123456789012:role/apigw-sample-role --if-exists replace",
    ],
  ])("prints the calls that a run then sends: %s", async (_, rest) => {
    const place = await freshPlace();
    const line = `apigw create-method --api petstore ${rest}`;
    const dry = await place.run(`${line} --dry-run --output json`);
    expect(dry, dry.stderr).toMatchObject({ exit: 0, writes: [] });
    const wet = await place.run(line);
    expect(wet.exit, wet.stderr).toBe(0);
    const calls = await sent(place, wet);
    expect(calls.length).toBeGreaterThan(0);
    expect(await printed(place, dry)).toEqual(calls);
  });

  test("prints for people what each call is for and all that it holds", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /orders --create-resource --method POST --integration mock --request-validator body --dry-run",
    );
    expect(run).toMatchObject({ exit: 0, writes: [] });
    const root = (await place.account.dump()).apis.petstore?.resources["/"]?.id ?? "";
    expect(shown(place, run.stdout).replaceAll(root, "<root>")).toMatchInlineSnapshot(`
      "POST /orders of petstore, in us-east-1, account 123456789012, at <endpoint>:
      1. apigateway:CreateResource  /orders
         because the API does not have this resource
           restApiId  "<id of petstore>"
           parentId   "<root>"
           pathPart   "orders"
      2. apigateway:CreateRequestValidator  request validator "Validate body"
         because the API has no request validator of this kind yet
           restApiId                  "<id of petstore>"
           name                       "Validate body"
           validateRequestBody        true
           validateRequestParameters  false
      3. apigateway:PutMethod  POST /orders
         because the resource does not have this method
           restApiId           "<id of petstore>"
           resourceId          "<id of /orders>"
           httpMethod          "POST"
           authorizationType   "NONE"
           apiKeyRequired      false
           requestValidatorId  "<id of validator \\"Validate body\\">"
      4. apigateway:PutMethodResponse  POST /orders 200
         because callers may get 200
           restApiId       "<id of petstore>"
           resourceId      "<id of /orders>"
           httpMethod      "POST"
           statusCode      "200"
           responseModels  {"application/json":"Empty"}
      5. apigateway:PutIntegration  POST /orders
         because the method has no integration
           restApiId         "<id of petstore>"
           resourceId        "<id of /orders>"
           httpMethod        "POST"
           type              "MOCK"
           requestTemplates  {"application/json":"{\\"statusCode\\": 200}"}
      6. apigateway:PutIntegrationResponse  POST /orders 200
         because what the backend answers becomes 200 by default
           restApiId   "<id of petstore>"
           resourceId  "<id of /orders>"
           httpMethod  "POST"
           statusCode  "200"
      "
    `);
    expect(run.stderr).toMatchInlineSnapshot(`
      "Note: the request validator validates bodies, but no model says what they are: nothing is checked. To mend it: give a model for the content type.
      Dry run: nothing was changed.
      "
    `);
  });

  test("on a method that is as wanted says already so", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method GET --integration mock --if-exists update --dry-run",
    );
    expect(run).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain("Already so");
  });
});

describe("--output and --query", () => {
  const LINE = "apigw create-method --api petstore --resource /pets --method POST --integration mock";

  test("json", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --output json`);
    expect(run.exit).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      schemaVersion: 1,
      outcome: "created",
      region: "us-east-1",
      api: { id: place.apiId, name: "petstore" },
      resource: { path: "/pets" },
      method: "POST",
      notes: [],
      deploy: expect.stringContaining("apigw deploy --api"),
    });
    expect(await printed(place, run)).toEqual(await sent(place, run));
  });

  test("yaml says the same as json", async () => {
    const place = await freshPlace();
    const json = await place.run(`${LINE} --output json --dry-run`);
    const yaml = await place.run(`${LINE} --output yaml --dry-run`);
    expect(yaml.exit).toBe(0);
    expect(yaml.stdout).toContain("outcome: planned\n");
    expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  });

  test.each([
    ["--query outcome", "created\n"],
    ["--query outcome --output json", '"created"\n'],
    [
      "--query 'calls[].at' --output json",
      '[\n  "POST /pets",\n  "POST /pets 200",\n  "POST /pets",\n  "POST /pets 200"\n]\n',
    ],
    ["--query 'calls[0].operation' --output yaml", "apigateway:PutMethod\n"],
    ["--query '{m: method, r: resource.path}' --output json", '{\n  "m": "POST",\n  "r": "/pets"\n}\n'],
    ["--query nothing.here --output json", "null\n"],
  ])("%s", async (flags, stdout) => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} ${flags}`);
    expect(run).toMatchObject({ exit: 0, stdout });
  });

  test.each(["foo(@)", "abs(outcome)", "calls[].sort_by(@, &input)", "length(calls[0])  | foo(@)"])(
    "a query that does not fit the result is known before anything is sent: %s",
    async (query) => {
      const place = await freshPlace();
      const run = await place.run([...LINE.split(" "), "--query", query]);
      expect(run).toMatchObject({ exit: 2, writes: [], stdout: "" });
      expect(run.stderr).toMatch(/^--query: does not fit the result: .*\. See jmespath\.org\.$/m);
    },
  );

  test("a query of what is not known before does fit", async () => {
    const place = await freshPlace();
    const line =
      "apigw create-method --api petstore --resource /a --create-resource --method GET --integration mock";
    const run = await place.run(`${line} --query 'length(resource.id)'`);
    expect(run, run.stderr).toMatchObject({ exit: 0, stdout: "6\n" });
  });

  test("outcomes as data: unchanged, skipped, updated, replaced, planned", async () => {
    const place = await freshPlace();
    const get =
      "apigw create-method --api petstore --resource /pets --method GET --integration mock --query outcome";
    const outcome = async (flags: string) => (await place.run(`${get} ${flags}`)).stdout;
    expect(await outcome("--if-exists update --dry-run --api-key-required")).toBe("planned\n");
    expect(await outcome("--if-exists skip")).toBe("skipped\n");
    expect(await outcome("--if-exists update --api-key-required")).toBe("updated\n");
    expect(await outcome("--if-exists update --api-key-required")).toBe("unchanged\n");
    expect(await outcome("--if-exists replace")).toBe("replaced\n");
  });

  test("--quiet prints the result and nothing else", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --quiet`);
    expect(run).toMatchObject({ exit: 0, stderr: "" });
    expect(run.stdout).toContain("Created POST /pets");
  });

  test("--verbose names every call with its time", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --verbose`);
    expect(run.exit).toBe(0);
    const lines = run.stderr.split("\n").filter((line) => / \d+ ms$/.test(line));
    expect(lines.map((line) => line.split(" ")[0])).toEqual(
      run.calls.map(({ service, operation }) => `${service}:${operation}`),
    );
  });

  test("--debug shows requests and answers, without secrets", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `${LINE} --debug --response-header "200:Set-Cookie='session=verysecret'" --request-parameter "integration.request.header.X-Api-Key='alsosecret'"`,
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toContain("apigateway:PutIntegration");
    expect(run.stderr).toContain('"type":"MOCK"');
    expect(run.stderr).toContain("[redacted]");
    expect(run.stderr + run.stdout).not.toMatch(/verysecret|alsosecret|wJalr|AKIA/);
  });

  test("in the sandbox too the command that makes it live is said, and does", async () => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --sandbox --sandbox-state ${place.folder}/own.json --output json`, {
      env: { AWS_ENDPOINT_URL: undefined, AWS_REGION: undefined },
    });
    expect(run).toMatchObject({ exit: 0, calls: [] });
    const { deploy } = JSON.parse(run.stdout) as { deploy: string };
    const live = await place.run(deploy.replace("STAGE", "dev"), { env: { AWS_ENDPOINT_URL: undefined } });
    expect(live, live.stderr).toMatchObject({ exit: 0, calls: [] });
  });
});
