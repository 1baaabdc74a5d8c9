import { ACCESS_FAILURES } from "./access-failures.ts";
import { LAMBDA_FAILURES } from "./lambda-failures.ts";
import type { Meaning } from "./meaning.ts";

/**
 * What an execution log says of a call that failed, the first that fits a line counts. Numbers are the rows of the facts
 * on failure messages; most came from public questions (reported), some from AWS's own pages (documented).
 */
export const EXECUTION_FAILURES: readonly Meaning[] = [
  ...LAMBDA_FAILURES,
  // 6
  {
    id: "role-trust",
    message: /API Gateway does not have permission to assume the provided role(?: (\S+))?/i,
    cause:
      "API Gateway may not assume the execution role $1: there is none, it trusts another service, or only on a condition that API Gateway does not meet",
    remedy: "use a role that trusts apigateway.amazonaws.com",
    commands: ["apigw update-method {at} --create-role <name>"],
    check: "role",
    evidence: "reported",
  },
  // 7
  {
    id: "no-default-response",
    message:
      /No match for output mapping and no default output mapping configured\. Endpoint Response Status Code: (\d+)/i,
    cause:
      "the backend answered $1, which no selection pattern fits, and there is no default response; a 4xx or 5xx of the backend is often the fault itself",
    remedy: "add a response without a pattern",
    commands: ["apigw update-method {at} --response <status without a pattern>"],
    check: "response",
    evidence: "reported",
  },
  // 8
  {
    id: "no-method-response",
    message: /Output mapping refers to an invalid method response: (\d+)/i,
    cause: "an integration response is for $1, and the method does not declare that status",
    remedy: "declare it",
    commands: ["apigw update-method {at} --response $1"],
    check: "response",
    evidence: "documented",
  },
  // 9, 10
  {
    id: "request-template",
    message: /Unable to transform request/i,
    cause:
      "the request's mapping template failed: an error in it, a value that it needs and the request does not have, or a binary body",
    remedy: "mend the template, or do without",
    commands: [
      "apigw update-method {at} --request-template application/json=@<file>",
      "apigw update-method {at} --unset request-template:<type>",
    ],
    check: "template",
    evidence: "reported",
  },
  {
    id: "response-template",
    message: /Unable to transform response/i,
    cause:
      "the response's mapping template failed: an error in it, or a backend that answered with something else or with bytes",
    remedy: "mend the template, or do without",
    commands: [
      "apigw update-method {at} --response-template 200:application/json=@<file>",
      "apigw update-method {at} --unset response-template:<status>:<type>",
    ],
    check: "template",
    evidence: "reported",
  },
  // 11
  {
    id: "base64",
    message: /Unable to base64 decode the body/i,
    cause:
      "text was to be turned into bytes: content handling says binary, or the caller accepts a binary type, and the body is not Base64",
    remedy: "pass the body on as it is, or have it encoded",
    commands: ["apigw update-method {at} --content-handling passthrough"],
    check: "binary",
    evidence: "reported",
  },
  // 12
  {
    id: "mock-status",
    message: /Unable to parse statusCode\. It should be an integer that is defined in the request template/i,
    cause:
      "a mock integration answers with the statusCode of its request template: there is none for the caller's Content-Type, or it gives no integer",
    remedy:
      'give it a template like {"statusCode": 200} for each Content-Type that callers send; without one application/json is meant',
    commands: [`apigw update-method {at} --request-template 'application/json={"statusCode": 200}'`],
    check: "template",
    evidence: "reported",
  },
  // 13
  {
    id: "endpoint-address",
    message: /Invalid endpoint address/i,
    cause: "the backend's address has no host that exists, often because a stage variable in it is not set",
    remedy: "set the stage variable, or give another address",
    commands: [
      "aws apigateway update-stage --rest-api-id <id> --stage-name <stage> --patch-operations op=replace,path=/variables/<name>,value=<value> {aws}",
      "apigw update-method {at} --endpoint <url>",
    ],
    check: "stage-variable",
    evidence: "recorded",
  },
  // 14
  {
    id: "path-placeholder",
    message: /Illegal character in path at index (\d+): (\S+)/i,
    cause: "a placeholder is left in the backend's address $2: no mapping fills it",
    remedy: "map the caller's path parameter to it",
    commands: [
      "apigw update-method {at} --path-param <name> --request-parameter integration.request.path.<name>=method.request.path.<name>",
    ],
    check: "mapping",
    evidence: "documented",
  },
  // 15
  {
    id: "certificate-name",
    message:
      /Host name '([^']+)' does not match the certificate subject provided by the peer(?: \((?:CN=)?([^,)]+))?/i,
    cause: "the backend's certificate is not for $1 but for $2",
    remedy: "call it by the name in its certificate",
    commands: ["apigw update-method {at} --endpoint https://$2"],
    evidence: "documented",
  },
  // 16
  {
    id: "certificate-chain",
    message: /PKIX path building failed/i,
    cause:
      "the backend's certificate is not signed by an authority that API Gateway knows, or the chain is not complete",
    remedy:
      "have the backend send the full chain of a public authority, or do not ask who signed it: for backends that are not public",
    commands: ["apigw update-method {at} --insecure-skip-verification"],
    evidence: "reported",
  },
  // 17
  {
    id: "vpc-link-failed",
    message: /There was an internal error while executing your request/i,
    cause:
      "the VPC link failed: its load balancer has no healthy target, or a security group lets nothing through",
    remedy: "look at the link and its targets",
    commands: [
      "aws apigateway get-vpc-links {aws}",
      "aws elbv2 describe-target-health --target-group-arn <arn> {aws}",
    ],
    check: "vpc-link",
    evidence: "documented",
  },
  // 18, 19
  {
    id: "timeout",
    message: /Execution failed due to a timeout error|Endpoint request timed out/i,
    cause: "the backend took longer than the integration's timeout",
    remedy: "give it more time, up to 29000 ms and more by a quota, or make it faster",
    commands: ["apigw update-method {at} --timeout 29000"],
    check: "timeout",
    evidence: "reported",
  },
  {
    id: "network",
    message:
      /Execution failed due to a network error communicating with endpoint|Network error communicating with endpoint/i,
    cause: "no connection to the backend: it refused, broke it off, or spoke no TLS",
    remedy: "see whether the address answers from the internet",
    commands: ["apigw update-method {at} --endpoint <url>"],
    evidence: "reported",
  },
  // 20
  {
    id: "reply-too-large",
    message: /Integration response of reported length (\d+) is larger than allowed maximum of (\d+) bytes/i,
    cause: "the backend's answer has $1 bytes, and API Gateway takes $2",
    remedy: "answer with less, with a link to the rest, or stream it",
    commands: ["apigw update-method {at} --response-transfer-mode stream"],
    evidence: "reported",
  },
  // 21
  {
    id: "header-twice",
    message: /(\S+) header already present/i,
    cause: "the integration adds the header $1, which API Gateway sets itself",
    remedy: "do not map it",
    commands: ["apigw update-method {at} --unset request-parameter:integration.request.header.$1"],
    evidence: "reported",
  },
  ...ACCESS_FAILURES,
];
