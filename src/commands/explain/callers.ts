import { ifAllowed, readPolicy } from "../../account/allowed.ts";
import { locateApi } from "../../account/locate.ts";
import { observeMethods } from "../../account/observe.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import {
  type FunctionName,
  functionArnOf,
  functionInput,
  parseFunctionName,
} from "../../gateway/names/uri.ts";
import { sourceArn } from "../../gateway/policy/lambda-permission.ts";
import { evaluate } from "../../gateway/policy/lambda-policy.ts";
import type { ApiEntry } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Concerned, Explained } from "./explained.ts";

/** The methods that call a function, and whether its policy lets each. */
export async function explainFunction(
  wanted: FunctionName,
  given: Known,
  connected: Connected,
): Promise<Explained> {
  const { aws, reading } = connected;
  const apis = await apisOf(given, connected);
  const notes: string[] = [];
  const found: (Concerned & { readonly arn: string })[] = [];
  // One API after the other: each is a page of its resources, and API Gateway takes five such calls in two seconds.
  for (const api of apis) {
    const resources = await ifAllowed(observeMethods(aws, api.id));
    if (!resources) notes.push(`the resources of ${plain(api.name)} may not be read: not checked`);
    for (const { path, methods } of resources ?? [])
      for (const [httpMethod, method] of methods) {
        const arn = calledBy(method, wanted);
        if (arn === undefined) continue;
        const integration = `${method.integration?.type} ${method.integration?.uri}`;
        const role = method.integration?.credentials !== undefined;
        found.push({
          api: { id: api.id, name: api.name },
          resource: path,
          method: httpMethod,
          integration,
          stages: {},
          arn,
          ...(role ? { allowed: "by its role" as const } : {}),
        });
      }
  }
  const account = found.length > 0 ? await ifAllowed(reading.accountId()) : undefined;
  const policies = new Map<string, ReturnType<typeof readPolicy>>();
  const methods = await Promise.all(
    found.map(async ({ arn, ...one }): Promise<Concerned> => {
      if (one.allowed) return one;
      const parsed = parseFunctionName(arn);
      const policy =
        policies.get(arn) ??
        readPolicy(aws, functionInput(arn), "fault" in parsed ? undefined : parsed.region);
      policies.set(arn, policy);
      const text = arn.includes("${") ? "denied" : await policy;
      if (text === "denied" || account === undefined) return { ...one, allowed: "not checked" };
      const at = { restApiId: one.api.id, path: one.resource, httpMethod: one.method };
      const where = { partition: partitionOf(aws.region) ?? "aws", region: aws.region, account };
      const { is } = evaluate(text, { functionArn: arn, sourceArn: sourceArn(at, where) });
      return { ...one, allowed: is === "allowed" ? "yes" : is === "denied" ? "denied" : "no" };
    }),
  );
  return { schemaVersion: 1, what: "function", explanations: [], methods, notes };
}

async function apisOf(given: Known, { reading }: Connected): Promise<readonly ApiEntry[]> {
  if (given.api === undefined) return reading.apis();
  const api = await locateApi(reading, given.api);
  if ("problem" in api) throw new UsageError([api.problem]);
  return [api];
}

/** The ARN by which a method calls the function: any of its aliases and versions, where none is named. */
function calledBy(method: MethodDocument, { name, qualifier, account }: FunctionName): string | undefined {
  const arn = functionArnOf(method.integration?.uri ?? "");
  const parsed = arn === undefined ? undefined : parseFunctionName(arn);
  if (arn === undefined || parsed === undefined || "fault" in parsed) return undefined;
  const same =
    parsed.name === name &&
    (qualifier === undefined || parsed.qualifier === qualifier) &&
    (account === undefined || parsed.account === account);
  return same ? arn : undefined;
}
