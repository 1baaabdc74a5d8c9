import { locateApi, locateResource, noSuchMethod } from "../../account/locate.ts";
import { readApi } from "../../account/read-api.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { type Look, runLook } from "../../cli/look.ts";
import { type Exported, written } from "../../cli/written.ts";
import { type ExportedApi, onlyMethods } from "../../export/api.ts";
import { plain, seenPlainly } from "../../gateway/messages/plain.ts";
import type { Known } from "../../settings/known.ts";
import { notFound, problem } from "../../settings/problem.ts";
import type { ExportTable } from "./settings.ts";

const lookFor = (session: Session): Look<Known, Exported> => ({
  read,
  shown: ({ document, format, text, notes }) => document ?? { schemaVersion: 1, format, text, notes },
  view: ({ text }) => seenPlainly(text.replace(/\n$/, "")),
  end: ({ notes }, _, paint) => {
    for (const note of notes) session.warn(`${paint.caution("Note:")} ${plain(note)}`);
    return EXIT.done;
  },
});

/** `apigw export`: an API, or methods of it, for another tool. */
export const run = (session: Session<ExportTable>): Promise<number> =>
  runLook(session, lookFor(session as unknown as Session));

async function read(given: Known, connected: Connected): Promise<Exported> {
  const { format = "openapi" } = given;
  const api = await readWanted(given, connected);
  if (format !== "apigw") return written(api, format, given.resourcesToImport === true);
  const { apigwLines } = await import("./apigw-lines.ts");
  return { format, ...apigwLines(api, given.api ?? api.restApiId) };
}

async function readWanted(given: Known, connected: Connected): Promise<ExportedApi> {
  const { resource: named, method } = given;
  if (named === undefined && method !== undefined)
    throw new UsageError([problem("method", "is of a resource, and none is named", "add --resource")]);
  const api = await locateApi(connected.reading, given.api ?? "");
  if ("problem" in api) throw new UsageError([api.problem]);
  if (named === undefined) return readApi(connected, api.id);
  const [place, all] = await Promise.all([
    locateResource(connected.reading, api, named),
    readApi(connected, api.id),
  ]);
  if ("problem" in place) throw new UsageError([place.problem]);
  const { path } = place;
  if (method !== undefined && !place.resource?.methods.includes(method))
    throw new UsageError([noSuchMethod(place, method)]);
  if (!place.resource || place.resource.methods.length === 0)
    throw new UsageError([
      notFound(
        "resource",
        `${plain(api.name)} has no methods on ${path}`,
        "give a resource that has, or none for the whole API",
      ),
    ]);
  return onlyMethods(all, (at, verb) => at === path && (method === undefined || verb === method));
}
