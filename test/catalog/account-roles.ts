import type { Place } from "../cli/run.ts";

/** The roles of a place's account, looked at and made with a client of the test's own. */
export function rolesOf({ account: { iam } }: Place) {
  const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const trust = (principal: object | string = { Service: "apigateway.amazonaws.com" }, more: object = {}) =>
    policy({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more });
  return {
    iam,
    policy,
    trust,
    allow: (Action: string | string[], Resource: string | string[] = "*", more: object = {}) =>
      policy({ Effect: "Allow", Action, Resource, ...more }),
    /** Makes a role with these inline policies; answers its ARN. */
    async make(name: string, document: string, ...policies: readonly string[]): Promise<string> {
      const { Role } = await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: document });
      for (const [i, PolicyDocument] of policies.entries())
        await iam.putRolePolicy({ RoleName: name, PolicyName: `policy-${i}`, PolicyDocument });
      return Role?.Arn ?? "";
    },
    /** All of a role, or undefined where there is none. */
    async look(name: string) {
      const { Role } = await iam.getRole({ RoleName: name }).catch(() => ({ Role: undefined }));
      if (!Role) return undefined;
      const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName: name });
      const policies = await Promise.all(
        PolicyNames.map(async (PolicyName) => {
          const { PolicyDocument = "" } = await iam.getRolePolicy({ RoleName: name, PolicyName });
          return JSON.parse(decodeURIComponent(PolicyDocument));
        }),
      );
      return {
        path: Role.Path,
        tags: Role.Tags ?? [],
        trust: JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? "")),
        policies,
      };
    },
  };
}

/** Roles that API Gateway can do nothing with, or not for sure: it is not trusted, it is on a condition, they allow something else. */
export async function makeUnfitRoles(place: Place): Promise<void> {
  const { make, trust, allow } = rolesOf(place);
  const Condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
  await make("trusts-lambda", trust({ Service: "lambda.amazonaws.com" }), allow("sqs:*"));
  await make("trusts-on-condition", trust(undefined, { Condition }), allow("sqs:*"));
  await make("may-not", trust(), allow("sns:*"));
}
