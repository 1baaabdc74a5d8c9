import type { CreateRestApiCommandInput } from "@aws-sdk/client-api-gateway";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACCOUNT, Account, DATE, outcome, patch, type Rule, rules, SOME } from "./account.ts";

async function oneApi(account: Account) {
  const { restApiId } = await account.api({ description: "for ships" });
  const { gateway } = account;
  const create = (
    endpointConfiguration: { types?: readonly string[]; ipAddressType?: string } | undefined,
    more: Partial<CreateRestApiCommandInput> = {},
  ) =>
    gateway.createRestApi({ name: "harbour", endpointConfiguration, ...more } as CreateRestApiCommandInput);
  const update = (...patchOperations: ReturnType<typeof patch>[]) =>
    gateway.updateRestApi({ restApiId, patchOperations });
  return { gateway, restApiId, create, update };
}
type Given = Awaited<ReturnType<typeof oneApi>> & { account: Account };

const API = {
  id: SOME,
  rootResourceId: SOME,
  name: "harbour",
  createdDate: DATE,
  apiKeySource: "HEADER",
  disableExecuteApiEndpoint: false,
  endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
};
const DESCRIBED = { ...API, description: "for ships" };
const bad = (message: string) => `BadRequestException 400: ${message}`;
const TYPES = (value: string) =>
  `Value '[${value}]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]`;
const IP = (value: string) =>
  `Value '${value}' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]`;
const invalid = (...faults: string[]) =>
  `ValidationException 400: ${faults.length} validation error${faults.length === 1 ? "" : "s"} detected: ${faults.join("; ")}`;

const made: Rule<Given>[] = [
  ...(
    [
      ["without an endpoint", undefined, ["EDGE"], "ipv4"],
      ["at the edge", { types: ["EDGE"] }, ["EDGE"], "ipv4"],
      ["in a region", { types: ["REGIONAL"] }, ["REGIONAL"], "ipv4"],
      ["private", { types: ["PRIVATE"] }, ["PRIVATE"], "dualstack"],
      ["at the edge, both kinds", { types: ["EDGE"], ipAddressType: "dualstack" }, ["EDGE"], "dualstack"],
      ["in a region, one kind", { types: ["REGIONAL"], ipAddressType: "ipv4" }, ["REGIONAL"], "ipv4"],
    ] as const
  ).map(([what, asked, types, ipAddressType]) => ({
    rule: `${what}: ${types} with ${ipAddressType} addresses`,
    when: ({ create }: Given) => create(asked),
    gives: { http: 201, ...API, endpointConfiguration: { types: [...types], ipAddressType } },
  })),
  {
    rule: "with a description and binary types it is answered with them, and without tags",
    when: ({ create }) => create(undefined, { description: "of old", binaryMediaTypes: ["audio/ogg"] }),
    gives: { http: 201, ...API, description: "of old", binaryMediaTypes: ["audio/ogg"] },
  },
  {
    rule: "it is read with its tags, which are empty",
    when: ({ gateway, restApiId }) => gateway.getRestApi({ restApiId }),
    gives: { http: 200, ...DESCRIBED, tags: {} },
  },
  {
    rule: "it is listed without tags",
    when: ({ gateway }) => gateway.getRestApis({}),
    gives: { http: 200, items: [DESCRIBED] },
  },
  {
    rule: "deleting it answers 202 with nothing",
    when: ({ gateway, restApiId }) => gateway.deleteRestApi({ restApiId }),
    gives: { http: 202 },
  },
  {
    rule: "a deleted one is not listed, the others are",
    when: async ({ gateway, restApiId, create }) => {
      await create(undefined, { name: "lagoon" });
      await gateway.deleteRestApi({ restApiId });
      return gateway.getRestApis({});
    },
    gives: { http: 200, items: [{ ...API, name: "lagoon" }] },
  },
];

const refused: Rule<Given>[] = [
  ...(
    [
      [
        "no type",
        { types: [] },
        bad("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."),
      ],
      [
        "two types",
        { types: ["REGIONAL", "EDGE"] },
        bad("Cannot create an api with multiple Endpoint Types."),
      ],
      ["a type that there is not", { types: ["FLOATING"] }, invalid(TYPES("FLOATING"))],
      ["addresses that there are not", { types: ["EDGE"], ipAddressType: "morse" }, invalid(IP("morse"))],
      [
        "both that there are not: the type first",
        { ipAddressType: "morse", types: ["FLOATING"] },
        invalid(TYPES("FLOATING"), IP("morse")),
      ],
      [
        "a private one of one kind",
        { types: ["PRIVATE"], ipAddressType: "ipv4" },
        bad("Only dualstack ipAddressType is supported for Private APIs."),
      ],
      ["a private one, unknown kind", { types: ["PRIVATE"], ipAddressType: "morse" }, invalid(IP("morse"))],
    ] as const
  ).map(([what, asked, gives]) => ({
    rule: `with ${what}`,
    when: ({ create }: Given) => create(asked),
    gives,
  })),
  ...(["EDGE", "PRIVATE"] as const).map((type) => ({
    rule: `with an empty description, before anything else that is wrong with ${type}`,
    when: ({ create }: Given) =>
      create({ types: [type], ipAddressType: "ipv4" }, { description: "", minimumCompressionSize: -5 }),
    gives: bad("Description cannot be an empty string"),
  })),
  {
    rule: "with values that there are not, before an empty description",
    when: ({ create }) => create({ types: ["FLOATING"] }, { description: "", minimumCompressionSize: -5 }),
    gives: invalid(TYPES("FLOATING")),
  },
];

