import type { Account } from "../../account/account.ts";
import { missingResource, type Place } from "../../account/locate.ts";
import { observeMethod, validatorThings } from "../../account/observe.ts";
import { type Asking, askSettings } from "../../cli/ask.ts";
import { orUsageError, UsageError } from "../../cli/exit.ts";
import { namedPlace } from "../../cli/named-place.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { Prompter } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import { problem } from "../../settings/problem.ts";
import { resourceRefusals } from "../../wanted/refusals.ts";
import { todayOf } from "../../wanted/today.ts";

/** The place first, so that a path that does not exist and a method that does are talked about at once; then the rest. */
export async function askMethod<G extends Known>(
  asking: Asking,
  start: G,
  { aws, reading }: Account,
  mustExist = false,
): Promise<G> {
  const { prompter } = asking;
  let given = await askSettings(asking, start, ["Resource"]);
  const place = await namedPlace(reading, given);
  const { api } = place;
  if (!place.resource && !mustExist) {
    given = await offerResource(place, given, prompter);
    orUsageError([...missingResource(place, given), ...resourceRefusals(place)]);
  }
  const { method } = asking.table;
  if (method) given = await askSettings({ ...asking, table: { method } }, given);
  if (place.resource?.methods.includes(given.method ?? "")) {
    given = { ...given, ifExists: await ifExists(given, place, prompter) };
    if (given.ifExists === "skip") return given;
  }
  if (given.ifExists === "update" && place.resource?.methods.includes(given.method ?? "")) {
    const at = { restApiId: api.id, path: place.path, httpMethod: given.method ?? "" };
    const method = await observeMethod(aws, { ...at, resourceId: place.resource.id });
    const validators = method?.request.requestValidator ? await reading.requestValidators(api.id) : [];
    const known = validatorThings(api.id, validators);
    return askSettings({ ...asking, today: method && todayOf(method, aws.region, known) }, given);
  }
  const answered = await askSettings(asking, given);
  // Whoever answers with an action's name leaves it to the catalog how that is called.
  return given.actionType === undefined && answered.actionType === "action"
    ? { ...answered, actionType: undefined }
    : answered;
}

/** Whether a resource that is missing is to be made. */
export async function offerResource<G extends Known>(place: Place, given: G, prompter: Prompter): Promise<G> {
  if (given.createResource !== undefined) return given;
  const message = `${plain(place.api.name)} has no resource ${place.path}. Create it?`;
  return { ...given, createResource: await prompter.confirm({ message, initial: true }) };
}

/** What to do with a method that exists: said, asked for, or refused. */
export async function ifExists(
  given: Known,
  place: Place,
  prompter: Prompter | undefined,
): Promise<Known["ifExists"]> {
  const what = `${given.method} ${place.path} exists already`;
  if (given.ifExists !== undefined && given.ifExists !== "fail") return given.ifExists;
  const failed = problem(
    "ifExists",
    `${what}, and the default is to fail`,
    "add --if-exists skip, update or replace",
  );
  if (given.ifExists === "fail" || !prompter) {
    throw new UsageError([failed], "already-exists");
  }
  const answer = (await prompter.choose({
    message: `${what}. What now?`,
    choices: [
      { value: "fail", label: "Leave it, and stop here" },
      { value: "update", label: "Update", description: "change what was given, keep the rest" },
      { value: "replace", label: "Replace", description: "make it just what was given" },
    ],
  })) as "fail" | "update" | "replace";
  if (answer === "fail") throw new UsageError([failed], "already-exists");
  return answer;
}
