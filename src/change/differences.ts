import { redacted } from "../cli/debug.ts";
import {
  type Difference as Differing,
  differing,
  inParts,
  type Values,
  valuesOf,
} from "../gateway/compare/values.ts";
import type { MethodDocument } from "../gateway/document/method.ts";
import { ALL_METHODS, DEFAULT_SETTINGS, type Stage } from "../gateway/document/stage.ts";
import { membersOfGatewayResponse, membersOfStage } from "../gateway/document/stage-members.ts";
import {
  type Document,
  deploymentIdOfKey,
  isOf,
  type Key,
  type Kind,
  printKey,
  type Things,
  thing,
} from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { padded, widthOf } from "../gateway/messages/width.ts";
import { shortly } from "../terminal/shortly.ts";
import { wrapped } from "../terminal/table.ts";
import type { Showing } from "./report.ts";

/** One member of a thing that a plan changes. */
export interface Difference extends Differing {
  readonly at: string;
}

/** Every member of what is there and stays, as it is and as it is to be. */
export function differencesOf(now: Document, wanted: Document, keys: Iterable<Key>): readonly Difference[] {
  return [...keys].flatMap((key) => {
    if (isOf("stage", key)) {
      const names = [now, wanted].flatMap((one) => Object.keys(thing(one, key)?.methodSettings ?? {}));
      return ofOne(key, now, wanted, (stage) => inParts(membersOfStage(withSettings(withIds(stage), names))));
    }
    if (isOf("gatewayResponse", key)) return ofOne(key, now, wanted, membersOfGatewayResponse);
    if (!isOf("method", key)) return [];
    return ofOne(key, now, wanted, (method) => named(method, now, wanted));
  });
}

function ofOne<K extends Kind>(
  key: Key<K>,
  now: Document,
  wanted: Document,
  values: (of: Things[K]) => Values,
): readonly Difference[] {
  const [before, after] = [thing(now, key), thing(wanted, key)];
  if (before === undefined || after === undefined) return [];
  return differing(values(before), values(after)).map((one) => ({ at: printKey(key), ...one }));
}

/** A method without settings of its own has those of all methods: what changes for it is what differs from them. */
const withSettings = (stage: Stage, names: readonly string[]): Stage => {
  const general = stage.methodSettings[ALL_METHODS] ?? DEFAULT_SETTINGS;
  const filled = Object.fromEntries(names.map((name) => [name, stage.methodSettings[name] ?? general]));
  return { ...stage, methodSettings: filled };
};

/** A deployment by its id, or as the new one. */
const withIds = (stage: Stage): Stage => ({
  ...stage,
  deployment: bareId(stage.deployment) as Stage["deployment"],
  canary: stage.canary && {
    ...stage.canary,
    deployment: bareId(stage.canary.deployment) as Stage["deployment"],
  },
});

const bareId = (key: Key<"deployment">): string => deploymentIdOfKey(key) ?? "the new one";

/** What stands for the validator's key: its name. */
function named(method: MethodDocument, now: Document, wanted: Document): Values {
  const { requestValidator: key } = method.request;
  const validator = key && (thing(wanted, key) ?? thing(now, key));
  return valuesOf(method, { validator: validator?.name });
}

/** `  integration timeoutInMillis  29000 → 5000`: signs tell what colours tell too. */
export function printDifferences(differences: readonly Difference[], showing: Showing): string {
  const { paint, whole } = showing;
  const shown = (value: unknown) => (whole ? wholly(value) : shortly(value));
  const widest = Math.max(...differences.map(({ member }) => widthOf(plain(member))), 0);
  const several = new Set(differences.map(({ at }) => at)).size > 1;
  return differences
    .map(({ at, member, ...values }, i) => {
      const [before, after] = [values.before, values.after].map((value) => harmless(member, value));
      const sign =
        before === undefined ? paint.good("+") : after === undefined ? paint.bad("-") : paint.caution("~");
      const text =
        before === undefined
          ? shown(after)
          : after === undefined
            ? shown(before)
            : `${shown(before)} → ${shown(after)}`;
      const line = wrapped(`  ${sign} ${padded(plain(member), widest)}  ${text}`, showing.width, HANGING);
      return several && differences[i - 1]?.at !== at ? `  ${plain(at)}\n${line}` : line;
    })
    .join("\n");
}

/** The value, unless it stands under a secret's name: `requestParameters integration.request.header.X-Api-Key`. */
function harmless(member: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  const name = member.split(" ").at(-1) ?? member;
  return Object.values(JSON.parse(redacted({ [name]: value })))[0];
}

const HANGING = "      ";

const wholly = (value: unknown): string =>
  plain(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));

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
