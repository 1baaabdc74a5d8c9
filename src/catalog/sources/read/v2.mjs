// The API models of aws-sdk v2: frozen since September 2025, and still the widest set that npm has.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { byName } from "./order.mjs";

const require = createRequire(import.meta.url);
export const folder = dirname(require.resolve("aws-sdk/package.json"));

/**
 * An API in the one form that both readers give.
 *
 * @typedef {object} Operation
 * @property {string} request `METHOD /uri`
 * @property {readonly string[]} required `?name` goes into the query string, `:Name` into a header, `/name` into the path,
 *   `=Name` is the body itself
 * @property {"request" | "answer" | "both"} [streams] what of it is a stream of events
 * @property {string} [host] what stands before the service's host, where the caller's input is in it
 * @property {boolean} free whether it is called without credentials: IAM is not asked
 * @property {string} [was] its request as it was before, which is still taken
 *
 * @typedef {object} Api
 * @property {string} id the label of its host
 * @property {string} name
 * @property {string} serviceId
 * @property {string} title
 * @property {readonly string[]} titles
 * @property {"json" | "query" | "ec2" | "rest-json" | "rest-xml"} protocol
 * @property {string} version
 * @property {string} [target]
 * @property {string} [json]
 * @property {string} [sign]
 * @property {string} [host] the whole host, where it is not ID.REGION.amazonaws.com
 * @property {Readonly<Record<string, Operation>>} operations
 */

/** The newest version of every API. @returns {readonly Api[]} */
export function readModels() {
  const newest = new Map();
  for (const file of readdirSync(join(folder, "apis")).sort(byName)) {
    const [, name] = /^(.+)-\d{4}-\d{2}-\d{2}\.min\.json$/.exec(file) ?? [];
    if (name) newest.set(name, file); // sorted: a later version takes the place of an earlier one
  }
  return [...newest].map(([name, file]) =>
    apiOf(name, JSON.parse(readFileSync(join(folder, "apis", file), "utf8"))),
  );
}

function apiOf(name, { metadata, operations, shapes = {} }) {
  const json = metadata.protocol === "json";
  return {
    id: metadata.endpointPrefix,
    name,
    serviceId: metadata.serviceId,
    title: metadata.serviceAbbreviation ?? metadata.serviceFullName,
    titles: [metadata.serviceAbbreviation, metadata.serviceFullName].filter(Boolean),
    protocol: metadata.protocol,
    version: metadata.apiVersion,
    ...(metadata.targetPrefix && json ? { target: metadata.targetPrefix } : {}),
    ...(json ? { json: metadata.jsonVersion } : {}),
    ...(metadata.signingName ? { sign: metadata.signingName } : {}),
    operations: Object.fromEntries(
      Object.entries(operations).map(([op, one]) => [op, operationOf(one, shapes)]),
    ),
  };
}

function operationOf({ http = {}, input, output, endpoint, authtype }, shapes) {
  const streams = streaming(isStream(input, shapes), isStream(output, shapes));
  const host = endpoint?.hostPrefix ?? "";
  return {
    request: `${http.method ?? "POST"} ${http.requestUri ?? "/"}`,
    required: required(input),
    ...(streams ? { streams } : {}),
    ...(host.includes("{") ? { host } : {}),
    free: authtype === "none",
  };
}

function required({ required = [], members = {}, payload } = {}) {
  return required
    .filter((name) => !members[name]?.idempotencyToken) // the SDK fills these in, and so may be left out
    .map((name) => {
      const { location, locationName = name } = members[name] ?? {};
      const mark = { querystring: "?", header: ":", uri: "/" }[location] ?? (name === payload ? "=" : "");
      return mark === "" || mark === "=" ? mark + name : mark + locationName;
    });
}

const isStream = ({ shape, members } = {}, shapes) =>
  Object.values(members ?? shapes[shape]?.members ?? {}).some(
    (member) => member.eventstream ?? shapes[member.shape]?.eventstream,
  );

/** Which of the two is a stream of events. */
export const streaming = (request, answer) =>
  request && answer ? "both" : request ? "request" : answer ? "answer" : undefined;
