import type { SandboxCall } from "../../src/sandbox/sandbox.ts";
import type { Place, Run } from "./run.ts";

/** A call by its name, what it acts on, and the rest of its input; ids are replaced by what they stand for. */
export type Sent = readonly [operation: string, at: string, input: Record<string, unknown>];

/** The calls of a run that change something. */
export const sent = async (place: Place, { writes }: Run): Promise<Sent[]> =>
  named(place, writes, await namesOf(place));

/** What each id of the account stands for now. */
export async function namesOf(place: Place): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const { apis } = await place.account.dump();
  for (const [name, api] of Object.entries(apis)) {
    names.set(api.id ?? "", `<id of ${name}>`);
    for (const [path, { id }] of Object.entries(api.resources)) names.set(id, `<id of ${path}>`);
    for (const { id = "", name } of api.validators) names.set(id, `<id of validator "${name}">`);
    const { items = [] } = await place.account.gateway.getAuthorizers({ restApiId: api.id });
    for (const { id = "", name } of items) names.set(id, `<id of authorizer ${name}>`);
  }
  const { items: links = [] } = await place.account.gateway.getVpcLinks({});
  for (const { id = "", name } of links) names.set(id, `<id of link ${name}>`);
  return names;
}

export function named(
  place: Place,
  calls: readonly Pick<SandboxCall, "service" | "operation" | "input">[],
  names: ReadonlyMap<string, string>,
): Sent[] {
  const inWords = (value: unknown): unknown => {
    if (typeof value === "string")
      return (
        names.get(value) ??
        // A role says which run made it.
        value.replaceAll(place.apiId, "<id of petstore>").replace(/ Run \S+\.$/, "")
      );
    if (Array.isArray(value)) return value.map(inWords);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inWords(one)]));
  };
  return calls.map(({ service, operation, input }): Sent => {
    const name = service === "apigateway" ? operation : `${service}:${operation}`;
    const { restApiId, resourceId, httpMethod, ...rest } = inWords(input) as Record<string, string>;
    if (restApiId !== "<id of petstore>") return [name, "", inWords(input) as Record<string, unknown>];
    const path = resourceId?.replace(/^<id of (.*)>$/, "$1");
    return [name, [httpMethod, path].filter(Boolean).join(" ") || "petstore", rest];
  });
}

/** What was printed, with the API's id replaced. */
export const shown = (place: Place, text: string): string =>
  text.replaceAll(place.apiId, "<id of petstore>").replaceAll(place.url, "<endpoint>");
