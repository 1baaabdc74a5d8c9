import * as sdk from "@aws-sdk/client-lambda";
import * as aliases from "../control/lambda/aliases.ts";
import * as functions from "../control/lambda/functions.ts";
import * as permissions from "../control/lambda/permissions.ts";
import * as settings from "../control/lambda/settings.ts";
import { type Entry, read, write } from "./entry.ts";

/** Lambda's operations that the sandbox answers. */
export const entries: readonly Entry[] = [
  read(sdk.ListFunctions$, functions.listFunctions),
  read(sdk.GetFunction$, functions.getFunction),
  read(sdk.GetFunctionConfiguration$, functions.getFunctionConfiguration),
  write(sdk.CreateFunction$, functions.createFunction),
  write(sdk.DeleteFunction$, functions.deleteFunction),
  write(sdk.PublishVersion$, functions.publishVersion),
  read(sdk.ListVersionsByFunction$, functions.listVersions),
  write(sdk.UpdateFunctionCode$, settings.updateFunctionCode),
  write(sdk.UpdateFunctionConfiguration$, settings.updateFunctionConfiguration),
  read(sdk.GetFunctionCodeSigningConfig$, settings.getFunctionCodeSigningConfig),
  write(sdk.PutFunctionConcurrency$, settings.putFunctionConcurrency),
  read(sdk.GetFunctionConcurrency$, settings.getFunctionConcurrency),
  write(sdk.DeleteFunctionConcurrency$, settings.deleteFunctionConcurrency),
  read(sdk.ListTags$, settings.listTags),
  write(sdk.TagResource$, settings.tagResource),
  write(sdk.UntagResource$, settings.untagResource),
  write(sdk.CreateAlias$, aliases.createAlias),
  read(sdk.GetAlias$, aliases.getAlias),
  write(sdk.UpdateAlias$, aliases.updateAlias),
  write(sdk.DeleteAlias$, aliases.deleteAlias),
  read(sdk.ListAliases$, aliases.listAliases),
  write(sdk.AddPermission$, permissions.addPermission),
  read(sdk.GetPolicy$, permissions.getPolicy),
  write(sdk.RemovePermission$, permissions.removePermission),
];
