import { VERBS } from "../gateway/names/verb.ts";
import type { Applies } from "./conditions.ts";
import type { CorsSettings, Known } from "./known.ts";
import type { Table } from "./setting.ts";
import { text, type Value, whole, yesNo } from "./value.ts";

const section = "CORS" as const;

/** Whether a method answers preflight requests by itself. */
const answersPreflight: Applies = {
  when: ({ method, integration }) =>
    (method === undefined || method === "OPTIONS") && (integration === undefined || integration === "mock"),
  because: "it goes with a mock on OPTIONS only",
};

/** Asked where a preflight is made; of one that is there the headers themselves are asked for. */
const asked = ({ method, integration, ifExists, corsHeaders }: Known): boolean =>
  method === "OPTIONS" && integration === "mock" && ifExists !== "update" && corsHeaders !== false;

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** A list in one text, as the header has it: each of its words must do. */
const list = (
  placeholder: string,
  what: string,
  example: string,
  isOne: (word: string) => boolean,
): Value<string> => ({
  ...text(placeholder, (given) => {
    const wrong = given.split(",").find((word) => !isOne(word.trim()));
    return wrong === undefined
      ? undefined
      : { fault: `"${wrong.trim().slice(0, 80)}" is not ${what}`, remedy: `write them like ${example}` };
  }),
});

const headers = (example: string) => list("Name,Name", "a header name", example, (word) => TOKEN.test(word));

const ORIGIN = /^(?:\*|null|[a-z][a-z0-9+.-]*:\/\/[^/?#\s@',"]+)$/i;

/** The headers that let browsers call the method from other origins. */
export const corsSettings: Table<CorsSettings> = {
  corsHeaders: {
    label: "CORS headers",
    flag: "cors-headers",
    summary:
      "Let the mock of OPTIONS answer with the three CORS headers, as the console does; --no-cors-headers makes a bare one.",
    section,
    value: yesNo,
    negatable: true,
    applies: answersPreflight,
    fallback: () => true,
    asked: (known) => asked({ ...known, corsHeaders: true }),
  },
  allowHeaders: {
    label: "Access-Control-Allow-Headers",
    flag: "allow-headers",
    summary: "The request headers that browsers may send, separated by commas.",
    section,
    value: headers("Content-Type,Authorization"),
    applies: answersPreflight,
    asked,
  },
  allowMethods: {
    label: "Access-Control-Allow-Methods",
    flag: "allow-methods",
    summary: "The methods that browsers may use, separated by commas; those of the resource by default.",
    section,
    value: list(
      "GET,POST",
      "an HTTP method, in capitals",
      "GET,POST",
      (word) => word === "*" || VERBS.some((verb) => verb === word && verb !== "ANY"),
    ),
    applies: answersPreflight,
    asked,
  },
  allowOrigin: {
    label: "Access-Control-Allow-Origin",
    emptyMeans: "* – every origin",
    flag: "allow-origin",
    summary: "An origin whose pages may call the method, like https://example.com; * (every one) by default.",
    section,
    otherwise: "*",
    value: text("origin", (given) =>
      ORIGIN.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not an origin: scheme and host, no path and no slash behind`,
            remedy: "write it like https://example.com, or *",
          },
    ),
    many: true,
    applies: answersPreflight,
    asked,
  },
  maxAge: {
    label: "Access-Control-Max-Age",
    flag: "max-age",
    summary: "How many seconds browsers may keep the answer; 5 where it is left out.",
    section,
    value: whole("seconds", 0, 86_400, "seconds"),
    applies: answersPreflight,
    asked,
  },
  allowCredentials: {
    label: "Access-Control-Allow-Credentials",
    flag: "allow-credentials",
    summary: "Browsers may send cookies and other credentials; needs origins by name.",
    section,
    value: yesNo,
    negatable: true,
    applies: answersPreflight,
    fallback: () => false,
    asked,
  },
  exposeHeaders: {
    label: "Access-Control-Expose-Headers",
    flag: "expose-headers",
    summary: "The response headers that pages may read, separated by commas.",
    section,
    value: headers("X-Request-Id,ETag"),
    applies: answersPreflight,
    asked: () => false,
  },
};
