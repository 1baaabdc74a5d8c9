import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent, shown } from "./sent.ts";

const ROLE = "arn:aws:iam::123456789012:role/apigw-sample-role";
const METHOD = { authorizationType: "NONE", apiKeyRequired: false };

const onPets = (place: Place, rest: string) =>
  place.run(`apigw create-method --api petstore --resource /pets --method PUT --integration aws ${rest}`);

async function integrationOf(rest: string) {
  const place = await freshPlace();
  const run = await onPets(place, rest);
  expect(run.exit, run.stderr).toBe(0);
  const all = (await sent(place, run)).filter(([operation]) => operation === "PutIntegration");
  expect(all).toHaveLength(1);
  return all[0]?.[2];
}

describe("an AWS service integration", () => {
  test("by action name is what the console writes", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      `--service dynamodb --integration-method POST --action-type action --action PutItem --role ${ROLE} --skip-check role`,
    );
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      ["PutMethod", "PUT /pets", METHOD],
      [
        "PutMethodResponse",
        "PUT /pets",
        { statusCode: "200", responseModels: { "application/json": "Empty" } },
      ],
      [
        "PutIntegration",
        "PUT /pets",
        {
          type: "AWS",
          integrationHttpMethod: "POST",
          uri: "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem",
          credentials: ROLE,
        },
      ],
      ["PutIntegrationResponse", "PUT /pets", { statusCode: "200" }],
    ]);
    expect(shown(place, run.stdout)).toMatchInlineSnapshot(`
      "Created PUT /pets of petstore, in us-east-1, account 123456789012, at <endpoint>:
        1.  PutMethod               PUT /pets      – the resource does not have this method
            authorizationType NONE, apiKeyRequired false
        2.  PutMethodResponse       PUT /pets 200  – callers may get 200
            responseModels {"application/json":"Empty"}
        3.  PutIntegration          PUT /pets      – the method has no integration
            integrationHttpMethod POST, type AWS, uri arn:aws:apigateway:us-east-1:dynamodb:action/PutItem, credentials arn:aws:iam::123456789012:role/apigw-sample-role
        4.  PutIntegrationResponse  PUT /pets 200  – what the backend answers becomes 200 by default
      "
    `);
  });

  test("by path override, in another Region, with a subdomain", async () => {
    expect(
      await integrationOf(
        `--service-region eu-central-1 --service iotdata --subdomain abc123-ats --integration-method POST --path-override /topics/pets --role ${ROLE} --skip-check role`,
      ),
    ).toMatchObject({ uri: "arn:aws:apigateway:eu-central-1:abc123-ats.iotdata:path/topics/pets" });
  });

  test("a {name} of the path override is filled from the path parameter of that name", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `apigw create-method --api petstore --resource '/pets/{petId}' --method GET --integration aws --service s3 --integration-method GET --action-type path --path-override 'pets/{petId}' --role ${ROLE} --skip-check role`,
    );
    expect(run.exit).toBe(0);
    const all = await sent(place, run);
    expect(all[0]?.[2]).toEqual({ ...METHOD, requestParameters: { "method.request.path.petId": true } });
    expect(all[2]?.[2]).toMatchObject({
      uri: "arn:aws:apigateway:us-east-1:s3:path/pets/{petId}",
      requestParameters: { "integration.request.path.petId": "method.request.path.petId" },
    });
  });

  test("--caller-credentials with IAM authorization", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      "--service sqs --integration-method POST --action-type action --action SendMessage --caller-credentials --authorization iam",
    );
    expect(run.exit).toBe(0);
    const all = await sent(place, run);
    expect(all[0]?.[2]).toMatchObject({ authorizationType: "AWS_IAM" });
    expect(all[2]?.[2]).toMatchObject({ credentials: "arn:aws:iam::*:user/*" });
  });

  test("an SQS queue with a form body: mapping, template, passthrough, timeout, cache namespace", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `apigw create-method --api petstore --resource /pets --method POST --integration aws
        --service sqs --integration-method POST --path-override 123456789012/pets --role ${ROLE}
        --request-parameter "integration.request.header.Content-Type='application/x-www-form-urlencoded'"
        --request-template application/json=@send.vtl --passthrough never --timeout 5000 --cache-namespace pets`,
      { files: { "send.vtl": "Action=SendMessage&MessageBody=$input.body\n" } },
    );
    expect(run.exit).toBe(0);
    expect((await sent(place, run))[2]?.[2]).toEqual({
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets",
      credentials: ROLE,
      requestParameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
      requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$input.body\n" },
      passthroughBehavior: "NEVER",
      timeoutInMillis: 5000,
      cacheNamespace: "pets",
    });
  });

  test.each([
    ["--passthrough when_no_match", undefined],
    ["--passthrough WHEN_NO_TEMPLATES", "WHEN_NO_TEMPLATES"],
    ["--passthrough never", "NEVER"],
  ])("%s", async (flag, passthroughBehavior) => {
    const integration = await integrationOf(
      `--service sqs --integration-method POST --action SendMessage --role ${ROLE} ${flag}`,
    );
    expect(integration?.passthroughBehavior).toBe(passthroughBehavior);
  });

  test("in China the URI and the credentials are of the partition aws-cn", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --region cn-north-1 --api petstore --resource /pets --method PUT --integration aws --service sqs --integration-method POST --action-type action --action SendMessage --caller-credentials --authorization iam",
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes[2]?.input).toMatchObject({
      uri: "arn:aws-cn:apigateway:cn-north-1:sqs:action/SendMessage",
      credentials: "arn:aws-cn:iam::*:user/*",
    });
  });

  test("--force takes a service and an action that look misspelt", async () => {
    expect(
      await integrationOf(
        `--service sqss --integration-method POST --action SendMesage --force --role ${ROLE}`,
      ),
    ).toMatchObject({ uri: "arn:aws:apigateway:us-east-1:sqss:action/SendMesage" });
  });

  test("stage variables in action and role stay as they are", async () => {
    expect(
      await integrationOf(
        "--service dynamodb --integration-method POST --action '${stageVariables.action}' --role 'arn:aws:iam::123456789012:role/${stageVariables.role}'",
      ),
    ).toMatchObject({
      uri: "arn:aws:apigateway:us-east-1:dynamodb:action/${stageVariables.action}",
      credentials: "arn:aws:iam::123456789012:role/${stageVariables.role}",
    });
  });
});

