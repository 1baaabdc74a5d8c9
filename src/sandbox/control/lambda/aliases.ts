import { randomUUID } from "node:crypto";
import type {
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  UpdateAliasRequest,
} from "@aws-sdk/client-lambda";
import { isAliasName } from "../../../gateway/rules/permission.ts";
import type { Context, Input } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";
import type { AliasState, FunctionState } from "../../state/types.ts";
import { found, functionArn, lambdaError } from "./functions.ts";

const toldAlias = (context: Context, fn: FunctionState, alias: AliasState) => ({
  AliasArn: functionArn(context, fn.name, alias.name),
  Name: alias.name,
  FunctionVersion: alias.functionVersion,
  Description: alias.description,
  RevisionId: alias.revisionId,
  ...(alias.routing ? { RoutingConfig: { AdditionalVersionWeights: alias.routing } } : {}),
});

/** The weights of other versions; none of them is none at all. */
function routed(weights: Record<string, number> | undefined): { routing?: Record<string, number> } {
  return weights && Object.keys(weights).length > 0 ? { routing: weights } : {};
}

const WEIGHTS = "routingConfig.additionalVersionWeights";

/** In the words of deployments that Lambda refused in 2026. */
function checkRouting(version: string, weights: Readonly<Record<string, number>> = {}): void {
  const entries = Object.entries(weights);
  const shown = `{${entries.map(([key, weight]) => `${key}=${weight}`).join(", ")}}`;
  const constraint = (what: string) =>
    lambdaError(
      "ValidationException",
      400,
      `1 validation error detected: Value '${shown}' at '${WEIGHTS}' failed to satisfy constraint: Map ${what}`,
    );
  const bad = (message: string) => lambdaError("InvalidParameterValueException", 400, message);
  if (!entries.every(([key]) => /^\d{1,1024}$/.test(key)))
    throw constraint(
      "keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]",
    );
  if (!entries.every(([, weight]) => weight >= 0 && weight <= 1))
    throw constraint(
      "value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    );
  if (entries.length > 1) throw bad("Number of items in AdditionalVersionWeights cannot be greater than 1");
  if (entries.length > 0 && version === "$LATEST")
    throw bad("$LATEST is not supported for an alias pointing to more than 1 version");
  if (entries.some(([key]) => key === version))
    throw bad(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
}

export function createAlias(input: Input<CreateAliasRequest>, context: Context) {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  if (!isAliasName(input.Name)) {
    // Unverified wording.
    throw lambdaError("InvalidParameterValueException", 400, `Invalid alias name: ${input.Name}`);
  }
  if (own(fn.aliases, input.Name)) {
    throw lambdaError(
      "ResourceConflictException",
      409,
      `Alias already exists: ${functionArn(context, fn.name, input.Name)}`,
    );
  }
  found(context, { FunctionName: fn.name, Qualifier: input.FunctionVersion });
  checkRouting(input.FunctionVersion, input.RoutingConfig?.AdditionalVersionWeights);
  const alias: AliasState = {
    name: input.Name,
    functionVersion: input.FunctionVersion,
    description: input.Description ?? "",
    revisionId: randomUUID(),
    ...routed(input.RoutingConfig?.AdditionalVersionWeights),
  };
  fn.aliases[alias.name] = alias;
  return toldAlias(context, fn, alias);
}

function aliasOf(context: Context, input: { FunctionName: string; Name: string }) {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  const alias = own(fn.aliases, input.Name);
  if (!alias) {
    throw lambdaError(
      "ResourceNotFoundException",
      404,
      `Cannot find alias arn: ${functionArn(context, fn.name, input.Name)}`,
    );
  }
  return { fn, alias };
}

export function getAlias(input: Input<GetAliasRequest>, context: Context) {
  const { fn, alias } = aliasOf(context, input);
  return toldAlias(context, fn, alias);
}

/** What is not given stays. */
export function updateAlias(input: Input<UpdateAliasRequest>, context: Context) {
  const { fn, alias } = aliasOf(context, input);
  if (input.FunctionVersion !== undefined) {
    found(context, { FunctionName: fn.name, Qualifier: input.FunctionVersion });
    alias.functionVersion = input.FunctionVersion;
  }
  if (input.Description !== undefined) alias.description = input.Description;
  if (input.RoutingConfig !== undefined) {
    delete alias.routing;
    Object.assign(alias, routed(input.RoutingConfig.AdditionalVersionWeights));
  }
  checkRouting(alias.functionVersion, alias.routing);
  alias.revisionId = randomUUID();
  return toldAlias(context, fn, alias);
}

/** Deleting one that is not there is no fault. Unverified: that its policy goes with it. */
export function deleteAlias(input: Input<DeleteAliasRequest>, context: Context): void {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  delete fn.aliases[input.Name];
  delete fn.policies[input.Name];
}

export function listAliases(input: Input<ListAliasesRequest>, context: Context) {
  const { fn } = found(context, { FunctionName: input.FunctionName });
  const aliases = Object.values(fn.aliases).filter(
    (alias) => input.FunctionVersion === undefined || alias.functionVersion === input.FunctionVersion,
  );
  return { Aliases: aliases.map((alias) => toldAlias(context, fn, alias)) };
}
