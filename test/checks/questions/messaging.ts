import type { Questions } from "./question.ts";

export const messagingQuestions: Questions = {
  "sqs double slash path": {
    uri: "sqs:path//123456789012/jobs",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    grants: [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:jobs"]],
  },
  "sqs queue name only": {
    uri: "sqs:path/jobs",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    grants: [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:jobs"]],
  },
  "sqs wrong CT form-encoding": {
    uri: "sqs:path/123456789012/jobs",
    method: "GET",
    maps: { "header.Content-Type": "'application/x-www-form-encoding'" },
    template: "Action=ReceiveMessage&MaxNumberOfMessages=10&VisibilityTimeout=0",
    allows: ["sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    want: ["form-content-type"],
  },
  "sqs CT uppercase": {
    uri: "sqs:path/123456789012/jobs",
    maps: { "header.content-type": "'Application/X-WWW-Form-UrlEncoded'" },
    template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
  },
  "sqs QueueUrl in form": {
    uri: "sqs:path//",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: `Action=SendMessage&QueueUrl=$util.urlEncode("https://sqs.us-east-1.amazonaws.com/123456789012/jobs")&MessageBody=$util.urlEncode($input.body)`,
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    grants: [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:jobs"]],
  },
  "sqs action SendMessage query": {
    uri: "sqs:action/SendMessage",
    maps: {
      "querystring.QueueUrl": "'https://sqs.us-east-1.amazonaws.com/123456789012/jobs'",
      "querystring.MessageBody": "method.request.body",
    },
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    grants: [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:jobs"]],
  },
  "sqs path with stage account mapping": {
    uri: "sqs:path/{acct}/{queue}",
    path: "/{queue}",
    maps: {
      "header.Content-Type": "'application/x-www-form-urlencoded'",
      "path.acct": "'123456789012'",
      "path.queue": "method.request.path.queue",
    },
    template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:*"],
    grants: [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:*"]],
  },
  "sqs batch": {
    uri: "sqs:path/123456789012/jobs",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: `#set($i=$input.path('$.items'))
Action=SendMessageBatch#foreach($m in $i)&SendMessageBatchRequestEntry.\${foreach.count}.Id=m$foreach.count&SendMessageBatchRequestEntry.\${foreach.count}.MessageBody=$util.urlEncode($m.text)#end`,
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    grants: [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:jobs"]],
  },
  "sqs ?Action in path": {
    uri: "sqs:path/123456789012/jobs?Action=ReceiveMessage&MaxNumberOfMessages=10",
    method: "GET",
    verb: "GET",
    allows: ["sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    grants: [["sqs:ReceiveMessage"], ["arn:aws:sqs:us-east-1:123456789012:jobs"]],
  },
  "sqs role wrong region": {
    uri: "arn:aws:apigateway:eu-west-1:sqs:path/123456789012/jobs",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    want: ["role-action"],
  },
  "sns caller names topic": {
    uri: "sns:action/Publish",
    maps: {
      "querystring.TopicArn": "method.request.querystring.topic",
      "querystring.Message": "method.request.querystring.m",
    },
    allows: ["sns:Publish", "*"],
    grants: [["sns:Publish"], ["arn:aws:sns:us-east-1:123456789012:*"]],
  },
  "sns SMS": {
    uri: "sns:path//",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template:
      "Action=Publish&PhoneNumber=$util.urlEncode($input.path('$.phone'))&Message=$util.urlEncode($input.path('$.message'))",
    allows: ["sns:Publish", "*"],
    grants: [["sns:Publish"], ["*"]],
  },
  "sns SMS role topic only": {
    uri: "sns:path//",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template:
      "Action=Publish&PhoneNumber=$util.urlEncode($input.path('$.phone'))&Message=$util.urlEncode($input.path('$.message'))",
    allows: ["sns:Publish", "arn:aws:sns:us-east-1:123456789012:news"],
    want: ["role-action"],
  },
  "sns query TopicArn and body Message": {
    uri: "sns:action/Publish",
    maps: {
      "header.Content-Type": "'application/x-www-form-urlencoded'",
      "querystring.TopicArn": "'arn:aws:sns:us-east-1:123456789012:news'",
      "querystring.Message": "method.request.body.text",
      "querystring.MessageAttributes.entry.1.Name": "'kind'",
      "querystring.MessageAttributes.entry.1.Value.DataType": "'String'",
      "querystring.MessageAttributes.entry.1.Value.StringValue": "method.request.header.referer",
    },
    allows: ["sns:Publish", "arn:aws:sns:us-east-1:123456789012:news"],
  },
  "sqs form, charset key": {
    uri: "sqs:path/123456789012/jobs",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    templates: {
      "application/json;charset=UTF-8": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    },
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    onlyChecked: true,
    want: ["request-template-unreachable"],
  },
  "sqs form without MessageBody": {
    uri: "sqs:path/123456789012/jobs",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: "Action=SendMessage&Message=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    want: ["member-missing"],
  },
  "sns without topic": {
    uri: "sns:path//",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: "Action=Publish&Message=$util.urlEncode($input.body)",
    allows: ["sns:Publish", "*"],
    want: ["member-missing"],
  },
  "sns query string Message missing": {
    uri: "sns:action/Publish",
    verb: "GET",
    method: "GET",
    maps: { "querystring.TopicArn": "'arn:aws:sns:us-east-1:123456789012:news'" },
    allows: ["sns:Publish", "arn:aws:sns:us-east-1:123456789012:news"],
    want: ["member-missing"],
  },
  "sqs by action name, and no message anywhere": {
    uri: "sqs:action/SendMessage",
    maps: { "querystring.QueueUrl": "'https://sqs.us-east-1.amazonaws.com/123456789012/jobs'" },
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    want: ["member-missing"],
  },
  "sqs by action name, the queue in the query string": {
    uri: "sqs:action/SendMessage",
    maps: {
      "header.Content-Type": "'application/x-www-form-urlencoded'",
      "querystring.QueueUrl": "'https://sqs.us-east-1.amazonaws.com/123456789012/jobs'",
    },
    template: "MessageBody=$util.urlEncode($input.body)",
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"],
    grants: [["sqs:SendMessage"], ["arn:aws:sqs:us-east-1:123456789012:jobs"]],
  },
  "sqs a queue that the path names in part": {
    path: "/{branch}",
    uri: "sqs:action/SendMessage",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: `#set($q = "https://sqs.us-east-1.amazonaws.com/123456789012/shop-$input.params('branch').fifo")
Action=SendMessage&QueueUrl=$util.urlEncode($q)&MessageGroupId=a&MessageDeduplicationId=$context.requestId&MessageBody=$util.urlEncode($input.body)`,
    allows: ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:shop-*"],
  },
};
