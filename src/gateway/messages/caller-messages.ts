import type { Meaning } from "./meaning.ts";

/** What callers get from API Gateway itself: the message of a gateway response, by rows of the facts on them. */
export const CALLER_MESSAGES: readonly Meaning[] = [
  {
    id: "missing-authentication-token",
    message: /Missing Authentication Token/i,
    cause:
      "the stage has nothing at this path and verb: it was not deployed yet, the path lacks the stage or has one slash more or less; or the method asks for a signed request (AWS_IAM) and this one is not",
    remedy: "deploy what is configured, and ask for the path as the API has it",
    commands: ["apigw deploy {api} --stage <stage>", "apigw list-methods {api} --stages"],
    evidence: "recorded",
  },
  {
    id: "explicit-deny",
    message: /User is not authorized to access this resource with an explicit deny/i,
    cause:
      "the authorizer's policy denies this method; policies are cached for the token, and one that names only its own methodArn denies the next method",
    remedy: "allow the whole API in the policy, or do not cache it",
    commands: [
      "aws apigateway update-authorizer --rest-api-id <id> --authorizer-id <authorizer> --patch-operations op=replace,path=/authorizerResultTtlInSeconds,value=0 {aws}",
    ],
    check: "authorizer",
    evidence: "documented",
  },
  {
    id: "not-allowed",
    message: /User is not authorized to access this resource/i,
    cause: "no statement of the authorizer's policy allows this method",
    remedy: "allow it in the policy that the authorizer answers with",
    commands: [
      "aws apigateway test-invoke-authorizer --rest-api-id <id> --authorizer-id <authorizer> --headers Authorization=<token> {aws}",
    ],
    check: "authorizer",
    evidence: "reported",
  },
  {
    id: "resource-policy",
    message:
      /User: (\S+) is not authorized to perform: execute-api:Invoke on resource: (\S+?)(?: with an explicit deny)?$/i,
    cause: "the API's resource policy, or the caller's own, does not let $1 call $2",
    remedy: "let it in by the policy, and deploy",
    commands: ["aws apigateway get-rest-api --rest-api-id <id> --query policy {aws}"],
    evidence: "reported",
  },
  {
    id: "signature-expired",
    message: /Signature expired|Signature not yet current/i,
    cause:
      "the caller's clock is more than five minutes off, or the request was signed long before it was sent",
    remedy: "set the clock, and sign anew for each request",
    commands: [],
    evidence: "recorded",
  },
  {
    id: "signature-malformed",
    message:
      /not a valid key=value pair \(missing equal-sign\) in Authorization header|Authorization header requires/i,
    cause:
      "the Authorization header was read as a signature and is none, such as a token: the method asks for a signature (AWS_IAM), or the stage has nothing at this path and verb, so that no authorizer was asked",
    remedy: "sign the request; or deploy what is configured, and ask for the path as the API has it",
    commands: ["apigw deploy {api} --stage <stage>", "apigw list-methods {api} --stages"],
    evidence: "reported",
  },
  {
    id: "signature-scope",
    message: /Credential should be scoped to/i,
    cause: "the request is signed for another Region or service than the API's",
    remedy: "sign for the service execute-api in the API's Region",
    commands: [],
    evidence: "reported",
  },
  {
    id: "signature-key",
    message: /The security token included in the request is (?:invalid|expired)/i,
    cause:
      "the request is signed with a key that AWS does not know, or with temporary credentials that have expired or whose session token was left out",
    remedy: "get new credentials, and send their session token as X-Amz-Security-Token",
    commands: [],
    evidence: "documented",
  },
  {
    id: "token-expired",
    message: /The incoming token has expired/i,
    cause: "the token of the user pool (Cognito) is past the time that it says itself",
    remedy: "get a new one of the pool, and call with it",
    commands: [],
    evidence: "reported",
  },
  {
    id: "signature",
    message: /The request signature we calculated does not match/i,
    cause:
      "the request is signed with another secret, Region or service (execute-api), or something changed it on its way",
    remedy: "sign for the service execute-api in the API's Region, last of all",
    commands: [],
    evidence: "documented",
  },
  {
    id: "forbidden",
    message: /^\W*(?:"?message"?\W+)?Forbidden\W*$/i,
    cause:
      "the method asks for an API key, and x-api-key has none, or one that is unknown, switched off, or in no usage plan with this stage; or a firewall (WAF) refused the call, or the custom domain maps no such path",
    remedy: "send a key of a plan that has the stage",
    commands: [
      "aws apigateway get-usage-plans --query 'items[].{id:id,stages:apiStages}' {aws}",
      "aws apigateway create-usage-plan-key --usage-plan-id <plan> --key-type API_KEY --key-id <key> {aws}",
    ],
    evidence: "recorded",
  },
  {
    id: "quota",
    message: /Limit Exceeded/i,
    cause: "the key's quota of its usage plan is used up for this day, week or month",
    remedy: "wait for the next one, or raise it",
    commands: [
      "aws apigateway update-usage --usage-plan-id <plan> --key-id <key> --patch-operations op=replace,path=/remaining,value=<calls> {aws}",
    ],
    evidence: "recorded",
  },
  {
    id: "throttled",
    message: /Too Many Requests/i,
    cause: "more calls a second than the usage plan, the stage's method settings or the account let through",
    remedy: "call less often, or raise the one that is lowest",
    commands: ["apigw update-stage-method {api} --stage <stage> --throttle-rate <calls a second>"],
    evidence: "recorded",
  },
  {
    id: "unauthorized",
    message: /^\W*(?:"?message"?\W+)?Unauthorized\W*$/i,
    cause:
      "the token is missing, empty, does not match the authorizer's expression, or the authorizer refused it",
    remedy: "send what the authorizer reads, in the header that is its identity source",
    commands: ["aws apigateway get-authorizers --rest-api-id <id> {aws}"],
    check: "authorizer",
    evidence: "documented",
  },
  {
    id: "invalid-body",
    message: /Invalid request body/i,
    cause: "the body is no JSON, or does not fit the method's model; the execution log names the member",
    remedy: "send what the model asks for, or do without the validator",
    commands: ["apigw update-method {at} --request-validator none"],
    check: "validator",
    general: true,
    evidence: "recorded",
  },
  {
    id: "missing-parameters",
    message: /Missing required request parameters: \[([^\]]*)\]/i,
    cause: "the request lacks $1, which the method requires and its validator checks",
    remedy: "send them, or let them be optional",
    commands: ["apigw update-method {at} --request-validator none"],
    check: "validator",
    evidence: "recorded",
  },
  {
    id: "media-type",
    message: /Unsupported Media Type/i,
    cause:
      "no request template is for the caller's Content-Type, and the method passes no other through (passthrough NEVER, or there are templates)",
    remedy: "give a template for it, or let the body through",
    commands: ["apigw update-method {at} --passthrough when-no-match"],
    check: "template",
    evidence: "recorded",
  },
  {
    id: "unparsable-body",
    message:
      /Could not parse request body into json: (.*)|Could not process payload(.*)|Invalid JSON in request body/i,
    cause: "the body is not JSON, and a template or a mapping asks for it",
    remedy: "send JSON",
    commands: [],
    evidence: "reported",
  },
  {
    id: "too-large",
    message: /HTTP content length exceeded (\d+) bytes|Request Too Long/i,
    cause: "the request is larger than the 10 MB that API Gateway takes",
    remedy: "upload to S3 by a signed address instead",
    commands: [],
    evidence: "reported",
  },
  {
    id: "uri-too-long",
    message: /Request URI too long/i,
    cause:
      "the method's ARN, with the path that was called, is longer than 1600 bytes: an authorizer cannot be asked for it",
    remedy: "move what is long to the query string or the body",
    commands: [],
    evidence: "documented",
  },
  {
    id: "authorizer-error",
    message: /^\W*"?message"?\s*:\s*null\W*$/i,
    cause:
      "the authorizer could not be used: its function failed, answered in another form, or may not be invoked",
    remedy: "try it by itself: its log says which",
    commands: [
      "aws apigateway test-invoke-authorizer --rest-api-id <id> --authorizer-id <authorizer> --headers Authorization=<token> {aws}",
    ],
    check: "authorizer",
    evidence: "reported",
  },
  {
    id: "internal",
    message: /^\W*(?:"?message"?\W+)?Internal server error\W*$/i,
    cause: "the integration failed; callers are never told why, the execution log is",
    remedy: "test the method, and hand its log to apigw explain",
    commands: ["apigw test-method {at} --log", "apigw check-method {at}"],
    general: true,
    evidence: "recorded",
  },
];

/** What refuses a deployment: no caller ever gets it. */
export const DEPLOYMENT_REFUSALS: readonly Meaning[] = [
  {
    id: "no-methods",
    message: /The REST API doesn't contain any methods/i,
    cause: "there is nothing to deploy",
    remedy: "make a method first",
    commands: ["apigw create-method {api} --resource / --method GET --integration mock"],
    evidence: "documented",
  },
  {
    id: "no-integration",
    message: /No integration defined for method/i,
    cause: "a method of the API has no integration: as long as it is so, nobody can deploy the API",
    remedy: "finish the method, or take it away",
    commands: [
      "apigw list-methods {api}",
      "apigw update-method {api} --resource <path> --method <method> --integration <kind of integration>",
    ],
    evidence: "reported",
  },
];
