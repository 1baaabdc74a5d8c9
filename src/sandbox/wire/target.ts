import { header, type SandboxRequest } from "./request.ts";

export type Service = "apigateway" | "apigatewayv2" | "lambda" | "iam" | "servicequotas" | "sts";

/** Where a call is meant to go: from its signature's scope, else from its host. */
export interface Target {
  readonly service: Service;
  readonly region: string;
  /** The account, where the access key is one: twelve digits. */
  readonly account?: string;
}

/** A call of a service that the sandbox does not have, or of none that can be told. */
export interface UnknownTarget {
  readonly hint: string | undefined;
}

export const isKnown = (target: Target | UnknownTarget): target is Target => "service" in target;

const DEFAULT_REGION = "us-east-1";
const SCOPE = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;
const REGION = /(?:^|[.])([a-z]{2}(?:-[a-z]+)+-\d)[.]/;
const OURS = new Set(["apigateway", "lambda", "iam", "servicequotas", "sts"]);
const ACCOUNT = /^\d{12}$/;

/** The service, Region and account of a call; the path tells the service where nothing else does. */
export function targetOf(request: SandboxRequest): Target | UnknownTarget {
  const scope =
    SCOPE.exec(header(request.headers, "authorization") ?? "") ??
    SCOPE.exec(`Credential=${single(request, "X-Amz-Credential")}`);
  const host = header(request.headers, "host") ?? "";
  const [, key = "", scopedRegion, scopedService] = scope ?? [];
  const region = scopedRegion ?? REGION.exec(host)?.[1] ?? DEFAULT_REGION;
  const foreign = scopedService !== undefined && !OURS.has(scopedService);
  const service = foreign ? undefined : serviceOf(request, scopedService ?? host.split(".")[0] ?? "");
  if (service === undefined) return { hint: scopedService };
  return { service, region, ...(ACCOUNT.test(key) ? { account: key } : {}) };
}

/** How a call of an unknown service was written, and its operation where it names one. */
export function guessed(request: SandboxRequest): {
  protocol: "query" | "json";
  operation: string | undefined;
} {
  const body = Buffer.from(request.body).toString("latin1");
  const type = header(request.headers, "content-type") ?? "";
  const action = new URLSearchParams(body).get("Action") ?? (single(request, "Action") || undefined);
  if (type.includes("x-www-form-urlencoded") || action !== undefined)
    return { protocol: "query", operation: action ?? undefined };
  return { protocol: "json", operation: header(request.headers, "x-amz-target")?.split(".").at(-1) };
}

function single(request: SandboxRequest, name: string): string {
  const value = request.query[name];
  return typeof value === "string" ? value : "";
}

function serviceOf(request: SandboxRequest, hint: string): Service | undefined {
  if (request.path.startsWith("/v2/")) return "apigatewayv2";
  if (
    hint === "apigateway" ||
    hint === "lambda" ||
    hint === "iam" ||
    hint === "servicequotas" ||
    hint === "sts"
  )
    return hint;
  if (header(request.headers, "x-amz-target")?.startsWith("ServiceQuotasV20190624.")) return "servicequotas";
  if (
    /^\/(restapis|vpclinks|account|apikeys|usageplans|domainnames|clientcertificates|sdktypes|tags)(\/|$)/.test(
      request.path,
    )
  )
    return "apigateway";
  if (/^\/20\d\d-\d\d-\d\d\//.test(request.path)) return "lambda";
  if (request.path === "/" && request.method === "POST") {
    const body = Buffer.from(request.body).toString("latin1");
    return body.includes("Version=2011-06-15")
      ? "sts"
      : body.includes("Version=2010-05-08")
        ? "iam"
        : undefined;
  }
  return undefined;
}
