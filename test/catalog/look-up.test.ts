import { describe, expect, it } from "vitest";
import { findAction } from "../../src/catalog/action.ts";
import { iamActionsOf, resourcesOf } from "../../src/catalog/permissions.ts";
import { requestOf } from "../../src/catalog/request.ts";
import { findService, serviceOf } from "../../src/catalog/service.ts";

const serviceNamed = (id: string) => {
  const service = serviceOf(id);
  if (!service) throw new Error(id);
  return service;
};
const actionNamed = (id: string, name: string) => {
  const found = findAction(serviceNamed(id), name);
  if (!("action" in found)) throw new Error(`${id}:${name}`);
  return found.action;
};

describe("a service", () => {
  it.each([
    ["sqs", "sqs"],
    ["runtime.sagemaker", "runtime.sagemaker"],
    ["iotdata", "iotdata"],
    ["appsync-api", "appsync-api"],
  ])("%s is found by its id", (text, id) => {
    expect(findService(text)).toEqual({ service: expect.objectContaining({ id }) });
  });

  it.each([
    ["ses", "email"],
    ["stepfunctions", "states"],
    ["eventbridge", "events"],
    ["cloudwatch", "monitoring"],
    ["Amazon SQS", "sqs"],
    ["Simple Queue Service", "sqs"],
    ["step functions", "states"],
    ["AWS Secrets Manager", "secretsmanager"],
  ])("%s is found as %s", (text, id) => {
    expect(findService(text)).toEqual({ service: expect.objectContaining({ id }), alias: text });
  });

  it.each([
    ["dynamobd", ["dynamodb"]],
    ["sqss", ["sqs"]],
    ["lamda", ["lambda"]],
    ["kinesys", ["kinesis"]],
    ["secretsmanger", ["secretsmanager"]],
    ["timestream", ["ingest.timestream", "query.timestream"]],
  ])("%s is near %j", (text, near) => {
    expect(findService(text)).toEqual({ near });
  });

  it.each(["my-own-thing", "xyz", "quantumledger9"])("%s is not known, and near nothing", (text) => {
    expect(findService(text)).toEqual({ unknown: true });
  });

  it("that only IAM knows is no slip of another", () => {
    expect(findService("wickr")).toMatchObject({ unknown: true, title: expect.any(String) });
  });
});

describe("an action", () => {
  it.each([
    ["sqs", "SendMessage"],
    ["dynamodb", "PutItem"],
    ["s3", "GetObject"],
    ["email", "SendRawEmail"],
    ["email", "CreateEmailIdentity"],
  ])("%s:%s is found", (id, name) => {
    expect(findAction(serviceNamed(id), name)).toMatchObject({ action: { name } });
  });

  it.each([
    ["dynamodb", "PutItm", "PutItem"],
    ["sqs", "SendMesage", "SendMessage"],
    ["sqs", "sendmessage", "SendMessage"],
    ["states", "StartExecutoin", "StartExecution"],
  ])("%s:%s is near %s", (id, name, near) => {
    expect(findAction(serviceNamed(id), name)).toEqual({ near });
  });

  it("that is new is taken from IAM's list", () => {
    // Newer than the models, and of no service whose client is asked.
    expect(actionNamed("ec2", "CreateCapacityManagerDataExport")).toEqual({
      name: "CreateCapacityManagerDataExport",
    });
    expect(findAction(serviceNamed("ec2"), "SomethingQuiteDifferent")).toEqual({ unknown: true });
  });
});

