import { expect } from "vitest";
import { freshPlace, type Place } from "./run.ts";

const AT = "--api petstore --resource '/pets/{petId}' --method GET";

/** A method of each type, with much of what a method can have: the words that create it. */
export const METHODS: Readonly<Record<string, string>> = {
  mock: "--integration mock --authorization iam --api-key-required --request-validator all --operation-name getPet",
  lambda:
    "--integration lambda --proxy --function hello:live --timeout 5000 --header X-Id:required:cached --query-param limit",
  "lambda, not proxy":
    "--integration lambda --function hello --response 200 --response '404=.*not found.*' --response-header 404:X-Reason=integration.response.body.reason",
  http: "--integration http --integration-method GET --endpoint 'https://example.com/{petId}' --content-handling binary --request-template application/json={} --passthrough never",
  "http proxy": "--integration http --proxy --integration-method ANY --endpoint https://example.com/",
  aws: "--integration aws --service sqs --integration-method POST --path-override 123456789012/pets --request-template 'application/json=Action=SendMessage&MessageBody=$util.urlEncode($input.body)' --role arn:aws:iam::123456789012:role/apigw-sample-role --cache-namespace pets",
  "aws, elsewhere":
    "--integration aws --service sqs --service-region eu-west-1 --subdomain shop --integration-method POST --path-override 123456789012/pets --request-template 'application/json=Action=SendMessage&MessageBody=$util.urlEncode($input.body)' --role arn:aws:iam::123456789012:role/apigw-sample-role --authorization cognito --authorizer customers --scope pets/read --scope pets/write",
  "vpc-link V2":
    "--integration vpc-link --vpc-link private-alb --integration-target arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/0123456789abcdef --integration-method GET --endpoint http://pets.internal/",
  "vpc-link":
    "--integration vpc-link --vpc-link backend --integration-method ANY --endpoint http://pets.internal/ --proxy",
};

/** A place where GET /pets/{petId} is such a method. */
export async function having(words: string): Promise<Place> {
  const place = await freshPlace();
  const made = await place.run(`apigw create-method ${AT} ${words}`);
  expect(made.exit, made.stderr).toBe(0);
  return place;
}
