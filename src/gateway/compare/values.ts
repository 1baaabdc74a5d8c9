import { membersOf, printMember } from "../document/members.ts";
import type { MethodDocument, RequestValidator } from "../document/method.ts";
import { canonical } from "../plan/shapes.ts";

/** What stands for the ids of a method that mean nothing to people. */
export interface Names {
  /** Of its authorizer. */
  readonly authorizer?: string | undefined;
  /** All of its request validator, or its name. */
  readonly validator?: Partial<RequestValidator> | string | undefined;
}

/** The words that lead to a value of a method: `["integration", "connection", "connectionId"]`. */
export type Way = readonly string[];

/** The values of a method, each by the words that lead to it, as JSON; those that are not set are not there. */
export type Values = ReadonlyMap<string, unknown>;

/** The values of a method one by one: what is compared only together stands in parts. */
export function valuesOf(method: MethodDocument, { authorizer, validator }: Names = {}): Values {
  const { request } = method;
  const named: MethodDocument = {
    ...method,
    request: {
      ...request,
      authorizerId: authorizer ?? request.authorizerId,
      requestValidator: (validator ?? request.requestValidator) as typeof request.requestValidator,
    },
  };
  return inParts(membersOf(named, "members"));
}

/** Members value by value: what is compared only together stands in parts. */
export function inParts(members: Values): Values {
  const values = new Map<string, unknown>();
  for (const [member, value] of members) {
    if (typeof value !== "object" || value === null) values.set(member, value);
    else
      for (const [part, one] of Object.entries(value))
        if (one !== undefined) values.set(JSON.stringify([...(JSON.parse(member) as Way), part]), one);
  }
  return values;
}

/** A value that is another on one side than on the other. */
export interface Difference {
  /** As `printMember` has it. */
  readonly member: string;
  /** Undefined where it is not set. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Where two methods differ, value by value; `but` names the ways that are not compared. */
export function differing(before: Values, after: Values, but?: ReadonlySet<string>): readonly Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((way) => !but?.has(way) && !same(before.get(way), after.get(way)))
    .map((way) => ({ member: printMember(way), before: before.get(way), after: after.get(way) }));
}

/** Most are texts, and most are the same: writing both out takes long where there are many. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === "object" && typeof b === "object" && canonical(a) === canonical(b));
