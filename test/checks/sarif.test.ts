import { readFileSync } from "node:fs";
import { join } from "node:path";
import draft4 from "ajv-draft-04";
import formats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Checked, sarif } from "../../src/commands/check-method/show.ts";
import { type Finding, NOT_CHECKED, RULE_NAMES } from "../../src/gateway/checks/finding.ts";
import { PAGES } from "../../src/gateway/checks/pages/index.ts";
import { RULES } from "../../src/gateway/checks/rule-ids.ts";
import { freshPlace } from "../cli/run.ts";
import { type Plant, plant } from "./planted.ts";

// Other programs read what check-method writes as SARIF: it is held against the standard's own JSON schema.

const Ajv = draft4.default;
// One of its patterns is none for a regular expression in Unicode mode.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv as never);
const schema = JSON.parse(readFileSync(join(import.meta.dirname, "sarif/sarif-2.1.0-rtm.5.json"), "utf8"));
const validate = ajv.compile(schema);
const faultsOf = (log: unknown) => (validate(log) ? [] : validate.errors);

test("the schema is one that says no", () => {
  const log = sarif([], { id: "a", name: "b" }, "1.0.0", PAGES) as Record<string, unknown>;
  expect(faultsOf(log)).toEqual([]);
  for (const wrong of [
    { ...log, version: "2.0.0" },
    { ...log, runs: [{ tool: {} }] },
    { ...log, more: 1 },
    { ...log, runs: [{ tool: { driver: { name: "x" } }, results: [{ level: "bad" }] }] },
  ])
    expect(faultsOf(wrong)).not.toEqual([]);
});

const AWS = { type: "AWS", credentials: "arn:aws:iam::123456789012:role/nobody" };
const uri = (rest: string) => `arn:aws:apigateway:us-east-1:${rest}`;
const HTTP = { type: "HTTP", uri: "https://example.com", integrationHttpMethod: "GET" };
const BROKEN: readonly Omit<Plant, "path">[] = [
  {},
  { integration: { type: "MOCK" } },
  { integration: { type: "MOCK", requestTemplates: { "application/json": "{}" } } },
  { integration: { ...AWS, uri: uri("sqs:path/123456789012/pets") } },
  {
    integration: {
      ...AWS,
      uri: uri("sqs:path/123456789012/pets.fifo"),
      requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$input.body" },
    },
  },
  { integration: { ...AWS, uri: uri("events:path//"), requestTemplates: { "application/json": "a=b" } } },
  { integration: { ...AWS, uri: uri("dynamodb:path//") } },
  { integration: { ...AWS, uri: uri("s3vectors:path/QueryVectors") } },
  { integration: { ...AWS, uri: uri("sqs:path/https://sqs.us-east-1.amazonaws.com/x") } },
  {
    integration: {
      type: "AWS_PROXY",
      uri: uri(
        "lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:nobody/invocations",
      ),
    },
  },
  { integration: { ...HTTP, uri: "https://${stageVariables.backend}/" } },
  { integration: { ...HTTP, uri: "https://example.com/{id}" } },
  { integration: HTTP, responses: { 404: { selectionPattern: "4\\d{2}" } } },
  { integration: HTTP, responses: { 200: { responseTemplates: { "application/json": "{" } } } },
  { integration: HTTP, method: { requestModels: { "application/json": "Empty" } } },
  { integration: HTTP, method: { apiKeyRequired: true } },
];

test("what is found of many broken methods fits the schema, with what is ignored and what could not be looked at", async () => {
  const place = await freshPlace({ faults: [{ kind: "denied", operation: "GetVpcLinks" }] });
  for (const [i, one] of BROKEN.entries()) await plant(place, { path: `/broken/n${i}`, ...one });
  const line = "apigw check-method --api petstore --all --output sarif";
  const whole = await place.run(line);
  const log = JSON.parse(whole.stdout);
  expect(faultsOf(log)).toEqual([]);
  const [{ results, tool }] = log.runs;
  expect(results.length).toBeGreaterThan(25);
  expect(tool.driver.rules.length).toBeGreaterThan(15);
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toContain(NOT_CHECKED);
  const ignored = await place.run(`${line} --ignore-file f`, {
    files: { f: "role-missing # it comes with the next change\nfunction-missing GET /nowhere # gone\n" },
  });
  expect(faultsOf(JSON.parse(ignored.stdout))).toEqual([]);
  expect(ignored.stdout).toContain('"external"');
  const none = await place.run(`${line} --rule vpc-link-status`);
  expect(faultsOf(JSON.parse(none.stdout))).toEqual([]);
  expect(JSON.parse(none.stdout).runs[0].results).toEqual([]);
});

test("whatever is found of whatever is named how ever, the log fits the schema", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const finding = fc
    .tuple(fc.constantFrom(...RULE_NAMES), text, text)
    .map(([rule, message, remedy]): Finding => {
      const [check, level] = rule === NOT_CHECKED ? (["role", "unchecked"] as const) : RULES[rule];
      return { rule, check, level, message, remedy };
    });
  const checked = fc.record({
    at: text,
    findings: fc.array(finding, { maxLength: 5 }),
    ignored: fc.array(
      fc.tuple(finding, text).map(([one, reason]) => ({ ...one, reason })),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(fc.array(checked, { maxLength: 6 }), text, (all: readonly Checked[], name) => {
      expect(faultsOf(JSON.parse(JSON.stringify(sarif(all, { id: "a1", name }, "1.2.3", PAGES))))).toEqual(
        [],
      );
    }),
    { numRuns: 300 },
  );
});
