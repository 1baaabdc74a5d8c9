import { CHECKS } from "../../gateway/checks/finding.ts";
import { RULES, type RuleId } from "../../gateway/checks/rule-ids.ts";
import { placed } from "../../gateway/messages/meaning.ts";
import { blanksOf } from "../../gateway/messages/mending.ts";
import { meaningNamed, refusalIn } from "../../gateway/messages/read-log.ts";
import type { Known } from "../../settings/known.ts";
import type { Explained, Explanation } from "./explained.ts";
import { lookAround, type Reach } from "./look-around.ts";
import { placeOf, waysTo } from "./place.ts";

/** A rule of check-method by its id, or one of its checks: what its page in the documentation says. */
export async function explainRule(name: string): Promise<Explained | undefined> {
  const isCheck = (CHECKS as readonly string[]).includes(name);
  const ids = Object.entries(RULES).flatMap(([id, [check]]) =>
    (isCheck ? check === name : id === name) ? [id as RuleId] : [],
  );
  if (ids.length === 0) return undefined;
  const { PAGES } = await import("../../gateway/checks/pages/index.ts");
  return {
    schemaVersion: 1,
    what: "check",
    explanations: ids.map((id): Explanation => {
      const { title, happens, because, mend } = PAGES[id];
      return {
        id,
        says: `${id}: ${title}`,
        cause: `${happens} ${because}`,
        remedy: mend,
        commands: [`apigw check-method --api <api> --resource <resource> --method <method> --rule ${id}`],
        evidence: "documented",
        holds: { is: "not checked", why: "it is the name of a rule, not a method" },
      };
    }),
    methods: [],
    notes: [],
  };
}

/** A name of ours, or what AWS refused with; else nothing: it is not guessed. */
export async function explainOther(text: string, given: Known, reach: Reach): Promise<Explained> {
  const ways = waysTo(given, given);
  const nothing = { schemaVersion: 1, methods: [], notes: [] } as const;
  const name = text.trim();
  const named = meaningNamed(name);
  if (named) {
    const { id, cause, remedy, commands, evidence } = named;
    const blank = (one: string) => one.replaceAll(/\$\d/g, "…");
    return {
      ...nothing,
      what: "message",
      explanations: [
        {
          id,
          says: name,
          cause: blank(cause),
          remedy,
          commands: commands.map((one) => placed(blank(one), ways)),
          evidence,
          holds: { is: "not checked", why: "it is a name, not a call" },
        },
      ],
    };
  }
  const refusal = refusalIn(text);
  // Some commands name the API by its id.
  const needsId = refusal?.commands.some((one) => one.includes("<id>"));
  const seen = needsId ? await lookAround(placeOf({ api: given.api }, {}), {}, [], reach) : undefined;
  if (refusal)
    return {
      ...nothing,
      what: "refusal",
      explanations: [
        {
          id: "refusal",
          says: name.split("\n")[0] ?? "",
          cause: refusal.means,
          remedy: refusal.remedy,
          commands: refusal.commands.map((one) => placed(one, ways, seen && blanksOf(seen.here))),
          evidence: "reported",
          holds: { is: "not checked", why: "AWS refused the request: nothing of it was kept" },
        },
      ],
    };
  return { ...nothing, what: "unknown", explanations: [] };
}
