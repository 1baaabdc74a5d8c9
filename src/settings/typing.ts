import { listActions } from "../catalog/action.ts";
import { RECIPES, recipeOf } from "../catalog/recipes/index.ts";
import { findService } from "../catalog/service.ts";
import { REGIONS } from "../gateway/names/partition.ts";
import { pathParameters } from "../gateway/names/path.ts";
import { VERBS } from "../gateway/names/verb.ts";
import type { Nearby } from "../ports.ts";
import { FAULT_KINDS, FAULT_SORTS } from "../sandbox/fault-kinds.ts";
import { findApi, stagesOf, wordFor } from "./live.ts";
import type { Key } from "./setting.ts";
import type { Around, Offer, Typing } from "./suggestion.ts";
import { offerFiles, offerTemplate } from "./typing-files.ts";
import { offerMapping, offerResponseHeader, ofStatus, STATUSES } from "./typing-mappings.ts";
import { UNSETTABLE, type UnsetName } from "./update-method.ts";
import { whatIsSet } from "./what-is-set.ts";

/** Values that are no choice of a few words and no list of the account: how they are typed, part by part. */
export const typings: Partial<Record<Key, Typing>> = {
  api: async (typed, { reading }) => {
    const apis = await reading.apis();
    return apis.flatMap((api) => {
      const { id, name, description, endpointType } = api;
      const about = [endpointType, description].filter(Boolean).join(", ");
      const byId = { value: id, label: name, description: [name, about].filter(Boolean).join(", ") };
      const byName = { value: name, description: [id, about].filter(Boolean).join(", ") };
      if (wordFor(api, apis) === id) return [byId];
      // A letter or two are the beginning of a name, though some id will begin so too.
      return typed.length > 2 && id.startsWith(typed) ? [byName, byId] : [byName];
    });
  },
  resource: async (typed, { reading, known }) => {
    const api = await findApi(reading, known);
    if (!api) return [];
    const resources = await reading.resources(api.id);
    if (typed !== "" && !typed.startsWith("/"))
      return resources.map(({ id, path }) => ({ value: id, description: path }));
    return pathsBelow(typed, resources);
  },
  method: async (_, { reading, known, command }) => {
    const api = known.resource === undefined ? undefined : await findApi(reading, known);
    const resources = api === undefined ? [] : await reading.resources(api.id);
    const there = resources.find(({ path, id }) => path === known.resource || id === known.resource);
    const creates = command === "create-method";
    if (!there || (creates && known.ifExists !== undefined && known.ifExists !== "fail"))
      return VERBS.map((value) => ({ value }));
    return VERBS.filter((verb) => there.methods.includes(verb) !== creates).map((value) => ({ value }));
  },
  function: async (typed, { reading, known }) => {
    const [, name] = /^([A-Za-z0-9_-]+):/.exec(typed) ?? [];
    if (name !== undefined && name !== "arn")
      return (await reading.aliases(name, known.functionRegion)).map(
        ({ name: alias, version, description }) => ({
          value: `${name}:${alias}`,
          description: [`version ${version}`, description].filter(Boolean).join(", "),
        }),
      );
    return (await reading.functions(known.functionRegion)).map((one) => ({
      value: one.name,
      description: [one.runtime, one.description].filter(Boolean).join(", "),
    }));
  },
  region: (_, around) => regions(around),
  functionRegion: (_, around) => regions(around),
  serviceRegion: (_, around) => regions(around),
  set: (typed, { known }) => {
    const slots = Object.entries(
      (known.recipe === undefined ? undefined : recipeOf(known.recipe))?.slots ?? {},
    );
    const given = (known.set ?? []).map(({ key }) => key);
    return typed.includes("=")
      ? slots.flatMap(([name, { usually }]) =>
          usually === undefined ? [] : [{ value: `${name}=${usually}` }],
        )
      : slots
          .filter(([name]) => !given.includes(name))
          .map(([name, { is }]) => ({ value: `${name}=`, open: true, description: is }));
  },
  roleAction: (_, { known }) => {
    const found = findService(known.service ?? "");
    if (!("service" in found)) return [];
    const prefix = found.service.facts?.apis[0]?.iam ?? found.service.id;
    return listActions(found.service).map((action) => ({ value: `${prefix}:${action}` }));
  },
  profile: async (_, { nearby }) =>
    (await nearby.profiles()).map(({ name, region }) => ({ value: name, description: region ?? "" })),
  endpoint: (typed) => addresses(typed, ["https://", "http://"]),
  awsEndpointUrl: (typed) => addresses(typed, ["http://127.0.0.1:", "http://", "https://"]),
  allowHeaders: (typed) => nextOf(typed, HEADERS),
  exposeHeaders: (typed) => nextOf(typed, ["ETag", "Location", "X-Request-Id"]),
  allowMethods: (typed) =>
    nextOf(
      typed,
      VERBS.filter((verb) => verb !== "ANY"),
    ),
  allowOrigin: (typed) => [{ value: "*", description: "every origin" }, ...addresses(typed, ["https://"])],
  maxAge: () => [{ value: "600", description: "ten minutes" }],
  canary: () => [{ value: "10", description: "a tenth of the calls" }],
  cacheTtl: () => [{ value: "300", description: "the default" }],
  timeout: () => [{ value: "29000", description: "the default" }],
  caBundle: (typed, { nearby }) => offerFiles(typed, "", nearby),
  sandboxState: (typed, { nearby }) => offerFiles(typed, "", nearby),
  ignoreFile: (typed, { nearby }) => offerFiles(typed, "", nearby),
  body: (typed, { nearby }) => offerTemplate("", typed, nearby),
  executionLog: (typed, { nearby }) => offerTemplate("", typed, nearby),
  handler: async (typed, { nearby, reading }) => {
    const [, name] = /^([^=]+)=/.exec(typed) ?? [];
    if (name !== undefined) return offerFiles(typed.slice(name.length + 1), `${name}=`, nearby);
    const functions = await reading.functions();
    return functions.map((one) => ({ value: `${one.name}=`, open: true, description: one.runtime ?? "" }));
  },
  serviceAnswer: async (typed, { nearby }) => {
    const [front] = /^[^=]+=/.exec(typed) ?? [];
    if (front !== undefined) return offerFiles(typed.slice(front.length), front, nearby);
    return Object.keys(RECIPES).map((name) => ({ value: `${name}=`, open: true }));
  },
  stageLog: (typed, { nearby }) => offerFiles(typed, "", nearby),
  fault: (typed) => {
    const [, kind] = /^([^:]+):/.exec(typed) ?? [];
    return kind === undefined
      ? FAULT_KINDS.map((value) => ({ value }))
      : [...FAULT_SORTS, ...WRITES].map((operation) => ({ value: `${kind}:${operation}` }));
  },
  unset: async (_, around) => {
    const set = await setOf(around);
    const given = new Set(around.known.unset?.map(({ setting, entry }) => [setting, entry].join(":")));
    if (set !== undefined)
      return set
        .filter((value) => !given.has(value) && !given.has(`${value}:`))
        .map((value) => ({ value, description: UNSETTABLE[value.split(":")[0] as UnsetName] }));
    return Object.entries(UNSETTABLE).map(([value, description]) => ({ value, description }));
  },
  queryParam: (typed) => marks(typed, []),
  header: (typed) => marks(typed, HEADERS),
  pathParam: (typed, { known }) => marks(typed, pathParameters(known.resource ?? "")),
  requestParameter: offerMapping,
  requestModel: async (typed, around) => models("", typed, around),
  requestTemplate: (typed, { nearby }) => template("", typed, nearby),
  response: (typed) => STATUSES.filter(({ value }) => !typed.startsWith(`${value}=`)),
  goneResponse: async (_, around) => {
    const given = around.known.goneResponse ?? [];
    return (
      (await setOf(around))?.flatMap((one) => {
        const [, status] = /^response:(\d+)$/.exec(one) ?? [];
        return status === undefined || given.includes(status) ? [] : [{ value: status }];
      }) ?? STATUSES
    );
  },
  responseHeader: offerResponseHeader,
  responseTemplate: (typed, around) =>
    ofStatus(typed, around.known, (front, rest) => template(front, rest, around.nearby)),
  responseContentHandling: (typed, around) =>
    ofStatus(typed, around.known, (front) =>
      ["passthrough", "convert_to_binary", "convert_to_text"].map((value) => ({ value: front + value })),
    ),
  responseModel: (typed, around) =>
    ofStatus(typed, around.known, (front, rest) => models(front, rest, around)),
  testPath: (_, { known }) =>
    pathParameters(known.resource ?? "").map((name) => ({ value: `${name}=`, open: true })),
  testHeader: (typed) =>
    typed.includes("=") ? headerValues(typed) : HEADERS.map((name) => ({ value: `${name}=`, open: true })),
  stageVariable: async (_, { reading, known }) =>
    (await stagesOf(reading, known)).flatMap(({ name: stage, variables }) =>
      Object.keys(variables).map((name) => ({ value: `${name}=`, open: true, description: `of ${stage}` })),
    ),
  expectStatus: () => [...["2xx", "4xx", "5xx"].map((value) => ({ value })), ...STATUSES],
  expectHeader: (typed) =>
    typed.includes("=") ? headerValues(typed) : ["Content-Type", "Location"].map((value) => ({ value })),
};

