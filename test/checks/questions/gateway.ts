import type { Questions } from "./question.ts";

export const gatewayQuestions: Questions = {
  "lambda role star for unqualified": {
    type: "AWS_PROXY",
    uri: "lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations",
    statements: [
      {
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:us-east-1:123456789012:function:hello:*",
      },
    ],
    want: ["role-action"],
  },
  "mock cors, WHEN_NO_TEMPLATES": {
    type: "MOCK",
    method: "OPTIONS",
    template: `{"statusCode": 200}`,
    passthrough: "WHEN_NO_TEMPLATES",
    declares: {
      200: {
        responseParameters: {
          "method.response.header.Access-Control-Allow-Origin": true,
          "method.response.header.Access-Control-Allow-Headers": true,
          "method.response.header.Access-Control-Allow-Methods": true,
        },
      },
    },
    responses: {
      200: {
        responseParameters: {
          "method.response.header.Access-Control-Allow-Origin": "'*'",
          "method.response.header.Access-Control-Allow-Headers": "'Content-Type,Authorization'",
          "method.response.header.Access-Control-Allow-Methods": "'GET,OPTIONS'",
        },
      },
    },
  },
  "mock Application/JSON": {
    type: "MOCK",
    method: "GET",
    template: `{"statusCode": 200}`,
    passthrough: "NEVER",
    templates: { "Application/JSON": `{"statusCode":200}` },
    want: ["mock-template-missing"],
  },
  "http form template no CT": {
    type: "HTTP",
    uri: "https://example.com/a",
    verb: "POST",
    method: "POST",
    responses: { 200: {} },
    template: "name=$util.urlEncode($input.path('$.name'))&x=1",
    want: ["template-json"],
  },
  "http response whole path": {
    type: "HTTP",
    uri: "https://example.com/a",
    verb: "GET",
    method: "GET",
    responses: { 200: { responseTemplates: { "application/json": `{"data": $input.path('$')}` } } },
    want: ["body-as-map"],
  },
  "http response json in quotes": {
    type: "HTTP",
    uri: "https://example.com/a",
    verb: "GET",
    method: "GET",
    responses: { 200: { responseTemplates: { "application/json": `{"data": "$input.json('$')"}` } } },
    want: ["body-in-quotes"],
  },
  "http response template root array foreach": {
    type: "HTTP",
    uri: "https://example.com/a",
    verb: "GET",
    method: "GET",
    responses: {
      200: {
        responseTemplates: {
          "application/json": `[#foreach($e in $input.path('$'))"$e.name"#if($foreach.hasNext),#end#end]`,
        },
      },
    },
  },
  "lambda template body in quotes": {
    type: "AWS",
    uri: "lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations",
    allows: ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:hello"],
    template: `{"body":"$input.body"}`,
    want: ["body-in-quotes", "pattern-status"],
  },
  "response path whole": {
    type: "AWS",
    uri: "lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations",
    allows: ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:hello"],
    template: `{"body":$input.json('$')}`,
    responses: { 200: { responseTemplates: { "application/json": `$input.path('$')` } } },
    want: [],
  },
  "response path inside": {
    type: "AWS",
    uri: "lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations",
    allows: ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:hello"],
    template: `{"body":$input.json('$')}`,
    responses: { 200: { responseTemplates: { "application/json": `{"data":$input.path('$')}` } } },
    want: ["body-as-map"],
  },
  "mock resp template stage var": {
    type: "MOCK",
    method: "GET",
    template: `{"statusCode": 200}`,
    passthrough: "NEVER",
    responses: { 200: { responseTemplates: { "application/json": `{"v":"$stageVariables.version"}` } } },
    want: ["stage-variable-missing"],
  },
  "mock resp header stage var": {
    type: "MOCK",
    method: "GET",
    template: `{"statusCode": 200}`,
    passthrough: "NEVER",
    declares: { 200: { responseParameters: { "method.response.header.X-V": true } } },
    responses: { 200: { responseParameters: { "method.response.header.X-V": "stageVariables.version" } } },
    want: ["stage-variable-missing"],
  },
  "mock req template stage var": {
    type: "MOCK",
    method: "GET",
    template: `{"statusCode": $stageVariables.status}`,
    passthrough: "NEVER",
    want: ["stage-variable-missing"],
  },
  "http charset key NEVER": {
    type: "HTTP",
    uri: "https://example.com/a",
    verb: "POST",
    method: "POST",
    responses: { 200: {} },
    templates: { "application/json; charset=utf-8": `{"a":1}` },
    want: ["request-template-unreachable"],
  },
};
