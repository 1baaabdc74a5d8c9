import { calledBy } from "../../called/called.ts";
import { grantFor } from "../../called/grant.ts";
import { findAction } from "../../catalog/action.ts";
import { forValues } from "../../catalog/recipes/fifo.ts";
import { slotFaults } from "../../catalog/recipes/fill.ts";
import { RECIPES, recipeOf, slotNames } from "../../catalog/recipes/index.ts";
import { serviceOf } from "../../catalog/service.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import { serviceUri } from "../../gateway/names/uri.ts";
import { type PromptChoice, WentBack } from "../../ports.ts";
import type { Known, Pair } from "../../settings/known.ts";
import type { Key } from "../../settings/setting.ts";
import { withRecipe } from "../../wanted/with-recipe.ts";
import { withServiceDefaults } from "../../wanted/with-service-defaults.ts";
import type { Answer } from "./answer.ts";
import { checkOf, first, type Question, suggested } from "./question.ts";

// The questions of an AWS service that answer more than one setting, or are put together from more than declarations.

/** Whether such a question comes up; undefined where it is an ordinary one. */
export function serviceComesUp(
  key: Key,
  all: Known,
  flags: Known,
  today: Known | undefined,
): boolean | undefined {
  switch (key) {
    case "recipe":
      return (
        all.integration === "aws" &&
        [flags, today ?? {}].every(
          ({ service, action, pathOverride, actionType }) =>
            (service ?? action ?? pathOverride ?? actionType) === undefined,
        )
      );
    case "set":
      return all.recipe !== undefined && Object.keys(recipeOf(all.recipe)?.slots ?? {}).length > 0;
    case "role":
      return (
        all.integration === "aws" &&
        (flags.createRole ?? (flags.callerCredentials || undefined) ?? flags.role) === undefined
      );
    case "callerCredentials":
      // The question for the role offers it.
      return all.integration === "aws" ? false : undefined;
    case "createRole":
      return all.createRole !== undefined && flags.createRole === undefined;
    case "roleResource":
      // A recipe says what it calls.
      return all.createRole !== undefined && flags.roleResource === undefined && all.recipe === undefined;
    default:
      return undefined;
  }
}

/** Asks it, where it is one of these. */
export function serviceQuestion(question: Question): Promise<Answer> | undefined {
  switch (question.key) {
    case "recipe":
      return askRecipe(question);
    case "set":
      return askSlots(question);
    case "role":
      return question.known.integration === "aws" ? askRole(question) : undefined;
    default:
      return undefined;
  }
}

/** The recipes first, then the long way. */
async function askRecipe({ asking, known, back }: Question): Promise<Answer> {
  const recipe = await asking.prompter.choose({
    message: "What to call (a recipe is a whole integration, tried and ready):",
    choices: [
      { value: "", label: "Another service or action: choose each field" },
      ...Object.entries(RECIPES).map(([value, one]) => ({
        value,
        description: `${one.does} (asks for ${slotNames(one) || "nothing more"})`,
      })),
    ],
    initial: known.recipe ?? "",
    back,
  });
  if (recipe === "") return { recipe: undefined, set: undefined };
  // A recipe says all of this itself.
  const itself = { service: undefined, subdomain: undefined, action: undefined, actionType: undefined };
  return { recipe, ...itself, pathOverride: undefined, integrationMethod: undefined };
}

/** A question for each thing that the recipe leaves open. */
async function askSlots({ asking, known, back, check }: Question): Promise<Answer> {
  const recipe = recipeOf(known.recipe ?? "");
  const values = new Map((known.set ?? []).map(({ key, value }) => [key, value]));
  // What is asked may hang on what was answered: a queue that keeps an order asks for more.
  const open = () => Object.entries(recipe ? forValues(recipe, Object.fromEntries(values)).slots : {});
  let slots = open();
  const set = (): readonly Pair[] =>
    slots.flatMap(([key]) => (values.has(key) ? [{ key, value: values.get(key) ?? "" }] : []));
  for (let at = 0; at < slots.length; ) {
    const [name, slot] = slots[at] as (typeof slots)[number];
    const initial = values.get(name) ?? slot.usually;
    try {
      const value = await asking.prompter.text({
        message: `${name} (${slot.is}):`,
        ...(initial === undefined ? {} : { initial }),
        back: back || at > 0,
        check: async (text) => {
          const fault = slotFaults(
            { slots: { [name]: slot } } as never,
            text === "" ? {} : { [name]: text },
          )[0];
          if (fault && "missing" in fault) return `${name} is needed: ${slot.is}.`;
          if (fault)
            return `"${text}" does not fit: ${slot.arn === undefined ? `it must match ${slot.like.source}` : "give a name or an ARN"}.`;
          if (at < slots.length - 1) return undefined;
          return first(
            await check({ set: [...set().filter(({ key }) => key !== name), { key: name, value: text }] }),
          );
        },
      });
      values.set(name, value);
      slots = open();
      at += 1;
    } catch (error) {
      if (!(error instanceof WentBack) || at === 0) throw error;
      at -= 1;
    }
  }
  return { set: set() };
}

