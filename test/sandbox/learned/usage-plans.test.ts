import { describe, expect } from "vitest";
import { type Account, patch, rules } from "./account.ts";

// As public reports have it: aws-sdk-js#3841, boto3#2629 and #825, aws-sdk#354.

const REMOVABLE =
  "Must be one of: [/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]";

async function plan(account: Account) {
  const { gateway } = account;
  const { restApiId, rootId } = await account.api();
  const at = { restApiId, resourceId: rootId, httpMethod: "GET" };
  await gateway.putMethod({ ...at, authorizationType: "NONE" });
  await gateway.putIntegration({ ...at, type: "MOCK" });
  for (const stageName of ["ebb", "flood"]) await gateway.createDeployment({ restApiId, stageName });
  const apiStages = [{ apiId: restApiId, stage: "ebb" }];
  const { id } = await gateway.createUsagePlan({
    name: "tides",
    apiStages,
    quota: { limit: 9, period: "DAY" },
  });
  const update = (...patchOperations: ReturnType<typeof patch>[]) =>
    gateway.updateUsagePlan({ usagePlanId: id!, patchOperations });
  return { gateway, restApiId, id: id!, update };
}

describe("a usage plan", () => {
  rules(plan, [
    {
      rule: "is not deleted while it has stages, of which one is told",
      when: ({ gateway, id }) => gateway.deleteUsagePlan({ usagePlanId: id }),
      gives: expect.stringMatching(
        /^BadRequestException 400: Cannot delete Usage Plan \w+ because there are API Stages associated with it, including \w+:ebb$/,
      ),
    },
    {
      rule: "is deleted without",
      when: async ({ gateway, id, restApiId, update }) => {
        await update(patch("remove", "/apiStages", `${restApiId}:ebb`));
        return gateway.deleteUsagePlan({ usagePlanId: id });
      },
      gives: { http: 202 },
    },
    ...["/apiStages/reef:ebb", "/name", "/quota/limit", "/throttle/rateLimit"].map((path) => ({
      rule: `does not remove ${path}, and says what can be removed`,
      when: ({ update }: Awaited<ReturnType<typeof plan>>) => update(patch("remove", path)),
      gives: `BadRequestException 400: Invalid patch path  '${path}' specified for op 'remove'. ${REMOVABLE}`,
    })),
    {
      rule: "knows no other operation",
      when: ({ update }) => update(patch("move", "/name", "x")),
      gives:
        "BadRequestException 400: Invalid patch path  '/name' specified for op 'move'. Please choose supported operations",
    },
    {
      rule: "takes a stage up to its second colon",
      when: ({ update, restApiId }) => update(patch("add", "/apiStages", `${restApiId}:flood:slack`)),
      gives: expect.objectContaining({
        apiStages: [expect.objectContaining({ stage: "ebb" }), expect.objectContaining({ stage: "flood" })],
      }),
    },
    {
      rule: "has no stage that is not there",
      when: ({ update }) => update(patch("add", "/apiStages", '{"apiId": "reef", "stage": "dry"}')),
      gives: 'NotFoundException 404: API Stage not found: {"apiId": "reef", "stage"',
    },
    {
      rule: "is not made with half a stage: nobody fills in the words",
      when: ({ gateway, restApiId }) =>
        gateway.createUsagePlan({ name: "half", apiStages: [{ apiId: restApiId }] }),
      gives: "BadRequestException 400: Invalid API Stage {api: %s, stage: %s} specified for usageplan %s",
    },
  ]);
});
