import { describe, expect, test } from "vitest";
import { RECIPES } from "../../src/catalog/recipes/index.ts";
import { freshPlace, type Place, type Run } from "../cli/run.ts";
import { sent } from "../cli/sent.ts";

const ROLE = "arn:aws:iam::123456789012:role/pets-caller";
const BODY = '{"text":"Hallo Welt"}';
const FORM = "application/x-www-form-urlencoded";
const base64 = (text: string) => Buffer.from(text).toString("base64");

interface Reference {
  readonly set?: string;
  readonly resource?: string;
  readonly verb?: string;
  /** How it is called. */
  readonly call?: string;
  readonly more?: string;
  readonly uri: string;
  readonly method?: string;
  readonly host: string;
  readonly path?: string;
  readonly query?: Record<string, string[]>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** The one action that the role may do, and on what. */
  readonly allows: readonly [action: string, resource: string | readonly string[]];
}

const json = (version: string, target?: string) => ({
  "Content-Type": `application/x-amz-json-${version}`,
  ...(target === undefined ? {} : { "X-Amz-Target": target }),
});
const action = (name: string) => ({ query: { Action: [name] } });
const START = `{"input":"{\\"text\\":\\"Hallo Welt\\"}","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:walk"}`;
const INVOKE = "2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations";