const MAKE = "make a role";
const CALLER = "the caller's credentials";

/** By whose credentials the service is called: a role that is there, one to be made, or the caller's own. */
async function askRole(question: Question): Promise<Answer> {
  const { asking, known, setting, back, required } = question;
  const roles = await suggested(asking, setting, known);
  const trusting = roles.filter(({ description = "" }) => description.startsWith("trusts"));
  const choices: readonly PromptChoice[] = [
    ...trusting,
    { value: MAKE, label: "Create a role", description: "trusted to API Gateway, allowed this action alone" },
    {
      value: CALLER,
      label: "The caller's own credentials",
      description: "callers must sign with AWS credentials (authorization AWS IAM) and be allowed the action",
      also: ["caller-credentials"],
    },
    ...roles.filter((one) => !trusting.includes(one)),
  ];
  const standing = known.callerCredentials ? CALLER : known.createRole !== undefined ? MAKE : known.role;
  const asAnswer = (text: string): Answer => {
    const none = { role: undefined, callerCredentials: undefined, createRole: undefined };
    if (text === MAKE) return { ...none, createRole: known.createRole ?? roleNameFor(known) };
    // Only who signs has credentials to be called with.
    if (text === CALLER) return { ...none, callerCredentials: true, authorization: "AWS_IAM" };
    return { ...none, role: text };
  };
  const check = checkOf(question, known.role);
  const given = await asking.prompter.choose({
    message: "Execution role:",
    choices,
    initial: standing ?? trusting[0]?.value ?? MAKE,
    open: () => true,
    back,
    check: async (text) => {
      if (text === MAKE) return undefined;
      if (text === CALLER) return first(await question.check(asAnswer(text)));
      if (text === "" && required) return "An execution role is needed, or the caller's credentials.";
      return check(text);
    },
  });
  if (given === CALLER && known.authorization !== "AWS_IAM")
    asking.note("Authorization is AWS IAM from here on: only who signs has credentials to be called with.");
  return asAnswer(given);
}

/** A name that says whom the role is for. */
function roleNameFor(known: Known): string {
  const { service = "aws", action } = withRecipe(known).known;
  return ["apigw", service, action]
    .filter(Boolean)
    .join("-")
    .replaceAll(/[^\w+=,.@-]/g, "-")
    .slice(0, 64);
}

/** The ARNs that a role that is made may act on, as far as what was typed tells. */
export function resourcesToAllow(
  given: Known,
  place: { readonly region: string; readonly account: string },
): readonly PromptChoice[] {
  const region = given.serviceRegion ?? place.region;
  const at = { partition: partitionOf(region) ?? "aws", region, account: place.account };
  const recipe = withRecipe(given, at);
  const star = { value: "*", description: "every resource" };
  if (recipe.allows)
    return [
      ...recipe.allows.resources.map((value) => ({ value, description: "what the recipe calls" })),
      star,
    ];
  const { known, service, action } = withServiceDefaults({ ...given, integration: "aws" });
  const named = service ?? (given.service === undefined ? undefined : serviceOf(given.service));
  if (!named) return [star];
  const { action: name, pathOverride: path } = known;
  const called = path !== undefined ? { path } : name === undefined ? undefined : { action: name };
  const uri = called && serviceUri({ ...at, service: named.id, subdomain: known.subdomain, ...called });
  const integration = {
    type: "AWS",
    uri,
    httpMethod: known.integrationMethod,
    requestParameters: Object.fromEntries(
      (known.requestParameter ?? []).map(({ key, value }) => [key, value]),
    ),
    requestTemplates: {},
  } as never;
  // Which action it is may be said of the role alone.
  const [, said = ""] = given.roleAction?.[0]?.split(":") ?? [];
  const found = findAction(named, said);
  const of = action ?? ("action" in found ? found.action : undefined);
  const what = of ? { service: named, action: of } : (calledBy(integration) ?? { service: named });
  const told = grantFor(what, { ...(uri === undefined ? {} : { uri }) }, at);
  const resources = (told?.resources ?? []).filter((one) => one !== "*");
  return [
    ...resources.map((value) => ({
      value,
      description: value.includes("*") ? "narrow it: put the name in the place of *" : "what is called",
    })),
    star,
  ];
}

/** What the summary says of these. */
export function serviceValue(key: Key, { callerCredentials, createRole }: Known): string | undefined {
  if (key !== "role") return undefined;
  if (callerCredentials) return "the caller's own credentials";
  return createRole === undefined ? undefined : `${createRole} (to be made)`;
}
