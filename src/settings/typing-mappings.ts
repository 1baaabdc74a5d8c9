import { pathParameters } from "../gateway/names/path.ts";
import type { Known } from "./known.ts";
import { stagesOf } from "./live.ts";
import type { Offer, Typing } from "./suggestion.ts";

/** The statuses that APIs answer with most. */
export const STATUSES: readonly Offer[] = [
  ["200", "OK"],
  ["201", "Created"],
  ["202", "Accepted"],
  ["204", "No content"],
  ["301", "Moved permanently"],
  ["302", "Found"],
  ["304", "Not modified"],
  ["400", "Bad request"],
  ["401", "Unauthorized"],
  ["403", "Forbidden"],
  ["404", "Not found"],
  ["409", "Conflict"],
  ["429", "Too many requests"],
  ["500", "Internal server error"],
  ["502", "Bad gateway"],
  ["503", "Service unavailable"],
  ["504", "Gateway timeout"],
].map(([value = "", description = ""]) => ({ value, description }));

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
const CONTEXT = [
  "accountId",
  "apiId",
  "authorizer.principalId",
  "domainName",
  "extendedRequestId",
  "httpMethod",
  "identity.apiKey",
  "identity.caller",
  "identity.sourceIp",
  "identity.user",
  "identity.userAgent",
  "identity.userArn",
  "path",
  "protocol",
  "requestId",
  "requestTime",
  "requestTimeEpoch",
  "resourceId",
  "resourcePath",
  "stage",
].map((name): Offer => ({ value: `context.${name}` }));

/** `integration.request.header.X=method.request.header.Y`, part by part, from the parameters that are declared. */
export const offerMapping: Typing = async (typed, { known, reading }) => {
  const at = typed.indexOf("=");
  if (at >= 0) {
    const front = typed.slice(0, at + 1);
    return expressions(known, await stagesOf(reading, known)).map((one) => ({
      ...one,
      value: front + one.value,
    }));
  }
  const target = "integration.request.";
  const names = [
    ...(known.queryParam ?? []).map(({ name }) => `${target}querystring.${name}=`),
    ...(known.header ?? []).map(({ name }) => `${target}header.${name}=`),
    ...pathParameters(known.resource ?? "").map((name) => `${target}path.${name}=`),
  ].map((value): Offer => ({ value, open: true }));
  const kinds = ["header.", "querystring.", "path."].map(
    (kind): Offer => ({ value: target + kind, open: true }),
  );
  return [...names, ...kinds.filter(({ value }) => value !== typed)];
};

/** Where a value of the backend's request can come from. */
function expressions(
  known: Known,
  stages: readonly { readonly variables: Readonly<Record<string, string>> }[],
): readonly Offer[] {
  const source = "method.request.";
  const path = [
    ...new Set([...pathParameters(known.resource ?? ""), ...(known.pathParam ?? []).map(({ name }) => name)]),
  ];
  const variables = [...new Set(stages.flatMap((stage) => Object.keys(stage.variables)))];
  return [
    ...path.map((name) => ({ value: `${source}path.${name}`, description: "of the resource's path" })),
    ...(known.queryParam ?? []).map(({ name }) => ({
      value: `${source}querystring.${name}`,
      description: "declared by --query-param",
    })),
    ...(known.header ?? []).map(({ name }) => ({
      value: `${source}header.${name}`,
      description: "declared by --header",
    })),
    { value: `${source}body`, description: "the whole body" },
    ...variables.map((name) => ({ value: `stageVariables.${name}`, description: "a stage variable" })),
    ...CONTEXT,
  ];
}

/** The statuses that are declared, else 200. */
export function statuses(known: Known): readonly string[] {
  const declared = (known.response ?? []).map(({ status }) => status);
  return declared.length > 0 ? declared : ["200"];
}

/** `STATUS:` and then what stands behind it. */
export function ofStatus(
  typed: string,
  known: Known,
  rest: (front: string, typed: string) => Promise<readonly Offer[]> | readonly Offer[],
): Promise<readonly Offer[]> | readonly Offer[] {
  const [front] = /^\d{3}:/.exec(typed) ?? [];
  if (front !== undefined) return rest(front, typed.slice(front.length));
  return statuses(known).map((status) => ({ value: `${status}:`, open: true }));
}

const RESPONSE_HEADERS = [
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Origin",
  "Cache-Control",
  "Content-Type",
  "Location",
  "X-Request-Id",
];

/** `200:Name=expression`. */
export const offerResponseHeader: Typing = (typed, { known }) =>
  ofStatus(typed, known, (front, rest) => {
    const at = rest.indexOf("=");
    if (at < 0) return RESPONSE_HEADERS.map((name) => ({ value: `${front}${name}=`, open: true }));
    const name = rest.slice(0, at);
    const from = [
      { value: `integration.response.header.${name}`, description: "the backend's header of that name" },
      { value: "integration.response.body", description: "the backend's body" },
      { value: "'*'", description: "a fixed text" },
      ...CONTEXT,
    ];
    return from.map((one) => ({ ...one, value: `${front}${name}=${one.value}` }));
  });
