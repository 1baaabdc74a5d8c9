import type { Account } from "../../account/account.ts";
import { locateApi } from "../../account/locate.ts";
import { readStages } from "../../account/observe-stages.ts";
import type { Guide } from "../../cli/form/guide.ts";
import { methodGuide, type SeenPlace } from "../../cli/method-guide.ts";
import { ALL_METHODS, DEFAULT_SETTINGS, readStage, settingsName } from "../../gateway/document/stage.ts";
import type { Known } from "../../settings/known.ts";
import { deployGuide } from "../deploy/guide.ts";
import { FIELDS } from "./change.ts";

/** What the form of a stage's settings knows of the account: the stages, the methods, and what is set of one by now. */
export function stageMethodGuide(account: Account, region: string): Guide<SeenPlace> {
  const [stages, methods] = [deployGuide(account, region), methodGuide(account, region, "method")];
  return {
    only: ["Resource", "Method details", "Stage"],
    async look(known) {
      await stages.look?.(known);
      const seen = (await methods.look?.(known)) ?? {};
      const name = nameOf(known, seen);
      return { ...seen, today: name === undefined ? undefined : await readToday(account, known, name) };
    },
    put: (key, known, seen, flags) =>
      key === "resource" || key === "method" ? methods.put?.(key, known, seen, flags) : undefined,
    check: async (key, known, seen) =>
      key === "api" || key === "resource" || key === "method"
        ? ((await methods.check?.(key, known, seen)) ?? [])
        : [],
  };
}

const nameOf = ({ all, method }: Known, { place }: SeenPlace): string | undefined =>
  all
    ? ALL_METHODS
    : place && method !== undefined
      ? settingsName({ path: place.path, httpMethod: method })
      : undefined;

async function readToday(
  { aws, reading }: Account,
  { api, stage }: Known,
  name: string,
): Promise<Known | undefined> {
  if (api === undefined || stage === undefined) return undefined;
  const found = await locateApi(reading, api);
  if ("problem" in found) return undefined;
  const answer = (await readStages(aws, found.id)).find(({ stageName }) => stageName === stage);
  if (!answer) return undefined;
  const { methodSettings } = readStage(found.id, answer);
  const settings = methodSettings[name] ?? methodSettings[ALL_METHODS] ?? DEFAULT_SETTINGS;
  return Object.fromEntries(Object.entries(FIELDS).map(([key, field]) => [key, settings[field]]));
}
