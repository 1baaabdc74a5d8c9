import type { Questions } from "./question.ts";

export const dataQuestions: Questions = {
  "ddb scan index": {
    uri: "dynamodb:action/Scan",
    template: `{"TableName":"books","IndexName":"byAuthor"}`,
    method: "GET",
    allows: ["dynamodb:Scan", ["arn:aws:dynamodb:us-east-1:123456789012:table/books/index/byAuthor"]],
    grants: [
      ["dynamodb:Scan"],
      [
        "arn:aws:dynamodb:us-east-1:123456789012:table/books",
        "arn:aws:dynamodb:us-east-1:123456789012:table/books/index/byAuthor",
      ],
    ],
  },
  "ddb query index table only role": {
    uri: "dynamodb:action/Query",
    template: `{"TableName":"books","IndexName":"byAuthor","KeyConditionExpression":"author = :v1","ExpressionAttributeValues":{":v1":{"S":"$input.params('author')"}}}`,
    method: "GET",
    allows: ["dynamodb:Query", ["arn:aws:dynamodb:us-east-1:123456789012:table/books"]],
    want: ["role-action"],
  },
  "ddb foreach items keyset": {
    uri: "dynamodb:action/TransactWriteItems",
    template: `{"TransactItems":[{"Put":{"TableName":"moths","Item":{
#set($inputRoot = $input.path('$.newMoth'))
#foreach($key in $inputRoot.keySet())
#set($value = $inputRoot.get($key))
"$key": { "S": "$value" }#if($foreach.hasNext()),#end
#end
},"ConditionExpression":"attribute_not_exists(PK)"}},{"Update":{"TableName":"moths","Key":{"PK":{"S":"MOTHS"},"SK":{"S":"MOTHS"}},"UpdateExpression":"SET #a = list_append(if_not_exists(#a, :e), :v)","ExpressionAttributeNames":{"#a":"MothsMonitored"},"ExpressionAttributeValues":{":v":{"L":[{"S":"$input.path('$.toMothList.MothName')"}]},":e":{"L":[]}}}}]}`,
    allows: [
      ["dynamodb:PutItem", "dynamodb:UpdateItem"],
      "arn:aws:dynamodb:us-east-1:123456789012:table/moths",
    ],
    grants: [
      ["dynamodb:PutItem", "dynamodb:UpdateItem"],
      ["arn:aws:dynamodb:us-east-1:123456789012:table/moths"],
    ],
  },
  "ddb batchget one table role": {
    uri: "dynamodb:action/BatchGetItem",
    template: `{"RequestItems":{"books":{"Keys":[{"id":{"S":"$input.params('id')"}}]},"films":{"Keys":[{"id":{"S":"1"}}]}}}`,
    allows: ["dynamodb:BatchGetItem", ["arn:aws:dynamodb:us-east-1:123456789012:table/books"]],
    want: ["role-action"],
  },
  "ddb table ARN in name": {
    uri: "dynamodb:action/GetItem",
    template: `{"TableName":"arn:aws:dynamodb:us-east-1:210987654321:table/books","Key":{"id":{"S":"x"}}}`,
    allows: ["dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:210987654321:table/books"],
    grants: [["dynamodb:GetItem"], ["arn:aws:dynamodb:us-east-1:210987654321:table/books"]],
  },
  "ddb partiql wrong (GetItem)": {
    uri: "dynamodb:action/ExecuteStatement",
    template: `{"Statement":"SELECT * FROM \\"books\\" WHERE id=?","Parameters":[{"S":"$input.params('id')"}]}`,
    allows: ["dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/books"],
    want: ["role-action"],
  },
  "ddb claims bracket": {
    uri: "dynamodb:action/Query",
    template: `{"TableName":"books","KeyConditionExpression":"u = :u","ExpressionAttributeValues":{":u":{"S":"$context.authorizer.claims['cognito:username']"}}}`,
    method: "GET",
    allows: ["dynamodb:Query", "arn:aws:dynamodb:us-east-1:123456789012:table/books"],
  },
  "sfn input raw body in quotes": {
    uri: "states:action/StartExecution",
    template: `{"input":"$input.body","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:flow"}`,
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
    want: ["body-in-quotes"],
  },
  "sfn input json in quotes": {
    uri: "states:action/StartExecution",
    template: `{"input":"$input.json('$')","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:flow"}`,
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
    want: ["body-in-quotes"],
  },
  "sfn input unquoted object": {
    uri: "states:action/StartExecution",
    template: `{"input":$input.json('$'),"stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:flow"}`,
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
    want: ["member-type"],
  },
  "sfn start no replaceAll": {
    uri: "states:action/StartExecution",
    template: `{"input":"$util.escapeJavaScript($input.json('$'))","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:flow"}`,
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
  },
  "sfn sync set vars (CDK template)": {
    uri: "states:action/StartSyncExecution",
    template: `#set($inputString = '')
#set($allParams = $input.params())
{
    "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:flow",
    #set($inputString = "$inputString,@@body@@: $input.body")
    #if ($allParams.path.size() > 0)
        #set($inputString = "$inputString, @@path@@:{")
        #foreach($paramName in $allParams.path.keySet())
            #set($inputString = "$inputString @@$paramName@@: @@$util.escapeJavaScript($allParams.path.get($paramName))@@")
            #if($foreach.hasNext)
                #set($inputString = "$inputString,")
            #end
        #end
        #set($inputString = "$inputString }")
    #end
    #set($inputString = $inputString.replaceAll("@@", '"'))
    #set($len = $inputString.length() - 1)
    "input": "{$util.escapeJavaScript($inputString.substring(1,$len)).replaceAll("\\\\'","'")}"
}`,
    allows: ["states:StartSyncExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
  },
  "sfn describe": {
    method: "GET",
    uri: "states:action/DescribeExecution",
    template: `{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:flow:$input.params('id')"}`,
    path: "/{id}",
    allows: ["states:DescribeExecution", "arn:aws:states:us-east-1:123456789012:execution:flow:*"],
    grants: [["states:DescribeExecution"], ["arn:aws:states:us-east-1:123456789012:execution:flow:*"]],
  },
  "sfn describe role SM": {
    method: "GET",
    uri: "states:action/DescribeExecution",
    template: `{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:flow:$input.params('id')"}`,
    path: "/{id}",
    allows: ["states:DescribeExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
    want: ["role-action"],
  },
  "sfn alias": {
    uri: "states:action/StartExecution",
    template: `{"input":"{}","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:flow:prod"}`,
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow:*"],
    want: ["role-action"],
    grants: [["states:StartExecution"], ["arn:aws:states:us-east-1:123456789012:stateMachine:flow"]],
  },
  "sfn alias role SM only": {
    uri: "states:action/StartExecution",
    template: `{"input":"{}","stateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:flow:prod"}`,
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
  },
  "sfn sendTaskSuccess role SM arn": {
    uri: "states:action/SendTaskSuccess",
    template: `{"output":"$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")","taskToken":"$input.params('t')"}`,
    allows: ["states:SendTaskSuccess", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
    want: ["not-checked"],
  },
  "eb override headers": {
    uri: "events:action/PutEvents",
    template: `#set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")
#set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1")
#set($inputRoot = $input.path('$'))
{ "Entries": [ #foreach($elem in $inputRoot.items) { "Detail": "$util.escapeJavaScript($elem.Detail).replaceAll("\\\\'","'")", "DetailType": "$elem.DetailType", "EventBusName": "orders", "Source":"$elem.Source" }#if($foreach.hasNext),#end #end ] }`,
    allows: ["events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/orders"],
    onlyChecked: true,
  },
  "eb keyset detail": {
    uri: "events:action/PutEvents",
    template: `#set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")
#set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1")
#set($inputRoot = $input.path("$"))
{"Entries":[{"Detail": "{#foreach($paramName in $inputRoot.keySet())\\"$paramName\\" : \\"$util.escapeJavaScript($inputRoot.get($paramName))\\" #if($foreach.hasNext),#end #end,\\"userId\\": \\"$context.authorizer.claims.sub\\"}","DetailType":"a.b","EventBusName":"arn:aws:events:us-east-1:123456789012:event-bus/orders","Source":"c"}]}`,
    allows: ["events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/orders"],
    onlyChecked: true,
  },
  "eb form": {
    uri: "events:action/PutEvents",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template:
      "Action=PutEvents&Version=2015-10-07&Event.1.Source=api&Event.1.Detail=$util.urlEncode($input.body)",
    allows: ["events:PutEvents", "*"],
    want: ["body-not-json", "json-content-type", "target-missing"],
  },
  "eb default bus, role orders": {
    uri: "events:action/PutEvents",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AWSEvents.PutEvents'",
    },
    template: `{"Entries":[{"Source":"a","DetailType":"b","Detail":"$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")"}]}`,
    allows: ["events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/orders"],
    want: ["role-action"],
  },
  "eb detail object": {
    uri: "events:action/PutEvents",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AWSEvents.PutEvents'",
    },
    template: `{"Entries":[{"Source":"a","DetailType":"b","Detail":$input.json('$'),"EventBusName":"orders"}]}`,
    allows: ["events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/orders"],
    want: ["member-type"],
  },
  "eb missing quotes in mapping static target": {
    uri: "events:action/PutEvents",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AWSEvents.PutEvents'",
    },
    template: `{"Entries":[{"DetailType":"b","Detail":"{}"}]}`,
    allows: ["events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/default"],
    want: ["member-missing", "not-checked"],
  },
  "eb wrong target AmazonCloudWatchEvents": {
    uri: "events:action/PutEvents",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AmazonCloudWatchEvents.PutEvents'",
    },
    template: `{"Entries":[{"Source":"a","DetailType":"b","Detail":"{}"}]}`,
    allows: ["events:PutEvents", "arn:aws:events:us-east-1:123456789012:event-bus/default"],
    want: ["target-mismatch"],
  },
  "kinesis put": {
    uri: "kinesis:action/PutRecord",
    template: `#set($userId = $input.path('$.userId'))
#if("$!userId" == "")
  #set($userId = $context.requestId)
#end
{"StreamName": "clicks","Data": "$util.base64Encode($input.json('$'))","PartitionKey": "$userId"}`,
    allows: ["kinesis:PutRecord", "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"],
    grants: [["kinesis:PutRecord"], ["arn:aws:kinesis:us-east-1:123456789012:stream/clicks"]],
  },
  "kinesis data raw": {
    uri: "kinesis:action/PutRecord",
    template: `{"StreamName":"clicks","Data":"$input.body","PartitionKey":"1"}`,
    allows: ["kinesis:PutRecord", "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"],
    want: ["body-in-quotes", "member-type"],
  },
  "kinesis data object": {
    uri: "kinesis:action/PutRecord",
    template: `{"StreamName":"clicks","Data":$input.json('$'),"PartitionKey":"1"}`,
    allows: ["kinesis:PutRecord", "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"],
    want: ["member-type"],
  },
  "firehose json ct": {
    uri: "firehose:action/PutRecord",
    maps: { "header.Content-Type": "'application/json'" },
    template: `{"DeliveryStreamName":"raw","Record":{"Data":"$util.base64Encode($util.escapeJavaScript($input.json('$')).replace('\\', ''))"}}`,
    allows: ["firehose:PutRecord", "arn:aws:firehose:us-east-1:123456789012:deliverystream/raw"],
    grants: [["firehose:PutRecord"], ["arn:aws:firehose:us-east-1:123456789012:deliverystream/raw"]],
  },
  "firehose batch": {
    uri: "firehose:action/PutRecordBatch",
    template: `#set($n = "
")
{"DeliveryStreamName":"raw","Records":[#foreach($e in $input.path('$'))#set($d="$e$n"){"Data":"$util.base64Encode($d)"}#if($foreach.hasNext),#end#end]}`,
    allows: ["firehose:PutRecordBatch", "arn:aws:firehose:us-east-1:123456789012:deliverystream/raw"],
    grants: [["firehose:PutRecordBatch"], ["arn:aws:firehose:us-east-1:123456789012:deliverystream/raw"]],
  },
  "one entry default, one named, named allowed": {
    uri: "events:action/PutEvents",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AWSEvents.PutEvents'",
    },
    template: `{"Entries":[{"Source":"a","DetailType":"b","Detail":"{}","EventBusName":"b"},{"Source":"a","DetailType":"b","Detail":"{}"}]}`,
    statements: [
      {
        Effect: "Allow",
        Action: "events:PutEvents",
        Resource: "arn:aws:events:us-east-1:123456789012:event-bus/b",
      },
    ],
    want: ["role-action"],
  },
  "ddb N number literal": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"id":{"S":"x"},"n":{"N":5}}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
    want: ["member-type"],
  },
  "ddb N path unquoted": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"id":{"S":"x"},"n":{"N":$input.path('$.n')}}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
    want: ["member-type"],
  },
  "ddb N json unquoted": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"id":{"S":"x"},"n":{"N":$input.json('$.n')}}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
  },
  "ddb S json unquoted": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"id":{"S":$input.json('$.id')}}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
  },
  "ddb epoch unquoted": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"id":{"S":"x"},"t":{"N":$context.requestTimeEpoch}}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
    want: ["member-type"],
  },
  "ddb attr plain string (no type)": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"id":"$input.path('$.id')"}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
    want: ["member-type"],
  },
  "ddb item whole body": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":$input.json('$')}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
  },
  "ddb item path root": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":$input.path('$')}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
    want: ["body-as-map"],
  },
  "ddb attr named S": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"S":{"S":"x"},"N":{"N":"1"},"M":{"M":{"S":{"S":"y"}}}}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
  },
  "ddb L of N": {
    uri: "dynamodb:action/PutItem",
    template: `{"TableName":"t","Item":{"a":{"L":[#foreach($x in $input.path('$.xs')){"N":"$x"}#if($foreach.hasNext),#end#end]}}}`,
    allows: ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
  },
  "ddb foreach trailing comma": {
    uri: "dynamodb:action/BatchWriteItem",
    template: `{"RequestItems":{"t":[#foreach($x in $input.path('$.xs')){"PutRequest":{"Item":{"id":{"S":"$x"}}}},#end]}}`,
    allows: ["dynamodb:BatchWriteItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t"],
    want: ["template-json"],
  },
  "kinesis trailing comma foreach velocityCount": {
    uri: "kinesis:action/PutRecords",
    maps: { "header.Content-Type": "'application/x-amz-json-1.1'" },
    template: `{"StreamName":"c","Records":[#foreach($e in $input.path('$.r'))#if($velocityCount > 1),#end{"Data":"$util.base64Encode($e.d)","PartitionKey":"1"}#end]}`,
    allows: ["kinesis:PutRecords", "arn:aws:kinesis:us-east-1:123456789012:stream/c"],
  },
  "kinesis records missing PK": {
    uri: "kinesis:action/PutRecords",
    maps: { "header.Content-Type": "'application/x-amz-json-1.1'" },
    template: `{"StreamName":"c","Records":[{"Data":"$util.base64Encode($input.body)"}]}`,
    allows: ["kinesis:PutRecords", "arn:aws:kinesis:us-east-1:123456789012:stream/c"],
    want: ["member-missing"],
  },
  "firehose Record as string": {
    uri: "firehose:action/PutRecord",
    template: `{"DeliveryStreamName":"raw","Record":"$util.base64Encode($input.body)"}`,
    allows: ["firehose:PutRecord", "arn:aws:firehose:us-east-1:123456789012:deliverystream/raw"],
    want: ["member-type"],
  },
  "ddb a name without its last quote": {
    uri: "dynamodb:action/UpdateItem",
    template: `{
  "TableName": "crud,
  "Key": {"id": {"S": "$context.requestId"}},
  "UpdateExpression": "SET m = m"}`,
    allows: ["dynamodb:UpdateItem", "arn:aws:dynamodb:us-east-1:123456789012:table/crud"],
    want: ["not-checked", "template-json"],
  },
  "ddb quotes within a reference": {
    uri: "dynamodb:action/UpdateItem",
    template: `{"TableName": "crud", "Key": {"id": {"S": "$input.params().path.id"}}, "ExpressionAttributeValues": {":d": {"S": "$input.path("$.description")"}}}`,
    allows: ["dynamodb:UpdateItem", "arn:aws:dynamodb:us-east-1:123456789012:table/crud"],
  },
  "sfn a mapping's name in a template": {
    uri: "states:action/StartExecution",
    template: `{"input": "{\\"a\\": \\"$method.request.querystring.a\\"}", "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:flow"}`,
    allows: ["states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:flow"],
    want: ["template-reference"],
  },
};
