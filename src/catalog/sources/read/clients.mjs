// The clients of the AWS SDK for JavaScript v3: what their schemas, endpoint rules and configuration say of an API.
// The encoding of schemas is that of `@smithy/types` (schema/static-schemas.d.ts, sentinels.d.ts, traits.d.ts).
import { readFileSync } from "node:fs";
import { byName } from "./order.mjs";
import { streaming } from "./v2.mjs";

const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
export const packages = Object.keys(dependencies)
  .filter((name) => name.startsWith("@aws-sdk/client-"))
  .sort(byName);

const PROTOCOLS = {
  "aws.protocols#awsJson1_0": { protocol: "json", json: "1.0" },
  "aws.protocols#awsJson1_1": { protocol: "json", json: "1.1" },
  "aws.protocols#awsQuery": { protocol: "query" },
  "aws.protocols#ec2Query": { protocol: "ec2" },
  "aws.protocols#restJson1": { protocol: "rest-json" },
  "aws.protocols#restXml": { protocol: "rest-xml" },
};

const REGION = "us-east-1";

/**
 * Every API that a client is there for, and what could not be told of the others.
 *
 * @returns {Promise<{ apis: readonly import("./v2.mjs").Api[], untold: readonly { about: string, why: string }[] }>}
 */
export async function readClients() {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const apis = [];
  const untold = [];
  for (const name of packages) {
    const api = apiOf(name, await import(name));
    if (api.why) untold.push({ about: name, why: api.why });
    else apis.push(api);
  }
  return { apis, untold };
}

function apiOf(name, client) {
  const Client = Object.entries(client).find(([key]) => /^[A-Z]\w*Client$/.test(key))?.[1];
  const { config } = new Client({ region: REGION });
  const said = config.protocol.getShapeId();
  const protocol = PROTOCOLS[said];
  if (!protocol) return { why: `it speaks ${said}, which no template of API Gateway can write` };
  const operations = Object.values(client)
    .filter((one) => Array.isArray(one) && one[0] === 9)
    .sort(([, , a], [, , b]) => byName(a, b));
  const url = endpointOf(config, client, operations);
  if (typeof url === "string") return { why: url };
  const [id, host] = hostOf(url);
  const base = url.pathname.replace(/\/$/, "");
  return {
    id,
    name: name.replace("@aws-sdk/client-", ""),
    serviceId: config.serviceId,
    title: config.serviceId,
    titles: [config.serviceId],
    ...protocol,
    version: config.apiVersion,
    ...(protocol.protocol === "json" ? { target: config.protocol.serviceTarget } : {}),
    sign: config.defaultSigningName,
    ...(host === undefined ? {} : { host }),
    operations: Object.fromEntries(
      operations.map((one) => [one[2], { ...operationOf(one, base), free: isFree(config, one[2]) }]),
    ),
  };
}

/** Whether an operation is called without credentials. Where the endpoint decides how it is signed, it is signed. */
function isFree({ httpAuthSchemeProvider }, operation) {
  try {
    return httpAuthSchemeProvider({ operation, region: REGION }).some(
      ({ schemeId }) => schemeId === "smithy.api#noAuth",
    );
  } catch {
    return false;
  }
}

/** The host of a Region, as the client's rules have it for the first operation that says all they ask for. */
function endpointOf(config, client, operations) {
  let why;
  for (const [, , name] of operations) {
    const asked = client[`${name}Command`].getEndpointParameterInstructions();
    const fixed = Object.entries(asked).filter(([, { type }]) => type === "staticContextParams");
    try {
      return config.endpointProvider({
        Region: REGION,
        UseFIPS: false,
        UseDualStack: false,
        ...Object.fromEntries(fixed.map(([key, { value }]) => [key, value])),
      }).url;
    } catch ({ message }) {
      why ??= `its host hangs on what is called: ${message}`;
    }
  }
  return why;
}

/** The label that stands for a service in an integration's URI, and the whole host where it is not the usual one. */
function hostOf({ hostname }) {
  const [, id] = new RegExp(`^(.+)\\.${REGION}\\.amazonaws\\.com$`).exec(hostname) ?? [];
  if (id !== undefined) return [id];
  return [
    hostname.replace(/\.(?:[^.]+)\.(?:api\.aws|amazonaws\.com)$/, ""),
    hostname.replace(REGION, "REGION"),
  ];
}

const BITS = { httpLabel: 1, idempotencyToken: 4, httpPayload: 16 };
const traitsOf = (traits) =>
  typeof traits === "number"
    ? Object.fromEntries(Object.entries(BITS).map(([name, bit]) => [name, traits & bit]))
    : (traits ?? {});

/** The members of a structure: name, schema, traits, whether required. */
function membersOf(reference) {
  const schema = typeof reference === "function" ? reference() : reference;
  if (!Array.isArray(schema) || schema[0] !== 3) return [];
  const [, , , , names, references, needed = 0] = schema;
  return names.map((name, index) => {
    const pair = references[index];
    const [of, traits] = Array.isArray(pair) && pair.length === 2 ? pair : [pair, 0];
    return {
      name,
      of: typeof of === "function" ? of() : of,
      traits: traitsOf(traits),
      needed: index < needed,
    };
  });
}

// A union that streams is a stream of events; a blob that streams is a body.
const isStream = (members) =>
  members.some(({ of }) => Array.isArray(of) && of[0] === 4 && traitsOf(of[3]).streaming);

function operationOf([, , name, traits, input, output], base) {
  const { http: [method, uri] = ["POST", "/"], endpoint: [prefix = ""] = [] } = traitsOf(traits);
  const members = membersOf(input);
  const streams = streaming(isStream(members), isStream(membersOf(output)));
  return {
    request: `${method} ${base}${withLabels(uri, members, name)}`,
    required: members
      .filter((one) => one.needed && !one.traits.idempotencyToken)
      .map(({ name, traits }) =>
        traits.httpLabel
          ? `/${name}`
          : traits.httpQuery
            ? `?${traits.httpQuery}`
            : traits.httpHeader
              ? `:${traits.httpHeader}`
              : traits.httpPayload
                ? `=${name}`
                : (traits.jsonName ?? name),
      ),
    ...(streams ? { streams } : {}),
    ...(prefix.includes("{") ? { host: prefix } : {}),
  };
}

/** A label that is not in the path goes into the host with the SDK, and in front of the path without it: S3's bucket. */
function withLabels(uri, members, name) {
  const [path, ...query] = uri.split("?");
  const left = members
    .filter(({ name, traits }) => traits.httpLabel && !new RegExp(`\\{${name}\\+?\\}`).test(path))
    .map(({ name }) => `/{${name}}`)
    .join("");
  // What the SDK adds for its own statistics.
  const asked = query
    .join("?")
    .split("&")
    .filter((one) => one !== "" && one !== `x-id=${name}`);
  return `${left}${left !== "" && path === "/" ? "" : path}${asked.length > 0 ? `?${asked.join("&")}` : ""}`;
}
