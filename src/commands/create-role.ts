import { command } from "../cli/command.ts";
import { settings } from "./create-role/settings.ts";

export const createRole = command({
  description:
    "Makes an IAM role that API Gateway alone may assume, allowed one action on the resources that are named and nothing else. A role that is there already gets what it may not do yet; a second run changes nothing. create-method does the same on its way with --create-role.",
  effect: "changes",
  settings,
  examples: [
    {
      says: "For sending to one queue",
      line: "apigw create-role --name pets-caller --service sqs --action SendMessage --role-resource arn:aws:sqs:us-east-1:123456789012:pets",
    },
    {
      says: "The same, told from a recipe; show the calls only",
      line: "apigw create-role --name pets-caller --recipe sqs:SendMessage --set queue=pets --dry-run",
    },
    {
      says: "On the built-in sandbox, under a path, bounded and tagged",
      line: "apigw create-role --sandbox --name pets-caller --role-path /service/ --permissions-boundary arn:aws:iam::123456789012:policy/boundary --role-tag team=pets --role-action sns:Publish --role-resource arn:aws:sns:us-east-1:123456789012:news",
    },
  ],
  load: () => import("./create-role/run.ts"),
});
