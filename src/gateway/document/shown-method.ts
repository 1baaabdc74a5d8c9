import { DEFAULT_TIMEOUT_MS, type MethodDocument, type RequestValidator } from "./method.ts";

/** What a method's ids are called; undefined where nobody knows, and then the id stands. */
export interface MethodNames {
  readonly api: string;
  readonly authorizer?: string | undefined;
  readonly validator?: RequestValidator | undefined;
  readonly vpcLink?: string | undefined;
}

type Map<V> = Readonly<Record<string, V>>;

/**
 * A method as `apigw show-method` prints it and `apigw schema method` describes it: every member always there and in
 * this order, maps by their keys' order, null where nothing is set, API Gateway's defaults written out, and no id where
 * there is a name. Two methods that do the same read the same, whatever API, account and Region they stand in, but for
 * what their URIs say.
 */
export interface ShownMethod {
  readonly schemaVersion: 1;
  readonly api: string;
  readonly path: string;
  readonly method: string;
  readonly request: {
    readonly authorizationType: string;
    readonly authorizer: string | null;
    readonly authorizationScopes: readonly string[];
    readonly apiKeyRequired: boolean;
    readonly operationName: string | null;
    /** Null where nobody may read what it validates. */
    readonly requestValidator: {
      readonly name: string;
      readonly validateRequestBody: boolean | null;
      readonly validateRequestParameters: boolean | null;
    } | null;
    readonly requestParameters: Map<boolean>;
    readonly requestModels: Map<string>;
  };
  readonly integration: {
    readonly type: string;
    readonly httpMethod: string | null;
    readonly uri: string | null;
    readonly connectionType: "INTERNET" | "VPC_LINK";
    readonly vpcLink: string | null;
    readonly integrationTarget: string | null;
    readonly credentials: string | null;
    readonly passthroughBehavior: string;
    readonly contentHandling: string | null;
    readonly timeoutInMillis: number | null;
    readonly responseTransferMode: string;
    readonly insecureSkipVerification: boolean;
    /** Null: the resource's own. */
    readonly cacheNamespace: string | null;
    readonly cacheKeyParameters: readonly string[];
    readonly requestParameters: Map<string>;
    readonly requestTemplates: Map<string>;
  } | null;
  /** By status. */
  readonly methodResponses: Map<{
    readonly responseParameters: Map<boolean>;
    readonly responseModels: Map<string>;
  }>;
  readonly integrationResponses: Map<{
    /** Null: the default. */
    readonly selectionPattern: string | null;
    readonly contentHandling: string | null;
    readonly responseParameters: Map<string>;
    readonly responseTemplates: Map<string>;
  }>;
}

/** The document of a method with names for its ids. */
export function shownMethod(
  at: { readonly path: string; readonly httpMethod: string },
  { request, integration, responses, integrationResponses }: MethodDocument,
  { api, authorizer, validator, vpcLink }: MethodNames,
): ShownMethod {
  return {
    schemaVersion: 1,
    api,
    path: at.path,
    method: at.httpMethod,
    request: {
      authorizationType: request.authorizationType,
      authorizer: authorizer ?? request.authorizerId ?? null,
      authorizationScopes: [...request.authorizationScopes].sort(),
      apiKeyRequired: request.apiKeyRequired,
      operationName: request.operationName ?? null,
      requestValidator:
        request.requestValidator === undefined ? null : inOrder(validator, request.requestValidator),
      requestParameters: sorted(request.requestParameters),
      requestModels: sorted(request.requestModels),
    },
    integration: integration
      ? {
          type: integration.type,
          httpMethod: integration.httpMethod ?? null,
          uri: integration.uri ?? null,
          connectionType: integration.connectionType ?? "INTERNET",
          vpcLink: vpcLink ?? integration.connectionId ?? null,
          integrationTarget: integration.integrationTarget ?? null,
          credentials: integration.credentials ?? null,
          passthroughBehavior: integration.passthroughBehavior ?? "WHEN_NO_MATCH",
          contentHandling: integration.contentHandling ?? null,
          timeoutInMillis:
            integration.timeoutInMillis ?? (integration.type === "MOCK" ? null : DEFAULT_TIMEOUT_MS),
          responseTransferMode: integration.responseTransferMode ?? "BUFFERED",
          insecureSkipVerification: integration.insecureSkipVerification ?? false,
          cacheNamespace: integration.cacheNamespace ?? null,
          cacheKeyParameters: [...integration.cacheKeyParameters].sort(),
          requestParameters: sorted(integration.requestParameters),
          requestTemplates: sorted(integration.requestTemplates),
        }
      : null,
    methodResponses: mapped(responses, ({ responseParameters, responseModels }) => ({
      responseParameters: sorted(responseParameters),
      responseModels: sorted(responseModels),
    })),
    integrationResponses: mapped(integrationResponses, (response) => ({
      selectionPattern: response.selectionPattern ?? null,
      contentHandling: response.contentHandling ?? null,
      responseParameters: sorted(response.responseParameters),
      responseTemplates: sorted(response.responseTemplates),
    })),
  };
}

/** The members in one order, whoever made it; one that could not be read is called by its id. */
const inOrder = (
  validator: RequestValidator | undefined,
  key: string,
): ShownMethod["request"]["requestValidator"] => ({
  name: validator?.name ?? key.split(" ").at(-1) ?? "",
  validateRequestBody: validator?.validateRequestBody ?? null,
  validateRequestParameters: validator?.validateRequestParameters ?? null,
});

const sorted = <V>(map: Map<V>): Record<string, V> => mapped(map, (value) => value);

const mapped = <A, B>(map: Map<A>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, change(value)]),
  );
