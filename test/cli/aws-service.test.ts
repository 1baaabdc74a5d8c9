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
      "Created PUT /pets of petstore:
        1.  PutMethod               PUT /pets      – the resource does not have this method
        2.  PutMethodResponse       PUT /pets 200  – callers may get 200
        3.  PutIntegration          PUT /pets      – the method has no integration
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
