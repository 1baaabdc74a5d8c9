import type { AwsFailure } from "../call/failure.ts";
import { quote } from "./shell-words.ts";

/** What a refusal means, and what to do about it. */
export interface Explanation {
  readonly means: string;
  readonly remedy: string;
  /** As a Meaning's: what does it in another way, or makes the call possible. */
  readonly commands: readonly string[];
}

type Row = readonly [message: RegExp, means: string, remedy: string, ...commands: readonly string[]];

// AWS's words (recorded, or reported in the issues that the facts name) and ours. `$1` is what stood in theirs.
const ROWS: readonly Row[] = [
  // Lambda
  [
    /failed to satisfy constraint/i,
    "a value has a form that AWS does not take",
    "mend the value named above",
  ],
  [
    /derived qualifier .* does not match/i,
    "the function's name and the qualifier name two different versions",
    "give the alias or version once, as name:alias",
  ],
  [
    /do not support adding policies for \$LATEST/i,
    "no permission can be granted on $LATEST",
    "name the function without :$LATEST",
  ],
  [
    /provided principal was invalid/i,
    "the principal is not one that Lambda knows",
    "the principal is apigateway.amazonaws.com in every Region, China included",
  ],
  [
    /^Function not found: (.+)/i,
    "there is no function or version $1",
    "check the name, its alias and --function-region",
    "apigw update-method {at} --function <function that exists>",
  ],
  [/Cannot find alias arn: (.+)/i, "the function has no alias $1", "give an alias that it has, or none"],
  [
    /statement id \((.+?)\) provided already exists/i,
    "the function's policy has a statement $1 already",
    "remove it with aws lambda remove-permission, or run again: another id is then taken",
  ],
  [
    /No policy (is associated|found)/i,
    "the function has no policy, so there is nothing to remove",
    "nothing needs to be done",
  ],
  [
    /resource you requested does not exist/i,
    "the function, its alias or its policy does not exist",
    "check the name, its alias and --function-region",
  ],
  [
    /Revision Id provided does not match/i,
    "somebody changed the function's policy in the meantime",
    "run it again",
  ],
  [
    /final policy size \((\d+)\) is bigger than the limit \((\d+)\)/i,
    "the function's policy would be $1 bytes long; Lambda takes $2",
    "grant once for the whole API with --permission-scope api, and remove what that makes superfluous",
    "apigw update-method {at} --permission --permission-scope api",
  ],
  [
    /Functions from '(.+?)' are not reachable in this region/i,
    "the URI names another Region than the function's",
    "give --function-region $1, or the function's ARN",
  ],
  // IAM
  [
    /policy contains invalid Json|MalformedPolicy/i,
    "a policy is not well-formed JSON",
    "mend the policy document",
  ],
  [
    /Role with name (.+?) already exists|EntityAlreadyExists/i,
    "a role of this name exists already",
    "choose another name, or use the role that is there with --role",
    "apigw update-method {at} --role <ARN of the role>",
  ],
  [/Policy (.+?) (was not found|does not exist)/i, "there is no policy $1", "check its ARN"],
  [
    /Could not be parsed|Invalid ARN/i,
    "what was given is not an ARN",
    "write it in full, like arn:aws:iam::123456789012:role/name",
  ],
  [
    /(?:role|The user) with name (.+?) cannot be found/i,
    "there is no role $1",
    "check its name, or make it with --create-role",
  ],
  [
    /Cross-account pass role is not allowed/i,
    "the role belongs to another account",
    "use a role of the API's own account",
  ],
  [
    /is not authorized to perform: iam:PassRole on resource: (\S+)/i,
    "you may not hand $1 to API Gateway",
    "ask for iam:PassRole on that role",
  ],
  // API Gateway
  [
    /Invalid (Method) identifier specified/i,
    "the resource does not have this method any more",
    "somebody removed it meanwhile; run it again",
  ],
  [
    /Invalid Resource identifier specified/i,
    "the API does not have this resource, or there is no such API in this Region",
    "check --api, --region and --resource",
    "apigw create-resource {api} --resource <path>",
    "apigw list-methods {api}",
  ],
  [
    /Invalid (?:REST )?API identifier specified/i,
    "there is no such API in this Region",
    "check --api and --region",
    "apigw list-apis",
  ],
  [
    /Invalid mapping expression parameter specified: method\.request\.(?:multivalue)?header\.([\w.$-]+)/i,
    "the header $1 is not declared on the method",
    "declare it with --header",
    "apigw update-method {at} --header $1",
  ],
  [
    /Invalid mapping expression parameter specified: method\.request\.(?:multivalue)?querystring\.([\w.$-]+)/i,
    "the query string parameter $1 is not declared on the method",
    "declare it with --query-param",
    "apigw update-method {at} --query-param $1",
  ],
  [
    /Invalid mapping expression parameter specified: method\.request\.path\.([\w.$-]+)/i,
    "the path parameter $1 is not declared on the method",
    "declare it with --path-param",
    "apigw update-method {at} --path-param $1",
  ],
  [
    /Invalid mapping expression parameter specified: method\.response\.header\.([\w.$-]+)/i,
    "the header $1 of the answer is not declared on the method",
    "declare it with --response-header",
    "apigw update-method {at} --response-header <status>:$1=false",
  ],
  [
    /Invalid mapping expression parameter specified: ([^\]]+)/i,
    "$1 is not declared on the method",
    "declare it with --query-param, --header or --response-header",
  ],
  [
    /Invalid mapping expression specified: (?!Validation)([^\]]+)/i,
    "$1 is not a mapping expression",
    "write a static text in single quotes: 'text'",
  ],
  [
    /No method response exists for method/i,
    "the integration response has no method response",
    "add --response with its status",
    "apigw add-response {at} --response <status>=<pattern> --response-header <status>:<Name>=<expression>",
  ],
  [/can not be converted to an? String/i, "a value is of the wrong JSON type", "give it as a text"],
  [
    /'AWS_PROXY' currently only supports/i,
    "a proxy integration of this kind can call Lambda only",
    "use --integration aws without --proxy",
  ],
  [
    /Enumeration value for HttpMethod must be non-empty/i,
    "the backend's HTTP method is missing",
    "add --integration-method",
    "apigw update-method {at} --integration http --integration-method <verb> --endpoint <url>",
  ],
  [
    /Invalid HTTP endpoint specified for URI/i,
    "the backend's address is not a full URL",
    "write it like https://example.com/pets",
    "apigw update-method {at} --integration http --integration-method <verb> --endpoint <url>",
  ],
  [
    /AWS ARN for integration must contain path or action/i,
    "the integration's URI names neither a path nor an action",
    "give --action or --path-override; for Lambda use --integration lambda",
  ],
  [
    /Role ARN must be specified/i,
    "the integration needs an execution role",
    "add --role, or --caller-credentials",
    "apigw update-method {at} --integration aws --uri <uri> --integration-method POST --create-role <name> --role-resource <ARN of what it acts on>",
  ],
  [
    /Timeout should be between (\d+) ms and (\d+) ms/i,
    "this account takes timeouts of $1 to $2 milliseconds",
    "give one of those, or have the quota L-E5AE38E3 raised",
    "apigw update-method {at} --timeout $2",
  ],
  [
    /CloudWatch Logs role ARN must be set/i,
    "the account has no role by which API Gateway may write logs",
    "give it one that may write to CloudWatch Logs; it is the account's, for all its APIs of the Region",
    "aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=<ARN of a role> {aws}",
  ],
  [
    /Deployment id does not exist/i,
    "the API does not have this deployment any more",
    "name one that it has, or make one",
    "apigw deploy {api} --stage <stage> --deployment <deployment>",
    "apigw deploy {api} --stage <stage>",
  ],
  [
    /Active stages pointing to this deployment/i,
    "a stage serves this deployment, so it cannot be deleted",
    "move the stage to another one first",
    "apigw deploy {api} --stage <stage> --roll-back",
    "apigw deploy {api} --stage <stage> --deployment <deployment>",
  ],
  [
    /must already be created before making a canary|Invalid stage identifier specified/i,
    "the API has no such stage",
    "make it by a deployment",
    "apigw deploy {api} --stage <stage> --create-stage",
  ],
  [
    /Stage already exists/i,
    "the API has this stage already",
    "deploy to it",
    "apigw deploy {api} --stage <stage>",
  ],
  [
    /Promotion not available/i,
    "the stage has no canary that could be promoted",
    "deploy to a canary first",
    "apigw deploy {api} --stage <stage> --canary <percent>",
  ],
  [
    /Method already exists/i,
    "the resource has this method already",
    "add --if-exists skip, update or replace",
    "apigw update-method {at} <what it is to have>",
  ],
  [/Response already exists/i, "the method has this response already", "add --if-exists update"],
  [
    /selection pattern (.+?) already exists/i,
    "another status has the selection pattern $1",
    "give each status a pattern of its own",
  ],
  [/Another resource with the same parent/i, "the API has this resource already", "run it again"],
  [
    /already has a variable path part/i,
    "the parent has a path parameter already, and may have only one",
    "use that one's name",
  ],
  [
    /child of a resource with a greedy path variable/i,
    "nothing can stand below a {name+}",
    "choose another path",
  ],
  [
    /Invalid authorizer ID/i,
    "the authorizer does not exist",
    "name one that the API has with --authorizer",
    "apigw update-method {at} --authorization <kind> --authorizer <authorizer that exists>",
  ],
  [/Invalid Request Validator/i, "the request validator does not exist any more", "run it again"],
  [
    /Invalid model identifier specified: (.+)/i,
    "the API has no model $1",
    "name one that it has",
    "aws apigateway create-model --rest-api-id <id> --name $1 --content-type application/json --schema <schema> {aws}",
  ],
  [
    /IntegrationTarget is required/i,
    "the VPC link is a V2 link",
    "add --integration-target with the load balancer's ARN",
  ],
  [
    /Invalid ResponseTransferMode/i,
    "the response transfer mode does not fit the integration",
    "stream with --proxy only",
  ],
];

/** A refusal of AWS in our words; undefined where it says nothing that is known. */
export function explanationOf(failure: Pick<AwsFailure, "message" | "code">): Explanation | undefined {
  for (const [pattern, means, remedy, ...commands] of ROWS) {
    const match = pattern.exec(failure.message) ?? pattern.exec(failure.code);
    if (!match) continue;
    const fill = (text: string, as = (said: string) => said) =>
      text.replaceAll(/\$(\d)/g, (_, n: string) => as(match[Number(n)] ?? ""));
    return { means: fill(means), remedy: fill(remedy), commands: commands.map((one) => fill(one, quote)) };
  }
  return undefined;
}
