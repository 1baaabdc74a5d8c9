import { describe, expect, test } from "vitest";
import { CTRL_C } from "../cli/person.ts";
import { freshPlace, type Place } from "../cli/run.ts";
import { sent } from "../cli/sent.ts";

const ROLE = "arn:aws:iam::123456789012:role/apigw-sample-role";

const create = (place: Place, rest: string) =>
  place.run(
    `apigw create-method --api petstore --resource /pets --method PUT --integration aws --role ${ROLE} --skip-check role ${rest}`,
  );

/** What is put as the integration, and what is noted. */
async function made(rest: string) {
  const place = await freshPlace();
  const run = await create(place, rest);
  expect(run.exit, run.stderr).toBe(0);
  const put = (await sent(place, run)).find(([operation]) => operation === "PutIntegration");
  return { integration: put?.[2], notes: run.stderr };
}

async function refused(rest: string): Promise<string> {
  const place = await freshPlace();
  const run = await create(place, rest);
  expect(run).toMatchObject({ exit: 2, calls: [] });
  return run.stderr;
}

describe("the service that is named", () => {
  test.each([
    ["--service dynamobd --action PutItem", /--service: "dynamobd" .* Did you mean dynamodb\?/],
    ["--service sqss --action SendMessage", /Did you mean sqs\? Add --force/],
    ["--service ecr-publik --action X", /Did you mean api.ecr-public\?/],
    ["--service timestream --action Query", /Did you mean ingest.timestream or query.timestream\?/],
    ["--service 'Amazon SQS' --action SendMessage", /Did you mean sqs\?/],
  ])("%s is refused", async (rest, words) => {
    expect(await refused(rest)).toMatch(words);
  });

  test("a slip goes through with --force", async () => {
    const { integration, notes } = await made(
      "--service dynamobd --action PutItem --integration-method POST --force",
    );
    expect(integration).toMatchObject({ uri: "arn:aws:apigateway:us-east-1:dynamobd:action/PutItem" });
    expect(notes).toContain('"dynamobd" is in no list');
  });

  test("one that no list has is taken, with a note", async () => {
    const { integration, notes } = await made(
      "--service quantumpets --action Groom --integration-method POST",
    );
    expect(integration).toMatchObject({ uri: "arn:aws:apigateway:us-east-1:quantumpets:action/Groom" });
    expect(notes).toContain('Note: The service "quantumpets" is in no list of AWS services');
  });

  test.each([
    ["ses", "SendEmail", "email:action/SendEmail"],
    ["stepfunctions", "StartExecution", "states:action/StartExecution"],
    ["eventbridge", "PutEvents", "events:action/PutEvents"],
    ["cloudwatch", "PutMetricData", "monitoring:action/PutMetricData"],
  ])("%s is taken by its other name, and said so", async (service, action, uri) => {
    const { integration, notes } = await made(`--service ${service} --action ${action}`);
    expect(integration?.uri).toBe(`arn:aws:apigateway:us-east-1:${uri}`);
    expect(notes).toContain(`"${service}" is called ${uri.split(":")[0]} in an integration`);
  });

  test("one may be written with its subdomain in front", async () => {
    const { integration, notes } = await made(
      "--service abc123-ats.iotdata --integration-method POST --path-override topics/pets",
    );
    expect(integration?.uri).toBe("arn:aws:apigateway:us-east-1:abc123-ats.iotdata:path/topics/pets");
    expect(notes).not.toContain("Note:");
  });

  test("one whose host is the customer's own needs the subdomain", async () => {
    expect(await refused("--service iotdata --action Publish")).toMatch(/--subdomain: is missing: iotdata/);
  });
});

describe("the action that is named", () => {
  test.each([
    ["dynamodb", "PutItm", "PutItem"],
    ["states", "startexecution", "StartExecution"],
    ["kinesis", "PutRecrod", "PutRecord"],
  ])("%s:%s is refused", async (service, action, meant) => {
    expect(await refused(`--service ${service} --action ${action}`)).toContain(
      `--action: ${service} has no action "${action}". Did you mean ${meant}?`,
    );
  });

  test("one that no list has is taken, with a note", async () => {
    const { integration, notes } = await made("--service dynamodb --action DanceTheTango");
    expect(integration).toMatchObject({
      uri: "arn:aws:apigateway:us-east-1:dynamodb:action/DanceTheTango",
      integrationHttpMethod: "POST",
    });
    expect(notes).toContain('dynamodb has no action "DanceTheTango" that is known');
  });

  test("a slip goes through with --force", async () => {
    const { integration } = await made("--service dynamodb --action PutItm --force");
    expect(integration).toMatchObject({ uri: "arn:aws:apigateway:us-east-1:dynamodb:action/PutItm" });
  });
});