// Written down from AWS's documents and recorded uses, not from the recipes.
const references: Record<string, Reference> = {
  "sqs:SendMessage": {
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:pets"],
    set: "queue=pets",
    uri: "sqs:path/123456789012/pets",
    host: "sqs.us-east-1.amazonaws.com",
    path: "/123456789012/pets",
    headers: { "Content-Type": FORM },
    body: "Action=SendMessage&MessageBody=%7B%22text%22%3A%22Hallo+Welt%22%7D",
  },
  "sqs:SendMessage/json": {
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:pets"],
    set: "queue=pets",
    uri: "sqs:path/123456789012/pets",
    host: "sqs.us-east-1.amazonaws.com",
    path: "/123456789012/pets",
    headers: json("1.0", "AmazonSQS.SendMessage"),
    body: '{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/pets","MessageBody":"{\\"text\\":\\"Hallo Welt\\"}"}',
  },
  "sns:Publish": {
    allows: ["sns:Publish", "arn:aws:sns:us-east-1:123456789012:news"],
    set: "topic=news",
    uri: "sns:path//",
    host: "sns.us-east-1.amazonaws.com",
    path: "/",
    headers: { "Content-Type": FORM },
    body: "Action=Publish&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A123456789012%3Anews&Message=%7B%22text%22%3A%22Hallo+Welt%22%7D",
  },
  "dynamodb:PutItem": {
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/pets"],
    set: "table=pets",
    call: "--query-string id=7",
    uri: "dynamodb:action/PutItem",
    host: "dynamodb.us-east-1.amazonaws.com",
    ...action("PutItem"),
    body: '{"TableName":"pets","Item":{"id":{"S":"7"}}}',
  },
  "dynamodb:GetItem": {
    allows: ["dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/pets"],
    set: "table=pets",
    call: "--query-string id=7",
    uri: "dynamodb:action/GetItem",
    host: "dynamodb.us-east-1.amazonaws.com",
    ...action("GetItem"),
    body: '{"TableName":"pets","Key":{"id":{"S":"7"}}}',
  },
  "dynamodb:Query": {
    allows: ["dynamodb:Query", "arn:aws:dynamodb:us-east-1:123456789012:table/pets"],
    set: "table=pets",
    call: "--query-string id=7",
    uri: "dynamodb:action/Query",
    host: "dynamodb.us-east-1.amazonaws.com",
    ...action("Query"),
    body: '{"TableName":"pets","KeyConditionExpression":"id = :id","ExpressionAttributeValues":{":id":{"S":"7"}}}',
  },
  "s3:GetObject": {
    allows: ["s3:GetObject", "arn:aws:s3:::my-pets/*"],
    set: "bucket=my-pets",
    resource: "/objects/{key}",
    verb: "GET",
    call: "--path key=rex.png",
    uri: "s3:path/my-pets/{key}",
    method: "GET",
    host: "s3.us-east-1.amazonaws.com",
    path: "/my-pets/rex.png",
  },
  "s3:PutObject": {
    allows: ["s3:PutObject", "arn:aws:s3:::my-pets/*"],
    set: "bucket=my-pets",
    resource: "/objects/{key}",
    call: "--path key=rex.png --header Content-Type=image/png",
    uri: "s3:path/my-pets/{key}",
    method: "PUT",
    host: "s3.us-east-1.amazonaws.com",
    path: "/my-pets/rex.png",
    headers: { "Content-Type": "image/png" },
    body: BODY,
  },
  "s3:ListBuckets": {
    allows: ["s3:ListAllMyBuckets", "*"],
    verb: "GET",
    resource: "/buckets",
    uri: "s3:path//",
    method: "GET",
    host: "s3.us-east-1.amazonaws.com",
    path: "/",
  },
  "states:StartExecution": {
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:walk"],
    set: "machine=walk",
    uri: "states:action/StartExecution",
    host: "states.us-east-1.amazonaws.com",
    ...action("StartExecution"),
    body: START,
  },
  "states:StartSyncExecution": {
    allows: ["states:StartSyncExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:walk"],
    set: "machine=walk",
    // Its own response template picks the output, which the sandbox's answer does not have.
    more: `--response-template '200:application/json=$input.json("$")'`,
    uri: "states:action/StartSyncExecution",
    host: "states.us-east-1.amazonaws.com",
    ...action("StartSyncExecution"),
    body: START,
  },
  "kinesis:PutRecord": {
    allows: ["kinesis:PutRecord", "arn:aws:kinesis:us-east-1:123456789012:stream/walks"],
    set: "stream=walks",
    uri: "kinesis:action/PutRecord",
    host: "kinesis.us-east-1.amazonaws.com",
    ...action("PutRecord"),
    headers: json("1.1"),
    body: `{"StreamName":"walks","Data":"${base64(BODY)}","PartitionKey":"<request id>"}`,
  },
  "firehose:PutRecord": {
    allows: ["firehose:PutRecord", "arn:aws:firehose:us-east-1:123456789012:deliverystream/walks"],
    set: "stream=walks",
    uri: "firehose:action/PutRecord",
    host: "firehose.us-east-1.amazonaws.com",
    ...action("PutRecord"),
    headers: json("1.1"),
    body: `{"DeliveryStreamName":"walks","Record":{"Data":"${base64(BODY)}"}}`,
  },
  "events:PutEvents": {
    allows: ["events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/pets"],
    set: "source=petstore --set 'type=Pet walked' --set bus=pets",
    uri: "events:action/PutEvents",
    host: "events.us-east-1.amazonaws.com",
    ...action("PutEvents"),
    headers: json("1.1", "AWSEvents.PutEvents"),
    body: '{"Entries":[{"Source":"petstore","DetailType":"Pet walked","EventBusName":"pets","Detail":"{\\"text\\":\\"Hallo Welt\\"}"}]}',
  },
  "lambda:Invoke": {
    allows: ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:hello"],
    set: "function=hello",
    uri: `lambda:path/${INVOKE}`,
    host: "",
  },
  "lambda:Invoke/event": {
    allows: ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:hello"],
    set: "function=hello",
    uri: `lambda:path/${INVOKE}`,
    host: "",
  },
  "email:SendEmail": {
    allows: ["ses:SendEmail", "arn:aws:ses:us-east-1:123456789012:identity/shop@example.com"],
    set: "from=shop@example.com --set to=boss@example.com --set 'subject=A pet'",
    uri: "email:action/SendEmail",
    host: "email.us-east-1.amazonaws.com",
    ...action("SendEmail"),
    headers: { "Content-Type": FORM },
    body: "Action=SendEmail&Source=shop%40example.com&Destination.ToAddresses.member.1=boss%40example.com&Message.Subject.Data=A+pet&Message.Body.Text.Data=%7B%22text%22%3A%22Hallo+Welt%22%7D",
  },
  "ssm:GetParameter": {
    allows: ["ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/pets/table"],
    set: "name=/pets/table",
    uri: "ssm:path//",
    host: "ssm.us-east-1.amazonaws.com",
    path: "/",
    headers: json("1.1", "AmazonSSM.GetParameter"),
    body: '{"Name":"/pets/table","WithDecryption":true}',
  },
  "secretsmanager:GetSecretValue": {
    allows: [
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:pets/key-??????",
    ],
    set: "secret=pets/key",
    uri: "secretsmanager:path//",
    host: "secretsmanager.us-east-1.amazonaws.com",
    path: "/",
    headers: json("1.1", "secretsmanager.GetSecretValue"),
    body: '{"SecretId":"pets/key"}',
  },
  "polly:SynthesizeSpeech": {
    allows: ["polly:SynthesizeSpeech", "*"],
    uri: "polly:path/v1/speech",
    host: "polly.us-east-1.amazonaws.com",
    path: "/v1/speech",
    headers: { "Content-Type": "application/json" },
    body: '{"OutputFormat":"mp3","VoiceId":"Joanna","Text":"Hallo Welt"}',
  },
  "iotdata:Publish": {
    allows: ["iot:Publish", "arn:aws:iot:us-east-1:123456789012:topic/*"],
    set: "endpoint=abc123-ats",
    resource: "/topics/{topic}",
    call: "--path topic=walks",
    uri: "abc123-ats.iotdata:path/topics/{topic}",
    host: "abc123-ats.iotdata.us-east-1.amazonaws.com",
    path: "/topics/walks",
    body: BODY,
  },
  "appsync:GraphQL": {
    allows: ["appsync:GraphQL", "arn:aws:appsync:us-east-1:123456789012:apis/xyz/*"],
    set: "host=abc123 --set api=xyz --set 'query=query($id: ID!) { pet(id: $id) { name } }'",
    uri: "abc123.appsync-api:path/graphql",
    host: "abc123.appsync-api.us-east-1.amazonaws.com",
    path: "/graphql",
    body: `{"query":"query($id: ID!) { pet(id: $id) { name } }","variables":${BODY}}`,
  },
  "logs:PutLogEvents": {
    allows: ["logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/pets:log-stream:walks"],
    set: "group=/pets --set stream=walks",
    uri: "logs:action/PutLogEvents",
    host: "logs.us-east-1.amazonaws.com",
    ...action("PutLogEvents"),
    headers: json("1.1", "Logs_20140328.PutLogEvents"),
    body: '{"logGroupName":"/pets","logStreamName":"walks","logEvents":[{"timestamp":<time>,"message":"{\\"text\\":\\"Hallo Welt\\"}"}]}',
  },
  "translate:TranslateText": {
    allows: ["translate:TranslateText", "*"],
    set: "to=en",
    uri: "translate:action/TranslateText",
    host: "translate.us-east-1.amazonaws.com",
    ...action("TranslateText"),
    headers: json("1.1", "AWSShineFrontendService_20170701.TranslateText"),
    body: '{"SourceLanguageCode":"auto","TargetLanguageCode":"en","Text":"Hallo Welt"}',
  },
  "runtime.sagemaker:InvokeEndpoint": {
    allows: ["sagemaker:InvokeEndpoint", "arn:aws:sagemaker:us-east-1:123456789012:endpoint/breeds"],
    set: "endpoint=breeds",
    uri: "runtime.sagemaker:path/endpoints/breeds/invocations",
    host: "runtime.sagemaker.us-east-1.amazonaws.com",
    path: "/endpoints/breeds/invocations",
    body: BODY,
  },
  "batch:SubmitJob": {
    allows: [
      "batch:SubmitJob",
      [
        "arn:aws:batch:us-east-1:123456789012:job-queue/pets",
        "arn:aws:batch:us-east-1:123456789012:job-definition/groom",
      ],
    ],
    set: "job=groom --set queue=pets --set definition=groom",
    uri: "batch:path//v1/submitjob",
    host: "batch.us-east-1.amazonaws.com",
    path: "/v1/submitjob",
    body: '{"jobName":"groom","jobQueue":"pets","jobDefinition":"groom"}',
  },
};

