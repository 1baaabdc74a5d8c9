import type { Account } from "../../account/account.ts";
import { observeMethods } from "../../account/observe.ts";
import { readServed, type Served, servedThings } from "../../account/observe-stages.ts";
import { whoseMethod } from "../../change/whose.ts";
import type { Address, MethodDocument } from "../../gateway/document/method.ts";
import type { Stage } from "../../gateway/document/stage.ts";
import { type Key, type Seen, stageKey, thing } from "../../gateway/document/things.ts";
import type { ApiEntry, World } from "../../ports.ts";

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
}

/** Reads an API's stages, its deployments, and all that is configured in it. */
export async function stageFacts({ aws }: Account, api: ApiEntry, name: string): Promise<StageFacts> {
  const [served, found] = await Promise.all([readServed(aws, api.id), observeMethods(aws, api.id)]);
  const { things } = servedThings(api.id, served, [], new Map());
  const methods = found.flatMap(({ path, methods: own }) =>
    [...own].map(([httpMethod, method]) => ({ at: { restApiId: api.id, path, httpMethod }, method })),
  );
  return { api, name, stage: thing(things, stageKey(api.id, name)), served, methods, things };
}

/** Methods that nothing answers: API Gateway deploys no API that has one. */
export const halfMade = (methods: readonly Configured[], world: World) =>
  methods
    .filter(({ method }) => method.integration === undefined)
    .map(({ at }) => ({ what: `${at.httpMethod} ${at.path}`, whose: whoseMethod(world, at) }));
