import type { Finding } from "../../gateway/checks/finding.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { Paint } from "../../terminal/colour.ts";

/** What was found of one method. */
export interface Checked {
  /** `GET /pets` */
  readonly at: string;
  readonly findings: readonly Finding[];
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
  const summary = `${all.length} ${all.length === 1 ? "method" : "methods"} checked: ${counted("error")}, ${counted("warning")}, ${notes === 0 ? "" : `${notes} ${notes === 1 ? "note" : "notes"}, `}${count("unchecked")} not checked.`;
  return [...lines, lines.length === 0 ? good(summary) : summary].join("\n");
}

/** Findings as a SARIF 2.1.0 log. A method has no file: its place is a logical location. */
export function sarif(
  all: readonly Checked[],
  api: { readonly id: string; readonly name: string },
  version: string,
): object {
  const levels = { error: "error", warning: "warning", note: "note", unchecked: "note" } as const;
  const rules = [...new Set(all.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "apigw", version, rules: rules.map((id) => ({ id })) } },
        results: all.flatMap(({ at, findings }) =>
          findings.map(({ rule, level, message, remedy }) => ({
            ruleId: rule,
            level: levels[level],
            message: { text: `${message}. To mend it: ${remedy}.` },
            locations: [
              { logicalLocations: [{ fullyQualifiedName: `${api.name} ${at}`, name: at, kind: "resource" }] },
            ],
          })),
        ),
      },
    ],
  };
}
