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
  account: Account,
  at: Address,
  method: MethodDocument,
): Promise<Company> {
  const own = methodKey(at);
  const others = ifAllowed(observeMethods(account.aws, at.restApiId)).then((found) =>
    found
      ?.flatMap(({ path, methods }) =>
        [...methods].map(([httpMethod, one]) => ({
          at: { restApiId: at.restApiId, path, httpMethod },
          method: one,
        })),
      )
      .filter((one) => methodKey(one.at) !== own),
  );
  const [only] = await observeCompanies(account, at.restApiId, [{ at, method }], others);
  return (only as { readonly company: Company }).company;
}

/** The same of methods that go together, told the API's others; each function's policy and the stages are read once. */
export async function observeCompanies(
  { aws, reading }: Account,
  restApiId: string,
  going: readonly { readonly at: Address; readonly method: MethodDocument }[],
  others: Company["others"] | Promise<Company["others"]>,
): Promise<readonly { readonly at: Address; readonly method: MethodDocument; readonly company: Company }[]> {
  const policies = new Map<string, ReturnType<typeof readPolicy>>();
  for (const { method } of going) {
    const arn = invokedByPolicy(method);
    if (arn === undefined || policies.has(arn)) continue;
    const parsed = parseFunctionName(arn);
    policies.set(arn, readPolicy(aws, functionInput(arn), "fault" in parsed ? undefined : parsed.region));
  }
  const [methods, stages] = await Promise.all([
    others,
    ifAllowed(reading.stages(restApiId)),
    ...policies.values(),
  ]);
  return Promise.all(
    going.map(async ({ at, method }) => {
      const functionArn = invokedByPolicy(method);
      const policy = functionArn === undefined ? undefined : await policies.get(functionArn);
      return {
        at,
        method,
        company: {
          functionArn,
          policy,
          others: methods,
          stages: stages?.map(({ name }) => name),
          things:
            functionArn !== undefined && policy !== "denied" ? permissionThings(functionArn, policy) : [],
        },
      };
    }),
  );
}

/** The function that a method invokes by the function's own policy. */
function invokedByPolicy({ integration }: MethodDocument): string | undefined {
  const arn = functionArnOf(integration?.uri ?? "");
  return arn !== undefined && integration?.credentials === undefined && !usesStageVariables(arn)
    ? arn
    : undefined;
}
