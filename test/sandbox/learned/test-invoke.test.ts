import { describe, expect, test } from "vitest";
import { Account, json, type Rule, rules } from "./account.ts";

const TEMPLATE = `{"lamp": "$input.params('lamp')"}`;

/** /lamps and /lamps/{lamp}, answered by mocks. */
async function lamps(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { gateway } = account;
  const at: Record<string, string> = { "/": rootId };
  for (const [parent, pathPart, path] of [
    ["/", "lamps", "/lamps"],
    ["/lamps", "{lamp}", "/lamps/{lamp}"],
  ] as const) {
    const { id = "" } = await gateway.createResource({ restApiId, parentId: at[parent], pathPart });
    at[path] = id;
    for (const httpMethod of ["GET", "PATCH"]) {
      const method = await account.mock(restApiId, id, httpMethod);
      await gateway.putIntegration({
        ...method,
        type: "MOCK",
        requestTemplates: { "application/json": '{"statusCode": 203}' },
      });
      await gateway.putMethodResponse({ ...method, statusCode: "203" });
      await gateway.putIntegrationResponse({
        ...method,
        statusCode: "203",
        responseTemplates: { "application/json": path === "/lamps" ? '{"lamps": "lit"}' : TEMPLATE },
      });
    }
  }
  const call = (path: string, httpMethod: string, pathWithQueryString?: string, body = "") =>
    gateway.testInvokeMethod({ restApiId, resourceId: at[path], httpMethod, pathWithQueryString, body });
  return { gateway, restApiId, call };
}
type Given = Awaited<ReturnType<typeof lamps>> & { account: Account };

const STAMP = "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d{2} \\d{2}:\\d{2}:\\d{2} UTC \\d{4}";
const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** The log of an execution: its lines after the two that name the request, each with its time. */
const log = (lines: readonly string[]) =>
  expect.stringMatching(
    new RegExp(
      `^Execution log for request \\S+\\n${STAMP} : Starting execution for request: \\S+\\n` +
        `${lines.map((line) => `${STAMP} : ${escaped(line)}\\n`).join("")}$`,
    ),
  );

interface Asked {
  verb: string;
  path: string;
  params?: string;
  query?: string;
  body?: string;
}

const request = ({ verb, path, params = "{}", query = "{}", body = "" }: Asked) => [
  `HTTP Method: ${verb}, Resource Path: ${path}`,
  `Method request path: ${params}`,
  `Method request query string: ${query}`,
  "Method request headers: {}",
  `Method request body before transformations: ${body}`,
];

const answered = (asked: Asked, body: string) => ({
  http: 200,
  status: 203,
  body,
  headers: { "Content-Type": "application/json" },
  multiValueHeaders: { "Content-Type": ["application/json"] },
  latency: expect.any(Number),
  log: log([
    ...request(asked),
    `Method response body after transformations: ${body}`,
    "Method response headers: {Content-Type=application/json}",
    "Successfully completed execution",
    "Method completed with status: 203",
  ]),
});

const rows: Rule<Given>[] = [
  {
    rule: "without a path runs on the resource's own, and a mock has no lines about an endpoint",
    when: ({ call }) => call("/lamps", "PATCH"),
    gives: answered({ verb: "PATCH", path: "/lamps" }, '{"lamps": "lit"}'),
  },
  {
    rule: "runs on a path that has nothing to do with the resource",
    when: ({ call }) => call("/lamps", "GET", "/somewhere/else/yet"),
    gives: answered({ verb: "GET", path: "/somewhere/else/yet" }, '{"lamps": "lit"}'),
  },
  {
    rule: "takes its parameters out of the path",
    when: ({ call }) => call("/lamps/{lamp}", "GET", "/lamps/green"),
    gives: answered({ verb: "GET", path: "/lamps/green", params: "{lamp=green}" }, '{"lamp": "green"}'),
  },
  {
    rule: "without a path has the braces of the resource's own as parameters",
    when: ({ call }) => call("/lamps/{lamp}", "PATCH"),
    gives: answered({ verb: "PATCH", path: "/lamps/{lamp}", params: "{lamp={lamp}}" }, '{"lamp": "{lamp}"}'),
  },
  {
    rule: "has no parameters where the path does not fit",
    when: ({ call }) => call("/lamps/{lamp}", "GET", "/buoys/green"),
    gives: answered({ verb: "GET", path: "/buoys/green" }, '{"lamp": ""}'),
  },
  {
    rule: "takes the query off the path",
    when: ({ call }) => call("/lamps/{lamp}", "GET", "/lamps/green?since=dusk"),
    gives: answered(
      { verb: "GET", path: "/lamps/green", params: "{lamp=green}", query: "{since=dusk}" },
      '{"lamp": "green"}',
    ),
  },
  {
    rule: "logs the body as it was given",
    when: ({ call }) => call("/lamps/{lamp}", "PATCH", "/lamps/red", '{"oil":  "full"}'),
    gives: answered(
      { verb: "PATCH", path: "/lamps/red", params: "{lamp=red}", body: '{"oil":  "full"}' },
      '{"lamp": "red"}',
    ),
  },
  {
    rule: "needs a method that is there",
    when: ({ call }) => call("/lamps/{lamp}", "DELETE", "/lamps/red", "{}"),
    gives: "NotFoundException 404: Invalid Method identifier specified",
  },
  {
    rule: "needs a resource that is there",
    when: ({ gateway, restApiId }) =>
      gateway.testInvokeMethod({ restApiId, resourceId: "gone99", httpMethod: "GET", body: "{}" }),
    gives: "NotFoundException 404: Invalid Resource identifier specified",
  },
];

describe("a test of a method", () => rules(lamps, rows));

test("an endpoint whose name is a stage variable that is not set is a status 500 inside an answer 200", async () => {
  const account = new Account();
  const { restApiId, rootId } = await account.api();
  const at = await account.mock(restApiId, rootId, "ANY");
  await account.gateway.putIntegration({
    ...at,
    type: "HTTP_PROXY",
    integrationHttpMethod: "ANY",
    uri: "http://${stageVariables.lighthouse}",
  });
  const { $metadata, ...given } = await account.gateway.testInvokeMethod({
    ...at,
    httpMethod: "PUT",
    body: "",
  });
  expect([$metadata.httpStatusCode, given]).toEqual([
    200,
    {
      status: 500,
      body: json({ message: "Internal server error" }),
      headers: { "x-amzn-ErrorType": "InternalServerErrorException" },
      multiValueHeaders: { "x-amzn-ErrorType": ["InternalServerErrorException"] },
      latency: expect.any(Number),
      log: log([
        ...request({ verb: "PUT", path: "/" }),
        "Execution failed due to configuration error: Invalid endpoint address",
        "Method completed with status: 500",
      ]),
    },
  ]);
  account.close();
});
