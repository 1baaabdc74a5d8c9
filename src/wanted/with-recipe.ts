import { forValues } from "../catalog/recipes/fifo.ts";
import { fill, needsAccount, type RecipePlace, slotFaults } from "../catalog/recipes/fill.ts";
import { GRADES, RECIPES, recipeOf, slotNames } from "../catalog/recipes/index.ts";
import type { Recipe } from "../catalog/recipes/recipe.ts";
import { didYouMean } from "../settings/did-you-mean.ts";
import type { Known, Pair } from "../settings/known.ts";
import { methodSettings } from "../settings/method.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { flagOf } from "../settings/setting.ts";

/** What a recipe makes of the settings. */
export interface WithRecipe {
  /** The settings that the recipe stands for; what was said otherwise stays. The recipe itself is gone from them. */
  readonly known: Known;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** What the role must allow, on what, and why on everything where it is. */
  readonly allows?: {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly star?: string;
  };
}

/** Whether the caller's account must be asked for before the recipe can be written down. */
export function recipeNeedsAccount({ recipe }: Known): boolean {
  const found = recipe === undefined ? undefined : recipeOf(recipe);
  return found !== undefined && needsAccount(found);
}

// Before AWS was asked: the checks do not look at the account.
const NOWHERE: RecipePlace = { partition: "aws", region: "us-east-1", account: "000000000000" };

/** Puts a recipe in place of the settings it stands for. */
export function withRecipe(given: Known, place: RecipePlace = NOWHERE): WithRecipe {
  const { recipe: name, set = [], ...known } = given;
  if (name === undefined) return { known: given, problems: [], notes: [] };
  const values = Object.fromEntries(set.map(({ key, value }) => [key, value]));
  const listed = recipeOf(name);
  if (!listed)
    return {
      known,
      notes: [],
      problems: [
        problem(
          "recipe",
          `there is no recipe "${name}"`,
          didYouMean(name, Object.keys(RECIPES)) ?? `there are ${Object.keys(RECIPES).join(", ")}`,
        ),
      ],
    };
  const recipe = forValues(listed, values);
  const problems = [...conflicts(name, recipe, known), ...setProblems(name, recipe, values)];
  // Even then the settings are filled in, so that what the recipe stands for is not said to be missing too.
  const full = fill(recipe, values, place);
  return {
    known: asSettings(full, known),
    problems,
    notes: [noteOf(name, recipe, known)],
    allows: {
      actions: full.iam,
      resources: full.resources,
      ...(full.star === undefined ? {} : { star: full.star }),
    },
  };
}

/** The flags that go before what a recipe says, where it says something. */
const OVER: readonly (readonly [keyof Known, keyof Recipe | undefined])[] = [
  ["requestTemplate", "template"],
  ["integrationMethod", "method"],
  ["subdomain", "subdomain"],
  ["responseTemplate", "responseTemplate"],
  ["passthrough", "template"],
  ["response", undefined],
];

/** Where the evidence comes from: it is of the recipe as it stands, not of what flags change in it. */
function noteOf(name: string, recipe: Recipe, known: Known): string {
  const over = OVER.filter(
    ([flag, member]) => known[flag] !== undefined && (member === undefined || recipe[member] !== undefined),
  ).map(([flag]) => flagOf(methodSettings[flag as keyof typeof methodSettings]));
  const headers = Object.keys(recipe.headers ?? {}).some((header) =>
    (known.requestParameter ?? []).some(
      ({ key }) => key.toLowerCase() === `integration.request.header.${header}`.toLowerCase(),
    ),
  );
  const changed = [...over, ...(headers ? [flagOf(methodSettings.requestParameter)] : [])];
  const but =
    changed.length === 0 || recipe.grade === "D"
      ? ""
      : ` That is said of the recipe as it stands, not of what ${changed.join(", ")} ${changed.length === 1 ? "changes" : "change"} in it.`;
  return `Recipe ${name}: ${GRADES[recipe.grade]}.${but}${recipe.note === undefined ? "" : ` ${recipe.note}`}`;
}

