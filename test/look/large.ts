import type { APIGateway } from "@aws-sdk/client-api-gateway";
import { largeDocument } from "../bench/large.mjs";

/** Makes an API `large` of so many resources with three methods each, and answers its id. */
export async function importLarge(gateway: APIGateway, resources: number): Promise<string> {
  const body = Buffer.from(JSON.stringify(largeDocument(resources)));
  return (await gateway.importRestApi({ body })).id ?? "";
}
