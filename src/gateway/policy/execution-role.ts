import { createHash } from "node:crypto";
import { API_GATEWAY_PRINCIPAL } from "../names/principal.ts";

/** Actions on resources. */
export interface Allowance {
  /** IAM actions: `sqs:SendMessage`. */
  readonly actions: readonly string[];
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
}

/** What an execution role lets API Gateway do: a statement each. */
export type Grant = readonly Allowance[];

/** A role to be made. */
export interface NewRole {
  readonly name: string;
  /** Between slashes, `/` by default. */
  readonly path?: string | undefined;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly grant: Grant;
}

/**
 * Who may assume it: API Gateway alone, letter for letter as the console's flow has it. No condition: what API Gateway
 * sends for one is not documented.
 */
export const TRUST_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Sid: "", Effect: "Allow", Principal: { Service: API_GATEWAY_PRINCIPAL }, Action: "sts:AssumeRole" },
  ],
});

/** The least policy for a grant, in the form of the console's flow: lists of actions and resources. */
export const rolePolicy = (grant: Grant): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: grant.map(({ actions, resources }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
    })),
  });

/** The same name for the same grant, another for another: a second grant never takes the place of the first. */
export function rolePolicyName(grant: Grant): string {
  const tag = createHash("sha256").update(rolePolicy(grant)).digest("hex").slice(0, 8);
  const first = (grant[0]?.actions[0] ?? "").replaceAll(/[^\w+=,.@-]+/g, "-").slice(0, 80);
  return `apigw-${first}-${tag}`;
}

/** The grant of an inline policy that this program wrote: its name follows from what it says. Undefined of any other. */
export function grantOfOurs(name: string, policy: string): Grant | undefined {
  try {
    const statements: readonly { readonly Action: string[]; readonly Resource: string[] }[] =
      JSON.parse(policy).Statement;
    const grant = statements.map(({ Action, Resource }) => ({
      actions: [Action].flat(),
      resources: [Resource].flat(),
    }));
    return rolePolicy(grant) === policy && rolePolicyName(grant) === name ? grant : undefined;
  } catch {
    return undefined;
  }
}

/** The ARN that a role will have. */
export const roleArn = (
  { name, path = "/" }: Pick<NewRole, "name" | "path">,
  { partition, account }: { partition: string; account: string },
): string => `arn:${partition}:iam::${account}:role${path}${name}`;

/** The last part of a role's ARN: IAM's calls take names, not paths. */
export const roleNameOf = (arn: string): string => arn.split("/").at(-1) ?? arn;

/** Says in IAM who made a role. */
export const ROLE_DESCRIPTION = "Lets API Gateway call a service for a method. Made by apigw.";