describe("--uri", () => {
  test("says service and action as a whole, and is checked like them", async () => {
    expect(
      await integrationOf(
        `--uri arn:aws:apigateway:us-east-1:dynamodb:action/PutItem --role ${ROLE} --skip-check role`,
      ),
    ).toMatchObject({
      uri: "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem",
      // What follows from the service, where nothing else was said.
      integrationHttpMethod: "POST",
    });
    const place = await freshPlace();
    const wrong = await onPets(
      place,
      `--uri arn:aws:apigateway:us-east-1:dynamodb:action/PutItme --integration-method POST --role ${ROLE}`,
    );
    expect(wrong).toMatchObject({ exit: 2, writes: [] });
    expect(wrong.stderr).toContain("Did you mean PutItem");
  });

  test("what no parts say stays as it is written", async () => {
    const uri = "arn:aws:apigateway:us-east-1:s3:path//pets/odd";
    expect(
      await integrationOf(`--uri ${uri} --integration-method GET --role ${ROLE} --skip-check role`),
    ).toMatchObject({ uri, type: "AWS" });
  });

  test("Firehose takes whole requests, and no other service does", async () => {
    const uri = "arn:aws:apigateway:us-east-1:firehose:action/PutRecord";
    expect(await integrationOf(`--uri ${uri} --proxy --role ${ROLE} --skip-check role`)).toMatchObject({
      uri,
      type: "AWS_PROXY",
    });
    const place = await freshPlace();
    const refused = await onPets(
      place,
      `--service sqs --action SendMessage --proxy --integration-method POST --role ${ROLE}`,
    );
    expect(refused).toMatchObject({ exit: 2, writes: [] });
    expect(refused.stderr).toContain("with aws for Firehose");
  });

  test.each([
    ["--uri https://example.com", "or for an HTTP backend, --endpoint"],
    ["--uri arn:aws:apigateway:us-east-1:sqs", "is not the URI of an AWS integration"],
    [
      "--uri arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations",
      "--integration lambda and --function",
    ],
    ["--uri arn:aws:apigateway:us-east-1:sqs:path/1/2 --service sqs", "takes the place of --service"],
  ])("%s is refused", async (words, said) => {
    const place = await freshPlace();
    const run = await onPets(place, `${words} --integration-method POST --role ${ROLE}`);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(said);
  });

  test("update-method changes from parts to a URI and back", async () => {
    const place = await freshPlace();
    const at = "--api petstore --resource /pets --method PUT";
    await onPets(
      place,
      `--service s3 --integration-method GET --path-override pets/a --role ${ROLE} --skip-check role`,
    );
    const uri = "arn:aws:apigateway:us-east-1:s3:path//pets/odd";
    const to = await place.run(`apigw update-method ${at} --uri ${uri} --skip-check role`);
    expect(to.exit, to.stderr).toBe(0);
    expect(to.writes).toHaveLength(1);
    const part = await place.run(`apigw update-method ${at} --path-override pets/b`);
    expect(part).toMatchObject({ exit: 2, writes: [] });
    const back = await place.run(
      `apigw update-method ${at} --service s3 --path-override pets/b --skip-check role`,
    );
    expect(back.exit, back.stderr).toBe(0);
    const { petstore } = (await place.account.dump()).apis;
    expect(petstore?.resources["/pets"]?.methods.PUT).toMatchObject({
      methodIntegration: { uri: "arn:aws:apigateway:us-east-1:s3:path/pets/b" },
    });
  });
});
