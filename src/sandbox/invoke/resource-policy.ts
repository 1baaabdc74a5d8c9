import { type Principal, type Said, saidOf } from "../../gateway/policy/call-verdict.ts";
import type { Keys } from "../../gateway/policy/conditions.ts";
import { readResourcePolicy } from "../../gateway/policy/resource-policy.ts";
import { contextValue } from "./context-value.ts";
import { GatewayFault, headerValue, type Invocation } from "./invocation.ts";

export const INVOKE = "execute-api:Invoke";

/** The method as policies name it, with the path that was called. */
export function methodArnOf({ partition, region, accountId, api, stage, request }: Invocation): string {
  return `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${stage}/${request.method}${request.rawPath}`;
}

/** What conditions may ask about a call of a stage. */
export function keysOf(invocation: Invocation, caller: Principal | "anonymous", now: Date): Keys {
  const { context, request } = invocation;
  const identity = (name: string): string[] => {
    const value = contextValue(context, `identity.${name}`);
    return value === undefined || value === null ? [] : [String(value)];
  };
  const header = (name: string) => [headerValue(request.headers, name) ?? []].flat();
  const anonymous = caller === "anonymous";
  const vpce = identity("vpceId");
  return {
    // From inside a VPC the address is another key's.
    [vpce.length > 0 ? "aws:vpcsourceip" : "aws:sourceip"]: identity("sourceIp"),
    "aws:sourcevpce": vpce,
    "aws:sourcevpc": identity("vpcId"),
    "aws:useragent": header("User-Agent"),
    "aws:referer": header("Referer"),
    // What stands for an address on AWS is reached by HTTPS alone.
    "aws:securetransport": ["true"],
    "aws:currenttime": [now.toISOString()],
    "aws:epochtime": [String(Math.floor(now.getTime() / 1000))],
    "aws:principaltype": [anonymous ? "Anonymous" : "User"],
    "aws:principalarn": anonymous ? [] : [caller.arn],
    "aws:principalaccount": anonymous ? [] : [caller.account],
    "aws:userid": identity("user"),
    "aws:username": anonymous ? [] : [caller.arn.split("/").at(-1) ?? ""],
  };
}

/** What the API's own policy says, as it was deployed; nothing where it has none. */
export function resourcePolicySays(
  invocation: Invocation,
  caller: Principal | "anonymous",
  now: Date,
): Said | undefined {
  const text = invocation.snapshot.policy;
  if (text === undefined) return undefined;
  const { partition, region, accountId, api } = invocation;
  const here = `arn:${partition}:execute-api:${region}:${accountId}:${api.id}`;
  return judged(
    invocation,
    readResourcePolicy(text) ?? {},
    {
      action: INVOKE,
      resource: methodArnOf(invocation),
      principal: caller,
      keys: keysOf(invocation, caller, now),
    },
    (resource) => resource.replace(/^execute-api:\//, `${here}/`),
  );
}

/** What a policy says; what of it cannot be judged is in the log. */
export function judged({ log }: Pick<Invocation, "log">, ...asked: Parameters<typeof saidOf>): Said {
  const { said, unsure } = saidOf(...asked);
  for (const why of unsure)
    log(
      `A condition of a policy is not checked: ${why}. Such a Deny denies, and such an Allow does not allow.`,
    );
  return said;
}

/** By public reports, but for the ending of an explicit denial: unverified. */
export function notAuthorized(
  invocation: Invocation,
  caller: Principal | "anonymous",
  said: Said | undefined,
): GatewayFault {
  const who = caller === "anonymous" ? caller : caller.arn;
  const masked = methodArnOf(invocation).replace(
    /^((?:[^:]+:){4})\d*(\d{4}):/,
    (_all, start: string, last: string) => `${start}********${last}:`,
  );
  const words = `User: ${who} is not authorized to perform: ${INVOKE} on resource: ${masked}`;
  return new GatewayFault(
    "ACCESS_DENIED",
    "AccessDeniedException",
    said === "deny" ? `${words} with an explicit deny` : words,
  );
}
