import type { Account } from "../account/account.ts";
import { checkVpcLink } from "../account/live-checks.ts";
import { locateApi, locateResource, missingResource, noSuchMethod, type Place } from "../account/locate.ts";
import { observeMethod, validatorThings } from "../account/observe.ts";
import { nameProblems } from "../account/role-name.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import { USUAL_HEADERS } from "../gateway/names/usual-headers.ts";
import { VERBS } from "../gateway/names/verb.ts";
import { type PromptChoice, type ResourceEntry, WentBack } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { notFound, type Problem } from "../settings/problem.ts";
import { calledProblems } from "../wanted/called-problems.ts";
import { methodsToAllow } from "../wanted/cors.ts";
import { resourceRefusals } from "../wanted/refusals.ts";
import { todayOf } from "../wanted/today.ts";
import { existsQuestion, refusedAsItExists } from "./existing.ts";
import { UsageError } from "./exit.ts";
import { resourcesToAllow } from "./form/aws-service.ts";
import type { Guide, Put, Seen } from "./form/guide.ts";
import { candidates, lacksMethods, type Needs, noMethodsAt, resourcesOf } from "./place-candidates.ts";

/** What is there where the method is to be. */
export interface SeenPlace extends Seen {
  readonly place?: Place | undefined;
  /** Those of the API of which one is to be found. */
  readonly resources?: readonly ResourceEntry[] | undefined;
  readonly account?: string | undefined;
  /** What a method has by now, where that is no answer to anything. */
  readonly there?: Known | undefined;
}

/** What the form of a method knows of the account: what is there, what exists already, and what AWS says of an answer. */
export function methodGuide(account: Account, region: string, needs: Needs = "nothing"): Guide<SeenPlace> {
  const mustExist = needs !== "nothing";
  const todays = new Map<string, Promise<Known | undefined>>();
  const today = (place: Place, httpMethod: string): Promise<Known | undefined> => {
    const key = `${place.api.id} ${place.path} ${httpMethod}`;
    const read = todays.get(key) ?? readToday(account, place, httpMethod);
    todays.set(key, read);
    return read;
  };
  return {
    async look(known) {
      await orNoApi(account, known);
      const place = await placeOf(account, known);
      const exists = place?.resource?.methods.includes(known.method ?? "") === true;
      const updates = exists && (mustExist || known.ifExists === "update");
      const caller = known.createRole === undefined ? undefined : await callerOf(account);
      return {
        place,
        resources: needs === "method" || needs === "child" ? await resourcesOf(account, known) : undefined,
        account: caller,
        today: updates && place ? await today(place, known.method ?? "") : undefined,
      };
    },
    meanwhile: mustExist ? {} : { createResource: true },
    put: (key, known, seen, flags) =>
      key === "resource" && seen.resources !== undefined
        ? { choices: candidates(needs, known, seen.resources, flags.method) }
        : put(key, known, seen, region, mustExist),
    check: async (key, known, seen) => {
      const problems = await check(account, key, known, seen, mustExist);
      return problems.length > 0 || needs !== "method" ? problems : lacksMethods(account, key, known);
    },
  };
}

async function readToday({ aws, reading }: Account, { api, path, resource }: Place, httpMethod: string) {
  const at = { restApiId: api.id, path, httpMethod };
  const method = await observeMethod(aws, { ...at, resourceId: resource?.id ?? "" });
  const validators = method?.request.requestValidator ? await reading.requestValidators(api.id) : [];
  return method && todayOf(method, aws.region, validatorThings(api.id, validators));
}

/** An account without APIs has nothing to be asked about. */
async function orNoApi({ reading }: Account, known: Known): Promise<void> {
  if (known.api !== undefined) return;
  const apis = await reading.apis().catch((error) => {
    // Where they may not be listed, one is typed.
    if (error instanceof AwsFailure && error.kind !== "network" && error.kind !== "credentials")
      return undefined;
    throw error;
  });
  if (apis?.length === 0)
    throw new UsageError([
      notFound(
        "api",
        `there is no REST API in ${reading.region}`,
        "make one first, or name another --region",
      ),
    ]);
}

/** The account's number suggests ARNs; whoever may not ask for it types them. */
const callerOf = ({ reading }: Account): Promise<string | undefined> =>
  reading.accountId().catch((error) => {
    if (error instanceof AwsFailure) return undefined;
    throw error;
  });

/** The place, as far as it is known and there. */
async function placeOf({ reading }: Account, known: Known): Promise<Place | undefined> {
  if (known.api === undefined || known.resource === undefined) return undefined;
  const api = await locateApi(reading, known.api);
  if ("problem" in api) return undefined;
  const place = await locateResource(reading, api, known.resource);
  return "problem" in place ? undefined : place;
}

