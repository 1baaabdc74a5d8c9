import { existsSync, readFileSync } from "node:fs";

/** One API of a service as its model has it: generated, see src/catalog/sources/generate.mjs. */
export interface ApiFacts {
  readonly title: string;
  readonly protocol: "json" | "query" | "ec2" | "rest-json" | "rest-xml";
  readonly version: string;
  /** What stands before the operation's name in X-Amz-Target. */
  readonly target?: string;
  /** "1.0" or "1.1". */
  readonly json?: string;
  /** The name signatures are scoped to, where it is not the id. */
  readonly sign?: string;
  /** Its host, where that is not ID.REGION.amazonaws.com. */
  readonly host?: string;
  /** The prefix of its IAM actions. */
  readonly iam?: string;
  /** Names in one text, or `METHOD /uri` by name for REST. */
  readonly ops: string | Readonly<Record<string, string>>;
  /** The IAM action where its name is not the operation's. */
  readonly iamDiff?: Readonly<Record<string, string>>;
  /** Operations that IAM has no action of the same name for. */
  readonly iamNone?: string;
  /** Operations of which the request or the answer is a stream of events. */
  readonly streams?: Readonly<Record<string, "request" | "answer" | "both">>;
  /** What stands before the host of an operation, where it is chosen with each call: `{graphIdentifier}.` */
  readonly hosts?: Readonly<Record<string, string>>;
  /** How REST operations were called before, and are still: `METHOD /uri` by name. */
  readonly was?: Readonly<Record<string, string>>;
  /** Operations that are called without credentials: IAM is not asked about them. */
  readonly free?: string;
  /** Required members: `?name` in the query string, `:Name` in a header, `/name` in the path, `=Name` as the body, else in it. */
  readonly required?: Readonly<Record<string, string>>;
}

/** A service by the label of its host. */
export interface ServiceFacts {
  readonly id: string;
  readonly apis: readonly ApiFacts[];
  /** IAM actions that no operation of the models is called as: newer operations, and permissions only. */
  readonly more?: string;
  /** ARN formats by `prefix:type`. */
  readonly arns: Readonly<Record<string, string>>;
  /** The actions that require a resource of a type, by `prefix:type`. */
  readonly needs: Readonly<Record<string, string>>;
}

export interface IndexFacts {
  readonly operations: number;
  readonly titles: Readonly<Record<string, readonly string[]>>;
  /** The services whose actions have an IAM prefix. */
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
  readonly iamOnly: Readonly<Record<string, string>>;
}

// Beside this file in the source; beside the bundle's entry, or above its chunks, in the package.
const findFolder = (): URL | undefined =>
  [new URL("./facts/", import.meta.url), new URL("../facts/", import.meta.url)].find((one) =>
    existsSync(new URL("index.json", one)),
  );

let folder: URL | undefined;

const kept = new Map<string, unknown>();

function read<T>(name: string): T {
  let facts = kept.get(name);
  if (facts === undefined) {
    folder ??= findFolder();
    if (!folder) throw new Error("the package is not whole: its service catalog is missing");
    facts = JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));
    kept.set(name, facts);
  }
  return facts as T;
}

/** Every service by name; read when first asked for (below a millisecond), and kept. */
export const indexFacts = (): IndexFacts => read("index");

/** All that is known of a service; `id` must be one of the index. */
export const serviceFacts = (id: string): ServiceFacts => read(id);
