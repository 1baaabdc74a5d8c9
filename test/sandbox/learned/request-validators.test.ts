import { describe } from "vitest";
import { ACCOUNT, type Account, patch, type Rule, rules, SOME } from "./account.ts";

const NO_API = `NotFoundException 404: Invalid API identifier specified ${ACCOUNT}:nowhere1`;

describe("a request validator", () => {
  async function validator(account: Account) {
    const { restApiId } = await account.api();
    const { gateway } = account;
    const made = await gateway.createRequestValidator({ restApiId, name: "customs" });
    const at = { restApiId, requestValidatorId: made.id ?? "" };
    const update = (op: string, path: string, value?: string) =>
      gateway.updateRequestValidator({ ...at, patchOperations: [patch(op, path, value)] });
    return { gateway, at, update, made };
  }
  type Given = Awaited<ReturnType<typeof validator>> & { account: Account };
  const NEW = { id: SOME, name: "customs", validateRequestBody: false, validateRequestParameters: false };
  const NOT_THERE = "NotFoundException 404: Invalid Request Validator identifier specified";
  const rows: Rule<Given>[] = [
    {
      rule: "validates nothing where nothing is said, and is answered with 201",
      when: async ({ made }) => made,
      gives: { http: 201, ...NEW },
    },
    {
      rule: "validates what is said",
      when: ({ gateway, at: { restApiId } }) =>
        gateway.createRequestValidator({ restApiId, name: "toll", validateRequestParameters: true }),
      gives: { http: 201, ...NEW, name: "toll", validateRequestParameters: true },
    },
    {
      rule: "is read as it was made",
      when: ({ gateway, at }) => gateway.getRequestValidator(at),
      gives: { http: 200, ...NEW },
    },
    {
      rule: "is listed",
      when: ({ gateway, at }) => gateway.getRequestValidators(at),
      gives: { http: 200, items: [NEW] },
    },
    {
      rule: "takes a flag",
      when: ({ update }) => update("replace", "/validateRequestParameters", "true"),
      gives: { http: 200, ...NEW, validateRequestParameters: true },
    },
    {
      rule: "takes a flag back where it is replaced without a value",
      when: async ({ update }) => {
        await update("replace", "/validateRequestParameters", "true");
        return update("replace", "/validateRequestParameters");
      },
      gives: { http: 200, ...NEW },
    },
    ...["add", "remove"].map((op) => ({
      rule: `has flags that ${op} does not change`,
      when: ({ update }: Given) => update(op, "/validateRequestParameters", "true"),
      gives: `BadRequestException 400: Invalid patch path  '/validateRequestParameters' specified for op '${op}'. Please choose supported operations`,
    })),
    {
      rule: "has no other paths",
      when: ({ update }) => update("replace", "/strict", "true"),
      gives:
        "BadRequestException 400: Invalid patch path  '/strict' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
    },
    {
      rule: "keeps a name",
      when: ({ update }) => update("replace", "/name"),
      gives: "BadRequestException 400: Request Validator name cannot be blank",
    },
    {
      rule: "is deleted with 202 and nothing",
      when: ({ gateway, at }) => gateway.deleteRequestValidator(at),
      gives: { http: 202 },
    },
    {
      rule: "is not there when deleted",
      when: async ({ gateway, at }) => {
        await gateway.deleteRequestValidator(at);
        return gateway.getRequestValidator(at);
      },
      gives: NOT_THERE,
    },
    {
      rule: "is not listed when deleted: the list is there, and empty",
      when: async ({ gateway, at }) => {
        await gateway.deleteRequestValidator(at);
        return gateway.getRequestValidators(at);
      },
      gives: { http: 200, items: [] },
    },
    {
      rule: "of an API that is not there is itself what is missed",
      when: ({ gateway, at }) => gateway.getRequestValidator({ ...at, restApiId: "nowhere1" }),
      gives: NOT_THERE,
    },
    {
      rule: "with another id is not there",
      when: ({ gateway, at }) => gateway.getRequestValidator({ ...at, requestValidatorId: "gone99" }),
      gives: NOT_THERE,
    },
    {
      rule: "is not listed of an API that is not there",
      when: ({ gateway }) => gateway.getRequestValidators({ restApiId: "nowhere1" }),
      gives: NO_API,
    },
    {
      rule: "is not made in an API that is not there: that is a bad request",
      when: ({ gateway }) =>
        gateway.createRequestValidator({ restApiId: "nowhere1", name: "toll", validateRequestBody: true }),
      gives: "BadRequestException 400: Invalid REST API identifier specified",
    },
  ];
  rules(validator, rows);
});
