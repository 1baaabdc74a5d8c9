import { ifAllowed } from "../../account/allowed.ts";
import { apiFacts, methodFacts } from "../../account/check-facts.ts";
import { apiWord, locateApi, locateResource } from "../../account/locate.ts";
import { observeMethod, observeMethods } from "../../account/observe.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { checkMethod } from "../../gateway/checks/check.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import { SetupError } from "../../gateway/failures/codes.ts";
import { curlLine } from "../../gateway/messages/curl.ts";
import { type Here, NOWHERE } from "../../gateway/messages/here.ts";
import type { Understood } from "../../gateway/messages/meaning.ts";
import type { Told } from "../../gateway/messages/pasted.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { isAnswer } from "../../gateway/messages/read-log.ts";
import { answering } from "../../gateway/names/answering.ts";
import { partitionFor } from "../../gateway/names/partition.ts";
import { invokeUrls } from "../../gateway/names/stage-url.ts";
import { functionArnOf } from "../../gateway/names/uri.ts";
import type { ApiEntry } from "../../ports.ts";
import { notFound } from "../../settings/problem.ts";
import type { Place } from "./place.ts";

/** What was seen of a place, and why no more. */
export interface Seen {
  readonly here: Here;
  /** Why nobody looked at the method, or could. */
  readonly unseen?: string | undefined;
}

/** Connects, once however often it is asked, or says why that cannot be. */
export type Reach = () => Promise<Connected | { readonly why: string }>;

/** Looks at the place of a call, as far as what is to be explained hangs on it. */
export async function lookAround(
  place: Place,
  told: Told,
  found: readonly Understood[],
  reach: Reach,
): Promise<Seen> {
  const nowhere = { ...NOWHERE, told, stage: place.stage };
  if (place.api === undefined)
    return {
      here: nowhere,
      unseen: "which method it is was not said: add --api, --resource and --method to have it looked at",
    };
  const connected = await reach();
  if ("why" in connected) return { here: nowhere, unseen: connected.why };
  try {
    return await look(place, place.api, told, found, connected);
  } catch (error) {
    if (error instanceof UsageError || error instanceof AwsFailure || error instanceof SetupError)
      return { here: nowhere, unseen: error.message };
    throw error;
  }
}

const OF_PLANS = /^(?:forbidden|quota|throttled|key-throttled|key-without-plan)$/;
const OF_THE_API = /^(?:no-integration|no-methods)$/;

async function look(
  place: Place,
  named: string,
  told: Told,
  found: readonly Understood[],
  connected: Connected,
): Promise<Seen> {
  const { aws, reading } = connected;
  const api = await locateApi(reading, named);
  if ("problem" in api) throw new UsageError([api.problem]);
  const ids = found.map(({ meaning }) => meaning.id);
  const onStage =
    told.by === "stage" || place.stage !== undefined || found.some(({ meaning }) => isAnswer(meaning));
  const [stages, method, word, halfMade] = await Promise.all([
    onStage ? ifAllowed(reading.stages(api.id)) : undefined,
    seenMethod(place, api, connected),
    apiWord(reading, api),
    ids.some((id) => OF_THE_API.test(id)) ? halfMadeOf(api, connected) : undefined,
  ]);
  const only = stages?.length === 1 ? stages[0]?.name : undefined;
  const stage = onStage ? (place.stage ?? only) : undefined;
  const { document, at, findings = [], isFaulty = NOWHERE.isFaulty } = method.seen ?? {};
  const plans = ids.some((id) => OF_PLANS.test(id)) ? await plansOf(connected, api, stage) : undefined;
  const throttled =
    ids.includes("throttled") && stage ? await throttledBy(connected, api, stage, at) : undefined;
  const [authorizer, where, account] = await Promise.all([
    document?.request.authorizerId === undefined
      ? undefined
      : ifAllowed(reading.authorizers(api.id)).then((all) =>
          all?.find(({ id }) => id === document.request.authorizerId),
        ),
    stage !== undefined && document && at ? connected.where() : undefined,
    ids.includes("lambda-permission") ||
    ids.includes("authorizer-permission") ||
    document?.request.authorizerId
      ? ifAllowed(reading.accountId())
      : undefined,
  ]);
  return {
    ...(method.unseen === undefined ? {} : { unseen: method.unseen }),
    here: {
      region: aws.region,
      partition: partitionFor(aws.region),
      account,
      api: { ...api, word },
      stage,
      hasStage: stages && stage !== undefined ? stages.some(({ name }) => name === stage) : undefined,
      at,
      method: document,
      findings,
      authorizer: authorizer && {
        id: authorizer.id,
        ttl: authorizer.authorizerResultTtlInSeconds ?? 0,
        function: functionArnOf(authorizer.uri ?? ""),
      },
      plans,
      throttled,
      halfMade,
      curl:
        where && stage !== undefined && document && at && where.sandbox === undefined
          ? curlTo(api, stage, document, at, where)
          : undefined,
      told,
      isFaulty,
    },
  };
}

