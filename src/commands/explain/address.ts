import { apiWord, locateApi } from "../../account/locate.ts";
import type { StageStatus } from "../../account/stage-status.ts";
import { configuredResources, stageStatuses } from "../../account/stage-status.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { quote } from "../../gateway/messages/shell-words.ts";
import { answering, resourcesFor } from "../../gateway/names/answering.ts";
import type { InvokeUrl } from "../../gateway/names/invoke-url.ts";
import type { Concerned, Explained } from "./explained.ts";

/** How a stage has a method: as it is configured, otherwise, or not at all. */
export function stageHas({ by, changes, untold }: StageStatus, at: string): string {
  if (by === "nothing") return "not checked";
  const change = changes.find((one) => one.kind === "method" && one.at === at);
  if (change)
    return change.change === "added"
      ? "not there"
      : change.change === "removed"
        ? "there, and no longer configured"
        : "differs";
  return by === "summary" || untold.some((one) => one.at.includes(at))
    ? "there; not all of it can be told"
    : "as configured";
}

/** Which method answers an address, and whether it is live. */
export async function explainAddress(
  url: InvokeUrl,
  verb: string | undefined,
  connected: Connected,
): Promise<Explained> {
  const { reading } = connected;
  const api = await locateApi(reading, url.restApiId);
  if ("problem" in api) throw new UsageError([api.problem]);
  const [{ paths, methods }, word, stages] = await Promise.all([
    configuredResources(connected, api),
    apiWord(reading, api),
    reading.stages(api.id),
  ]);
  const resources = paths.map((path) => ({
    path,
    methods: methods.filter((one) => one.path === path).map(({ httpMethod }) => httpMethod),
  }));
  const stage = stages.find(({ name }) => name === url.stage);
  const verbs = verb === undefined ? verbsOn(resources, url.path) : [verb];
  const statuses = stage ? await stageStatuses(connected, api, { only: [stage.name], methods }) : [];
  const found = verbs.flatMap((one): readonly Concerned[] => {
    const answer = answering(resources, one, url.path);
    if (!answer) return [];
    const { resource, httpMethod } = answer;
    const integration = methods.find((one) => one.path === resource.path && one.httpMethod === httpMethod)
      ?.document.integration;
    return [
      {
        api: { id: api.id, name: api.name },
        resource: resource.path,
        method: httpMethod,
        integration: [integration?.type ?? "none", integration?.uri ?? ""].join(" ").trim(),
        stages: Object.fromEntries(
          statuses.map((one) => [one.stage.name, stageHas(one, `${httpMethod} ${resource.path}`)]),
        ),
      },
    ];
  });
  return {
    schemaVersion: 1,
    what: "address",
    explanations: [],
    methods: found.filter(
      (one, i) =>
        found.findIndex((other) => other.resource === one.resource && other.method === one.method) === i,
    ),
    notes: notesOn({
      url,
      verb,
      stages: stages.map(({ name }) => name),
      api: api.name,
      word,
      found,
      resources,
      flags: connected.flags,
    }),
  };
}

const verbsOn = (
  resources: readonly { readonly path: string; readonly methods: readonly string[] }[],
  path: string,
) => [...new Set(resourcesFor(resources, path).flatMap(({ methods }) => methods))];

function notesOn({
  url,
  verb,
  stages,
  api,
  word,
  found,
  resources,
  flags,
}: {
  flags: readonly string[];
  url: InvokeUrl;
  verb: string | undefined;
  stages: readonly string[];
  api: string;
  word: string;
  found: readonly Concerned[];
  resources: readonly { readonly path: string; readonly methods: readonly string[] }[];
}): readonly string[] {
  const notes: string[] = [];
  if (!stages.includes(url.stage))
    notes.push(
      `${plain(api)} has no stage "${plain(url.stage)}"; it has ${stages.map(plain).join(", ") || "none"}. Whoever calls it gets 403 {"message":"Forbidden"} or "Missing Authentication Token"`,
    );
  const on = resourcesFor(resources, url.path);
  if (on.length === 0)
    notes.push(
      `${plain(api)} has no resource for ${plain(url.path)}: whoever calls it gets 403 {"message":"Missing Authentication Token"}`,
    );
  else if (found.length === 0)
    notes.push(
      `${on[0]?.path} has no method ${verb}: whoever calls it gets 403 {"message":"Missing Authentication Token"}; it has ${on[0]?.methods.join(", ") || "none"}`,
    );
  for (const { stages: has, method, resource } of found)
    for (const [stage, how] of Object.entries(has))
      if (how === "not there" || how === "differs")
        notes.push(
          `${method} ${resource} is ${how === "not there" ? "not live" : "live otherwise than it is configured"} in ${stage}: ${["apigw", "deploy", "--api", word, "--stage", stage, ...flags].map(quote).join(" ")}`,
        );
  return notes;
}
