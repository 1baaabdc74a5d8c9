import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backend, isRefused, lambda, mock, vpc, type Wrong } from "./refusal.ts";
import { openPlace, type Place } from "./run.ts";

const at = (rest: string, verb = "POST") => `apigw create-method --method ${verb} --integration mock ${rest}`;
const edge = (rest: string) =>
  `apigw create-method --api edge --resource / --method GET --integration http --integration-method GET --endpoint https://example.com ${rest}`;
const TARGET =
  "--integration-target arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/0123456789abcdef";

// These cannot be told from the words alone: AWS, or a file, is read first.
const wrongs: readonly Wrong[] = [
  [
    "--api",
    "an API that is not there",
    at("--api nothing --resource /"),
    ['no REST API "nothing" in us-east-1', "petstore"],
  ],
  [
    "--api",
    "the API in another Region",
    at("--api edge --resource / --region eu-west-1"),
    ['no REST API "edge" in eu-west-1'],
  ],
  [
    "--resource",
    "an id that no resource has",
    at("--api petstore --resource abc123"),
    ["no resource with the id abc123", "/abc123"],
  ],
  [
    "--resource",
    "a path that is not there",
    at("--api petstore --resource /orders"),
    ["no resource /orders", "--create-resource"],
  ],
  [
    "--request-validator",
    "a validator that the API does not have",
    "apigw create-method --api petstore --resource /pets --method POST --integration mock --request-validator everything",
    ['has no request validator "everything"', "none, body, parameters or all"],
  ],
  [
    "--resource",
    "a second variable part beside another",
    at("--api petstore --resource '/pets/{other}' --create-resource"),
    ["A sibling ({petId})", "another path"],
  ],
  [
    "--resource",
    "a part below a greedy one",
    at("--api edge --resource '/{all+}/x' --create-resource"),
    ["{all+}"],
  ],

  [
    "--timeout",
    "29001 milliseconds on an edge-optimized API",
    edge("--timeout 29001"),
    ["29001", "edge-optimized", "50 to 29000"],
  ],

  [
    "--function",
    "a function that is not there",
    lambda("--function goodbye"),
    ['no function "goodbye" in us-east-1', "--function-region"],
  ],
  [
    "--function",
    "a function of another Region",
    lambda("--function only-here --function-region eu-west-1"),
    ['no function "only-here" in eu-west-1'],
  ],
  [
    "--function",
    "an alias that is not there",
    lambda("--function hello:prod"),
    ['no alias or version "prod"'],
  ],
  ["--function", "a version that is not there", lambda("--function hello:7"), ['no alias or version "7"']],

  [
    "--authorizer",
    "an authorizer that is not there",
    mock("--authorizer nobody"),
    ['no authorizer "nobody"', "customers, staff"],
  ],
  [
    "--authorizer",
    "an authorizer of an API that has none",
    at("--api edge --resource / --authorizer staff"),
    ["the API has none"],
  ],
  [
    "--authorizer",
    "a Lambda authorizer as Cognito's",
    mock("--authorization cognito --authorizer staff"),
    ["is a Lambda authorizer", "--authorization lambda"],
  ],
  [
    "--authorizer",
    "a Cognito authorizer as Lambda's",
    mock("--authorization lambda --authorizer customers"),
    ["is a Cognito authorizer", "--authorization cognito"],
  ],
  [
    "--scope",
    "scopes for a Lambda authorizer",
    mock("--authorizer staff --scope pets/read"),
    ["Lambda authorizer", "no scopes"],
  ],
  [
    "--request-model",
    "a model that is not there",
    mock("--request-model application/json=Dragon"),
    ['no model "Dragon"', "Empty, Error, Pet"],
  ],
  [
    "--response-model",
    "a response model that is not there",
    mock("--response-model 200:application/json=Dragon"),
    ['no model "Dragon"'],
  ],

  [
    "--vpc-link",
    "a VPC link that is not there",
    vpc("--vpc-link zzzzzz"),
    ['no VPC link "zzzzzz" in us-east-1', "backend"],
  ],
  [
    "--integration-target",
    "a load balancer for a link V1",
    vpc(`--vpc-link backend ${TARGET}`),
    ["is a VPC link V1", "leave it out"].map((one) => new RegExp(one, "i")),
  ],
  [
    "--integration-target",
    "a link V2 without a load balancer",
    vpc("--vpc-link private-alb"),
    ["is a VPC link V2", "load balancer"],
  ],

  [
    "--request-template",
    "a template file that is not there",
    mock("--request-template application/json=@nowhere.vtl"),
    ["nowhere.vtl cannot be read (ENOENT)", "path behind the @"],
  ],
  [
    "--request-template",
    "a template that is a folder",
    mock("--request-template application/json=@."),
    ["cannot be read (EISDIR)"],
  ],
  [
    "--request-template",
    "a template file with a control character",
    mock("--request-template application/json=@bell.vtl"),
    ["U+0007"],
  ],
  [
    "--request-template",
    "a template file in another encoding",
    mock("--request-template application/json=@latin.vtl"),
    ["not UTF-8", "position 8", "Mend the file"],
  ],
  [
    "--response-template",
    "a template file of 301 KB",
    mock("--response-template 200:application/json=@long.vtl"),
    ["308224 bytes", "307200"],
  ],
  [
    "--request-parameter",
    "a mapping that an updated method does not declare",
    "apigw create-method --api petstore --resource /pets --method GET --integration http --integration-method GET --endpoint https://example.com --if-exists update --request-parameter integration.request.header.X=method.request.header.Y",
    ["does not declare it", "--header Y"],
  ],
  [
    "--response",
    "a second default response for an updated method",
    "apigw create-method --api petstore --resource /pets --method GET --integration mock --if-exists update --response 201",
    ["200 and 201", "selection pattern"],
  ],
  [
    "--request-parameter",
    "a placeholder on a resource given by id",
    "apigw create-method --api petstore --resource PETS --method PUT --integration http --integration-method GET --endpoint 'https://example.com/{owner}'",
    ["nothing fills {owner}", "integration.request.path.owner=…"],
  ],
];

