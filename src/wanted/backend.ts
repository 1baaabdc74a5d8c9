import type { IntegrationRequest } from "../gateway/document/method.ts";
import { callerCredentialsArn } from "../gateway/names/arn.ts";
import { lambdaUri, serviceUri } from "../gateway/names/uri.ts";
import { actionType, isProxy } from "../settings/conditions.ts";
import type { Known, MethodSettings } from "../settings/known.ts";
import type { Found } from "./found.ts";

/** Whom an integration calls, with all that its type needs: one form for each type. */
export type Backend =
  | { readonly kind: "mock" }
  | {
      readonly kind: "lambda";
      readonly proxy: boolean;
      readonly functionArn: string;
      readonly region: string;
    }
  | {
      readonly kind: "aws";
      readonly service: string;
      readonly region: string;
      readonly proxy: boolean;
      readonly httpMethod: string;
      readonly called: { readonly action: string } | { readonly path: string };
    }
  | { readonly kind: "aws-uri"; readonly proxy: boolean; readonly httpMethod: string; readonly uri: string }
  | {
      readonly kind: "http" | "vpc-link";
      readonly proxy: boolean;
      readonly httpMethod: string;
      readonly endpoint: string;
    };

/** The settings that say whom to call, and by what credentials. */
export const BACKEND_SETTINGS = [
  "integration",
  "proxy",
  "responseTransferMode",
  "function",
  "functionRegion",
  "serviceRegion",
  "service",
  "subdomain",
  "integrationMethod",
  "actionType",
  "action",
  "pathOverride",
  "uri",
  "callerCredentials",
  "role",
  "vpcLink",
  "endpoint",
  "integrationTarget",
  "insecureSkipVerification",
] as const satisfies readonly (keyof MethodSettings)[];

/** Settles which type it is; what is missing was asked for, or refused, before. */
export function resolveBackend(known: Known, found: Found): Backend {
  const proxy = isProxy(known);
  const { service, integrationMethod: httpMethod, endpoint } = known;
  switch (known.integration) {
    case "lambda": {
      const { functionArn } = found;
      if (functionArn === undefined) break;
      return {
        kind: "lambda",
        proxy,
        functionArn,
        region: found.functionRegion ?? found.region,
      };
    }
    case "aws": {
      const region = known.serviceRegion ?? found.region;
      if (known.uri !== undefined && httpMethod !== undefined)
        return { kind: "aws-uri", proxy, httpMethod, uri: known.uri };
      const { action, pathOverride: path } = known;
      const called = actionType(known) === "action" ? action && { action } : path && { path };
      if (service === undefined || httpMethod === undefined || !called) break;
      return { kind: "aws", proxy, service, region, httpMethod, called };
    }
    case "http":
    case "vpc-link":
      if (httpMethod === undefined || endpoint === undefined) break;
      return { kind: known.integration, proxy, httpMethod, endpoint };
    case "mock":
      return { kind: "mock" };
  }
  throw new Error(`something of the integration ${known.integration} is missing, and nobody asked for it`);
}

type Called = Pick<
  IntegrationRequest,
  | "type"
  | "httpMethod"
  | "uri"
  | "credentials"
  | "connectionType"
  | "connectionId"
  | "integrationTarget"
  | "insecureSkipVerification"
>;

/** The members of an integration request that say whom to call. */
export function calledBy(known: Known, found: Found, stream: boolean): Called {
  const backend = resolveBackend(known, found);
  const credentials = known.callerCredentials ? callerCredentialsArn(found.partition) : known.role;
  switch (backend.kind) {
    case "lambda":
      return {
        type: backend.proxy ? "AWS_PROXY" : "AWS",
        httpMethod: "POST",
        ...(credentials === undefined ? {} : { credentials }),
        uri: lambdaUri(backend.functionArn, { partition: found.partition, region: backend.region }, stream),
      };
    case "aws": {
      const { region, service, httpMethod, called, proxy } = backend;
      const uri = serviceUri({
        partition: found.partition,
        region,
        service,
        subdomain: known.subdomain,
        ...called,
      });
      return { type: proxy ? "AWS_PROXY" : "AWS", httpMethod, uri, credentials };
    }
    case "aws-uri": {
      const { httpMethod, uri, proxy } = backend;
      return { type: proxy ? "AWS_PROXY" : "AWS", httpMethod, uri, credentials };
    }
    case "mock":
      return { type: "MOCK" };
    default: {
      const { httpMethod, endpoint: uri, proxy } = backend;
      const direct: Called = {
        type: proxy ? "HTTP_PROXY" : "HTTP",
        httpMethod,
        uri,
        insecureSkipVerification: known.insecureSkipVerification || undefined,
      };
      if (backend.kind === "http") return direct;
      return {
        ...direct,
        connectionType: "VPC_LINK",
        connectionId: known.vpcLink,
        integrationTarget: known.integrationTarget,
      };
    }
  }
}
