import { OPEN_REQUEST } from "../document/method.ts";
import { type Around, compareAround } from "./around.ts";
import { type ApiSummary, type Compared, compareMethods, compareSummary, type Untold } from "./compare.ts";
import type { Configured } from "./configured.ts";
import { type Fields, fieldsOf, listsOf, textOf, textsOf } from "./fields.ts";
import { readMethods, type ServedMethod } from "./read-export.ts";
import { WHY } from "./why.ts";

/**
 * What one deployment has otherwise than another, by the exports of stages that serve them: before is the first. What
 * exports do not hold is told neither the same nor different.
 */
export function compareExports(before: Fields, after: Fields): Compared {
  const old = readMethods(before);
  const next = new Map(readMethods(after).map((one) => [`${one.httpMethod} ${one.path}`, one]));
  const served = old.map((one) => mutedBy(one, next.get(`${one.httpMethod} ${one.path}`)));
  const methods = compareMethods(served, [...next.values()].map(asConfigured));
  const around = compareAround(before, old, aroundIn(after));
  return {
    changes: [...methods.changes, ...around.changes],
    untold: [...methods.untold, ...around.untold, ...statusesOfDefaults(before, after)],
  };
}

/** The same by their summaries, which have no more than methods, authorization types and API keys. */
export const compareSummaries = (before: ApiSummary, after: ApiSummary): Compared =>
  compareSummary(
    before,
    Object.entries(after).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([httpMethod, { authorizationType = "NONE", apiKeyRequired = false }]) => ({
        path,
        httpMethod,
        resourceId: "",
        document: { ...NOTHING_MORE, request: { ...OPEN_REQUEST, authorizationType, apiKeyRequired } },
      })),
    ),
  );

const NOTHING_MORE = { responses: {}, integrationResponses: {} };

/** What the other side's export leaves open is as open as what this one's does. */
const mutedBy = (one: ServedMethod, other: ServedMethod | undefined): ServedMethod => ({
  ...one,
  unknownSecurity: one.unknownSecurity ?? other?.unknownSecurity,
  unnamedModels: [...one.unnamedModels, ...(other?.unnamedModels ?? [])],
});

const asConfigured = ({ path, httpMethod, document, authorizer, validator }: ServedMethod): Configured => ({
  path,
  httpMethod,
  resourceId: "",
  document,
  authorizer: authorizer === undefined ? undefined : { name: authorizer },
  validator:
    validator === undefined
      ? undefined
      : validator.validateRequestBody === undefined || validator.validateRequestParameters === undefined
        ? { unknown: WHY.validator }
        : {
            name: validator.name,
            validateRequestBody: validator.validateRequestBody,
            validateRequestParameters: validator.validateRequestParameters,
            sharesName: false,
          },
});

const RESPONSES = "x-amazon-apigateway-gateway-responses";

/** What an export has beside its methods, as if it were configured. */
function aroundIn(document: Fields): Around {
  const { securitySchemes, schemas } = fieldsOf(document.components);
  return {
    authorizers: Object.entries(fieldsOf(securitySchemes)).flatMap(([name, value]) => {
      const scheme = fieldsOf(value);
      if (!Object.hasOwn(scheme, "x-amazon-apigateway-authorizer")) return [];
      const one = fieldsOf(scheme["x-amazon-apigateway-authorizer"]);
      const type = textOf(one.type)?.toUpperCase() ?? "";
      const ttl = textOf(one.authorizerResultTtlInSeconds);
      const header = `method.request.header.${textOf(scheme.name)}`;
      return [
        {
          name,
          type,
          authorizerUri: textOf(one.authorizerUri),
          authorizerCredentials: textOf(one.authorizerCredentials),
          authorizerResultTtlInSeconds: ttl === undefined ? undefined : Number(ttl),
          identitySource: textOf(one.identitySource) ?? (type === "REQUEST" ? undefined : header),
          identityValidationExpression: textOf(one.identityValidationExpression),
          providerARNs: listsOf(one.providerARNs),
        },
      ];
    }),
    models: Object.entries(fieldsOf(schemas)).map(([name, schema]) => ({
      name,
      contentType: "application/json",
      schema: JSON.stringify(schema),
    })),
    gatewayResponses: Object.entries(fieldsOf(document[RESPONSES])).map(([responseType, value]) => {
      const { statusCode, responseParameters, responseTemplates } = fieldsOf(value);
      return {
        responseType,
        statusCode: textOf(statusCode),
        responseParameters: textsOf(responseParameters),
        responseTemplates: textsOf(responseTemplates),
      };
    }),
    binaryMediaTypes: listsOf(document["x-amazon-apigateway-binary-media-types"]),
  };
}

/** Both sides may leave it out. */
function statusesOfDefaults(before: Fields, after: Fields): readonly Untold[] {
  const at = ["DEFAULT_4XX", "DEFAULT_5XX"].filter((type) =>
    [before, after].every((document) => Object.hasOwn(fieldsOf(document[RESPONSES]), type)),
  );
  return at.length === 0 ? [] : [{ member: "statusCode", why: WHY.defaultStatus, at }];
}
