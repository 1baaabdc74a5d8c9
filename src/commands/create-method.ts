// build: usual 1
import { command } from "../cli/command.ts";
import { settings } from "./create-method/settings.ts";

export const createMethod = command({
  description:
    "The console's \"Create method\" as a command. In a terminal it asks for what is missing, in the console's order; elsewhere everything is given by flags. Nothing is sent before all of it has been checked, and what fails part-way is taken back.",
  effect: "changes",
  settings,
  examples: [
    { says: "Be asked for everything", line: "apigw create-method" },
    {
      says: "A mock, on the built-in sandbox, without an AWS account",
      line: "apigw create-method --sandbox --api petstore --resource /pets --method POST --integration mock",
    },
    {
      says: "A Lambda proxy integration on an alias",
      line: "apigw create-method --api petstore --resource '/pets/{petId}' --method GET --integration lambda --proxy --function hello:live",
    },
    {
      says: "An HTTP backend, the resource made on the way",
      line: "apigw create-method --api petstore --resource /orders --create-resource --method GET --integration http --integration-method GET --endpoint https://example.com/orders",
    },
    {
      says: "Send to an SQS queue; show the calls only",
      line: "apigw create-method --api petstore --resource /pets --method PUT --integration aws --service sqs --integration-method POST --path-override 123456789012/pets --request-template 'application/json=Action=SendMessage&MessageBody=$util.urlEncode($input.body)' --role arn:aws:iam::123456789012:role/apigw-sample-role --dry-run",
    },
  ],
  load: () => import("./create-method/run.ts"),
});
