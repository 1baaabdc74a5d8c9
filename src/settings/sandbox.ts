import { FAULT_KINDS } from "../sandbox/fault-kinds.ts";
import { nearest } from "./did-you-mean.ts";
import type { SandboxFault, ServerSettings } from "./known-server.ts";
import type { Table } from "./setting.ts";
import { text, textFault, type Value, whole, yesNo } from "./value.ts";
import { splitPair } from "./values.ts";

const section = "Common" as const;

const faultValue: Value<SandboxFault> = {
  placeholder: "kind[:Operation[:nth]][@Operation[:nth]]",
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    const [what = "", since, ...more] = given.split("@");
    const [word = "", ...met] = what.split(":");
    const kind = FAULT_KINDS.find((one) => one === word);
    if (kind === undefined) {
      const near = nearest(word, FAULT_KINDS);
      return {
        fault: `"${word}" is not one of ${FAULT_KINDS.join(", ")}`,
        ...(near === undefined ? {} : { remedy: `did you mean ${near}?` }),
      };
    }
    const calls = callsOf(met);
    const after = since === undefined ? undefined : callsOf(since.split(":"));
    const unclear = (met.length > 0 && !calls) || (since !== undefined && !after) || more.length > 0;
    if (unclear)
      return {
        fault: `"${given}" is not of the form kind:Operation:nth@Operation:nth`,
        remedy:
          "write it like throttle:PutIntegration:2, or denied:deletes@PutMethod for all deletes after PutMethod",
      };
    return {
      value: { kind, ...calls, ...(after === undefined ? {} : { after }) },
    };
  },
  print: ({ kind, operation, nth, after }) => {
    const joined = (parts: readonly (string | number | undefined)[]) =>
      parts.filter((part) => part !== undefined).join(":");
    const calls = joined([kind, operation, nth]);
    return after === undefined ? calls : `${calls}@${joined([after.operation, after.nth])}`;
  },
};

/** `PutIntegration:2`; undefined where it is not of that form. */
function callsOf([operation = "", nth, ...more]: readonly string[]):
  | { operation: string; nth?: number }
  | undefined {
  if (more.length > 0 || !/^[A-Za-z]+$/.test(operation)) return undefined;
  if (nth === undefined) return { operation };
  return /^[1-9]\d*$/.test(nth) ? { operation, nth: Number(nth) } : undefined;
}

const SERVICE_FORM = "sqs:SendMessage=./answer.json";

/** The settings of the served sandbox. */
export const serverSettings: Table<ServerSettings> = {
  port: {
    label: "Port",
    flag: "port",
    summary: "The port to listen on, on the loopback interface; 0 takes any free one.",
    section,
    value: whole("number", 0, 65_535, "(a port)"),
    fallback: () => 4599,
  },
  empty: {
    label: "Empty",
    flag: "empty",
    summary: "Begin without the sample API, functions and roles.",
    section,
    value: yesNo,
    fallback: () => false,
  },
  handler: {
    label: "Function",
    flag: "function",
    summary:
      "Run a Lambda function of the sandbox by the handler that this module exports. Only modules named here are run.",
    section,
    value: {
      placeholder: "name=./handler.mjs",
      parse: (given) => {
        const bad = textFault(given);
        return bad === undefined ? splitPair(given, "hello=./handler.mjs") : { fault: bad };
      },
      print: ({ key, value }) => `${key}=${value}`,
    },
    many: true,
  },
  serviceAnswer: {
    label: "AWS service",
    flag: "service",
    summary:
      "What an AWS service answers to integrations that call it: the file's text, or JSON with status, headers and body, or a list of such, one a call. Of no action, the service's name alone.",
    section,
    value: {
      placeholder: "service[:Action]=./answer.json",
      parse: (given) => {
        const bad = textFault(given);
        if (bad !== undefined) return { fault: bad };
        const pair = splitPair(given, SERVICE_FORM);
        if ("value" in pair && !/^[A-Za-z0-9.-]+(:[A-Za-z0-9]+)?$/.test(pair.value.key))
          return {
            fault: `"${pair.value.key}" names no service and action`,
            remedy: `write it as ${SERVICE_FORM}`,
          };
        return pair;
      },
      print: ({ key, value }) => `${key}=${value}`,
    },
    many: true,
  },
  stageLog: {
    label: "Log",
    flag: "log",
    summary: "Write the execution and access logs of stages to a file, or with - to standard error.",
    section,
    value: text("file|-"),
  },
  throttle: {
    label: "Throttle",
    flag: "throttle",
    summary:
      "Refuse API Gateway's calls beyond so many a second, and so many at once after a rest, and of CreateDeployment beyond one in five seconds; AWS's own limit is 10:40.",
    section,
    value: {
      placeholder: "rate:burst",
      parse(given) {
        const [, rate = "", burst = ""] = /^(\d{1,6}):(\d{1,6})$/.exec(given) ?? [];
        return Number(rate) > 0 && Number(burst) > 0
          ? { value: { rate: Number(rate), burst: Number(burst) } }
          : { fault: `"${given}" is not of the form rate:burst`, remedy: "write it like 10:40" };
      },
      print: ({ rate, burst }) => `${rate}:${burst}`,
    },
  },
  fault: {
    label: "Fault",
    flag: "fault",
    summary:
      "Let calls go wrong, to try a client against it: every call of an operation, or the nth; reads, writes and deletes stand for all such. Behind @ what must have been called before: denied:reads@PutMethod.",
    section,
    value: faultValue,
    many: true,
  },
};
