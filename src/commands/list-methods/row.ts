import type { StageStatus } from "../../account/stage-status.ts";
import { type Backend, backendOf } from "../../called/backend.ts";
import type { Finding } from "../../gateway/checks/finding.ts";
import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import type { Configured } from "../../gateway/stage/configured.ts";
import { methodSettings } from "../../settings/method.ts";

/**
 * Whether a stage serves a method as it is configured: it does, it serves it otherwise, it has not got it; or nobody may
 * tell.
 */
export type Live = "live" | "changed" | "absent" | "unknown";

/** A method as it is listed; every member that was asked for is there, in this order. */
export interface Row {
  readonly path: string;
  readonly method: string;
  /** Null where it has none yet, which no deployment takes. */
  readonly integration: Backend["kind"] | null;
  readonly proxy: boolean;
  readonly target: string | null;
  readonly authorization: string;
  readonly authorizer: string | null;
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
  /** Milliseconds; null where nothing is waited for. */
  readonly timeout: number | null;
  readonly role: string | null;
  readonly requestValidator: string | null;
  readonly findings?: readonly Finding[] | undefined;
  readonly stages?: Readonly<Record<string, Live>> | undefined;
}

/** A method as it is listed. */
export function rowOf(
  { path, httpMethod, document, authorizer, validator }: Configured,
  region: string,
): Row {
  const { request, integration } = document;
  const backend = integration && backendOf(integration, region);
  const { value } = methodSettings.authorization;
  return {
    path,
    method: httpMethod,
    integration: backend?.kind ?? null,
    proxy: backend?.proxy ?? false,
    target: backend?.target ?? null,
    authorization: value.print(request.authorizationType as Parameters<typeof value.print>[0]),
    authorizer: (authorizer && "name" in authorizer ? authorizer.name : request.authorizerId) ?? null,
    scopes: [...request.authorizationScopes].sort(),
    apiKeyRequired: request.apiKeyRequired,
    timeout:
      integration === undefined || integration.type === "MOCK"
        ? null
        : (integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS),
    role: integration?.credentials ?? null,
    requestValidator: validator && "name" in validator ? validator.name : null,
  };
}

/** How a stage serves the method `GET /pets`. */
export function liveIn({ changes, by }: StageStatus, at: string): Live {
  const change = changes.find((one) => one.kind === "method" && one.at === at)?.change;
  if (change === "added") return "absent";
  if (change === "changed") return "changed";
  return by === "export" ? "live" : "unknown";
}
