import { IAM } from "@aws-sdk/client-iam";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import type { Place } from "../cli/run.ts";

/** The roles of a place's account, looked at and made with a client of the test's own. */
export function rolesOf({ folder }: Place) {
  const iam = new IAM({
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: sandboxRequestHandler(openSandbox({ file: `${folder}/state.json` })),
    maxAttempts: 1,
  });
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
