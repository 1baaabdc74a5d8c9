import { nearest } from "./did-you-mean.ts";
import type { DeleteSettings, Unset, UpdateSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { textFault, type Value, yesNo } from "./value.ts";

/** What can be unset, by its flag's name; of lists also one entry, named as the flag names it. */
export const UNSETTABLE = {
  authorization: "back to none",
  scope: "a scope, or all",
  "request-validator": "no validation",
  "api-key-required": "no API key",
  "operation-name": "no name",
  "query-param": "a query string parameter, or all",
  header: "a request header, or all",
  "path-param": "a declared path parameter, or all",
  "request-model": "the model of a content type, or all",
  "request-parameter": "a mapping, or all",
  "request-template": "the template of a content type, or all",
  passthrough: "when no template matches",
  "cache-namespace": "the resource's own",
  "content-handling": "passed through",
  timeout: "29000",
  "response-transfer-mode": "buffered",
  "service-region": "the API's own",
  subdomain: "none",
  "integration-target": "none: a VPC link V1 has its load balancer",
  role: "by the function's policy (Lambda only)",
  "caller-credentials": "by the function's policy (Lambda only)",
  "insecure-skip-verification": "verified again",
  response: "a status with all that belongs to it",
  "response-header": "STATUS:Name",
  "response-template": "STATUS:type",
  "response-model": "STATUS:type",
  "response-content-handling": "a status: passed through",
} as const;
export type UnsetName = keyof typeof UNSETTABLE;

// Of which one entry must be named: there is no default to go back to.
const BY_ENTRY: ReadonlySet<string> = new Set([
  "response",
  "response-header",
  "response-template",
  "response-model",
  "response-content-handling",
]);
const LISTS: ReadonlySet<string> = new Set([
  "scope",
  "query-param",
  "header",
  "path-param",
  "request-model",
  "request-parameter",
  "request-template",
  ...BY_ENTRY,
]);

const unsetValue: Value<Unset> = {
  placeholder: "setting[:entry]",
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    const bare = given.replace(/^--/, "");
    const at = bare.indexOf(":");
    const setting = at < 0 ? bare : bare.slice(0, at);
    const entry = at < 0 ? undefined : bare.slice(at + 1);
    if (!Object.hasOwn(UNSETTABLE, setting)) {
      const names = Object.keys(UNSETTABLE);
      const near = nearest(setting, names);
      return {
        fault: `"${setting.slice(0, 60)}" is not a setting that can be unset`,
        remedy: near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`,
      };
    }
    if (entry !== undefined && !LISTS.has(setting))
      return { fault: `${setting} has no entries`, remedy: `write --unset ${setting}` };
    if (entry === "" || (entry === undefined && BY_ENTRY.has(setting)))
      return {
        fault: `which ${setting} is not said`,
        remedy: `write --unset ${setting}:${setting === "response" || setting === "response-content-handling" ? "404" : "200:…"}`,
      };
    return { value: { setting, ...(entry === undefined ? {} : { entry }) } };
  },
  print: ({ setting, entry }) => (entry === undefined ? setting : `${setting}:${entry}`),
};

export const updateSettings: Table<UpdateSettings> = {
  unset: {
    label: "Unset",
    flag: "unset",
    summary:
      "Clear a setting, by its flag's name, or one entry of a list: operation-name, header:X-Id, response:404.",
    section: "If the method exists",
    value: unsetValue,
    many: true,
    asked: () => false,
  },
};

export const deleteSettings: Table<DeleteSettings> = {
  deleteEmptyResources: {
    label: "Delete empty resources",
    flag: "delete-empty-resources",
    summary: "Delete the resource too, and those above it, where nothing else is on or below them.",
    section: "Resource",
    value: yesNo,
    asked: () => false,
  },
  deleteUnusedValidator: {
    label: "Delete unused validator",
    flag: "delete-unused-validator",
    summary: "Delete the method's request validator too, where no other method names it.",
    section: "Method details",
    value: yesNo,
    asked: () => false,
  },
  deleteUnusedRolePolicy: {
    label: "Delete unused role policy",
    flag: "delete-unused-role-policy",
    summary:
      "Delete the execution role's policy that apigw wrote for this call, where no method of the Region's APIs calls by the role. Other Regions are not looked at.",
    section: "Method details",
    value: yesNo,
    asked: () => false,
  },
};
