import { hasControls } from "../gateway/messages/plain.ts";
import type { ApiEntry, Reading } from "../ports.ts";
import type { Known } from "./known.ts";
import { textFault } from "./value.ts";

/** The REST API that `--api` names, among those there are: by id, or by a name that only one has. */
export async function findApi(reading: Reading, known: Known) {
  const apis = await reading.apis();
  return apis.find(({ id }) => id === known.api) ?? apis.find(({ name }) => name === known.api);
}

/** Whether a name can be given as a value; what begins with - is read as a flag. */
const canBeTyped = (name: string): boolean =>
  !name.startsWith("-") && !hasControls(name) && textFault(name) === undefined;

/** How one of a list is named on a command line: by its id where its name cannot be typed, or means another too. */
export function wordFor(
  { id, name }: Pick<ApiEntry, "id" | "name">,
  all: readonly Pick<ApiEntry, "id" | "name">[],
): string {
  const isOne = all.filter((one) => one.name === name || one.id === name).length === 1;
  return isOne && canBeTyped(name) ? name : id;
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
