import type { Account } from "../../account/account.ts";
import { readServed, type Served, servedThings } from "../../account/observe-stages.ts";
import { configuredMethods } from "../../account/stage-status.ts";
import { whoseMethod } from "../../change/whose.ts";
import type { Address, MethodDocument } from "../../gateway/document/method.ts";
import type { Stage } from "../../gateway/document/stage.ts";
import { type Key, type Seen, stageKey, thing } from "../../gateway/document/things.ts";
import type { ApiEntry, World } from "../../ports.ts";
import { type GoesLive, goesLive } from "./goes-live.ts";

/** A method of the API, as it is configured. */
export interface Configured {
  readonly at: Address;
  readonly method: MethodDocument;
}

/** What stands around a stage that is to serve something else. */
export interface StageFacts {
  readonly api: ApiEntry;
  readonly name: string;
  /** As it is; undefined where the API has no such stage. */
  readonly stage: Stage | undefined;
  readonly served: Served;
  readonly methods: readonly Configured[];
  readonly things: ReadonlyMap<Key, Seen>;
  /** What the stage has not got yet; undefined of a stage that is not there, or moved only. */
  readonly goesLive: GoesLive | undefined;
}

/** Reads an API's stages, its deployments, all that is configured in it, and what the stage has not got of that. */
export async function stageFacts(
  account: Account,
  api: ApiEntry,
  name: string,
  /** Whether a new deployment is made: of one that is there already other things go live. */
  isNew = true,
): Promise<StageFacts> {
  const configured = configuredMethods(account, api);
  const [served, found] = await Promise.all([readServed(account.aws, api.id), configured]);
  const { things } = servedThings(api.id, served, [], new Map());
  const stage = thing(things, stageKey(api.id, name));
  return {
    api,
    name,
    stage,
    served,
    methods: found.map(({ path, httpMethod, document }) => ({
      at: { restApiId: api.id, path, httpMethod },
      method: document,
    })),
    things,
    goesLive: isNew && stage ? await goesLive(account, api, name, found) : undefined,
  };
}

/** Methods that nothing answers: API Gateway deploys no API that has one. */
export const halfMade = (methods: readonly Configured[], world: World) =>
  methods
    .filter(({ method }) => method.integration === undefined)
    .map(({ at }) => ({ what: `${at.httpMethod} ${at.path}`, whose: whoseMethod(world, at) }));
