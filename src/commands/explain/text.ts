import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { CHECKS } from "../../gateway/checks/finding.ts";
import { RULES, type RuleId } from "../../gateway/checks/rule-ids.ts";
import { SetupError } from "../../gateway/failures/codes.ts";
import type { Understood } from "../../gateway/messages/meaning.ts";
import { meaningNamed, placeIn, refusalIn, understood } from "../../gateway/messages/read-log.ts";
import type { Known } from "../../settings/known.ts";
import type { Explained, Explanation, Holds } from "./explained.ts";
import { lookAt, methodFlags, placeFlags, placeOf, type SeenMethod } from "./place.ts";

/** Connects, or says why that cannot be. */
export type Reach = () => Promise<Connected | { readonly why: string }>;

/** What a log, a message, a body or a name says; where the method is known, whether the cause holds there. */
export async function explainText(text: string, given: Known, reach: Reach): Promise<Explained> {
  const place = placeOf(given, placeIn(text));
  const found = understood(text, placeFlags(place));
  if (found.length === 0)
    return explainWell(text) ?? (await explainRule(text.trim())) ?? explainOther(text, place);
  const named = place.api !== undefined && place.resource !== undefined && place.method !== undefined;
  const seen = named
    ? await look(place, reach)
    : { why: "which method it is was not said: add --api, --resource and --method to have it looked at" };
  const at =
    "findings" in seen ? { api: seen.api.name, resource: seen.path, method: seen.httpMethod } : place;
  const again = understood(text, methodFlags(at as typeof place, given));
  return {
    schemaVersion: 1,
    what:
      text.includes("\n") || /Execution (?:log|failed)|^\(?[0-9a-f-]{36}\)? /m.test(text) ? "log" : "message",
    explanations: again.map((one) => explanation(one, seen)),
    methods: [],
    notes: [],
  };
}

type Looked = SeenMethod | { readonly why: string };

async function look(place: ReturnType<typeof placeOf>, reach: Reach): Promise<Looked> {
  const connected = await reach();
  if ("why" in connected) return connected;
  try {
    return await lookAt(place, connected);
  } catch (error) {
    if (error instanceof UsageError || error instanceof AwsFailure || error instanceof SetupError)
      return { why: error.message };
    throw error;
  } finally {
    connected.destroy();
  }
}

function explanation({ meaning, line, cause, remedy, commands }: Understood, seen: Looked): Explanation {
  const finding =
    "findings" in seen
      ? seen.findings.find((one) => one.check === meaning.check && one.level !== "unchecked")
      : undefined;
  return {
    id: meaning.id,
    says: line.trim(),
    cause,
    remedy: finding ? `${remedy}; of this method: ${finding.remedy}` : remedy,
    commands,
    evidence: meaning.evidence,
    holds: holdsOf(meaning.check, seen),
  };
}

function holdsOf(check: Understood["meaning"]["check"], seen: Looked): Holds {
  if (!("findings" in seen)) return { is: "not checked", why: seen.why };
  if (check === undefined)
    return { is: "not checked", why: "nothing of the method's configuration shows it" };
  const of = seen.findings.filter((one) => one.check === check);
  const wrong = of.find(({ level }) => level !== "unchecked");
  if (wrong) return { is: "yes", why: wrong.message };
  if (of[0]) return { is: "not checked", why: of[0].message };
  return {
    is: "no",
    why: `the check "${check}" finds nothing wrong with the method as it is configured now`,
  };
}

/** A log of a call in which nothing went wrong. */
function explainWell(text: string): Explained | undefined {
  const status = /Method completed with status: ([1-3]\d\d)/.exec(text)?.[1];
  if (status === undefined) return undefined;
  const note = `the call was answered with ${status}: nothing went wrong in it`;
  return { schemaVersion: 1, what: "log", explanations: [], methods: [], notes: [note] };
}

/** A rule of check-method by its id, or one of its checks: what its page in the documentation says. */
async function explainRule(name: string): Promise<Explained | undefined> {
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
function explainOther(text: string, place: ReturnType<typeof placeOf>): Explained {
  const nothing = { schemaVersion: 1, methods: [], notes: [] } as const;
  const name = text.trim();
  const named = meaningNamed(name);
  if (named) {
    const at = placeFlags(place);
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
          commands: commands.map((one) => blank(one).replaceAll("{at}", at)),
          evidence,
          holds: { is: "not checked", why: "it is a name, not a call" },
        },
      ],
    };
  }
  const refusal = refusalIn(text);
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
          commands: [],
          evidence: "reported",
          holds: { is: "not checked", why: "AWS refused the request: nothing of it was kept" },
        },
      ],
    };
  return { ...nothing, what: "unknown", explanations: [] };
}