interface SeenMethod {
  readonly at: { readonly path: string; readonly httpMethod: string };
  readonly document: MethodDocument;
  readonly findings: Here["findings"];
  readonly isFaulty: Here["isFaulty"];
}

/** The method of the place, with what is wrong with it; or why it was not seen. */
async function seenMethod(
  { resource, method }: Place,
  api: ApiEntry,
  { aws, reading }: Connected,
): Promise<{ readonly seen?: SeenMethod; readonly unseen?: string }> {
  if (resource === undefined || method === undefined)
    return { unseen: "which method it is was not said: add --resource and --method to have it looked at" };
  const place = await locateResource(reading, api, resource);
  if ("problem" in place) throw new UsageError([place.problem]);
  const found = place.resource
    ? { resource: place.resource, httpMethod: verbOf(place.resource.methods, method) }
    : answering(place.resources, method, place.path);
  if (!found?.httpMethod) return { unseen: `${plain(api.name)} has no method ${method} ${plain(resource)}` };
  const { httpMethod } = found;
  const at = { restApiId: api.id, path: found.resource.path, httpMethod };
  const document = await observeMethod(aws, { ...at, resourceId: found.resource.id });
  if (!document) throw new UsageError([notFound("method", `${httpMethod} ${at.path} is gone`, "look again")]);
  const facts = await methodFacts(await apiFacts(aws, reading, api, [document]), at, document);
  return {
    seen: {
      at,
      document,
      findings: checkMethod(document, facts, new Set()),
      isFaulty: (template) => facts.templateFault(template) !== undefined,
    },
  };
}

const verbOf = (methods: readonly string[], verb: string): string | undefined =>
  [verb, "ANY"].find((one) => methods.includes(one));

async function halfMadeOf(api: ApiEntry, { aws }: Connected): Promise<Here["halfMade"]> {
  const resources = await ifAllowed(observeMethods(aws, api.id));
  return resources?.flatMap(({ path, methods }) =>
    [...methods].flatMap(([httpMethod, { integration }]) => (integration ? [] : [{ path, httpMethod }])),
  );
}

/** The usage plans that have the stage. */
async function plansOf(
  { reading }: Connected,
  api: ApiEntry,
  stage: string | undefined,
): Promise<Here["plans"]> {
  const plans = await ifAllowed(reading.usagePlans());
  return plans
    ?.filter(({ stages }) => stages.some((one) => one.apiId === api.id && (stage ?? one.stage) === one.stage))
    .map(({ id, limits }) => ({ id, limits }));
}

/** Whether the stage has a rate of its own for the method, or for all. */
async function throttledBy(
  { aws }: Connected,
  api: ApiEntry,
  stageName: string,
  at: Here["at"],
): Promise<Here["throttled"]> {
  const stage = await ifAllowed(aws.send("apigateway:GetStage", { restApiId: api.id, stageName }));
  const settings = Object.entries(stage?.methodSettings ?? {}).filter(
    ([, { throttlingRateLimit }]) => throttlingRateLimit !== undefined && throttlingRateLimit >= 0,
  );
  const own = at && `~1${at.path.slice(1).replaceAll("/", "~1")}/${at.httpMethod}`;
  if (settings.some(([name]) => name === own)) return "method";
  return settings.some(([name]) => name === "*/*") ? "stage" : undefined;
}

function curlTo(
  { id: apiId, endpointType, vpcEndpointIds }: ApiEntry,
  stage: string,
  { request }: MethodDocument,
  at: NonNullable<Here["at"]>,
  { region, endpoint }: { readonly region: string; readonly endpoint?: string },
): string | undefined {
  const [url] = invokeUrls({ apiId, region, stage, endpointType, vpcEndpointIds, endpoint });
  return url === undefined ? undefined : curlLine(url, { ...at, request }, region);
}
