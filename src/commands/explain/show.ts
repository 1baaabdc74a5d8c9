import { plain } from "../../gateway/messages/plain.ts";
import type { Paint } from "../../terminal/colour.ts";
import { columns } from "../../terminal/table.ts";
import type { Explained, Explanation } from "./explained.ts";

/** What was explained, for people. */
export function printExplained({ what, explanations, methods, notes }: Explained, paint: Paint): string {
  const parts = [
    ...explanations.map((one) => printExplanation(one, paint)),
    ...(methods.length > 0 ? [printMethods({ methods, what })] : []),
    ...notes.map((note) => plain(note)),
  ];
  if (parts.length > 0) return parts.join("\n\n");
  return what === "function"
    ? "No method calls it."
    : "Nothing of this is known here, and nothing is guessed. A log of the test says more: apigw test-method --log.";
}

function printExplanation(
  { id, says, of, times, cause, remedy, commands, evidence, holds }: Explanation,
  { bad, good, caution }: Paint,
): string {
  const there =
    holds.is === "yes"
      ? bad("It holds here: ")
      : holds.is === "no"
        ? good("Not found here: ")
        : caution("Not checked here: ");
  const called = of && [of.method, of.resource].filter(Boolean).join(" ");
  return [
    ...(called ? [`${plain(called)}${of.stage === undefined ? "" : ` on ${plain(of.stage)}`}:`] : []),
    `${plain(says)}${times === undefined ? "" : ` (${times} times)`}`,
    `  Why:      ${id === "refusal" ? plain(cause) : sentence(cause)}${evidence === "unverified" ? " (unverified)" : ""}`,
    `  To do:    ${sentence(remedy)}`,
    ...commands.map((one) => `            ${plain(one)}`),
    `  ${there}${sentence(holds.why)}`,
  ].join("\n");
}

const sentence = (text: string): string => {
  const said = plain(text);
  return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? "" : "."}`;
};

function printMethods({ methods, what }: Pick<Explained, "methods" | "what">): string {
  const rows = methods.map(({ api, method, resource, integration, stages, allowed }) => [
    plain(api.name),
    method,
    plain(resource),
    plain(integration),
    what === "function"
      ? `may invoke: ${allowed ?? "not checked"}`
      : Object.entries(stages)
          .map(([stage, how]) => `${plain(stage)}: ${how}`)
          .join(", "),
  ]);
  return columns(rows, "", (cell) => cell);
}
