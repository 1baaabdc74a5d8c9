import { canonical } from "../plan/shapes.ts";
import type { Compared, StageChange, Untold } from "./compare.ts";
import { type Fields, fieldsOf, listsOf, textOf, textsOf } from "./fields.ts";
import type { ServedMethod } from "./read-export.ts";
import { WHY, type Why } from "./why.ts";

/** What of an API goes live with a deployment beside its methods; undefined where it may not be read. */
export interface Around {
  readonly authorizers: readonly AuthorizerSettings[] | undefined;
  readonly models: readonly ModelSettings[] | undefined;
  /** Those that were changed; the others are API Gateway's own. */
  readonly gatewayResponses: readonly GatewayResponseSettings[] | undefined;
  readonly binaryMediaTypes: readonly string[];
}

export interface AuthorizerSettings {
  readonly name: string;
  readonly type: string;
  readonly authorizerUri?: string | undefined;
  readonly authorizerCredentials?: string | undefined;
  readonly authorizerResultTtlInSeconds?: number | undefined;
  readonly identitySource?: string | undefined;
  readonly identityValidationExpression?: string | undefined;
  readonly providerARNs?: readonly string[] | undefined;
}

export interface ModelSettings {
  readonly name: string;
  readonly contentType?: string | undefined;
  /** JSON. */
  readonly schema?: string | undefined;
}

export interface GatewayResponseSettings {
  readonly responseType: string;
  readonly statusCode?: string | undefined;
  readonly responseParameters?: Readonly<Record<string, string>> | undefined;
  readonly responseTemplates?: Readonly<Record<string, string>> | undefined;
}

/** What a deployment's summary does not have of it. */
export const AROUND_SUMMARY: Untold = {
  member: "models, authorizers, gateway responses, binary media types",
  why: WHY.summary,
  at: ["the API"],
};

type Values = ReadonlyMap<string, unknown>;

/** What is configured beside the methods against what a stage's export has of it. */
export function compareAround(
  document: Fields,
  served: readonly ServedMethod[],
  { authorizers, models, gatewayResponses, binaryMediaTypes }: Around,
): Compared {
  const changes: StageChange[] = [];
  const untold: Untold[] = [
    { member: "policy, apiKeySource, minimumCompressionSize", why: WHY.api, at: ["the API"] },
  ];
  const lost = (member: string, why: Why, at: string) => void untold.push({ member, why, at: [at] });
  const changed = (kind: StageChange["kind"], at: string, before: Values, after: Values) => {
    const differences = [...new Set([...before.keys(), ...after.keys()])]
      .filter((member) => canonical(before.get(member)) !== canonical(after.get(member)))
      .map((member) => ({ member, before: before.get(member), after: after.get(member) }));
    if (differences.length > 0) changes.push({ kind, at, change: "changed", differences });
  };

  if (!authorizers && served.some(({ authorizer }) => authorizer !== undefined))
    lost("authorizers", WHY.unread, "the API");
  for (const one of authorizers ?? []) {
    const before = servedAuthorizer(document, one.name);
    // One that no method of the stage asks for is not in its export, and means nothing there.
    if (before) changed("authorizer", one.name, before, authorizerValues(one));
  }

  if (!models && served.some(usesModels)) lost("models", WHY.unread, "the API");
  const schemas = fieldsOf(fieldsOf(document.components).schemas);
  for (const { name, contentType, schema } of models ?? []) {
    if (!Object.hasOwn(schemas, name)) {
      // What no method of the stage names may be left out of its export; it has no effect there.
      if (served.some((method) => namesModel(method, name))) lost(`model ${name}`, WHY.noSchema, name);
      continue;
    }
    const after = contentType === "application/json" ? parsed(schema) : undefined;
    if (after === undefined) lost(`model ${name}`, WHY.noSchema, name);
    else changed("model", name, schemaValue(schemas[name]), schemaValue(after));
  }

  const old = fieldsOf(document["x-amazon-apigateway-gateway-responses"]);
  if (!gatewayResponses) lost("gateway responses", WHY.unread, "the API");
  else {
    const next = new Map(gatewayResponses.map((one) => [one.responseType, one]));
    for (const type of [...new Set([...Object.keys(old), ...next.keys()])].sort()) {
      const [before, after] = [Object.hasOwn(old, type) ? fieldsOf(old[type]) : undefined, next.get(type)];
      const [a, b] = [before && servedResponse(before), after && responseValues(after)];
      if (!a || !b)
        changes.push({
          kind: "gateway response",
          at: type,
          change: a ? "removed" : "added",
          differences: [],
        });
      else {
        // Public exports have none for the two defaults.
        if (type.startsWith("DEFAULT_") && !a.has("statusCode") && b.delete("statusCode"))
          lost("statusCode", WHY.defaultStatus, type);
        changed("gateway response", type, a, b);
      }
    }
  }

  const types = (list: readonly string[]) =>
    new Map(list.length === 0 ? [] : [["binaryMediaTypes", [...list].sort()]]);
  changed(
    "API",
    "the API",
    types(listsOf(document["x-amazon-apigateway-binary-media-types"])),
    types(binaryMediaTypes),
  );
  return { changes, untold };
}

