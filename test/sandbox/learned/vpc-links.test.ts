import { describe } from "vitest";
import { ACCOUNT, type Account, patch, REGION, rules, SOME } from "./account.ts";

const BALANCER = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/net/lock/fedcba9876543210`;

async function link({ gateway }: Account) {
  const made = await gateway.createVpcLink({ name: "canal", targetArns: [BALANCER] });
  return { gateway, made, vpcLinkId: made.id ?? "" };
}

const READY = {
  id: SOME,
  name: "canal",
  targetArns: [BALANCER],
  status: "AVAILABLE",
  statusMessage: "Your vpc link is ready for use",
};
const NOT_THERE = "NotFoundException 404: Invalid Vpc Link identifier specified";

describe("a VPC link", () =>
  rules(link, [
    {
      rule: "is accepted with 202, pending, without a message and without tags",
      when: async ({ made }) => made,
      gives: { http: 202, id: SOME, name: "canal", targetArns: [BALANCER], status: "PENDING" },
    },
    {
      rule: "is soon there, with a message and with tags, which are empty",
      when: ({ gateway, vpcLinkId }) => gateway.getVpcLink({ vpcLinkId }),
      gives: { http: 200, ...READY, tags: {} },
    },
    {
      rule: "is listed without tags",
      when: ({ gateway }) => gateway.getVpcLinks({}),
      gives: { http: 200, items: [READY] },
    },
    {
      rule: "takes a new name",
      when: ({ gateway, vpcLinkId }) =>
        gateway.updateVpcLink({ vpcLinkId, patchOperations: [patch("replace", "/name", "sluice")] }),
      gives: { http: 200, ...READY, name: "sluice", tags: {} },
    },
    {
      rule: "is deleted with 202 and nothing",
      when: ({ gateway, vpcLinkId }) => gateway.deleteVpcLink({ vpcLinkId }),
      gives: { http: 202 },
    },
    {
      rule: "that is not there cannot be read",
      when: ({ gateway }) => gateway.getVpcLink({ vpcLinkId: "drained" }),
      gives: NOT_THERE,
    },
    {
      rule: "that is not there cannot be deleted",
      when: ({ gateway }) => gateway.deleteVpcLink({ vpcLinkId: "drained" }),
      gives: NOT_THERE,
    },
  ]));
