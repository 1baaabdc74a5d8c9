import type { Statement } from "../policy/lambda-policy.ts";
import type { GatewayResponse } from "./gateway-response.ts";
import type { Address, MethodDocument, RequestValidator } from "./method.ts";
import type { Deployment, Stage } from "./stage.ts";

/** A part of an API's path. All that is said of it stands in its key. */
export type Resource = Readonly<Record<string, never>>;

/** An execution role, without its policies: those are things of their own. */
export interface Role {
  /** Between slashes. */
  readonly path: string;
  /** Its trust policy, JSON. */
  readonly trust: string;
  readonly description?: string | undefined;
  /** The ARN of a policy. */
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** The kinds of thing that a run may touch. */
export interface Things {
  resource: Resource;
  validator: RequestValidator;
  method: MethodDocument;
  /** A statement of a function's resource policy. */
  permission: Statement;
  role: Role;
  /** An inline policy of a role, JSON; compared by meaning. */
  rolePolicy: string;
  /** What API Gateway itself answers, as somebody set it. */
  gatewayResponse: GatewayResponse;
  deployment: Deployment;
  stage: Stage;
}
export type Kind = keyof Things;

/**
 * Names a thing for longer than AWS's ids last: `resource API /pets`, `validator API x1y2` or, as long as it is to be
 * made, `validator API +Validate body`, `method API GET /pets`, `permission FUNCTION-ARN SID`, `role NAME`,
 * `rolePolicy NAME/POLICY`, `gatewayResponse API DEFAULT_4XX`, `stage API prod`, `deployment API x1y2` or, of a run's
 * own, `deployment API +RUN`: what it is called until it has an id, and by what it is known again.
 */
export type Key<K extends Kind = Kind> = { [P in K]: `${P} ${string}` }[K];

/** A thing that nobody could look at, and why. It may be there or not. */
export interface Unread {
  readonly unread: string;
}

/** What a look came to; undefined: it was looked for and is not there. */
export type Seen<K extends Kind = Kind> = Things[K] | undefined | Unread;

/** What was looked at, and only that. */
export type Document = ReadonlyMap<Key, Seen>;

export const resourceKey = (restApiId: string, path: string): Key<"resource"> =>
  `resource ${restApiId} ${path}`;
export const methodKey = ({ restApiId, httpMethod, path }: Address): Key<"method"> =>
  `method ${restApiId} ${httpMethod} ${path}`;
export const validatorKey = (restApiId: string, id: string): Key<"validator"> =>
  `validator ${restApiId} ${id}`;
/** Of one that is to be made. */
export const newValidatorKey = (restApiId: string, name: string): Key<"validator"> =>
  `validator ${restApiId} +${name}`;
export const permissionKey = (functionArn: string, sid: string): Key<"permission"> =>
  `permission ${functionArn} ${sid}`;
export const roleKey = (name: string): Key<"role"> => `role ${name}`;
export const rolePolicyKey = (role: string, policy: string): Key<"rolePolicy"> =>
  `rolePolicy ${role}/${policy}`;

export const gatewayResponseKey = (restApiId: string, type: string): Key<"gatewayResponse"> =>
  `gatewayResponse ${restApiId} ${type}`;
export const stageKey = (restApiId: string, name: string): Key<"stage"> => `stage ${restApiId} ${name}`;
export const deploymentKey = (restApiId: string, id: string): Key<"deployment"> =>
  `deployment ${restApiId} ${id}`;
/** Of the one that a run makes. */
export const newDeploymentKey = (restApiId: string, run: string): Key<"deployment"> =>
  `deployment ${restApiId} +${run}`;

export const kindOf = (key: Key): Kind => key.slice(0, key.indexOf(" ")) as Kind;
export const isOf = <K extends Kind>(kind: K, key: Key): key is Key<K> => key.startsWith(`${kind} `);

/** The words of a key behind its kind; the last may hold blanks. */
function words(key: Key, count: number): readonly string[] {
  const all = key.split(" ").slice(1);
  return [...all.slice(0, count - 1), all.slice(count - 1).join(" ")];
}

/** The kinds of thing that stand in one REST API, whose id is the first word of their keys. */
export type KindInApi = Exclude<Kind, "permission" | "role" | "rolePolicy">;
export const isInApi = (key: Key): key is Key<KindInApi> =>
  !isOf("permission", key) && !isOf("role", key) && !isOf("rolePolicy", key);

/** The REST API's id in a key. */
export const apiOfKey = (key: Key<KindInApi>): string => words(key, 2)[0] ?? "";
export const pathOfKey = (key: Key<"resource">): string => words(key, 2)[1] ?? "";
export function addressOfKey(key: Key<"method">): Address {
  const [restApiId = "", httpMethod = "", path = ""] = words(key, 3);
  return { restApiId, httpMethod, path };
}
/** The id in a validator's or deployment's key, or undefined of one that goes by another name until it is made. */
export function idOfKey(key: Key<"validator" | "deployment">): string | undefined {
  const [, name = ""] = words(key, 2);
  return name.startsWith("+") ? undefined : name;
}
export const validatorIdOfKey = (key: Key<"validator">): string | undefined => idOfKey(key);
export const deploymentIdOfKey = (key: Key<"deployment">): string | undefined => idOfKey(key);
/** The run that makes a deployment of such a key. */
export function runOfKey(key: Key<"deployment">): string | undefined {
  const [, name = ""] = words(key, 2);
  return name.startsWith("+") ? name.slice(1) : undefined;
}
export const gatewayResponseTypeOfKey = (key: Key<"gatewayResponse">): string => words(key, 2)[1] ?? "";
export const stageOfKey = (key: Key<"stage">): string => words(key, 2)[1] ?? "";
export function permissionOfKey(key: Key<"permission">): { functionArn: string; sid: string } {
  const [functionArn = "", sid = ""] = words(key, 2);
  return { functionArn, sid };
}
export const roleOfKey = (key: Key<"role">): string => words(key, 1)[0] ?? "";
export function rolePolicyOfKey(key: Key<"rolePolicy">): { role: string; policy: string } {
  const [role = "", policy = ""] = (words(key, 1)[0] ?? "").split("/");
  return { role, policy };
}

export const isUnread = (seen: Seen): seen is Unread =>
  typeof seen === "object" && seen !== null && "unread" in seen;

/** What was seen of a thing. That nobody looked is an error of the program: it is never "not there". */
export function seen<K extends Kind>(document: Document, key: Key<K>): Seen<K> {
  if (!document.has(key)) throw new Error(`nobody looked at ${key}`);
  return document.get(key) as Seen<K>;
}

/** The thing itself; undefined where it is not there, could not be read, or nobody looked. */
export function thing<K extends Kind>(document: Document, key: Key<K>): Things[K] | undefined {
  const found = document.get(key);
  return isUnread(found) ? undefined : (found as Things[K] | undefined);
}

/** The document with these things as they are to be. */
export const withThings = (document: Document, things: Iterable<readonly [Key, Seen]>): Document =>
  new Map([...document, ...things]);

/** A thing by its key, for people: `GET /pets`, `request validator "Validate body"`, `role pets-caller`. */
export function printKey(key: Key, document?: Document): string {
  if (isOf("resource", key)) return pathOfKey(key);
  if (isOf("method", key)) {
    const { httpMethod, path } = addressOfKey(key);
    return `${httpMethod} ${path}`;
  }
  if (isOf("validator", key)) {
    const named = document && thing(document, key);
    return `request validator "${named?.name ?? words(key, 2)[1]?.replace(/^\+/, "")}"`;
  }
  if (isOf("permission", key)) {
    const { functionArn, sid } = permissionOfKey(key);
    return `statement ${sid} of function ${functionArn.split(":").slice(6).join(":")}`;
  }
  if (isOf("rolePolicy", key)) {
    const { role, policy } = rolePolicyOfKey(key);
    return `policy ${policy} of role ${role}`;
  }
  if (isOf("gatewayResponse", key)) return `gateway response ${gatewayResponseTypeOfKey(key)}`;
  if (isOf("stage", key)) return `stage ${stageOfKey(key)}`;
  if (isOf("deployment", key))
    return idOfKey(key) === undefined ? `deployment of run ${runOfKey(key)}` : `deployment ${idOfKey(key)}`;
  return `role ${words(key, 1)[0]}`;
}
