import { type Ids, resolveInput } from "../../gateway/call/call.ts";
import { splitOperation } from "../../gateway/call/operation.ts";
import { type Key, printKey } from "../../gateway/document/things.ts";
import type { Plan } from "../../gateway/plan/plan.ts";
import { Names, snakeCase } from "../names.ts";
import { oneLine } from "../writing.ts";
import { awsCommand, held } from "./words.ts";

/** The calls of a plan as AWS CLI commands, in their order; ids that an earlier one makes are held in variables. */
export function planScript(
  plan: Plan,
  ids: Ids,
  { region, flags }: { readonly region: string; readonly flags: readonly string[] },
): string {
  const names = new Names(snakeCase);
  const variable = (key: string) => names.of(key, "id", printKey(key as Key));
  // What an earlier call makes and a later one names.
  const needed = new Set<string>();
  const written = plan.steps.flatMap(({ key, calls }) =>
    calls.map((call) => {
      const input = resolveInput(call, ids, ({ idOf }) => {
        needed.add(idOf);
        return held(variable(idOf));
      });
      return { key, call, input };
    }),
  );
  const commands = written.map(({ key, call, input }) => {
    const [service, operation] = splitOperation(call.operation);
    const holds = needed.has(key) && operation.startsWith("Create");
    const command = awsCommand(service, operation, input, {
      query: holds ? "id" : undefined,
      region: call.region ?? region,
      flags,
    });
    const because = oneLine(`# ${call.at}: ${call.because}`);
    return `${because}\n${holds ? `${variable(key)}=$(${command})` : `${command} > /dev/null`}\n`;
  });
  return ["#!/usr/bin/env bash", "set -euo pipefail", "export AWS_PAGER=", "", ...commands].join("\n");
}
