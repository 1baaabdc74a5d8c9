import { binaryTypesLine } from "../call/binary-types.ts";
import { functionArnOf, usesStageVariables } from "../names/uri.ts";
import { type Here, typeOf } from "./here.ts";
import type { Understood } from "./meaning.ts";
import {
  faultyTemplates,
  functionNameHere,
  lettingAuthorizer,
  mendingOf,
  mendingOfAll,
  settingVariables,
  unfilled,
} from "./mending-rules.ts";
import { quote } from "./shell-words.ts";

type Mends = (here: Here, match: RegExpExecArray | undefined) => readonly string[];

const update = (flags: string): string => `apigw update-method {at} ${flags}`;

/** The call again, as it should have been. */
const calling: Mends = ({ curl }) => (curl === undefined ? [] : [curl]);

const others =
  (mends: Mends, ...commands: readonly string[]): Mends =>
  (here, match) => [...mends(here, match), ...commands];

/** What mends a message by what is known of its place: before, or instead of, what the table of messages says of any place. */
const MESSAGES_MENDED: Readonly<Record<string, Mends>> = {
  "lambda-permission": (here, match) => {
    const byRule = checked("function", "permission")(here, match);
    if (byRule.length > 0) return byRule;
    const { integration } = here.method ?? {};
    // By a stage variable the function is known to the log alone.
    return usesStageVariables(integration?.uri ?? "") ? lettingMethod(here) : [];
  },
  "authorizer-permission": (here) => lettingAuthorizer(here),
  "role-trust": checked("role"),
  "no-default-response": ({ method }, match) => {
    const status = match?.[1] ?? "";
    if (!method) return [];
    const isLambda = functionArnOf(method.integration?.uri ?? "") !== undefined;
    const exact = /^[1-5]\d\d$/.test(status) && !isLambda && method.responses[status] === undefined;
    return [...(exact ? [update(`--response ${status}=${status}`)] : []), update("--response 200")];
  },
  "request-template": (here) => [
    ...faultyTemplates(here),
    ...(here.findings.some(({ rule }) => rule === "binary-request-template")
      ? mendingOf("binary-request-template", here)
      : []),
  ],
  "response-template": (here) => {
    const faulty = faultyTemplates(here);
    if (faulty.length > 0 || !here.method) return faulty;
    const [status] = templated(here);
    // Every answer is bytes to this API: as Base64 a template would read none of it.
    if (here.api?.binaryMediaTypes?.includes("*/*"))
      return [`${binaryTypesLine(here.api.id, { remove: ["*/*"] })} {aws}${andDeploy(here)}`];
    return status === undefined ? [] : [update(`--response-content-handling ${status}:convert_to_text`)];
  },
  base64: ({ method }) => {
    if (!method) return [];
    if (method.integration?.contentHandling === "CONVERT_TO_BINARY")
      return [update("--content-handling passthrough")];
    const answers = Object.entries(method.integrationResponses).filter(
      ([, { contentHandling }]) => contentHandling !== "CONVERT_TO_TEXT",
    );
    // Of those that ask for bytes first: of the others the caller does, by its Accept.
    const asking = answers.filter(([, { contentHandling }]) => contentHandling === "CONVERT_TO_BINARY");
    return (asking.length > 0 ? asking : answers)
      .slice(0, 1)
      .map(([status]) => update(`--response-content-handling ${status}:convert_to_text`));
  },
  "mock-status": (here) => [update(`--request-template '${typeOf(here)}={"statusCode": 200}'`)],
  "endpoint-address": (here) => [
    ...(here.stage === undefined ? [] : settingVariables(here)),
    update("--endpoint <url>"),
  ],
  "path-placeholder": (here, match) => unfilled(here.method?.integration?.uri ?? match?.[2] ?? "", here),
  "certificate-name": ({ method }, match) => {
    const uri = method?.integration?.uri;
    const name = match?.[2];
    // A certificate may be for all names below one.
    if (uri === undefined || name === undefined || !/^[\w.-]+$/.test(name) || !URL.canParse(uri)) return [];
    const { hostname } = new URL(uri);
    return [update(`--endpoint ${quote(uri.replace(hostname, name))}`)];
  },
  "reply-too-large": ({ method }) =>
    method?.integration?.type === "HTTP" ? [update("--proxy --response-transfer-mode stream")] : [],
  "authorizer-threw": askingAnother,
  "authorizer-context": askingAnother,
  "authorizer-failed": (here, match) => {
    const byRule = checked("authorizer")(here, match);
    return byRule.length > 0 ? byRule : askingAnother(here, match);
  },
  "authorizer-error": (here, match) => {
    const byRule = checked("authorizer")(here, match);
    return byRule.length > 0 ? byRule : askingAnother(here, match);
  },
  "explicit-deny": keptVerdict,
  "not-allowed": keptVerdict,
  "authorizer-refused": calling,
  unauthorized: calling,
  "missing-parameters": others(calling, update("--request-validator none")),
  "unparsable-body": calling,
  "missing-authentication-token": signingOrDeploying,
  "signature-malformed": signingOrDeploying,
  "signature-scope": calling,
  "signature-expired": calling,
  signature: calling,
  "token-expired": calling,
  forbidden: (here) => {
    const { stage, hasStage, method, curl, plans } = here;
    if (hasStage === false && stage !== undefined)
      return [`apigw deploy {api} --stage ${stage} --create-stage`];
    if (!method?.request.apiKeyRequired) return [];
    return [...(curl === undefined || plans?.length === 0 ? [] : [curl]), ...planning(here)];
  },
  "key-without-plan": (here) => planning(here),
  quota: ({ plans }) =>
    (plans ?? []).map(
      ({ id }) =>
        `aws apigateway update-usage --usage-plan-id ${id} --key-id <key> --patch-operations op=replace,path=/remaining,value=<calls> {aws}`,
    ),
  "key-throttled": (here) => raised(here),
  throttled: (here) => [
    ...(here.throttled === undefined
      ? []
      : [
          `apigw update-stage-method {api} --stage ${here.stage ?? "<stage>"} ${here.throttled === "stage" || !here.at ? "--all-methods" : `--resource ${quote(here.at.path)} --method ${here.at.httpMethod}`} --throttle-rate <calls a second> --throttle-burst <calls at once>`,
        ]),
    ...raised(here),
  ],
  internal: (here) => mendingOfAll(here.findings, here),
  "no-integration": ({ halfMade = [] }) =>
    halfMade.flatMap(({ path, httpMethod }) => {
      const at = `{api} --resource ${quote(path)} --method ${httpMethod}`;
      return [
        `apigw update-method ${at} --integration <kind of integration>`,
        `apigw delete-method ${at} --yes`,
      ];
    }),
  "vpc-link-failed": checked("vpc-link"),
};

