import { type Finding, NOT_CHECKED } from "../../gateway/checks/finding.ts";
import type { RulePage } from "../../gateway/checks/pages/page.ts";
import { RULES, type RuleId } from "../../gateway/checks/rule-ids.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { Paint } from "../../terminal/colour.ts";

/** What was found of one method. */
export interface Checked {
  /** `GET /pets` */
  readonly at: string;
  readonly findings: readonly Finding[];
  readonly ignored: readonly (Finding & { readonly reason: string })[];
}

/** Findings for people: each method that has any, worst first. */
export function printFindings(all: readonly Checked[], { good, caution, bad }: Paint): string {
  const order = { error: 0, warning: 1, note: 2, unchecked: 3 };
  const paints = { error: bad, warning: caution, note: (text: string) => text };
  const lines = all.flatMap(({ at, findings }) =>
    [...findings]
      .sort((a, b) => order[a.level] - order[b.level])
      .map(({ rule, check, level, message, remedy }) =>
        level === "unchecked"
          ? `${at}  not checked  ${check}: ${plain(message)}`
          : `${at}  ${paints[level](level)}  ${rule}: ${plain(message)}. To mend it: ${plain(remedy)}.`,
      ),
  );
  const count = (level: Finding["level"]) =>
    all.flatMap(({ findings }) => findings).filter((one) => one.level === level).length;
  const counted = (level: "error" | "warning") =>
    `${count(level)} ${count(level) === 1 ? level : `${level}s`}`;
  const notes = count("note");
  const hidden = all.flatMap(({ ignored }) => ignored).length;
  const summary = `${all.length} ${all.length === 1 ? "method" : "methods"} checked: ${counted("error")}, ${counted("warning")}, ${notes === 0 ? "" : `${notes} ${notes === 1 ? "note" : "notes"}, `}${count("unchecked")} not checked${hidden === 0 ? "" : `, ${hidden} ignored`}.`;
  return [...lines, lines.length === 0 ? good(summary) : summary].join("\n");
}

const LEVELS = { error: "error", warning: "warning", note: "note", unchecked: "note" } as const;

/** Findings as a SARIF 2.1.0 log. A method has no file: its place is a logical location. */
export function sarif(
  all: readonly Checked[],
  api: { readonly id: string; readonly name: string },
  version: string,
  pages: Readonly<Record<RuleId, RulePage>>,
): object {
  const ids = [
    ...new Set(all.flatMap(({ findings, ignored }) => [...findings, ...ignored].map(({ rule }) => rule))),
  ].sort();
  const result = (at: string, { rule, level, message, remedy }: Finding) => ({
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: LEVELS[level],
    message: {
      text: level === "unchecked" ? `Not checked: ${message}.` : `${message}. To mend it: ${remedy}.`,
    },
    locations: [
      { logicalLocations: [{ fullyQualifiedName: `${api.name} ${at}`, name: at, kind: "resource" }] },
    ],
    // The same finding is known again by its rule and place, whatever its words.
    partialFingerprints: { "rule/v1": `${rule} ${api.id} ${at}` },
  });
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "apigw", version, rules: ids.map((id) => ruleOf(id, pages)) } },
        results: all.flatMap(({ at, findings, ignored }) => [
          ...findings.map((one) => result(at, one)),
          ...ignored.map((one) => ({
            ...result(at, one),
            suppressions: [{ kind: "external", justification: one.reason }],
          })),
        ]),
      },
    ],
  };
}

function ruleOf(id: Finding["rule"], pages: Readonly<Record<RuleId, RulePage>>): object {
  if (id === NOT_CHECKED)
    return { id, shortDescription: { text: "It could not be looked at, which is never taken for fine." } };
  const { title, happens, because, mend } = pages[id];
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: `${happens} ${because}` },
    help: { text: mend },
    defaultConfiguration: { level: RULES[id][1] },
  };
}
