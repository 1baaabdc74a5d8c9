import { print } from "../../template/values/print.ts";
import type { StageState } from "../state/types.ts";
import { contextValue } from "./context-value.ts";

/** The Common Log Format, where the stage names none. */
const COMMON =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.path $context.protocol" $context.status $context.responseLength $context.requestId';

/** A call's line in the access log; a variable that has no value is a dash, as API Gateway prints it. */
export function accessLine(
  { accessLogSettings }: StageState,
  context: Readonly<Record<string, unknown>>,
  status: number,
  responseLength: number,
): string {
  const known = { ...context, status, responseLength };
  return (accessLogSettings?.format ?? COMMON).replace(
    /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)/g,
    (_all, name: string) => {
      const value = contextValue(known, name);
      return value === undefined || value === null ? "-" : print(value);
    },
  );
}
