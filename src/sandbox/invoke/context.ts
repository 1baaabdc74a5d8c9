import { randomBytes, randomUUID } from "node:crypto";
import { isIP } from "node:net";

export interface ContextFacts {
  readonly apiId: string;
  readonly accountId: string;
  readonly stage: string;
  readonly method: string;
  /** With the stage in front, for a deployed one. */
  readonly path: string;
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly deploymentId: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly sourceIp: string;
  readonly userAgent: string | null;
  readonly traceId: string;
  readonly requestId: string;
  readonly now: Date;
  /** What `$context.identity` has besides: a test call names a key. */
  readonly identity?: Readonly<Record<string, string>>;
  /** Whether a canary answers; undefined where the stage has none. */
  readonly canary?: boolean | undefined;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (number: number) => String(number).padStart(2, "0");

/** As in an access log: `22/Nov/2026:17:00:00 +0000`. */
function requestTime(date: Date): string {
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** `$context`, with the places where templates put their overrides. */
export function newContext(facts: ContextFacts): Record<string, unknown> {
  return {
    apiId: facts.apiId,
    accountId: facts.accountId,
    stage: facts.stage,
    httpMethod: facts.method,
    path: facts.path,
    protocol: "HTTP/1.1",
    resourceId: facts.resourceId,
    resourcePath: facts.resourcePath,
    deploymentId: facts.deploymentId,
    domainName: facts.domainName,
    domainPrefix: facts.domainPrefix,
    requestId: facts.requestId,
    extendedRequestId: extendedId(),
    requestTime: requestTime(facts.now),
    requestTimeEpoch: facts.now.getTime(),
    xrayTraceId: facts.traceId,
    ...(facts.canary === undefined ? {} : { isCanaryRequest: facts.canary }),
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: isIP(facts.sourceIp) ? facts.sourceIp : facts.sourceIp || "127.0.0.1",
      user: null,
      userAgent: facts.userAgent,
      userArn: null,
      ...facts.identity,
    },
    requestOverride: { header: {}, querystring: {}, path: {} },
    responseOverride: { header: {} },
  };
}

/** The id of `x-amz-apigw-id`: base64 with an equals sign at the end. */
export const extendedId = (): string => `${randomBytes(11).toString("base64").slice(0, 14)}=`;

export const newRequestId = (): string => randomUUID();

/** What was sent goes on; without one a root is made. */
export function traceIdOf(sent: string | undefined, now: Date): string {
  if (sent) return sent;
  return `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;
}
