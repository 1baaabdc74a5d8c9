import * as gateway from "@aws-sdk/client-api-gateway";
import * as gatewayV2 from "@aws-sdk/client-apigatewayv2";
import * as lambda from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { protocolOf } from "../../src/sandbox/services/catalog.ts";
import { notBuilt } from "../../src/sandbox/services/not-built.ts";

const clients = { apigateway: gateway, apigatewayv2: gatewayV2, lambda } as const;

/** `Name VERB /path` of all that a service's client can send. */
function operationsOf(client: object): [string, string, string][] {
  const found: [string, string, string][] = [];
  for (const value of Object.values(client) as unknown[]) {
    if (!Array.isArray(value) || value[0] !== 9) continue;
    const { http } = value[3] as { http?: [string, string] };
    if (http) found.push([String(value[2]), http[0], http[1]]);
  }
  return found.sort();
}

test.each(Object.entries(clients))(
  "each operation of %s is answered, or named as missing",
  async (service, client) => {
    const protocol = await protocolOf(service as keyof typeof clients);
    const missing = operationsOf(client).filter(([, verb, uri]) => {
      const [path = "", query = ""] = uri.split("?");
      const asked = Object.fromEntries(new URLSearchParams(query));
      const concrete = path.replace(/\{[^{}]+\}/g, "x");
      const call = protocol.find({
        method: verb,
        path: concrete,
        query: asked,
        headers: {},
        body: new Uint8Array(),
      });
      return call === undefined;
    });
    expect(notBuilt(service)).toEqual(missing);
  },
);