describe("the request", () => {
  it.each([
    ["dynamodb", "PutItem", { style: "action", httpMethod: "POST", headers: {} }],
    ["states", "StartExecution", { style: "action", headers: {} }],
    [
      "kinesis",
      "PutRecord",
      { style: "action", headers: { "Content-Type": "'application/x-amz-json-1.1'" } },
    ],
    [
      "events",
      "PutEvents",
      {
        style: "action",
        headers: {
          "Content-Type": "'application/x-amz-json-1.1'",
          "X-Amz-Target": "'AWSEvents.PutEvents'",
        },
      },
    ],
    ["logs", "PutLogEvents", { headers: { "X-Amz-Target": "'Logs_20140328.PutLogEvents'" } }],
    [
      "translate",
      "TranslateText",
      { headers: { "X-Amz-Target": "'AWSShineFrontendService_20170701.TranslateText'" } },
    ],
    [
      "ssm",
      "GetParameter",
      { style: "path", path: "/", headers: { "X-Amz-Target": "'AmazonSSM.GetParameter'" } },
    ],
    [
      "secretsmanager",
      "GetSecretValue",
      {
        style: "path",
        path: "/",
        headers: {
          "Content-Type": "'application/x-amz-json-1.1'",
          "X-Amz-Target": "'secretsmanager.GetSecretValue'",
        },
      },
    ],
    [
      "sqs",
      "SendMessage",
      { style: "path", path: "/", headers: { "X-Amz-Target": "'AmazonSQS.SendMessage'" } },
    ],
    [
      "sns",
      "Publish",
      { style: "action", headers: { "Content-Type": "'application/x-www-form-urlencoded'" } },
    ],
    ["email", "SendEmail", { style: "action", httpMethod: "POST" }],
    ["polly", "SynthesizeSpeech", { style: "path", httpMethod: "POST", path: "/v1/speech" }],
    [
      "s3",
      "GetObject",
      { style: "path", httpMethod: "GET", path: "/{Bucket}/{Key}", placeholders: ["Bucket", "Key"] },
    ],
    ["iotdata", "Publish", { style: "path", httpMethod: "POST", path: "/topics/{topic}" }],
    [
      "runtime.sagemaker",
      "InvokeEndpoint",
      { httpMethod: "POST", path: "/endpoints/{EndpointName}/invocations" },
    ],
    // Of the clients: newer services, and newer operations of older ones.
    [
      "bedrock-agentcore",
      "InvokeAgentRuntime",
      { style: "path", httpMethod: "POST", path: "/runtimes/{agentRuntimeArn}/invocations" },
    ],
    ["s3vectors", "QueryVectors", { style: "path", httpMethod: "POST", path: "/QueryVectors" }],
    ["s3tables", "GetTable", { style: "path", httpMethod: "GET", path: "/get-table" }],
    ["dsql", "GetCluster", { style: "path", httpMethod: "GET", path: "/cluster/{identifier}" }],
    // Its endpoint has a path of its own, which stands before that of each operation.
    ["maps.geo", "GetTile", { httpMethod: "GET", path: "/v2/tiles/{Tileset}/{Z}/{X}/{Y}" }],
    [
      "bedrock-data-automation-runtime",
      "InvokeDataAutomationAsync",
      { headers: { "X-Amz-Target": "'AmazonBedrockKeystoneRuntimeService.InvokeDataAutomationAsync'" } },
    ],
    // The SDK puts the bucket into the host, and API Gateway into the path.
    ["s3", "RenameObject", { httpMethod: "PUT", path: "/{Bucket}/{Key}?renameObject" }],
    ["lambda", "CreateCapacityProvider", { httpMethod: "POST", path: "/2025-11-30/capacity-providers" }],
    // What AWS keeps is called as before; what is new goes by the protocol of the newest client.
    ["monitoring", "PutMetricData", { style: "action" }],
    [
      "monitoring",
      "GetResourceMetricsConfiguration",
      {
        style: "path",
        headers: {
          "Content-Type": "'application/x-amz-json-1.0'",
          "X-Amz-Target": "'GraniteServiceVersion20100801.GetResourceMetricsConfiguration'",
        },
      },
    ],
  ])("of %s:%s", (id, name, request) => {
    const made = requestOf(serviceNamed(id), actionNamed(id, name));
    expect(made).toMatchObject(request);
    if ("headers" in request && Object.keys(request.headers).length === 0) expect(made?.headers).toEqual({});
  });
});

describe("what IAM is to allow", () => {
  const arn = (rest: string) => `arn:\${Partition}:${rest}`;
  it.each([
    ["sqs", "SendMessage", ["sqs:SendMessage"], arn("sqs:${Region}:${Account}:${QueueName}")],
    ["sqs", "SendMessageBatch", ["sqs:SendMessage"], arn("sqs:${Region}:${Account}:${QueueName}")],
    ["dynamodb", "PutItem", ["dynamodb:PutItem"], arn("dynamodb:${Region}:${Account}:table/${TableName}")],
    ["email", "SendEmail", ["ses:SendEmail"], arn("ses:${Region}:${Account}:identity/${IdentityName}")],
    ["s3", "GetObject", ["s3:GetObject"], arn("s3:::${BucketName}/${ObjectName}")],
    ["s3", "ListBuckets", ["s3:ListAllMyBuckets"], undefined],
    ["s3", "GetBucketEncryption", ["s3:GetEncryptionConfiguration"], arn("s3:::${BucketName}")],
    [
      "lambda",
      "Invoke",
      ["lambda:InvokeFunction"],
      arn("lambda:${Region}:${Account}:function:${FunctionName}"),
    ],
    ["polly", "SynthesizeSpeech", ["polly:SynthesizeSpeech"], undefined],
    ["iotdata", "Publish", ["iot:Publish"], arn("iot:${Region}:${Account}:topic/${TopicName}")],
    ["apigateway", "GetRestApis", ["apigateway:GET"], undefined],
  ])("for %s:%s", (id, name, actions, resource) => {
    const service = serviceNamed(id);
    expect(iamActionsOf(service, actionNamed(id, name))).toEqual(actions);
    const { arns, star } = resourcesOf(service, actions[0] ?? "");
    if (resource === undefined) expect(star).toEqual(expect.any(String));
    else expect(arns).toEqual([resource]);
  });
});
