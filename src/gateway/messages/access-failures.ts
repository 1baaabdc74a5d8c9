import type { Meaning } from "./meaning.ts";

/** What the part of a log that is the authorizer's says in words that elsewhere mean something else. */
export const AUTHORIZER_FAILURES: readonly Meaning[] = [
  {
    id: "authorizer-permission",
    message: /Invalid permissions on Lambda function/i,
    cause:
      "the policy of the authorizer's function does not let API Gateway invoke it: its statement must be for …/authorizers/ID; or there is no such function",
    remedy: "let API Gateway invoke the authorizer's function",
    commands: [
      "aws lambda add-permission --function-name <function> --statement-id authorizer --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn arn:aws:execute-api:<region>:<account>:<id>/authorizers/<authorizer> {aws}",
    ],
    check: "authorizer",
    evidence: "documented",
  },
];

/** What an execution log says of a caller that was not let in: by an authorizer, a model, a key. */
export const ACCESS_FAILURES: readonly Meaning[] = [
  // 23 stands before 22: its line says more.
  {
    id: "authorizer-threw",
    message: /Invalid JSON in response: Unrecognized field "errorType"/i,
    cause: "the authorizer's function failed instead of answering with a policy",
    remedy: 'mend it; to refuse a caller it must throw exactly "Unauthorized"',
    commands: ["aws logs tail /aws/lambda/<function> --since 1h {aws}"],
    check: "authorizer",
    evidence: "reported",
  },
  {
    id: "authorizer-context",
    message: /Invalid JSON in response: (?:Can not|Cannot) deserialize/i,
    cause: "the authorizer's context holds a list or an object; it may hold texts, numbers and booleans",
    remedy: "put JSON into a text",
    commands: ["aws logs tail /aws/lambda/<function> --since 1h {aws}"],
    check: "authorizer",
    evidence: "reported",
  },
  // 22
  {
    id: "authorizer-failed",
    message: /configuration error: Authorizer error|AuthorizerConfigurationException/i,
    cause:
      "the authorizer could not be used: its function may not be invoked, failed, or answered in another form; the line before says which",
    remedy: "try it by itself",
    commands: [
      "aws apigateway test-invoke-authorizer --rest-api-id <id> --authorizer-id <authorizer> --headers Authorization=<token> {aws}",
    ],
    check: "authorizer",
    general: true,
    evidence: "reported",
  },
  // 24
  {
    id: "body-model",
    message: /Request body does not match model schema for content type (\S+?):? (.*)/i,
    cause: "the body does not fit the model for $1: $2",
    remedy: "send what the model asks for, or ask for less",
    commands: ["apigw update-method {at} --request-validator none"],
    check: "validator",
    evidence: "reported",
  },
  {
    id: "authorizer-refused",
    message: /Unauthorized request: (\S+)/i,
    cause: "the caller sent no token, or the authorizer refused it",
    remedy: "send what the authorizer reads, in the header that is its identity source",
    commands: ["aws apigateway get-authorizers --rest-api-id <id> {aws}"],
    evidence: "reported",
  },
  // 25
  {
    id: "key-throttled",
    message:
      /Key throttle limit exceeded for RestApi (\S+?), Stage (\S+?), Resource (\S+?), HttpMethod (\S+?)\. Limit: (\S+) Burst: (\d+)/i,
    cause: "the caller's usage plan lets $5 calls a second through for $4 in the stage $2, $6 at once",
    remedy: "call less often, or let the plan take more",
    commands: [
      "aws apigateway update-usage-plan --usage-plan-id <plan> --patch-operations op=replace,path=/throttle/rateLimit,value=<calls a second> {aws}",
    ],
    evidence: "reported",
  },
  // 26
  {
    id: "key-without-plan",
    message:
      /API Key (?:.*?)?not authorized because method '([^']+)' requires API Key and API Key is not associated with a Usage Plan for API Stage ([^/\s]+)\/([^:\s]+)/i,
    cause: "the key belongs to no usage plan that has the stage $3",
    remedy: "add the stage to the key's plan, and the key to the plan",
    commands: [
      "aws apigateway update-usage-plan --usage-plan-id <plan> --patch-operations op=add,path=/apiStages,value=$2:$3 {aws}",
      "aws apigateway create-usage-plan-key --usage-plan-id <plan> --key-type API_KEY --key-id <key> {aws}",
    ],
    evidence: "reported",
  },
];
