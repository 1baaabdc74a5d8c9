import { createHash } from "node:crypto";
import type { Call } from "../call/call.ts";
import { API_GATEWAY_PRINCIPAL } from "../names/principal.ts";

/** What an execution role lets API Gateway do. */
export interface Grant {
  /** IAM actions: `sqs:SendMessage`. */
  readonly actions: readonly string[];
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
}

/** A role to be made. */
export interface NewRole {
  readonly name: string;
  /** Between slashes, `/` by default. */
  readonly path?: string | undefined;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly grant: Grant;
}

/** Who may assume it: API Gateway alone, as the console's flow has it. No condition: what API Gateway sends for one is not documented. */
export const TRUST_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: API_GATEWAY_PRINCIPAL }, Action: "sts:AssumeRole" }],
});

const oneOrMore = (list: readonly string[]): string | readonly string[] =>
  list.length === 1 ? (list[0] as string) : list;

/** The least policy for a grant. */
export const rolePolicy = ({ actions, resources }: Grant): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: oneOrMore(actions), Resource: oneOrMore(resources) }],
  });

/** The same name for the same grant, another for another: a second grant never takes the place of the first. */
export function rolePolicyName(grant: Grant): string {
  const tag = createHash("sha256").update(rolePolicy(grant)).digest("hex").slice(0, 8);
  const first = (grant.actions[0] ?? "").replaceAll(/[^\w+=,.@-]+/g, "-").slice(0, 80);
  return `apigw-${first}-${tag}`;
}

/** The ARN that a role will have. */
export const roleArn = (
  { name, path = "/" }: Pick<NewRole, "name" | "path">,
  { partition, account }: { partition: string; account: string },
): string => `arn:${partition}:iam::${account}:role${path}${name}`;

/** The last part of a role's ARN: IAM's calls take names, not paths. */
export const roleNameOf = (arn: string): string => arn.split("/").at(-1) ?? arn;

/** The call that makes the role, trusted to API Gateway alone. */
export const createRole = ({ name, path, permissionsBoundary, tags }: NewRole): Call => ({
  operation: "iam:CreateRole",
  input: {
    RoleName: name,
    ...(path === undefined ? {} : { Path: path }),
    AssumeRolePolicyDocument: TRUST_POLICY,
    Description: "Lets API Gateway call a service for a method. Made by apigw.",
    ...(permissionsBoundary === undefined ? {} : { PermissionsBoundary: permissionsBoundary }),
    ...(tags.length === 0 ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
  },
  at: `role ${name}`,
  because: "there is no role of this name",
});

/** The call that lets the role do what is needed, and nothing else. */
export const putRolePolicy = (name: string, grant: Grant): Call => ({
  operation: "iam:PutRolePolicy",
  input: { RoleName: name, PolicyName: rolePolicyName(grant), PolicyDocument: rolePolicy(grant) },
  at: `role ${name}`,
  because: `it may not call ${grant.actions.join(", ")} yet`,
});

/** The calls that take back what was made of roles, the last first. */
export const withdrawRole = (sent: readonly Call[]): readonly Call[] =>
  sent
    .flatMap((call): readonly Call[] => {
      if (call.operation === "iam:PutRolePolicy") {
        const { RoleName, PolicyName } = call.input;
        return [
          {
            operation: "iam:DeleteRolePolicy",
            input: { RoleName, PolicyName },
            at: call.at,
            because: "it was granted by this run",
          },
        ];
      }
      if (call.operation !== "iam:CreateRole") return [];
      return [
        {
          operation: "iam:DeleteRole",
          input: { RoleName: call.input.RoleName },
          at: call.at,
          because: "it was made by this run",
        },
      ];
    })
    .reverse();
