import type { GatewayResponse } from "./gateway-response.ts";
import type { Members } from "./members.ts";
import type { Stage, StageMethodSettings } from "./stage.ts";

// Stages and gateway responses member by member, as methods are in members.ts.

type Entry = readonly [parts: readonly string[], value: unknown];

const asMembers = (entries: readonly Entry[]): Members =>
  new Map(entries.flatMap(([parts, value]) => (value === undefined ? [] : [[JSON.stringify(parts), value]])));

const entriesOf = (map: Readonly<Record<string, unknown>>, ...front: readonly string[]): readonly Entry[] =>
  Object.entries(map).map(([key, value]) => [[...front, key], value]);

/** The entries below a front, as a map. */
function below(members: Members, ...front: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    [...members].flatMap(([member, value]) => {
      const parts = JSON.parse(member) as readonly string[];
      const [last] = parts.slice(-1);
      return parts.length === front.length + 1 &&
        front.every((one, i) => parts[i] === one) &&
        last !== undefined
        ? [[last, value]]
        : [];
    }),
  );
}

const at = (members: Members, ...parts: readonly string[]): unknown => members.get(JSON.stringify(parts));

// A canary means something only as a whole, and so does an access log.
const WHOLE = [
  "deployment",
  "description",
  "tracingEnabled",
  "cacheClusterSize",
  "canary",
  "accessLog",
  "documentationVersion",
  "clientCertificateId",
] as const satisfies readonly (keyof Stage)[];

export const membersOfStage = (stage: Stage): Members =>
  asMembers([
    ...WHOLE.map((member): Entry => [[member], stage[member]]),
    ...entriesOf(stage.variables, "variables"),
    ...Object.entries(stage.methodSettings).flatMap(([name, one]) => [
      [["methodSettings", name], true] as const,
      ...entriesOf(one, "methodSettings", name),
    ]),
  ]);

export function stageOfMembers(members: Members): Stage {
  return {
    ...(Object.fromEntries(WHOLE.map((member) => [member, at(members, member)])) as unknown as Stage),
    variables: below(members, "variables") as Stage["variables"],
    // Settings of a method that has none any more are dropped.
    methodSettings: Object.fromEntries(
      Object.keys(below(members, "methodSettings")).map((name) => [
        name,
        below(members, "methodSettings", name) as unknown as StageMethodSettings,
      ]),
    ),
  };
}

export const membersOfGatewayResponse = (response: GatewayResponse): Members =>
  asMembers([
    [["statusCode"], response.statusCode],
    ...entriesOf(response.responseParameters, "responseParameters"),
    ...entriesOf(response.responseTemplates, "responseTemplates"),
  ]);

export const gatewayResponseOfMembers = (members: Members): GatewayResponse => ({
  statusCode: at(members, "statusCode") as string | undefined,
  responseParameters: below(members, "responseParameters") as Record<string, string>,
  responseTemplates: below(members, "responseTemplates") as Record<string, string>,
});
