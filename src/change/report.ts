import type { Place } from "../account/locate.ts";
import { type Call, type Ids, printRef, resolveInput } from "../gateway/call/call.ts";
import { plain } from "../gateway/messages/plain.ts";
import { quote } from "../settings/command-line.ts";
import type { Known } from "../settings/known.ts";
import type { Paint } from "../terminal/colour.ts";
import { columns } from "../terminal/table.ts";

export type Became = "created" | "updated" | "replaced" | "unchanged" | "skipped" | "planned";

/** What a run did, as data: what --output json and yaml print, in this order. */
export interface Result {
  readonly schemaVersion: 1;
  readonly outcome: Became;
  readonly region: string;
  readonly api: { readonly id: string; readonly name: string };
  readonly resource: { readonly id: string | null; readonly path: string };
  readonly method: string;
  readonly calls: readonly {
    readonly operation: string;
    readonly at: string;
    readonly because: string;
    readonly input: unknown;
    readonly region?: string;
  }[];
  readonly notes: readonly string[];
  /** How to make it live. */
  readonly deploy: string | null;
}

export function resultOf(
  outcome: Became,
  place: Place,
  known: Known,
  region: string,
  calls: readonly Call[],
  ids: Ids,
  notes: readonly string[],
  deploy: string | null,
): Result {
  return {
    schemaVersion: 1,
    outcome,
    region,
    api: { id: place.api.id, name: place.api.name },
    resource: { id: ids.resources.get(place.path) ?? null, path: place.path },
    method: known.method ?? "",
    calls: calls.map((call) => ({
      operation: call.operation,
      at: call.at,
      because: call.because,
      ...(call.region === undefined ? {} : { region: call.region }),
      input: resolveInput(call, ids, printRef),
    })),
    notes,
    deploy,
  };
}

/** The colour of what a call does: it makes, changes, or takes away. */
const painted = ({ operation }: Call, text: string, { good, caution, bad }: Paint): string =>
  /:(?:Delete|Remove)/.test(operation) ? bad(text) : /:Update/.test(operation) ? caution(text) : good(text);

/** A plan for people: a line a call, and why. */
export function printCalls(calls: readonly Call[], paint: Paint): string {
  return columns(
    calls.map((call, i) => [
      `${i + 1}.`,
      call.operation.replace(/^apigateway:/, ""),
      call.at,
      `– ${call.because}`,
    ]),
    "  ",
    (cell, row, column) => (column === 1 ? painted(calls[row] as Call, cell, paint) : cell),
  );
}

/** A plan with all that is sent, for --dry-run. */
export function printPlan(calls: readonly Call[], ids: Ids, paint: Paint): string {
  return calls
    .map((call, i) => {
      const input = resolveInput(call, ids, printRef);
      const members = Object.entries(input).map(([member, value]) => [member, JSON.stringify(value)]);
      return `${i + 1}. ${painted(call, call.operation, paint)}  ${plain(call.at)}\n   because ${plain(call.because)}\n${columns(members, "     ")}`;
    })
    .join("\n");
}

/** The command that makes a change live. */
export function deployCommand(api: { id: string }, region: string, flags: readonly string[]): string {
  return [
    "aws",
    "apigateway",
    "create-deployment",
    "--rest-api-id",
    api.id,
    "--stage-name",
    "STAGE",
    "--region",
    region,
    ...flags,
  ]
    .map(quote)
    .join(" ");
}
