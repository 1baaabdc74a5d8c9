import { createHash, randomUUID } from "node:crypto";
import type {
  DeleteFunctionConcurrencyRequest,
  GetFunctionCodeSigningConfigRequest,
  GetFunctionConcurrencyRequest,
  ListTagsRequest,
  PutFunctionConcurrencyRequest,
  TagResourceRequest,
  UntagResourceRequest,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from "@aws-sdk/client-lambda";
import { parseFunctionReference } from "../../../gateway/rules/permission.ts";
import type { Context, Input } from "../../state/context.ts";
import type { FunctionState } from "../../state/types.ts";
import { configuration, found, lambdaDate, lambdaError, publish } from "./functions.ts";

/** Recorded: a change is told as under way, and is done at the next look. */
const CHANGING = {
  State: "Active",
  LastUpdateStatus: "InProgress",
  LastUpdateStatusReason: "The function is being created.",
  LastUpdateStatusReasonCode: "Creating",
} as const;

export function updateFunctionCode(input: Input<UpdateFunctionCodeRequest>, context: Context) {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  const code = input.ZipFile ?? new Uint8Array();
  if (!input.DryRun) {
    fn.latest.codeSize = code.length || 1;
    fn.latest.codeSha256 = createHash("sha256").update(code).digest("base64");
    touch(fn, context);
  }
  if (input.Publish && !input.DryRun) return publish(context, fn);
  return { ...configuration(context, fn, fn.latest), ...CHANGING };
}

function touch({ latest }: FunctionState, context: Context): void {
  latest.lastModified = lambdaDate(context.now());
  latest.revisionId = randomUUID();
}

/** What is not given stays. */
export function updateFunctionConfiguration(
  input: Input<UpdateFunctionConfigurationRequest>,
  context: Context,
) {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  const { latest } = fn;
  if (input.Role !== undefined) latest.role = input.Role;
  if (input.Runtime !== undefined) latest.runtime = input.Runtime;
  if (input.Handler !== undefined) latest.handler = input.Handler;
  if (input.Description !== undefined) latest.description = input.Description;
  if (input.Timeout !== undefined) latest.timeout = input.Timeout;
  if (input.MemorySize !== undefined) latest.memorySize = input.MemorySize;
  if (input.Environment?.Variables !== undefined) latest.environment = input.Environment.Variables;
  touch(fn, context);
  return { ...configuration(context, fn, latest), ...CHANGING };
}

/** Recorded: a function without one is answered with nothing, not refused. */
export function getFunctionCodeSigningConfig(
  input: Input<GetFunctionCodeSigningConfigRequest>,
  context: Context,
) {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  return { CodeSigningConfigArn: "", FunctionName: fn.name };
}

export function putFunctionConcurrency(input: Input<PutFunctionConcurrencyRequest>, context: Context) {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  fn.concurrency = input.ReservedConcurrentExecutions;
  return { ReservedConcurrentExecutions: fn.concurrency };
}

export function getFunctionConcurrency(input: Input<GetFunctionConcurrencyRequest>, context: Context) {
  const { concurrency } = found(context, { FunctionName: input.FunctionName }).fn;
  return concurrency === undefined ? {} : { ReservedConcurrentExecutions: concurrency };
}

export function deleteFunctionConcurrency(
  input: Input<DeleteFunctionConcurrencyRequest>,
  context: Context,
): void {
  delete found(context, { FunctionName: input.FunctionName }).fn.concurrency;
}

function taggedFunction(context: Context, arn: string): FunctionState {
  if (parseFunctionReference(arn).qualifier !== undefined) {
    throw lambdaError(
      "InvalidParameterValueException",
      400,
      "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    );
  }
  return found(context, { FunctionName: arn }).fn;
}

export function listTags(input: Input<ListTagsRequest>, context: Context) {
  return { Tags: taggedFunction(context, input.Resource).tags ?? {} };
}

export function tagResource(input: Input<TagResourceRequest>, context: Context): void {
  const fn = taggedFunction(context, input.Resource);
  fn.tags = { ...fn.tags, ...input.Tags };
}

export function untagResource(input: Input<UntagResourceRequest>, context: Context): void {
  const fn = taggedFunction(context, input.Resource);
  const rest = Object.entries(fn.tags ?? {}).filter(([key]) => !input.TagKeys.includes(key));
  fn.tags = Object.fromEntries(rest);
}
