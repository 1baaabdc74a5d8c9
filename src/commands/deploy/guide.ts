import type { Account } from "../../account/account.ts";
import { locateApi } from "../../account/locate.ts";
import type { Guide, Seen } from "../../cli/form/guide.ts";
import { methodGuide } from "../../cli/method-guide.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { WentBack } from "../../ports.ts";

interface SeenStages extends Seen {
  readonly api?: string | undefined;
  /** Undefined where the API is not known yet. */
  readonly stages?: readonly string[] | undefined;
}

/** What the form of a deployment knows of the account: which stages there are. */
export function deployGuide(account: Account, region: string): Guide<SeenStages> {
  const ofMethods = methodGuide(account, region, "resource");
  return {
    async look(known) {
      await ofMethods.look?.(known);
      if (known.api === undefined) return {};
      const api = await locateApi(account.reading, known.api);
      if ("problem" in api) return {};
      const stages = await account.reading.stages(api.id);
      return { api: api.name, stages: stages.map(({ name }) => name) };
    },
    put(key, known, { api, stages }) {
      if (key !== "createStage") return undefined;
      if (stages === undefined || known.stage === undefined || stages.includes(known.stage)) return false;
      return {
        always: true,
        message: `${plain(api ?? "")} has no stage ${plain(known.stage)}. Create it?`,
        initial: "yes",
      };
    },
    async check(key, known) {
      if (key === "createStage" && known.createStage === false) throw new WentBack();
      return key === "api" ? ((await ofMethods.check?.(key, known, {})) ?? []) : [];
    },
    meanwhile: { createStage: true },
  };
}
