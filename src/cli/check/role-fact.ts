import { findAction } from "../../catalog/action.ts";
import { iamActionsOf } from "../../catalog/permissions.ts";
import { serviceOf } from "../../catalog/service.ts";
import { parseArn } from "../../gateway/arn.ts";
import type { RoleFact } from "../../gateway/checks/facts.ts";
import type { IntegrationRequest } from "../../gateway/document.ts";
import { AwsFailure } from "../../gateway/failure.ts";
import { allowsAction, trustOf } from "../../gateway/role-policy.ts";
import { functionArnOf, parseServiceUri, usesStageVariables } from "../../gateway/uri.ts";
import type { Aws, Reading } from "../../ports.ts";

/** What is known of the role by which an integration calls; undefined where it has none that could be looked up. */
export async function roleFact(
  aws: Aws,
  reading: Reading,
  integration: IntegrationRequest,
): Promise<RoleFact | undefined> {
  const { credentials } = integration;
  const arn = credentials === undefined ? undefined : parseArn(credentials);
  if (credentials === undefined || !arn || arn.account === "*" || usesStageVariables(credentials))
    return undefined;
  // Another account's role cannot be read here (and API Gateway refuses to be handed one).
  if (arn.account !== (await reading.accountId())) return { exists: "unknown" };
  const RoleName = arn.resource.split("/").at(-1) ?? "";
  try {
    const { Role } = await aws.send("iam:GetRole", { RoleName });
    const trust = trustOf(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
    const wanted = actionsOf(integration);
    const policies = wanted.length === 0 ? "unknown" : await policiesOf(aws, RoleName);
    return {
      exists: true,
      trustFault: trust.fault,
      trustWarning: trust.warning,
      missingActions:
        policies === "unknown" ? undefined : wanted.filter((action) => !allowsAction(policies, action)),
    };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    if (error.kind === "missing") return { exists: false };
    if (error.kind === "denied") return { exists: "unknown" };
    throw error;
  }
}

/** The IAM actions the integration needs, where they can be told from its URI. */
function actionsOf({ uri = "", httpMethod, requestParameters }: IntegrationRequest): readonly string[] {
  if (functionArnOf(uri) !== undefined) return ["lambda:InvokeFunction"];
  const parsed = parseServiceUri(uri);
  const service = parsed && serviceOf(parsed.service);
  if (!parsed || !service) return [];
  // The action stands in the URI, or in the target header of a JSON service.
  const target = requestParameters["integration.request.header.X-Amz-Target"]
    ?.replaceAll("'", "")
    .split(".")
    .at(-1);
  const name = parsed.action?.split("&")[0] ?? target;
  if (name === undefined || httpMethod === undefined || /[${}]/.test(name)) return [];
  const found = findAction(service, name);
  return "action" in found ? (iamActionsOf(service, found.action) ?? []) : [];
}

/** The documents of a role's own and attached policies; unknown where one may not be read. */
async function policiesOf(aws: Aws, RoleName: string): Promise<readonly string[] | "unknown"> {
  try {
    const [own, attached] = await Promise.all([
      aws.send("iam:ListRolePolicies", { RoleName }),
      aws.send("iam:ListAttachedRolePolicies", { RoleName }),
    ]);
    return await Promise.all([
      ...(own.PolicyNames ?? []).map(async (PolicyName) =>
        decodeURIComponent(
          (await aws.send("iam:GetRolePolicy", { RoleName, PolicyName })).PolicyDocument ?? "",
        ),
      ),
      ...(attached.AttachedPolicies ?? []).map(async ({ PolicyArn }) => {
        const { Policy } = await aws.send("iam:GetPolicy", { PolicyArn });
        const { PolicyVersion } = await aws.send("iam:GetPolicyVersion", {
          PolicyArn,
          VersionId: Policy?.DefaultVersionId,
        });
        return decodeURIComponent(PolicyVersion?.Document ?? "");
      }),
    ]);
  } catch (error) {
    if (
      error instanceof AwsFailure &&
      (error.kind === "denied" || error.kind === "refused" || error.kind === "missing")
    )
      return "unknown";
    throw error;
  }
}
