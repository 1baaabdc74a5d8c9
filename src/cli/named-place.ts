import { locateApi, locateResource, type Place } from "../account/locate.ts";
import type { Reading } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { UsageError } from "./exit.ts";

/** The API and the resource that were named; a resource that is not there may be one to make. */
export async function namedPlace(
  reading: Reading,
  { api: name = "", resource = "" }: Pick<Known, "api" | "resource">,
): Promise<Place> {
  const api = await locateApi(reading, name);
  if ("problem" in api) throw new UsageError([api.problem]);
  const place = await locateResource(reading, api, resource);
  if ("problem" in place) throw new UsageError([place.problem]);
  return place;
}
