import { redacted } from "../cli/debug.ts";
import { type Call, type Ids, printRef, resolveInput } from "../gateway/call/call.ts";
import { type Document, resourceKey } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { quote } from "../gateway/messages/shell-words.ts";
import { callsOf, type Plan } from "../gateway/plan/plan.ts";
import type { Paint } from "../terminal/colour.ts";
import { shortly } from "../terminal/shortly.ts";
import { columns, wrapped } from "../terminal/table.ts";

/** Calls as --output json and yaml print them. */
export const callsAsData = (calls: readonly Call[], ids: Ids): readonly object[] =>
  calls.map((call) => ({
    operation: call.operation,
    at: call.at,
    because: call.because,
    ...(call.region === undefined ? {} : { region: call.region }),
    input: resolveInput(call, ids, printRef),
  }));

/** The colour of what a call does: it makes, changes, or takes away. */
const painted = ({ operation }: Call, text: string, { good, caution, bad }: Paint): string =>
  /:(?:Delete|Remove)/.test(operation) ? bad(text) : /:Update/.test(operation) ? caution(text) : good(text);

/** How a plan is shown. */
export interface Showing {
  readonly paint: Paint;
  /** Columns of the terminal, where it is one. */
  readonly width: number | undefined;
  /** Whether all that is sent is shown. */
  readonly whole: boolean;
}

/** A plan for people: a line a call, and why; of what it makes also what is set, compactly. */
export function printCalls(plan: Plan, before: Document, ids: Ids, showing: Showing): string {
  const { paint, width, whole } = showing;
  const made = new Set(
    plan.steps.filter(({ key }) => before.get(key) === undefined).flatMap(({ calls }) => calls),
  );
  const calls = callsOf(plan);
  const lines = columns(
    calls.map((call, i) => [
      `${i + 1}.`,
      call.operation.replace(/^apigateway:/, ""),
      call.at,
      `– ${call.because}`,
    ]),
    "  ",
    (cell, row, column) => (column === 1 ? painted(calls[row] as Call, cell, paint) : cell),
  ).split("\n");
  return calls
    .flatMap((call, i) => {
      const line = wrapped(lines[i] ?? "", width, HANGING);
      if (whole) return [line, members(call, ids, HANGING)];
      const set = made.has(call) ? valuesOf(call, ids) : "";
      return set === "" ? [line] : [line, wrapped(HANGING + set, width, HANGING)];
    })
    .join("\n");
}

const HANGING = "      ";

// What a call acts on stands in its line.
const ADDRESS = new Set([
  "restApiId",
  "resourceId",
  "httpMethod",
  "statusCode",
  "parentId",
  "pathPart",
  "FunctionName",
  "RoleName",
]);

/** `type MOCK, timeoutInMillis 5000`. */
function valuesOf(call: Call, ids: Ids): string {
  return entriesOf(call, ids)
    .filter(([member]) => !ADDRESS.has(member))
    .map(([member, value]) => `${member} ${shortly(value)}`)
    .join(", ");
}

const members = (call: Call, ids: Ids, indent: string): string =>
  columns(
    entriesOf(call, ids).map(([member, value]) => [member, JSON.stringify(value)]),
    indent,
  );

/** What is sent, for people: secrets are not shown. */
const entriesOf = (call: Call, ids: Ids): [string, unknown][] =>
  Object.entries(JSON.parse(redacted(resolveInput(call, ids, printRef))));

/** A plan with all that is sent, for --dry-run. */
export function printPlan(calls: readonly Call[], ids: Ids, { paint, width }: Showing): string {
  return calls
    .map((call, i) => {
      const because = wrapped(`   because ${plain(call.because)}`, width, "   ");
      return `${i + 1}. ${painted(call, call.operation, paint)}  ${plain(call.at)}\n${because}\n${members(call, ids, "     ")}`;
    })
    .join("\n");
}

/** The command that makes a change live. */
export const deployCommand = (
  api: { id: string },
  region: string,
  flags: readonly string[],
  stage = "STAGE",
): string =>
  ["apigw", "deploy", "--api", api.id, "--stage", stage, "--region", region, ...flags].map(quote).join(" ");

/** What stands before the calls in the result of a change of a resource. */
export const resourceResult = (
  { api, path }: { readonly api: { readonly id: string; readonly name: string }; readonly path: string },
  region: string,
  ids: Ids,
) => ({
  region,
  api: { id: api.id, name: api.name },
  resource: { id: ids.get(resourceKey(api.id, path)) ?? null, path },
});

/** What stands around the calls in the result of a change of a method. */
export const methodResult = (
  place: Parameters<typeof resourceResult>[0],
  region: string,
  method: string,
  deploy: string,
  ids: Ids,
) => ({ before: { ...resourceResult(place, region, ids), method }, after: { deploy } });
