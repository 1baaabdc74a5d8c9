import { expect, test } from "vitest";
import { rolesOf as rolesIn } from "../catalog/account-roles.ts";
import { freshPlace } from "../cli/run.ts";
import { checked, plant, rulesOf } from "./planted.ts";

// Services and operations that the clients of the SDK brought: what is right is silent, what is wrong is found, and what
// cannot be told is "not checked".

const JSON_10 = "'application/x-amz-json-1.0'";
const GRANITE = "'GraniteServiceVersion20100801.";

test.each([
  [
    "AgentCore, by its path",
    "bedrock-agentcore:path/runtimes/{runtime}/invocations",
    "POST",
    { "path.runtime": "'arn%3Aaws%3Abedrock-agentcore'", "header.Content-Type": "'application/json'" },
    "{}",
    [],
    undefined,
  ],
  [
    "AgentCore, by the wrong verb",
    "bedrock-agentcore:path/runtimes/r-1/invocations",
    "GET",
    {},
    undefined,
    ["service-verb"],
    undefined,
  ],
  [
    "a form to S3 Tables",
    "s3tables:path/buckets",
    "PUT",
    {},
    "name=a",
    ["body-not-json", "template-json"],
    undefined,
  ],
  [
    "a request without what it requires",
    "s3vectors:path/QueryVectors",
    "POST",
    {},
    '{"topK":3}',
    ["member-missing"],
    "its host is s3vectors.REGION.api.aws",
  ],
  [
    "a map's tile, with the path of the endpoint",
    "maps.geo:path/v2/tiles/a/1/2/3",
    "GET",
    {},
    undefined,
    [],
    undefined,
  ],
  [
    "a service whose host API Gateway may not reach",
    "dsql:path/cluster/abc",
    "GET",
    {},
    undefined,
    [],
    "its host is dsql.REGION.api.aws",
  ],
  [
    "what CloudWatch keeps, as a form",
    "monitoring:action/PutMetricData",
    "POST",
    { "header.Content-Type": "'application/x-www-form-urlencoded'" },
    "Namespace=a&MetricData.member.1.MetricName=b",
    [],
    undefined,
  ],
  [
    "the same as JSON, by the protocol that X-Amz-Target names",
    "monitoring:path//",
    "POST",
    { "header.Content-Type": JSON_10, "header.X-Amz-Target": `${GRANITE}PutMetricData'` },
    '{"Namespace":"a","MetricData":[]}',
    [],
    undefined,
  ],
  [
    "JSON with the name of another API",
    "monitoring:path//",
    "POST",
    { "header.Content-Type": JSON_10, "header.X-Amz-Target": "'CloudWatch.ListAlarmMuteRules'" },
    "{}",
    ["target-mismatch"],
    undefined,
  ],
  [
    "an answer that is a stream of events",
    "bedrock-runtime:path/model/m/converse-stream",
    "POST",
    { "header.Content-Type": "'application/json'" },
    "{}",
    ["event-stream-answer"],
    undefined,
  ],
  [
    "a request that must be one",
    "bedrock-runtime:path/model/m/invoke-with-bidirectional-stream",
    "POST",
    {},
    undefined,
    ["event-stream-request"],
    undefined,
  ],
  [
    "the same in another service",
    "kinesis:action/SubscribeToShard",
    "POST",
    { "header.Content-Type": "'application/x-amz-json-1.1'" },
    '{"ConsumerARN":"a","ShardId":"b","StartingPosition":{"Type":"LATEST"}}',
    ["event-stream-answer"],
    undefined,
  ],
] as const)("%s", async (_, uri, verb, maps, template, rules, unchecked) => {
  const place = await freshPlace();
  const { make, trust, allow } = rolesIn(place);
  const credentials = await make("all", trust(), allow("*"));
  await plant(place, {
    path: "/newer",
    integration: {
      type: "AWS",
      integrationHttpMethod: verb,
      uri: `arn:aws:apigateway:us-east-1:${uri}`,
      credentials,
      requestParameters: Object.fromEntries(
        Object.entries(maps).map(([key, value]) => [`integration.request.${key}`, value]),
      ),
      ...(template === undefined ? {} : { requestTemplates: { "application/json": template } }),
      passthroughBehavior: "NEVER",
    },
  });
  const found = await checked(place, "/newer");
  expect(rulesOf(found)).toEqual(rules);
  const untold = found.filter(({ level }) => level === "unchecked").map(({ message }) => message);
  if (unchecked === undefined) expect(untold).toEqual([]);
  else expect(untold.join("\n")).toContain(unchecked);
});

test("create-method calls a newer service as its model has it, and says what it cannot know", async () => {
  const place = await freshPlace();
  const run = await place.run([
    ..."apigw create-method --api petstore --resource /ask --create-resource --method POST --integration aws".split(
      " ",
    ),
    ..."--service s3vectors --action QueryVectors --skip-check role --dry-run".split(" "),
    ..."--role arn:aws:iam::123456789012:role/apigw-sample-role".split(" "),
    "--request-template",
    'application/json={"topK":3,"queryVector":{"float32":[1]}}',
  ]);
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stdout).toContain("s3vectors:path/QueryVectors");
  expect(run.stderr).toContain("s3vectors.REGION.api.aws");
});

test("an operation at a host of its own is asked for what stands before it", async () => {
  const place = await freshPlace();
  const run = await place.run([
    ..."apigw create-method --api petstore --resource /graph --create-resource --method GET --integration aws".split(
      " ",
    ),
    ..."--service neptune-graph --action GetGraphSummary --skip-check role --dry-run".split(" "),
    ..."--role arn:aws:iam::123456789012:role/apigw-sample-role".split(" "),
  ]);
  expect(run.stderr).toContain("{graphIdentifier}.neptune-graph");
});
