import type { MethodDocument } from "../gateway/document/method.ts";
import { parentOf, segmentsOf, withAncestors } from "../gateway/names/path.ts";
import { integrationRule } from "../gateway/rules/integration.ts";
import { methodRule } from "../gateway/rules/method.ts";
import type { Refusal } from "../gateway/rules/refusal.ts";
import { resourceRule } from "../gateway/rules/resource.ts";
import { integrationResponseRule, methodResponseRule } from "../gateway/rules/responses.ts";
import { settingOf } from "../settings/api-fields.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";

/** A path, and what the API has of paths. */
interface PathInApi {
  readonly path: string;
  readonly resources: readonly { readonly path: string }[];
}

/** What AWS would answer to a new resource under a parent that does not take it. */
export function resourceRefusals(place: PathInApi): readonly Problem[] {
  const missing = withAncestors(place.path).find((path) => !place.resources.some((one) => one.path === path));
  if (missing === undefined) return [];
  const parent = parentOf(missing);
  const siblings = place.resources.filter(({ path }) => path !== "/" && parentOf(path) === parent);
  const part = segmentsOf(missing).at(-1) ?? "";
  const refusals = resourceRule(part, {
    parentPart: segmentsOf(parent).at(-1),
    siblings: siblings.map(({ path }) => segmentsOf(path).at(-1) ?? ""),
  });
  return [...refusals].map(({ message }) =>
    problem("resource", `AWS refuses ${missing}: ${message.replace(/\.$/, "")}`, "choose another path"),
  );
}

/**
 * What AWS would refuse of a document, by the rules the sandbox answers with. The command's own checks come
 * before, in more helpful words: this is for what they have no words for.
 */
export function documentRefusals(
  document: MethodDocument,
  httpMethod: string,
  known: Known,
  models: readonly string[] | undefined,
): readonly Problem[] {
  const { request, integration, responses, integrationResponses } = document;
  const used = [request.requestModels, ...Object.values(responses).map((one) => one.responseModels)].flatMap(
    (map) => Object.values(map),
  );
  // Where the models may not be read, those that are used are taken to exist.
  const modelNames = new Set(models ?? used);
  const explain = (operation: string, refusals: Iterable<Refusal>): readonly Problem[] =>
    [...refusals].map(({ message, member = "", key }) => {
      return problem(
        settingOf(operation, member, known),
        `AWS refuses this${key === undefined ? "" : ` (${key})`}: ${message.replace(/\.$/, "")}`,
      );
    });
  return [
    ...explain(
      "PutMethod",
      methodRule(
        {
          ...defined(request),
          httpMethod,
          authorizationType: request.authorizationType,
          authorizationScopes: request.authorizationScopes,
        },
        { authorizers: new Set([request.authorizerId ?? ""]), validators: new Set(), models: modelNames },
      ),
    ),
    ...(integration
      ? explain(
          "PutIntegration",
          integrationRule(
            {
              ...defined(integration),
              type: integration.type,
              ...(integration.httpMethod === undefined
                ? {}
                : { integrationHttpMethod: integration.httpMethod }),
            },
            { declared: request.requestParameters, maxTimeoutInMillis: 900_000 },
          ),
        )
      : []),
    ...Object.entries(responses).flatMap(([statusCode, response]) =>
      explain(
        "PutMethodResponse",
        methodResponseRule({ statusCode, ...response }, { models: modelNames, existing: new Set() }),
      ),
    ),
    ...Object.entries(integrationResponses).flatMap(([statusCode, response]) =>
      explain(
        "PutIntegrationResponse",
        integrationResponseRule(
          { statusCode, ...defined(response) },
          {
            declared: responses[statusCode]?.responseParameters,
            patterns: Object.fromEntries(
              Object.entries(integrationResponses).map(([status, one]) => [status, one.selectionPattern]),
            ),
          },
        ),
      ),
    ),
  ];
}

/** Without the members that are undefined. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
