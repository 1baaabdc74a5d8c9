import type { Finding, RuleName } from "../checks/finding.ts";
import { functionArnOf, parseFunctionName, stageVariablesIn, uriPlaceholders } from "../names/uri.ts";
import { isRefusedHeader } from "../rules/headers.ts";
import { type Here, typeOf } from "./here.ts";
import { quote } from "./shell-words.ts";

/** The mending commands of what the checks find; `{at}` and angle brackets as in a Meaning's. */
export const mendingOf = (rule: RuleName, here: Here): readonly string[] => RULES_MENDED[rule]?.(here) ?? [];

/** Those of several findings, each once; errors alone, for nothing else fails a call. */
export const mendingOfAll = (findings: readonly Finding[], here: Here): readonly string[] => [
  ...new Set(findings.filter(({ level }) => level === "error").flatMap(({ rule }) => mendingOf(rule, here))),
];

type Mends = (here: Here) => readonly string[];

const update = (flags: string): string => `apigw update-method {at} ${flags}`;
const always =
  (...flags: readonly string[]): Mends =>
  () =>
    flags.map(update);

const mockTemplate: Mends = (here) => [update(`--request-template '${typeOf(here)}={"statusCode": 200}'`)];

const RULES_MENDED: Partial<Record<RuleName, Mends>> = {
  "permission-missing": always("--permission"),
  "permission-of-test": always("--permission"),
  "function-missing": always("--function <function that exists>"),
  "function-verb": always("--integration-method POST"),
  "role-missing": always("--create-role <name>"),
  "role-trust": always("--create-role <name>"),
  "role-none": always("--create-role <name>"),
  "role-account": always("--create-role <name>"),
  "mock-status": mockTemplate,
  "mock-template-missing": mockTemplate,
  "template-syntax": faultyTemplates,
  "path-unfilled": (here) => unfilled(here.method?.integration?.uri ?? "", here),
  "response-missing": undeclared,
  "response-unpaired": undeclared,
  "header-refused": (here) =>
    refusedHeaders(here).map((name) => update(`--unset ${quote(`request-parameter:${name}`)}`)),
  "vpc-link-missing": always("--vpc-link <link>"),
  "integration-missing": always("--integration <kind of integration>"),
  "authorizer-missing": always("--authorizer <authorizer that exists>"),
  "authorizer-permission": lettingAuthorizer,
  "binary-request-template": always("--content-handling convert_to_text"),
  "stage-variable-missing": settingVariables,
};

/** Takes out the templates that have a fault, one at a time. */
export function faultyTemplates({ method, isFaulty }: Here): readonly string[] {
  const faulty = (templates: Readonly<Record<string, string>>) =>
    Object.entries(templates)
      .filter(([, template]) => isFaulty(template))
      .map(([type]) => type);
  const flags = [
    ...faulty(method?.integration?.requestTemplates ?? {}).map(
      (type) => `--unset ${quote(`request-template:${type}`)}`,
    ),
    ...Object.entries(method?.integrationResponses ?? {}).flatMap(([status, { responseTemplates }]) =>
      faulty(responseTemplates).map((type) => `--unset ${quote(`response-template:${status}:${type}`)}`),
    ),
  ];
  return flags.length === 0 ? [] : [update(flags.join(" "))];
}

/** Fills what is left in braces in a backend's address: by the path's own parameter, else by one of the query. */
export function unfilled(address: string, { at, method }: Here): readonly string[] {
  const mapped = method?.integration?.requestParameters ?? {};
  const names = uriPlaceholders(address).filter(
    (name) => mapped[`integration.request.path.${name}`] === undefined,
  );
  if (names.length === 0) return [];
  const own = (name: string) =>
    at === undefined || at.path.includes(`{${name}}`) || at.path.includes(`{${name}+}`);
  const flags = [...new Set(names)].map((name) =>
    own(name)
      ? `--request-parameter ${quote(`integration.request.path.${name}=method.request.path.${name}`)}`
      : `--query-param ${quote(`${name}:required`)} --request-parameter ${quote(`integration.request.path.${name}=method.request.querystring.${name}`)}`,
  );
  return [update(flags.join(" "))];
}

function undeclared({ method }: Here): readonly string[] {
  const missing = Object.keys(method?.integrationResponses ?? {}).filter(
    (status) => method?.responses[status] === undefined,
  );
  return missing.length === 0 ? [] : [update(missing.map((one) => `--response ${one}`).join(" "))];
}

/** The mapped headers that API Gateway sets itself. */
function refusedHeaders({ method }: Here): readonly string[] {
  const prefix = "integration.request.header.";
  const { type = "", requestParameters = {} } = method?.integration ?? {};
  return Object.keys(requestParameters).filter(
    (name) => name.startsWith(prefix) && isRefusedHeader(type, name.slice(prefix.length)),
  );
}

/** Lets API Gateway ask the authorizer's function. */
export function lettingAuthorizer(here: Here): readonly string[] {
  const { api, authorizer, region, account, told } = here;
  const id = told.authorizerId ?? authorizer?.id ?? "<authorizer>";
  const arn = told.functionArn ?? authorizer?.function ?? "<function>";
  const name = arn.startsWith("arn:") ? quote(arn) : arn;
  const [, part = here.partition, , at = "<region>", owner = "<account>"] = arn.split(":");
  const source = `arn:${part}:execute-api:${region ?? at}:${account ?? owner}:${api?.id ?? "<id>"}/authorizers/${id}`;
  return [
    `aws lambda add-permission --function-name ${name} --statement-id authorizer-${id} --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn ${source} {aws}`,
  ];
}

/** Sets the stage variables that the stage lacks; they hold at once. */
export function settingVariables({ method, stage }: Here): readonly string[] {
  const { uri = "", credentials = "", connectionId = "" } = method?.integration ?? {};
  const names = stageVariablesIn(`${uri} ${credentials} ${connectionId}`);
  if (names.length === 0) return [];
  const named = stage ?? "<stage>";
  const operations = names.map((name) => `op=replace,path=/variables/${name},value=<${name}>`).join(" ");
  return [
    `aws apigateway update-stage --rest-api-id <id> --stage-name ${named} --patch-operations ${operations} {aws}`,
  ];
}

/** The function's name, without its alias: what Lambda's own commands take. */
export function functionNameHere({ told, method }: Here): string | undefined {
  const arn = told.functionArn ?? functionArnOf(method?.integration?.uri ?? "");
  const parsed = arn === undefined || arn.includes("${") ? undefined : parseFunctionName(arn);
  return parsed && !("fault" in parsed) ? parsed.name : undefined;
}