/** How long an authorizer's answer is kept where nothing else is said. */
const DEFAULT_TTL = 300;

const present = (values: Readonly<Record<string, unknown>>): Map<string, unknown> =>
  new Map(Object.entries(values).filter(([, value]) => value !== undefined && value !== ""));

const authorizerValues = ({
  name: _,
  providerARNs,
  authorizerResultTtlInSeconds,
  ...rest
}: AuthorizerSettings) =>
  present({
    type: rest.type,
    authorizerUri: rest.authorizerUri,
    authorizerCredentials: rest.authorizerCredentials,
    identitySource: rest.identitySource,
    identityValidationExpression: rest.identityValidationExpression,
    authorizerResultTtlInSeconds:
      authorizerResultTtlInSeconds === DEFAULT_TTL ? undefined : authorizerResultTtlInSeconds,
    providerARNs: providerARNs?.length ? [...providerARNs].sort() : undefined,
  });

/** By the shapes of public exports. A header alone as the source of identity stands in the scheme's own words. */
function servedAuthorizer(document: Fields, name: string): Values | undefined {
  const scheme = fieldsOf(fieldsOf(fieldsOf(document.components).securitySchemes)[name]);
  const extension = "x-amazon-apigateway-authorizer";
  if (!Object.hasOwn(scheme, extension)) return undefined;
  const one = fieldsOf(scheme[extension]);
  const type = textOf(one.type)?.toUpperCase() ?? "";
  const ttl = textOf(one.authorizerResultTtlInSeconds);
  return authorizerValues({
    name,
    type,
    authorizerUri: textOf(one.authorizerUri),
    authorizerCredentials: textOf(one.authorizerCredentials),
    authorizerResultTtlInSeconds: ttl === undefined ? undefined : Number(ttl),
    identitySource:
      textOf(one.identitySource) ??
      (type === "REQUEST" ? undefined : `method.request.header.${textOf(scheme.name)}`),
    identityValidationExpression: textOf(one.identityValidationExpression),
    providerARNs: listsOf(one.providerARNs),
  });
}

const usesModels = ({ document }: ServedMethod): boolean => modelsOf(document).length > 0;
const namesModel = ({ document }: ServedMethod, name: string): boolean => modelsOf(document).includes(name);
const modelsOf = ({ request, responses }: ServedMethod["document"]): readonly string[] =>
  [request.requestModels, ...Object.values(responses).map((one) => one.responseModels)].flatMap((map) =>
    Object.values(map),
  );

function parsed(schema: string | undefined): unknown {
  try {
    return JSON.parse(schema ?? "");
  } catch {
    return undefined;
  }
}

/** A schema with its dialect left out, which exports do not keep, and references to other models by their names. */
function schemaValue(schema: unknown): Values {
  const { $schema: _, ...rest } = fieldsOf(schema);
  const text = JSON.stringify(rest).replaceAll(
    /"(?:https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models|#\/components\/schemas)\/([^"]+)"/g,
    '"model $1"',
  );
  return new Map([["schema", JSON.parse(text)]]);
}

const servedResponse = ({ statusCode, responseParameters, responseTemplates }: Fields) =>
  responseValues({
    responseType: "",
    statusCode: textOf(statusCode),
    responseParameters: textsOf(responseParameters),
    responseTemplates: textsOf(responseTemplates),
  });

const responseValues = (one: GatewayResponseSettings): Map<string, unknown> =>
  present({
    statusCode: one.statusCode,
    ...prefixed("responseParameters", one.responseParameters),
    ...prefixed("responseTemplates", one.responseTemplates),
  });

const prefixed = (name: string, map: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [`${name} ${key}`, value]));
