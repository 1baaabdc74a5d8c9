import { createHash, randomUUID } from "node:crypto";
import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  ListFunctionsRequest,
  PublishVersionRequest,
} from "@aws-sdk/client-lambda";
import { parseFunctionReference } from "../../../gateway/rules/permission.ts";
import type { Context, Input } from "../../state/context.ts";
import { functionVersionOf, own } from "../../state/lookup.ts";
import type { FunctionState, FunctionVersion } from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";

/** Lambda's modelled errors carry who is to blame. */
export const lambdaError = (name: string, status: number, message: string) =>
  new ServiceError(name, status, message, { Type: "User" });

export const functionArn = (context: Context, name: string, qualifier?: string): string =>
  `arn:${context.partition}:lambda:${context.region}:${context.accountId}:function:${name}${qualifier ? `:${qualifier}` : ""}`;

/** The function and qualifier that a call names, in one place or in two; another account's is not for this caller. */
export function named(
  context: Context,
  input: { FunctionName: string; Qualifier?: string },
): {
  name: string;
  qualifier?: string;
} {
  const { name, qualifier, accountId } = parseFunctionReference(input.FunctionName);
  if (accountId !== undefined && accountId !== context.accountId) {
    // Whether the function exists is not told to a caller who may not look. The caller's ARN is left out.
    throw lambdaError(
      "AccessDeniedException",
      403,
      `The caller is not authorized to perform this action on resource: ${input.FunctionName} because no resource-based policy allows it`,
    );
  }
  const given = input.Qualifier ?? qualifier;
  return { name, ...(given === undefined ? {} : { qualifier: given }) };
}

export function found(context: Context, input: { FunctionName: string; Qualifier?: string }) {
  const { name, qualifier } = named(context, input);
  const fn = own(context.state.functions, name);
  const version = fn && functionVersionOf(fn, qualifier);
  if (!fn || !version) {
    throw lambdaError(
      "ResourceNotFoundException",
      404,
      `Function not found: ${functionArn(context, name, qualifier)}`,
    );
  }
  return { fn, version, qualifier };
}

/** A function's configuration as Lambda tells it. */
export function configuration(
  context: Context,
  fn: FunctionState,
  version: FunctionVersion,
  qualifier?: string,
): FunctionConfiguration {
  return {
    FunctionName: fn.name,
    FunctionArn: functionArn(context, fn.name, qualifier),
    ...(version.runtime ? { Runtime: version.runtime as NonNullable<FunctionConfiguration["Runtime"]> } : {}),
    Role: version.role,
    ...(version.handler ? { Handler: version.handler } : {}),
    CodeSize: version.codeSize,
    Description: version.description,
    Timeout: version.timeout,
    MemorySize: version.memorySize,
    LastModified: version.lastModified,
    CodeSha256: version.codeSha256,
    Version: version.version,
    ...(version.environment === undefined ? {} : { Environment: { Variables: version.environment } }),
    TracingConfig: { Mode: "PassThrough" },
    RevisionId: version.revisionId,
    PackageType: "Zip",
    Architectures: ["x86_64"],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    RuntimeVersionConfig: {
      RuntimeVersionArn: `arn:${context.partition}:lambda:${context.region}::runtime:sandbox`,
    },
    LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${fn.name}` },
  };
}

const ACTIVE = { State: "Active", LastUpdateStatus: "Successful" } as const;

export function listFunctions(input: Input<ListFunctionsRequest>, context: Context) {
  const all = Object.values(context.state.functions).sort((a, b) => a.name.localeCompare(b.name));
  const start = input.Marker === undefined ? 0 : all.findIndex((fn) => fn.name === input.Marker);
  const size = Math.min(input.MaxItems ?? 50, 50);
  const shown = all.slice(Math.max(start, 0), Math.max(start, 0) + size);
  const next = all[Math.max(start, 0) + size];
  return {
    Functions: shown.map((fn) => configuration(context, fn, fn.latest)),
    ...(next ? { NextMarker: next.name } : {}),
  };
}

export function getFunction(input: Input<GetFunctionRequest>, context: Context) {
  const { fn, version, qualifier } = found(context, input);
  return {
    Configuration: { ...configuration(context, fn, version, qualifier), ...ACTIVE },
    Code: { RepositoryType: "S3", Location: `https://sandbox.invalid/${fn.name}` },
    ...(fn.tags && Object.keys(fn.tags).length > 0 ? { Tags: fn.tags } : {}),
    ...(fn.concurrency === undefined
      ? {}
      : { Concurrency: { ReservedConcurrentExecutions: fn.concurrency } }),
  };
}

