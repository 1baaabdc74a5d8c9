import { ifAllowed, readPolicy } from "../../account/allowed.ts";
import { locateApi } from "../../account/locate.ts";
import { observeMethods } from "../../account/observe.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import type { Address, MethodDocument } from "../../gateway/document/method.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import {
  type FunctionName,
  functionArnOf,
  functionInput,
  parseFunctionName,
  usesStageVariables,
} from "../../gateway/names/uri.ts";
import { methodVerdict } from "../../gateway/policy/invocation-verdict.ts";
import type { ApiEntry, StageEntry } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import { callsFunction } from "../list-methods/filter.ts";
import type { Concerned, Explained } from "./explained.ts";

interface Caller {
  readonly api: ApiEntry;
  readonly at: Address;
  readonly method: MethodDocument;
  /** Undefined where they may not be read. */
  readonly stages: readonly StageEntry[] | undefined;
}

/** The methods that call a function, and whether its policy lets each, from each stage that there is. */
export async function explainFunction(
  wanted: FunctionName,
  given: Known,
  connected: Connected,
): Promise<Explained> {
  const notes: string[] = [];
  const callers: Caller[] = [];
  // One API after the other: each is a page of its resources, and API Gateway takes five such calls in two seconds.
  for (const api of await apisOf(given, connected)) {
    const found = await callersIn(api, wanted, connected);
    if (!found) notes.push(`the resources of ${plain(api.name)} may not be read: not checked`);
    else callers.push(...found);
  }
  const allowed = judge(connected);
  return {
    schemaVersion: 1,
    what: "function",
    explanations: [],
    methods: await Promise.all(
      callers.map(
        async (one): Promise<Concerned> => ({
          api: { id: one.api.id, name: one.api.name },
          resource: one.at.path,
          method: one.at.httpMethod,
          integration: `${one.method.integration?.type} ${one.method.integration?.uri}`,
          stages: {},
          allowed: await allowed(one),
        }),
      ),
    ),
    notes,
  };
}

async function apisOf(given: Known, { reading }: Connected): Promise<readonly ApiEntry[]> {
  if (given.api === undefined) return reading.apis();
  const api = await locateApi(reading, given.api);
  if ("problem" in api) throw new UsageError([api.problem]);
  return [api];
}

/** The methods of an API that call the function; undefined where they may not be read. */
async function callersIn(
  api: ApiEntry,
  wanted: FunctionName,
  { aws, reading }: Connected,
): Promise<readonly Caller[] | undefined> {
  const resources = await ifAllowed(observeMethods(aws, api.id));
  const callsAny = resources?.some(({ methods }) =>
    [...methods.values()].some(({ integration }) => functionArnOf(integration?.uri ?? "") !== undefined),
  );
  const stages = callsAny ? await ifAllowed(reading.stages(api.id)) : [];
  return resources?.flatMap(({ path, methods }) =>
    [...methods]
      .filter(([, document]) => callsFunction({ document }, wanted, stages ?? []))
      .map(([httpMethod, method]) => ({
        api,
        at: { restApiId: api.id, path, httpMethod },
        method,
        stages,
      })),
  );
}

/** Says of a caller whether it may invoke; each policy is read once. */
function judge({ aws, reading }: Connected): (caller: Caller) => Promise<NonNullable<Concerned["allowed"]>> {
  const policies = new Map<string, ReturnType<typeof readPolicy>>();
  return async ({ at, method: { integration }, stages }) => {
    const arn = functionArnOf(integration?.uri ?? "") ?? "";
    if (integration?.credentials !== undefined) return "by its role";
    const parsed = parseFunctionName(arn);
    if (usesStageVariables(arn) || "fault" in parsed) return "not checked";
    const reads = policies.get(arn) ?? readPolicy(aws, functionInput(arn), parsed.region);
    policies.set(arn, reads);
    const [policy, account] = await Promise.all([reads, ifAllowed(reading.accountId())]);
    if (policy === "denied" || account === undefined) return "not checked";
    const place = { partition: partitionOf(aws.region) ?? "aws", region: aws.region, account };
    const names = stages?.map(({ name }) => name);
    const { refused, stagesUnread } = methodVerdict(policy, arn, at, place, names);
    if (refused.some(({ verdict }) => verdict.is === "denied")) return "denied";
    if (refused.some(({ verdict }) => verdict.is === "not allowed")) return "no";
    return refused.length > 0 || stagesUnread ? "not checked" : "yes";
  };
}
