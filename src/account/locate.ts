import { AwsFailure } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { ApiEntry, Reading, ResourceEntry, StageEntry } from "../ports.ts";
import { didYouMean, nearest } from "../settings/did-you-mean.ts";
import type { Known } from "../settings/known.ts";
import { wordFor } from "../settings/live.ts";
import { notFound, type Problem, problem } from "../settings/problem.ts";
import type { Key } from "../settings/setting.ts";
import { ifAllowed } from "./allowed.ts";

/** Where the method is to stand: the API and the resource, as far as it exists. */
export interface Place {
  readonly api: ApiEntry;
  readonly path: string;
  /** Undefined where the API does not have the resource. */
  readonly resource?: ResourceEntry | undefined;
  readonly resources: readonly ResourceEntry[];
}

/** Whether a text has the form of an API's id; a name can have it too. */
export const looksLikeApiId = (text: string): boolean => /^[a-z0-9]{10}$/.test(text);

/** The API that was named, by id first; what is wrong where there is none or more than one. */
export async function locateApi(
  reading: Reading,
  name: string,
): Promise<ApiEntry | { readonly problem: Problem }> {
  // An account can have more than a thousand, and not everybody may list them: an id is enough to go on.
  const api = looksLikeApiId(name) ? await apiById(reading, name) : undefined;
  if (api) return api;
  let apis: readonly ApiEntry[];
  try {
    apis = await reading.apis();
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind !== "denied") throw error;
    const fault = looksLikeApiId(name)
      ? `you may read no REST API with the id ${name}, nor list them to find one of that name (${error.code})`
      : `you may not list the REST APIs (${error.code}), so none was looked up by the name "${plain(name)}"`;
    return { problem: problem("api", fault, "give the id of one that you may read") };
  }
  const byId = apis.find(({ id }) => id === name);
  if (byId) return byId;
  const named = apis.filter((api) => api.name === name);
  if (named.length > 1)
    return {
      problem: problem(
        "api",
        `${named.length} REST APIs are named "${plain(name)}"`,
        `give the id of one: ${named.map(({ id }) => id).join(", ")}`,
      ),
    };
  if (named[0]) return named[0];
  const near = nearest(
    name,
    apis.flatMap((api) => [api.name, api.id]),
  );
  const there =
    apis.length === 0
      ? "it has none"
      : `there are ${apis
          .slice(0, 5)
          .map((api) => plain(api.name))
          .join(", ")}${apis.length > 5 ? " …" : ""}`;
  return {
    problem: notFound(
      "api",
      `there is no REST API "${plain(name)}" in ${reading.region}; ${there}`,
      near === undefined ? "give a name or id, or another --region" : `did you mean ${plain(near)}?`,
    ),
  };
}

/** How the next commands name an API: by its id where its name would not lead there, or nobody may look. */
export const apiWord = async (reading: Reading, api: ApiEntry): Promise<string> =>
  wordFor(api, (await ifAllowed(reading.apis())) ?? []);

async function apiById(reading: Reading, id: string): Promise<ApiEntry | undefined> {
  try {
    return await reading.api(id);
  } catch (error) {
    if (error instanceof AwsFailure && (error.kind === "missing" || error.kind === "denied"))
      return undefined;
    throw error;
  }
}

/** The resource that was named, by path or id. A path that does not exist is kept; an id must exist. */
export async function locateResource(
  reading: Reading,
  api: ApiEntry,
  named: string,
): Promise<Place | { readonly problem: Problem }> {
  const resources = await reading.resources(api.id);
  const resource = resources.find(({ path, id }) => path === named || id === named);
  if (resource) return { api, path: resource.path, resource, resources };
  if (named.startsWith("/")) return { api, path: named, resources };
  return {
    problem: notFound(
      "resource",
      `${plain(api.name)} has no resource with the id ${named}`,
      `give its path, with a slash in front: /${named}`,
    ),
  };
}

/** The deployed stage that a setting names. */
export async function locateStage(
  reading: Reading,
  api: ApiEntry,
  named: string,
  { setting, otherwise }: { readonly setting: Key; readonly otherwise: string } = {
    setting: "stage",
    otherwise: "give one that it has",
  },
): Promise<StageEntry | { readonly problem: Problem }> {
  const stages = await reading.stages(api.id);
  const stage = stages.find(({ name }) => name === named);
  if (stage) return stage;
  const names = stages.map(({ name }) => name);
  const there = names.length === 0 ? "it has none" : `it has ${names.map(plain).join(", ")}`;
  return {
    problem: problem(
      setting,
      `${plain(api.name)} has no stage "${plain(named)}"; ${there}`,
      didYouMean(named, names) ?? otherwise,
    ),
  };
}

/** Why a missing resource is not simply made. */
export function missingResource({ path, resources, api }: Place, known: Known): readonly Problem[] {
  if (known.createResource) return [];
  const near = nearest(
    path,
    resources.map((one) => one.path),
  );
  return [
    notFound(
      "resource",
      `${plain(api.name)} has no resource ${path}`,
      `${near === undefined ? "" : `did you mean ${near}? Otherwise `}add --create-resource to make it`,
    ),
  ];
}

/** That a method is not there, or its resource. */
export const noSuchMethod = ({ path, resource, api }: Place, httpMethod: string): Problem =>
  resource
    ? notFound(
        "method",
        `${path} has no method ${httpMethod}`,
        `it has ${resource.methods.join(", ") || "none"}`,
      )
    : notFound("resource", `${plain(api.name)} has no resource ${path}`, "give one that it has");
