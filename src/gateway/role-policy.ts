import { covers } from "./glob.ts";
import { API_GATEWAY_PRINCIPAL, readStatements, type Statement } from "./resource-policy.ts";

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : ([value].flat() as readonly T[]);

/** What a role's trust policy says of API Gateway. */
export interface Trust {
  /** Why API Gateway may not assume the role; undefined where it may. */
  readonly fault?: string;
  /** What may keep it from doing so. */
  readonly warning?: string;
}

/**
 * Reads a role's trust policy (JSON). No AWS page says which source API Gateway sends when it assumes an integration's
 * role, and conditions on it are known to break roles, so they are warned about.
 */
export function trustOf(policy: string): Trust {
  const statements = readStatements(policy);
  const assumes = (one: Statement) =>
    list(one.Action).some((action) => covers(action.toLowerCase(), "sts:assumerole"));
  const mine = statements.filter((one) => assumes(one) && trusts(one.Principal));
  if (mine.some(({ Effect, Condition }) => Effect === "Deny" && !Condition))
    return { fault: "its trust policy denies it" };
  const allowing = mine.filter(({ Effect }) => Effect === "Allow");
  if (allowing.length === 0) {
    const others = [...new Set(statements.filter(assumes).flatMap(({ Principal }) => servicesOf(Principal)))];
    return {
      fault:
        others.length === 0
          ? "its trust policy does not name apigateway.amazonaws.com"
          : `its trust policy names ${others.join(", ")}, not ${API_GATEWAY_PRINCIPAL}`,
    };
  }
  if (allowing.some(({ Condition }) => !Condition || Object.keys(Condition).length === 0)) return {};
  const keys = [
    ...new Set(allowing.flatMap(({ Condition }) => Object.values(Condition ?? {}).flatMap(Object.keys))),
  ];
  return {
    warning: `its trust policy has a condition on ${keys.join(", ")}, which API Gateway is not known to send`,
  };
}

const servicesOf = (principal: unknown): readonly string[] =>
  typeof principal === "object" && principal !== null
    ? list((principal as { Service?: string | string[] }).Service)
    : [];

const trusts = (principal: unknown): boolean =>
  principal === "*" || servicesOf(principal).includes(API_GATEWAY_PRINCIPAL);

/**
 * Whether a role's policies (JSON) allow an action on something. An action that is allowed on other resources than the
 * one that is called cannot be told apart here; one that is denied everywhere can.
 */
export function allowsAction(policies: readonly string[], action: string): boolean {
  const wanted = action.toLowerCase();
  const statements = policies.flatMap(readStatements).filter(({ Action, NotAction }) => {
    const names = (actions: readonly string[]) => actions.some((one) => covers(one.toLowerCase(), wanted));
    return NotAction === undefined ? names(list(Action)) : !names(list(NotAction));
  });
  const everywhere = ({ Resource, Condition }: Statement) => !Condition && list(Resource).includes("*");
  return (
    statements.some(({ Effect }) => Effect === "Allow") &&
    !statements.some((one) => one.Effect === "Deny" && everywhere(one))
  );
}
