/** An integration with an AWS service as walkthroughs have it, under names of our own, and what it sends. */
export interface SetUp {
  /** Behind `arn:aws:apigateway:us-east-1:`. */
  readonly uri: string;
  readonly verb?: string;
  /** Mappings of headers, query strings and path parameters, by what follows `integration.request.`. */
  readonly maps?: Readonly<Record<string, string>>;
  /** Of application/json. */
  readonly template?: string;
  readonly allows: readonly [action: string | readonly string[], resource: string | readonly string[]];
  /** A resource of the same kind that is not what is called. */
  readonly other: string;
  /** The resource's path, where it has parameters. */
  readonly path?: string;
  /** What is called, and what goes there. */
  readonly calls?: {
    readonly path?: string;
    readonly query?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly sends: {
    readonly url: string;
    readonly body: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

const ACCOUNT = "123456789012";
export const arn = (service: string, rest: string, region = "us-east-1", account = ACCOUNT) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
const FORM = { "header.Content-Type": "'application/x-www-form-urlencoded'" };
const json = (version: string, target?: string) => ({
  "header.Content-Type": `'application/x-amz-json-${version}'`,
  ...(target === undefined ? {} : { "header.X-Amz-Target": `'${target}'` }),
});
const esc = (expression: string) => `$util.escapeJavaScript(${expression}).replaceAll("\\\\'","'")`;
const host = (label: string) => `https://${label}.us-east-1.amazonaws.com`;
const QUEUE = arn("sqs", "orders");
const TABLE = arn("dynamodb", "table/books");

export const SET_UPS: Readonly<Record<string, SetUp>> = {
  "SQS send": {
    uri: `sqs:path/${ACCOUNT}/orders`,
    maps: FORM,
    template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", QUEUE],
    other: arn("sqs", "payments"),
    calls: { body: '{"a":"b&c"}' },
    sends: {
      url: `${host("sqs")}/${ACCOUNT}/orders`,
      body: "Action=SendMessage&MessageBody=%7B%22a%22%3A%22b%26c%22%7D",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    },
  },
  "SQS send, in JSON": {
    uri: "sqs:path//",
    maps: json("1.0", "AmazonSQS.SendMessage"),
    template: `{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/orders","MessageBody":"${esc("$input.body")}"}`,
    allows: ["sqs:SendMessage", QUEUE],
    other: arn("sqs", "payments"),
    calls: { body: "it's" },
    sends: {
      url: `${host("sqs")}/`,
      body: `{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/orders","MessageBody":"it's"}`,
    },
  },
  "SQS FIFO send": {
    uri: `sqs:path/${ACCOUNT}/orders.fifo`,
    maps: FORM,
    template:
      "Action=SendMessage&MessageGroupId=$util.urlEncode($input.params('shop'))&MessageDeduplicationId=$util.urlEncode($input.params('id'))&MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", arn("sqs", "orders.fifo")],
    other: QUEUE,
    calls: { query: "shop=a%20b&id=7", body: "x" },
    sends: {
      url: `${host("sqs")}/${ACCOUNT}/orders.fifo`,
      body: "Action=SendMessage&MessageGroupId=a+b&MessageDeduplicationId=7&MessageBody=x",
    },
  },
  "SQS receive, by query string": {
    uri: `sqs:path/${ACCOUNT}/orders`,
    verb: "GET",
    maps: { "querystring.Action": "'ReceiveMessage'", "querystring.MaxNumberOfMessages": "'5'" },
    allows: ["sqs:ReceiveMessage", QUEUE],
    other: arn("sqs", "payments"),
    sends: {
      url: `${host("sqs")}/${ACCOUNT}/orders?Action=ReceiveMessage&MaxNumberOfMessages=5`,
      body: "{}",
    },
  },
  "SQS delete": {
    uri: `sqs:path/${ACCOUNT}/orders`,
    maps: FORM,
    template: "ReceiptHandle=$util.urlEncode($input.params('handle'))&Action=DeleteMessage",
    allows: ["sqs:DeleteMessage", QUEUE],
    other: arn("sqs", "payments"),
    calls: { query: "handle=AQ%3D%3D%2B" },
    sends: {
      url: `${host("sqs")}/${ACCOUNT}/orders`,
      body: "ReceiptHandle=AQ%3D%3D%2B&Action=DeleteMessage",
    },
  },
  "SNS publish, with attributes": {
    uri: "sns:path//",
    maps: FORM,
    template: `#set($topic = "${arn("sns", "news")}")
Action=Publish&TopicArn=$util.urlEncode($topic)&Message=$util.urlEncode($input.body)&MessageAttributes.entry.1.Name=kind&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=$util.urlEncode($input.params('kind'))`,
    allows: ["sns:Publish", arn("sns", "news")],
    other: arn("sns", "alarms"),
    calls: { query: "kind=a/b", body: "hi" },
    sends: {
      url: `${host("sns")}/`,
      body: "Action=Publish&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A123456789012%3Anews&Message=hi&MessageAttributes.entry.1.Name=kind&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=a%2Fb",
    },
  },
  "SNS publish by action name": {
    uri: "sns:action/Publish",
    maps: {
      "querystring.TopicArn": `'${arn("sns", "news")}'`,
      "querystring.Message": "method.request.querystring.text",
    },
    allows: ["sns:Publish", arn("sns", "news")],
    other: arn("sns", "alarms"),
    calls: { query: "text=hi" },
    sends: {
      url: `${host("sns")}/?TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A123456789012%3Anews&Message=hi&Action=Publish`,
      body: "{}",
    },
  },
  "DynamoDB put": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"books","Item":{"isbn":{"S":"${esc("$input.path('$.isbn')")}"},"price":{"N":"$input.path('$.price')"}}}`,
    allows: ["dynamodb:PutItem", TABLE],
    other: arn("dynamodb", "table/films"),
    calls: { body: '{"isbn":"1","price":12.5}' },
    sends: {
      url: `${host("dynamodb")}/?Action=PutItem`,
      body: '{"TableName":"books","Item":{"isbn":{"S":"1"},"price":{"N":"12.5"}}}',
    },
  },
  "DynamoDB get": {
    uri: "dynamodb:action/GetItem",
    path: "/books/{isbn}",
    template: `{"TableName":"books","Key":{"isbn":{"S":"$util.escapeJavaScript($input.params('isbn'))"}}}`,
    allows: ["dynamodb:GetItem", TABLE],
    other: arn("dynamodb", "table/films"),
    calls: { path: "/books/42" },
    sends: {
      url: `${host("dynamodb")}/?Action=GetItem`,
      body: '{"TableName":"books","Key":{"isbn":{"S":"42"}}}',
    },
  },
  "DynamoDB query by an index": {
    uri: "dynamodb:action/Query",
    path: "/authors/{name}/books",
    maps: json("1.0"),
    template: `{"TableName":"books","IndexName":"by-author","KeyConditionExpression":"author = :a","ExpressionAttributeValues":{":a":{"S":"$util.escapeJavaScript($input.params('name'))"}}}`,
    allows: ["dynamodb:Query", [TABLE, `${TABLE}/index/by-author`]],
    other: TABLE,
    calls: { path: "/authors/ann/books" },
    sends: {
      url: `${host("dynamodb")}/?Action=Query`,
      body: '{"TableName":"books","IndexName":"by-author","KeyConditionExpression":"author = :a","ExpressionAttributeValues":{":a":{"S":"ann"}}}',
    },
  },
  "DynamoDB scan": {
    uri: "dynamodb:action/Scan",
    template: '{"TableName":"books"}',
    allows: [
      ["dynamodb:Scan", "dynamodb:Query"],
      [TABLE, `${TABLE}/index/*`],
    ],
    other: arn("dynamodb", "table/films"),
    sends: { url: `${host("dynamodb")}/?Action=Scan`, body: '{"TableName":"books"}' },
  },
  "DynamoDB delete": {
    uri: "dynamodb:action/DeleteItem",
    path: "/books/{isbn}/remove",
    template: `{"TableName":"books","Key":{"isbn":{"S":"$util.escapeJavaScript($input.params().path.isbn)"}}}`,
    allows: ["dynamodb:DeleteItem", TABLE],
    other: arn("dynamodb", "table/films"),
    calls: { path: "/books/42/remove" },
    sends: {
      url: `${host("dynamodb")}/?Action=DeleteItem`,
      body: '{"TableName":"books","Key":{"isbn":{"S":"42"}}}',
    },
  },
  "DynamoDB update": {
    uri: "dynamodb:action/UpdateItem",
    template: `{"TableName":"books","Key":{"isbn":{"S":"1"}},"UpdateExpression":"ADD seen :one","ExpressionAttributeValues":{":one":{"N":"1"}},"ReturnValues":"UPDATED_NEW"}`,
    allows: ["dynamodb:UpdateItem", TABLE],
    other: arn("dynamodb", "table/films"),
    sends: {
      url: `${host("dynamodb")}/?Action=UpdateItem`,
      body: `{"TableName":"books","Key":{"isbn":{"S":"1"}},"UpdateExpression":"ADD seen :one","ExpressionAttributeValues":{":one":{"N":"1"}},"ReturnValues":"UPDATED_NEW"}`,
    },
  },
  "DynamoDB batch write": {
    uri: "dynamodb:action/BatchWriteItem",
    template: `#set($all = $input.path('$.books'))
{"RequestItems":{"books":[#foreach($one in $all){"PutRequest":{"Item":{"isbn":{"S":"$util.escapeJavaScript($one.isbn)"}}}}#if($foreach.hasNext),#end#end]}}`,
    allows: ["dynamodb:BatchWriteItem", TABLE],
    other: arn("dynamodb", "table/films"),
    calls: { body: '{"books":[{"isbn":"1"},{"isbn":"2"}]}' },
    sends: {
      url: `${host("dynamodb")}/?Action=BatchWriteItem`,
      body: '{"RequestItems":{"books":[{"PutRequest":{"Item":{"isbn":{"S":"1"}}}},{"PutRequest":{"Item":{"isbn":{"S":"2"}}}}]}}',
    },
  },
  "DynamoDB transaction": {
    uri: "dynamodb:action/TransactWriteItems",
    template: `{"TransactItems":[{"Put":{"TableName":"books","Item":{"isbn":{"S":"$util.escapeJavaScript($input.params('id'))"}}}},{"Delete":{"TableName":"drafts","Key":{"isbn":{"S":"1"}}}}]}`,
    allows: [
      ["dynamodb:PutItem", "dynamodb:DeleteItem"],
      [TABLE, arn("dynamodb", "table/drafts")],
    ],
    other: TABLE,
    calls: { query: "id=9" },
    sends: {
      url: `${host("dynamodb")}/?Action=TransactWriteItems`,
      body: '{"TransactItems":[{"Put":{"TableName":"books","Item":{"isbn":{"S":"9"}}}},{"Delete":{"TableName":"drafts","Key":{"isbn":{"S":"1"}}}}]}',
    },
  },
  "S3 get, by folder and item": {
    uri: "s3:path/{folder}/{item}",
    verb: "GET",
    path: "/buckets/{folder}/{item}",
    maps: { "path.folder": "method.request.path.folder", "path.item": "method.request.path.item" },
    allows: ["s3:GetObject", "*"],
    other: "arn:aws:sqs:us-east-1:123456789012:no-bucket",
    calls: { path: "/buckets/my-files/a.txt" },
    sends: { url: `${host("s3")}/my-files/a.txt`, body: "{}" },
  },
  "S3 put": {
    uri: "s3:path/uploads/{key}",
    verb: "PUT",
    path: "/uploads/{key}",
    maps: {
      "path.key": "method.request.path.key",
      "header.Content-Type": "method.request.header.Content-Type",
    },
    allows: ["s3:PutObject", "arn:aws:s3:::uploads/*"],
    other: "arn:aws:s3:::downloads/*",
    calls: { path: "/uploads/a.txt", body: "hello", headers: { "Content-Type": "text/plain" } },
    sends: { url: `${host("s3")}/uploads/a.txt`, body: "hello", headers: { "Content-Type": "text/plain" } },
  },
  "S3 delete": {
    uri: "s3:path/uploads/tmp/{key}",
    verb: "DELETE",
    path: "/uploads/{key}/gone",
    maps: { "path.key": "method.request.path.key" },
    allows: ["s3:DeleteObject", "arn:aws:s3:::uploads/tmp/*"],
    other: "arn:aws:s3:::uploads/keep/*",
    calls: { path: "/uploads/a.txt/gone" },
    sends: { url: `${host("s3")}/uploads/tmp/a.txt`, body: "{}" },
  },
  "S3 list of a bucket": {
    uri: "s3:path/uploads",
    verb: "GET",
    allows: ["s3:ListBucket", "arn:aws:s3:::uploads"],
    other: "arn:aws:s3:::uploads/*",
    sends: { url: `${host("s3")}/uploads`, body: "{}" },
  },
  "S3 list of all buckets": {
    uri: "s3:path//",
    verb: "GET",
    allows: ["s3:ListAllMyBuckets", "*"],
    other: "arn:aws:sqs:us-east-1:123456789012:no-bucket",
    sends: { url: `${host("s3")}/`, body: "{}" },
  },
  "Step Functions start": {
    uri: "states:action/StartExecution",
    template: `{"input":"${esc("$input.json('$')")}","stateMachineArn":"${arn("states", "stateMachine:ship")}"}`,
    allows: ["states:StartExecution", arn("states", "stateMachine:ship")],
    other: arn("states", "stateMachine:bill"),
    calls: { body: '{"a":"it\'s"}' },
    sends: {
      url: `${host("states")}/?Action=StartExecution`,
      body: `{"input":"{\\"a\\":\\"it's\\"}","stateMachineArn":"${arn("states", "stateMachine:ship")}"}`,
    },
  },
  "Step Functions, started and waited for": {
    uri: "states:action/StartSyncExecution",
    maps: json("1.0"),
    template: `#set($body = $util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'"))
{"input":"$body","stateMachineArn":"${arn("states", "stateMachine:quick")}"}`,
    allows: ["states:StartSyncExecution", arn("states", "stateMachine:quick")],
    other: arn("states", "stateMachine:ship"),
    calls: { body: "{}" },
    sends: {
      url: `${host("states")}/?Action=StartSyncExecution`,
      body: `{"input":"{}","stateMachineArn":"${arn("states", "stateMachine:quick")}"}`,
    },
  },
  "Step Functions, asked how it goes": {
    uri: "states:action/DescribeExecution",
    path: "/executions/{id}",
    template: `{"executionArn":"${arn("states", "execution:ship:$input.params('id')")}"}`,
    allows: ["states:DescribeExecution", arn("states", "execution:ship:*")],
    other: arn("states", "execution:bill:*"),
    calls: { path: "/executions/77" },
    sends: {
      url: `${host("states")}/?Action=DescribeExecution`,
      body: `{"executionArn":"${arn("states", "execution:ship:77")}"}`,
    },
  },
  "EventBridge, several entries": {
    uri: "events:action/PutEvents",
    maps: json("1.1", "AWSEvents.PutEvents"),
    template: `{"Entries":[#foreach($one in $input.path('$.items')){"Source":"shop","DetailType":"$util.escapeJavaScript($one.type)","EventBusName":"orders","Detail":"{}"}#if($foreach.hasNext),#end#end]}`,
    allows: ["events:PutEvents", arn("events", "event-bus/orders")],
    other: arn("events", "event-bus/default"),
    calls: { body: '{"items":[{"type":"a"},{"type":"b"}]}' },
    sends: {
      url: `${host("events")}/?Action=PutEvents`,
      body: '{"Entries":[{"Source":"shop","DetailType":"a","EventBusName":"orders","Detail":"{}"},{"Source":"shop","DetailType":"b","EventBusName":"orders","Detail":"{}"}]}',
    },
  },
  "EventBridge by overrides": {
    uri: "events:path//",
    template: `#set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")
#set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1")
{"Entries":[{"Source":"shop","DetailType":"order","Detail":"${esc("$input.json('$')")}"}]}`,
    allows: ["events:PutEvents", arn("events", "event-bus/default")],
    other: arn("events", "event-bus/orders"),
    calls: { body: '{"n":1}' },
    sends: {
      url: `${host("events")}/`,
      body: '{"Entries":[{"Source":"shop","DetailType":"order","Detail":"{\\"n\\":1}"}]}',
      headers: { "X-Amz-Target": "AWSEvents.PutEvents", "Content-Type": "application/x-amz-json-1.1" },
    },
  },
  "Kinesis record": {
    uri: "kinesis:action/PutRecord",
    path: "/streams/{key}/record",
    maps: json("1.1"),
    template: `{"StreamName":"clicks","Data":"$util.base64Encode($input.json('$.Data'))","PartitionKey":"$input.path('$.PartitionKey')"}`,
    allows: ["kinesis:PutRecord", arn("kinesis", "stream/clicks")],
    other: arn("kinesis", "stream/views"),
    calls: { path: "/streams/x/record", body: '{"Data":"a","PartitionKey":"p"}' },
    sends: {
      url: `${host("kinesis")}/?Action=PutRecord`,
      body: '{"StreamName":"clicks","Data":"ImEi","PartitionKey":"p"}',
    },
  },
  "Kinesis records": {
    uri: "kinesis:action/PutRecords",
    template: `{"StreamName":"clicks","Records":[#foreach($one in $input.path('$.records')){"Data":"$util.base64Encode($one.data)","PartitionKey":"$one.key"}#if($foreach.hasNext),#end#end]}`,
    allows: ["kinesis:PutRecords", arn("kinesis", "stream/clicks")],
    other: arn("kinesis", "stream/views"),
    calls: { body: '{"records":[{"data":"a","key":"1"}]}' },
    sends: {
      url: `${host("kinesis")}/?Action=PutRecords`,
      body: '{"StreamName":"clicks","Records":[{"Data":"YQ==","PartitionKey":"1"}]}',
    },
  },
  "Kinesis iterator": {
    uri: "kinesis:action/GetShardIterator",
    template: `{"ShardId":"$input.params('shard')","ShardIteratorType":"TRIM_HORIZON","StreamName":"clicks"}`,
    allows: ["kinesis:GetShardIterator", arn("kinesis", "stream/clicks")],
    other: arn("kinesis", "stream/views"),
    calls: { query: "shard=s-1" },
    sends: {
      url: `${host("kinesis")}/?Action=GetShardIterator`,
      body: '{"ShardId":"s-1","ShardIteratorType":"TRIM_HORIZON","StreamName":"clicks"}',
    },
  },
  "Firehose record": {
    uri: "firehose:action/PutRecord",
    maps: json("1.1"),
    template: `{"DeliveryStreamName":"lake","Record":{"Data":"$util.base64Encode("$input.json('$')")"}}`,
    allows: ["firehose:PutRecord", arn("firehose", "deliverystream/lake")],
    other: arn("firehose", "deliverystream/pond"),
    calls: { body: "[1]" },
    sends: {
      url: `${host("firehose")}/?Action=PutRecord`,
      body: '{"DeliveryStreamName":"lake","Record":{"Data":"WzFd"}}',
    },
  },
  "Bedrock model": {
    uri: "bedrock-runtime:path/model/amazon.titan-text-lite-v1/invoke",
    maps: { "header.Content-Type": "'application/json'" },
    template: `{"inputText":"${esc("$input.path('$.prompt')")}"}`,
    allows: ["bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-lite-v1"],
    other: "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-express-v1",
    calls: { body: '{"prompt":"hi"}' },
    sends: {
      url: `${host("bedrock-runtime")}/model/amazon.titan-text-lite-v1/invoke`,
      body: '{"inputText":"hi"}',
    },
  },
  "Lambda event": {
    uri: `lambda:path/2015-03-31/functions/${arn("lambda", "function:hello")}/invocations`,
    maps: { "header.X-Amz-Invocation-Type": "'Event'" },
    allows: ["lambda:InvokeFunction", arn("lambda", "function:hello")],
    other: arn("lambda", "function:list-pets"),
    sends: { url: "", body: "" },
  },
  "SES v2 mail": {
    uri: "email:path/v2/email/outbound-emails",
    maps: { "header.Content-Type": "'application/json'" },
    template: `{"FromEmailAddress":"shop@example.com","Destination":{"ToAddresses":["desk@example.com"]},"Content":{"Simple":{"Subject":{"Data":"Hi"},"Body":{"Text":{"Data":"${esc("$input.path('$.text')")}"}}}}}`,
    allows: ["ses:SendEmail", arn("ses", "identity/shop@example.com")],
    other: arn("ses", "identity/other.example"),
    calls: { body: '{"text":"x"}' },
    sends: {
      url: `${host("email")}/v2/email/outbound-emails`,
      body: '{"FromEmailAddress":"shop@example.com","Destination":{"ToAddresses":["desk@example.com"]},"Content":{"Simple":{"Subject":{"Data":"Hi"},"Body":{"Text":{"Data":"x"}}}}}',
    },
  },
  "SES v1 mail": {
    uri: "email:action/SendEmail",
    maps: FORM,
    template:
      "Action=SendEmail&Source=$util.urlEncode('shop@example.com')&Destination.ToAddresses.member.1=desk%40example.com&Message.Subject.Data=Hi&Message.Body.Text.Data=$util.urlEncode($input.body)",
    allows: ["ses:SendEmail", arn("ses", "identity/shop@example.com")],
    other: arn("ses", "identity/other.example"),
    calls: { body: "a b" },
    sends: {
      url: `${host("email")}/?Action=SendEmail`,
      body: "Action=SendEmail&Source=shop%40example.com&Destination.ToAddresses.member.1=desk%40example.com&Message.Subject.Data=Hi&Message.Body.Text.Data=a+b",
    },
  },
  "IoT publish": {
    uri: "abc123-ats.iotdata:path/topics/lamps/{id}",
    path: "/lamps/{id}",
    maps: { "path.id": "method.request.path.id" },
    allows: ["iot:Publish", arn("iot", "topic/lamps/*")],
    other: arn("iot", "topic/doors/*"),
    calls: { path: "/lamps/7", body: '{"on":true}' },
    sends: { url: `${host("abc123-ats.iotdata")}/topics/lamps/7`, body: '{"on":true}' },
  },
  "AppSync query": {
    uri: "hostlabel.appsync-api:path/graphql",
    template: `{"query":"query { books { isbn } }","variables":$input.json('$')}`,
    allows: ["appsync:GraphQL", arn("appsync", "apis/*")],
    other: arn("sqs", "no-api"),
    calls: { body: "{}" },
    sends: {
      url: `${host("hostlabel.appsync-api")}/graphql`,
      body: '{"query":"query { books { isbn } }","variables":{}}',
    },
  },
  "CloudWatch Logs events": {
    uri: "logs:action/PutLogEvents",
    maps: json("1.1", "Logs_20140328.PutLogEvents"),
    template: `{"logGroupName":"/shop/audit","logStreamName":"web","logEvents":[{"timestamp":1,"message":"${esc("$input.body")}"}]}`,
    allows: ["logs:PutLogEvents", arn("logs", "log-group:/shop/audit:*")],
    other: arn("logs", "log-group:/shop/other:*"),
    calls: { body: "x" },
    sends: {
      url: `${host("logs")}/?Action=PutLogEvents`,
      body: '{"logGroupName":"/shop/audit","logStreamName":"web","logEvents":[{"timestamp":1,"message":"x"}]}',
    },
  },
  "SSM parameter": {
    uri: "ssm:path//",
    maps: json("1.1", "AmazonSSM.GetParameter"),
    template: '{"Name":"/shop/rate","WithDecryption":true}',
    allows: ["ssm:GetParameter", arn("ssm", "parameter/shop/*")],
    other: arn("ssm", "parameter/other"),
    sends: { url: `${host("ssm")}/`, body: '{"Name":"/shop/rate","WithDecryption":true}' },
  },
  "SSM parameter by action name": {
    uri: "ssm:action/GetParameter",
    verb: "GET",
    maps: { "querystring.Name": "'/shop/rate'" },
    allows: ["ssm:GetParameter", arn("ssm", "parameter/shop/rate")],
    other: arn("ssm", "parameter/other"),
    sends: { url: `${host("ssm")}/?Name=%2Fshop%2Frate&Action=GetParameter`, body: "{}" },
  },
  "Secrets Manager secret": {
    uri: "secretsmanager:path//",
    maps: json("1.1", "secretsmanager.GetSecretValue"),
    template: '{"SecretId":"shop/db"}',
    allows: ["secretsmanager:GetSecretValue", arn("secretsmanager", "secret:shop/db-??????")],
    other: arn("secretsmanager", "secret:other-??????"),
    sends: { url: `${host("secretsmanager")}/`, body: '{"SecretId":"shop/db"}' },
  },
  "Batch job": {
    uri: "batch:path//v1/submitjob",
    template: '{"jobName":"nightly","jobQueue":"slow","jobDefinition":"report:3"}',
    allows: ["batch:SubmitJob", [arn("batch", "job-queue/slow"), arn("batch", "job-definition/report:*")]],
    other: arn("batch", "job-queue/fast"),
    sends: {
      url: `${host("batch")}/v1/submitjob`,
      body: '{"jobName":"nightly","jobQueue":"slow","jobDefinition":"report:3"}',
    },
  },
  "SageMaker endpoint": {
    uri: "runtime.sagemaker:path/endpoints/rank/invocations",
    maps: { "header.Content-Type": "'text/csv'" },
    allows: ["sagemaker:InvokeEndpoint", arn("sagemaker", "endpoint/rank")],
    other: arn("sagemaker", "endpoint/sort"),
    calls: { body: "1,2" },
    sends: { url: `${host("runtime.sagemaker")}/endpoints/rank/invocations`, body: "1,2" },
  },
  Translate: {
    uri: "translate:action/TranslateText",
    maps: json("1.1", "AWSShineFrontendService_20170701.TranslateText"),
    template: `{"SourceLanguageCode":"en","TargetLanguageCode":"de","Text":"${esc("$input.path('$.text')")}"}`,
    allows: ["translate:TranslateText", "*"],
    other: arn("sqs", "no-language"),
    calls: { body: '{"text":"pet"}' },
    sends: {
      url: `${host("translate")}/?Action=TranslateText`,
      body: '{"SourceLanguageCode":"en","TargetLanguageCode":"de","Text":"pet"}',
    },
  },
  Polly: {
    uri: "polly:path/v1/speech",
    maps: { "header.Content-Type": "'application/json'" },
    template: `{"OutputFormat":"mp3","VoiceId":"Joanna","Text":"${esc("$input.path('$.text')")}"}`,
    allows: ["polly:SynthesizeSpeech", "*"],
    other: arn("sqs", "no-voice"),
    calls: { body: '{"text":"pet"}' },
    sends: {
      url: `${host("polly")}/v1/speech`,
      body: '{"OutputFormat":"mp3","VoiceId":"Joanna","Text":"pet"}',
    },
  },
};
