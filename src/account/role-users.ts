import type { Address, MethodDocument } from "../gateway/document/method.ts";
import type { Account } from "./account.ts";
import { ifAllowed } from "./allowed.ts";
import { observeMethods } from "./observe.ts";

/** The methods of the Region's APIs that call by a role, but for one; undefined where not all could be read. */
export async function methodsCallingBy(
  { aws, reading }: Account,
  credentials: string,
  but?: Address,
): Promise<
  readonly { readonly api: string; readonly at: Address; readonly method: MethodDocument }[] | undefined
> {
  const apis = await ifAllowed(reading.apis());
  const found = [];
  // One API after the other: all at once would meet AWS's limit of calls a second.
  for (const { id, name } of apis ?? []) {
    const resources = await ifAllowed(observeMethods(aws, id));
    if (!resources) return undefined;
    for (const { path, methods } of resources)
      for (const [httpMethod, method] of methods) {
        const itself = id === but?.restApiId && path === but.path && httpMethod === but.httpMethod;
        if (!itself && method.integration?.credentials === credentials)
          found.push({ api: name, at: { restApiId: id, path, httpMethod }, method });
      }
  }
  return apis && found;
}
