import { type Action, operationsOf } from "./action.ts";
import { IAM_PATTERNS, IAM_ROWS, RESOURCES, STAR_BECAUSE } from "./by-hand.ts";
import type { Service } from "./service.ts";

/** The IAM actions an operation needs, like `["sqs:SendMessage"]`; undefined where that cannot be told. */
export function iamActionsOf(service: Service, action: Action): readonly string[] | undefined {
  const key = `${service.id}:${action.name}`;
  if (Object.hasOwn(IAM_ROWS, key)) return IAM_ROWS[key];
  const { facts } = service;
  // API Gateway's own actions are HTTP methods.
  if (service.id === "apigateway")
    return (action.uri && ([`apigateway:${action.uri.split(" ")[0]}`] as const)) || undefined;
  const names = new Set([
    ...(facts?.more?.split(" ") ?? []),
    ...(facts?.apis ?? []).flatMap((api) => [...operationsOf(api), ...Object.values(api.iamDiff ?? {})]),
  ]);
  for (const [id, form, pattern] of IAM_PATTERNS) {
    if (id !== service.id || !form.test(action.name)) continue;
    const iam = action.name.replace(form, pattern);
    if (names.has(iam.split(":")[1] ?? "")) return [iam];
  }
  const { api } = action;
  if (!api) {
    // Only IAM names it: the prefix is the service's, where it has one alone.
    const prefixes = [...new Set((facts?.apis ?? []).flatMap(({ iam }) => iam ?? []))];
    return prefixes.length === 1 ? [`${prefixes[0]}:${action.name}`] : undefined;
  }
  if (api.iam === undefined || api.iamNone?.split(" ").includes(action.name)) return undefined;
  return [`${api.iam}:${api.iamDiff?.[action.name] ?? action.name}`];
}

/** What an IAM action acts on: ARN formats with `${…}` in them, or why there is none to be told. */
export interface Resources {
  readonly arns: readonly string[];
  readonly star?: string;
}

/**
 * The formats of the ARNs that an IAM action requires. Several required types may be alternatives, so only one that
 * stands alone is sure.
 */
export function resourcesOf(service: Service, iamAction: string): Resources {
  if (Object.hasOwn(RESOURCES, iamAction)) return { arns: [RESOURCES[iamAction] ?? []].flat() };
  if (Object.hasOwn(STAR_BECAUSE, iamAction)) return { arns: [], star: STAR_BECAUSE[iamAction] as string };
  const { facts } = service;
  const name = iamAction.split(":")[1] ?? "";
  const types = Object.entries(facts?.needs ?? {})
    .filter(
      ([type, actions]) =>
        iamAction.startsWith(`${type.split(":")[0]}:`) && actions.split(" ").includes(name),
    )
    .map(([type]) => type);
  const arns = types.flatMap((type) => facts?.arns[type] ?? []);
  if (arns.length === 1) return { arns };
  if (arns.length > 1)
    return { arns, star: `it acts on one of ${arns.length} kinds of resources, and which one is not known` };
  return { arns: [], star: "no resource is known that it always acts on" };
}