const WRITES = [
  "PutMethod",
  "PutMethodResponse",
  "PutIntegration",
  "PutIntegrationResponse",
  "AddPermission",
];
const HEADERS = ["Accept", "Authorization", "Content-Type", "X-Api-Key", "X-Request-Id"];
const TYPES = ["application/json", "application/xml", "text/plain"];

/** The paths that go on as `typed` begins: to the next slash, or whole where there is but one. */
function pathsBelow(
  typed: string,
  resources: readonly { readonly path: string; readonly methods: readonly string[] }[],
): readonly Offer[] {
  const groups = new Map<string, { path: string; methods: readonly string[] }[]>();
  for (const resource of resources) {
    if (!resource.path.toLowerCase().startsWith(typed.toLowerCase())) continue;
    const slash = resource.path.indexOf("/", Math.max(typed.length, 1));
    const part = slash < 0 ? resource.path : resource.path.slice(0, slash);
    groups.set(part, [...(groups.get(part) ?? []), resource]);
  }
  return [...groups].flatMap(([part, group]) => {
    const whole = group.find(({ path }) => path === part);
    const below = group.length - (whole ? 1 : 0);
    const first = group[0] as { path: string; methods: readonly string[] };
    const offer = ({ path, methods }: typeof first) => ({ value: path, description: methods.join(", ") });
    if (group.length === 1) return [offer(first)];
    return [
      ...(whole ? [offer(whole)] : []),
      {
        value: `${part}/`,
        open: true,
        description: `${below} ${below === 1 ? "resource" : "resources"} below`,
      },
    ];
  });
}

