import { all, onlyFor } from "./conditions.ts";
import type { MethodSettings } from "./known.ts";
import type { Setting, Table } from "./setting.ts";
import { text } from "./value.ts";
import { setValue } from "./values.ts";

const ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws|\*)?:\S+$/;

const arnOf = (
  placeholder: string,
  what: string,
  example: string,
  form = ARN,
  others: readonly string[] = [],
) =>
  text(placeholder, (given) =>
    form.test(given) || others.includes(given)
      ? undefined
      : { fault: `"${given.slice(0, 120)}" is not ${what}`, remedy: `write it like ${example}` },
  );

type RoleSettings = Pick<
  MethodSettings,
  "createRole" | "roleAction" | "roleResource" | "permissionsBoundary" | "rolePath" | "roleTag"
>;

const made = all(onlyFor("aws", "lambda"), {
  when: ({ createRole, role }) => createRole !== undefined || role === undefined,
  because: "it goes with a role that is made",
});
const asked = () => false;
const section = "AWS service" as const;

/** A role's name: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleNameValue = text("role-name", (given) =>
  /^[\w+=,.@-]{1,64}$/.test(given)
    ? undefined
    : {
        fault: `"${given.slice(0, 80)}" is not a role's name`,
        remedy: "it holds up to 64 letters, digits and _ + = , . @ -",
      },
);

/** How an execution role is made. */
export const roleSettings: Table<RoleSettings> = {
  createRole: {
    label: "New execution role",
    flag: "create-role",
    summary:
      "Make the execution role by this name: trusted to API Gateway alone, allowed the one action on the one resource.",
    section,
    value: roleNameValue,
    applies: all(onlyFor("aws", "lambda"), {
      when: ({ role, callerCredentials }) => role === undefined && callerCredentials !== true,
      because: "it is either a role that exists, one that is made, or the caller's credentials",
    }),
    asked,
  },
  roleAction: {
    label: "Allowed actions",
    flag: "role-action",
    summary:
      "What the role that is made may do, like sqs:SendMessage; told from service and action by default.",
    section,
    value: text("prefix:action", (given) =>
      /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(given)
        ? undefined
        : { fault: `"${given.slice(0, 80)}" is not an IAM action`, remedy: "write it like sqs:SendMessage" },
    ),
    many: true,
    applies: made,
    asked,
  },
  roleResource: {
    label: "Allowed resources",
    emptyMeans: "what is called, as far as that is known",
    flag: "role-resource",
    summary: "The ARN of a resource that the role that is made may act on; told from a recipe by default.",
    section,
    value: arnOf("resource-arn", "an ARN", "arn:aws:sqs:us-east-1:123456789012:pets", ARN, ["*"]),
    many: true,
    applies: made,
    asked,
  },
  permissionsBoundary: {
    label: "Permissions boundary",
    flag: "permissions-boundary",
    summary: "The ARN of the policy that bounds what the role that is made may ever do.",
    section,
    value: arnOf(
      "policy-arn",
      "the ARN of a policy",
      "arn:aws:iam::123456789012:policy/boundary",
      /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/\S+$/,
    ),
    applies: made,
    asked,
  },
  rolePath: {
    label: "Role path",
    flag: "role-path",
    summary: "The path of the role that is made, / by default.",
    section,
    otherwise: "/",
    value: text("/path/", (given) =>
      /^\/(?:[\x21-\x7e]+\/)?$/.test(given) && !given.includes("//")
        ? undefined
        : { fault: `"${given.slice(0, 80)}" is not a role's path`, remedy: "write it like /service/" },
    ),
    applies: made,
    asked,
  },
  roleTag: {
    label: "Role tags",
    flag: "role-tag",
    summary: "A tag of the role that is made.",
    section,
    value: setValue as Setting<MethodSettings["roleTag"]>["value"],
    many: true,
    applies: made,
    asked,
  },
};
