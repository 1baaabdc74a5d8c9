import { type Ids, isRef, lookUp } from "../../gateway/call/call.ts";
import { splitOperation } from "../../gateway/call/operation.ts";
import { type Key, printKey } from "../../gateway/document/things.ts";
import { callsOf, type Plan } from "../../gateway/plan/plan.ts";
import { Names, snakeCase } from "../names.ts";
import { awsCommand, withVariables } from "./words.ts";

/** The calls of a plan as AWS CLI commands, in their order; ids that an earlier one makes are held in variables. */
export function planScript(
  plan: Plan,
  ids: Ids,
  { region, flags }: { readonly region: string; readonly flags: readonly string[] },
): string {
  const names = new Names(snakeCase);
  const variable = (key: string) => names.of(key, "id", printKey(key as Key));
  const needed = new Set<string>();
  const collect = (value: unknown): void => {
    if (isRef(value)) {
      if (lookUp(value, ids) === undefined) needed.add(value.idOf);
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  for (const { input } of callsOf(plan)) collect(input);
  const known = (value: unknown): unknown => {
    if (isRef(value)) return lookUp(value, ids) ?? value;
    if (Array.isArray(value)) return value.map(known);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, known(one)]));
  };
  const commands = plan.steps.flatMap(({ key, calls }) =>
    calls.map((call) => {
      const [service, operation] = splitOperation(call.operation);
      const holds = needed.has(key) && operation.startsWith("Create");
      const input = withVariables(known(call.input) as typeof call.input, variable);
      const command = awsCommand(service, operation, input, {
        query: holds ? "id" : undefined,
        region: call.region ?? region,
        flags,
      });
      const because = `# ${call.at}: ${call.because}`.replaceAll(/\s+/g, " ");
      return `${because}\n${holds ? `${variable(key)}=$(${command})` : `${command} > /dev/null`}\n`;
    }),
  );
  return ["#!/usr/bin/env bash", "set -euo pipefail", "export AWS_PAGER=", "", ...commands].join("\n");
}
