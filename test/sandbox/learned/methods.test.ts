import { describe, expect } from "vitest";
import { type Account, patch, type Rule, rules } from "./account.ts";
import { methodOnTides, NO_METHOD, PLAIN, type Tides } from "./tides.ts";

const lives: Rule<Tides>[] = [
  {
    rule: "putting a method answers 201 with what was put and an API key that is not required",
    when: ({ gateway, at }) => gateway.putMethod({ ...at, httpMethod: "HEAD", authorizationType: "NONE" }),
    gives: { http: 201, ...PLAIN, httpMethod: "HEAD" },
  },
  {
    rule: "a method is read as it was put",
    when: ({ gateway, at }) => gateway.getMethod(at),
    gives: { http: 200, ...PLAIN },
  },
  {
    rule: "an authorization type in small letters comes back in capitals",
    when: ({ gateway, at }) => gateway.putMethod({ ...at, httpMethod: "DELETE", authorizationType: "none" }),
    gives: { http: 201, ...PLAIN, httpMethod: "DELETE" },
  },
  {
    rule: "deleting a method answers 204 with nothing",
    when: ({ gateway, at }) => gateway.deleteMethod(at),
    gives: { http: 204 },
  },
  {
    rule: "a deleted method cannot be read",
    when: async ({ gateway, at }) => {
      await gateway.deleteMethod(at);
      return gateway.getMethod(at);
    },
    gives: NO_METHOD,
  },
  {
    rule: "a deleted method cannot be deleted again",
    when: async ({ gateway, at }) => {
      await gateway.deleteMethod(at);
      return gateway.deleteMethod(at);
    },
    gives: NO_METHOD,
  },
  {
    rule: "a parameter that is no mapping expression is refused, and the text is shown",
    when: ({ gateway, at }) =>
      gateway.putMethod({
        ...at,
        httpMethod: "HEAD",
        authorizationType: "NONE",
        requestParameters: { "method.request.header.x-moon": false, moonrise: true },
      }),
    gives:
      "BadRequestException 400: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: moonrise]",
  },
  {
    rule: "parameters are answered with whether they are required",
    when: ({ gateway, at }) =>
      gateway.putMethod({
        ...at,
        httpMethod: "HEAD",
        authorizationType: "NONE",
        requestParameters: { "method.request.header.x-moon": false, "method.request.path.berth": true },
      }),
    gives: {
      http: 201,
      ...PLAIN,
      httpMethod: "HEAD",
      requestParameters: { "method.request.header.x-moon": false, "method.request.path.berth": true },
    },
  },
];

describe("a method", () => rules(methodOnTides, lives));
describe("a model that a method uses", () => {
  const used = async (account: Account) => {
    const given = await methodOnTides(account);
    const { gateway, restApiId, rootId, at } = given;
    for (const name of ["Ebb", "Spring"])
      await gateway.createModel({ restApiId, name, contentType: "text/csv", schema: `{"title":"${name}"}` });
    await gateway.deleteMethod(at);
    for (const resourceId of [rootId, at.resourceId])
      await gateway.putMethod({
        ...at,
        resourceId,
        authorizationType: "NONE",
        requestModels: { "text/csv": "Ebb" },
      });
    return given;
  };
  const remove = ({ gateway, restApiId }: Tides, modelName = "Ebb") =>
    gateway.deleteModel({ restApiId, modelName });
  const inUse = (name: string, where: string) =>
    `ConflictException 409: Cannot delete model '${name}', is referenced in method request: ${where}`;
  rules(used, [
    {
      rule: "cannot be deleted: the message joins the path and the method by a slash",
      when: async (given) => {
        await given.gateway.deleteMethod({ ...given.at, resourceId: given.rootId });
        return remove(given);
      },
      gives: inUse("Ebb", "/tides/PATCH"),
    },
    {
      rule: "cannot be deleted: on the root there are two slashes",
      when: async (given) => {
        await given.update(patch("remove", "/requestModels/text~1csv", "Ebb"));
        return remove(given);
      },
      gives: inUse("Ebb", "//PATCH"),
    },
    {
      rule: "is free when the methods use another, which is then in use",
      when: async (given) => {
        await given.gateway.deleteMethod({ ...given.at, resourceId: given.rootId });
        await given.update(patch("replace", "/requestModels/text~1csv", "Spring"));
        expect((await remove(given)).$metadata.httpStatusCode).toBe(202);
        return remove(given, "Spring");
      },
      gives: inUse("Spring", "/tides/PATCH"),
    },
    {
      rule: "is free when the last method that used it is gone",
      when: async (given) => {
        await given.update(patch("remove", "/requestModels/text~1csv"));
        await given.gateway.deleteMethod({ ...given.at, resourceId: given.rootId });
        return remove(given);
      },
      gives: { http: 202 },
    },
  ]);
});
