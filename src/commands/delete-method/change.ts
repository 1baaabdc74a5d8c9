import type { Account } from "../../account/account.ts";
import { type Company, observeCompany } from "../../account/company.ts";
import { noSuchMethod, type Place } from "../../account/locate.ts";
import { observeMethod, resourceThings, roleThings, validatorThings } from "../../account/observe.ts";
import { observeRole } from "../../account/observe-role.ts";
import { methodsCallingBy } from "../../account/role-users.ts";
import type { Change, Located } from "../../change/change.ts";
import { deployCommand, methodResult } from "../../change/report.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { namedPlace } from "../../cli/named-place.ts";
import type {
  Address,
  IntegrationRequest,
  MethodDocument,
  RequestValidator,
} from "../../gateway/document/method.ts";
import {
  type Document,
  isOf,
  type Key,
  methodKey,
  resourceKey,
  type Seen,
} from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { quote } from "../../gateway/messages/shell-words.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import { withAncestors } from "../../gateway/names/path.ts";
import { roleNameOf } from "../../gateway/policy/execution-role.ts";
import { flagsFor } from "../../settings/command-line.ts";
import { methodSettings } from "../../settings/method.ts";
import type { Given } from "../../settings/setting.ts";
import { commonSettings } from "../../settings/shared-flags.ts";
import { companyGone } from "../../wanted/company.ts";
import { type RoleInUse, rolePolicyGone } from "../../wanted/role-gone.ts";
import { todayOf } from "../../wanted/today.ts";
import type { DeleteMethodTable } from "./settings.ts";

type Mine = Given<DeleteMethodTable>;

interface DeleteFacts extends Located {
  readonly place: Place;
  readonly at: Address;
  readonly method: MethodDocument;
  readonly company: Company;
  /** Where its policy may go. */
  readonly inUse: RoleInUse | undefined;
  readonly api: { readonly partition: string; readonly region: string; readonly account: string };
}

/** `apigw delete-method`: the lazy half. */
export function deleteMethodChange({ aws, flags }: Connected): Change<Mine, DeleteFacts> {
  return {
    guide: async (account, region) => {
      const { methodGuide } = await import("../../cli/method-guide.ts");
      return { ...methodGuide(account, region, "method"), only: ["Resource", "Method details"] };
    },

    async locate(given, { account, region }) {
      const { reading } = account;
      const place = await namedPlace(reading, given);
      const { api } = place;
      const { resource } = place;
      const at = { restApiId: api.id, path: place.path, httpMethod: given.method };
      const method = resource && (await observeMethod(account.aws, { ...at, resourceId: resource.id }));
      if (!method) throw new UsageError([noSuchMethod(place, given.method)]);
      const company = await observeCompany(account, at, method);
      const { things, ids } = resourceThings(api.id, place.resources);
      const validators = await validatorsNeeded(method, api.id, account.reading);
      const now = new Map<Key, Seen>([
        ...things,
        ...(company.others ?? []).map((one) => [methodKey(one.at), one.method] as const),
        ...validators,
        ...company.things,
        [methodKey(at), method],
      ]);
      const inUse = given.deleteUnusedRolePolicy ? await roleInUse(account, at, method) : undefined;
      for (const [key, one] of inUse ? roleThings(inUse.name, inUse.role) : []) now.set(key, one);
      const caller = company.functionArn === undefined && !inUse ? "" : await reading.accountId();
      const where = { partition: partitionOf(region) ?? "aws", region, account: caller };
      return {
        given,
        facts: { now, ids, restApi: api, place, at, method, company, inUse, api: where },
        notes: [],
      };
    },

    want(given, { now, at, method, company, inUse, api, place }) {
      const permission = companyGone(company, at, api, given.deploy);
      const stages = company.stages?.filter((name) => name !== given.deploy);
      const policy = inUse && method.integration && rolePolicyGone(inUse, stages);
      const gone = [...permission.gone, ...(policy?.gone ?? [])];
      const validator = method.request.requestValidator;
      const emptied = given.deleteEmptyResources ? emptyWithout(place, at) : [];
      return {
        now,
        wanted: new Map<Key, Seen>([
          [methodKey(at), undefined],
          ...gone.map((key) => [key, undefined] as const),
          ...emptied.map((path) => [resourceKey(at.restApiId, path), undefined] as const),
          ...(given.deleteUnusedValidator && validator ? [[validator, undefined] as const] : []),
        ]),
        becomes: "deleted",
        notes: [...permission.notes, ...(policy?.notes ?? roleNotes(method))],
      };
    },

    words: (given, { place, method, api, now }) => {
      const deploy = deployCommand(place.api, aws.region, flags);
      return {
        what: `${given.method} ${place.path} of ${plain(place.api.name)}`,
        question: "Delete the method?",
        after: () => [
          ...again(given, method, api.region, now),
          `What stages serve stays as it is until they are deployed: ${deploy}`,
        ],
        result: (ids) => methodResult(place, aws.region, given.method, deploy, ids),
      };
    },
    deletes: true,
  };
}

