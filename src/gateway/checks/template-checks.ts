import type { IntegrationRequest, IntegrationResponse, MethodDocument } from "../document/method.ts";
import { isMappingFault, parseMapping } from "../rules/mapping.ts";
import { mockStatus } from "../rules/mock-status.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found } from "./finding.ts";

const isJson = (contentType: string): boolean =>
  /^(application\/(json|x-amz-json-1\.[01])|[^/]+\/[^/]*\+json)$/i.test(
    contentType.split(";")[0]?.trim() ?? "",
  );
/** By a mark: what is not known stands as letters, never as this. */
const hasMark = (text: string): boolean => /ZqX[A-Z]XqZ/.test(text);

const REQUEST = "PutIntegration.requestTemplates";
const RESPONSE = "PutIntegrationResponse.responseTemplates";

/** The templates parse and yield what their content type says; a mock's says a status. */
export function* checkTemplates(document: MethodDocument, facts: Facts): Iterable<Finding> {
  const { integration, integrationResponses } = document;
  for (const [type, template] of Object.entries(integration?.requestTemplates ?? {})) {
    const what = `the request template for ${type}`;
    yield* checkSyntax(what, template, facts, REQUEST);
    if (/[;\s]/.test(type))
      yield found(
        "request-template-unreachable",
        `${what} is chosen by no call: what stands behind the type in a call's Content-Type is not compared`,
        `write ${type.split(/[;\s]/)[0] ?? ""}`,
        REQUEST,
      );
    if (integration && integration.type !== "MOCK" && integration.type !== "AWS_PROXY")
      yield* checkContent(what, sentType(integration, facts, template) ?? type, template, facts, REQUEST);
  }
  if (integration?.type === "MOCK") yield* checkMock(integration, facts);
  for (const [status, response] of Object.entries(integrationResponses))
    for (const [type, template] of Object.entries(response.responseTemplates)) {
      const what = `the response template of ${status} for ${type}`;
      yield* checkSyntax(what, template, facts, RESPONSE);
      const answered = answeredType(response);
      if (answered !== "unknown") yield* checkContent(what, answered ?? type, template, facts, RESPONSE);
      if (/[*;\s]/.test(type) || !type.includes("/"))
        yield found(
          "response-template-unreachable",
          `${what} is chosen by no caller: the type is compared letter by letter with what is accepted`,
          "write a content type like application/json",
          RESPONSE,
        );
    }
}

function* checkSyntax(what: string, template: string, facts: Facts, field: string): Iterable<Finding> {
  const fault = facts.templateFault(template);
  if (fault)
    yield found(
      "template-syntax",
      `${what} ${fault.message}: every call is answered with 500`,
      "mend the template",
      field,
    );
  const unknown = fault ? [] : facts.unknownReferences(template);
  if (unknown.length > 0)
    yield found(
      "template-reference",
      `${what} reads ${unknown.join(", ")}, which nothing sets and API Gateway does not have: nothing stands in ${unknown.length === 1 ? "its" : "their"} place`,
      "read $input, $context, $stageVariables, or what the template sets; $util has escapeJavaScript, parseJson, urlEncode, urlDecode, base64Encode and base64Decode",
      field,
    );
}

/** What a template yields, against the content type under which it goes out. */
function* checkContent(
  what: string,
  type: string,
  template: string,
  facts: Facts,
  field: string,
): Iterable<Finding> {
  if (!isJson(type) || facts.templateFault(template)) return;
  if (facts.yieldsJson(template) !== false) {
    yield* checkWholeBody(what, template, facts, field);
    return;
  }
  const texts = facts.samples(template).map(({ text }) => text);
  if (texts.length > 0 && texts.every((text) => /^\s*</.test(text)))
    yield found(
      "template-content-type",
      `${what} yields XML or HTML, and goes out as ${type}`,
      "map the Content-Type header too, or give the template another content type",
      field,
    );
  else
    yield found(
      "template-json",
      `${what} does not yield JSON for a sample call`,
      "mend the template, or give it another content type",
      field,
    );
}

