import { describe, expect, test } from "vitest";
import { entriesOf } from "../../src/settings/read.ts";
import { commands } from "../commands.ts";
import { tab } from "../completion/tab.ts";

const LOOKS = ["list-apis", "list-methods", "show-method", "status"];

describe("TAB", () => {
  test.each(LOOKS)("%s is offered with each of its flags, and of each choice the values", async (name) => {
    expect(await tab(`apigw ${name.slice(0, -1)}`)).toContain(name);
    const command = commands.find((one) => one.name === name);
    const flags = await tab(`apigw ${name} --`);
    for (const [, setting] of entriesOf(command?.settings ?? {})) {
      expect(flags).toContain(`--${setting.flag}`);
      const { choices } = setting.value;
      if (choices)
        expect(await tab(`apigw ${name} --${setting.flag} `)).toEqual(choices.map(({ value }) => value));
    }
  });

  test.each([
    ["list-methods --api petstore --path ", ["/", "/pets", "/pets/{petId}"]],
    ["list-methods --api petstore --path /pets/", ["/pets/{petId}"]],
    ["list-methods --api petstore --not-live ", ["dev"]],
    ["list-methods --api petstore --function hel", ["hello"]],
    ["list-methods --api petstore --function hello:", ["hello:live"]],
    ["list-methods --role apigw-s", ["apigw-sample-role"]],
    ["list-methods --output t", ["tree", "table", "text"]],
    ["list-methods --authorization n", ["none"]],
    ["status --api petstore --stage ", ["dev"]],
    ["status --api pet", ["petstore"]],
    ["show-method --api petstore --resource /pets --method G", ["GET"]],
    ["schema sta", ["status"]],
  ])("apigw %s offers %j", async (line, offered) => {
    expect(await tab(`apigw ${line}`)).toEqual(offered);
  });
});
