import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Account, DATE, outcome, patch, type Rule, rules, SOME } from "./account.ts";

async function deployable(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { gateway } = account;
  await account.mock(restApiId, rootId, "PUT");
  const made = await gateway.createDeployment({ restApiId, description: "spring tide" });
  const at = { restApiId, deploymentId: made.id ?? "" };
  const stage = (stageName: string, deploymentId = at.deploymentId) =>
    gateway.createStage({ restApiId, stageName, deploymentId });
  return { gateway, restApiId, made, at, stage };
}
type Given = Awaited<ReturnType<typeof deployable>> & { account: Account };

const STAGE = {
  stageName: "quay",
  deploymentId: SOME,
  cacheClusterEnabled: false,
  cacheClusterStatus: "NOT_AVAILABLE",
  methodSettings: {},
  tracingEnabled: false,
  createdDate: DATE,
  lastUpdatedDate: DATE,
};
const IN_USE = "BadRequestException 400: Active stages pointing to this deployment must be moved or deleted";

const rows: Rule<Given>[] = [
  {
    rule: "is answered with 201, its id, its date and its description",
    when: async ({ made }) => made,
    gives: { http: 201, id: SOME, createdDate: DATE, description: "spring tide" },
  },
  {
    rule: "without a description has none",
    when: async ({ gateway, restApiId }) => {
      const { id } = await gateway.createDeployment({ restApiId });
      return gateway.getDeployment({ restApiId, deploymentId: id });
    },
    gives: { http: 200, id: SOME, createdDate: DATE },
  },
  {
    rule: "takes a new description",
    when: ({ gateway, at }) =>
      gateway.updateDeployment({ ...at, patchOperations: [patch("replace", "/description", "neap tide")] }),
    gives: { http: 200, id: SOME, createdDate: DATE, description: "neap tide" },
  },
  {
    rule: "is listed",
    when: ({ gateway, restApiId }) => gateway.getDeployments({ restApiId }),
    gives: { http: 200, items: [{ id: SOME, createdDate: DATE, description: "spring tide" }] },
  },
  {
    rule: "with a stage's name makes the stage, with its defaults",
    when: async ({ gateway, restApiId }) => {
      await gateway.createDeployment({ restApiId, stageName: "quay" });
      return gateway.getStages({ restApiId });
    },
    gives: { http: 200, item: [STAGE] },
  },
  {
    rule: "that a stage points to cannot be deleted",
    when: async ({ gateway, at, stage }) => {
      await stage("quay");
      return gateway.deleteDeployment(at);
    },
    gives: IN_USE,
  },
  {
    rule: "whose stage was made with it cannot be deleted",
    when: async ({ gateway, restApiId }) => {
      const { id } = await gateway.createDeployment({ restApiId, stageName: "quay" });
      return gateway.deleteDeployment({ restApiId, deploymentId: id });
    },
    gives: IN_USE,
  },
  {
    rule: "is free when its stage is deleted",
    when: async ({ gateway, at, stage, restApiId }) => {
      await stage("quay");
      await gateway.deleteStage({ restApiId, stageName: "quay" });
      await gateway.deleteDeployment(at);
      return gateway.getDeployments({ restApiId });
    },
    gives: { http: 200, items: [] },
  },
  {
    rule: "is free when its stage points to another",
    when: async ({ gateway, at, stage, restApiId }) => {
      await stage("quay");
      const { id } = await gateway.createDeployment({ restApiId });
      await gateway.updateStage({
        restApiId,
        stageName: "quay",
        patchOperations: [patch("replace", "/deploymentId", id)],
      });
      await gateway.deleteDeployment(at);
      return gateway.getDeployments({ restApiId });
    },
    gives: { http: 200, items: [{ id: SOME, createdDate: DATE }] },
  },
];

describe("a deployment", () => rules(deployable, rows));

test("stages are listed all, or those of one deployment, whichever there are", async () => {
  const account = new Account();
  const { gateway, restApiId, stage } = await deployable(account);
  const deployments: string[] = [];
  for (const description of ["flood", "ebb", "slack"])
    deployments.push((await gateway.createDeployment({ restApiId, description })).id ?? "");
  const choices = fc.array(fc.nat(2), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(choices, async (chosen) => {
      for (const [index, choice] of chosen.entries()) await stage(`berth${index}`, deployments[choice]);
      const named = async (deploymentId?: string) =>
        ((await gateway.getStages({ restApiId, deploymentId })).item ?? [])
          .map(({ stageName = "" }) => stageName)
          .sort();
      for (const [number, deploymentId] of deployments.entries())
        expect(await named(deploymentId)).toEqual(
          chosen.flatMap((choice, index) => (choice === number ? `berth${index}` : [])),
        );
      expect(await named()).toEqual(chosen.map((_, index) => `berth${index}`));
      for (const index of chosen.keys()) await gateway.deleteStage({ restApiId, stageName: `berth${index}` });
    }),
    { numRuns: 8 },
  );
  account.close();
});

test("making, staging and deleting goes round as often as one likes", async () => {
  const account = new Account();
  const { gateway, restApiId, at } = await deployable(account);
  await gateway.deleteDeployment(at);
  for (let round = 0; round < 3; round += 1) {
    const { id } = await gateway.createDeployment({ restApiId, stageName: "quay" });
    expect(await outcome(gateway.deleteDeployment({ restApiId, deploymentId: id }))).toBe(IN_USE);
    expect(await outcome(gateway.getStages({ restApiId }))).toEqual({
      http: 200,
      item: [{ ...STAGE, deploymentId: id }],
    });
    await gateway.deleteStage({ restApiId, stageName: "quay" });
    expect(await outcome(gateway.deleteDeployment({ restApiId, deploymentId: id }))).toEqual({ http: 202 });
  }
  account.close();
});
