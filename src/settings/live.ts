import type { Reading } from "../ports.ts";
import type { Known } from "./known.ts";

/** The REST API that `--api` names, among those there are: by id, or by a name that only one has. */
export async function findApi(reading: Reading, known: Known) {
  const apis = await reading.apis();
  return apis.find(({ id }) => id === known.api) ?? apis.find(({ name }) => name === known.api);
}

/** A list of the API that is named; empty where there is none. */
export const ofApi =
  <T>(list: (reading: Reading, restApiId: string) => Promise<readonly T[]>) =>
  async (reading: Reading, known: Known): Promise<readonly T[]> => {
    const api = await findApi(reading, known);
    return api ? list(reading, api.id) : [];
  };

export const stagesOf = ofApi(async (reading, id) => reading.stages(id));
export const modelsOf = ofApi(async (reading, id) => reading.models(id));
export const authorizersOf = ofApi(async (reading, id) => reading.authorizers(id));
