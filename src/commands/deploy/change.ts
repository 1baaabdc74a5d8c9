import { locateApi } from "../../account/locate.ts";
import type { Change, Findings, Located, Wish, Words } from "../../change/change.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { orUsageError, UsageError } from "../../cli/exit.ts";
import type { Where } from "../../cli/where.ts";
import {
  deploymentIdOfKey,
  deploymentKey,
  type Key,
  type Seen,
  stageKey,
  thing,
} from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { stageVariablesRule } from "../../gateway/rules/stage.ts";
import type { World } from "../../ports.ts";
import { didYouMean } from "../../settings/did-you-mean.ts";
import { notFound, type Problem, problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { halfMadeProblems, promoted, wantedDeployment, withSettings } from "../../wanted/deployment.ts";
import { addressLines, addressOf } from "./address.ts";
import { checkAll } from "./check-all.ts";
import { type Earlier, earlierOf, printDeployment } from "./earlier.ts";
import { halfMade, type StageFacts, stageFacts } from "./facts.ts";
import { comesBack, goesLiveAsData, printGoesLive } from "./goes-live.ts";
import { servedBy } from "./served.ts";
import type { DeployTable } from "./settings.ts";

type Mine = Given<DeployTable>;

interface DeployFacts extends Located, StageFacts {
  readonly run: string;
  readonly where: Where;
  /** The deployment that is gone back to. */
  readonly earlier: Earlier | undefined;
}

/** `apigw deploy`: the lazy half. */
export function deployChange(session: Session<DeployTable>, connected: Connected): Change<Mine, DeployFacts> {
  const { world } = session;
  return {
    guide: async (account, region) => (await import("./guide.ts")).deployGuide(account, region),

    async locate(given, { account, prompter, run }) {
      const api = await locateApi(account.reading, given.api);
      if ("problem" in api) throw new UsageError([api.problem]);
      const [facts, where] = await Promise.all([
        stageFacts(account, api, given.stage, !movesOnly(given)),
        connected.where(),
      ]);
      let known = given;
      if (!facts.stage && !moves(given) && prompter && given.createStage === undefined)
        known = {
          ...given,
          createStage: await prompter.confirm({
            message: `${plain(api.name)} has no stage ${plain(given.stage)}. Create it?`,
            initial: true,
          }),
        };
      orUsageError([...stageProblems(known, facts), ...variableProblems(known)]);
      const earlier = goesBack(known) ? earlierOf(world, facts, known.deployment, where) : undefined;
      if (earlier && "problem" in earlier) throw new UsageError([earlier.problem]);
      const moved = movedTo(known, facts, earlier);
      const goesLive = moved ? await comesBack(account, api.id, moved.from, moved.to) : facts.goesLive;
      return {
        given: known,
        facts: { ...facts, goesLive, now: facts.things, ids: new Map(), restApi: api, run, where, earlier },
        notes: [],
      };
    },

    want(given, facts) {
      const { now, api, name, stage, run, earlier } = facts;
      const to = (wanted: Seen, notes: readonly string[] = []) => ({
        now,
        wanted: new Map<Key, Seen>([[stageKey(api.id, name), wanted]]),
        becomes: "updated" as const,
        notes,
      });
      if (stage && earlier) {
        const moved = { ...withSettings(stage, given), deployment: deploymentKey(api.id, earlier.id) };
        return to(moved, canaryNote(facts));
      }
      if (stage && given.endCanary) return to({ ...withSettings(stage, given), canary: undefined });
      if (stage && given.promote) {
        const wanted = promoted(withSettings(stage, given));
        return "problem" in wanted ? { problems: [wanted.problem] } : to(wanted);
      }
      const { things, absent } = wantedDeployment({ restApiId: api.id, name, stage, run }, given);
      return {
        now: new Map<Key, Seen>([...now, ...absent.map((key) => [key, undefined] as const)]),
        wanted: new Map<Key, Seen>(things),
        becomes: "deployed",
        notes: given.canary === undefined ? canaryNote(facts) : [],
      };
    },

    check: (given, facts, wish, account) =>
      wish.becomes === "deployed"
        ? checkDeployed(world, given, facts, account)
        : Promise.resolve({ problems: [], notes: [] }),

    words: (given, facts, wish) => words(given, facts, wish, connected),

    async afterwards(_, { api, name }, done, ids) {
      const moved = done.some(({ operation }) => /:(?:Create|Update)Stage$/.test(operation));
      if (moved) await servedBy(session, connected, stageKey(api.id, name), done, ids);
      return 0;
    },
  };
}

const goesBack = ({ rollBack, deployment }: Mine): boolean => rollBack === true || deployment !== undefined;
const movesOnly = (given: Mine): boolean =>
  goesBack(given) || given.promote === true || given.endCanary === true;
const moves = (given: Mine): boolean => movesOnly(given) || given.canary !== undefined;

/** From which deployment to which the calls go that are moved; of a canary that ends, its share. */
function movedTo(
  given: Mine,
  { stage }: StageFacts,
  earlier: Earlier | undefined,
): { readonly from: string; readonly to: string } | undefined {
  const [own, canary] = [stage?.deployment, stage?.canary?.deployment].map(
    (key) => key && deploymentIdOfKey(key),
  );
  const [from, to] = earlier
    ? [own, earlier.id]
    : given.promote
      ? [own, canary]
      : given.endCanary
        ? [canary, own]
        : [];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** What speaks against the stage that was named. */
function stageProblems(given: Mine, { api, stage, served, name }: StageFacts): readonly Problem[] {
  const names = served.stages.map(({ stageName = "" }) => stageName);
  const there = names.length === 0 ? "it has none" : `it has ${names.map(plain).join(", ")}`;
  if (stage)
    return given.endCanary && !stage.canary
      ? [problem("endCanary", `the stage ${plain(name)} has no canary`, "leave it out")]
      : [];
  if (given.canary !== undefined)
    return [
      problem(
        "canary",
        `AWS refuses this: Invalid deployment content specified.Stage ${plain(name)} must already be created before making a canary release deployment`,
        `deploy to it first, or name one that is there: ${there}`,
      ),
    ];
  const fault = `${plain(api.name)} has no stage "${plain(name)}"; ${there}`;
  if (moves(given)) return [notFound("stage", fault, didYouMean(name, names) ?? "give one that it has")];
  if (given.createStage) return [];
  const near = didYouMean(name, names);
  return [
    notFound(
      "stage",
      fault,
      `${near === undefined ? "" : `${near} Otherwise `}add --create-stage to make it`,
    ),
  ];
}

function variableProblems({ stageVariable = [] }: Mine): readonly Problem[] {
  const refused = stageVariablesRule(Object.fromEntries(stageVariable.map(({ key, value }) => [key, value])));
  return [...refused].map(({ message }) =>
    problem("stageVariable", `AWS refuses this: ${message.replace(/\.$/, "")}`),
  );
}

/** What AWS would refuse of the whole API, and what would fail when it is called. */
async function checkDeployed(
  world: World,
  given: Mine,
  { api, methods }: DeployFacts,
  account: Parameters<typeof checkAll>[0],
): Promise<Findings> {
  if (methods.length === 0)
    return {
      problems: [
        problem(
          "api",
          "AWS refuses this: The REST API doesn't contain any methods",
          "make one first, with apigw create-method",
        ),
      ],
      notes: [],
    };
  const problems = halfMadeProblems(halfMade(methods, world), "stage");
  if (problems.length > 0) return { problems, notes: [] };
  return { problems, notes: await checkAll(account, api, methods, given.skipCheck ?? []) };
}

const canaryNote = ({ stage, name }: StageFacts): readonly string[] =>
  stage?.canary
    ? [
        `The canary of ${plain(name)} goes on taking ${stage.canary.percentTraffic} % of the calls, with the deployment that it has; --promote or --end-canary ends it.`,
      ]
    : [];

function words(given: Mine, facts: DeployFacts, { wanted }: Wish, { aws }: Connected): Words {
  const { api, name, stage, served, earlier, where } = facts;
  const key = stageKey(api.id, name);
  const next = thing(wanted, key);
  const what = `stage ${plain(name)} of ${plain(api.name)}`;
  const question = earlier
    ? `Move the stage to deployment ${printDeployment(served, earlier.id)}?`
    : given.promote
      ? "Let the canary take all calls?"
      : given.endCanary
        ? "End the canary?"
        : stage
          ? "Deploy?"
          : "Make the stage, and deploy?";
  return {
    what,
    question,
    beside: (showing) => (facts.goesLive ? printGoesLive(facts.goesLive, name, showing) : ""),
    after: () => addressLines(facts, where),
    result: (ids) => {
      const idOf = (of: Key<"deployment"> | undefined) =>
        of === undefined ? null : (ids.get(of) ?? (of.includes(" +") ? null : of.split(" ")[2]) ?? null);
      return {
        before: {
          region: aws.region,
          api: { id: api.id, name: api.name },
          stage: {
            name,
            deployment: idOf(next?.deployment),
            before: idOf(stage?.deployment),
            canary: next?.canary
              ? { deployment: idOf(next.canary.deployment), percent: next.canary.percentTraffic }
              : null,
          },
        },
        after: {
          goesLive: goesLiveAsData(facts.goesLive),
          ...addressOf(facts, where),
        },
      };
    },
  };
}
