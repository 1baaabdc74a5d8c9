import { FAILURES, type FailureMeaning } from "../gateway/failures/codes.ts";
import { plain } from "../gateway/messages/plain.ts";
import { asSentence, flagIn, type Problem } from "../settings/problem.ts";
import type { SomeTable } from "../settings/setting.ts";
import { exitOf } from "./exit.ts";
import type { Report } from "./report.ts";

/** As Terraform counts: members are added in a minor version; what reads it leaves alone what it does not know. */
export const ERROR_SCHEMA_VERSION = "1.0";

/** A failure as one JSON document, as `apigw schema errors` describes it. Empty lists stand there: nothing is left out. */
export function errorDocument(report: Report, table: SomeTable, notes: readonly string[]): object {
  const { code, message, detail, steps, state = "unchanged", remains = [], problems = [], aws } = report;
  const words = steps.filter(({ argv }) => argv === undefined).map(({ says }) => says.trim());
  return {
    schemaVersion: ERROR_SCHEMA_VERSION,
    ok: false,
    error: {
      code,
      exitCode: exitOf(code),
      message: plain(message),
      ...(detail || words.length > 0
        ? { detail: plain([...(detail ? [detail] : []), ...words].join(" ")) }
        : {}),
      retryable: (FAILURES[code] as FailureMeaning).retryable === true,
      state,
      remains: remains.map(({ what, undo }) => ({ what: plain(what), undo })),
      problems: problems.map((one) => problemOf(one, table)),
      ...(aws?.statusCode === undefined && aws?.requestId === undefined ? {} : { aws: awsOf(aws) }),
      next: steps.flatMap(({ says, argv }) => (argv === undefined ? [] : [{ why: says, argv }])),
      notes: notes.map((note) => plain(note.trim())).filter((note) => note !== ""),
      docs: `docs/errors.md#${code}`,
    },
  };
}

function problemOf({ setting, word, fault, remedy, notFound, code }: Problem, table: SomeTable): object {
  const named = setting === undefined ? word : flagIn(table, setting);
  // Where any of several would do, all are named.
  const flags = /^--[a-z-]+(?:, --[a-z-]+)* or --/.test(named ?? "") ? named?.match(/--[a-z-]+/g) : undefined;
  const flag = flags?.[0] ?? named;
  return {
    code: notFound ? "not-found" : (code ?? (flag === undefined ? "wrong" : "invalid")),
    ...(flag === undefined ? {} : { flag: plain(flag) }),
    ...(flags ? { flags } : {}),
    message: plain(`${fault}.`),
    ...(remedy === undefined ? {} : { remedy: plain(asSentence(remedy)) }),
  };
}

const awsOf = ({ operation, code, message, statusCode, requestId }: NonNullable<Report["aws"]>): object => ({
  operation: operation.replace(":", "."),
  code: plain(code),
  message: plain(message),
  ...(statusCode === undefined ? {} : { statusCode }),
  ...(requestId === undefined ? {} : { requestId: plain(requestId) }),
});
