import type { RuleId } from "../rule-ids.ts";
import { AWS_ROLE, EVENTS, FORM, GUIDE, RECORDED, REPORTED, type RulePage, TABLE } from "./page.ts";

const TYPE = (value: string) => `--request-parameter "integration.request.header.Content-Type='${value}'"`;
const TARGET = (value: string) => `--request-parameter "integration.request.header.X-Amz-Target='${value}'"`;
const BODY = (text: string) => `--request-template 'application/json=${text}'`;
const SEND = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)";
const PUT = '{"TableName":"books","Item":{}}';
const ENTRIES = '{"Entries":[{"Source":"a","DetailType":"b","Detail":"{}"}]}';
const QUERY = 'AWS documentation, "AWS Query protocol" (Smithy)';
const JSON_PROTOCOL = 'AWS documentation, "AWS JSON 1.1 protocol" (Smithy)';

/** Rules of what an AWS service would be sent. */
export const protocolPages = {
  "action-missing": {
    title: "Nothing says which action is called",
    happens: "The service refuses every call.",
    because:
      "The Query protocol reads Action from the form or the query string; the path says only whose it is.",
    mend: "Give a template like Action=…&…, with the header Content-Type 'application/x-www-form-urlencoded'.",
    source: QUERY,
    example: { flags: `${FORM} ${BODY("MessageBody=$util.urlEncode($input.body)")}` },
  },
  "action-unsaid": {
    title: "It is left to the caller to say which action is called",
    happens: "The service refuses every call whose body is not a whole form with its Action.",
    because:
      "Without a template the body goes on as it came; that its Content-Type does too is not documented.",
    mend: "Give a template like Action=…&…, with the header Content-Type 'application/x-www-form-urlencoded'.",
    source: QUERY,
    example: { flags: FORM },
  },
  "action-unknown": {
    title: "The action's name is a slip",
    happens: "The service refuses every call (UnknownOperation, InvalidAction).",
    because: "API Gateway takes any name.",
    mend: "Write the name that is meant.",
    source: "the service catalog, made from the AWS SDK's models",
    example: { flags: `${FORM} ${BODY("Action=SendMesage&MessageBody=x")}` },
  },
  "body-not-form": {
    title: "JSON where the service reads a form",
    happens: "The service misses its parameters, and refuses every call.",
    because: "By action name SQS, SNS and SSM speak the Query protocol, which drops a JSON body.",
    mend: "Write the template as a form; or call by path with X-Amz-Target where the service speaks JSON too.",
    source: RECORDED,
    example: {
      flags: `--integration aws --service sns --integration-method POST --action-type action --action Publish ${AWS_ROLE} ${BODY('{"Message":"x"}')}`,
    },
  },
  "body-not-json": {
    title: "A form where the service reads JSON",
    happens: "The service refuses every call (SerializationException).",
    because: "Its protocol has JSON bodies.",
    mend: "Write the template as JSON.",
    source: JSON_PROTOCOL,
    example: { flags: `${TABLE} ${BODY("TableName=books&x=y")}` },
  },
  "event-stream-answer": {
    title: "The answer is a stream of events",
    happens:
      "Callers get frames of application/vnd.amazon.eventstream, all at once and at the end, and no JSON.",
    because: "An AWS integration waits for the whole answer, and no template reads such frames.",
    mend: "Call the operation that answers as a whole, like Converse for ConverseStream; or stream through a function.",
    source: 'the service catalog, and AWS documentation, "Amazon Event Stream Specification" (Smithy)',
    example: {
      flags: `--integration aws --service bedrock-runtime --integration-method POST --path-override model/amazon.nova-lite-v1:0/converse-stream ${AWS_ROLE} --skip-check role ${BODY('{"messages":[]}')}`,
    },
  },
  "event-stream-request": {
    title: "The request must be a stream of events",
    happens: "The service refuses every call.",
    because: "It reads events over HTTP/2 for as long as they come, and API Gateway sends one body.",
    mend: "Call an operation that takes the request as a whole.",
    source: 'the service catalog, and AWS documentation, "Amazon Event Stream Specification" (Smithy)',
    example: {
      flags: `--integration aws --service bedrock-runtime --integration-method POST --path-override model/amazon.nova-sonic-v1:0/invoke-with-bidirectional-stream ${AWS_ROLE} --skip-check role`,
    },
  },
  "fifo-deduplication": {
    title: "Nothing tells one message from another",
    happens: "Unless the queue or topic deduplicates by content, every call is refused.",
    because: "A .fifo queue or topic drops what it had already, and must know it.",
    mend: "Add MessageDeduplicationId, like $context.requestId, or switch content-based deduplication on.",
    source: 'Amazon SQS developer guide, "Exactly-once processing"',
    example: {
      flags: `${FORM.replace("/pets", "/pets.fifo")} ${BODY(`${SEND}&MessageGroupId=a`)}`,
    },
  },
  "fifo-group": {
    title: "A queue or topic that keeps an order, and no message group",
    happens: "Every call is refused (MissingParameter).",
    because: "Within a group messages keep their order; each must say which one it is of.",
    mend: "Add MessageGroupId to the request.",
    source: 'Amazon SQS developer guide, "FIFO queue and message identifiers"',
    example: { flags: `${FORM.replace("/pets", "/pets.fifo")} ${BODY(SEND)}` },
  },
  "form-content-type": {
    title: "A form without its Content-Type",
    happens: "The service reads no form, misses the Action, and refuses every call.",
    because: "API Gateway sends application/json by itself; the caller's header is not sent on.",
    mend: "Map integration.request.header.Content-Type='application/x-www-form-urlencoded'.",
    source: RECORDED,
    example: { flags: `${FORM} ${TYPE("text/plain")} ${BODY(SEND)}` },
  },
  "form-unencoded": {
    title: "A value of a form that is not encoded",
    happens:
      "A value with &, +, % or a line's end is cut off, changed or refused; callers can add parameters of their own.",
    because: "In a form these characters have a meaning.",
    mend: "Write $util.urlEncode(…) around it.",
    source: GUIDE("Variables for data transformations for API Gateway"),
    example: { flags: `${FORM} ${BODY("Action=SendMessage&MessageBody=$input.body")}` },
  },
  "json-content-type": {
    title: "A Content-Type that the service does not read",
    happens: "The service may refuse the call (UnknownOperation, UnsupportedMediaType).",
    because: "The AWS JSON protocol goes as application/x-amz-json-1.0 or 1.1.",
    mend: "Map the Content-Type that the service reads.",
    source: JSON_PROTOCOL,
    example: { flags: `${EVENTS} ${TARGET("AWSEvents.PutEvents")} ${TYPE("text/plain")} ${BODY(ENTRIES)}` },
  },
  "member-missing": {
    title: "The template leaves out what the action requires",
    happens: "The service refuses the call (ValidationException).",
    because: "The service's model requires the member.",
    mend: "Add it to the template.",
    source: "the service catalog, made from the AWS SDK's models",
    example: { flags: `${TABLE} ${BODY('{"TableName":"books"}')}` },
  },
  "member-type": {
    title: "A member of another kind than the action reads",
    happens: "The service refuses the call (SerializationException).",
    because:
      "JSON that goes as a text must stand between quotes, escaped; DynamoDB writes numbers as texts too; bytes go in Base64.",
    mend: "Write it between quotes, or encode it.",
    source: REPORTED,
    example: { flags: `${TABLE} ${BODY('{"TableName":"books","Item":{"price":{"N":5}}}')}` },
  },
  "path-is-url": {
    title: "A whole URL, or an ARN, as the path",
    happens: "It is sent as a path, and the service finds nothing there.",
    because: "The host follows from service and Region; the path is what stands behind it.",
    mend: "Give the path alone.",
    source: GUIDE("Set up an integration request"),
    example: {
      flags: `${FORM.replace("123456789012/pets", "https://sqs.us-east-1.amazonaws.com/123456789012/pets")} ${BODY(SEND)}`,
    },
  },
  "protocol-mixed": {
    title: "Two protocols in one request",
    happens: "The service refuses every call.",
    because: "X-Amz-Target is the AWS JSON protocol's, a form the Query protocol's.",
    mend: "Leave out X-Amz-Target, or send JSON.",
    source: JSON_PROTOCOL,
    example: { flags: `${FORM} ${TARGET("AmazonSQS.SendMessage")} ${BODY(SEND)}` },
  },
  "rest-by-action": {
    title: "A REST service by action name",
    happens: "It may well fail: the service looks at the path.",
    because: "Of the REST protocols the path says what is called.",
    mend: "Use a path override.",
    source: GUIDE("Set up an integration request"),
    example: {
      flags: `--integration aws --service s3 --integration-method GET --action-type action --action GetObject ${AWS_ROLE}`,
    },
  },
  "service-unknown": {
    title: "No service has this endpoint",
    happens: "Calls find no host.",
    because:
      "A service stands in the URI as the label of its host, which often is neither its name nor its IAM prefix.",
    mend: "Write the label of its host: email for SES, states for Step Functions.",
    source: "the service catalog, and public reports",
    example: {
      before: [
        "apigateway put-method --rest-api-id $API --resource-id $RESOURCE --http-method POST --authorization-type NONE",
        "apigateway put-integration --rest-api-id $API --resource-id $RESOURCE --http-method POST --type AWS --integration-http-method POST --uri arn:aws:apigateway:us-east-1:ses:action/SendEmail --credentials arn:aws:iam::123456789012:role/apigw-sample-role",
      ],
    },
  },
  "service-verb": {
    title: "A verb that the service does not take",
    happens: "Every call fails.",
    because: "The Query and JSON protocols go by POST; of REST each operation has its verb.",
    mend: "Set the integration's HTTP method.",
    source: JSON_PROTOCOL,
    example: { flags: TABLE.replace("POST", "GET") },
  },
  "target-mismatch": {
    title: "X-Amz-Target names another action or API",
    happens: "The service refuses every call, or does something else.",
    because: "The header decides what a JSON service does.",
    mend: "Write the API's prefix and the action.",
    source: JSON_PROTOCOL,
    example: {
      flags: `${EVENTS} ${TARGET("Events.PutEvents")} ${TYPE("application/x-amz-json-1.1")} ${BODY(ENTRIES)}`,
    },
  },
  "target-missing": {
    title: "No X-Amz-Target names the action",
    happens: "The service refuses every call.",
    because:
      "A JSON service by path has nothing else that says what is called; some need it beside the action's name too.",
    mend: "Map integration.request.header.X-Amz-Target.",
    source: REPORTED,
    example: { flags: `${EVENTS} ${TYPE("application/x-amz-json-1.1")} ${BODY(PUT)}` },
  },
} satisfies Partial<Record<RuleId, RulePage>>;
