import { parseArn } from "./arn.ts";
import type { Partition } from "./partition.ts";

/**
 * The URI by which API Gateway invokes a function: in the partition of its Region, with the *function's* Region
 * (another one is answered by "Functions from 'us-west-2' are not reachable in this region").
 * Streaming uses the 2021-11-15 form (developer guide, response-transfer-mode).
 */
export function lambdaUri(
  functionArn: string,
  at: { partition: Partition; region: string },
  stream: boolean,
): string {
  const [version, verb] = stream
    ? ["2021-11-15", "response-streaming-invocations"]
    : ["2015-03-31", "invocations"];
  return `arn:${at.partition}:apigateway:${at.region}:lambda:path/${version}/functions/${functionArn}/${verb}`;
}

/** The ARN of the function that an integration URI invokes, or undefined where it is no Lambda URI. */
export function functionArnOf(uri: string): string | undefined {
  return /:lambda:path\/(?:2015-03-31|2021-11-15)\/functions\/(.+)\/(?:invocations|response-streaming-invocations)$/s.exec(
    uri,
  )?.[1];
}

export interface ServiceUri {
  readonly partition: Partition;
  /** The Region of the service that is called, not of the API. */
  readonly region: string;
  readonly service: string;
  readonly subdomain?: string | undefined;
  readonly action?: string | undefined;
  readonly path?: string | undefined;
}

/** `arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue`, `…:dynamodb:action/PutItem`. */
export function serviceUri(of: ServiceUri): string {
  const host = of.subdomain === undefined ? of.service : `${of.subdomain}.${of.service}`;
  // The console takes a path with or without its leading slash; "/" alone is the service's root (`sns:path//`).
  const path = of.path === "/" ? "/" : of.path?.replace(/^\//, "");
  const rest = of.action === undefined ? `path/${path ?? ""}` : `action/${of.action}`;
  return `arn:${of.partition}:apigateway:${of.region}:${host}:${rest}`;
}

/** The parts of an AWS integration URI, or undefined where the text is not one. */
export function parseServiceUri(uri: string): ServiceUri | undefined {
  const match =
    /^arn:([a-z-]+):apigateway:([a-z0-9-]+):(?:([^:]+)\.)?([^:.]+(?:\.dynamodb|\.sagemaker)?):(path|action)\/(.*)$/s.exec(
      uri,
    );
  if (!match) return undefined;
  const [, partition = "", region = "", subdomain, service = "", kind, rest = ""] = match;
  return {
    partition: partition as Partition,
    region,
    service,
    subdomain,
    ...(kind === "action" ? { action: rest } : { path: rest }),
  };
}

/** The names in braces of an endpoint: `["petId"]` of `https://example.com/pets/{petId}`; stage variables are not among them. */
export function uriPlaceholders(uri: string): readonly string[] {
  return [...uri.replaceAll(/\$\{[^}]*\}/g, "").matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
}

/** What a Lambda function was called by: its ARN's parts as far as they were given. */
export interface FunctionName {
  /** The name; may hold `${stageVariables.x}`. */
  readonly name: string;
  readonly qualifier?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly partition?: string | undefined;
}

const STAGE_VARIABLE = String.raw`\$\{stageVariables\.[A-Za-z0-9_]+\}`;
const NAME = new RegExp(`^(?:[A-Za-z0-9_-]|${STAGE_VARIABLE})+$`);
const QUALIFIER = new RegExp(`^(?:\\$LATEST|(?:[A-Za-z0-9_-]|${STAGE_VARIABLE})+)$`);

/** Splits at colons, but not inside `${…}`. */
function splitColons(text: string): string[] {
  return text.match(/(?:\$\{[^}]*\}|[^:])+/g) ?? [];
}

/**
 * Reads a function's name, `name:qualifier`, `account:function:name`, ARN, integration URI or console address.
 * `$LATEST` is the same as no qualifier, which is how it is kept (no permission can be granted on `$LATEST`).
 */
