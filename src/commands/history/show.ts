import { differencesOf, printDifferences } from "../../change/differences.ts";
import type { Happened, Run } from "../../change/journal/read.ts";
import { backCommand, resumeCommand, undoCommand } from "../../change/recovery.ts";
import type { Showing } from "../../change/report.ts";
import { redacted } from "../../cli/debug.ts";
import { printWhere } from "../../cli/where.ts";
import { printRef, resolveInput } from "../../gateway/call/call.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { columns, wrapped } from "../../terminal/table.ts";

/** A run for people: its calls with what became of each, and the values that it changed. */
export function showRun(run: Run, how: string, showing: Showing): string {
  const { begun, calls } = run;
  const { good, caution, bad } = showing.paint;
  const painted = (cell: string, outcome: Happened["outcome"] | undefined) =>
    outcome === "done" ? good(cell) : outcome === "refused" ? bad(cell) : caution(cell);
  const lines = columns(
    calls.map(({ call, outcome, toward, message }, i) => [
      `${i + 1}.`,
      outcome,
      call.operation.replace(/^apigateway:/, ""),
      call.at,
      `– ${toward === "before" ? "back: " : ""}${call.because}${message === undefined ? "" : ` (${plain(message)})`}`,
    ]),
    "  ",
    (cell, row, column) => (column === 1 ? painted(cell, calls[row]?.outcome) : cell),
  ).split("\n");
  const values = differencesOf(
    run.before,
    run.wanted,
    [...run.wanted.keys()].filter((key) => run.before.get(key) !== undefined),
  );
  return [
    `${run.name}: ${how}`,
    `  ${plain(begun.becomes)} ${plain(begun.what)}, in ${printWhere(begun.where)}`,
    `  ${begun.by.at}, process ${begun.by.pid} of ${plain(begun.by.host)}, apigw ${plain(begun.program)}`,
    `  ${plain(begun.again)}`,
    ...calls.flatMap(({ call }, i) => [
      wrapped(lines[i] ?? "", showing.width, "      "),
      ...(showing.whole ? [`      ${plain(redacted(resolveInput(call, run.ids, printRef)))}`] : []),
    ]),
    ...(values.length === 0 ? [] : [printDifferences(values, showing)]),
    ...(run.ended?.remains ?? []).map((one) => `  remains: ${plain(one)}`),
    ...nextOf(run, how).map((line) => `  ${line}`),
  ].join("\n");
}

/** What can be done about it. */
function nextOf({ name, begun }: Run, how: string): readonly string[] {
  if (how === "done") return [`To take it back:  ${undoCommand(name, begun.where)}`];
  if (how === "interrupted" || how === "remains")
    return [
      `To lead it back:  ${backCommand(name, begun.where)}`,
      `To lead it on:    ${resumeCommand(name, begun.where)}`,
    ];
  return [];
}

/** A run for programs. */
export const runAsData = (run: Run, how: string) => ({
  run: run.name,
  how,
  command: run.begun.command,
  what: run.begun.what,
  becomes: run.begun.becomes,
  again: run.begun.again,
  at: run.begun.by.at,
  where: run.begun.where,
  ...(run.begun.api === undefined ? {} : { api: run.begun.api }),
  ...(run.begun.undoes === undefined ? {} : { undoes: run.begun.undoes }),
  calls: run.calls.map(({ call, outcome, toward, message }) => ({
    operation: call.operation,
    at: call.at,
    because: call.because,
    toward,
    outcome,
    ...(message === undefined ? {} : { message }),
    input: JSON.parse(redacted(resolveInput(call, run.ids, printRef))),
  })),
  ...(run.ended === undefined ? {} : { ended: run.ended.at }),
  ...(run.ended?.remains === undefined ? {} : { remains: run.ended.remains }),
});
