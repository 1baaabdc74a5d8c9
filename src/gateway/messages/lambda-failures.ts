import type { Meaning } from "./meaning.ts";

/** What an execution log says of a Lambda function that could not be called, or answered badly. */
export const LAMBDA_FAILURES: readonly Meaning[] = [
  // 1
  {
    id: "lambda-permission",
    message: /Invalid permissions on Lambda function/i,
    cause:
      "the function's policy does not let API Gateway invoke it for this method: its statement is for another API, alias, verb or path, or there is none; or there is no such function",
    remedy: "let the method invoke its function",
    commands: ["apigw update-method {at} --permission"],
    check: "permission",
    evidence: "documented",
  },
  // 2
  {
    id: "lambda-proxy-reply",
    message: /Malformed Lambda proxy response/i,
    cause:
      "the function answered in another form than the proxy integration asks for: an object with statusCode (a number), headers and multiValueHeaders (of texts), body (a text: JSON.stringify it) and isBase64Encoded, and nothing else",
    remedy: "answer in that form, or do without the proxy and pass the answer on as it is",
    commands: ["apigw update-method {at} --no-proxy --response 200"],
    check: "function",
    evidence: "documented",
  },
  // 3
  {
    id: "lambda-timed-out",
    message: /customer function error: .*Task timed out after ([\d.]+) seconds/i,
    cause: "the function did not answer within its own timeout of $1 seconds",
    remedy: "give it more time, or make it faster; API Gateway itself waits for --timeout",
    commands: ["aws lambda update-function-configuration --function-name <function> --timeout 29 {aws}"],
    evidence: "reported",
  },
  {
    id: "lambda-reply-too-large",
    message:
      /Response payload size(?: \(\d+ bytes\))? exceeded maximum allowed payload size \((\d+) bytes\)/i,
    cause: "the function's answer is larger than the $1 bytes that Lambda lets through",
    remedy: "answer with less, with a link to the rest, or stream it",
    commands: ["apigw update-method {at} --response-transfer-mode stream"],
    evidence: "reported",
  },
  {
    id: "lambda-failed",
    message:
      /Lambda execution failed with status (\d+) due to customer function error: (.*?)(?:\. Lambda request id|$)/i,
    cause: "the function itself failed: $2",
    remedy:
      "its own log says where; mend the function, and until then call one that works, such as an earlier version (name:version)",
    commands: [
      "aws logs tail /aws/lambda/<function> --since 1h {aws}",
      "apigw update-method {at} --function <function that works>",
    ],
    evidence: "reported",
  },
  // 4
  {
    id: "lambda-throttled",
    message: /Lambda invocation failed with status: 429|^\W*Rate Exceeded\.?$/i,
    cause:
      "Lambda took no more calls of the function: its reserved concurrency, or the account's, is used up",
    remedy: "reserve more for the function, or let it go without a limit of its own",
    commands: ["aws lambda delete-function-concurrency --function-name <function> {aws}"],
    evidence: "reported",
  },
  // 5
  {
    id: "lambda-verb",
    message:
      /Lambda invocation failed with status: 403|Unable to determine service\/operation name to be authorized|Invalid endpoint method for Lambda/i,
    cause:
      "the backend is called with another HTTP method than POST; Lambda is invoked by POST, whatever the caller's is",
    remedy: "call it by POST",
    commands: ["apigw update-method {at} --integration-method POST"],
    check: "integration",
    evidence: "documented",
  },
];