let place: Place;
let pets = "";
beforeAll(async () => {
  place = await openPlace();
  const { gateway } = place.account;
  await gateway.createRestApi({ name: "edge", endpointConfiguration: { types: ["EDGE"] } });
  const { apis } = await place.account.dump();
  pets = apis.petstore?.resources["/pets"]?.id ?? "";
  const restApiId = apis.edge?.id;
  await gateway.createResource({ restApiId, parentId: apis.edge?.resources["/"]?.id, pathPart: "{all+}" });
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${place.folder}/bell.vtl`, "a\u0007b");
  writeFileSync(`${place.folder}/latin.vtl`, '{"a": "é"}', "latin1");
  writeFileSync(`${place.folder}/long.vtl`, "x".repeat(301 * 1024));
});
afterAll(() => place.close());

describe("what only AWS, or a file, can tell", () => {
  for (const [flag, name, line, says] of wrongs)
    test(`${flag}: ${name}`, () => isRefused(place, [flag, name, line.replace("PETS", pets), says], true));

  test("29001 milliseconds are refused on a Regional API by the account's quota, and let through where it is raised", async () => {
    const line = `${backend("--timeout 29001")} --dry-run`;
    const refused = await place.run(line);
    expect(refused).toMatchObject({ exit: 2, writes: [] });
    expect(refused.stderr).toContain("L-E5AE38E3");
    await place.account.quotas.requestServiceQuotaIncrease({
      ServiceCode: "apigateway",
      QuotaCode: "L-E5AE38E3",
      DesiredValue: 30_000,
    });
    expect(await place.run(line)).toMatchObject({ exit: 0, writes: [] });
  });

  test("all that is wrong is said at once", async () => {
    const run = await place.run(
      lambda(
        "--function goodbye --authorizer nobody --request-model application/json=Dragon --request-template application/json=@nowhere.vtl",
      ),
    );
    expect(run).toMatchObject({ exit: 2, writes: [] });
    for (const flag of ["--function", "--authorizer", "--request-model", "--request-template"])
      expect(run.stderr.match(new RegExp(`^${flag}: `, "gm"))).toHaveLength(1);
  });
});