function put(
  key: string,
  known: Known,
  { place, account }: SeenPlace,
  region: string,
  mustExist: boolean,
): Put | false | undefined {
  const exists = place?.resource?.methods.includes(known.method ?? "") === true;
  if (exists && known.ifExists === "skip") return false;
  switch (key) {
    case "createResource":
      if (!place || place.resource || mustExist) return false;
      return {
        always: true,
        message: `${plain(place.api.name)} has no resource ${place.path}. Create it?`,
        initial: "yes",
      };
    case "method":
      return methodChoices(place, mustExist, known);
    case "ifExists":
      return exists && !mustExist && place ? { always: true, ...existsQuestion(known, place) } : false;
    case "integration":
      // As in the console: OPTIONS answers preflight requests.
      return known.method === "OPTIONS" && known.integration === undefined ? { initial: "mock" } : undefined;
    case "allowHeaders":
      return { initial: USUAL_HEADERS };
    case "allowMethods":
      return { initial: methodsToAllow(place?.resource?.methods ?? []) };
    case "roleResource":
      return account === undefined ? undefined : { choices: resourcesToAllow(known, { region, account }) };
    default:
      return undefined;
  }
}

/** The verbs, each with whether the resource has it; where one must be there, those alone. */
function methodChoices(place: Place | undefined, mustExist: boolean, known: Known): Put | undefined {
  const there = place?.resource?.methods ?? [];
  if (place === undefined) return undefined;
  if (mustExist && there.length > 0) return { choices: there.map((value) => ({ value })) };
  // A flag named the resource: no verb would do.
  if (mustExist && known.method === undefined)
    throw new UsageError(
      place.resource
        ? [noMethodsAt(place.path, place.resources)]
        : missingResource(place, {}).map(withoutFlag),
    );
  const choices: readonly PromptChoice[] = VERBS.map((value) =>
    there.includes(value) ? { value, description: "exists already" } : { value },
  );
  return { choices };
}

async function check(
  { aws, reading }: Account,
  key: string,
  known: Known,
  { place, account }: SeenPlace,
  mustExist: boolean,
): Promise<readonly Problem[]> {
  switch (key) {
    case "api": {
      const api = await locateApi(reading, known.api ?? "");
      return "problem" in api ? [api.problem] : [];
    }
    case "resource": {
      const found = await placeOf({ reading } as Account, known);
      if (!found && known.api !== undefined) {
        const api = await locateApi(reading, known.api);
        const wrong = "problem" in api ? api : await locateResource(reading, api, known.resource ?? "");
        return "problem" in wrong ? [wrong.problem] : [];
      }
      if (found && !found.resource && mustExist) return missingResource(found, {}).map(withoutFlag);
      return found && !found.resource ? resourceRefusals(found) : [];
    }
    case "createResource":
      if (known.createResource === false) throw new WentBack();
      return [];
    case "method":
      return mustExist && place && !place.resource?.methods.includes(known.method ?? "")
        ? [noSuchMethod(place, known.method ?? "")]
        : [];
    case "ifExists":
      if (known.ifExists === "fail" && place) throw refusedAsItExists(known, place);
      return [];
    case "vpcLink":
    case "integrationTarget": {
      const findings = { problems: [], notes: [] };
      await checkVpcLink(reading, known, findings);
      return (findings.problems as Problem[]).filter(({ setting }) => setting === key);
    }
    case "createRole":
      return account === undefined ? [] : nameProblems({ aws }, key, known, { region: aws.region, account });
    case "service":
    case "action":
      return calledProblems(key, known);
    default:
      return [];
  }
}

const withoutFlag = (one: Problem): Problem => ({
  ...one,
  remedy: one.remedy?.replace(
    / Otherwise add --create-resource to make it$|^add --create-resource to make it$/,
    "",
  ),
});

/** Of a method that is there some responses: those it has are no answers, and may be what is chosen from. */
export function responseGuide(account: Account, region: string, goes: boolean): Guide<SeenPlace> {
  const guide = methodGuide(account, region, "method");
  return {
    ...guide,
    only: ["Resource", "Method details", "Method and integration responses"],
    look: async (known) => {
      const seen = await guide.look?.(known);
      return { ...seen, today: undefined, there: seen?.today };
    },
    put: (key, known, seen, flags) =>
      goes && key === "goneResponse"
        ? {
            choices: (seen.there?.response ?? []).map(({ status, of }) => ({
              value: status,
              description: of ?? "the default response",
            })),
          }
        : guide.put?.(key, known, seen, flags),
  };
}
