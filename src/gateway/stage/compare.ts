import { type Difference, differing, type Values, valuesOf } from "../compare/values.ts";
import { printMember } from "../document/members.ts";
import { validatorIdOfKey } from "../document/things.ts";
import type { Configured } from "./configured.ts";
import type { ServedMethod } from "./read-export.ts";
import { untold } from "./untold.ts";
import { WHY, type Why } from "./why.ts";

/** What a deployment would do to one thing that a stage serves. */
export interface StageChange {
  readonly kind: "method" | "model" | "gateway response" | "authorizer" | "API";
  /** `GET /pets`, or a name. */
  readonly at: string;
  /** Added: it is configured, and the stage has not got it. Removed: the stage still serves it. */
  readonly change: "added" | "changed" | "removed";
  /** Of what changed: before is what the stage serves ("declared", where no more is told), after what is configured. */
  readonly differences: readonly Difference[];
}

/** A value of which nobody can tell whether the stage serves it as it is configured, and where. */
export interface Untold {
  readonly member: string;
  readonly why: string;
  /** The methods: `GET /pets`. */
  readonly at: readonly string[];
}

export interface Compared {
  readonly changes: readonly StageChange[];
  readonly untold: readonly Untold[];
}

/** What is configured against what a stage serves by its export, method by method. */
export function compareMethods(served: readonly ServedMethod[], configured: readonly Configured[]): Compared {
  const old = new Map(served.map((one) => [keyOf(one), one]));
  const next = new Map(configured.map((one) => [keyOf(one), one]));
  const found = new Collected();
  const changes = inOrder([...old.values(), ...next.values()]).flatMap((at): readonly StageChange[] => {
    const [before, after] = [old.get(at), next.get(at)];
    if (!before) return [{ kind: "method", at, change: "added", differences: [] }];
    if (!after) return [{ kind: "method", at, change: "removed", differences: [] }];
    const { differences, mute } = compared(before, after);
    for (const [member, why] of mute) found.add(member, why, at);
    return differences.length === 0 ? [] : [{ kind: "method", at, change: "changed", differences }];
  });
  return { changes, untold: found.all() };
}

/** Of one method: where it differs, and what is not told. */
interface Pair {
  readonly differences: readonly Difference[];
  readonly mute: readonly (readonly [member: string, why: Why])[];
}

/** What many stages serve alike is held against what is configured once. */
const pairs = new WeakMap<ServedMethod, { readonly after: Configured; readonly pair: Pair }>();

function compared(served: ServedMethod, after: Configured): Pair {
  const known = pairs.get(served);
  if (known?.after === after) return known.pair;
  const values = { before: servedValues(served, after.resourceId), after: configuredValues(after) };
  const mute = untold(served, after, values);
  const pair = {
    differences: differing(values.before, values.after, new Set(mute.keys())),
    mute: [...mute].map(([way, why]) => [printMember(way), why] as const),
  };
  pairs.set(served, { after, pair });
  return pair;
}

/** What GetDeployment tells of a deployment where its export may not be read: path, verb, and these. */
export type ApiSummary = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        { readonly authorizationType?: string | undefined; readonly apiKeyRequired?: boolean | undefined }
      >
    >
  >
>;

/** What is configured against a deployment's summary: which methods it has, and who may call them. */
export function compareSummary(summary: ApiSummary, configured: readonly Configured[]): Compared {
  const old = new Map(
    Object.entries(summary).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(
        ([httpMethod, one]) => [keyOf({ path, httpMethod }), { path, httpMethod, one }] as const,
      ),
    ),
  );
  const next = new Map(configured.map((one) => [keyOf(one), one]));
  const found = new Collected();
  const changes = inOrder([...old.values(), ...next.values()]).flatMap((at): readonly StageChange[] => {
    const [before, after] = [old.get(at)?.one, next.get(at)];
    if (!before) return [{ kind: "method", at, change: "added", differences: [] }];
    if (!after) return [{ kind: "method", at, change: "removed", differences: [] }];
    found.add(EVERYTHING_ELSE, WHY.summary, at);
    const { authorizationType, apiKeyRequired } = after.document.request;
    const differences = [
      {
        member: "request authorization authorizationType",
        before: before.authorizationType ?? "NONE",
        after: authorizationType,
      },
      { member: "request apiKeyRequired", before: before.apiKeyRequired ?? false, after: apiKeyRequired },
    ].filter((one) => one.before !== one.after);
    return differences.length === 0 ? [] : [{ kind: "method", at, change: "changed", differences }];
  });
  return { changes, untold: found.all() };
}

const EVERYTHING_ELSE = "all but authorization type and API key";

const keyOf = ({ path, httpMethod }: { readonly path: string; readonly httpMethod: string }): string =>
  `${httpMethod} ${path}`;

/** `GET /pets` of each, by path and then by method. */
function inOrder(all: readonly { readonly path: string; readonly httpMethod: string }[]): readonly string[] {
  const sorted = [...all].sort((a, b) =>
    a.path === b.path ? order(a.httpMethod, b.httpMethod) : order(a.path, b.path),
  );
  return [...new Set(sorted.map(keyOf))];
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** That they are required, exports do not say of these: that they are declared is all that is known. */
const DECLARED =
  /^\["(?:request","requestParameters","method\.request\.path\.|responses","\d+","responseParameters",)/;

/** `resourceId`: a cache namespace of this name is the default, which some exports write out. */
function servedValues({ document, authorizer, validator }: ServedMethod, resourceId: string): Values {
  const { integration } = document;
  const own =
    integration?.cacheNamespace === resourceId
      ? { ...document, integration: { ...integration, cacheNamespace: undefined } }
      : document;
  const values = valuesOf(own, { authorizer, validator });
  return new Map([...values].map(([way, value]) => [way, DECLARED.test(way) ? "declared" : value]));
}

function configuredValues({ document, authorizer, validator }: Configured): Values {
  const { requestValidator: key } = document.request;
  if (validator === undefined || "unknown" in validator)
    return valuesOf(document, { ...named(authorizer), validator: key && validatorIdOfKey(key) });
  const { sharesName: _, ...value } = validator;
  return valuesOf(document, { ...named(authorizer), validator: value });
}

const named = (authorizer: Configured["authorizer"]) =>
  authorizer && "name" in authorizer ? { authorizer: authorizer.name } : {};

/** Values that are not told, each once with all methods that have it. */
class Collected {
  readonly #all = new Map<string, { member: string; why: Why; at: string[] }>();
  add(member: string, why: Why, at: string): void {
    const key = JSON.stringify([member, why]);
    const one = this.#all.get(key) ?? { member, why, at: [] };
    this.#all.set(key, one);
    if (one.at.at(-1) !== at) one.at.push(at);
  }
  all(): readonly Untold[] {
    return [...this.#all.values()].sort((a, b) => order(a.member, b.member));
  }
}
