import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent, shown } from "./sent.ts";

const HELLO = "arn:aws:lambda:us-east-1:123456789012:function:hello";
const invocations = (arn: string, region = "us-east-1") =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
const METHOD = { authorizationType: "NONE", apiKeyRequired: false };
const EMPTY_200 = { statusCode: "200", responseModels: { "application/json": "Empty" } };

const onPet = (place: Place, rest: string) =>
  place.run(
    `apigw create-method --api petstore --resource '/pets/{petId}' --method GET --integration lambda ${rest}`,
  );

/** The one integration that a run put. */
async function integrationOf(place: Place, rest: string) {
  const run = await onPet(place, rest);
  expect(run.stderr).not.toContain("refused");
  expect(run.exit).toBe(0);
  const all = (await sent(place, run)).filter(([operation]) => operation === "PutIntegration");
  expect(all).toHaveLength(1);
  return { run, integration: all[0]?.[2] };
}

const permissions = async (place: Place, run: Awaited<ReturnType<Place["run"]>>) =>
  (await sent(place, run))
    .filter(([operation]) => operation === "lambda:AddPermission")
    .map(([, , input]) => input);

describe("a Lambda integration", () => {
  test("without --proxy: responses too, and the permission", async () => {
    const place = await freshPlace();
    const run = await onPet(place, "--function hello");
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      ["PutMethod", "GET /pets/{petId}", METHOD],
      ["PutMethodResponse", "GET /pets/{petId}", EMPTY_200],
      [
        "PutIntegration",
        "GET /pets/{petId}",
        { type: "AWS", integrationHttpMethod: "POST", uri: invocations(HELLO) },
      ],
      ["PutIntegrationResponse", "GET /pets/{petId}", { statusCode: "200" }],
      [
        "lambda:AddPermission",
        "",
        {
          FunctionName: HELLO,
          StatementId: expect.stringMatching(/^apigw-<id of petstore>-GET-pets-petId-[0-9a-f]{8}$/),
          Action: "lambda:InvokeFunction",
          Principal: "apigateway.amazonaws.com",
          SourceArn: "arn:aws:execute-api:us-east-1:123456789012:<id of petstore>/*/GET/pets/*",
        },
      ],
    ]);
    expect(shown(place, run.stdout)).toMatchInlineSnapshot(`
      "Created GET /pets/{petId} of petstore, in us-east-1, account 123456789012, at <endpoint>:
        1.  PutMethod               GET /pets/{petId}      – the resource does not have this method
            authorizationType NONE, apiKeyRequired false
        2.  PutMethodResponse       GET /pets/{petId} 200  – callers may get 200
            responseModels {"application/json":"Empty"}
        3.  PutIntegration          GET /pets/{petId}      – the method has no integration
            integrationHttpMethod POST, type AWS, uri arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations
        4.  PutIntegrationResponse  GET /pets/{petId} 200  – what the backend answers becomes 200 by default
        5.  lambda:AddPermission    function hello         – its policy does not let this method invoke it yet
            StatementId apigw-<id of petstore>-GET-pets-petId-359afd4f, Action lambda:InvokeFunction, Principal apigateway.amazonaws.com, SourceArn arn:aws:execute-api:us-east-1:123456789012:<id of petstore>/*/GET/pets/*
      "
    `);
    expect(shown(place, run.stderr)).toMatchInlineSnapshot(`
      "
      Not live until it is deployed: apigw deploy --api <id of petstore> --stage STAGE --region us-east-1
      "
    `);
  });

  test("--proxy: no integration response", async () => {
    const place = await freshPlace();
    const run = await onPet(place, "--proxy --function hello:live");
    expect(run.exit).toBe(0);
    expect((await sent(place, run)).slice(0, 3)).toEqual([
      ["PutMethod", "GET /pets/{petId}", METHOD],
      ["PutMethodResponse", "GET /pets/{petId}", EMPTY_200],
      [
        "PutIntegration",
        "GET /pets/{petId}",
        { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: invocations(`${HELLO}:live`) },
      ],
    ]);
    expect(await permissions(place, run)).toMatchObject([{ FunctionName: HELLO, Qualifier: "live" }]);
    expect(run.writes).toHaveLength(4);
  });

  test("--no-proxy is the console's default, said aloud", async () => {
    const place = await freshPlace();
    const { integration } = await integrationOf(place, "--no-proxy --function hello");
    expect(integration).toEqual({ type: "AWS", integrationHttpMethod: "POST", uri: invocations(HELLO) });
  });

  test("by the function's ARN, with a version", async () => {
    const place = await freshPlace();
    const { integration, run } = await integrationOf(place, `--proxy --function ${HELLO}:1`);
    expect(integration?.uri).toBe(invocations(`${HELLO}:1`));
    expect(await permissions(place, run)).toMatchObject([{ FunctionName: HELLO, Qualifier: "1" }]);
  });

  test("in another Region: the URI and the permission are the function's, the source is the API's", async () => {
    const place = await freshPlace();
    const { integration, run } = await integrationOf(
      place,
      "--proxy --function list-pets --function-region eu-west-1",
    );
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:list-pets";
    expect(integration?.uri).toBe(invocations(arn, "eu-west-1"));
    expect(await permissions(place, run)).toMatchObject([
      {
        FunctionName: arn,
        SourceArn: "arn:aws:execute-api:us-east-1:123456789012:<id of petstore>/*/GET/pets/*",
      },
    ]);
  });

  test("by the address of its page in the console", async () => {
    const place = await freshPlace();
    const page =
      "https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/hello/aliases/live";
    const { integration } = await integrationOf(place, `--proxy --function '${page}?tab=code'`);
    expect(integration?.uri).toBe(
      invocations("arn:aws:lambda:eu-west-1:123456789012:function:hello:live", "eu-west-1"),
    );
  });

  test("named by a stage variable: nothing is granted, the command for it is shown", async () => {
    const place = await freshPlace();
    const { integration, run } = await integrationOf(place, "--proxy --function '${stageVariables.fn}:live'");
    expect(integration?.uri).toBe(
      invocations("arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}:live"),
    );
    expect(await permissions(place, run)).toEqual([]);
    expect(shown(place, run.stderr)).toMatchInlineSnapshot(`
      "Note: Function: which function it is depends on the stage's variables, so it was not looked up.
      Note: The function depends on stage variables: API Gateway must be let in to each one it can be. For each, with its name put in:
        aws lambda add-permission --function-name 'arn:aws:lambda:us-east-1:123456789012:function:\${stageVariables.fn}' --qualifier live --statement-id apigw-<id of petstore>-GET-pets-petId-359afd4f --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn 'arn:aws:execute-api:us-east-1:123456789012:<id of petstore>/*/GET/pets/*' --region us-east-1
      Note: the stage dev has no variable fn: calls there fail. To mend it: set it on dev.

      Not live until it is deployed: apigw deploy --api <id of petstore> --stage STAGE --region us-east-1
      "
    `);
  });

  test("of another account, by ARN: its owner must grant, the command for it is shown", async () => {
    const place = await freshPlace();
    const arn = "arn:aws:lambda:us-east-1:210987654321:function:theirs";
    const { integration, run } = await integrationOf(place, `--proxy --function ${arn}`);
    expect(integration?.uri).toBe(invocations(arn));
    expect(await permissions(place, run)).toEqual([]);
    expect(shown(place, run.stderr)).toMatchInlineSnapshot(`
      "Note: Function: you may not read the function, so it was not checked (AccessDeniedException).
      Note: The function belongs to the account 210987654321, where somebody must let this API invoke it:
        aws lambda add-permission --function-name arn:aws:lambda:us-east-1:210987654321:function:theirs --statement-id apigw-<id of petstore>-GET-pets-petId-359afd4f --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn 'arn:aws:execute-api:us-east-1:123456789012:<id of petstore>/*/GET/pets/*' --region us-east-1

      Not live until it is deployed: apigw deploy --api <id of petstore> --stage STAGE --region us-east-1
      "
    `);
  });

  test("--no-permission leaves the function's policy alone", async () => {
    const place = await freshPlace();
    const { run } = await integrationOf(place, "--proxy --function hello --no-permission");
    expect(run.writes.map(({ operation }) => operation)).not.toContain("AddPermission");
  });

  test.each([
    ["method", /^apigw-<id of petstore>-GET-pets-petId-[0-9a-f]{8}$/, "/*/GET/pets/*"],
    ["resource", /^apigw-<id of petstore>-ANY-pets-petId-[0-9a-f]{8}$/, "/*/*/pets/*"],
    ["api", /^apigw-<id of petstore>-all$/, "/*/*/*"],
  ])("--permission-scope %s", async (scope, id, source) => {
    const place = await freshPlace();
    const { run } = await integrationOf(place, `--proxy --function hello --permission-scope ${scope}`);
    expect(await permissions(place, run)).toMatchObject([
      {
        StatementId: expect.stringMatching(id),
        SourceArn: `arn:aws:execute-api:us-east-1:123456789012:<id of petstore>${source}`,
      },
    ]);
  });

  test("a permission that is there is not added again", async () => {
    const place = await freshPlace();
    await place.account.functions.addPermission({
      FunctionName: "hello",
      StatementId: "by-hand",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${place.apiId}/*`,
    });
    const { run } = await integrationOf(place, "--proxy --function hello");
    expect(run.writes.map(({ operation }) => operation)).not.toContain("AddPermission");
  });

  test("a role of its own needs no permission", async () => {
    const place = await freshPlace();
    const role = "arn:aws:iam::123456789012:role/apigw-sample-role";
    const { run, integration } = await integrationOf(
      place,
      `--proxy --function hello --role ${role} --skip-check role`,
    );
    expect(integration).toMatchObject({ credentials: role });
    expect(run.writes.map(({ operation }) => operation)).not.toContain("AddPermission");
  });

  test("--response-transfer-mode stream has the streaming URI and up to 15 minutes", async () => {
    const place = await freshPlace();
    const { integration } = await integrationOf(
      place,
      "--proxy --function hello --response-transfer-mode stream --timeout 900000",
    );
    expect(integration).toEqual({
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/${HELLO}/response-streaming-invocations`,
      responseTransferMode: "STREAM",
      timeoutInMillis: 900_000,
    });
  });

  test("--response-transfer-mode buffered, --integration-method POST and --timeout 29000 are the defaults", async () => {
    const place = await freshPlace();
    const { integration } = await integrationOf(
      place,
      "--proxy --function hello --response-transfer-mode buffered --integration-method POST --timeout 29000",
    );
    expect(integration).toEqual({
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: invocations(HELLO),
    });
  });

  test("--content-handling and --timeout", async () => {
    const place = await freshPlace();
    const { integration } = await integrationOf(
      place,
      "--function hello --content-handling CONVERT_TO_TEXT --timeout 50",
    );
    expect(integration).toMatchObject({ contentHandling: "CONVERT_TO_TEXT", timeoutInMillis: 50 });
  });
});

describe("the permission", () => {
  const LINE =
    "apigw create-method --api petstore --resource /pets/{petId} --method GET --integration lambda --proxy --function hello --if-exists replace";
  const statements = async (place: Place): Promise<readonly unknown[]> => {
    const { Policy } = await place.account.functions.getPolicy({ FunctionName: "hello" });
    return JSON.parse(Policy ?? "{}").Statement;
  };

  test("ten runs leave one statement", async () => {
    const place = await freshPlace();
    for (let run = 0; run < 10; run++) {
      // Every other time the method is made anew.
      const resources = (await place.account.gateway.getResources({ restApiId: place.apiId })).items ?? [];
      const resourceId = resources.find(({ path }) => path === "/pets/{petId}")?.id;
      if (run % 2 === 1)
        await place.account.gateway.deleteMethod({ restApiId: place.apiId, resourceId, httpMethod: "GET" });
      const { exit, stderr } = await place.run(LINE);
      expect(exit, stderr).toBe(0);
    }
    expect(await statements(place)).toHaveLength(1);
  });

  test("none is added where a wider statement covers it, one is where a narrower does not", async () => {
    const place = await freshPlace();
    const grant = (StatementId: string, path: string) =>
      place.account.functions.addPermission({
        FunctionName: "hello",
        StatementId,
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${place.apiId}/${path}`,
      });
    await grant("one-stage", "prod/GET/pets/*");
    const narrow = await place.run(LINE);
    expect(narrow.writes.map(({ operation }) => operation)).toContain("AddPermission");
    expect(await statements(place)).toHaveLength(2);
    const other = await freshPlace();
    await other.account.functions.addPermission({
      FunctionName: "hello",
      StatementId: "all",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${other.apiId}/*`,
    });
    const wide = await other.run(LINE);
    expect(wide.exit).toBe(0);
    expect(wide.writes.map(({ operation }) => operation)).not.toContain("AddPermission");
  });

  test("a statement of the same id that does not help is left alone, and another id taken", async () => {
    const place = await freshPlace();
    expect((await place.run(LINE)).exit).toBe(0);
    const [{ Sid }] = (await statements(place)) as [{ Sid: string }];
    await place.account.functions.removePermission({ FunctionName: "hello", StatementId: Sid });
    await place.account.functions.addPermission({
      FunctionName: "hello",
      StatementId: Sid,
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
    });
    expect((await place.run(LINE)).exit).toBe(0);
    expect((await statements(place)).map((one) => (one as { Sid: string }).Sid)).toEqual([Sid, `${Sid}-2`]);
  });

  test.each([
    ["method", "/*/GET/pets/*"],
    ["resource", "/*/*/pets/*"],
    ["api", "/*/*/*"],
  ])("--permission-scope %s grants %s", async (scope, ends) => {
    const place = await freshPlace();
    const run = await place.run(`${LINE} --permission-scope ${scope}`);
    expect(run.writes.find(({ operation }) => operation === "AddPermission")?.input).toMatchObject({
      SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${place.apiId}${ends}`,
    });
  });

  test("a policy that would grow beyond Lambda's limit stops the run before the first write", async () => {
    const place = await freshPlace();
    for (let i = 0; i < 60; i++)
      await place.account.functions
        .addPermission({
          FunctionName: "hello",
          StatementId: `statement-${i}`.padEnd(90, "x"),
          Action: "lambda:InvokeFunction",
          Principal: "apigateway.amazonaws.com",
          SourceArn: `arn:aws:execute-api:us-east-1:123456789012:zzzzzzzzzz/*/GET/${"long".repeat(12)}${i}`,
        })
        .catch(() => {});
    const run = await place.run(LINE);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain("--permission-scope");
  });
});
