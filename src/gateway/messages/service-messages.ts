import type { Meaning } from "./meaning.ts";

/**
 * What the backend's own failure says that a method without a proxy passes on to its caller, often as a 200: AWS services'
 * errors, and those of functions.
 */
export const SERVICE_MESSAGES: readonly Meaning[] = [
  {
    id: "service-role",
    message:
      /assumed-role\/([\w+=,.@-]+)\/\S* is not authorized to perform: ([\w-]+:\w+) on resource: (\S+)/i,
    cause: "the execution role $1 does not allow $2 on $3",
    remedy: "allow it in the role's policy, or have a role made that may do just that",
    commands: ["apigw update-method {at} --create-role <name>"],
    check: "role",
    evidence: "reported",
  },
  {
    id: "service-denied",
    message: /Access to the resource (https:\/\/\S+?) is denied|<Code>AccessDenied<\/Code>/i,
    cause:
      "the service does not let the execution role do what the method asks for: its policy has not the action on this resource, or the resource's own policy refuses it; SQS says so of a broken form too",
    remedy: "look what the role lacks, and have one made that may do just that",
    commands: ["apigw check-method {at}", "apigw update-method {at} --create-role <name>"],
    check: "role",
    evidence: "reported",
  },
  {
    id: "service-operation",
    message: /\bUnknownOperationException\b|<Code>(?:MissingAction|InvalidAction)<\/Code>/i,
    cause:
      "the service was not told which of its operations is meant, or was told one that it has not: JSON services read it from the header X-Amz-Target, those that take forms from Action, and only from a form",
    remedy: "look what it is sent; called by --action, the header or the form is added",
    commands: ["apigw check-method {at}", "apigw update-method {at} --action <action>"],
    check: "protocol",
    evidence: "documented",
  },
  {
    id: "service-body",
    message: /\bSerializationException\b/i,
    cause:
      "the service could not read what it was sent: it is not the JSON, or of the types, that the operation takes",
    remedy: "look what the request template makes of a call",
    commands: ["apigw test-method {at} --log", "apigw check-method {at}"],
    check: "template",
    evidence: "documented",
  },
  {
    id: "service-address",
    message: /\bInvalidAddress\b|The address \S+ is not valid for this endpoint/i,
    cause: "SQS is asked at an address that is no queue's",
    remedy: "ask at ACCOUNT/QUEUE",
    commands: ["apigw update-method {at} --path-override <account>/<queue>"],
    evidence: "documented",
  },
  {
    id: "function-timeout",
    message: /^\s*\{.*"errorMessage"\s*:\s*"[^"]*Task timed out after ([\d.]+) seconds/i,
    cause:
      "the function did not end within its own $1 seconds, and the method passes its error on with the status of a success",
    remedy: "give the function more time, and the method a response for its errors",
    commands: [
      "aws lambda update-function-configuration --function-name <function> --timeout <seconds> {aws}",
      "apigw add-response {at} --response '500=(\\n|.)+'",
    ],
    check: "response",
    evidence: "documented",
  },
  {
    id: "function-error",
    message: /^\s*\{.*"errorMessage"\s*:/i,
    cause: "the function failed, and the method passes its error on with the status of a success",
    remedy: "mend the function, and give the method a response for its errors",
    commands: [
      "aws logs tail /aws/lambda/<function> --since 1h {aws}",
      "apigw add-response {at} --response '500=(\\n|.)+'",
    ],
    check: "response",
    general: true,
    evidence: "documented",
  },
];
