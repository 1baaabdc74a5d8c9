import { header, type SandboxRequest } from "./request.ts";

export type Service = "apigateway" | "apigatewayv2" | "lambda" | "iam" | "sts";

/** Where a call is meant to go: from its signature's scope, else from its host. */
export interface Target {
  readonly service: Service;
  readonly region: string;
}

const DEFAULT_REGION = "us-east-1";
const SCOPE = /Credential=[^/,\s]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;
const REGION = /(?:^|[.])([a-z]{2}(?:-[a-z]+)+-\d)[.]/;

/** The service and Region of a call; the path tells the service where nothing else does. */
export function targetOf(request: SandboxRequest): Target | undefined {
  const scope = SCOPE.exec(header(request.headers, "authorization") ?? "");
  const presigned = SCOPE.exec(`Credential=${single(request, "X-Amz-Credential")}`);
  const host = header(request.headers, "host") ?? "";
  const region = scope?.[1] ?? presigned?.[1] ?? REGION.exec(host)?.[1] ?? DEFAULT_REGION;
  const service = serviceOf(request, scope?.[2] ?? presigned?.[2] ?? host.split(".")[0] ?? "");
  return service ? { service, region } : undefined;
}

function single(request: SandboxRequest, name: string): string {
  const value = request.query[name];
  return typeof value === "string" ? value : "";
}

function serviceOf(request: SandboxRequest, hint: string): Service | undefined {
  if (request.path.startsWith("/v2/")) return "apigatewayv2";
  if (hint === "apigateway" || hint === "lambda" || hint === "iam" || hint === "sts") return hint;
  if (/^\/(restapis|vpclinks|account|apikeys|usageplans|domainnames|tags)(\/|$)/.test(request.path))
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