export function parseFunctionName(text: string): FunctionName | { readonly fault: string } {
  const console =
    /^https:\/\/[^/]*console\.[^/]+\/lambda\/.*#\/functions\/([A-Za-z0-9_-]+)(?:\/(?:aliases|versions)\/([A-Za-z0-9_-]+))?/.exec(
      text,
    );
  if (console) {
    const region = /[?&]region=([a-z0-9-]+)/.exec(text)?.[1];
    return { name: console[1] ?? "", qualifier: console[2], region };
  }
  const inner = functionArnOf(text);
  if (inner !== undefined) return parseFunctionName(inner);
  if (text.startsWith("arn:")) {
    const parts = splitColons(text);
    const [, partition = "", service = "", region = "", account = "", kind = "", name = "", qualifier, more] =
      parts;
    if (service !== "lambda") {
      const other = parseArn(text);
      return {
        fault: other
          ? `is the ARN of ${other.service === "" ? "something else" : `an ${other.service} resource`}, not of a Lambda function`
          : "is not an ARN",
      };
    }
    if (
      parts.length < 7 ||
      kind !== "function" ||
      more !== undefined ||
      !/^aws[a-z-]*$/.test(partition) ||
      !/^\d{12}$/.test(account)
    )
      return {
        fault: "is not the ARN of a function (arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER])",
      };
    return checked({ name, qualifier, account, region, partition });
  }
  const parts = splitColons(text);
  if (/^\d{12}$/.test(parts[0] ?? "") && parts.length > 1) {
    const [account = "", kind, name = "", qualifier] = parts;
    if (kind !== "function") return { fault: "is not of the form ACCOUNT:function:NAME" };
    return checked({ name, qualifier, account });
  }
  const [name = "", qualifier, more] = parts;
  if (more !== undefined || text.endsWith(":") || text.startsWith(":"))
    return { fault: "has too many colons; write NAME or NAME:ALIAS" };
  return checked({ name, qualifier });
}

function checked(of: FunctionName): FunctionName | { readonly fault: string } {
  const open = /\$\{(?!stageVariables\.[A-Za-z0-9_]+\})/.exec(of.name + (of.qualifier ?? ""));
  if (open) return { fault: "has a ${…} that is not ${stageVariables.name} (letters, digits and _)" };
  if (!NAME.test(of.name))
    return { fault: `names a function "${of.name}"; a name holds letters, digits, - and _` };
  if (!of.name.includes("${") && of.name.length > 64)
    return { fault: `names a function of ${of.name.length} characters; the limit is 64` };
  if (of.qualifier !== undefined && !QUALIFIER.test(of.qualifier))
    return {
      fault: `has the qualifier "${of.qualifier}"; an alias or version holds letters, digits, - and _`,
    };
  return of.qualifier === "$LATEST" ? { ...of, qualifier: undefined } : of;
}

/** The text a function's name was given by, in its shortest form; reading it again gives the same. */
export function printFunctionName(of: FunctionName): string {
  const tail = of.qualifier === undefined ? of.name : `${of.name}:${of.qualifier}`;
  if (of.partition !== undefined)
    return `arn:${of.partition}:lambda:${of.region ?? ""}:${of.account ?? ""}:function:${tail}`;
  if (of.account !== undefined) return `${of.account}:function:${tail}`;
  if (of.region === undefined) return tail;
  // Only the console's address has a Region and no account.
  const alias = of.qualifier === undefined ? "" : `/aliases/${of.qualifier}`;
  return `https://${of.region}.console.aws.amazon.com/lambda/home?region=${of.region}#/functions/${of.name}${alias}`;
}

/** A function's ARN as Lambda's operations take it: the function, and its qualifier apart. */
export function functionInput(arn: string): { readonly FunctionName: string; readonly Qualifier?: string } {
  const parsed = parseFunctionName(arn);
  const qualifier = "fault" in parsed ? undefined : parsed.qualifier;
  if (qualifier === undefined) return { FunctionName: arn };
  return { FunctionName: arn.slice(0, -(qualifier.length + 1)), Qualifier: qualifier };
}

export const usesStageVariables = (text: string): boolean => text.includes("${stageVariables.");

const STAGE_VARIABLES = /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g;

/** The stage variables that stand in a text, each once. */
export const stageVariablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(STAGE_VARIABLES)].map(([, name = ""]) => name)),
];

/** A text with the values of a stage; what the stage does not have stays as it is. */
export const withStageVariables = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(STAGE_VARIABLES, (whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? "") : whole,
  );
