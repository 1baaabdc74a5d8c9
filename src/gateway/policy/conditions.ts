import { BlockList } from "node:net";
import { NUMBER, networkOf } from "./condition-values.ts";
import { fitsPattern, literally, unescaped } from "./fits.ts";
import { arnHolds } from "./glob.ts";

/** What is known of a call, by condition keys in small letters; a key that does not stand here is not sent. */
export type Keys = Readonly<Record<string, readonly string[] | undefined>>;

export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Whether conditions hold of a call; where that cannot be told, why. */
export type Held = { readonly is: "yes" | "no" } | { readonly is: "unknown"; readonly why: string };

/**
 * Whether all conditions hold of a call of which everything is known. Of a key that is not sent, an operator that negates
 * holds and another does not (IAM user guide, "Condition operators"). An operator that is not IAM's, and a value that it
 * cannot compare, leave it unknown: neither is taken for one that does not hold.
 */
export function conditionsHold(condition: Condition | undefined, keys: Keys): Held {
  const all = Object.entries(condition ?? {}).flatMap(([operator, wanted]) =>
    Object.entries(wanted).map(([key, values]) => {
      const actual = keys[key.toLowerCase()];
      return holds(operator, [values].flat().map(String), actual?.length ? actual : undefined, keys);
    }),
  );
  return all.find(({ is }) => is === "no") ?? all.find(({ is }) => is === "unknown") ?? held(true);
}

const held = (is: boolean): Held => ({ is: is ? "yes" : "no" });

const OPERATOR = /^(?:for(any|all)values?:)?(\w+?)(ifexists)?$/i;

function holds(
  operator: string,
  values: readonly string[],
  actual: readonly string[] | undefined,
  keys: Keys,
): Held {
  const [, set = "", written = "", ifExists] = OPERATOR.exec(operator) ?? [];
  const [among, name] = [set.toLowerCase(), written.toLowerCase()];
  if (name === "null" && ifExists === undefined && values.every((value) => /^(true|false)$/i.test(value)))
    return held(values.some((value) => (value.toLowerCase() === "true") === (actual === undefined)));
  const known = OPERATORS.get(name);
  if (!known) return { is: "unknown", why: `${operator} is no condition operator of IAM` };
  const { relation, negated } = known;
  // Documented: of a key that is not sent, all values fit and none does.
  if (actual === undefined)
    return held(ifExists !== undefined || among === "all" || (negated && among !== "any"));
  const wanted = values.map((value) => filled(value, keys));
  const fits = (one: string): boolean | undefined => {
    const found = wanted.map((value) => relation(one, value));
    if (found.includes(true)) return !negated;
    return found.includes(undefined) ? undefined : negated;
  };
  const found = actual.map(fits);
  const deciding = among !== "all";
  if (found.includes(deciding)) return held(deciding);
  return found.includes(undefined)
    ? { is: "unknown", why: `${operator} cannot compare ${actual.join(", ")} with ${values.join(", ")}` }
    : held(!deciding);
}

/**
 * A policy's variables: `${aws:PrincipalAccount}`, or with what stands for it where it is not sent,
 * `${aws:PrincipalTag/team, 'none'}`. What is not known fits nothing.
 */
const filled = (text: string, keys: Keys): string =>
  text.replace(/\$\{([^}',]{2,}?)(?:,\s*'([^'}]*)')?\}/g, (whole, name: string, otherwise?: string) =>
    literally(keys[name.trim().toLowerCase()]?.[0] ?? otherwise ?? whole),
  );

/** Whether two values are so related; undefined where one of them is none of the kind that is compared. */
type Relation = (actual: string, wanted: string) => boolean | undefined;

const by =
  (read: (text: string) => number, holdsOf: (a: number, b: number) => boolean): Relation =>
  (actual, wanted) => {
    const [a, b] = [read(actual), read(unescaped(wanted))];
    return Number.isNaN(a) || Number.isNaN(b) ? undefined : holdsOf(a, b);
  };

const numberOf = (text: string) => (NUMBER.test(text) ? Number(text) : Number.NaN);

/** A date, of which no zone means UTC, or seconds since 1970. */
const timeOf = (text: string) => {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  return Date.parse(/t[\d:.]+$/i.test(text) ? `${text}Z` : text);
};

const inNetwork: Relation = (text, wanted) => {
  const [one, network] = [networkOf(text), networkOf(unescaped(wanted))];
  if (!one || !network) return undefined;
  if (one.family !== network.family) return false;
  const family = network.family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network.address, network.bits, family);
  return list.check(one.address, family);
};

const sameBool: Relation = (actual, wanted) => {
  const [a, b] = [actual.toLowerCase(), wanted.toLowerCase()];
  return [a, b].every((one) => one === "true" || one === "false") ? a === b : undefined;
};

const sameBytes: Relation = (actual, wanted) =>
  Buffer.from(actual, "base64").equals(Buffer.from(unescaped(wanted), "base64"));

const sameText: Relation = (actual, wanted) => actual === unescaped(wanted);
const sameLetters: Relation = (actual, wanted) => sameText(actual.toLowerCase(), wanted.toLowerCase());
const likeText: Relation = (actual, wanted) => fitsPattern(wanted, actual);
const likeArn: Relation = (actual, wanted) => arnHolds(fitsPattern, wanted, actual);

interface Operator {
  readonly relation: Relation;
  readonly negated: boolean;
}

const only = (name: string, relation: Relation): [string, Operator] => [name, { relation, negated: false }];

/** A relation and, under another name, its contrary. */
const pair = (name: string, contrary: string, relation: Relation): [string, Operator][] => [
  only(name, relation),
  [contrary, { relation, negated: true }],
];

const ordered = (kind: string, read: (text: string) => number): [string, Operator][] => [
  ...pair(
    `${kind}equals`,
    `${kind}notequals`,
    by(read, (a, b) => a === b),
  ),
  ...Object.entries({
    lessthan: by(read, (a, b) => a < b),
    lessthanequals: by(read, (a, b) => a <= b),
    greaterthan: by(read, (a, b) => a > b),
    greaterthanequals: by(read, (a, b) => a >= b),
  }).map(([name, relation]) => only(`${kind}${name}`, relation)),
];

/** All of IAM's but Null, which asks for no value, in small letters. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...pair("stringequals", "stringnotequals", sameText),
  ...pair("stringequalsignorecase", "stringnotequalsignorecase", sameLetters),
  ...pair("stringlike", "stringnotlike", likeText),
  ...ordered("numeric", numberOf),
  ...ordered("date", timeOf),
  only("bool", sameBool),
  only("binaryequals", sameBytes),
  ...pair("ipaddress", "notipaddress", inNetwork),
  ...pair("arnequals", "arnnotequals", likeArn),
  ...pair("arnlike", "arnnotlike", likeArn),
]);
