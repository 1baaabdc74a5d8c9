import { describe, expect, it, test } from "vitest";
import { samplesOf, yieldsJson } from "../../src/template/sample.ts";
import { unknownReferences } from "../../src/template/unknown-references.ts";
import { freshPlace } from "../cli/run.ts";
import { checked, type Plant, plant, rulesOf } from "./planted.ts";

// What a template makes of a call of which nothing is known, and what is found in methods by it.

describe("whether a template yields JSON", () => {
  it.each([
    ["a text in quotes", `{"a": "$input.path('$.a')"}`, true],
    ["a number of the caller's", `{"a": $input.path('$.a')}`, true],
    [
      "what stands below something unknown",
      `#set($all = $input.path('$'))\n{"items": $all.items, "n": $all.list.size()}`,
      true,
    ],
    ["an authorizer's value", `{"who": $context.authorizer.level}`, true],
    ["a stage variable", `{"t": $stageVariables.table}`, true],
    ["a loop", `[#foreach($one in $input.path('$.all'))"$one"#if($foreach.hasNext),#end#end]`, true],
    ["a choice", `#if($input.params('a') == "b"){"a": 1}#else{"b": 2}#end`, true],
    ["escaped by hand", `{"a": "$input.body.replaceAll('"', '')"}`, true],
    [
      "all entries made by a loop",
      `{#foreach($k in $input.params().header.keySet())"$k": "x"#if($foreach.hasNext),#end#end}`,
      true,
    ],
    ["an unquoted name", "{a: 1}", false],
    ["nothing where a value stands", `{"items": $nothing.items}`, false],
    ["a comma too many behind what is known", `{"a": 1,, "b": $input.params('b')}`, false],
    ["an end that is missing", `{"a": "$input.path('$.a')"`, false],
    [
      "a comma too many, whatever is chosen",
      `{"a": [#foreach($x in $input.path('$.a'))$x#if($foreach.hasNext),#end#end],}`,
      false,
    ],
    ["a form", "Action=x&Body=$util.urlEncode($input.body)", false],
    ["XML", "<a>$input.params('x')</a>", false],
    ["what the caller's value may end", `{"a": $input.params('x') "b": 1}`, undefined],
    ["nothing but the caller's value", "$input.json('$')", true],
    ["what is empty", "#set($a = 1)", undefined],
    ["a macro", "#macro(m){#end#m()", undefined],
  ])("%s", (_, template, expected) => expect(yieldsJson(template)).toBe(expected));

  it("knows what was encoded", () => {
    const [{ text } = { text: "" }] = samplesOf("a=$util.urlEncode($input.body)&b=$input.body");
    const [first, second] = text.split("&").map((part) => part.slice(2));
    expect(first).not.toBe(second);
  });
});

const http = (more: object = {}, responses: Plant["responses"] = { 200: {} }): Omit<Plant, "path"> => ({
  integration: { type: "HTTP", uri: "https://example.com/", ...more },
  responses,
});
const mock = (more: object = {}): Omit<Plant, "path"> => ({
  integration: {
    type: "MOCK",
    requestTemplates: { "application/json": '{"statusCode": 200}' },
    passthroughBehavior: "NEVER",
    ...more,
  },
});
const json = (text: string) => ({ requestTemplates: { "application/json": text } });
const answers = (text: string, more: object = {}) => ({
  200: { responseTemplates: { "application/json": text }, ...more },
});
const TYPE = "method.response.header.Content-Type";
const declares = { 200: { responseParameters: { [TYPE]: false } } };
const ORIGIN = "method.response.header.Access-Control-Allow-Origin";

