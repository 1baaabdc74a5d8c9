import type { Change } from "../../change/change.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import type { Given } from "../../settings/setting.ts";
import { createMethodChange } from "../create-method/change.ts";
import type { MethodFacts } from "../create-method/facts.ts";
import type { CreateMethodTable } from "../create-method/settings.ts";
import type { RemoveResponseTable } from "./settings.ts";

type Mine = Given<RemoveResponseTable>;
type OfMethod = Given<CreateMethodTable>;

/** `apigw remove-response`: update-method's way, with responses that are to be no more. */
export function removeResponseChange(
  session: Session<RemoveResponseTable>,
  connected: Connected,
): Change<Mine, MethodFacts> {
  const update = createMethodChange(session as unknown as Session<CreateMethodTable>, connected, true);
  const asUpdate = ({ goneResponse, ...given }: Mine) =>
    ({
      ...given,
      ifExists: "update",
      unset: goneResponse.map((entry) => ({ setting: "response", entry })),
    }) as unknown as OfMethod;
  return {
    guide: async (account, region) =>
      (await import("../../cli/method-guide.ts")).responseGuide(account, region, true),

    async locate(given, around) {
      const { facts, notes } = await update.locate(asUpdate(given), { ...around, ahead: undefined });
      return { given, facts, notes };
    },

    want(given, facts) {
      const wished = update.want(asUpdate(given), facts);
      // It is this command's own flag that names what is not there.
      return "problems" in wished
        ? {
            problems: wished.problems.map((one) => ({
              ...one,
              ...(one.setting === "unset" ? { setting: "goneResponse" as const, notFound: true } : {}),
            })),
          }
        : wished;
    },

    check: (given, facts, wish, account) =>
      update.check?.(asUpdate(given), facts, wish, account) ?? Promise.resolve({ problems: [], notes: [] }),

    words: (given, facts, wish) => ({
      ...update.words(asUpdate(given), facts, wish),
      question: `Remove the response ${given.goneResponse.join(", ")}?`,
    }),
    deletes: true,
  };
}
