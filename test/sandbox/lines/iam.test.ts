import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCOUNT, Account, outcome } from "../learned/account.ts";

// Instance profiles, tags, boundaries and pages of IAM, as clients that delete a role ask for them.

const account = new Account();
const { iam } = account;
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const role = (RoleName: string, more = {}) =>
  outcome(iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST, ...more }));

beforeAll(() => role("rower"));
afterAll(() => account.close());

describe("instance profiles", () => {
  test("a role stays while one has it, and the profile while it has a role", async () => {
    const at = { InstanceProfileName: "dock", RoleName: "guest" };
    await role("guest");
    await iam.createInstanceProfile({ InstanceProfileName: "dock", Path: "/piers/" });
    await iam.addRoleToInstanceProfile(at);
    const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName: "dock" });
    expect(InstanceProfile).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/piers/dock`,
      Path: "/piers/",
      Roles: [{ RoleName: "guest" }],
    });
    const { InstanceProfiles } = await iam.listInstanceProfilesForRole({ RoleName: "guest" });
    expect(InstanceProfiles).toEqual([InstanceProfile]);
    expect((await iam.listInstanceProfiles({ PathPrefix: "/piers/" })).InstanceProfiles).toHaveLength(1);
    expect((await iam.listInstanceProfiles({ PathPrefix: "/moles/" })).InstanceProfiles).toEqual([]);
    const words =
      "DeleteConflictException 409: Cannot delete entity, must remove roles from instance profile first.";
    expect(await outcome(iam.deleteRole({ RoleName: "guest" }))).toBe(words);
    expect(await outcome(iam.deleteInstanceProfile({ InstanceProfileName: "dock" }))).toBe(words);
    await iam.removeRoleFromInstanceProfile(at);
    expect(await outcome(iam.deleteRole({ RoleName: "guest" }))).toEqual({ http: 200 });
    expect(await outcome(iam.deleteInstanceProfile({ InstanceProfileName: "dock" }))).toEqual({ http: 200 });
  });
  test.each([
    [
      "one that is not there",
      () => iam.getInstanceProfile({ InstanceProfileName: "sea" }),
      /^NoSuchEntity\w* 404: /,
    ],
    [
      "a name that is taken",
      () => made("twice"),
      /^EntityAlreadyExists\w* 409: Instance Profile twice already exists\.$/,
    ],
    [
      "a role that is not there",
      () => iam.addRoleToInstanceProfile({ InstanceProfileName: "twice", RoleName: "nobody" }),
      /^NoSuchEntity\w* 404: /,
    ],
    [
      "a path that is none",
      () => iam.createInstanceProfile({ InstanceProfileName: "p", Path: "piers" }),
      /^ValidationError 400: 1 validation error detected: Value 'piers' at 'path' failed/,
    ],
  ])("refused: %s", async (_what, send, words) => {
    await made("twice").catch(() => undefined);
    expect(await outcome(send())).toMatch(words);
  });
  const made = (InstanceProfileName: string) => iam.createInstanceProfile({ InstanceProfileName });
});

describe("tags", () => {
  test("of an instance profile come and go", async () => {
    const of = { InstanceProfileName: "tagged" };
    await iam.createInstanceProfile({ ...of, Tags: tags(2) });
    await iam.tagInstanceProfile({ ...of, Tags: [{ Key: "K1", Value: "v" }] });
    await iam.untagInstanceProfile({ ...of, TagKeys: ["k0"] });
    expect((await iam.listInstanceProfileTags(of)).Tags).toEqual([{ Key: "K1", Value: "v" }]);
  });
  const tags = (count: number) => Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: "" }));
  test.each([
    [
      "more than fifty",
      tags(51),
      /^ValidationError 400: .* at 'tags' .*: Member must have length less than or equal to 50$/,
    ],
    [
      "a long key",
      [{ Key: "k".repeat(129), Value: "" }],
      /at 'tags\.1\.member\.key' .*: Member must have length less than or equal to 128$/,
    ],
    [
      "an empty key",
      [{ Key: "", Value: "" }],
      /at 'tags\.1\.member\.key' .*: Member must have length greater than or equal to 1; .*regular expression/,
    ],
    [
      "a long value",
      [
        { Key: "a", Value: "" },
        { Key: "k", Value: "v".repeat(257) },
      ],
      /at 'tags\.2\.member\.value' .*: Member must have length less than or equal to 256$/,
    ],
    [
      "a key with a bang",
      [{ Key: "no!", Value: "" }],
      /Member must satisfy regular expression pattern: \[\\p\{L\}/,
    ],
    [
      "a key twice",
      [
        { Key: "a", Value: "1" },
        { Key: "A", Value: "2" },
      ],
      /^InvalidInput\w* 400: Duplicate tag keys found\./,
    ],
  ])("refused: %s", async (_what, Tags, words) => {
    expect(await outcome(iam.tagRole({ RoleName: "rower", Tags }))).toMatch(words);
    expect(await role("other", { Tags })).toMatch(words);
  });
  test("what is asked to go is checked as a list", async () => {
    expect(await outcome(iam.untagRole({ RoleName: "rower", TagKeys: ["ok", "no!"] }))).toMatch(
      /Value '\[ok, no!\]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: \[Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: .+\]$/,
    );
  });
  test("come in pages", async () => {
    await role("tagged", { Tags: tags(3) });
    const first = await iam.listRoleTags({ RoleName: "tagged", MaxItems: 2 });
    expect(first).toMatchObject({ IsTruncated: true, Tags: [{ Key: "k0" }, { Key: "k1" }] });
    const rest = await iam.listRoleTags({ RoleName: "tagged", Marker: first.Marker! });
    expect(rest).toMatchObject({ IsTruncated: false, Tags: [{ Key: "k2" }] });
  });
});

test("a boundary must be a policy, be it of the account or AWS's own", async () => {
  const none = "arn:aws:iam::210987654321:role/fence";
  expect(await role("fenced", { PermissionsBoundary: none })).toBe(
    `InvalidInputException 400: ARN ${none} is not valid.`,
  );
  for (const [name, arn] of [
    ["fenced", `arn:aws:iam::${ACCOUNT}:policy/fence`],
    ["public", "arn:aws:iam::aws:policy/PowerUserAccess"],
  ] as const)
    expect(await role(name, { PermissionsBoundary: arn })).toMatchObject({
      Role: { PermissionsBoundary: { PermissionsBoundaryArn: arn } },
    });
});
