import type { NeededGrant } from "./grant.ts";

/** The resources of a grant, and its statements where not every action acts on all of them. */
export function resourcesIn(
  granted: readonly (readonly [action: string, resource: string])[],
): Pick<NeededGrant, "resources" | "statements"> {
  const byAction = new Map<string, readonly string[]>();
  for (const [action, resource] of granted)
    byAction.set(action, [...new Set([...(byAction.get(action) ?? []), resource])]);
  const statements: { actions: string[]; resources: readonly string[] }[] = [];
  for (const [action, resources] of byAction) {
    const like = statements.find((one) => [...one.resources].sort().join() === [...resources].sort().join());
    if (like) like.actions.push(action);
    else statements.push({ actions: [action], resources });
  }
  const resources = [...new Set(granted.map(([, resource]) => resource))];
  return { resources, ...(statements.length > 1 ? { statements } : {}) };
}
