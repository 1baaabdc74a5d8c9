import type { Address, MethodDocument } from "../gateway/document/method.ts";
import { type Key, methodKey, type Seen } from "../gateway/document/things.ts";
import { functionArnOf, functionInput, parseFunctionName, usesStageVariables } from "../gateway/names/uri.ts";
import type { Account } from "./account.ts";
import { ifAllowed, readPolicy } from "./allowed.ts";
import { observeMethods, permissionThings } from "./observe.ts";

/** What a method needs beside itself, and who else does. */
export interface Company {
  /** The function that it invokes by the function's policy. */
  readonly functionArn: string | undefined;
  readonly policy: string | undefined | "denied";
  /** The API's other methods; undefined where they could not be read. */
  readonly others: readonly { readonly at: Address; readonly method: MethodDocument }[] | undefined;
  /** The names of the API's stages, which may still serve the method as it was; undefined where they could not be read. */
  readonly stages: readonly string[] | undefined;
  /** The function's statements, as they are. */
  readonly things: readonly (readonly [Key, Seen])[];
}

/** Looks at what goes with a method: its function's policy, the API's stages, and the other methods. */
export async function observeCompany(
  { aws, reading }: Account,
  at: Address,
  method: MethodDocument,
): Promise<Company> {
  const arn = functionArnOf(method.integration?.uri ?? "");
  const byPolicy =
    arn !== undefined && method.integration?.credentials === undefined && !usesStageVariables(arn);
  const parsed = arn === undefined ? undefined : parseFunctionName(arn);
  const region = parsed && !("fault" in parsed) ? parsed.region : undefined;
  const [policy, methods, stages] = await Promise.all([
    byPolicy ? readPolicy(aws, functionInput(arn), region) : undefined,
    ifAllowed(observeMethods(aws, at.restApiId)),
    ifAllowed(reading.stages(at.restApiId)),
  ]);
  const own = methodKey(at);
  return {
    functionArn: byPolicy ? arn : undefined,
    policy,
    others: methods
      ?.flatMap(({ path, methods }) =>
        [...methods].map(([httpMethod, method]) => ({
          at: { restApiId: at.restApiId, path, httpMethod },
          method,
        })),
      )
      .filter((one) => methodKey(one.at) !== own),
    stages: stages?.map(({ name }) => name),
    things: byPolicy && policy !== "denied" ? permissionThings(arn, policy) : [],
  };
}