const WHOLE_TEXT = /^\s*\$!?\{?input\.path\(\s*(['"])\$\1\s*\)\}?\s*$/;

/** A body that is JSON has quotes of its own; and what Java prints of a map is no JSON. */
function* checkWholeBody(what: string, template: string, facts: Facts, field: string): Iterable<Finding> {
  const whole = facts.wholeBodyIn(template);
  if (whole === undefined) return;
  // What a backend answers may well be a text: between quotes as it is, or passed on whole.
  if (field === RESPONSE && (whole === "body in quotes" || WHOLE_TEXT.test(template))) return;
  if (whole === "map")
    yield found(
      "body-as-map",
      `${what} writes $input.path('$') as it is: an object comes out as {name=value}, which is no JSON`,
      "write $input.json('$')",
      field,
    );
  else
    yield found(
      "body-in-quotes",
      `${what} writes ${whole === "body in quotes" ? "$input.body" : "$input.json('$')"} between quotes: the quotes of a body that is JSON end them, and what is sent is no JSON`,
      `write "$util.escapeJavaScript(${whole === "body in quotes" ? "$input.body" : "$input.json('$')"}).replaceAll("\\'","'")", or leave the quotes out where JSON is meant`,
      field,
    );
}

/** The Content-Type that is set for the backend; undefined where the template's own stands. */
function sentType(integration: IntegrationRequest, facts: Facts, template: string): string | undefined {
  const overridden = facts.samples(template).flatMap(({ headers }) => named(headers, "content-type"))[0];
  if (overridden !== undefined) return overridden;
  const mapped = named(integration.requestParameters, "integration.request.header.content-type")[0];
  return staticText(mapped);
}

/** The Content-Type that a response maps: undefined where it maps none, "unknown" where the backend's answer says it. */
function answeredType({ responseParameters }: IntegrationResponse): string | undefined {
  const mapped = named(responseParameters, "method.response.header.content-type")[0];
  return mapped === undefined ? undefined : (staticText(mapped) ?? "unknown");
}

const named = (record: Readonly<Record<string, string>>, name: string): string[] =>
  Object.entries(record).flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));

function staticText(expression: string | undefined): string | undefined {
  const parsed = expression === undefined ? undefined : parseMapping(expression);
  return parsed && !isMappingFault(parsed) && parsed.root === "static" ? parsed.value : undefined;
}

/** A mock lives by its template: each content type that comes needs one with a status. */
function* checkMock(integration: IntegrationRequest, facts: Facts): Iterable<Finding> {
  const templates = Object.entries(integration.requestTemplates);
  for (const [type, template] of templates) {
    const texts = facts.samples(template).map(({ text }) => text);
    const bad = texts.some((text) => !hasMark(text) && mockStatus(text) === undefined);
    if (!/statusCode/.test(template) || (!facts.templateFault(template) && bad))
      yield found(
        "mock-status",
        /statusCode/.test(template)
          ? `the mock's request template for ${type} yields no statusCode that is an integer from 100 to 599: calls are answered with 500`
          : `the mock's request template for ${type} has no statusCode: every call is answered with 500`,
        'write {"statusCode": 200}',
        REQUEST,
      );
  }
  const types = templates.map(([type]) => type);
  const refused =
    integration.passthroughBehavior === "NEVER" ||
    (integration.passthroughBehavior === "WHEN_NO_TEMPLATES" && types.length > 0);
  if (types.includes("$default")) return;
  if (!types.includes("application/json"))
    yield found(
      "mock-template-missing",
      `the mock has no request template for application/json, which is what a call without Content-Type counts as: it is answered with ${refused ? "415" : "500"}`,
      'give application/json the template {"statusCode": 200}',
      REQUEST,
    );
  else if (!refused)
    yield found(
      "mock-content-type",
      `a call with another Content-Type than ${types.join(", ")} finds no template, and is answered with 500`,
      "set the passthrough behavior to NEVER: it is answered with 415 then",
      "PutIntegration.passthroughBehavior",
    );
}
