/** What the documentation says of a rule. */
export interface RulePage {
  /** What is wrong, as a heading. */
  readonly title: string;
  /** What happens when the method is called. */
  readonly happens: string;
  readonly because: string;
  readonly mend: string;
  /** Where that is known from. */
  readonly source: string;
  readonly example: Example;
}

/** Commands that produce a finding in the sandbox. */
export interface Example {
  /** Behind `apigw create-method --sandbox --api petstore --resource … --method …`; none where `aws` lines make the method. */
  readonly flags?: string;
  /** POST without one. */
  readonly method?: string;
  /** `/example` without one; made on the way. */
  readonly resource?: string;
  /** Lines of the AWS CLI before it, and after it; $API and $RESOURCE are the ids. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** Lines of apigw before it, behind `apigw`. */
  readonly commands?: readonly string[];
  /** What is changed in the sandbox's state by hand, for AWS refuses it today: what was put before it did is still there. */
  readonly edits?: readonly (readonly [from: string, to: string])[];
  /** It takes a look at all methods of the API. */
  readonly all?: true;
}

export const GUIDE = (page: string): string => `API Gateway developer guide, "${page}"`;
export const RECORDED = "recorded from API Gateway";
export const REPORTED = "public reports, several of one mind";

const ROLE = "--role arn:aws:iam::123456789012:role/apigw-sample-role";
/** An SQS queue by path: a form. */
export const FORM = `--integration aws --service sqs --integration-method POST --path-override 123456789012/pets ${ROLE}`;
/** A DynamoDB table by action name. */
export const TABLE = `--integration aws --service dynamodb --integration-method POST --action-type action --action PutItem ${ROLE}`;
/** EventBridge by path. */
export const EVENTS = `--integration aws --service events --integration-method POST --path-override / ${ROLE}`;
export const HTTP = "--integration http --integration-method GET --endpoint https://example.com/";
export const AWS_ROLE = ROLE;