/** What mends it here; nothing where no more is known than its table says. */
export function mendingHere({ meaning, line }: Understood, here: Here): readonly string[] {
  const match = meaning.message.exec(line) ?? undefined;
  return MESSAGES_MENDED[meaning.id]?.(here, match) ?? [];
}

/** By what the checks of these names found. */
function checked(...checks: readonly string[]): Mends {
  return (here) =>
    mendingOfAll(
      here.findings.filter(({ check }) => checks.includes(check)),
      here,
    );
}

/** What asks for a signature is called with one; what the stage has not is deployed. */
function signingOrDeploying({ api, stage, hasStage, method, curl, at }: Here, _: unknown): readonly string[] {
  if (!api) return [];
  if (method?.request.authorizationType === "AWS_IAM" && curl !== undefined) return [curl];
  if (hasStage === false) return [`apigw deploy {api} --stage ${stage ?? "<stage>"} --create-stage`];
  return at ? [`apigw deploy {api} --stage ${stage ?? "<stage>"}`] : [];
}

/** Lets the method call the function that the log names. */
function lettingMethod({ told, api, at, region, account, partition }: Here): readonly string[] {
  const { functionArn } = told;
  if (functionArn === undefined || !at) return [];
  const [, , , , owner] = functionArn.split(":");
  const path = at.path.replaceAll(/\{[^{}]+\}/g, "*");
  const verb = at.httpMethod === "ANY" ? "*" : at.httpMethod;
  const sid = `apigw-${api?.id}-${verb}-${path}`.replaceAll(/[^\w-]+/g, "-").replace(/-+$/, "");
  return [
    `aws lambda add-permission --function-name ${quote(functionArn)} --statement-id ${sid} --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn ${quote(`arn:${partition}:execute-api:${region ?? "REGION"}:${account ?? owner}:${api?.id ?? "API"}/*/${verb}${path}`)} {aws}`,
  ];
}

/** Another function for the authorizer, until its own is mended. */
function askingAnother(here: Here, _: unknown): readonly string[] {
  const { authorizer, told, api, region, partition } = here;
  const id = told.authorizerId ?? authorizer?.id;
  if (!api || id === undefined) return [];
  const [, part = partition, , at = region ?? "<region>"] = (
    told.functionArn ??
    authorizer?.function ??
    ""
  ).split(":");
  const uri = `arn:${part || partition}:apigateway:${at}:lambda:path/2015-03-31/functions/<ARN of a function that works>/invocations`;
  return [
    `${updatedAuthorizer(api.id, id, `op=replace,path=/authorizerUri,value=${uri}`)}${andDeploy(here)}`,
  ];
}

/** A policy that is kept for a token, and made for one method, refuses the next: do not keep it. */
function keptVerdict(here: Here, _: unknown): readonly string[] {
  const { authorizer, api } = here;
  if (!api || !authorizer || authorizer.ttl === 0) return [];
  return [
    `${updatedAuthorizer(api.id, authorizer.id, "op=replace,path=/authorizerResultTtlInSeconds,value=0")}${andDeploy(here)}`,
  ];
}

const updatedAuthorizer = (api: string, id: string, operation: string): string =>
  `aws apigateway update-authorizer --rest-api-id ${api} --authorizer-id ${id} --patch-operations ${operation} {aws}`;

/** A stage has its authorizers as they were deployed. */
const andDeploy = ({ stage }: Here): string =>
  stage === undefined ? "" : ` && apigw deploy {api} --stage ${stage}`;

/** The key into a plan of the stage; where there is none, the stage into a plan. */
function planning({ plans, api, stage }: Here): readonly string[] {
  if (!plans) return [];
  const key = (plan: string) =>
    `aws apigateway create-usage-plan-key --usage-plan-id ${plan} --key-type API_KEY --key-id <key> {aws}`;
  if (plans.length > 0) return plans.map(({ id }) => key(id));
  return [
    `aws apigateway update-usage-plan --usage-plan-id <plan> --patch-operations op=add,path=/apiStages,value=${api?.id ?? "<id>"}:${stage ?? "<stage>"} {aws} && ${key("<plan>")}`,
  ];
}

/** A higher rate for the plans of the stage that have one. */
const raised = ({ plans = [] }: Here): readonly string[] =>
  plans
    .filter(({ limits }) => limits)
    .map(
      ({ id }) =>
        `aws apigateway update-usage-plan --usage-plan-id ${id} --patch-operations op=replace,path=/throttle/rateLimit,value=<calls a second> op=replace,path=/throttle/burstLimit,value=<calls at once> {aws}`,
    );

/** The statuses whose answer a template makes. */
const templated = ({ method }: Here): readonly string[] =>
  Object.entries(method?.integrationResponses ?? {}).flatMap(([status, { responseTemplates }]) =>
    Object.keys(responseTemplates).length > 0 ? [status] : [],
  );

/** What the blanks of a command are, as far as they are known here. */
export function blanksOf(here: Here): Readonly<Record<string, string>> {
  const { api, stage, authorizer, told, plans } = here;
  const known = {
    id: api?.id,
    stage,
    authorizer: told.authorizerId ?? authorizer?.id,
    function: functionNameHere(here),
    plan: plans?.length === 1 ? plans[0]?.id : undefined,
    origin: told.origin,
    type: typeOf(here),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}
