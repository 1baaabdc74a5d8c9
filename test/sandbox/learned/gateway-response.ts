import type { GatewayResponseType, PutGatewayResponseCommandInput } from "@aws-sdk/client-api-gateway";
import type { Account, patch } from "./account.ts";

/** An API without gateway responses of its own. */
export async function bare(account: Account) {
  const { restApiId } = await account.api();
  const { gateway } = account;
  const put = (responseType: GatewayResponseType, input: Partial<PutGatewayResponseCommandInput> = {}) =>
    gateway.putGatewayResponse({ restApiId, responseType, ...input });
  const get = (responseType: GatewayResponseType) => gateway.getGatewayResponse({ restApiId, responseType });
  const update = (responseType: GatewayResponseType, ...patchOperations: ReturnType<typeof patch>[]) =>
    gateway.updateGatewayResponse({ restApiId, responseType, patchOperations });
  return { gateway, restApiId, put, get, update };
}

export type Given = Awaited<ReturnType<typeof bare>> & { account: Account };

export const TEMPLATES = { "application/json": '{"message":$context.error.messageString}' };
export const PLAIN = { defaultResponse: true, responseParameters: {}, responseTemplates: TEMPLATES };
export const OWN = { ...PLAIN, defaultResponse: false };
export const FOG = { "gatewayresponse.header.x-fog": "'thick'" };
