import { fateOfAnswered, isDroppedHeader, isRefusedHeader } from "../../gateway/rules/headers.ts";
import { configurationFault, type Invocation, type Multi } from "./invocation.ts";

const anyOf = (...names: string[]) => new RegExp(`^(?:${names.join("|")})$`, "i");

/** Headers of the caller that a method never sees: recorded as empty to `$input.params`, and sent to no backend. */
export const NOT_OF_THE_METHOD = anyOf(
  "Connection",
  "Content-Length",
  "Content-MD5",
  "Expect",
  "Max-Forwards",
  "Proxy-Authenticate",
  "Server",
  "TE",
  "Transfer-Encoding",
  "Trailer",
  "Upgrade",
  "WWW-Authenticate",
  // Of the sandbox's own.
  "X-Apigw-Sandbox-.*",
);

/** The headers of a call as its method sees them. */
export const methodHeaders = (headers: Readonly<Multi>): Multi =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_OF_THE_METHOD.test(name)));

/** What an HTTP proxy leaves out besides. */
export const NOT_PROXIED = anyOf("Host", "Content-Encoding", "Via");

/** The mapped headers as they go out; one that API Gateway sets itself may not be mapped at all. */
export function sentHeaders(invocation: Invocation, mapped: Readonly<Multi>): Multi {
  const type = invocation.method.methodIntegration?.type;
  for (const name of Object.keys(mapped)) {
    if (isRefusedHeader(type, name)) throw configurationFault(invocation, `${name} header already present`);
  }
  return Object.fromEntries(Object.entries(mapped).filter(([name]) => !isDroppedHeader(type, name)));
}

/** The headers of an integration's answer as they reach the caller. */
export function answeredHeaders(type: string | undefined, headers: Readonly<Multi>): Multi {
  const entries = Object.entries(headers).flatMap(([name, values]): [string, string[]][] => {
    const fate = fateOfAnswered(type, name);
    return fate === "dropped" ? [] : [[fate === "remapped" ? `x-amzn-Remapped-${name}` : name, values]];
  });
  return Object.fromEntries(entries);
}