const create = (
  place: Place,
  name: string,
  { set, resource = "/pets", verb = "POST", more = "" }: Reference,
  flags = "",
) =>
  place.run(
    `apigw create-method --api petstore --resource '${resource}' --create-resource --method ${verb} --create-role pets-caller
      --recipe ${name} ${set === undefined ? "" : `--set ${set}`} ${more} ${flags}`,
  );

const call = (place: Place, { resource = "/pets", verb = "POST", call = "" }: Reference, body = BODY) =>
  place.run([
    ...`apigw test-method --api petstore --resource ${resource} --method ${verb} --log --output json ${call}`
      .trim()
      .split(/\s+/),
    ...(verb === "GET" ? [] : ["--body", body]),
  ]);

const requestIn = (run: Run) => JSON.parse(JSON.parse(run.stdout).body).request;

test("every recipe has its reference", () => {
  expect(Object.keys(references).sort()).toEqual(Object.keys(RECIPES).sort());
});

describe.each(Object.entries(references))("the recipe %s", (name, reference) => {
  test("prints all its calls without sending one", async () => {
    const place = await freshPlace();
    const run = await create(place, name, reference, "--dry-run");
    expect(run, run.stderr).toMatchObject({ exit: 0, writes: [] });
    for (const operation of ["PutMethod ", "PutIntegration ", "PutIntegrationResponse "])
      expect(run.stdout).toContain(`apigateway:${operation}`);
    expect(run.stdout).toContain(`arn:aws:apigateway:us-east-1:${reference.uri}`);
  });

  test("is created, and calls the service as its reference says", async () => {
    const place = await freshPlace();
    const run = await create(place, name, reference);
    expect(run.exit, run.stderr).toBe(0);
    const all = await sent(place, run);
    const [role, granted] = all.filter(([operation]) => operation.startsWith("iam:"));
    expect(role?.[0]).toBe("iam:CreateRole");
    const policy = JSON.parse(String(granted?.[2].PolicyDocument));
    expect(policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: [reference.allows[0]].flat(), Resource: [reference.allows[1]].flat() },
      ],
    });
    const put = all.find(([operation]) => operation === "PutIntegration")?.[2];
    expect(put).toMatchObject({
      uri: `arn:aws:apigateway:us-east-1:${reference.uri}`,
      integrationHttpMethod: reference.method ?? "POST",
    });
    // With a template, no other body may reach the service.
    expect(put?.passthroughBehavior).toBe(put?.requestTemplates === undefined ? undefined : "NEVER");
    const statuses = all
      .filter(([operation]) => operation === "PutIntegrationResponse")
      .map(([, , input]) => input);
    expect(statuses.map(({ statusCode, selectionPattern }) => [statusCode, selectionPattern])).toEqual([
      ["200", undefined],
      ["400", "4\\d{2}"],
      ["500", "5\\d{2}"],
    ]);
    const called = await call(place, reference);
    expect(called.exit, called.stderr + called.stdout).toBe(0);
    if (reference.host === "") {
      // The sandbox runs functions itself; what tells the two apart is a header.
      expect(put?.requestParameters).toEqual(
        name.endsWith("/event")
          ? { "integration.request.header.X-Amz-Invocation-Type": "'Event'" }
          : undefined,
      );
      return;
    }
    const request = requestIn(called);
    expect(request).toMatchObject({
      method: reference.method ?? "POST",
      host: reference.host,
      path: reference.path ?? "/",
      query: reference.query ?? {},
      credentials: ROLE,
    });
    for (const [header, value] of Object.entries(reference.headers ?? {}))
      expect(request.headers[header]).toEqual([value]);
    const body = request.body
      .replace(/("PartitionKey":")[^"]+/, "$1<request id>")
      .replace(/("timestamp":)\d+/, "$1<time>");
    expect(body).toBe(reference.body ?? "");
  });

  test("what the caller writes stays within its place", async () => {
    const body = String.raw`{"text":"it's \"so\" & 100% \\ $context.stage"}`;
    const place = await freshPlace();
    await create(place, name, reference);
    const hostile = { ...reference, call: reference.call?.replace("id=7", `id=7"},"x":{"S":"y`) ?? "" };
    const called = await call(place, hostile, body);
    expect(called.exit, called.stderr).toBe(0);
    if (reference.host === "") return;
    const { body: sentBody, headers } = requestIn(called);
    if (reference.body === undefined || reference.body === BODY) return;
    if (headers["Content-Type"]?.[0] === FORM) {
      const names = (text: string) => [...new URLSearchParams(text).keys()];
      expect(names(sentBody)).toEqual(names(reference.body));
      expect([...new URLSearchParams(sentBody).values()]).toContain(body);
      return;
    }
    const shape = (value: unknown): unknown =>
      value !== null && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]))
        : typeof value;
    const expected = reference.body.replace("<time>", "1").replace(BODY, body);
    expect(shape(JSON.parse(sentBody))).toEqual(shape(JSON.parse(expected)));
  });
});

