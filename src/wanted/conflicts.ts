import { parseArn } from "../gateway/names/arn.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { pathParameters } from "../gateway/names/path.ts";
import { isProxy } from "../settings/conditions.ts";
import type { Known } from "../settings/known.ts";
import { methodSettings } from "../settings/method.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { flagOf, type Key } from "../settings/setting.ts";
import { checkCors } from "./cors.ts";
import { checkMappings, checkPlaceholders } from "./mapping-conflicts.ts";
import { resolve } from "./resolve.ts";
import { OPTIONAL } from "./responses.ts";
import { checkTwice } from "./twice.ts";

/** What is wrong between the settings of a method, as far as that can be told without asking AWS. */
export function checkSettings(given: Known): readonly Problem[] {
  const { given: known, problems } = resolve(given);
  return [...checkTwice(given), ...problems, ...checkResolved(known)];
}

/** The same of settings that hold already what follows from recipe, service and action. */
export function checkResolved(known: Known): readonly Problem[] {
  return [
    ...checkIntegration(known),
    ...checkParameters(known),
    ...checkMappings(known),
    ...checkPlaceholders(known),
    ...checkResponses(known),
    ...checkTemplates(known),
    ...checkArns(known),
    ...checkCors(known),
  ];
}

function* checkIntegration(known: Known): Iterable<Problem> {
  const { integration, integrationMethod, callerCredentials, authorization } = known;
  // What a method has already counts too: then all of it is looked at together.
  if (known.ifExists === "update") return;
  if (integration === "lambda" && integrationMethod !== undefined && integrationMethod !== "POST")
    yield problem(
      "integrationMethod",
      `${integrationMethod} does not invoke a Lambda function; API Gateway accepts it and then answers every call with 500`,
      "leave it out or give POST",
    );
  if (callerCredentials && authorization !== "AWS_IAM")
    yield problem(
      "callerCredentials",
      "needs callers that sign with AWS credentials",
      "add --authorization iam, or give a --role",
    );
  if (
    integration === "aws" &&
    known.service === "lambda" &&
    integrationMethod !== undefined &&
    integrationMethod !== "POST" &&
    /functions\/.+\/invocations$/.test(known.pathOverride ?? "")
  )
    yield problem("integrationMethod", `${integrationMethod} does not invoke a Lambda function`, "give POST");
}

function* checkParameters(known: Known): Iterable<Problem> {
  const seen = new Map<string, "queryParam" | "header" | "pathParam">();
  for (const [key, parameters] of [
    ["queryParam", known.queryParam],
    ["header", known.header],
    ["pathParam", known.pathParam],
  ] as const) {
    for (const { name } of parameters ?? []) {
      const other = seen.get(name);
      // AWS: "Parameter names must be unique across querystring, header and path" (recorded).
      if (other !== undefined && other !== key)
        yield problem(
          key,
          `"${name}" is also given by ${flagOf(methodSettings[other])}; names must be unique across query string, header and path`,
          "give each parameter once, under one name",
        );
      seen.set(name, key);
    }
  }
  const inPath = known.resource?.startsWith("/") ? pathParameters(known.resource) : undefined;
  for (const { name } of known.pathParam ?? [])
    if (inPath && !inPath.includes(name))
      yield problem(
        "pathParam",
        `the resource ${known.resource} has no {${name}}`,
        inPath.length > 0 ? `give one of ${inPath.join(", ")}` : "leave it out",
      );
}
function* checkResponses(known: Known): Iterable<Problem> {
  const responses = known.response ?? [];
  const seen = new Set<string>();
  for (const { status, of } of responses) {
    seen.add(status);
    if (of !== undefined && isProxy(known))
      yield problem(
        "response",
        `${status}=${of}: a proxy integration has no selection patterns; the backend sets the status`,
        `write --response ${status}, or use --no-proxy`,
      );
  }
  if (!isProxy(known)) {
    const defaults = responses.filter(({ of }) => of === undefined);
    if (defaults.length > 1)
      yield problem(
        "response",
        `${defaults.map(({ status }) => status).join(" and ")} have no selection pattern; only one response can be the default`,
        `write ${defaults[1]?.status}=pattern`,
      );
    const patterns = responses.flatMap(({ of }) => of ?? []);
    const twice = patterns.find((one, i) => patterns.indexOf(one) !== i);
    if (twice !== undefined)
      yield problem(
        "response",
        `the selection pattern "${twice}" is given twice`,
        "give each status a pattern of its own",
      );
  }
  for (const { status, of } of known.responseHeader ?? [])
    if (of.expression !== undefined && of.expression !== OPTIONAL && isProxy(known))
      yield problem(
        "responseHeader",
        `${status}:${of.name}: a proxy integration's headers come from the backend`,
        `write ${status}:${of.name} to declare it, or use --no-proxy`,
      );
  if (known.ifExists === "update") return;
  for (const [key, list] of [
    ["responseHeader", known.responseHeader],
    ["responseTemplate", known.responseTemplate],
    ["responseModel", known.responseModel],
    ["responseContentHandling", known.responseContentHandling],
  ] as const)
    for (const { status } of list ?? [])
      if (!seen.has(status) && status !== "200")
        yield problem(
          key,
          `the method has no response ${status}`,
          `add --response ${isProxy(known) ? status : `${status}=pattern`}`,
        );
}

function* checkTemplates(known: Known): Iterable<Problem> {
  const templates = [
    ...(known.requestTemplate ?? []).map((one) => ({
      setting: "requestTemplate" as const,
      source: one.source,
    })),
    ...(known.responseTemplate ?? []).map(({ of }) => ({
      setting: "responseTemplate" as const,
      source: of.source,
    })),
  ];
  const stdin = templates.filter(({ source }) => "stdin" in source);
  if (stdin.length > 1)
    yield problem(
      stdin[1]?.setting,
      "standard input is read by another template already",
      "give the other one by @file",
    );
}

/** Every ARN must lie in the partition of the Region; a load balancer in the Region itself. */
function* checkArns(known: Known): Iterable<Problem> {
  const { region } = known;
  const partition = region === undefined ? undefined : partitionOf(region);
  const fn = known.function;
  if (fn?.region !== undefined && known.functionRegion !== undefined && fn.region !== known.functionRegion)
    yield problem(
      "functionRegion",
      `${known.functionRegion} is not the Region in the function's ARN, ${fn.region}`,
      "leave it out",
    );
  if (partition === undefined || region === undefined) return;
  const wrong = (key: Key, arn: { partition: string }) =>
    problem(
      key,
      `the ARN is of the partition ${arn.partition}, but the Region ${region} is in ${partition}`,
      `give an ARN that starts with arn:${partition}:`,
    );
  if (fn?.partition !== undefined && fn.partition !== partition)
    yield wrong("function", { partition: fn.partition });
  for (const [key, text] of [
    ["role", known.role],
    ["integrationTarget", known.integrationTarget],
  ] as const) {
    const arn = text === undefined ? undefined : parseArn(text);
    if (!arn) continue;
    if (arn.partition !== partition) yield wrong(key, arn);
    else if (arn.region !== "" && arn.region !== region)
      yield problem(
        key,
        `the load balancer is in ${arn.region}, but the API is in ${region}`,
        "a VPC link reaches load balancers of its own Region only",
      );
  }
  for (const [key, other] of [
    ["serviceRegion", known.serviceRegion],
    ["functionRegion", known.functionRegion],
  ] as const)
    if (other !== undefined && partitionOf(other) !== partition)
      yield problem(key, `${other} is in another partition than ${region}`, `give a Region of ${partition}`);
}
