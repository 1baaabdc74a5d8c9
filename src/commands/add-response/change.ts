import type { Change } from "../../change/change.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import type { MethodSettings } from "../../settings/known.ts";
import { problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { createMethodChange } from "../create-method/change.ts";
import type { MethodFacts } from "../create-method/facts.ts";
import type { CreateMethodTable } from "../create-method/settings.ts";
import type { AddResponseTable } from "./settings.ts";

type Mine = Given<AddResponseTable>;
type OfMethod = Given<CreateMethodTable>;

/** `apigw add-response`: update-method's way, with responses that are not there yet. */
export function addResponseChange(
  session: Session<AddResponseTable>,
  connected: Connected,
): Change<Mine, MethodFacts> {
  const update = createMethodChange(session as unknown as Session<CreateMethodTable>, connected, true);
  const asUpdate = (given: Mine, before: MethodDocument | undefined) =>
    updateOf(given, before) as unknown as OfMethod;
  return {
    guide: async (account, region) =>
      (await import("../../cli/method-guide.ts")).responseGuide(account, region, false),

    async locate(given, around) {
      const found = await update.locate(asUpdate(given, undefined), { ...around, ahead: undefined });
      const { before } = found.facts;
      const there = statusesThere(before, given);
      if (there.length > 0 && (given.ifExists ?? "fail") === "fail")
        throw new UsageError(
          [
            problem(
              "response",
              `${given.method} ${found.facts.place.path} has the response ${there.join(" and ")} already, and the default is to fail`,
              "add --if-exists skip, update or replace",
            ),
          ],
          "already-exists",
        );
      return { given, facts: found.facts, notes: found.notes };
    },

    want(given, facts) {
      const left = updateOf(given, facts.before);
      if (left.response?.length === 0)
        return { now: facts.now, wanted: new Map(), becomes: "skipped", notes: [] };
      return update.want(left as unknown as OfMethod, facts);
    },

    check: (given, facts, wish, account) =>
      update.check?.(asUpdate(given, facts.before), facts, wish, account) ??
      Promise.resolve({ problems: [], notes: [] }),

    words: (given, facts, wish) => ({
      ...update.words(asUpdate(given, facts.before), facts, wish),
      question: `Add the response ${given.response.map(({ status }) => status).join(", ")}?`,
    }),
  };
}

/** Of the responses that are asked for, those that the method has, with all that belongs to them. */
function statusesThere(
  before: MethodDocument | undefined,
  { response }: Pick<Mine, "response">,
): readonly string[] {
  const proxy = /_PROXY$/.test(before?.integration?.type ?? "");
  return response
    .map(({ status }) => status)
    .filter((status) => before?.responses[status] && (proxy || before.integrationResponses[status]));
}

/** The same as an update of the method: without what is skipped, and of what is replaced nothing is kept. */
function updateOf(given: Mine, before: MethodDocument | undefined) {
  const there = statusesThere(before, given);
  const skipped = given.ifExists === "skip" ? there : [];
  const kept = <T extends { readonly status: string }>(list: readonly T[] | undefined) =>
    list?.filter(({ status }) => !skipped.includes(status));
  return {
    ...given,
    ifExists: "update" as const,
    response: kept(given.response) as MethodSettings["response"],
    responseHeader: kept(given.responseHeader),
    responseTemplate: kept(given.responseTemplate),
    responseModel: kept(given.responseModel),
    responseContentHandling: kept(given.responseContentHandling),
    ...(given.ifExists === "replace"
      ? { unset: there.map((entry) => ({ setting: "response", entry })) }
      : {}),
  };
}
