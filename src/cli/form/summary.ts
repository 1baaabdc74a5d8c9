import { plain } from "../../gateway/messages/plain.ts";
import { cutTo } from "../../gateway/messages/width.ts";
import { type PromptChoice, WentBack } from "../../ports.ts";
import { shown } from "./answer.ts";
import { serviceValue } from "./aws-service.ts";
import type { Form } from "./form.ts";
import type { Asking } from "./guide.ts";

/** What somebody decides at the end of the form. */
export type Decision = "go" | "dry-run" | "changed" | "cancel";

/** What the last question is about. */
export interface Ending {
  readonly message: string;
  /** What Enter does: "Create". Nothing can be done while something is wrong. */
  readonly go?: string | undefined;
  /** Whether there is no plan yet that could be printed. */
  readonly unplanned?: boolean | undefined;
  /** Whether going on takes something away, so that Enter must not. */
  readonly careful?: boolean | undefined;
  /** The field at fault. */
  readonly at?: string | undefined;
}

/** Every field with its value, each of which can be changed; and what is to become of it all. */
export async function askSummary(form: Form, asking: Asking, ending: Ending): Promise<Decision> {
  const fields = fieldsOf(form, asking);
  const choices: readonly PromptChoice[] = [
    ...(ending.go === undefined ? [] : [{ value: "go", label: ending.go, also: ["yes", "y"] }]),
    ...(ending.go === undefined || ending.unplanned
      ? []
      : [{ value: "dry-run", label: "Dry run", description: "print the calls, and send none" }]),
    { value: "back", label: "Back", description: "to the last question" },
    { value: "cancel", label: "Cancel", description: "nothing is changed", also: ["no", "n"] },
    ...fields.map(({ id, label, value }) => ({
      value: `field ${id}`,
      label,
      description: value,
    })),
  ];
  const at = ending.at === undefined ? undefined : `field ${ending.at}`;
  const initial = choices.some(({ value }) => value === at)
    ? (at as string)
    : ending.go === undefined
      ? (choices.find(({ value }) => value.startsWith("field "))?.value ?? "cancel")
      : ending.careful
        ? "cancel"
        : "go";
  let decision: string;
  try {
    decision = await asking.prompter.choose({ message: ending.message, choices, initial, back: true });
  } catch (error) {
    if (!(error instanceof WentBack)) throw error;
    decision = "back";
  }
  if (decision === "go" || decision === "dry-run" || decision === "cancel") return decision;
  if (decision === "back") await form.goBack();
  else await form.change(decision.slice("field ".length));
  return "changed";
}

/** The fields that apply, each with its value in the console's words. */
export function fieldsOf(
  form: Form,
  { table }: Asking,
): readonly { id: string; label: string; value: string }[] {
  const all = form.all;
  return form.steps.flatMap((step) => {
    if (!form.isShown(step)) return [];
    const { key, setting } = step;
    const label = setting.labelFor?.(all) ?? setting.label;
    const given = all[key] ?? table[key]?.fallback?.(all);
    const text = serviceValue(key, all) ?? shown(setting, given);
    const empty = setting.emptyMeans === undefined ? "–" : `– (${setting.emptyMeans})`;
    return [{ id: step.id, label, value: text === "" ? empty : cutTo(plain(text), 90) }];
  });
}
