import { describe, expect, test } from "vitest";
import { rolesOf as rolesIn } from "../catalog/account-roles.ts";
import { freshPlace, type Place } from "../cli/run.ts";
import { checked, plant } from "./planted.ts";

// Where a stage variable stands in what is called, each stage calls another thing: it is judged with that stage's values.

const uri = (rest: string) => `arn:aws:apigateway:us-east-1:${rest}`;
const table = (name: string) => `arn:aws:dynamodb:us-east-1:123456789012:table/${name}`;

/** An API with these stages alone, of a deployment that a mock made possible. */
async function stages(place: Place, variables: Readonly<Record<string, Record<string, string>>>) {
  const { gateway } = place.account;
  await gateway.deleteStage({ restApiId: place.apiId, stageName: "dev" });
  await plant(place, {
    path: "/health",
    integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
  });
  const { id: deploymentId } = await gateway.createDeployment({ restApiId: place.apiId });
  for (const [stageName, its] of Object.entries(variables))
    await gateway.createStage({ restApiId: place.apiId, stageName, deploymentId, variables: its });
}

const TWO = { dev: { table: "books-dev", env: "dev" }, prod: { table: "books", env: "prod" } };

/** What is said of a method that puts items, by a role that may put them into one table. */
async function said(
  place: Place,
  allowed: string | readonly string[],
  more: {
    readonly template?: string;
    readonly uri?: string;
    readonly parameters?: Record<string, string>;
    readonly action?: string;
  },
) {
  const { make, trust, allow } = rolesIn(place);
  const credentials = await make(
    "caller",
    trust(),
    allow(more.action ?? "dynamodb:PutItem", [allowed].flat()),
  );
  await plant(place, {
    path: "/books",
    integration: {
      type: "AWS",
      uri: uri(more.uri ?? "dynamodb:action/PutItem"),
      credentials,
      requestTemplates: more.template === undefined ? {} : { "application/json": more.template },
      ...(more.parameters === undefined ? {} : { requestParameters: more.parameters }),
    },
  });
  return (await checked(place, "/books"))
    .filter(({ level }) => level !== "note")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const puts = (name: string) => `{"TableName":"${name}","Item":{}}`;

describe("a role", () => {
  test.each([
    ["a template that names the variable", puts("$stageVariables.table")],
    ["a reference in braces", puts("${stageVariables.table}")],
    ["get", puts("$stageVariables.get('table')")],
    ["an index", puts("$stageVariables['table']")],
    ["a #set", `#set($t = $stageVariables.table)${puts("$t")}`],
    ["a condition", `#if($stageVariables.env == "prod")${puts("books")}#else${puts("books-dev")}#end`],
  ])("that reaches one stage's table, by %s: the other stage is named", async (_, template) => {
    const place = await freshPlace();
    await stages(place, TWO);
    const found = await said(place, table("books-dev"), { template });
    expect(found).toEqual([
      expect.stringMatching(
        /^role-action: in the stage prod, .* does not allow dynamodb:PutItem on \S+:table\/books: the service refuses every call$/,
      ),
    ]);
  });

  test("that reaches the tables of all stages is fine, and of none is said once", async () => {
    const place = await freshPlace();
    await stages(place, TWO);
    const template = puts("$stageVariables.table");
    expect(await said(place, [table("books"), table("books-dev")], { template })).toEqual([]);
  });

  test("that allows nothing of it is said in each stage, for the table there", async () => {
    const place = await freshPlace();
    await stages(place, TWO);
    const found = await said(place, table("films"), { template: puts("$stageVariables.table") });
    expect(found).toHaveLength(2);
    expect(found[0]).toContain("in the stage dev, ");
    expect(found[1]).toContain("in the stage prod, ");
  });

  test("whose fault is the same in every stage is said once, without one", async () => {
    const place = await freshPlace();
    await stages(place, TWO);
    const found = await said(place, table("films"), {
      template: '{"TableName":"books","Item":{"env":{"S":"$stageVariables.env"}}}',
    });
    expect(found).toEqual([expect.stringMatching(/^role-action: arn:aws:iam/)]);
  });

  test("a queue in the path, a stream in a mapped header's query, each by its stage", async () => {
    const place = await freshPlace();
    await stages(place, { dev: { queue: "pets-dev" }, prod: { queue: "pets" } });
    const queue = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
    const found = await said(place, queue("pets-dev"), {
      uri: "sqs:path/123456789012/${stageVariables.queue}",
      action: "sqs:SendMessage",
      template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
      parameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
    });
    expect(found).toEqual([expect.stringContaining("in the stage prod, ")]);
    expect(found[0]).toContain(queue("pets"));
  });

  test("a topic that is mapped from a variable", async () => {
    const place = await freshPlace();
    const topic = (name: string) => `arn:aws:sns:us-east-1:123456789012:${name}`;
    await stages(place, { dev: { topic: topic("news-dev") }, prod: { topic: topic("news") } });
    const found = await said(place, topic("news"), {
      uri: "sns:action/Publish",
      action: "sns:Publish",
      parameters: {
        "integration.request.querystring.TopicArn": "stageVariables.topic",
        "integration.request.querystring.Message": "'hello'",
      },
    });
    expect(found.filter((one) => one.startsWith("role-action"))).toEqual([
      expect.stringContaining("in the stage dev, "),
    ]);
  });

  test("that a stage chooses is looked up for each", async () => {
    const place = await freshPlace();
    await stages(place, { dev: { role: "caller" }, prod: { role: "nobody" } });
    const { make, trust, allow } = rolesIn(place);
    await make("caller", trust(), allow("dynamodb:PutItem", table("books")));
    await plant(place, {
      path: "/books",
      integration: {
        type: "AWS",
        uri: uri("dynamodb:action/PutItem"),
        credentials: "arn:aws:iam::123456789012:role/${stageVariables.role}",
        requestTemplates: { "application/json": puts("books") },
      },
    });
    const found = await checked(place, "/books");
    expect(found.map(({ rule, message }) => [rule, message])).toEqual([
      [
        "role-missing",
        "in the stage prod, there is no role arn:aws:iam::123456789012:role/nobody: every call is answered with 500",
      ],
    ]);
  });
});

describe("a variable", () => {
  test("that a stage does not have is said, with what happens there; what a template asks for first is not", async () => {
    const place = await freshPlace();
    await stages(place, { dev: { table: "books" }, prod: {} });
    expect(await said(place, table("*"), { template: puts("$stageVariables.table") })).toEqual([
      "stage-variable-missing: the stage prod has no variable table: what is sent there has nothing in its place",
    ]);
  });

  test.each([
    `#if($stageVariables.table)${puts("$stageVariables.table")}#else${puts("books")}#end`,
    `#if($stageVariables.env == "x" && $stageVariables.table)${puts("$stageVariables.table")}#else${puts("books")}#end`,
    `#if($stageVariables.get('table'))${puts("$stageVariables.get('table')")}#else${puts("books")}#end`,
    `#set($t = "$!stageVariables.table")#if($t == "")#set($t = "books")#end${puts("$t")}`,
  ])("that %s does without is not missed", async (template) => {
    const place = await freshPlace();
    await stages(place, { dev: { table: "books" }, prod: {} });
    expect(await said(place, table("*"), { template })).toEqual([]);
  });

  test.each(["$stageVariables.get('table')", '$stageVariables["table"]', "$!{stageVariables.table}"])(
    "that is read as %s is missed",
    async (reference) => {
      const place = await freshPlace();
      await stages(place, { dev: { table: "books" }, prod: {} });
      const found = await said(place, table("*"), {
        template: puts(reference).replace('["table"]', "['table']"),
      });
      expect(found.map((one) => one.split(":")[0])).toEqual(["stage-variable-missing"]);
    },
  );

  test("where there is no stage yet, nothing of it is known: the role may reach any", async () => {
    const place = await freshPlace();
    await stages(place, {});
    expect(await said(place, table("books-*"), { template: puts("books-$stageVariables.env") })).toEqual([]);
    const open = await freshPlace();
    await stages(open, {});
    const [only = ""] = await said(open, table("films"), { template: puts("$stageVariables.table") });
    expect(only).toMatch(/^not-checked: /);
  });

  test("where the stages may not be listed, that is said", async () => {
    const place = await freshPlace({ faults: [{ kind: "denied", operation: "GetStages" }] });
    const found = await said(place, table("*"), { template: puts("$stageVariables.table") });
    expect(found).toContain("not-checked: whether the stages have table");
  });
});

describe("what else a stage decides", () => {
  test("a function that one stage does not have", async () => {
    const place = await freshPlace();
    await stages(place, { dev: { fn: "hello" }, prod: { fn: "goodbye" } });
    await place.account.functions.addPermission({
      FunctionName: "hello",
      StatementId: "gateway",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    });
    await plant(place, {
      path: "/hello",
      integration: {
        type: "AWS_PROXY",
        uri: uri(
          "lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}/invocations",
        ),
      },
    });
    const found = (await checked(place, "/hello")).filter(({ level }) => level !== "note");
    expect(found.map(({ message }) => message)).toEqual([
      "in the stage prod, there is no function arn:aws:lambda:us-east-1:123456789012:function:goodbye: every call is answered with 500",
    ]);
  });

  test("a function that API Gateway may invoke from the stage that calls it, and from the other not", async () => {
    const place = await freshPlace();
    await stages(place, { dev: { fn: "hello" }, prod: { fn: "hello" } });
    await place.account.functions.addPermission({
      FunctionName: "hello",
      StatementId: "dev",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${place.apiId}/dev/*/*`,
    });
    await plant(place, {
      path: "/hello",
      integration: {
        type: "AWS_PROXY",
        uri: uri(
          "lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}/invocations",
        ),
      },
    });
    const found = (await checked(place, "/hello")).filter(({ check }) => check === "permission");
    expect(found.map(({ rule }) => rule)).toEqual(["permission-missing"]);
    expect(found[0]?.message).toMatch(/^in the stage prod, the policy of \S+:hello does not let API Gateway/);
  });

  test("a VPC link that one stage names wrongly", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    const { items = [] } = await gateway.getVpcLinks({});
    await stages(place, { dev: { link: items[0]?.id ?? "" }, prod: { link: "nowhere" } });
    await plant(place, {
      path: "/linked",
      integration: {
        type: "HTTP_PROXY",
        uri: "http://pets.internal/",
        connectionType: "VPC_LINK",
        connectionId: "${stageVariables.link}",
        integrationHttpMethod: "GET",
      },
    });
    const found = (await checked(place, "/linked")).filter(({ check }) => check === "vpc-link");
    expect(found.map(({ message }) => message)).toEqual([
      "in the stage prod, there is no VPC link nowhere: every call is answered with 500",
    ]);
  });

  test.each([
    ["behind one that no stage has", { other: "${stageVariables.absent}" }],
    ["that the canary alone has", { canary: true }],
  ])(
    "a VPC link by a variable, %s, is no link that is missing",
    async (_, { other, canary }: { other?: string; canary?: boolean }) => {
      const place = await freshPlace();
      const { gateway } = place.account;
      const { items: [{ id: link = "" } = {}] = [] } = await gateway.getVpcLinks({});
      await stages(place, { dev: canary ? {} : { link } });
      if (canary)
        await gateway.createDeployment({
          restApiId: place.apiId,
          stageName: "dev",
          canarySettings: { percentTraffic: 10, stageVariableOverrides: { link } },
        });
      for (const [path, connectionId] of Object.entries({
        ...(other && { "/a": other }),
        "/linked": "${stageVariables.link}",
      }))
        await plant(place, {
          path,
          httpMethod: "GET",
          integration: {
            type: "HTTP_PROXY",
            uri: "http://pets.internal/",
            connectionType: "VPC_LINK",
            connectionId,
            integrationHttpMethod: "GET",
          },
        });
      const run = await place.run("apigw check-method --api petstore --all --output json");
      const { findings } = JSON.parse(run.stdout) as { findings: { rule: string }[] };
      expect(findings.map(({ rule }) => rule)).not.toContain("vpc-link-missing");
    },
  );

  test("a queue that keeps an order in one stage alone", async () => {
    const place = await freshPlace();
    await stages(place, { dev: { queue: "pets" }, prod: { queue: "pets.fifo" } });
    const found = await said(place, "*", {
      uri: "sqs:path/123456789012/${stageVariables.queue}",
      action: "sqs:*",
      template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
      parameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
    });
    expect(found).toEqual([
      expect.stringMatching(/^fifo-group: in the stage prod, pets\.fifo keeps an order/),
    ]);
  });
});

test("a canary with another value is judged by itself", async () => {
  const place = await freshPlace();
  await stages(place, { prod: { table: "books" } });
  await place.account.gateway.createDeployment({
    restApiId: place.apiId,
    stageName: "prod",
    canarySettings: { percentTraffic: 10, stageVariableOverrides: { table: "books-next" } },
  });
  const found = await said(place, table("books"), { template: puts("$stageVariables.table") });
  expect(found).toEqual([
    expect.stringMatching(/^role-action: in the stage prod \(its canary\), .*table\/books-next: /),
  ]);
});

test("create-method says it before its first write, with the stage", async () => {
  const place = await freshPlace();
  await stages(place, TWO);
  const { make, trust, allow } = rolesIn(place);
  const role = await make("caller", trust(), allow("dynamodb:PutItem", table("books-dev")));
  const run = await place.run([
    ..."apigw create-method --api petstore --resource /pets --method PATCH --integration aws".split(" "),
    ..."--service dynamodb --action PutItem --role".split(" "),
    role,
    "--request-template",
    `application/json=${puts("$stageVariables.table")}`,
  ]);
  expect(run).toMatchObject({ exit: 2, writes: [] });
  expect(run.stderr).toMatch(/^--role: in the stage prod, .*table\/books: the service refuses every call/m);
});
