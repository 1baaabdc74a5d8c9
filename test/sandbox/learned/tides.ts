import type { Account, patch } from "./account.ts";

/** /tides with a plain method, and a way to patch it. */
export async function methodOnTides(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { id: tides = "" } = await account.gateway.createResource({
    restApiId,
    parentId: rootId,
    pathPart: "tides",
  });
  const { gateway } = account;
  const at = { restApiId, resourceId: tides, httpMethod: "PATCH" };
  const update = (...patchOperations: ReturnType<typeof patch>[]) =>
    gateway.updateMethod({ ...at, patchOperations });
  await gateway.putMethod({ ...at, authorizationType: "NONE" });
  return { gateway, restApiId, rootId, tides, at, update };
}

export type Tides = Awaited<ReturnType<typeof methodOnTides>> & { account: Account };

export const PLAIN = { httpMethod: "PATCH", authorizationType: "NONE", apiKeyRequired: false };
export const NO_METHOD = "NotFoundException 404: Invalid Method identifier specified";
