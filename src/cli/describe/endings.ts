import type { Ending } from "../../gateway/failures/codes.ts";
import { EXIT } from "../exit.ts";

const MEANINGS: Readonly<Record<Ending | "done" | "differs", string>> = {
  done: "done, or already so",
  refused:
    "AWS refused, or it exists; nothing is left changed. check-method and test-method: something was found, or an expectation failed",
  usage: "usage: something on the command line is missing or wrong",
  remains: "failed, and something remains, which was named",
  credentials: "credentials or authorization",
  notFound: "no such API, resource or method",
  conflict: "somebody else changed it meanwhile; nothing is changed by this run",
  unreachable: "throttled, or no network; nothing is left changed",
  differs: "there are differences; only with --detailed-exitcode",
  declined: "declined at the confirmation",
  notWritten: "done, but the answer could not be written",
  interrupted: "interrupted; nothing is left changed",
};

/** The exit codes with what they mean, in their order. */
export const exitCodes = (Object.keys(EXIT) as (keyof typeof EXIT)[])
  .map((ending) => ({ exitCode: EXIT[ending], ending, means: MEANINGS[ending] }))
  .sort((a, b) => a.exitCode - b.exitCode);
