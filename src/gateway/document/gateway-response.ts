import type { GatewayResponse as GatewayResponseAnswer } from "@aws-sdk/client-api-gateway";

/** What API Gateway itself answers to calls that come to no backend, as somebody set it. What holds the default is left out. */
export interface GatewayResponse {
  readonly statusCode?: string | undefined;
  /** `gatewayresponse.header.Name` → expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  /** By content type; empty: API Gateway's own. */
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** The status each type answers with until told otherwise; the two defaults have none of their own (recorded). */
export const DEFAULT_STATUS: Readonly<Record<string, string | undefined>> = {
  ACCESS_DENIED: "403",
  API_CONFIGURATION_ERROR: "500",
  AUTHORIZER_CONFIGURATION_ERROR: "500",
  AUTHORIZER_FAILURE: "500",
  BAD_REQUEST_BODY: "400",
  BAD_REQUEST_PARAMETERS: "400",
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: "403",
  INTEGRATION_FAILURE: "504",
  INTEGRATION_TIMEOUT: "504",
  INVALID_API_KEY: "403",
  INVALID_SIGNATURE: "403",
  MISSING_AUTHENTICATION_TOKEN: "403",
  QUOTA_EXCEEDED: "429",
  REQUEST_TOO_LARGE: "413",
  RESOURCE_NOT_FOUND: "404",
  THROTTLED: "429",
  UNAUTHORIZED: "401",
  UNSUPPORTED_MEDIA_TYPE: "415",
  WAF_FILTERED: "403",
};

export const DEFAULT_TEMPLATES: Readonly<Record<string, string>> = {
  "application/json": '{"message":$context.error.messageString}',
};

/** A gateway response as API Gateway tells it; undefined where nobody set it: then it is its default's. */
export function readGatewayResponse(answer: GatewayResponseAnswer): GatewayResponse | undefined {
  if (answer.defaultResponse) return undefined;
  const { responseType = "", statusCode, responseParameters, responseTemplates = {} } = answer;
  const own = Object.entries(responseTemplates);
  const usual = own.length === 1 && own.every(([type, text]) => DEFAULT_TEMPLATES[type] === text);
  return {
    statusCode:
      statusCode === undefined || statusCode === DEFAULT_STATUS[responseType] ? undefined : statusCode,
    responseParameters: { ...responseParameters },
    responseTemplates: usual ? {} : { ...responseTemplates },
  };
}