async function regions({ nearby }: Around): Promise<readonly Offer[]> {
  const named = (await nearby.profiles()).flatMap(({ name, region }) =>
    region === undefined ? [] : [{ region, name }],
  );
  const of = (region: string) => named.filter((one) => one.region === region).map(({ name }) => name);
  return [...new Set([...named.map(({ region }) => region), ...REGIONS])].map((value) => ({
    value,
    description: of(value).length > 0 ? `of profile ${of(value).join(", ")}` : "",
  }));
}

const addresses = (typed: string, starts: readonly string[]): readonly Offer[] =>
  starts.filter((value) => value !== typed).map((value) => ({ value, open: true }));

/** A parameter's name with the marks that it does not have yet. */
function marks(typed: string, names: readonly string[]): readonly Offer[] {
  const [name = "", ...given] = typed.split(":");
  if (name === "" || (given.length === 0 && names.some((one) => one.startsWith(typed) && one !== typed)))
    return names.map((value) => ({ value }));
  const front = [name, ...given.slice(0, -1)].join(":");
  return ["required", "cached"]
    .filter((mark) => !given.slice(0, -1).includes(mark))
    .map((mark) => ({
      value: `${front}:${mark}`,
      description: mark === "required" ? "callers must give it" : "part of the cache key",
    }));
}

/** `application/json=Model` behind `front`. */
async function models(front: string, typed: string, { reading, known }: Around): Promise<readonly Offer[]> {
  const api = await findApi(reading, known);
  const names = api ? await reading.models(api.id) : [];
  const [, type] = /^([^=]+)=/.exec(typed) ?? [];
  const types = type === undefined ? TYPES.slice(0, 1) : [type];
  return types.flatMap((one) => names.map((name) => ({ value: `${front}${one}=${name}` })));
}

/** `application/json=@file` behind `front`. */
function template(
  front: string,
  typed: string,
  nearby: Nearby,
): Promise<readonly Offer[]> | readonly Offer[] {
  const [, type] = /^([^=]+)=/.exec(typed) ?? [];
  if (type !== undefined) return offerTemplate(`${front}${type}=`, typed.slice(type.length + 1), nearby);
  return [...TYPES, "$default"].map((one) => ({ value: `${front}${one}=`, open: true }));
}

/** One more word of a list in one text. */
function nextOf(typed: string, names: readonly string[]): readonly Offer[] {
  const given = typed.split(",").slice(0, -1);
  const front = given.map((one) => `${one},`).join("");
  return names.filter((name) => !given.includes(name)).map((name) => ({ value: front + name, open: true }));
}

const headerValues = (typed: string): readonly Offer[] =>
  /^(?:accept|content-type)=/i.test(typed)
    ? TYPES.map((type) => ({ value: `${typed.slice(0, typed.indexOf("="))}=${type}` }))
    : [];

/** What the method has that can be unset; undefined where it is not said yet which it is, or nothing is known of it. */
async function setOf({ reading, known }: Around): Promise<readonly string[] | undefined> {
  const { resource, method } = known;
  const api = resource === undefined || method === undefined ? undefined : await findApi(reading, known);
  if (!api || resource === undefined || method === undefined) return undefined;
  const there = (await reading.resources(api.id)).find(
    ({ path, id }) => path === resource || id === resource,
  );
  const [one] = there ? await reading.methods(api.id, there.id, method) : [];
  return one && whatIsSet(one, reading.region);
}