function* conflicts(name: string, recipe: Recipe, known: Known): Iterable<Problem> {
  if (known.integration !== undefined && known.integration !== "aws")
    yield problem("recipe", `${name} is for --integration aws`, "leave out one of the two");
  if (known.service !== undefined && known.service !== recipe.service)
    yield problem("recipe", `${name} calls ${recipe.service}, not ${known.service}`, "leave out --service");
  if (known.action !== undefined || known.pathOverride !== undefined || known.actionType !== undefined)
    yield problem(
      "recipe",
      `${name} says itself what is called`,
      "leave out --action, --action-type and --path-override",
    );
}

function* setProblems(
  name: string,
  recipe: Recipe,
  values: Readonly<Record<string, string>>,
): Iterable<Problem> {
  const slots = Object.keys(recipe.slots);
  for (const fault of slotFaults(recipe, values)) {
    if ("missing" in fault)
      yield problem(
        "set",
        `the recipe ${name} needs ${fault.missing}: ${fault.slot.is}`,
        `add --set ${fault.missing}=…`,
      );
    else if ("unknown" in fault)
      yield problem(
        "set",
        `the recipe ${name} has no "${fault.unknown}"`,
        didYouMean(fault.unknown, slots) ??
          (slots.length === 0 ? "leave it out" : `it takes ${slotNames(recipe)}`),
      );
    else
      yield problem(
        "set",
        `${fault.wrong}=${fault.value.slice(0, 80)} does not fit: ${fault.slot.is}`,
        fault.slot.arn === undefined ? `it must match ${fault.slot.like.source}` : "give a name or an ARN",
      );
  }
}

/** The flags that the recipe stands for, below those that were given. */
function asSettings(recipe: Recipe, known: Known): Known {
  const said = new Set((known.requestParameter ?? []).map(({ key }) => key.toLowerCase()));
  const mappings: readonly Pair[] = [
    ...Object.entries(recipe.pathParameters ?? {}).map(([to, value]) => ({
      key: `integration.request.path.${to}`,
      value,
    })),
    ...Object.entries(recipe.headers ?? {}).map(([to, value]) => ({
      key: `integration.request.header.${to}`,
      value,
    })),
  ].filter(({ key }) => !said.has(key.toLowerCase()));
  const declared = (recipe.declares ?? [])
    .filter((name) => !(known.header ?? []).some((one) => one.name.toLowerCase() === name.toLowerCase()))
    .map((name) => ({ name, required: false, cached: false }));
  return {
    ...known,
    integration: known.integration ?? "aws",
    service: recipe.service,
    ...(recipe.subdomain === undefined || known.subdomain !== undefined
      ? {}
      : { subdomain: recipe.subdomain }),
    integrationMethod: known.integrationMethod ?? recipe.method,
    ...(recipe.action === undefined
      ? { actionType: "path" as const, pathOverride: recipe.path }
      : { actionType: "action" as const, action: recipe.action }),
    ...some("requestParameter", [...(known.requestParameter ?? []), ...mappings]),
    ...some("header", [...(known.header ?? []), ...declared]),
    ...(recipe.template === undefined || known.requestTemplate !== undefined
      ? {}
      : {
          requestTemplate: [{ contentType: "application/json", source: { text: recipe.template } }],
          // A body of another type would pass by the template and reach the service as the caller wrote it.
          passthrough: known.passthrough ?? "NEVER",
        }),
    // Without these the service's refusals would be answered as 200.
    response: known.response ?? [
      { status: "200", of: undefined },
      { status: "400", of: "4\\d{2}" },
      { status: "500", of: "5\\d{2}" },
    ],
    ...(recipe.responseTemplate === undefined || known.responseTemplate !== undefined
      ? {}
      : {
          responseTemplate: [
            {
              status: "200",
              of: { contentType: "application/json", source: { text: recipe.responseTemplate } },
            },
          ],
        }),
  };
}

const some = <K extends string, T>(key: K, list: readonly T[]): { [k in K]?: readonly T[] } =>
  list.length === 0 ? {} : ({ [key]: list } as { [k in K]: readonly T[] });
