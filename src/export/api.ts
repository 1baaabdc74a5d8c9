import type { Authorizer, Model, RestApi } from "@aws-sdk/client-api-gateway";
import type { MethodDocument, RequestValidator } from "../gateway/document/method.ts";
import type { Key } from "../gateway/document/things.ts";
import { withAncestors } from "../gateway/names/path.ts";
import type { Statement } from "../gateway/policy/lambda-policy.ts";
import type { GatewayResponseContent } from "./content.ts";

/** A resource with its methods. */
export interface ExportedResource {
  /** Undefined as long as it is to be made. */
  readonly id?: string | undefined;
  readonly path: string;
  readonly methods: readonly ExportedMethod[];
}

export interface ExportedMethod {
  readonly httpMethod: string;
  readonly method: MethodDocument;
  /** It is as it will be, and not as it is there: nothing of it can be adopted. */
  readonly isPlanned?: true;
}

/** A statement of a function's policy that lets this API invoke it. */
export interface ExportedPermission {
  readonly functionArn: string;
  readonly statement: Statement;
  /** It is to be added, and is not there. */
  readonly isPlanned?: true;
}

/** An API, or some methods of it, with all that they name: what every format is written from. */
export interface ExportedApi {
  readonly restApiId: string;
  readonly region: string;
  /** Whether it is the whole API; else the methods alone, of an API that is there. */
  readonly whole: boolean;
  readonly api: Omit<RestApi, "createdDate"> & { readonly createdDate?: string | undefined };
  /** By path, parents before what is below them. */
  readonly resources: readonly ExportedResource[];
  /** By their keys; of one that is to be made the key has no id. */
  readonly validators: ReadonlyMap<Key<"validator">, RequestValidator>;
  readonly models: readonly Model[];
  readonly authorizers: readonly Authorizer[];
  readonly gatewayResponses: readonly GatewayResponseContent[];
  readonly permissions: readonly ExportedPermission[];
  /** What could not be read, in words. */
  readonly unread: readonly string[];
}

/** A text in a format of another tool, and what that format cannot say. */
export interface Written {
  readonly text: string;
  /** Also stand in the text, as comments, where the format has any. */
  readonly notes: readonly string[];
}

/** The names of the models that a method names, and of those that their schemas name in turn. */
function modelsOf(methods: readonly MethodDocument[], models: readonly Model[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = methods.flatMap(({ request, responses }) => [
    ...Object.values(request.requestModels),
    ...Object.values(responses).flatMap(({ responseModels }) => Object.values(responseModels)),
  ]);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...modelsNamedBy(models.find((one) => one.name === name)?.schema ?? ""));
  }
  return found;
}

const MODEL_REFERENCE =
  /https:\/\/apigateway\.amazonaws\.com\/restapis\/([a-z0-9]+)\/models\/([A-Za-z0-9]+)/g;

/** The models that a schema refers to. */
export const modelsNamedBy = (schema: string): readonly string[] =>
  [...schema.matchAll(MODEL_REFERENCE)].map(([, , name = ""]) => name);

/** Models in an order in which each comes after those that its schema names. */
export function modelsInOrder(models: readonly Model[]): readonly Model[] {
  const ordered = new Set<Model>();
  const under = new Set<Model>();
  const add = (model: Model) => {
    // Two that name each other cannot be made at all: either order fails.
    if (ordered.has(model) || under.has(model)) return;
    under.add(model);
    for (const name of modelsNamedBy(model.schema ?? "")) {
      const named = models.find((one) => one.name === name);
      if (named) add(named);
    }
    ordered.add(model);
  };
  for (const model of models) add(model);
  return [...ordered];
}

/** Those methods alone, with the resources above them and all that they name. */
export function onlyMethods(
  api: ExportedApi,
  wanted: (path: string, httpMethod: string) => boolean,
): ExportedApi {
  const kept = api.resources.map((one) => ({
    ...one,
    methods: one.methods.filter(({ httpMethod }) => wanted(one.path, httpMethod)),
  }));
  const paths = new Set(
    kept.flatMap(({ path, methods }) => (methods.length > 0 ? ["/", ...withAncestors(path)] : [])),
  );
  const methods = kept.flatMap((one) => one.methods.map(({ method }) => method));
  const validators = new Set(methods.map(({ request }) => request.requestValidator));
  const authorizers = new Set(methods.map(({ request }) => request.authorizerId));
  const models = modelsOf(methods, api.models);
  const uris = methods.map(({ integration }) => integration?.uri ?? "");
  return {
    ...api,
    whole: false,
    resources: kept.filter(({ path }) => paths.has(path)),
    validators: new Map([...api.validators].filter(([key]) => validators.has(key))),
    authorizers: api.authorizers.filter(({ id }) => authorizers.has(id)),
    models: api.models.filter(({ name = "" }) => models.has(name)),
    gatewayResponses: [],
    permissions: api.permissions.filter(({ functionArn }) =>
      uris.some((uri) => uri.includes(`${functionArn}/`)),
    ),
  };
}

/** The API's id wherever it stands in a text that names the API: a schema's references, a policy, a source ARN. */
export const splitAtId = (text: string, restApiId: string): readonly string[] =>
  restApiId === "" ? [text] : text.split(restApiId);
