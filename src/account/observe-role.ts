import { AwsFailure } from "../gateway/call/failure.ts";
import type { Role } from "../gateway/document/things.ts";
import type { Aws } from "../ports.ts";

/** A role as it is, as far as it may be read. */
export interface ObservedRole {
  readonly arn: string;
  /** JSON. */
  readonly trust: string;
  readonly role: Role;
  /** Every policy that could be read, JSON each, the inline ones and those attached. */
  readonly policies: readonly string[];
  /** The inline ones by name; none where they could not be read. */
  readonly inline: ReadonlyMap<string, string>;
  /** Whether all inline ones could be read: else there may be others. */
  readonly inlineRead: boolean;
  /** The policy that bounds it; undefined where it has none, or it could not be read. */
  readonly boundary?: string | undefined;
  /** What could not be read: `its attached policy arn:… (AccessDenied)`. */
  readonly unread: readonly string[];
}

/** Reads a role of the caller's account by name. Undefined where there is none; "denied" where it may not be read. */
export async function observeRole(aws: Aws, RoleName: string): Promise<ObservedRole | undefined | "denied"> {
  const unread: string[] = [];
  /** What may not be read, or not be told by what answers, is named and left out. */
  const readable = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind === "credentials" || error.kind === "network")
        throw error;
      unread.push(`${what} (${error.code})`);
      return undefined;
    }
  };
  const role = await aws.send("iam:GetRole", { RoleName }).then(
    ({ Role }) => Role,
    (error) => {
      if (error instanceof AwsFailure && error.kind === "missing") return undefined;
      if (error instanceof AwsFailure && error.kind === "denied") return "denied" as const;
      throw error;
    },
  );
  if (role === undefined || role === "denied") return role;
  const managed = async (PolicyArn: string, what: string): Promise<string | undefined> =>
    readable(`${what} ${PolicyArn}`, async () => {
      const VersionId = (await aws.send("iam:GetPolicy", { PolicyArn })).Policy?.DefaultVersionId ?? "v1";
      const { PolicyVersion } = await aws.send("iam:GetPolicyVersion", { PolicyArn, VersionId });
      return decodeURIComponent(PolicyVersion?.Document ?? "");
    });
  const [inline, attached] = await Promise.all([
    readable("its inline policies", () => inlinePolicies(aws, RoleName)),
    readable("its attached policies", () => attachedPolicies(aws, RoleName)),
  ]);
  const boundaryArn = role.PermissionsBoundary?.PermissionsBoundaryArn;
  const [documents, boundary] = await Promise.all([
    Promise.all((attached ?? []).map((arn) => managed(arn, "its attached policy"))),
    boundaryArn === undefined ? undefined : managed(boundaryArn, "its permissions boundary"),
  ]);
  const trust = decodeURIComponent(role.AssumeRolePolicyDocument ?? "");
  return {
    arn: role.Arn ?? "",
    trust,
    role: {
      path: role.Path ?? "/",
      trust,
      description: role.Description,
      permissionsBoundary: boundaryArn,
      tags: (role.Tags ?? []).map(({ Key = "", Value = "" }) => ({ key: Key, value: Value })),
    },
    policies: [...(inline?.values() ?? []), ...documents.filter((one) => one !== undefined)],
    inline: inline ?? new Map(),
    inlineRead: inline !== undefined,
    boundary,
    unread,
  };
}

async function inlinePolicies(aws: Aws, RoleName: string): Promise<ReadonlyMap<string, string>> {
  const found: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await aws.send("iam:ListRolePolicies", { RoleName, Marker });
    found.push(...(page.PolicyNames ?? []));
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  return new Map(
    await Promise.all(
      found.map(async (PolicyName): Promise<[string, string]> => {
        const { PolicyDocument = "" } = await aws.send("iam:GetRolePolicy", { RoleName, PolicyName });
        return [PolicyName, decodeURIComponent(PolicyDocument)];
      }),
    ),
  );
}

async function attachedPolicies(aws: Aws, RoleName: string): Promise<readonly string[]> {
  const found: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await aws.send("iam:ListAttachedRolePolicies", { RoleName, Marker });
    found.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  return found;
}
