import type { TestInvokeMethodResponse } from "@aws-sdk/client-api-gateway";
import { plain, seenPlainly } from "../../gateway/messages/plain.ts";
import type { Paint } from "../../terminal/colour.ts";
import { columns } from "../../terminal/table.ts";
import type { Expectation } from "./invoke.ts";

/** An answer for people: status, latency, headers, body and, if wanted, the log. */
export function printAnswer(answer: TestInvokeMethodResponse, log: boolean, paint: Paint): string {
  const headers = Object.entries(answer.headers ?? {});
  return [
    columns(
      [
        ["Status", String(answer.status ?? "none")],
        ["Latency", `${answer.latency ?? 0} ms`],
      ],
      "",
      (cell, row, column) => (row === 0 && column === 1 ? byStatus(cell, answer.status, paint) : cell),
    ),
    headers.length === 0
      ? "Headers none"
      : `Headers\n${columns(
          headers.map(([name, value]) => [name, value]),
          "  ",
        )}`,
    answer.body ? `Body\n${indented(seenPlainly(readable(answer.body)))}` : "Body    none",
    ...(log ? [`Log\n${indented(seenPlainly(readableLog(answer.log ?? "")))}`] : []),
  ].join("\n");
}

/** Whether it went well, as far as a status says; none is as bad as 500. */
function byStatus(text: string, status = 0, { good, caution, bad }: Paint): string {
  if (status >= 200 && status < 400) return good(text);
  return status >= 400 && status < 500 ? caution(text) : bad(text);
}

/** JSON is laid out; other text is shown line by line. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

const LINE = /^\w{3} \w{3} \d{2} (\d{2}:\d{2}:\d{2}) UTC \d{4} : /;

/** The log with the time of day alone in front of each line. */
function readableLog(log: string): string {
  return log
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(LINE, "$1  "))
    .join("\n");
}

const indented = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => `  ${line.replaceAll("\t", "    ").split(/ {2}/).map(plain).join("  ")}`)
    .join("\n");

export const printExpectations = (list: readonly Expectation[], { good, bad }: Paint): string =>
  list
    .map(({ expected, holds, got }) =>
      holds
        ? `${good("ok")}      ${plain(expected)}`
        : `${bad("failed")}  ${plain(expected)}, got ${plain(got)}`,
    )
    .join("\n");

/** What a failed call's log says. */
export interface Told {
  readonly id: string;
  readonly cause: string;
  readonly remedy: string;
  readonly commands: readonly string[];
}

export const printTold = ({ cause, remedy, commands }: Told): string =>
  [
    `  Why:    ${plain(cause)}.`,
    `  To do:  ${plain(remedy)}.`,
    ...commands.map((one) => `          ${plain(one)}`),
  ].join("\n");
