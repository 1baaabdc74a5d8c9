import { NOT_OF_THE_METHOD, NOT_PROXIED } from "./header-rules.ts";
import { headerValue, type Invocation, type Multi, TRACE_ID_HEADER } from "./invocation.ts";
import type { MappedRequest } from "./request-mapping.ts";

/** The header that tells a backend which API calls it. */
const apiIdOf = (id: string): [string, string[]] => ["X-Amzn-Apigateway-Api-Id", [id]];

/** A proxy hands on what it was sent, but for what belongs to one connection only. */
export function proxyHeaders({ request, api }: Invocation, mapped: MappedRequest): Multi {
  const passed = Object.entries(request.headers).filter(
    ([name]) => !NOT_OF_THE_METHOD.test(name) && !NOT_PROXIED.test(name),
  );
  return replacing([...passed, apiIdOf(api.id)], mapped.headers);
}

/** A mapped header takes the place of one of the same name, however that is spelled. */
function replacing(headers: readonly [string, string[]][], mapped: Readonly<Multi>): Multi {
  const names = new Set(Object.keys(mapped).map((name) => name.toLowerCase()));
  const kept = headers.filter(([name]) => !names.has(name.toLowerCase()));
  return Object.fromEntries([...kept, ...Object.entries(mapped)]);
}

/** Unverified: that the caller's type is told where there is one. */
const WITHOUT_CONTENT_TYPE = /^(GET|HEAD|OPTIONS)$/;

/** Without proxy the backend gets the mapped headers and API Gateway's own, none of the caller's; an AWS service is not told the API. */
export function ownHeaders({ request, api, context, method }: Invocation, mapped: MappedRequest): Multi {
  const type = headerValue(request.headers, "content-type") ?? "application/json";
  const own: [string, string[]][] = [
    ["Accept", ["application/json"]],
    ["User-Agent", [`AmazonAPIGateway_${api.id}`]],
    ...(WITHOUT_CONTENT_TYPE.test(request.method) ? [] : [["Content-Type", [type]] as [string, string[]]]),
    [TRACE_ID_HEADER, [String(context.xrayTraceId)]],
    ...(method.methodIntegration?.type === "AWS" ? [] : [apiIdOf(api.id)]),
  ];
  return replacing(own, mapped.headers);
}
