import type { Place } from "../cli/run.ts";

/** A finding as `check-method --output json` prints it. */
export interface Found {
  readonly at: string;
  readonly rule: string;
  readonly check: string;
  readonly level: "error" | "warning" | "note" | "unchecked";
  readonly message: string;
  readonly remedy: string;
}

/** A method as it is put by an import or an SDK: nothing of it was checked. */
export interface Plant {
  readonly path: string;
  readonly httpMethod?: string;
  readonly method?: object;
  readonly integration?: Readonly<Record<string, unknown>>;
  /** By status; undefined: an integration response without anything. */
  readonly responses?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  /** What the method responses declare, by status. */
  readonly declares?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const isProxy = (type: unknown): boolean => /PROXY/.test(String(type));

/** Makes the resources of a path, each once. */
async function resourceAt({ account: { gateway }, apiId: restApiId }: Place, path: string): Promise<string> {
  const { items = [] } = await gateway.getResources({ restApiId, limit: 500 });
  const known = new Map(items.map((one) => [one.path ?? "", one.id ?? ""]));
  let parent = "/";
  for (const pathPart of path.split("/").filter(Boolean)) {
    const own = parent === "/" ? `/${pathPart}` : `${parent}/${pathPart}`;
    if (!known.has(own)) {
      const parentId = known.get(parent) ?? "";
      known.set(own, (await gateway.createResource({ restApiId, parentId, pathPart })).id ?? "");
    }
    parent = own;
  }
  return known.get(parent) ?? "";
}

/** Puts a method as it is, past the program's own checks. */
export async function plant(place: Place, one: Plant): Promise<void> {
  const { gateway } = place.account;
  const { integration, httpMethod = "POST" } = one;
  const resourceId = await resourceAt(place, one.path);
  const at = { restApiId: place.apiId, resourceId, httpMethod };
  await gateway.putMethod({ ...at, authorizationType: "NONE", ...one.method });
  if (!integration) return;
  const responses: NonNullable<Plant["responses"]> =
    one.responses ?? (isProxy(integration.type) ? {} : { 200: {} });
  for (const statusCode of Object.keys({ ...responses, ...one.declares }))
    await gateway.putMethodResponse({ ...at, statusCode, ...one.declares?.[statusCode] });
  await gateway.putIntegration({
    ...at,
    ...(integration.type === "MOCK" ? {} : { integrationHttpMethod: "POST" }),
    ...integration,
  } as never);
  for (const [statusCode, more] of Object.entries(responses))
    await gateway.putIntegrationResponse({ ...at, statusCode, ...more });
}

/** What `check-method` says of one method. */
export async function checked(place: Place, path: string, httpMethod = "POST"): Promise<readonly Found[]> {
  const run = await place.run(
    `apigw check-method --api petstore --resource ${path} --method ${httpMethod} --output json`,
  );
  return JSON.parse(run.stdout || "{}").findings ?? [{ rule: run.stderr }];
}

/** The rules that found something, each once, without what could not be looked at. */
export const rulesOf = (found: readonly Found[]): readonly string[] =>
  [...new Set(found.filter(({ level }) => level !== "unchecked").map(({ rule }) => rule))].sort();
