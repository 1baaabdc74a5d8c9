// What the services' models say of members and what templates get wrong about them, kept by hand for the actions that are
// called most: the facts have the names of what is required alone.

/** What a member holds: a text between quotes, bytes in Base64, an object, or a value of DynamoDB with its type. */
export type MemberKind = "text" | "base64" | "object" | "attribute";

const record = (data: MemberKind, at: string): Readonly<Record<string, MemberKind>> => ({
  [`${at}Data`]: data,
});

/** Members that JSON templates often write as something else, by `service:Action`; `a.b` stands for b in a, or in each of a. */
export const KINDS: Readonly<Record<string, Readonly<Record<string, MemberKind>>>> = {
  "states:StartExecution": { input: "text", name: "text" },
  "states:StartSyncExecution": { input: "text", name: "text" },
  "states:SendTaskSuccess": { output: "text", taskToken: "text" },
  "states:SendTaskFailure": { cause: "text", error: "text", taskToken: "text" },
  "events:PutEvents": { "Entries.Detail": "text", "Entries.DetailType": "text", "Entries.Source": "text" },
  "sqs:SendMessage": { MessageBody: "text" },
  "sqs:SendMessageBatch": { "Entries.MessageBody": "text" },
  "kinesis:PutRecord": { ...record("base64", ""), PartitionKey: "text" },
  "kinesis:PutRecords": { ...record("base64", "Records."), "Records.PartitionKey": "text" },
  "firehose:PutRecord": { Record: "object", ...record("base64", "Record.") },
  "firehose:PutRecordBatch": record("base64", "Records."),
  "dynamodb:PutItem": { Item: "object" },
  ...Object.fromEntries(
    ["GetItem", "UpdateItem", "DeleteItem"].map((one) => [`dynamodb:${one}`, { Key: "object" as const }]),
  ),
  "logs:PutLogEvents": { "logEvents.message": "text" },
  "kms:Encrypt": { Plaintext: "base64" },
  "kms:Decrypt": { CiphertextBlob: "base64" },
  "secretsmanager:CreateSecret": { SecretString: "text" },
  "secretsmanager:PutSecretValue": { SecretString: "text" },
  "ssm:PutParameter": { Value: "text" },
  "translate:TranslateText": { Text: "text" },
  "comprehend:DetectSentiment": { Text: "text" },
};

/** What each entry of a list must have, by `service:Action` and the list's name. */
export const ENTRIES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "events:PutEvents": { Entries: ["Source", "DetailType", "Detail"] },
  "kinesis:PutRecords": { Records: ["Data", "PartitionKey"] },
  "firehose:PutRecordBatch": { Records: ["Data"] },
  "sqs:SendMessageBatch": { Entries: ["Id", "MessageBody"] },
  "logs:PutLogEvents": { logEvents: ["timestamp", "message"] },
};

/** Members of which a request must have one. */
export const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  "sns:Publish": ["TopicArn", "TargetArn", "PhoneNumber"],
};
