import type {
  Authorizer,
  Integration,
  IntegrationResponse,
  Method,
  MethodResponse,
  Model,
  RequestValidator,
  RestApi,
} from "@aws-sdk/client-api-gateway";

type Partly<T> = { readonly [K in keyof T]?: T[K] | undefined };

export type IntegrationResponseContent = Partly<IntegrationResponse>;
export type IntegrationContent = Partly<Omit<Integration, "integrationResponses">> & {
  readonly integrationResponses?: Readonly<Record<string, IntegrationResponseContent>> | undefined;
};
export type MethodResponseContent = Partly<MethodResponse>;
export type MethodContent = Partly<Omit<Method, "methodResponses" | "methodIntegration">> & {
  readonly methodResponses?: Readonly<Record<string, MethodResponseContent>> | undefined;
  readonly methodIntegration?: IntegrationContent | undefined;
};

/** A gateway response that somebody has set. */
export interface GatewayResponseContent {
  readonly responseType?: string | undefined;
  readonly statusCode?: string | undefined;
  readonly responseParameters?: Readonly<Record<string, string>> | undefined;
  readonly responseTemplates?: Readonly<Record<string, string>> | undefined;
}

/** An API as API Gateway's own answers describe it: what an OpenAPI document is written from. */
export interface ApiContent {
  readonly api: Partly<Omit<RestApi, "createdDate">> & { readonly createdDate?: string | undefined };
  readonly resources: readonly {
    readonly id: string;
    readonly path: string;
    readonly methods: readonly MethodContent[];
  }[];
  readonly models: readonly Partly<Model>[];
  readonly validators: readonly Partly<RequestValidator>[];
  readonly authorizers: readonly Partly<Authorizer>[];
  readonly gatewayResponses: readonly GatewayResponseContent[];
  readonly binaryMediaTypes?: readonly string[] | undefined;
  readonly region: string;
  /** The stage that the document's server names. */
  readonly stageName?: string | undefined;
}

/** How a document is written. */
export interface Form {
  readonly type: "oas30" | "swagger";
  readonly integrations?: boolean;
  readonly authorizers?: boolean;
  /** All that API Gateway's own exports have with `extensions=apigateway`. */
  readonly all?: boolean;
  /** Also what an import takes and no export of AWS was seen to have. */
  readonly complete?: boolean;
}

export interface Exported {
  readonly content: ApiContent;
  readonly form: Form;
}
export type Fields = Record<string, unknown>;
