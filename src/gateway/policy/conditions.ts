import { BlockList, isIP } from "node:net";
import { fitsPattern } from "./fits.ts";
import { arnHolds } from "./glob.ts";

/** What is known of a call, by condition keys in small letters; a key that does not stand here is not sent. */
export type Keys = Readonly<Record<string, readonly string[] | undefined>>;

export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * Whether all conditions hold of a call of which everything is known. Of a key that is not sent, an operator that negates
 * holds and another does not (IAM user guide, "Condition operators").
 */
export function conditionsHold(condition: Condition | undefined, keys: Keys): boolean {
  return Object.entries(condition ?? {}).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) => {
      const actual = keys[key.toLowerCase()];
      return holds(operator, [values].flat().map(String), actual?.length ? actual : undefined, keys);
    }),
  );
}

const OPERATOR = /^(?:for(any|all)values?:)?(\w+?)(ifexists)?$/i;

function holds(
  operator: string,
  values: readonly string[],
  actual: readonly string[] | undefined,
  keys: Keys,
): boolean {
  const [, set = "any", name = "", ifExists] = OPERATOR.exec(operator) ?? [];
  const plain = name.toLowerCase();
  if (plain === "null") return values.includes(actual === undefined ? "true" : "false");
  const relation = RELATIONS[plain.replace("not", "")];
  if (!relation) return false;
  const negated = plain.includes("not");
  if (actual === undefined) return negated || ifExists !== undefined || set.toLowerCase() === "all";
  const wanted = values.map((value) => filled(value, keys));
  const fits = (one: string) => wanted.some((value) => relation(one, value)) !== negated;
  return set.toLowerCase() === "all" ? actual.every(fits) : actual.some(fits);
}

/** A policy's variables: `${aws:PrincipalAccount}`. What is not known fits nothing. */
const filled = (text: string, keys: Keys): string =>
  text.replace(/\$\{([^}]+)\}/g, (whole, name: string) =>
    /^[*?$]$/.test(name) ? name : (keys[name.toLowerCase()]?.[0] ?? whole),
  );

type Relation = (actual: string, wanted: string) => boolean;

const byNumber =
  (holdsOf: (a: number, b: number) => boolean): Relation =>
  (a, b) =>
    holdsOf(Number(a), Number(b));

/** A date, or seconds since 1970. */
const timeOf = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const byTime =
  (holdsOf: (a: number, b: number) => boolean): Relation =>
  (a, b) =>
    holdsOf(timeOf(a), timeOf(b));

function inNetwork(address: string, network: string): boolean {
  const [base = "", length] = network.split("/");
  const [of, at] = [isIP(base), isIP(address)];
  if (of === 0 || of !== at) return false;
  const family = of === 4 ? "ipv4" : "ipv6";
  const bits = Number(length ?? (of === 4 ? 32 : 128));
  if (!(bits >= 0 && bits <= (of === 4 ? 32 : 128))) return false;
  const list = new BlockList();
  list.addSubnet(base, bits, family);
  return list.check(address, family);
}

const fitsArn: Relation = (actual, wanted) => arnHolds(fitsPattern, wanted, actual);

const RELATIONS: Readonly<Record<string, Relation>> = {
  stringequals: (a, b) => a === b,
  stringequalsignorecase: (a, b) => a.toLowerCase() === b.toLowerCase(),
  stringlike: (a, b) => fitsPattern(b, a),
  numericequals: byNumber((a, b) => a === b),
  numericlessthan: byNumber((a, b) => a < b),
  numericlessthanequals: byNumber((a, b) => a <= b),
  numericgreaterthan: byNumber((a, b) => a > b),
  numericgreaterthanequals: byNumber((a, b) => a >= b),
  dateequals: byTime((a, b) => a === b),
  datelessthan: byTime((a, b) => a < b),
  datelessthanequals: byTime((a, b) => a <= b),
  dategreaterthan: byTime((a, b) => a > b),
  dategreaterthanequals: byTime((a, b) => a >= b),
  bool: (a, b) => a.toLowerCase() === b.toLowerCase(),
  ipaddress: inNetwork,
  arnequals: fitsArn,
  arnlike: fitsArn,
};
