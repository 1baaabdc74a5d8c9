import { inJson, json, NAME, PATH_NAME, parameter, type Recipes } from "./recipe.ts";

const table = { is: "the table's name", like: NAME };
const key = {
  is: "the table's partition key, and the parameter that holds it",
  like: /^[A-Za-z0-9_]+$/,
  usually: "id",
};
// Escaped: a quote in the caller's value must not end the text and add attributes.
const KEY_VALUE = inJson("$input.params('{{key}}')");
const TABLE_ARN = "arn:{{partition}}:dynamodb:{{region}}:{{account}}:table/{{table}}";
const bucket = { is: "the bucket's name", like: /^[a-z0-9][a-z0-9.-]+$/ };
const OBJECTS_ARN = "arn:{{partition}}:s3:::{{bucket}}/*";

/** Tables, buckets, parameters, secrets, logs. */
export const data: Recipes = {
  "dynamodb:PutItem": {
    grade: "A",
    does: "puts an item under the key of the request",
    service: "dynamodb",
    action: "PutItem",
    method: "POST",
    slots: { table, key },
    template: `{"TableName":"{{table}}","Item":{"{{key}}":{"S":"${KEY_VALUE}"}}}`,
    iam: ["dynamodb:PutItem"],
    resources: [TABLE_ARN],
  },
  "dynamodb:GetItem": {
    grade: "B",
    does: "gets the item of the request's key",
    service: "dynamodb",
    action: "GetItem",
    method: "POST",
    slots: { table, key },
    template: `{"TableName":"{{table}}","Key":{"{{key}}":{"S":"${KEY_VALUE}"}}}`,
    iam: ["dynamodb:GetItem"],
    resources: [TABLE_ARN],
  },
  "dynamodb:Query": {
    grade: "A",
    does: "queries the items of the request's key",
    service: "dynamodb",
    action: "Query",
    method: "POST",
    slots: { table, key },
    template: `{"TableName":"{{table}}","KeyConditionExpression":"{{key}} = :{{key}}","ExpressionAttributeValues":{":{{key}}":{"S":"${KEY_VALUE}"}}}`,
    iam: ["dynamodb:Query"],
    resources: [TABLE_ARN],
  },
  "s3:GetObject": {
    grade: "A",
    does: "gets an object",
    service: "s3",
    path: "{{bucket}}/{key}",
    method: "GET",
    slots: { bucket, parameter: parameter("key") },
    pathParameters: { key: "method.request.path.{{parameter}}" },
    iam: ["s3:GetObject"],
    resources: [OBJECTS_ARN],
  },
  "s3:PutObject": {
    grade: "A",
    does: "puts the body as an object",
    service: "s3",
    path: "{{bucket}}/{key}",
    method: "PUT",
    slots: { bucket, parameter: parameter("key") },
    pathParameters: { key: "method.request.path.{{parameter}}" },
    headers: { "Content-Type": "method.request.header.Content-Type" },
    declares: ["Content-Type"],
    iam: ["s3:PutObject"],
    resources: [OBJECTS_ARN],
  },
  "s3:ListBuckets": {
    grade: "B",
    does: "lists the account's buckets",
    service: "s3",
    path: "/",
    method: "GET",
    slots: {},
    iam: ["s3:ListAllMyBuckets"],
    resources: ["*"],
    star: "listing buckets acts on no single one",
  },
  "ssm:GetParameter": {
    grade: "C",
    does: "gets a parameter, decrypted",
    service: "ssm",
    path: "/",
    method: "POST",
    slots: { name: { is: "the parameter's name, like /pets/table", like: PATH_NAME } },
    headers: json("1.1", "AmazonSSM.GetParameter"),
    template: '{"Name":"{{name}}","WithDecryption":true}',
    iam: ["ssm:GetParameter"],
    resources: ["arn:{{partition}}:ssm:{{region}}:{{account}}:parameter/{{name.bare}}"],
  },
  "secretsmanager:GetSecretValue": {
    grade: "D",
    does: "gets a secret's value",
    service: "secretsmanager",
    path: "/",
    method: "POST",
    slots: { secret: { is: "the secret's name", like: /^[A-Za-z0-9/_+=.@-]+$/ } },
    headers: json("1.1", "secretsmanager.GetSecretValue"),
    template: '{"SecretId":"{{secret}}"}',
    iam: ["secretsmanager:GetSecretValue"],
    resources: ["arn:{{partition}}:secretsmanager:{{region}}:{{account}}:secret:{{secret}}-??????"],
  },
  "logs:PutLogEvents": {
    grade: "C",
    does: "writes the body as a log event",
    service: "logs",
    action: "PutLogEvents",
    method: "POST",
    slots: {
      group: { is: "the log group", like: PATH_NAME },
      stream: { is: "the log stream", like: PATH_NAME },
    },
    headers: json("1.1", "Logs_20140328.PutLogEvents"),
    template: `{"logGroupName":"{{group}}","logStreamName":"{{stream}}","logEvents":[{"timestamp":$context.requestTimeEpoch,"message":"${inJson("$input.body")}"}]}`,
    iam: ["logs:PutLogEvents"],
    resources: ["arn:{{partition}}:logs:{{region}}:{{account}}:log-group:{{group}}:log-stream:{{stream}}"],
  },
};
