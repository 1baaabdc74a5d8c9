import type { ServerSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { text, whole, yesNo } from "./value.ts";

const section = "Common" as const;

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
  state: {
    label: "State",
    flag: "state",
    summary: "The file that holds the state; the same file as --sandbox uses by default.",
    section,
    value: text("file"),
  },
  empty: {
    label: "Empty",
    flag: "empty",
    summary: "Begin without the sample API, functions and roles.",
    section,
    value: yesNo,
    fallback: () => false,
  },
};