/** By what it is: a method, its verb, and the rules that find something in it. */
const METHODS: readonly (readonly [what: string, plant: Omit<Plant, "path">, rules: readonly string[]])[] = [
  ["a template of JSON", http(json(`{"a": $input.params('a')}`)), []],
  [
    "a form under its Content-Type",
    http({
      ...json("a=$util.urlEncode($input.body)"),
      requestParameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
    }),
    [],
  ],
  [
    "a form by an override",
    http(json('#set($context.requestOverride.header.Content-Type = "application/x-www-form-urlencoded")a=b')),
    [],
  ],
  ["a form without", http(json("a=b")), ["template-json"]],
  ["XML under JSON", http(json("<a/>")), ["template-content-type"]],
  ["a response of HTML under JSON", http({}, answers("<html></html>")), ["template-content-type"]],
  [
    "the same with its Content-Type",
    { ...http({}, answers("<html></html>", { responseParameters: { [TYPE]: "'text/html'" } })), declares },
    [],
  ],
  [
    "the same with the backend's",
    {
      ...http(
        {},
        answers("<html></html>", {
          responseParameters: { [TYPE]: "integration.response.header.Content-Type" },
        }),
      ),
      declares,
    },
    [],
  ],
  ["a mock that answers XML as JSON", { ...mock(), responses: answers("<a/>") }, ["template-content-type"]],
  ["a mock", mock(), []],
  [
    "a mock that lets other types through",
    mock({ passthroughBehavior: "WHEN_NO_MATCH" }),
    ["mock-content-type"],
  ],
  [
    "a mock for XML alone",
    mock({ requestTemplates: { "application/xml": '{"statusCode": 200}' } }),
    ["mock-template-missing"],
  ],
  ["a mock without templates", mock({ requestTemplates: {} }), ["mock-template-missing"]],
  ["a mock without a number", mock(json('{"statusCode": "many"}')), ["mock-status"]],
  ["a mock with a status of the caller's", mock(json(`{"statusCode": $input.params('status')}`)), []],
  [
    "a mock that chooses, once badly",
    mock(json(`#if($input.params('a') == "b"){"statusCode": 200}#else{"status": 404}#end`)),
    ["mock-status"],
  ],
  ["a lenient mock", mock(json("{statusCode: 204}")), []],
  [
    "a proxy with integration responses",
    { integration: { type: "HTTP_PROXY", uri: "https://example.com/" }, responses: { 200: {} } },
    ["response-of-proxy"],
  ],
  [
    "a header that is never sent",
    http({ requestParameters: { "integration.request.header.TE": "'x'" } }),
    ["header-dropped"],
  ],
  [
    "a header that ends the call",
    http({ requestParameters: { "integration.request.header.Content-Length": "'1'" } }),
    ["header-refused"],
  ],
  [
    "a header of the answer under another name",
    {
      ...http({}, { 200: { responseParameters: { "method.response.header.Date": "'x'" } } }),
      declares: { 200: { responseParameters: { "method.response.header.Date": false } } },
    },
    ["header-remapped"],
  ],
  [
    "a header of the answer that is dropped",
    {
      ...http({}, { 200: { responseParameters: { "method.response.header.Transfer-Encoding": "'x'" } } }),
      declares: { 200: { responseParameters: { "method.response.header.Transfer-Encoding": false } } },
    },
    ["header-dropped"],
  ],
  [
    "an answer for browsers, and no OPTIONS",
    { ...http(), declares: { 200: { responseParameters: { [ORIGIN]: false } } } },
    ["cors-preflight-missing"],
  ],
  [
    "a model that is checked",
    { ...mock(), method: { requestModels: { "application/json": "Pet" } } },
    ["model-unvalidated"],
  ],
];

