import type { AddPermissionCommandInput } from "@aws-sdk/client-lambda";
import { ACCOUNT, type Account, json, REGION } from "./account.ts";

export const HORN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:foghorn`;
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:fog`;
export const FOG = {
  FunctionName: "foghorn",
  StatementId: "on-fog",
  Action: "lambda:InvokeFunction",
  Principal: "sns.amazonaws.com",
  SourceArn: TOPIC,
};
export const statement = (
  Sid: string,
  Principal: unknown,
  Condition?: object,
  Action = "lambda:InvokeFunction",
  Resource = HORN,
) => ({
  Sid,
  Effect: "Allow",
  Principal,
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
export const BY_FOG = statement(
  "on-fog",
  { Service: "sns.amazonaws.com" },
  { ArnLike: { "AWS:SourceArn": TOPIC } },
);
export const at = (qualifier: string) => ({ ...BY_FOG, Resource: `${HORN}:${qualifier}` });
export const policy = (...Statement: object[]) => json({ Version: "2012-10-17", Id: "default", Statement });

export async function foghorn(account: Account) {
  await account.function("foghorn");
  const { lambda } = account;
  const add = (input: Partial<AddPermissionCommandInput> = {}) => lambda.addPermission({ ...FOG, ...input });
  const get = (FunctionName = "foghorn", Qualifier?: string) => lambda.getPolicy({ FunctionName, Qualifier });
  const remove = (StatementId: string, FunctionName = "foghorn", Qualifier?: string) =>
    lambda.removePermission({ FunctionName, StatementId, Qualifier });
  /** The same permission on the function, its version 1 and an alias of that. */
  const everywhere = async () => {
    await lambda.publishVersion({ FunctionName: "foghorn" });
    await lambda.createAlias({ FunctionName: "foghorn", Name: "night", FunctionVersion: "1" });
    await add();
    await add({ Qualifier: "1" });
    await add({ FunctionName: "foghorn:night", Qualifier: "night" });
  };
  return { lambda, add, get, remove, everywhere };
}
export type Given = Awaited<ReturnType<typeof foghorn>> & { account: Account };
