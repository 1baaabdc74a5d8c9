import { FREE } from "../catalog/by-hand.ts";
import { iamActionsOf, resourcesOf } from "../catalog/permissions.ts";
import type { IntegrationRequest } from "../gateway/document/method.ts";
import type { Allowance } from "../gateway/policy/execution-role.ts";
import type { Called } from "./called.ts";
import { grantOfStatements, speaksPartiQl } from "./partiql.ts";
import { sentBy } from "./sent.ts";
import { resourcesIn } from "./statements.ts";
import { targetsOf } from "./targets.ts";
import { memberKey, type Values, valuesIn } from "./values.ts";

/** What calling an operation needs, as narrow as can be told, and why it is not narrower. */
export interface NeededGrant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The same as statements, where not every action acts on every resource. */
  readonly statements?: readonly Allowance[];
  /** One for each resource that is wider than the one that is called. */
  readonly because: readonly string[];
  /** What each call must be allowed: one resource of each entry, as a pattern where part of it is not known. */
  readonly needs: readonly Need[];
  /** Why that is not all of it. */
  readonly unknown?: string;
}

/** An action, and what it acts on: on all of them. */
export interface Need {
  readonly action: string;
  readonly resources: readonly string[];
  /** By resource, other ARNs that will do as well. */
  readonly or?: Readonly<Record<string, readonly string[]>>;
}

/** The place that is called. */
export interface CalledPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The grant that an integration needs; undefined where no IAM action is known for it. */
export function grantFor(
  called: Called,
  integration: Partial<IntegrationRequest>,
  place: CalledPlace,
  variables?: Readonly<Record<string, string>>,
): NeededGrant | undefined {
  const sent =
    integration.uri === undefined
      ? []
      : sentBy(
          { requestParameters: {}, requestTemplates: {}, ...integration } as IntegrationRequest,
          variables,
        );
  return grantOf(called, sent.map(valuesIn), place);
}

/** The same for requests of which the values are known. */
export function grantOf(
  called: Called,
  values: readonly Values[],
  place: CalledPlace,
): NeededGrant | undefined {
  const known = called.action && iamActionsOf(called.service, called.action);
  if (!known) return undefined;
  const actions = known.flatMap((one) => versioned(one, values));
  if (values.length > 0 && speaksPartiQl(called.service.id, called.action?.name))
    return grantOfStatements(values, place);
  const granted: (readonly [action: string, resource: string])[] = [];
  const because = new Set<string>();
  const needs: Need[] = [];
  const all = values.length === 0 ? [new Map<string, readonly string[]>()] : values;
  for (const action of actions) {
    const { formats, star } = formatsOf(called, action);
    const ways = all
      .filter((one) => isMeant(called, action, one))
      .map((one) => ({ one, targets: targetsOf(action, formats, one, place, star) }));
    // A way through a template that says nothing of it does not take back what another one says.
    const said = ways.filter(({ targets }) => targets.length > 0 && !targets.some(({ unsaid }) => unsaid));
    for (const { one, targets } of said.length > 0 ? said : ways) {
      if (targets.length === 0) {
        granted.push([action, "*"]);
        because.add(`${action} on *, because ${star ?? "no resource is known that it always acts on"}`);
        needs.push({ action, resources: ["*"] });
        continue;
      }
      for (const { arn, open, written = arn } of targets) {
        granted.push([action, written]);
        if (open.length > 0) because.add(`${action} on ${written}, because ${whichOf(open, one)}`);
      }
      const asked = targets.filter(({ beside }) => !beside);
      const others = asked.flatMap(({ arn, or }) => (or ? [[arn, or] as const] : []));
      needs.push({
        action,
        resources: asked.map(({ arn }) => arn),
        ...(others.length > 0 ? { or: Object.fromEntries(others) } : {}),
      });
    }
  }
  const meant = actions.filter((one) => needs.some(({ action }) => action === one));
  const asked = isFree(called) ? [] : needs.filter(({ action }) => !meant.includes(versionOf(action) ?? ""));
  return { actions: meant, ...resourcesIn(granted), because: [...because], needs: asked };
}

/**
 * S3 asks for another action where the call names a version. Where the caller may name one, the role is made for both,
 * and looked at for that alone.
 */
function versioned(action: string, values: readonly Values[]): readonly string[] {
  const version = values.map((one) => one.get("versionid")?.[0]).find((one) => one !== undefined);
  const own = versionOf(action);
  if (version === undefined || own === undefined) return [action];
  return version.includes("*") ? [action, own] : [own];
}

const versionOf = (action: string): string | undefined =>
  /^s3:(?:Get|Put|Delete)Object(?:|Tagging|Acl|Attributes)$/.test(action)
    ? action.replace("Object", "ObjectVersion")
    : undefined;

/** An operation that is called without credentials, or that needs no permission: IAM is not asked. */
const isFree = ({ service, action }: Called): boolean =>
  (action?.api?.free?.split(" ") ?? []).includes(action?.name ?? "") ||
  FREE.has(`${service.id}:${action?.name}`);

/** What is not known of a resource: nothing says it, or the caller chooses it. */
function whichOf(open: readonly string[], values: Values): string {
  const chosen = [...values.values()].some((list) => list.some((one) => one.includes("*")));
  return `which ${open.join(", ")} is ${chosen ? "chosen by the call" : "not known"}`;
}

/** A transaction needs the actions of the items it has, as far as these are known. */
function isMeant({ action }: Called, iamAction: string, values: Values): boolean {
  if (action?.name !== "TransactWriteItems") return true;
  const has = (action: string) => values.has(memberKey(action.replace(/^dynamodb:|Item$/g, "")));
  return has(iamAction) || !["Put", "Update", "Delete", "ConditionCheck"].some(has);
}

const formatsOf = ({ service }: Called, action: string) => {
  const { arns, star } = resourcesOf(service, action);
  return { formats: arns, star };
};