describe("what is chosen for it", () => {
  const json11 = "'application/x-amz-json-1.1'";

  test("path style and both headers for a service that drops the body by action name", async () => {
    const { integration, notes } = await made("--service ssm --action GetParameter");
    expect(integration).toEqual({
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:ssm:path//",
      credentials: ROLE,
      requestParameters: {
        "integration.request.header.Content-Type": json11,
        "integration.request.header.X-Amz-Target": "'AmazonSSM.GetParameter'",
      },
    });
    expect(notes).toContain(
      "Note: ssm:GetParameter is called by path: by action name it would take its parameters from the query string and drop the body. Chosen for it: POST, path /, header Content-Type 'application/x-amz-json-1.1', header X-Amz-Target 'AmazonSSM.GetParameter'. It requires Name in the body.",
    );
  });

  test("action style and both headers where the target is needed", async () => {
    expect((await made("--service events --action PutEvents")).integration).toMatchObject({
      uri: "arn:aws:apigateway:us-east-1:events:action/PutEvents",
      requestParameters: {
        "integration.request.header.Content-Type": json11,
        "integration.request.header.X-Amz-Target": "'AWSEvents.PutEvents'",
      },
    });
  });

  test("nothing but POST where the action's name is enough", async () => {
    expect((await made("--service dynamodb --action PutItem")).integration).toEqual({
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem",
      credentials: ROLE,
    });
  });

  test("the model's method and path for REST", async () => {
    expect((await made("--service polly --action SynthesizeSpeech")).integration).toMatchObject({
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:polly:path/v1/speech",
    });
  });

  test("what was said stays", async () => {
    const { integration } = await made(
      `--service ssm --action-type action --action GetParameter --integration-method GET --request-parameter "integration.request.querystring.Name='/pets/table'"`,
    );
    expect(integration).toEqual({
      type: "AWS",
      integrationHttpMethod: "GET",
      uri: "arn:aws:apigateway:us-east-1:ssm:action/GetParameter",
      credentials: ROLE,
      requestParameters: { "integration.request.querystring.Name": "'/pets/table'" },
    });
    const own = await made(
      `--service events --action PutEvents --request-parameter "integration.request.header.x-amz-target='Other'" --skip-check protocol`,
    );
    expect(own.integration?.requestParameters).toEqual({
      "integration.request.header.Content-Type": json11,
      "integration.request.header.x-amz-target": "'Other'",
    });
  });

  test("a part of a REST path that nothing fills is a problem", async () => {
    expect(await refused("--service s3 --action GetObject")).toMatch(/nothing fills \{Bucket\}/);
  });

  test("a REST operation by action name is warned about", async () => {
    const { notes } = await made(
      "--service s3 --action-type action --action GetObject --integration-method GET",
    );
    expect(notes).toContain("s3:GetObject is a REST operation, GET /{Bucket}/{Key+}");
  });

  test("it stands in the plan", async () => {
    const place = await freshPlace();
    const run = await create(place, "--service secretsmanager --action GetSecretValue --dry-run");
    expect(run).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain(
      '"integration.request.header.X-Amz-Target":"\'secretsmanager.GetSecretValue\'"',
    );
    expect(run.stdout).toContain('"arn:aws:apigateway:us-east-1:secretsmanager:path//"');
  });
});

describe("at the prompts", () => {
  test("services are found by the console's name, and their actions by typing", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      `apigw create-method --api petstore --resource /pets --method PUT --integration aws --role ${ROLE} --skip-check role --yes`,
      async (person) => {
        await person.skips("What to call");
        await person.skips("AWS Region");
        await person.finds("AWS service:", "queue", "sqs  Amazon SQS");
        await person.skips("AWS subdomain");
        await person.picks("HTTP method:", "POST");
        await person.picks("Action type:", "Use action name");
        await person.finds("Action name:", "SendMessageB", "SendMessageBatch");
        await person.picks("Content handling:", "Passthrough");
        await person.skips("Timeout");
        for (const folded of ["method request", "integration request", "responses"])
          await person.says(false, `Configure ${folded}`);
      },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect((await sent(place, run))[2]?.[2]).toMatchObject({
      uri: "arn:aws:apigateway:us-east-1:sqs:action/SendMessageBatch",
    });
    expect(run.stderr).toContain("--action-type action --action SendMessageBatch");
  });

  test("a slip is refused where it is typed", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      `apigw create-method --api petstore --resource /pets --method PUT --integration aws --role ${ROLE}`,
      async (person) => {
        await person.skips("What to call");
        await person.skips("AWS Region");
        await person.corrects("AWS service:", "dynamobd", "Did you mean dynamodb?", "dynamodb");
        await person.sees("AWS subdomain");
        person.type(CTRL_C);
      },
    );
    expect(run).toMatchObject({ exit: 130, writes: [] });
  });
});
