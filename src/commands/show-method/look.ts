import { ifAllowed } from "../../account/allowed.ts";
import { noSuchMethod } from "../../account/locate.ts";
import { observeMethod } from "../../account/observe.ts";
import { type Backend, backendOf } from "../../called/backend.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { redacted } from "../../cli/debug.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { type Look, runLook } from "../../cli/look.ts";
import { namedPlace } from "../../cli/named-place.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import { type MethodNames, type ShownMethod, shownMethod } from "../../gateway/document/shown-method.ts";
import { validatorKey } from "../../gateway/document/things.ts";
import { withoutSecrets } from "../../gateway/messages/secrets.ts";
import { usesStageVariables } from "../../gateway/names/uri.ts";
import type { ApiEntry, Reading } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Given } from "../../settings/setting.ts";
import { drawingFor } from "../../terminal/drawing.ts";
import type { ShowMethodTable } from "./settings.ts";
import { printMethod } from "./show.ts";

type Mine = Known & Partial<Given<ShowMethodTable>>;

interface Seen {
  readonly method: ShownMethod;
  readonly backend: Backend | undefined;
  /** What could not be named, and why. */
  readonly unnamed: readonly string[];
}

/** `apigw show-method`. */
export const run = (session: Session<ShowMethodTable>): Promise<number> =>
  runLook(session, showLook(session as unknown as Session));

const showLook = (session: Session): Look<Mine, Seen> => ({
  read,
  shown: ({ method }) => method,
  view: ({ method, backend }, given, paint) =>
    printMethod(method, backend, {
      paint,
      width: session.world.stdout.columns,
      drawing: drawingFor(session.world.stdout, session.world, given.accessible),
    }),
  end({ unnamed }, _, paint) {
    for (const one of unnamed) session.say(`${paint.caution("Note:")} ${one}`);
    return EXIT.done;
  },
});

async function read(given: Mine, { aws, reading }: Connected): Promise<Seen> {
  const { api = "", resource: named = "", method: httpMethod = "" } = given;
  const place = await namedPlace(reading, { api, resource: named });
  const { resource, path } = place;
  const at = { restApiId: place.api.id, path, httpMethod };
  const document = resource && (await observeMethod(aws, { ...at, resourceId: resource.id }));
  if (!document) throw new UsageError([noSuchMethod(place, httpMethod)]);
  const { names, unnamed } = await namesOf(reading, place.api, document);
  const method = shownMethod(at, document, names);
  return {
    method: given.showSecrets ? method : harmless(method),
    backend: document.integration && backendOf(document.integration, aws.region),
    unnamed,
  };
}

/** The method without what stands under a secret's name, or in its backend's address. */
function harmless(method: ShownMethod): ShownMethod {
  const without = JSON.parse(redacted(method)) as ShownMethod;
  const { integration } = without;
  if (!integration?.uri) return without;
  return { ...without, integration: { ...integration, uri: withoutSecrets(integration.uri) } };
}

/** What the ids of a method are called. A name that several share names none of them. */
async function namesOf(
  reading: Reading,
  api: ApiEntry,
  { request, integration }: MethodDocument,
): Promise<{ names: MethodNames; unnamed: readonly string[] }> {
  const { authorizerId, requestValidator } = request;
  const link = integration?.connectionId;
  const [authorizers, validators, links] = await Promise.all([
    authorizerId === undefined ? [] : ifAllowed(reading.authorizers(api.id)),
    requestValidator === undefined ? [] : ifAllowed(reading.requestValidators(api.id)),
    link === undefined || usesStageVariables(link) ? [] : ifAllowed(reading.vpcLinks()),
  ]);
  const found = links?.find(({ id }) => id === link)?.name;
  const shared = links && links.filter(({ name }) => name === found).length > 1;
  const validator = validators?.find(({ id }) => validatorKey(api.id, id) === requestValidator);
  const denied = (list: unknown, what: string) =>
    list === undefined ? [`you may not list the ${what}, so an id stands for the name.`] : [];
  return {
    names: {
      api: api.name,
      authorizer: authorizers?.find(({ id }) => id === authorizerId)?.name,
      validator: validator && {
        name: validator.name,
        validateRequestBody: validator.validateRequestBody,
        validateRequestParameters: validator.validateRequestParameters,
      },
      vpcLink: shared ? undefined : found,
    },
    unnamed: [
      ...denied(authorizers, "authorizers"),
      ...denied(validators, "request validators"),
      ...denied(links, "VPC links"),
    ],
  };
}