const ENDPOINT = "/endpointConfiguration/types/0";
const KIND = "/endpointConfiguration/ipAddressType";
const patched: Rule<Given>[] = [
  {
    rule: "adds binary types by their escaped names, without values",
    when: ({ update }) =>
      update(patch("add", "/binaryMediaTypes/audio~1ogg"), patch("add", "/binaryMediaTypes/font~1woff")),
    gives: { http: 200, ...DESCRIBED, binaryMediaTypes: ["audio/ogg", "font/woff"], tags: {} },
  },
  {
    rule: "moves a replaced binary type to the end",
    when: async ({ update }) => {
      await update(
        patch("add", "/binaryMediaTypes/audio~1ogg"),
        patch("add", "/binaryMediaTypes/font~1woff"),
      );
      return update(patch("replace", "/binaryMediaTypes/audio~1ogg", "audio/flac"));
    },
    gives: { http: 200, ...DESCRIBED, binaryMediaTypes: ["font/woff", "audio/flac"], tags: {} },
  },
  {
    rule: "removes a binary type and the description",
    when: async ({ update }) => {
      await update(
        patch("add", "/binaryMediaTypes/audio~1ogg"),
        patch("add", "/binaryMediaTypes/font~1woff"),
      );
      return update(patch("remove", "/binaryMediaTypes/font~1woff"), patch("remove", "/description"));
    },
    gives: { http: 200, ...API, binaryMediaTypes: ["audio/ogg"], tags: {} },
  },
  {
    rule: "takes a dash for a binary type, whatever the value",
    when: ({ update }) => update(patch("add", "/binaryMediaTypes/-", "audio/ogg")),
    gives: { http: 200, ...DESCRIBED, binaryMediaTypes: ["-"], tags: {} },
  },
  ...["add", "replace", "remove"].map((op) => ({
    rule: `does not ${op} all binary types`,
    when: ({ update }: Given) => update(patch(op, "/binaryMediaTypes", "audio/ogg")),
    gives: bad("Invalid patch path /binaryMediaTypes"),
  })),
  {
    rule: "of an API that is not there names the account and the id",
    when: ({ gateway }) =>
      gateway.updateRestApi({ restApiId: "nowhere1", patchOperations: [patch("replace", "/name", "bay")] }),
    gives: `NotFoundException 404: Invalid API identifier specified ${ACCOUNT}:nowhere1`,
  },
  {
    rule: "follows its operations in order; a private API has both kinds of addresses",
    when: ({ update }) =>
      update(...["REGIONAL", "EDGE", "PRIVATE"].map((type) => patch("replace", ENDPOINT, type))),
    gives: {
      http: 200,
      ...DESCRIBED,
      endpointConfiguration: { types: ["PRIVATE"], ipAddressType: "dualstack" },
      tags: {},
    },
  },
  {
    rule: "gives an API at the edge both kinds of addresses",
    when: ({ update }) => update(patch("replace", KIND, "dualstack")),
    gives: {
      http: 200,
      ...DESCRIBED,
      endpointConfiguration: { types: ["EDGE"], ipAddressType: "dualstack" },
      tags: {},
    },
  },
  {
    rule: "does not give a private API one kind",
    when: async ({ update }) => {
      await update(patch("replace", ENDPOINT, "PRIVATE"));
      return update(patch("replace", KIND, "ipv4"));
    },
    gives: bad("Only dualstack ipAddressType is supported for Private APIs."),
  },
  {
    rule: "knows two kinds of addresses",
    when: ({ update }) => update(patch("replace", KIND, "morse")),
    gives: bad("ipAddressType must be either ipv4 or dualstack."),
  },
  {
    rule: "knows three types of endpoints",
    when: ({ update }) => update(patch("replace", ENDPOINT, "FLOATING")),
    gives: bad("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE"),
  },
  {
    rule: "does not remove the kind of addresses",
    when: ({ update }) => update(patch("remove", KIND, "ipv4")),
    gives: bad("Invalid patch operation specified. Must be one of: [replace]"),
  },
  {
    rule: "does not remove the type of the endpoint, and words that in another way",
    when: ({ update }) => update(patch("remove", ENDPOINT, "REGIONAL")),
    gives: bad("Invalid patch operation specified. Must be 'add'|'remove'|'replace'"),
  },
];

describe("an API is made", () => rules(oneApi, made));
describe("an API is not made", () => rules(oneApi, refused));
describe("a patch of an API", () => {
  rules(oneApi, patched);

  test("names every operation that is none, whatever its path", async () => {
    const account = new Account();
    const { update } = await oneApi(account);
    const paths = fc.array(fc.constantFrom(ENDPOINT, KIND, "/binaryMediaTypes"), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(paths, async (chosen) => {
        const faults = chosen.map(
          (_, index) =>
            `Value 'hoist' at 'updateRestApiInput.patchOperations.${index + 1}.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]`,
        );
        expect(await outcome(update(...chosen.map((path) => patch("hoist", path, "EDGE"))))).toBe(
          invalid(...faults),
        );
      }),
      { numRuns: 15 },
    );
    account.close();
  });
});
