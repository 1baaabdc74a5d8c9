import { describe } from "vitest";
import { ACCOUNT, type Account, DATE, type Rule, rules, SOME } from "./account.ts";

const trusting = (service: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
const TRUST = trusting("apigateway.amazonaws.com");

/** A document that comes back URI-encoded. */
const encoded = (value: object): unknown => ({
  asymmetricMatch: (text: unknown) =>
    typeof text === "string" &&
    !text.includes("{") &&
    JSON.stringify(JSON.parse(decodeURIComponent(text))) === JSON.stringify(value),
});

async function keeper({ iam }: Account) {
  const role = {
    RoleName: "keeper",
    Path: "/lights/",
    AssumeRolePolicyDocument: JSON.stringify(TRUST),
  };
  const made = await iam.createRole(role);
  const policy = await iam.createPolicy({
    PolicyName: "see-cargo",
    PolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }],
    }),
  });
  return { iam, role, made, policy, policyArn: policy.Policy?.Arn ?? "" };
}
type Given = Awaited<ReturnType<typeof keeper>> & { account: Account };

const MADE = {
  RoleName: "keeper",
  Path: "/lights/",
  RoleId: SOME,
  Arn: `arn:aws:iam::${ACCOUNT}:role/lights/keeper`,
  CreateDate: DATE,
  AssumeRolePolicyDocument: encoded(TRUST),
};
const TAGS = [{ Key: "watch", Value: "night" }];

const ofRoles: Rule<Given>[] = [
  {
    rule: "is answered with 200, its ARN with its path, and its document URI-encoded",
    when: async ({ made }) => made,
    gives: { http: 200, Role: MADE },
  },
  {
    rule: "has the path / where none was given",
    when: ({ iam, role }) => iam.createRole({ ...role, RoleName: "mate", Path: undefined }),
    gives: {
      http: 200,
      Role: { ...MADE, RoleName: "mate", Path: "/", Arn: `arn:aws:iam::${ACCOUNT}:role/mate` },
    },
  },
  {
    rule: "keeps its document as it was written: lists stay lists",
    when: async ({ iam, role }) => {
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: ["sns.amazonaws.com"] }, Action: ["sts:AssumeRole"] },
        ],
      });
      const { $metadata, Role } = await iam.createRole({
        ...role,
        RoleName: "mate",
        AssumeRolePolicyDocument,
      });
      return { $metadata, document: JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) };
    },
    gives: {
      http: 200,
      document: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: ["sns.amazonaws.com"] }, Action: ["sts:AssumeRole"] },
        ],
      },
    },
  },
  {
    rule: "is read with the longest session and its last use, which is empty",
    when: ({ iam }) => iam.getRole({ RoleName: "keeper" }),
    gives: { http: 200, Role: { ...MADE, MaxSessionDuration: 3600, RoleLastUsed: {} } },
  },
  {
    rule: "is listed under its path, with the longest session and without its last use",
    when: ({ iam }) => iam.listRoles({ PathPrefix: "/lights/" }),
    gives: { http: 200, IsTruncated: false, Roles: [{ ...MADE, MaxSessionDuration: 3600 }] },
  },
  {
    rule: "is not listed under another path",
    when: ({ iam }) => iam.listRoles({ PathPrefix: "/shoals/" }),
    gives: { http: 200, IsTruncated: false, Roles: [] },
  },
  {
    rule: "with tags is answered with them",
    when: ({ iam, role }) => iam.createRole({ ...role, RoleName: "mate", Tags: TAGS }),
    gives: {
      http: 200,
      Role: { ...MADE, RoleName: "mate", Arn: `arn:aws:iam::${ACCOUNT}:role/lights/mate`, Tags: TAGS },
    },
  },
  {
    rule: "with tags is read with them",
    when: async ({ iam, role }) => {
      await iam.createRole({ ...role, RoleName: "mate", Tags: TAGS });
      const { $metadata, Role } = await iam.getRole({ RoleName: "mate" });
      return { $metadata, Tags: Role?.Tags };
    },
    gives: { http: 200, Tags: TAGS },
  },
  {
    rule: "with tags is listed without them",
    when: async ({ iam, role }) => {
      await iam.createRole({ ...role, RoleName: "mate", Path: "/decks/", Tags: TAGS });
      return iam.listRoles({ PathPrefix: "/decks/" });
    },
    gives: {
      http: 200,
      IsTruncated: false,
      Roles: [
        {
          ...MADE,
          RoleName: "mate",
          Path: "/decks/",
          Arn: `arn:aws:iam::${ACCOUNT}:role/decks/mate`,
          MaxSessionDuration: 3600,
        },
      ],
    },
  },
  {
    rule: "takes a new document without a word",
    when: ({ iam }) =>
      iam.updateAssumeRolePolicy({
        RoleName: "keeper",
        PolicyDocument: JSON.stringify(trusting("events.amazonaws.com")),
      }),
    gives: { http: 200 },
  },
  {
    rule: "has the new document afterwards",
    when: async ({ iam }) => {
      const PolicyDocument = JSON.stringify(trusting("events.amazonaws.com"));
      await iam.updateAssumeRolePolicy({ RoleName: "keeper", PolicyDocument });
      const { $metadata, Role } = await iam.getRole({ RoleName: "keeper" });
      return { $metadata, document: Role?.AssumeRolePolicyDocument };
    },
    gives: { http: 200, document: encoded(trusting("events.amazonaws.com")) },
  },
  {
    rule: "is deleted without a word",
    when: ({ iam }) => iam.deleteRole({ RoleName: "keeper" }),
    gives: { http: 200 },
  },
  {
    rule: "needs a document that is JSON",
    when: ({ iam, role }) =>
      iam.createRole({
        ...role,
        RoleName: "mate",
        AssumeRolePolicyDocument: '{ "Version": "2012-10-17", "Statement": [], }',
      }),
    gives: "MalformedPolicyDocumentException 400: This policy contains invalid Json",
  },
  {
    rule: "is not made twice",
    when: async ({ iam, role }) =>
      iam.createRole(role).catch((error: { name: string; $metadata: object }) => ({
        $metadata: error.$metadata,
        name: error.name,
      })),
    gives: { http: 409, name: "EntityAlreadyExistsException" },
  },
  {
    rule: "keeps percent signs in its documents as they were",
    when: async ({ iam, role }) => {
      const Resource = "arn:aws:apigateway:eu-west-2::/tags/arn%3Aaws%3Aapigateway%2Fharbour";
      const Statement = [{ Effect: "Deny", Action: ["apigateway:GET"], Resource: [Resource] }];
      await iam.putRolePolicy({
        RoleName: role.RoleName,
        PolicyName: "no-tags",
        PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
      });
      return iam.getRolePolicy({ RoleName: role.RoleName, PolicyName: "no-tags" });
    },
    gives: {
      http: 200,
      RoleName: "keeper",
      PolicyName: "no-tags",
      PolicyDocument: encoded({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Deny",
            Action: ["apigateway:GET"],
            Resource: ["arn:aws:apigateway:eu-west-2::/tags/arn%3Aaws%3Aapigateway%2Fharbour"],
          },
        ],
      }),
    },
  },
];

