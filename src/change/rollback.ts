import { observeMethod, validatorsOf } from "../account/observe.ts";
import { readingOf } from "../account/reading.ts";
import { awsCliWords } from "../gateway/call/aws-cli.ts";
import type { Call, Ids } from "../gateway/call/call.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import type { MethodDocument } from "../gateway/document/method.ts";
import { type PlanContext, plan } from "../gateway/plan/plan.ts";
import { withdrawRole } from "../gateway/policy/execution-role.ts";
import type { Aws } from "../ports.ts";
import { quote } from "../settings/command-line.ts";
import { execute, type Outcome, takenEffect } from "./execute.ts";
import type { Remains } from "./stopped.ts";

/**
 * Leads back to what was before a run that stopped part-way: reads what is there now, plans from it to the old
 * document, and takes away what the run made beside the method. A call whose answer was lost may have had its
 * effect; one that was refused had none, and what it was refused for is not ours to take away.
 */
export async function rollBack(
  aws: Aws,
  outcome: Outcome,
  before: MethodDocument | undefined,
  context: PlanContext,
): Promise<readonly Remains[]> {
  const sent = takenEffect(outcome);
  const ids = await idsNow(aws, outcome.ids, context, sent).catch(() => outcome.ids);
  const remains: Remains[] = [];
  const undo = async (calls: readonly Call[]) => {
    // Each on its own: one that fails must not keep the others from being taken back.
    for (const call of calls) {
      const { failures } = await execute([call], aws, ids);
      for (const { failure } of failures)
        if (failure.kind !== "missing") remains.push(left(call, ids, failure, aws.region));
    }
  };
  await undo(sent.filter((call) => call.operation === "lambda:AddPermission").map((call) => withdrawn(call)));
  const { resources } = ids;
  const resourceId = resources.get(context.at.path);
  if (resourceId !== undefined && sent.some(({ operation }) => /Method|Integration/.test(operation))) {
    const reading = readingOf(aws);
    try {
      const now = await observeMethod(
        aws,
        { ...context.at, resourceId },
        validatorsOf(reading, context.at.restApiId),
      );
      const back = plan(now, before, context).map((call) => ({
        ...call,
        because: "it goes back to what it was",
      }));
      const { failures } = await execute(back, aws, ids);
      remains.push(...failures.map(({ call, failure }) => left(call, ids, failure, aws.region)));
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      remains.push({
        what: `${context.at.httpMethod} ${context.at.path}, in an unknown state (${error.message})`,
      });
    }
  }
  await undo(
    sent.flatMap((call): readonly Call[] => {
      if (call.operation !== "apigateway:CreateRequestValidator") return [];
      const name = String(call.input.name);
      if (!ids.requestValidators.has(name)) return [];
      return [
        {
          operation: "apigateway:DeleteRequestValidator",
          input: { restApiId: context.at.restApiId, requestValidatorId: { idOfRequestValidator: name } },
          at: call.at,
          because: "it was made by this run",
        },
      ];
    }),
  );
  const made = sent.filter(
    ({ operation, at }) => operation === "apigateway:CreateResource" && resources.has(at),
  );
  const kept = await inUse(aws, context.at.restApiId, made);
  remains.push(...kept.map((at) => ({ what: `${at}, which somebody else uses by now` })));
  await undo(
    made
      .reverse()
      .filter(({ at }) => !kept.includes(at))
      .map(
        (call): Call => ({
          operation: "apigateway:DeleteResource",
          input: { restApiId: context.at.restApiId, resourceId: { idOfResource: call.at } },
          at: call.at,
          because: "it was made by this run",
        }),
      ),
  );
  // Last, when nothing calls by it any more.
  await undo(withdrawRole(sent));
  return remains;
}

/** The paths of resources that have methods, or children that this run did not make: deleting one takes all that with it. */
async function inUse(aws: Aws, restApiId: string, made: readonly Call[]): Promise<readonly string[]> {
  if (made.length === 0) return [];
  const ours = made.map(({ at }) => at);
  const now = await readingOf(aws)
    .resources(restApiId)
    .catch(() => []);
  const used = now.filter(({ path, methods }) => methods.length > 0 || !ours.includes(path));
  return ours.filter((at) => used.some(({ path }) => path === at || path.startsWith(`${at}/`)));
}

/** The ids of what was made by calls whose answers were lost. */
async function idsNow(aws: Aws, known: Ids, { at }: PlanContext, sent: readonly Call[]): Promise<Ids> {
  const reading = readingOf(aws);
  const made = (operation: string) => sent.some((call) => call.operation === operation);
  const resources = new Map(known.resources);
  const requestValidators = new Map(known.requestValidators);
  if (made("apigateway:CreateResource"))
    for (const { path, id } of await reading.resources(at.restApiId)) resources.set(path, id);
  if (made("apigateway:CreateRequestValidator"))
    for (const { name, id } of await reading.requestValidators(at.restApiId))
      if (!requestValidators.has(name)) requestValidators.set(name, id);
  return { resources, requestValidators };
}

function withdrawn(call: Call): Call {
  const { FunctionName, Qualifier, StatementId } = call.input as Readonly<Record<string, string>>;
  return {
    operation: "lambda:RemovePermission",
    input: { FunctionName, ...(Qualifier === undefined ? {} : { Qualifier }), StatementId },
    at: call.at,
    because: "it was granted by this run",
    ...(call.region === undefined ? {} : { region: call.region }),
  };
}

const left = (call: Call, ids: Ids, failure: AwsFailure, region: string): Remains => ({
  what: `${call.at}: ${call.operation.split(":")[1]} was refused (${failure.message})`,
  command: awsCliWords(call, ids, region).map(quote).join(" "),
});