describe("a recipe", () => {
  const pets = (place: Place, rest: string) =>
    place.run(
      `apigw create-method --api petstore --resource /pets --method POST --create-role pets-caller ${rest}`,
    );

  test.each([
    [
      "--recipe sqs:SendMesage --set queue=pets",
      '--recipe: there is no recipe "sqs:SendMesage". Did you mean sqs:SendMessage?',
    ],
    [
      "--recipe sqs:SendMessage",
      "--set: the recipe sqs:SendMessage needs queue: the queue's name. Add --set queue=…",
    ],
    [
      "--recipe sqs:SendMessage --set queue=pets --set colour=red",
      '--set: the recipe sqs:SendMessage has no "colour". It takes queue.',
    ],
    ["--recipe sqs:SendMessage --set 'queue=a b'", "--set: queue=a b does not fit: the queue's name."],
    ["--recipe email:SendEmail --set from=a@example.com", "needs to: the recipient's address"],
    ["--recipe sqs:SendMessage --set queue=pets --integration mock", "--recipe: "],
    [
      "--recipe sqs:SendMessage --set queue=pets --service sns",
      "--recipe: sqs:SendMessage calls sqs, not sns. Leave out --service.",
    ],
    [
      "--recipe sqs:SendMessage --set queue=pets --action X",
      "--recipe: sqs:SendMessage says itself what is called.",
    ],
    ["--set queue=pets --integration aws", "--set: does not apply: "],
    ["--recipe s3:GetObject --set bucket=my-pets", "has no {key}"],
  ])("%s is refused", async (flags, words) => {
    const place = await freshPlace();
    const run = await pets(place, flags);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(words);
  });

  test("says where it comes from, and when it is untested", async () => {
    const place = await freshPlace();
    const tried = await pets(place, "--recipe sqs:SendMessage --set queue=pets --dry-run");
    expect(tried.stderr).toContain("Note: Recipe sqs:SendMessage: seen to work on AWS.");
    const untested = await pets(place, "--recipe secretsmanager:GetSecretValue --set secret=x --dry-run");
    expect(untested.stderr).toContain("Note: Recipe secretsmanager:GetSecretValue: untested: ");
  });

  test("what is given by flag goes before it", async () => {
    const place = await freshPlace();
    const run = await pets(
      place,
      `--recipe sqs:SendMessage --set queue=pets --response 202 --passthrough when_no_templates
        --request-parameter "integration.request.header.content-type='text/plain'" --request-template application/json=mine --skip-check protocol`,
    );
    expect(run.exit, run.stderr).toBe(0);
    const all = await sent(place, run);
    expect(all.find(([operation]) => operation === "PutIntegration")?.[2]).toMatchObject({
      requestParameters: { "integration.request.header.content-type": "'text/plain'" },
      requestTemplates: { "application/json": "mine" },
      passthroughBehavior: "WHEN_NO_TEMPLATES",
    });
    expect(
      all.filter(([operation]) => operation === "PutMethodResponse").map(([, , input]) => input.statusCode),
    ).toEqual(["202"]);
  });

  test("a topic of another account is named by its ARN; China has its own names", async () => {
    const place = await freshPlace();
    const arn = "arn:aws:sns:us-east-1:210987654321:news";
    const run = await pets(place, `--recipe sns:Publish --set topic=${arn} --dry-run`);
    expect(run.stdout).toContain(`TopicArn=$util.urlEncode('${arn}')`);
    const china = await place.run(
      "apigw create-method --region cn-north-1 --api petstore --resource /pets --method PUT --caller-credentials --authorization iam --recipe sqs:SendMessage/json --set queue=pets --dry-run",
    );
    expect(china.exit, china.stderr).toBe(0);
    expect(china.stdout).toContain("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/pets");
    expect(china.stdout).toContain("arn:aws-cn:apigateway:cn-north-1:sqs:path/123456789012/pets");
  });

  test("run twice changes nothing the second time", async () => {
    const place = await freshPlace();
    const line = "--recipe events:PutEvents --set source=pets --set type=Walked --if-exists update";
    expect((await pets(place, line)).exit).toBe(0);
    expect(await pets(place, line)).toMatchObject({ exit: 0, writes: [] });
  });

  test("its keys stand in the help", async () => {
    const place = await freshPlace();
    const { stdout } = await place.run("apigw create-method --help");
    const help = stdout.replaceAll(/\s+/g, " ");
    for (const words of [
      "sqs:SendMessage: queue;",
      "dynamodb:PutItem: table, [key];",
      "s3:ListBuckets: nothing",
    ])
      expect(help).toContain(words);
  });
});