/** The command that makes the method again, where flags can say all of it. */
function again(given: Mine, method: MethodDocument, region: string, now: Document): readonly string[] {
  const validators = new Map(
    [...now].filter(([key, one]) => isOf("validator", key) && one !== undefined),
  ) as Map<Key<"validator">, RequestValidator>;
  const today = todayOf(method, region, validators);
  if (today.integration === undefined) return [];
  // The same place, by the same way: what only a deletion says is left out.
  const {
    deleteEmptyResources,
    deleteUnusedValidator,
    deleteUnusedRolePolicy,
    yes,
    dryRun,
    output,
    query,
    verbose,
    debug,
    quiet,
    input,
    ...place
  } = given;
  // All headers are named, and no others are meant.
  const bare = given.method === "OPTIONS" && today.integration === "mock" ? { corsHeaders: false } : {};
  const flags = flagsFor({ ...methodSettings, ...commonSettings }, { ...place, ...today, ...bare });
  return [`To make it again:\n  ${["apigw", "create-method", ...flags].map(quote).join(" ")}`];
}

/** The method's execution role, with all of this Region's methods that call by it. */
async function roleInUse(
  account: Account,
  at: Address,
  { integration }: MethodDocument,
): Promise<RoleInUse | undefined> {
  const credentials = integration?.credentials;
  if (credentials === undefined || !credentials.includes(":role/")) return undefined;
  const name = roleNameOf(credentials);
  const [role, others, accountId, { neededFor }] = await Promise.all([
    observeRole(account.aws, name),
    methodsCallingBy(account, credentials, at),
    account.reading.accountId(),
    import("../../called/needed.ts"),
  ]);
  const needed = neededFor(integration as IntegrationRequest, {
    region: account.aws.region,
    account: accountId,
  });
  return { name, role, needed: needed?.actions ?? [], others };
}

/** The API's validators, where the method has one. */
async function validatorsNeeded(
  { request }: MethodDocument,
  restApiId: string,
  reading: Connected["reading"],
): Promise<readonly (readonly [Key, Seen])[]> {
  if (request.requestValidator === undefined) return [];
  return [...validatorThings(restApiId, await reading.requestValidators(restApiId))];
}

/** The resource and those above it, as far as nothing else is on or below them; never the root. */
function emptyWithout({ resources, path }: Place, at: Address): readonly string[] {
  const empty: string[] = [];
  for (const one of [...withAncestors(path)].reverse()) {
    const others = resources.filter(
      (other) =>
        (other.path === one &&
          other.methods.some((verb) => other.path !== at.path || verb !== at.httpMethod)) ||
        (other.path.startsWith(`${one}/`) && !empty.includes(other.path)),
    );
    if (others.length > 0) break;
    empty.push(one);
  }
  return empty;
}

/** A role may serve other APIs, which nobody looked at: it stays. */
const roleNotes = ({ integration }: MethodDocument): readonly string[] =>
  integration?.credentials === undefined || !integration.credentials.includes(":role/")
    ? []
    : [
        `The execution role ${integration.credentials} stays: other methods and APIs may call by it. --delete-unused-role-policy looks for them.`,
      ];
