import type { Questions } from "./question.ts";

export const servicesQuestions: Questions = {
  "ses v1 domain identity role": {
    uri: "email:action/SendEmail",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template:
      "Action=SendEmail&Message.Body.Text.Data=x&Message.Subject.Data=x&Destination.ToAddresses.member.1=ops%40example.com&Source=noreply%40example.com",
    allows: ["ses:SendEmail", "arn:aws:ses:us-east-1:123456789012:identity/example.com"],
  },
  "ses v2": {
    uri: "email:path/v2/email/outbound-emails",
    maps: { "header.Content-Type": "'application/json'" },
    template: `{"FromEmailAddress":"noreply@example.com","Destination":{"ToAddresses":["$input.path('$.to')"]},"Content":{"Simple":{"Subject":{"Data":"hi"},"Body":{"Text":{"Data":"$util.escapeJavaScript($input.path('$.b'))"}}}}}`,
    allows: ["ses:SendEmail", "arn:aws:ses:us-east-1:123456789012:identity/noreply@example.com"],
    grants: [["ses:SendEmail"], ["arn:aws:ses:us-east-1:123456789012:identity/noreply@example.com"]],
  },
  "ses service name": {
    uri: "ses:action/SendEmail",
    maps: { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    template: "Action=SendEmail&Source=a%40example.com",
    allows: ["ses:SendEmail", "*"],
    want: ["not-checked", "service-unknown"],
  },
  "sesv2 list identities GET": {
    uri: "email:path/v2/email/identities",
    method: "GET",
    verb: "GET",
    allows: ["ses:ListEmailIdentities", "*"],
    grants: [["ses:ListEmailIdentities"], ["*"]],
  },
  "iot publish levels": {
    uri: "a1b2c3-ats.iotdata:path/topics/{l1}/{l2}",
    path: "/{l1}/{l2}",
    maps: { "path.l1": "method.request.path.l1", "path.l2": "method.request.path.l2" },
    allows: ["iot:Publish", "arn:aws:iot:us-east-1:123456789012:topic/*/*"],
    grants: [["iot:Publish"], ["arn:aws:iot:us-east-1:123456789012:topic/*/*"]],
  },
  "logs put group:* role": {
    uri: "logs:action/PutLogEvents",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'Logs_20140328.PutLogEvents'",
    },
    template: `{"logGroupName":"web","logStreamName":"api","logEvents":[{"timestamp":$context.requestTimeEpoch,"message":"x"}]}`,
    allows: ["logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:web:*"],
  },
  "logs filter": {
    uri: "logs:action/FilterLogEvents",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'Logs_20140328.FilterLogEvents'",
    },
    template: `{"logGroupName":"web","filterPattern":"ERROR"}`,
    allows: ["logs:FilterLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:web:*"],
    grants: [["logs:FilterLogEvents"], ["arn:aws:logs:us-east-1:123456789012:log-group:web:*"]],
  },
  "ssm action query POST": {
    uri: "ssm:action/GetParameter",
    method: "POST",
    verb: "POST",
    maps: { "querystring.Name": "'/web/key'" },
    allows: ["ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/web/key"],
  },
  "ssm by path params": {
    uri: "ssm:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AmazonSSM.GetParametersByPath'",
    },
    template: `{"Path":"/web/"}`,
    allows: ["ssm:GetParametersByPath", "arn:aws:ssm:us-east-1:123456789012:parameter/web/"],
    grants: [["ssm:GetParametersByPath"], ["arn:aws:ssm:us-east-1:123456789012:parameter/web/"]],
  },
  "ssm sendcommand": {
    uri: "ssm:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AmazonSSM.SendCommand'",
    },
    template: `{"DocumentName":"AWS-RunShellScript","InstanceIds":["i-0123456789abcdef0"]}`,
    allows: [
      "ssm:SendCommand",
      [
        "arn:aws:ssm:us-east-1::document/AWS-RunShellScript",
        "arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0",
      ],
    ],
    grants: [
      ["ssm:SendCommand"],
      [
        "arn:aws:ssm:us-east-1::document/AWS-RunShellScript",
        "arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0",
      ],
    ],
  },
  "ssm startautomation": {
    uri: "ssm:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AmazonSSM.StartAutomationExecution'",
    },
    template: `{"DocumentName":"mydoc"}`,
    allows: [
      "ssm:StartAutomationExecution",
      "arn:aws:ssm:us-east-1:123456789012:automation-definition/mydoc:*",
    ],
    grants: [["ssm:StartAutomationExecution"], ["arn:aws:ssm:us-east-1:123456789012:document/mydoc"]],
  },
  "secrets get real suffix": {
    uri: "secretsmanager:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'secretsmanager.GetSecretValue'",
    },
    template: `{"SecretId":"web/db"}`,
    allows: [
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:web/db-AbCdEf",
    ],
    want: ["not-checked"],
  },
  "secrets arn partial": {
    uri: "secretsmanager:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'secretsmanager.GetSecretValue'",
    },
    template: `{"SecretId":"arn:aws:secretsmanager:us-east-1:123456789012:secret:web/db"}`,
    allows: [
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:web/db-AbCdEf",
    ],
    want: ["not-checked"],
    grants: [
      ["secretsmanager:GetSecretValue"],
      ["arn:aws:secretsmanager:us-east-1:123456789012:secret:web/db-??????"],
    ],
  },
  "sagemaker upper-case endpoint name": {
    uri: "runtime.sagemaker:path/endpoints/Churn/invocations",
    maps: { "header.Content-Type": "'application/json'" },
    template: "{}",
    allows: ["sagemaker:InvokeEndpoint", "arn:aws:sagemaker:us-east-1:123456789012:endpoint/churn"],
  },
  "cognito signup": {
    uri: "cognito-idp:action/SignUp",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AWSCognitoIdentityProviderService.SignUp'",
    },
    template: `{"ClientId":"abc","Username":"$input.path('$.u')","Password":"$input.path('$.p')"}`,
    allows: ["cognito-idp:SignUp", "*"],
  },
  "cognito initiateauth path no role action": {
    uri: "cognito-idp:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AWSCognitoIdentityProviderService.InitiateAuth'",
    },
    template: `{"ClientId":"abc","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"a","PASSWORD":"b"}}`,
    allows: ["cognito-idp:AdminGetUser", "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a"],
  },
  "kms encrypt": {
    uri: "kms:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'TrentService.Encrypt'",
    },
    template: `{"KeyId":"alias/web","Plaintext":"$util.base64Encode($input.body)"}`,
    allows: ["kms:Encrypt", "arn:aws:kms:us-east-1:123456789012:key/1234"],
    want: ["not-checked"],
    grants: [["kms:Encrypt"], ["arn:aws:kms:us-east-1:123456789012:key/*"]],
  },
  "scheduler create": {
    uri: "scheduler:path/schedules/{n}",
    path: "/{n}",
    maps: { "header.Content-Type": "'application/json'", "path.n": "method.request.path.n" },
    template: `{"ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"arn:aws:sqs:us-east-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/sched"}}`,
    statements: [
      {
        Effect: "Allow",
        Action: "scheduler:CreateSchedule",
        Resource: "arn:aws:scheduler:us-east-1:123456789012:schedule/default/*",
      },
      { Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
    ],
    grants: [["scheduler:CreateSchedule"], ["arn:aws:scheduler:us-east-1:123456789012:schedule/default/*"]],
  },
  "ws connections subdomain": {
    uri: "abc123.execute-api:path/prod/@connections/{id}",
    path: "/{id}",
    maps: { "path.id": "method.request.path.id" },
    allows: [
      "execute-api:ManageConnections",
      "arn:aws:execute-api:us-east-1:123456789012:abc123/prod/POST/@connections/*",
    ],
    grants: [
      ["execute-api:ManageConnections"],
      ["arn:aws:execute-api:us-east-1:123456789012:abc123/prod/POST/@connections/*"],
    ],
  },
  "ec2 start": {
    uri: "ec2:action/StartInstances&InstanceId.1=i-0abc&Version=2016-11-15",
    allows: ["ec2:StartInstances", "arn:aws:ec2:us-east-1:123456789012:instance/i-0abc"],
    grants: [["ec2:StartInstances"], ["arn:aws:ec2:us-east-1:123456789012:instance/i-0abc"]],
  },
  "sts identity": {
    uri: "sts:action/GetCallerIdentity&Version=2011-06-15",
    method: "GET",
    verb: "GET",
    allows: ["s3:GetObject", "*"],
    grants: [["sts:GetCallerIdentity"], ["*"]],
  },
  "lex v2": {
    uri: "runtime-v2-lex:path/bots/B/botAliases/A/botLocales/en_US/sessions/{s}/text",
    path: "/{s}",
    maps: { "header.Content-Type": "'application/json'", "path.s": "method.request.path.s" },
    template: `{"text":"hi"}`,
    allows: ["lex:RecognizeText", "arn:aws:lex:us-east-1:123456789012:bot-alias/B/A"],
    grants: [["lex:RecognizeText"], ["arn:aws:lex:us-east-1:123456789012:bot-alias/B/A"]],
  },
  codepipeline: {
    uri: "codepipeline:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'CodePipeline_20150709.StartPipelineExecution'",
    },
    template: `{"name":"web"}`,
    allows: ["codepipeline:StartPipelineExecution", "arn:aws:codepipeline:us-east-1:123456789012:web"],
    grants: [["codepipeline:StartPipelineExecution"], ["arn:aws:codepipeline:us-east-1:123456789012:web"]],
  },
  s3vectors: {
    uri: "s3vectors:path/QueryVectors",
    maps: { "header.Content-Type": "'application/json'" },
    template: `{"vectorBucketName":"b","indexName":"i","topK":3,"queryVector":{"float32":[1]}}`,
    allows: ["s3vectors:QueryVectors", "arn:aws:s3vectors:us-east-1:123456789012:bucket/b/index/i"],
    want: ["not-checked"],
    grants: [["s3vectors:QueryVectors"], ["arn:aws:s3vectors:us-east-1:123456789012:bucket/b/index/i"]],
  },
  "apigateway flush cache": {
    uri: "apigateway:path/restapis/abc/stages/prod/cache/data",
    method: "DELETE",
    verb: "DELETE",
    allows: ["apigateway:DELETE", "arn:aws:apigateway:us-east-1::/restapis/abc/stages/prod/cache/data"],
    grants: [["apigateway:DELETE"], ["arn:aws:apigateway:us-east-1::/restapis/abc/stages/prod/cache/data"]],
  },
  pinpoint: {
    uri: "pinpoint:path/v1/apps/app1/messages",
    maps: { "header.Content-Type": "'application/json'" },
    template: `{"Addresses":{}}`,
    allows: [
      "mobiletargeting:SendMessages",
      "arn:aws:mobiletargeting:us-east-1:123456789012:apps/app1/messages",
    ],
    grants: [
      ["mobiletargeting:SendMessages"],
      ["arn:aws:mobiletargeting:us-east-1:123456789012:apps/app1/messages"],
    ],
  },
  "cognito-idp initiate auth with deny all": {
    uri: "cognito-idp:action/InitiateAuth",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AWSCognitoIdentityProviderService.InitiateAuth'",
    },
    template: `{"ClientId":"a","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"$input.path('$.u')","PASSWORD":"$input.path('$.p')"}}`,
    allows: ["s3:GetObject", "*"],
  },
  "iot without the host's own label": {
    uri: "iotdata:path/topics/hello",
    allows: ["iot:Publish", "arn:aws:iot:us-east-1:123456789012:topic/hello"],
    want: ["service-unknown"],
    onlyChecked: true,
  },
  "cognito by action name, as public files have it": {
    uri: "cognito-idp:action/SignUp",
    template: `#set($name = $input.path('$.email'))
{"ClientId": "abc", "Password": "$input.path('$.password')", "Username": "$name"}`,
    allows: ["cognito-idp:SignUp", "*"],
  },
  "ssm a member on a condition": {
    path: "/{proxy+}",
    uri: "ssm:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'AmazonSSM.GetParameter'",
    },
    template: `{
  "Name": "/$util.escapeJavaScript($input.params().path.get('proxy'))"
  #if($input.params('decrypt') == 'true'),"WithDecryption": true#end
}`,
    allows: ["ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/*"],
  },
  "redshift a statement on a cluster": {
    uri: "redshift-data:path//",
    maps: {
      "header.Content-Type": "'application/x-amz-json-1.1'",
      "header.X-Amz-Target": "'RedshiftData.ExecuteStatement'",
    },
    template: `{"ClusterIdentifier": "c", "Database": "d", "Sql": "select 1", "DbUser": "u"}`,
    allows: ["redshift-data:ExecuteStatement", "arn:aws:redshift:us-east-1:123456789012:cluster:c"],
    grants: [["redshift-data:ExecuteStatement"], ["arn:aws:redshift:us-east-1:123456789012:cluster:c"]],
  },
};