describe("a queue or topic that keeps an order", () => {
  const pets = (place: Place, rest: string) =>
    place.run(
      `apigw create-method --api petstore --resource /pets --method PUT --caller-credentials --authorization iam ${rest}`,
    );
  test.each([
    [
      "sqs:SendMessage",
      "queue=pets.fifo",
      "&MessageGroupId=default&MessageDeduplicationId=$context.requestId",
    ],
    [
      "sqs:SendMessage/json",
      "queue=pets.fifo",
      ',"MessageGroupId":"default","MessageDeduplicationId":"$context.requestId"}',
    ],
    ["sns:Publish", "topic=pets.fifo", "&MessageGroupId=default&MessageDeduplicationId=$context.requestId"],
    [
      "sqs:SendMessage",
      "queue=pets.fifo --set group=shop --set deduplication=content",
      "&MessageGroupId=shop",
    ],
  ])("%s --set %s gets a message group", async (recipe, set, tail) => {
    const place = await freshPlace();
    const run = await pets(place, `--recipe ${recipe} --set ${set}`);
    expect(run.exit, run.stderr).toBe(0);
    const put = run.writes.find((one) => one.operation === "PutIntegration")?.input as {
      requestTemplates: Record<string, string>;
    };
    expect(put.requestTemplates["application/json"]?.endsWith(tail)).toBe(true);
    expect(run.stderr).toContain("keeps an order: messages go into the group");
    expect(run.stderr).not.toContain("seen to work on AWS");
  });

  test("others have no use for one", async () => {
    const run = await pets(await freshPlace(), "--recipe sqs:SendMessage --set queue=pets --set group=x");
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain('has no "group"');
  });

  test("what flags change is not what was seen to work", async () => {
    const run = await pets(
      await freshPlace(),
      "--recipe sqs:SendMessage --set queue=pets --passthrough when_no_templates --dry-run",
    );
    expect(run.stderr).toContain("not of what --passthrough changes in it");
  });
});