const ofPolicies: Rule<Given>[] = [
  {
    rule: "is answered with 200, unattached, in its first version",
    when: async ({ policy }) => policy,
    gives: {
      http: 200,
      Policy: {
        PolicyName: "see-cargo",
        PolicyId: SOME,
        Arn: `arn:aws:iam::${ACCOUNT}:policy/see-cargo`,
        Path: "/",
        DefaultVersionId: "v1",
        AttachmentCount: 0,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
        CreateDate: DATE,
        UpdateDate: DATE,
      },
    },
  },
  {
    rule: "is attached to a role without a word",
    when: ({ iam, policyArn }) => iam.attachRolePolicy({ RoleName: "keeper", PolicyArn: policyArn }),
    gives: { http: 200 },
  },
  ...["see-cargo", "a-text-that-is-long-enough-for-one"].map((PolicyArn) => ({
    rule: `is attached by its ARN, not by a text like ${PolicyArn}`,
    when: ({ iam }: Given) => iam.attachRolePolicy({ RoleName: "keeper", PolicyArn }),
    gives: "ValidationError 400: Invalid ARN:  Could not be parsed!",
  })),
  {
    rule: "must be there to be attached",
    when: ({ iam, policyArn }) => iam.attachRolePolicy({ RoleName: "keeper", PolicyArn: `${policyArn}-too` }),
    gives: `NoSuchEntityException 404: Policy arn:aws:iam::${ACCOUNT}:policy/see-cargo-too does not exist or is not attachable.`,
  },
  {
    rule: "must be there to be deleted",
    when: ({ iam, policyArn }) => iam.deletePolicy({ PolicyArn: `${policyArn}-too` }),
    gives: `NoSuchEntityException 404: Policy arn:aws:iam::${ACCOUNT}:policy/see-cargo-too was not found.`,
  },
];

describe("a role", () => rules(keeper, ofRoles));
describe("a policy", () => rules(keeper, ofPolicies));