describe("what is found in methods", () => {
  test.each(METHODS)("%s", async (_, one, rules) => {
    const place = await freshPlace();
    await plant(place, { path: "/looked-at", ...one });
    const found = await checked(place, "/looked-at");
    expect(rulesOf(found), JSON.stringify(found)).toEqual(rules);
  });

  test("of a pattern that stops at lines, behind Lambda alone", async () => {
    const place = await freshPlace();
    const uri =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations";
    const { functions } = place.account;
    await functions.addPermission({
      FunctionName: "hello",
      StatementId: "a",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    });
    const patterns: readonly (readonly [string, boolean])[] = [
      [".*not found.*", true],
      ["(?s).*not found.*", false],
      ["(\\n|.)*not found(\\n|.)*", false],
      ["[\\s\\S]*bad[\\s\\S]*", false],
      ["Not\\.found", false],
      ["[.]x", false],
    ];
    for (const [i, [selectionPattern, stops]] of patterns.entries()) {
      for (const [type, at] of [
        ["AWS", uri],
        ["HTTP", "https://example.com/"],
      ] as const) {
        const path = `/p${i}${type}`;
        await plant(place, {
          path,
          integration: { type, uri: at },
          responses: { 200: {}, 404: { selectionPattern } },
        });
        // That a text is no status is another rule's.
        const rules = rulesOf(await checked(place, path)).filter((rule) => rule !== "pattern-never");
        expect(rules, `${selectionPattern} ${type}`).toEqual(
          stops && type === "AWS" ? ["pattern-multiline"] : [],
        );
      }
    }
  });

  test("of one open method among closed ones, with --all alone", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    const { items = [] } = await gateway.getResources({ restApiId: place.apiId, limit: 500 });
    for (const { id = "", resourceMethods } of items)
      for (const httpMethod of Object.keys(resourceMethods ?? {}))
        await gateway.updateMethod({
          restApiId: place.apiId,
          resourceId: id,
          httpMethod,
          patchOperations: [{ op: "replace", path: "/authorizationType", value: "AWS_IAM" }],
        });
    await plant(place, { path: "/open", ...mock() });
    await plant(place, { path: "/closed", ...mock(), method: { authorizationType: "AWS_IAM" } });
    await plant(place, { path: "/open", httpMethod: "OPTIONS", ...mock() });
    const run = await place.run(
      "apigw check-method --api petstore --all --rule authorization-missing --output json",
    );
    expect(JSON.parse(run.stdout).findings.map(({ at }: { at: string }) => at)).toEqual(["POST /open"]);
  });

  test("of an API key that no usage plan takes, until one does", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    await plant(place, { path: "/keyed", ...mock(), method: { apiKeyRequired: true } });
    expect(rulesOf(await checked(place, "/keyed"))).toEqual(["api-key-without-plan"]);
    await gateway.createUsagePlan({ name: "plan", apiStages: [{ apiId: place.apiId, stage: "dev" }] });
    expect(await checked(place, "/keyed")).toEqual([]);
  });
});

describe("what a template reads and there is not", () => {
  test.each<readonly [string, readonly string[]]>([
    ['{"a":"$method.request.querystring.a"}', ["$method"]],
    ['{"a":$util.toJson($context.arguments)}', ["$util.toJson", "$context.arguments"]],
    ['{"a":"$inputRoot.a"}', ["$inputRoot"]],
    ['{"$schema":"x"}', ["$schema"]],
    ['{"a":"$input.headers.x"}', ["$input.headers"]],
    ['{"a":"$!{connection}","b":"$context.connectionId"}', ["$connection", "$context.connectionId"]],
    ['#set($x = "$y z")$x', ["$y"]],
    ["#if($a == $b)x#end", ["$a", "$b"]],
    ["#foreach($e in $list)$e#end", ["$list"]],
  ])("%s", (template, expected) => expect(unknownReferences(template)).toEqual(expected));

  test.each([
    "#set($r = $input.path('$'))$r.a",
    "#foreach($k in $input.params().keySet())$k $foreach.index $velocityCount#end",
    '#macro(q $v)"$v"#end#q($input.body)',
    "#define($b)x#end$b",
    "#set($x = $input.path('$.a'))#if($x == $null)none#else$x#end",
    '$stageVariables.x $context.authorizer.claims["sub"] $context.identity.sourceIp $context.requestOverride',
    '#set($x = "a$")#set($y = $input.params("a").replaceAll("^a$", "b"))$x$y costs $5',
    '#set($context.requestOverride.header["x"] = "1")$util.escapeJavaScript($input.json("$"))',
  ])("and there is: %s", (template) => expect(unknownReferences(template)).toEqual([]));
});
