import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent, shown } from "./sent.ts";

const METHOD = { authorizationType: "NONE", apiKeyRequired: false };
const EMPTY_200 = { statusCode: "200", responseModels: { "application/json": "Empty" } };

const onPets = (place: Place, rest: string) =>
  place.run(`apigw create-method --api petstore --resource /pets --method POST ${rest}`);

async function integrationOf(place: Place, rest: string) {
  const run = await onPets(place, rest);
  expect(run.stderr).not.toContain("is not");
  expect(run.exit).toBe(0);
  const all = (await sent(place, run)).filter(([operation]) => operation === "PutIntegration");
  expect(all).toHaveLength(1);
  return all[0]?.[2];
}

describe("a VPC link integration", () => {
  const links = async (place: Place) => {
    const { items = [] } = await place.account.gateway.getVpcLinks({});
    return items[0]?.id ?? "";
  };
  const TARGET =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/private-alb/0123456789abcdef";

  test("is HTTP with a connection, and is what the console writes", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      `--integration vpc-link --vpc-link ${await links(place)} --integration-method POST --endpoint http://pets.internal/pets`,
    );
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      ["PutMethod", "POST /pets", METHOD],
      ["PutMethodResponse", "POST /pets", EMPTY_200],
      [
        "PutIntegration",
        "POST /pets",
        {
          type: "HTTP",
          integrationHttpMethod: "POST",
          uri: "http://pets.internal/pets",
          connectionType: "VPC_LINK",
          connectionId: "<id of link backend>",
        },
      ],
      ["PutIntegrationResponse", "POST /pets", { statusCode: "200" }],
    ]);
    expect(
      shown(place, run.stdout).replace(/connectionId \w+/, "connectionId <id of link backend>"),
    ).toMatchInlineSnapshot(`
      "Created POST /pets of petstore, in us-east-1, account 123456789012, at <endpoint>:
        1.  PutMethod               POST /pets      – the resource does not have this method
            authorizationType NONE, apiKeyRequired false
        2.  PutMethodResponse       POST /pets 200  – callers may get 200
            responseModels {"application/json":"Empty"}
        3.  PutIntegration          POST /pets      – the method has no integration
            integrationHttpMethod POST, type HTTP, uri http://pets.internal/pets, connectionType VPC_LINK, connectionId <id of link backend>
        4.  PutIntegrationResponse  POST /pets 200  – what the backend answers becomes 200 by default
      "
    `);
  });

  test("--insecure-skip-verification, --content-handling, --timeout", async () => {
    const place = await freshPlace();
    const integration = await integrationOf(
      place,
      `--integration vpc-link --vpc-link ${await links(place)} --integration-method GET --endpoint https://pets.internal --insecure-skip-verification --content-handling text --timeout 1000`,
    );
    expect(integration).toMatchObject({
      tlsConfig: { insecureSkipVerification: true },
      contentHandling: "CONVERT_TO_TEXT",
      timeoutInMillis: 1000,
    });
  });

  test("a link V2 with its load balancer, as a proxy, streaming", async () => {
    const place = await freshPlace();
    const id = await v2Link(place);
    const integration = await integrationOf(
      place,
      `--integration vpc-link --proxy --vpc-link ${id} --integration-target ${TARGET} --integration-method ANY --endpoint https://pets.internal --response-transfer-mode stream`,
    );
    expect(integration).toEqual({
      type: "HTTP_PROXY",
      integrationHttpMethod: "ANY",
      uri: "https://pets.internal",
      connectionType: "VPC_LINK",
      connectionId: id,
      integrationTarget: TARGET,
      responseTransferMode: "STREAM",
    });
  });

  test("a link V2 without its load balancer is refused before anything is sent", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      `--integration vpc-link --vpc-link ${await v2Link(place)} --integration-method GET --endpoint https://pets.internal`,
    );
    expect(run).toMatchObject({ exit: 2, writes: [], stdout: "" });
    expect(run.stderr).toContain("--integration-target");
  });

  test("a link by name, of either kind", async () => {
    const place = await freshPlace();
    expect(
      await integrationOf(
        place,
        "--integration vpc-link --vpc-link backend --integration-method GET --endpoint http://pets.internal",
      ),
    ).toMatchObject({ connectionId: "<id of link backend>" });
    const run = await place.run(
      `apigw create-method --api petstore --resource /pets --method PUT --integration vpc-link --vpc-link private-alb --integration-target ${TARGET} --integration-method GET --endpoint http://pets.internal`,
    );
    expect(run.exit, run.stderr).toBe(0);
  });

  test("by a stage variable, which is not looked up", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      "--integration vpc-link --vpc-link '${stageVariables.link}' --integration-method GET --endpoint http://pets.internal",
    );
    expect(run.exit).toBe(0);
    expect((await sent(place, run))[2]?.[2]).toMatchObject({ connectionId: "${stageVariables.link}" });
    expect(run.calls.map(({ operation }) => operation)).not.toContain("GetVpcLinks");
  });

  /** The sample's link V2, by the prompt's own list: the test has no client for that service. */
  async function v2Link(place: Place): Promise<string> {
    const run = await onPets(
      place,
      "--integration vpc-link --vpc-link nothere1 --integration-method GET --endpoint http://pets.internal",
    );
    return /([a-z0-9]+) \(private-alb\)/.exec(run.stderr)?.[1] ?? "";
  }
});
