import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolesOf as rolesIn } from "../catalog/account-roles.ts";
import { openPlace, type Place } from "../cli/run.ts";
import { checked, plant, rulesOf } from "./planted.ts";
import { SET_UPS, type SetUp } from "./set-ups.ts";

// Set-ups as walkthroughs have them pass clean, and send what they should, byte for byte; each with one thing wrong is
// found by check-method, and by create-method before its first write.

interface Wrong {
  readonly what: string;
  readonly change: Partial<Pick<SetUp, "uri" | "verb" | "maps" | "template">>;
  /** The role is another one. */
  readonly role?: "other" | "nothing" | "region";
  readonly rule: string;
  /** Create-method mends it by itself. */
  readonly mended?: true;
}

const protocolOf = ({ maps = {}, template = "", uri }: SetUp): "form" | "json" | "rest" | "query" => {
  if (/^&?[\w.#]/.test(template) && template.includes("Action=")) return "form";
  if (/^(?:dynamodb|states|kinesis|firehose|events|logs|ssm:path|secretsmanager|translate)/.test(uri))
    return "json";
  if (uri.startsWith("sqs:path//") || maps["header.X-Amz-Target"] !== undefined) return "json";
  return uri.includes(":action/") || maps["querystring.Action"] !== undefined ? "query" : "rest";
};

/** What goes wrong with a set-up of its protocol. */
function* wrongsOf(setUp: SetUp): Iterable<Wrong> {
  const { uri, maps = {}, template, allows } = setUp;
  const protocol = protocolOf(setUp);
  const without = (name: string) => Object.fromEntries(Object.entries(maps).filter(([key]) => key !== name));
  if (allows[1] !== "*") {
    yield { what: "a role for something else", change: {}, role: "other", rule: "role-action" };
    if (!uri.startsWith("s3:") && !uri.startsWith("bedrock"))
      yield { what: "a role for another Region", change: {}, role: "region", rule: "role-action" };
  }
  yield { what: "a role for another action", change: {}, role: "nothing", rule: "role-action" };
  const [service = ""] = uri.split(":");
  yield {
    what: "a whole URL as the path",
    change: { uri: `${service}:path/https://${service}.us-east-1.amazonaws.com/x` },
    rule: "path-is-url",
  };
  yield {
    what: "an ARN as the path",
    change: { uri: `${service}:path/arn:aws:x:us-east-1:123456789012:y` },
    rule: "path-is-url",
  };
  if (protocol === "form" && template !== undefined) {
    yield {
      what: "no Content-Type",
      change: { maps: without("header.Content-Type") },
      rule: "form-content-type",
      mended: true,
    };
    yield {
      what: "the Content-Type in the query string",
      change: {
        maps: {
          ...without("header.Content-Type"),
          "querystring.Content-Type": "'application/x-www-form-urlencoded'",
        },
      },
      rule: "form-content-type",
      mended: true,
    };
    yield {
      what: "another Content-Type",
      change: { maps: { ...maps, "header.Content-Type": "'application/json'" } },
      rule: "form-content-type",
    };
    yield { what: "a GET behind", change: { verb: "GET" }, rule: "service-verb" };
    if (template.includes("$util.urlEncode($input"))
      yield {
        what: "values that are not encoded",
        change: {
          template: template.replaceAll(/\$util\.urlEncode\((\$input[^)]*(?:\('[^']*'\))?)\)/g, "$1"),
        },
        rule: "form-unencoded",
      };
    if (uri.includes(":path/"))
      yield {
        what: "no Action",
        change: { template: template.replace(/(?:^|&)Action=\w+&?/m, "") },
        rule: "action-missing",
      };
    yield {
      what: "JSON for a form",
      change: { template: `{"Action":"x"}` },
      rule: uri.includes(":path/") ? "action-missing" : "body-not-form",
    };
  }
  if (protocol === "json" && template !== undefined) {
    yield { what: "a GET behind", change: { verb: "GET" }, rule: "service-verb" };
    yield { what: "a form for JSON", change: { template: "Action=x&y=z" }, rule: "*" };
    yield {
      what: "a target of another service",
      change: {
        maps: { ...maps, "header.X-Amz-Target": "'Elsewhere_20200101.DoIt'" },
        ...(template.includes("requestOverride")
          ? { template: template.replaceAll(/#set\(\$context[^\n]*\n/g, "") }
          : {}),
      },
      rule: "target-mismatch",
    };
    yield {
      what: "a comma too many",
      change: { template: template.replace(/\}$/, ",}") },
      rule: "template-json",
    };
    if (uri.includes(":path/") && maps["header.X-Amz-Target"] !== undefined)
      yield {
        what: "no target",
        change: { maps: without("header.X-Amz-Target") },
        rule: service === "sqs" ? "*" : "target-missing",
      };
    if (/^(?:events|logs|translate):action/.test(uri))
      yield {
        what: "no target beside the action",
        change: { maps: without("header.X-Amz-Target") },
        rule: "target-missing",
        mended: true,
      };
    if (!template.includes("requestOverride"))
      if (!template.includes("requestOverride"))
        yield { what: "nothing that it requires", change: { template: "{}" }, rule: "member-missing" };
  }
  if (protocol === "rest" && !uri.startsWith("lambda") && !uri.includes("appsync-api")) {
    if (!uri.startsWith("s3:"))
      yield { what: "another verb", change: { verb: "DELETE" }, rule: "service-verb" };
    yield {
      what: "by action name",
      change: { uri: `${service}:action/${uri.startsWith("s3") ? "GetObject" : "InvokeModel"}` },
      rule: "*",
    };
    if (template !== undefined)
      yield { what: "a form for JSON", change: { template: "a=b&c=d" }, rule: "body-not-json" };
  }
  if (protocol === "query")
    yield {
      what: "no action that there is",
      change: {
        maps: { ...maps, "querystring.Action": "'RecieveMessage'" },
        uri: uri
          .replace("action/Publish", "action/Publsh")
          .replace("action/GetParameter", "action/GetParamter"),
      },
      rule: "action-unknown",
    };
  if (uri.startsWith("lambda"))
    yield { what: "a GET behind", change: { verb: "GET" }, rule: "function-verb" };
  yield {
    what: "a header that API Gateway sets itself",
    change: { maps: { ...maps, "header.Authorization": "'x'" } },
    rule: "header-refused",
  };
}

const WRONGS = Object.entries(SET_UPS).flatMap(([name, setUp]) =>
  [...wrongsOf(setUp)].map((wrong): [string, SetUp, Wrong] => [`${name}: ${wrong.what}`, setUp, wrong]),
);

const requestParameters = (maps: SetUp["maps"] = {}) =>
  Object.fromEntries(Object.entries(maps).map(([to, from]) => [`integration.request.${to}`, from]));
const declared = (maps: SetUp["maps"] = {}) =>
  Object.fromEntries(
    Object.values(maps)
      .filter((one) => one.startsWith("method.request."))
      .map((one) => [one, false]),
  );
const pathOf = (name: string, { path }: SetUp) => `/x${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}${path ?? ""}`;

let place: Place;
const roles = new Map<string, string>();

beforeAll(async () => {
  place = await openPlace();
  const { make, trust, allow } = rolesIn(place);
  for (const [
    i,
    [
      name,
      {
        allows: [action, resource],
        other,
      },
    ],
  ] of Object.entries(SET_UPS).entries()) {
    roles.set(name, await make(`role-${i}`, trust(), allow(action as string, resource as string)));
    roles.set(`${name} other`, await make(`role-${i}-other`, trust(), allow(action as string, other)));
    const elsewhere = [resource].flat().map((one) => one.replace(":us-east-1:", ":eu-west-1:"));
    roles.set(`${name} region`, await make(`role-${i}-region`, trust(), allow(action as string, elsewhere)));
    roles.set(`${name} nothing`, await make(`role-${i}-nothing`, trust(), allow("ec2:DescribeVpcs")));
  }
});
afterAll(() => place.close());

async function put(name: string, setUp: SetUp, credentials: string | undefined): Promise<string> {
  const path = pathOf(name, setUp);
  await plant(place, {
    path,
    method: { requestParameters: declared(setUp.maps) },
    integration: {
      type: "AWS",
      uri: `arn:aws:apigateway:us-east-1:${setUp.uri}`,
      integrationHttpMethod: setUp.verb ?? "POST",
      credentials,
      requestParameters: requestParameters(setUp.maps),
      ...(setUp.template === undefined
        ? {}
        : { requestTemplates: { "application/json": setUp.template }, passthroughBehavior: "NEVER" }),
    },
    responses: { 200: {}, 400: { selectionPattern: "4\\d{2}" }, 500: { selectionPattern: "5\\d{2}" } },
  });
  return path;
}

describe("as walkthroughs have it", () => {
  test("there are forty of them", () => expect(Object.keys(SET_UPS).length).toBeGreaterThanOrEqual(40));

  test.each(Object.entries(SET_UPS))("%s passes clean, and sends what it should", async (name, setUp) => {
    const path = await put(name, setUp, roles.get(name));
    const found = await checked(place, path);
    expect(found, JSON.stringify(found, null, 1)).toEqual([]);
    if (setUp.sends.url === "") return;
    const { gateway } = place.account;
    const { items = [] } = await gateway.getResources({ restApiId: place.apiId, limit: 500 });
    const { query, body, headers = {} } = setUp.calls ?? {};
    const called =
      path.slice(0, path.length - (setUp.path ?? "").length) + (setUp.calls?.path ?? setUp.path ?? "");
    const answer = await gateway.testInvokeMethod({
      restApiId: place.apiId,
      resourceId: items.find((one) => one.path === path)?.id ?? "",
      httpMethod: "POST",
      pathWithQueryString: called + (query === undefined ? "" : `?${query}`),
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const { request } = JSON.parse(answer.body ?? "{}");
    const url = /Endpoint request URI: (\S+)/.exec(answer.log ?? "")?.[1];
    expect({ url, body: request?.body ?? answer.log }).toEqual({
      url: setUp.sends.url,
      body: setUp.sends.body === "{}" && request?.body === "" ? "" : setUp.sends.body,
    });
    for (const [header, value] of Object.entries(setUp.sends.headers ?? {}))
      expect(request.headers[header] ?? request.headers[header.toLowerCase()]).toEqual([value]);
  });
});

describe("with one thing wrong", () => {
  test("there are a hundred and fifty of them", () => expect(WRONGS.length).toBeGreaterThanOrEqual(150));

  test.each(WRONGS)("%s: check-method finds it", async (name, setUp, { change, role, rule }) => {
    const base = name.split(": ")[0] ?? "";
    const path = await put(
      name,
      { ...setUp, ...change },
      roles.get(role === undefined ? base : `${base} ${role}`),
    );
    const rules = rulesOf(await checked(place, path));
    if (rule === "*") expect(rules.length, JSON.stringify(rules)).toBeGreaterThan(0);
    else expect(rules).toContain(rule);
  });

  test.each(WRONGS)("%s: and so does create-method, before its first write", async (name, setUp, wrong) => {
    const { change, role, mended } = wrong;
    const base = name.split(": ")[0] ?? "";
    const all = { ...setUp, ...change };
    const [, service = "", kind, rest = ""] =
      /^((?:[^:]+\.)?[^:]+):(path|action)\/(.*)$/s.exec(all.uri) ?? [];
    const words = [
      "apigw",
      "create-method",
      "--api",
      "petstore",
      "--resource",
      `${pathOf(`c ${name}`, setUp)}`,
      "--create-resource",
      "--method",
      "POST",
      "--integration",
      "aws",
      "--service",
      service,
      "--integration-method",
      all.verb ?? "POST",
      "--action-type",
      kind ?? "",
      kind === "action" ? "--action" : "--path-override",
      rest,
      "--role",
      roles.get(role === undefined ? base : `${base} ${role}`) ?? "",
      ...Object.entries(requestParameters(all.maps)).flatMap(([to, from]) => [
        "--request-parameter",
        `${to}=${from}`,
      ]),
      ...Object.keys(declared(all.maps)).flatMap((one) => {
        const [, , where, ...more] = one.split(".");
        return where === "path" ? [] : [where === "header" ? "--header" : "--query-param", more.join(".")];
      }),
      ...(all.template === undefined ? [] : ["--request-template", `application/json=${all.template}`]),
    ];
    const run = await place.run(words);
    if (run.exit === 0) {
      // What only may fail is noted, and what follows from the rest is added.
      expect(run.stderr, run.stderr).toMatch(/Note: /);
      if (mended) expect(run.stderr).toMatch(/Chosen for/);
      return;
    }
    expect(run.writes).toEqual([]);
    expect(run.exit, run.stderr).toBe(2);
    expect(run.stderr).toMatch(/^--/m);
  });
});

describe("what is not known is not held against anybody", () => {
  const CASES: readonly (readonly [what: string, uri: string, more: object, found: readonly string[]])[] = [
    [
      "a bucket that may have a key behind it",
      "s3:path/{proxy}",
      {
        integrationHttpMethod: "GET",
        requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
      },
      ["not-checked"],
    ],
    [
      "the Content-Type of AWS's own guide for Kinesis",
      "kinesis:action/ListStreams",
      {
        requestParameters: { "integration.request.header.Content-Type": "'x-amz-json-1.1'" },
        requestTemplates: { "application/json": "{}" },
      },
      [],
    ],
    [
      "the Content-Type that API Gateway sends by itself",
      "dynamodb:action/ListTables",
      {
        requestParameters: { "integration.request.header.Content-Type": "'application/json'" },
        requestTemplates: { "application/json": "{}" },
      },
      [],
    ],
    [
      "a service of which nobody knows whether the action's name is enough",
      "kms:action/ListGrants",
      {
        requestParameters: { "integration.request.header.Content-Type": "'application/x-amz-json-1.1'" },
        requestTemplates: { "application/json": '{"KeyId":"1"}' },
      },
      ["not-checked"],
    ],
    ["a service that no list has", "nowhere:action/DoIt", {}, ["not-checked"]],
    [
      "an action that the caller chooses",
      "dynamodb:path//",
      {
        requestParameters: {
          "integration.request.header.X-Amz-Target": "context.authorizer.target",
          "integration.request.header.Content-Type": "'application/x-amz-json-1.0'",
        },
      },
      ["not-checked"],
    ],
  ];

  test.each(CASES)("%s", async (what, uri, more, expected) => {
    const { make, trust, policy } = rolesIn(place);
    // All but a little: whether an action that is not known is of that, is not known.
    const allow = { Effect: "Allow", Action: "*", Resource: "*" };
    const deny = { Effect: "Deny", Action: ["s3:DeleteBucket", "dynamodb:DeleteTable"], Resource: "*" };
    const name = `open-${CASES.findIndex(([one]) => one === what)}`;
    const credentials = await make(name, trust(), policy(allow, deny));
    const path = `/open-${what.replaceAll(/\W+/g, "-")}/{proxy+}`;
    await plant(place, {
      path,
      method: { requestParameters: { "method.request.path.proxy": true } },
      integration: { type: "AWS", uri: `arn:aws:apigateway:us-east-1:${uri}`, credentials, ...more },
    });
    const found = await checked(place, path);
    expect(
      found.map(({ rule }) => rule),
      JSON.stringify(found),
    ).toEqual(expected);
  });
});
