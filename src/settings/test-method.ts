import type { Pair, Source, TestSettings } from "./known.ts";
import { stagesOf } from "./live.ts";
import type { Table } from "./setting.ts";
import { text, textFault, type Value, yesNo } from "./value.ts";
import { headerAndValue, printSource, splitPair } from "./values.ts";

const test = "Test" as const;
const expected = "Expected answer" as const;

/** API Gateway's limit for a payload. */
const MAX_BODY = 10 * 1024 * 1024;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** `name=value`; the value may be empty. */
function pair(placeholder: string, form: string): Value<Pair> {
  return {
    placeholder,
    parse(given) {
      const bad = textFault(given);
      if (bad !== undefined) return { fault: bad };
      if (given.endsWith("=") && given.indexOf("=") === given.length - 1 && given.length > 1)
        return { value: { key: given.slice(0, -1), value: "" } };
      return splitPair(given, form);
    },
    print: ({ key, value }) => `${key}=${value}`,
  };
}

/** `Name=value`, or `Name: value` as in curl. */
const headerValue: Value<Pair> = {
  placeholder: "Name=value",
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    const [, key, value] = /^([^=:\s]+)(?:=|:\s*)(.*)$/s.exec(given) ?? [];
    if (key === undefined || value === undefined)
      return {
        fault: `"${given.slice(0, 80)}" is not a header and its value`,
        remedy: "write it like Accept=application/json",
      };
    if (!HEADER_NAME.test(key))
      return { fault: `"${key}" is not a header name`, remedy: "write it like Accept=application/json" };
    return { value: { key, value } };
  },
  print: ({ key, value }) => `${key}=${value}`,
};

/** A text that is given, or where to read it. */
export const bodyValue: Value<Source> = {
  placeholder: "@file|-|text",
  parse(given) {
    const bad = textFault(given, { max: MAX_BODY, lines: true });
    if (bad !== undefined) return { fault: bad };
    if (given === "-") return { value: { stdin: true } };
    if (given === "@") return { fault: "names no file behind the @", remedy: "write @file" };
    return { value: given.startsWith("@") ? { file: given.slice(1) } : { text: given } };
  },
  print: printSource,
};

/** A stage's variables by their names: a value may be a secret. */
function variableNames(variables: Readonly<Record<string, string>>): string {
  const names = Object.keys(variables);
  return names.length === 0 ? "no stage variables" : `sets ${names.join(", ")}`;
}

/** What a test sends, and what is expected of its answer. */
export const testSettings: Table<TestSettings> = {
  testPath: {
    label: "Path",
    flag: "path",
    summary: "The path to call, like /pets/1, or the value of one path parameter, like petId=1.",
    section: test,
    value: text("/path|name=value", (given) =>
      given.startsWith("/") || /^[^=/]+=.+$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is neither a path nor name=value`,
            remedy: "write /pets/1 or petId=1",
          },
    ),
    many: true,
  },
  queryString: {
    label: "Query strings",
    flag: "query-string",
    summary: "A query string parameter.",
    section: test,
    value: pair("name=value", "limit=10"),
    many: true,
  },
  testHeader: {
    label: "Headers",
    flag: "header",
    summary: "A request header.",
    section: test,
    value: headerValue,
    many: true,
  },
  body: {
    label: "Request body",
    flag: "body",
    summary: "The request body: a file (@file), standard input (-) or the text itself.",
    section: test,
    value: bodyValue,
  },
  stage: {
    label: "Stage",
    flag: "stage",
    summary: "Take the stage variables of this deployed stage; a --stage-variable goes before its own.",
    section: test,
    value: text("name"),
    suggest: async (reading, known) =>
      (await stagesOf(reading, known)).map(({ name, variables }) => ({
        value: name,
        description: variableNames(variables),
      })),
  },
  clientCertificate: {
    label: "Client certificate",
    flag: "client-certificate",
    summary: "The id of the client certificate that API Gateway shows the backend.",
    section: test,
    value: text("id", (given) =>
      /^[a-z0-9]+$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not the id of a client certificate`,
            remedy: "write it like a1b2c3 (aws apigateway get-client-certificates)",
          },
    ),
    asked: () => false,
  },
  stageVariable: {
    label: "Stage variables",
    flag: "stage-variable",
    summary: "A stage variable, as a stage would set it.",
    section: test,
    value: pair("name=value", "table=pets"),
    many: true,
  },
  log: {
    label: "Log",
    flag: "log",
    summary: "Print the execution log too.",
    section: test,
    value: yesNo,
  },
  expectStatus: {
    label: "Expected status",
    flag: "expect-status",
    summary: "Fail unless the method answers with this status; 2xx takes any of its hundred.",
    section: expected,
    value: text("status", (given) =>
      /^[1-5](?:\d\d|xx)$/i.test(given)
        ? undefined
        : { fault: `"${given.slice(0, 40)}" is not a status`, remedy: "give three digits, or 2xx" },
    ),
  },
  expectBody: {
    label: "Expected body",
    flag: "expect-body",
    summary: "Fail unless the body holds this text, or, being JSON, makes this JMESPath expression true.",
    section: expected,
    value: text("jmespath|text"),
    many: true,
  },
  expectHeader: {
    label: "Expected header",
    flag: "expect-header",
    summary: "Fail unless the answer has this header, with this value where one is given.",
    section: expected,
    value: headerAndValue("Name[=value]", "Content-Type=application/json"),
    many: true,
  },
};
