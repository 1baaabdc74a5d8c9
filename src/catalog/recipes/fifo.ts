import { NAME, type Recipe, type Slot } from "./recipe.ts";

/** What a queue or topic that keeps an order asks for besides. */
const SLOTS: Readonly<Record<string, Slot>> = {
  group: {
    is: "the message group: within one, messages keep their order",
    like: NAME,
    usually: "default",
  },
  deduplication: {
    is: "what tells one message from another: request (each call is one) or content (the queue or topic looks at the body)",
    like: /^(?:request|content)$/,
    usually: "request",
  },
};

/** Whether the name that fills a recipe's slot is of a queue or topic that keeps an order. */
const keepsOrder = ({ ordered }: Recipe, values: Readonly<Record<string, string>>): boolean =>
  ordered !== undefined && values[ordered]?.endsWith(".fifo") === true;

/** The recipe as it is for these values: a name that ends in .fifo needs a message group, and what removes duplicates. */
export function forValues(recipe: Recipe, values: Readonly<Record<string, string>>): Recipe {
  if (!keepsOrder(recipe, values) || recipe.template === undefined) return recipe;
  const { deduplication = "request", group = "default" } = values;
  const members = {
    MessageGroupId: "{{group}}",
    ...(deduplication === "request" ? { MessageDeduplicationId: "$context.requestId" } : {}),
  };
  const json = recipe.template.startsWith("{");
  const tail = Object.entries(members)
    .map(([name, value]) => (json ? `,"${name}":"${value}"` : `&${name}=${value}`))
    .join("");
  const told =
    deduplication === "request"
      ? "each call is a message of its own"
      : "duplicates are told by their content";
  return {
    ...recipe,
    // What is added for the order was not seen.
    grade: "D",
    slots: { ...recipe.slots, ...SLOTS },
    template: json ? recipe.template.replace(/\}$/, `${tail}}`) : recipe.template + tail,
    note: `${values[recipe.ordered ?? ""]} keeps an order: messages go into the group ${group}, and ${told} (--set group=…, --set deduplication=request|content).`,
  };
}
