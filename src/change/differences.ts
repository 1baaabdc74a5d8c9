import { membersOf, printMember } from "../gateway/document/members.ts";
import type { MethodDocument } from "../gateway/document/method.ts";
import { type Document, isOf, type Key, printKey, thing } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { canonical } from "../gateway/plan/shapes.ts";
import type { Paint } from "../terminal/colour.ts";

/** One member of a thing that a plan changes. */
export interface Difference {
  readonly at: string;
  readonly member: string;
  /** Undefined where it is not set. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every member of the methods that are there and stay, as it is and as it is to be. */
export function differencesOf(now: Document, wanted: Document, keys: Iterable<Key>): readonly Difference[] {
  return [...keys].flatMap((key) => {
    if (!isOf("method", key)) return [];
    const [before, after] = [thing(now, key), thing(wanted, key)];
    return before && after
      ? ofMethod(printKey(key), named(before, now, wanted), named(after, now, wanted))
      : [];
  });
}

/** The method with its validator's name in place of its key. */
function named(method: MethodDocument, now: Document, wanted: Document): MethodDocument {
  const { requestValidator: key } = method.request;
  const validator = key && (thing(wanted, key) ?? thing(now, key));
  if (!validator) return method;
  return { ...method, request: { ...method.request, requestValidator: validator.name as typeof key } };
}

function ofMethod(at: string, before: MethodDocument, after: MethodDocument): readonly Difference[] {
  const [old, next] = [membersOf(before, "members"), membersOf(after, "members")];
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((member) => canonical(old.get(member)) !== canonical(next.get(member)))
    .flatMap((member) => inParts(at, printMember(member), old.get(member), next.get(member)));
}

/** What hangs together is told by its parts: `authorizationType`, `authorizerId`. */
function inParts(at: string, member: string, before: unknown, after: unknown): readonly Difference[] {
  const parts = (value: unknown) => (typeof value === "object" && value !== null ? value : undefined);
  const [a, b] = [parts(before), parts(after)];
  if (!a && !b) return [{ at, member, before, after }];
  const names = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
  const of = (value: object | undefined, name: string) =>
    (value as Record<string, unknown> | undefined)?.[name];
  return names
    .filter((name) => canonical(of(a, name)) !== canonical(of(b, name)))
    .map((name) => ({ at, member: `${member} ${name}`, before: of(a, name), after: of(b, name) }));
}

/** How long a value may be before it is cut; --verbose shows all of it. */
const LONGEST = 60;

/** `  integration timeoutInMillis  29000 → 5000`: signs tell what colours tell too. */
export function printDifferences(differences: readonly Difference[], paint: Paint, whole: boolean): string {
  const width = Math.max(...differences.map(({ member }) => member.length), 0);
  return differences
    .map(({ member, before, after }) => {
      const sign =
        before === undefined ? paint.good("+") : after === undefined ? paint.bad("-") : paint.caution("~");
      const values =
        before === undefined
          ? shown(after, whole)
          : after === undefined
            ? shown(before, whole)
            : `${shown(before, whole)} → ${shown(after, whole)}`;
      return `  ${sign} ${plain(member).padEnd(width)}  ${values}`;
    })
    .join("\n");
}

function shown(value: unknown, whole: boolean): string {
  const text = plain(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));
  return whole || text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** What a change makes weaker: each is said on a line of its own. */
export function weakerBy(now: Document, wanted: Document, keys: Iterable<Key>): readonly string[] {
  return [...keys].flatMap((key) => {
    if (!isOf("method", key)) return [];
    const [before, after] = [thing(now, key), thing(wanted, key)];
    if (!before || !after) return [];
    const [a, b] = [before.request, after.request];
    const scopes = a.authorizationScopes.filter((scope) => !b.authorizationScopes.includes(scope));
    return [
      ...(a.authorizationType !== "NONE" && b.authorizationType === "NONE"
        ? [`anybody may call it: authorization goes from ${a.authorizationType} to NONE`]
        : []),
      ...(scopes.length > 0 && b.authorizationType !== "NONE"
        ? [`callers no longer need the scope ${scopes.join(", ")}`]
        : []),
      ...(a.apiKeyRequired && !b.apiKeyRequired ? ["no API key is required any more"] : []),
      ...(a.requestValidator && !b.requestValidator ? ["requests are no longer validated"] : []),
      ...(!before.integration?.insecureSkipVerification && after.integration?.insecureSkipVerification
        ? ["the backend's certificate is no longer verified"]
        : []),
    ].map((what) => `${printKey(key)} gets weaker: ${what}.`);
  });
}
