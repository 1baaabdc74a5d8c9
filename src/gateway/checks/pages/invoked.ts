import type { RuleId } from "../rule-ids.ts";
import { FORM, GUIDE, RECORDED, REPORTED, type RulePage } from "./page.ts";

const AT = "--rest-api-id $API --resource-id $RESOURCE --http-method POST";
const LAMBDA =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function";
const FUNCTION = "--integration lambda --proxy --function hello";
const LINK =
  "--integration vpc-link --vpc-link backend --integration-method GET --endpoint http://pets.internal/";
const BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";

/** Rules of functions, roles and VPC links: whether what is called is there, and may be. */
export const invokedPages = {
  "caller-credentials": {
    title: "It calls with the caller's credentials, and callers need not sign",
    happens: "Every call is answered with 500.",
    because: "Only AWS_IAM makes callers give credentials that could be used further.",
    mend: "Set the authorization to AWS IAM, or give a role.",
    source: GUIDE("Set up an integration request"),
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-method-response ${AT} --status-code 200`,
        `apigateway put-integration ${AT} --type AWS --integration-http-method POST --uri arn:aws:apigateway:us-east-1:dynamodb:action/ListTables --credentials arn:aws:iam::*:user/*`,
        `apigateway put-integration-response ${AT} --status-code 200`,
      ],
    },
  },
  "function-missing": {
    title: "There is no such function, alias or version",
    happens: "Every call is answered with 500.",
    because: "API Gateway does not look whether a function is there.",
    mend: "Name one that exists.",
    source: RECORDED,
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type AWS_PROXY --integration-http-method POST --uri ${LAMBDA}:nobody/invocations`,
      ],
    },
  },
  "function-region": {
    title: "The URI and the function are of different Regions",
    happens: "Every call is answered with 500 (Functions from 'eu-west-1' are not reachable in this region).",
    because: "API Gateway calls Lambda in the Region of the URI, and a function answers in its own alone.",
    mend: "Write the function's Region in the URI.",
    source: RECORDED,
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type AWS_PROXY --integration-http-method POST --uri ${LAMBDA.replace("lambda:us-east-1", "lambda:eu-west-1")}:hello/invocations`,
      ],
    },
  },
  "function-verb": {
    title: "A function is invoked by another verb than POST",
    happens: "Every call is answered with 500.",
    because: "Lambda's Invoke is a POST, whatever the method's own verb is.",
    mend: "Set the integration's HTTP method to POST.",
    source: GUIDE("Set up Lambda proxy integrations in API Gateway"),
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type AWS_PROXY --integration-http-method GET --uri ${LAMBDA}:hello/invocations`,
      ],
    },
  },
  "partition-mismatch": {
    title: "The URI is of another partition than the API",
    happens: "Every call fails.",
    because: "AWS China and GovCloud have ARNs, hosts and accounts of their own.",
    mend: "Write the API's partition in the URI.",
    source: 'AWS General Reference, "Amazon Resource Names (ARNs)"',
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type AWS_PROXY --integration-http-method POST --uri ${LAMBDA.replaceAll("arn:aws:", "arn:aws-cn:")}:hello/invocations`,
      ],
    },
  },
  "host-private": {
    title: "The backend's address is not a public one",
    happens:
      "API Gateway refuses it, or every call is answered with 504. The sandbox may reach it all the same.",
    because: "HTTP integrations call over the internet; what is in a VPC is reached through a VPC link.",
    mend: "Give a public address, or go through a VPC link.",
    source: GUIDE("Set up HTTP integrations in API Gateway"),
    example: { flags: "--integration http --integration-method GET --endpoint http://10.0.0.5/pets" },
  },
  "permission-denied": {
    title: "The function's policy denies API Gateway the method",
    happens: "Calls fail with Invalid permissions on Lambda function.",
    because: "An explicit deny goes before every allow.",
    mend: "Take the statement out.",
    source: 'IAM user guide, "Policy evaluation logic"',
    example: {
      flags: FUNCTION,
      edits: [
        [
          '"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction"',
          '"Effect":"Deny","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction"',
        ],
      ],
    },
  },
  "permission-missing": {
    title: "The function's policy does not let API Gateway invoke it",
    happens:
      "Calls fail with Invalid permissions on Lambda function: from every stage, or from the one that is named.",
    because:
      "API Gateway calls from a source ARN of API, stage, verb and path (with its {id} as it stands), and one statement must cover it.",
    mend: "apigw create-method --if-exists update adds the statement; or aws lambda add-permission.",
    source: GUIDE("API Gateway permissions model for invoking an API"),
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type AWS_PROXY --integration-http-method POST --uri ${LAMBDA}:list-pets/invocations`,
      ],
    },
  },
  "permission-of-test": {
    title: "The function's policy lets in every stage, and not the console's Test",
    happens:
      "Callers are served; Test, and apigw test-method, fail with Invalid permissions on Lambda function.",
    because: "A test calls from the stage test-invoke-stage.",
    mend: "Add a statement for test-invoke-stage, or one for every stage.",
    source: REPORTED,
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type AWS_PROXY --integration-http-method POST --uri ${LAMBDA}:list-pets/invocations`,
        "lambda add-permission --function-name list-pets --statement-id dev --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn arn:aws:execute-api:us-east-1:123456789012:$API/dev/POST/example",
      ],
    },
  },
  "region-unknown": {
    title: "The Region in the URI is none, or of another partition",
    happens: "Calls find no host.",
    because: "The host is made of the service, the Region and the partition's domain.",
    mend: "Write the Region of the service, like us-east-1.",
    source: 'AWS General Reference, "Regional endpoints"',
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type AWS_PROXY --integration-http-method POST --uri ${LAMBDA.replace("apigateway:us-east-1", "apigateway:us-east1")}:hello/invocations`,
      ],
    },
  },
  "role-account": {
    title: "The execution role belongs to another account",
    happens: "API Gateway refuses it (Cross-account pass role is not allowed).",
    because: "A role can be handed to a service in its own account alone.",
    mend: "Give a role of the API's own account.",
    source: RECORDED,
    example: {
      flags: `${FORM} --request-template 'application/json=Action=SendMessage&MessageBody=$util.urlEncode($input.body)'`,
      edits: [['"credentials":"arn:aws:iam::123456789012', '"credentials":"arn:aws:iam::210987654321']],
    },
  },
  "role-action": {
    title: "The execution role does not allow what is called",
    happens: "The service refuses every call, with 403 or 400.",
    because:
      "The role's policies must allow the action on the very resource: its name, Region and account as they stand in the request.",
    mend: "Allow it in the role's policy; apigw create-role writes the least one.",
    source: 'IAM user guide, "Policy evaluation logic"',
    example: {
      before: [
        'iam create-role --role-name films-only --assume-role-policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
        'iam put-role-policy --role-name films-only --policy-name films --policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"arn:aws:dynamodb:us-east-1:123456789012:table/films"}]}',
      ],
      flags:
        '--integration aws --service dynamodb --integration-method POST --action-type action --action PutItem --role arn:aws:iam::123456789012:role/films-only --request-template \'application/json={"TableName":"books","Item":{}}\'',
    },
  },
  "role-beyond": {
    title: "The execution role lacks what the action needs beside itself",
    happens: "The service refuses the call (AccessDenied on iam:PassRole).",
    because: "Whoever hands a role to a task or a schedule must be allowed to pass it.",
    mend: "Allow it in the role's policy, on that role alone.",
    source: 'IAM user guide, "Grant a user permissions to pass a role to an AWS service"',
    example: {
      before: [
        'iam create-role --role-name runs-tasks --assume-role-policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
        'iam put-role-policy --role-name runs-tasks --policy-name tasks --policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:RunTask","Resource":"*"}]}',
      ],
      flags:
        '--integration aws --service ecs --action RunTask --role arn:aws:iam::123456789012:role/runs-tasks --request-template \'application/json={"taskDefinition":"report"}\'',
    },
  },
  "role-missing": {
    title: "There is no such role",
    happens: "Every call is answered with 500.",
    because:
      "API Gateway cannot assume what is not there; a role of the same name at another path is another one.",
    mend: "Give a role that exists.",
    source: RECORDED,
    example: {
      flags:
        FORM.replace("apigw-sample-role", "nobody") +
        " --request-template application/json=Action=PurgeQueue",
    },
  },
  "role-none": {
    title: "The integration has no execution role",
    happens: "The service refuses every call, for nobody signs it.",
    because: "Services take signed requests; only Lambda goes by its own policy.",
    mend: "Give a role that API Gateway may assume.",
    source: GUIDE("Set up an integration request"),
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-method-response ${AT} --status-code 200`,
        `apigateway put-integration ${AT} --type AWS --integration-http-method GET --uri arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions`,
        `apigateway put-integration-response ${AT} --status-code 200`,
      ],
    },
  },
  "role-trust": {
    title: "API Gateway may not assume the role",
    happens: "Every call is answered with 500.",
    because: "The role's trust policy must name apigateway.amazonaws.com.",
    mend: "Let apigateway.amazonaws.com assume it in its trust policy.",
    source: GUIDE("Set up an integration request"),
    example: {
      before: [
        'iam create-role --role-name for-lambda --assume-role-policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
      ],
      flags:
        FORM.replace("apigw-sample-role", "for-lambda") +
        " --request-template application/json=Action=PurgeQueue",
    },
  },
  "role-trust-condition": {
    title: "The role is trusted on a condition",
    happens: "API Gateway may fail to assume it; every call is answered with 500 then.",
    because:
      "What API Gateway sends for a condition is not documented; aws:SourceAccount is known to break it.",
    mend: "Take the condition out of the trust policy.",
    source: REPORTED,
    example: {
      before: [
        'iam create-role --role-name on-condition --assume-role-policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}',
      ],
      flags:
        FORM.replace("apigw-sample-role", "on-condition") +
        " --request-template application/json=Action=PurgeQueue",
    },
  },
  "stream-mismatch": {
    title: "The URI and the response transfer mode disagree",
    happens: "Calls fail.",
    because:
      "A response stream is invoked by /response-streaming-invocations of 2021-11-15, a whole answer by /invocations.",
    mend: "Make the two agree.",
    source: GUIDE("Stream the integration response for your proxy integrations"),
    example: {
      flags: FUNCTION,
      edits: [['"type":"AWS_PROXY"', '"type":"AWS_PROXY","responseTransferMode":"STREAM"']],
    },
  },
  "vpc-link-missing": {
    title: "There is no such VPC link",
    happens: "Every call is answered with 500.",
    because: "The link was deleted, or is of another Region.",
    mend: "Give the id of one that exists.",
    source: RECORDED,
    example: {
      flags:
        "--integration vpc-link --vpc-link backend --integration-method GET --endpoint http://pets.internal/ --response 200",
      after: ["apigateway delete-vpc-link --vpc-link-id $LINK"],
    },
  },
  "vpc-link-status": {
    title: "The VPC link is not available",
    happens: "Every call fails until it is.",
    because: "A link takes minutes to be made, and may fail.",
    mend: "Wait until it is AVAILABLE, or mend it.",
    source: GUIDE("Set up REST API private integrations"),
    example: { flags: LINK, edits: [['"status":"AVAILABLE"', '"status":"FAILED"']] },
  },
  "vpc-link-target": {
    title: "The integration target and the kind of VPC link do not fit",
    happens: "API Gateway refuses it, or calls fail.",
    because: "A VPC link V2 needs the ARN of a load balancer; one of V1 has its load balancer already.",
    mend: "Give the ARN, or leave it out.",
    source: GUIDE("Set up REST API private integrations"),
    example: {
      flags: LINK,
      edits: [
        ['"connectionType":"VPC_LINK"', `"connectionType":"VPC_LINK","integrationTarget":"${BALANCER}"`],
      ],
    },
  },
} satisfies Partial<Record<RuleId, RulePage>>;
