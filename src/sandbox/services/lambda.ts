import * as sdk from "@aws-sdk/client-lambda";
import * as functions from "../control/lambda/functions.ts";
import * as permissions from "../control/lambda/permissions.ts";
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
  write(sdk.CreateAlias$, functions.createAlias),
  read(sdk.GetAlias$, functions.getAlias),
  read(sdk.ListAliases$, functions.listAliases),
  write(sdk.AddPermission$, permissions.addPermission),
  read(sdk.GetPolicy$, permissions.getPolicy),
  write(sdk.RemovePermission$, permissions.removePermission),
];