export function getFunctionConfiguration(input: Input<GetFunctionConfigurationRequest>, context: Context) {
  const { fn, version, qualifier } = found(context, input);
  return { ...configuration(context, fn, version, qualifier), ...ACTIVE };
}

export function createFunction(input: Input<CreateFunctionRequest>, context: Context) {
  const { name } = named(context, input);
  if (own(context.state.functions, name)) {
    throw lambdaError("ResourceConflictException", 409, `Function already exist: ${name}`);
  }
  const code = input.Code.ZipFile ?? new Uint8Array();
  // Recorded of a function of which nothing is said: 30 seconds and an empty environment, which the recorder's tools
  // may have given. Where any of it is said, the documented 3 seconds hold, and there is no environment unless given.
  const bare = [input.Timeout, input.MemorySize, input.Environment].every((value) => value === undefined);
  const environment = input.Environment?.Variables ?? (bare ? {} : undefined);
  const latest: FunctionVersion = {
    version: "$LATEST",
    ...(input.Runtime ? { runtime: input.Runtime } : {}),
    ...(input.Handler ? { handler: input.Handler } : {}),
    role: input.Role,
    description: input.Description ?? "",
    timeout: input.Timeout ?? (bare ? 30 : 3),
    memorySize: input.MemorySize ?? 128,
    codeSize: code.length || 1,
    codeSha256: createHash("sha256").update(code).digest("base64"),
    lastModified: lambdaDate(context.now()),
    revisionId: randomUUID(),
    ...(environment ? { environment } : {}),
  };
  const fn: FunctionState = { name, latest, versions: {}, aliases: {}, policies: {} };
  if (input.Tags && Object.keys(input.Tags).length > 0) fn.tags = input.Tags;
  context.state.functions[name] = fn;
  const published = input.Publish ? publish(context, fn) : undefined;
  return {
    ...(published ?? configuration(context, fn, latest)),
    State: "Pending",
    StateReason: "The function is being created.",
    StateReasonCode: "Creating",
  };
}

export const lambdaDate = (date: Date) => date.toISOString().replace("Z", "+0000");

export function deleteFunction(input: Input<DeleteFunctionRequest>, context: Context): void {
  const { fn, qualifier } = found(context, input);
  if (qualifier === undefined) delete context.state.functions[fn.name];
  else delete fn.versions[qualifier];
}

export function publishVersion(input: Input<PublishVersionRequest>, context: Context) {
  const { fn } = found(context, input);
  return publish(context, fn);
}

/** The function as it is under a number of its own, which is never given again. */
export function publish(context: Context, fn: FunctionState) {
  fn.lastVersion = (fn.lastVersion ?? Object.keys(fn.versions).length) + 1;
  const version = String(fn.lastVersion);
  const published = { ...fn.latest, version, revisionId: randomUUID() };
  fn.versions[version] = published;
  return { ...configuration(context, fn, published, version), ...ACTIVE };
}

export function listVersions(input: { FunctionName: string }, context: Context) {
  const { fn } = found(context, input);
  const all = [fn.latest, ...Object.values(fn.versions)];
  return { Versions: all.map((version) => configuration(context, fn, version, version.version)) };
}
