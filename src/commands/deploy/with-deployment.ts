import type { Account } from "../../account/account.ts";
import { besideAmong } from "../../account/check-facts.ts";
import type { Change, CommonGiven, Located, Wish } from "../../change/change.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import type { Where } from "../../cli/where.ts";
import { checkBeside } from "../../gateway/checks/request-checks.ts";
import { type Address, printAddress } from "../../gateway/document/method.ts";
import {
  addressOfKey,
  type Document,
  isOf,
  isUnread,
  type Key,
  methodKey,
  type Seen,
  stageKey,
} from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { didYouMean } from "../../settings/did-you-mean.ts";
import { notFound, problem } from "../../settings/problem.ts";
import type { SomeTable } from "../../settings/setting.ts";
import { halfMadeProblems, wantedDeployment } from "../../wanted/deployment.ts";
import { addressLines } from "./address.ts";
import { type Configured, halfMade, type StageFacts, stageFacts } from "./facts.ts";
import { printGoesLive } from "./goes-live.ts";
import { servedBy } from "./served.ts";

/** What a change knows of the stage that it goes live on. */
interface WithStage {
  readonly live: StageFacts & { readonly run: string; readonly where: Where };
}

/**
 * A change that is deployed in the same run: the deployment freezes what it makes, and both are taken back together. It
 * is known before the first write whether AWS will take the deployment.
 */
export function withDeployment<G extends CommonGiven, F extends Located, A, T extends SomeTable>(
  session: Session<T>,
  connected: Connected,
  change: Change<G, F, A>,
): Change<G, F & WithStage, A> {
  return {
    ...change,

    async locate(given, around) {
      const found = await change.locate(given, around);
      const api = found.facts.restApi;
      if (!api) throw new Error("only a change of an API is deployed");
      const name = given.deploy ?? "";
      const [facts, where] = await Promise.all([stageFacts(around.account, api, name), connected.where()]);
      if (!facts.stage) {
        const names = facts.served.stages.map(({ stageName = "" }) => stageName);
        throw new UsageError([
          notFound(
            "deploy",
            `${plain(api.name)} has no stage "${plain(name)}"; ${names.length === 0 ? "it has none" : `it has ${names.map(plain).join(", ")}`}`,
            didYouMean(name, names) ?? "make one with apigw deploy --create-stage",
          ),
        ]);
      }
      return { ...found, facts: { ...found.facts, live: { ...facts, run: around.run, where } } };
    },

    want(given, facts) {
      const wished = change.want(given, facts);
      if ("problems" in wished || wished.becomes === "skipped") return wished;
      const { api, name, stage, run, things } = facts.live;
      const moved = wantedDeployment({ restApiId: api.id, name, stage, run }, {});
      return {
        ...wished,
        now: new Map<Key, Seen>([
          ...things,
          ...moved.absent.map((key) => [key, undefined] as const),
          ...wished.now,
        ]),
        wanted: new Map<Key, Seen>([...wished.wanted, ...moved.things]),
      };
    },

    async check(given, facts, wish, account: Account) {
      const found = (await change.check?.(given, facts, wish, account)) ?? { problems: [], notes: [] };
      const { live } = facts;
      const after = configuredAfter(live, wish);
      const refused =
        after.length === 0
          ? [
              problem(
                "deploy",
                "AWS refuses this: The REST API doesn't contain any methods",
                "leave --deploy out: an API without methods cannot be deployed",
              ),
            ]
          : halfMadeProblems(halfMade(after, session.world), "deploy");
      return {
        problems: [...found.problems, ...refused],
        notes: [...found.notes, ...openBeside(changedMethods(wish.wanted, live.api.id), live.methods, after)],
      };
    },

    words(given, facts, wish) {
      const { live } = facts;
      const words = change.words(given, facts, wish);
      const after = configuredAfter(live, wish);
      const changed = after.filter(({ at }) => wish.wanted.has(methodKey(at)));
      return {
        ...words,
        what: `${words.what}, and stage ${plain(live.name)}`,
        // What others left configured goes live with it.
        beside: (showing) =>
          live.goesLive
            ? printGoesLive(live.goesLive, live.name, showing, new Set(methodsOf(wish).map(printAddress)))
            : "",
        after: () => addressLines({ ...live, methods: after }, live.where, changed[0]),
        result: (ids) => {
          const { before, after: rest } = words.result(ids);
          return { before, after: { ...rest, ...("deploy" in rest ? { deploy: null } : {}) } };
        },
      };
    },

    async afterwards(given, facts, done, ids) {
      await servedBy(session, connected, stageKey(facts.live.api.id, facts.live.name), done, ids);
      return (await change.afterwards?.(given, facts, done, ids)) ?? 0;
    },
  };
}

/** What is configured once the change is made: what goes live with it. */
function configuredAfter({ methods, api }: StageFacts, { wanted }: Wish): readonly Configured[] {
  const changed = changedMethods(wanted, api.id);
  return [...methods.filter(({ at }) => !wanted.has(methodKey(at))), ...changed];
}

/**
 * The methods of a run that anybody may call where everything beside them asks who does. To deploy, all of the API was
 * read; a change by itself does not look at the other methods for it.
 */
function openBeside(
  changed: readonly Configured[],
  before: readonly Configured[],
  after: readonly Configured[],
): readonly string[] {
  const openIn = (all: readonly Configured[]) => {
    const beside = besideAmong(all.map(({ at, method }) => ({ at, document: method })));
    return ({ at, method }: Configured) =>
      [...checkBeside(method, beside(at))].filter(({ rule }) => rule === "authorization-missing");
  };
  const [wasOpen, isOpen] = [openIn(before), openIn(after)];
  const known = before.filter((one) => wasOpen(one).length > 0).map(({ at }) => printAddress(at));
  return changed
    .filter(({ at }) => !known.includes(printAddress(at)))
    .flatMap((one) =>
      isOpen(one).map(({ message, remedy }) => `${printAddress(one.at)}: ${message}. To mend it: ${remedy}.`),
    );
}

const methodsOf = ({ wanted }: Wish): readonly Address[] =>
  [...wanted.keys()].flatMap((key) => (isOf("method", key) ? [addressOfKey(key)] : []));

const changedMethods = (wanted: Document, restApiId: string): readonly Configured[] =>
  [...wanted].flatMap(([key, one]) =>
    isOf("method", key) && one !== undefined && !isUnread(one) && addressOfKey(key).restApiId === restApiId
      ? [{ at: addressOfKey(key), method: one as Configured["method"] }]
      : [],
  );
