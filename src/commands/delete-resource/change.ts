import { type Company, observeCompanies } from "../../account/company.ts";
import type { Place } from "../../account/locate.ts";
import { observeMethods, resourceThings, validatorThings } from "../../account/observe.ts";
import type { Change, Located } from "../../change/change.ts";
import { resourceResult } from "../../change/report.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { namedPlace } from "../../cli/named-place.ts";
import type { Address, MethodDocument } from "../../gateway/document/method.ts";
import { type Key, methodKey, resourceKey, type Seen } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import { isAtOrBelow } from "../../gateway/names/path.ts";
import { notFound, problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { companyGone } from "../../wanted/company.ts";
import type { DeleteResourceTable } from "./settings.ts";

type Mine = Given<DeleteResourceTable>;

interface Facts extends Located {
  readonly place: Place;
  /** The resource and those below it. */
  readonly paths: readonly string[];
  readonly methods: readonly {
    readonly at: Address;
    readonly method: MethodDocument;
    readonly company: Company;
  }[];
  readonly where: { readonly partition: string; readonly region: string; readonly account: string };
}

/** `apigw delete-resource`: the lazy half. */
export function deleteResourceChange({ aws }: Connected): Change<Mine, Facts> {
  return {
    guide: async (account, region) => {
      const { methodGuide } = await import("../../cli/method-guide.ts");
      return { ...methodGuide(account, region, "child"), only: ["Resource"] };
    },

    async locate(given, { account, region }) {
      const place = await namedPlace(account.reading, given);
      const { api, path } = place;
      if (!place.resource)
        throw new UsageError([
          notFound("resource", `${plain(api.name)} has no resource ${path}`, "give one that it has"),
        ]);
      if (path === "/")
        throw new UsageError([
          problem(
            "resource",
            "the root of an API cannot be deleted: it goes with the API",
            "delete its methods with apigw delete-method, or the resources below it",
          ),
        ]);
      // Read anew, and whole: what goes is what is shown.
      const found = await observeMethods(account.aws, api.id);
      const all = found.flatMap((one) =>
        [...one.methods].map(([httpMethod, method]) => ({
          at: { restApiId: api.id, path: one.path, httpMethod },
          method,
        })),
      );
      const going = all.filter(({ at }) => isAtOrBelow(at.path, path));
      const others = all.filter(({ at }) => !isAtOrBelow(at.path, path));
      const [methods, validators] = await Promise.all([
        observeCompanies(account, api.id, going, others),
        all.some(({ method }) => method.request.requestValidator !== undefined)
          ? account.reading.requestValidators(api.id)
          : [],
      ]);
      const { things, ids } = resourceThings(
        api.id,
        found.map(({ methods: own, ...one }) => ({ ...one, methods: [...own.keys()] })),
      );
      const now = new Map<Key, Seen>([
        ...things,
        ...validatorThings(api.id, validators),
        ...all.map(({ at, method }) => [methodKey(at), method] as const),
        ...methods.flatMap(({ company }) => company.things),
      ]);
      const invokes = methods.some(({ company }) => company.functionArn !== undefined);
      const where = {
        partition: partitionOf(region) ?? "aws",
        region,
        account: invokes ? await account.reading.accountId() : "",
      };
      const paths = found.map((one) => one.path).filter((one) => isAtOrBelow(one, path));
      return { given, facts: { now, ids, restApi: api, place, paths, methods, where }, notes: [] };
    },

    want(given, { now, place, paths, methods, where }) {
      const companies = methods.map(({ at, company }) => companyGone(company, at, where, given.deploy));
      const validators = given.deleteUnusedValidator
        ? methods.flatMap(({ method }) => method.request.requestValidator ?? [])
        : [];
      const roles = new Set(methods.flatMap(({ method }) => roleOf(method)));
      return {
        now,
        wanted: new Map<Key, Seen>([
          ...paths.map((path) => [resourceKey(place.api.id, path), undefined] as const),
          ...methods.map(({ at }) => [methodKey(at), undefined] as const),
          ...companies.flatMap(({ gone }) => gone.map((key) => [key, undefined] as const)),
          ...validators.map((key) => [key, undefined] as const),
        ]),
        becomes: "deleted",
        notes: [
          ...new Set(companies.flatMap(({ notes }) => notes)),
          ...[...roles].map(
            (role) => `The execution role ${role} stays: other methods and APIs may call by it.`,
          ),
        ],
      };
    },

    words: (_, { place, paths, methods }) => ({
      what: `${place.path} of ${plain(place.api.name)}${withCounts(paths.length - 1, methods.length)}`,
      question: "Delete the resource?",
      typed: place.path,
      after: () => ["What stages serve stays as it is until they are deployed."],
      result: (ids) => ({ before: resourceResult(place, aws.region, ids), after: {} }),
    }),
    deletes: true,
  };
}

/** `, with 2 methods and 1 resource below it`. */
function withCounts(below: number, methods: number): string {
  const count = (n: number, what: string) => (n === 0 ? [] : [`${n} ${what}${n === 1 ? "" : "s"}`]);
  const all = [...count(methods, "method"), ...count(below, "resource").map((one) => `${one} below it`)];
  return all.length === 0 ? "" : `, with ${all.join(" and ")}`;
}

const roleOf = ({ integration }: MethodDocument): readonly string[] =>
  integration?.credentials?.includes(":role/") ? [integration.credentials] : [];
