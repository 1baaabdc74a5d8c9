import type { Command } from "../cli/command.ts";
import { awsServiceAction, awsServiceTarget } from "../settings/aws-service.ts";
import type { Known } from "../settings/known.ts";
import { roleNameValue, roleSettings } from "../settings/role.ts";
import { commonSettings } from "../settings/shared-flags.ts";

const { recipe, set, serviceRegion, service } = awsServiceTarget;
const { action, force } = awsServiceAction;
const { createRole: _, ...role } = roleSettings;

// What the role is for is said in one of three ways.
const open = (known: Known): boolean => known.recipe === undefined && known.roleAction === undefined;
const never = () => false;

export const createRole: Command = {
  name: "create-role",
  summary: "Make an execution role, by which API Gateway calls an AWS service",
  description:
    "Makes an IAM role that API Gateway alone may assume, allowed one action on the resources that are named and nothing else. A role that is there already gets what it may not do yet; a second run changes nothing. create-method does the same on its way with --create-role.",
  settings: {
    roleName: {
      label: "Role name",
      flag: "name",
      summary: "The name of the role.",
      section: "AWS service",
      value: roleNameValue,
      required: () => true,
    },
    service: { ...service, required: open, asked: open, missing: "--service, --recipe or --role-action" },
    action: { ...action, required: open, asked: open },
    recipe: {
      ...recipe,
      summary: "Allow what this recipe of create-method calls, on the resource that it calls.",
    },
    set,
    serviceRegion: { ...serviceRegion, asked: never },
    force,
    ...role,
    ...commonSettings,
  },
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
};
