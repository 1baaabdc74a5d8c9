import {
  type IntegrationResponse,
  type MethodDocument,
  type MethodResponse,
  OPEN_REQUEST,
} from "../gateway/document/method.ts";
import { USUAL_HEADERS } from "../gateway/names/usual-headers.ts";
import { methodsToAllow } from "./cors.ts";
import { ownTemplate, type Refused, whyNoChoice, withOrigins, withoutOrigins } from "./origins.ts";

/** What browsers are to be told. */
export interface CorsWish {
  /** One, or several by name. */
  readonly origins: readonly string[];
  readonly headers?: string | undefined;
  readonly methods?: string | undefined;
  readonly credentials: boolean;
  readonly maxAge?: number | undefined;
  readonly expose?: string | undefined;
}

export const ORIGIN = "Access-Control-Allow-Origin";
const RESPONSE = "method.response.header.";

/** What differs by the caller's origin must not be kept for another's. */
const varies = ({ origins }: CorsWish): boolean => origins[0] !== "*";

/** The headers of an answer to a call. */
export const answerHeaders = (wish: CorsWish): Readonly<Record<string, string>> => ({
  [ORIGIN]: `'${wish.origins[0]}'`,
  ...(wish.credentials ? { "Access-Control-Allow-Credentials": "'true'" } : {}),
  ...(wish.expose === undefined ? {} : { "Access-Control-Expose-Headers": `'${wish.expose}'` }),
  ...(varies(wish) ? { Vary: "'Origin'" } : {}),
});

/** The request headers that browsers may send: the usual ones, and those that the methods declare. */
export function headersToAllow(wish: CorsWish, methods: readonly MethodDocument[]): string {
  if (wish.headers !== undefined) return wish.headers;
  const usual = USUAL_HEADERS.split(",");
  const known = new Set(usual.map((name) => name.toLowerCase()));
  const declared = methods.flatMap(({ request }) =>
    Object.keys(request.requestParameters)
      .filter((key) => key.startsWith("method.request.header."))
      .map((key) => key.slice("method.request.header.".length)),
  );
  return [...usual, ...new Set(declared.filter((name) => !known.has(name.toLowerCase())))].join(",");
}

/** The same with what only a preflight asks for. */
const preflightHeaders = (
  wish: CorsWish,
  verbs: readonly string[],
  methods: readonly MethodDocument[],
): Readonly<Record<string, string>> => {
  const { "Access-Control-Expose-Headers": _, ...rest } = answerHeaders(wish);
  return {
    "Access-Control-Allow-Headers": `'${headersToAllow(wish, methods)}'`,
    "Access-Control-Allow-Methods": `'${wish.methods ?? methodsToAllow(verbs)}'`,
    ...rest,
    ...(wish.maxAge === undefined ? {} : { "Access-Control-Max-Age": `'${wish.maxAge}'` }),
  };
};

const NO_RESPONSE: MethodResponse = { responseParameters: {}, responseModels: {} };

/** Whatever type a preflight says that it has, the mock answers. That `$default` stands for all types is unverified. */
const ANSWERS = { "application/json": '{"statusCode": 200}', $default: '{"statusCode": 200}' };

/** The mock that answers preflight requests: without authorization and key, which browsers do not send then. */
export function preflight(
  before: MethodDocument | undefined,
  wish: CorsWish,
  around: {
    readonly verbs: readonly string[];
    readonly methods: readonly MethodDocument[];
    readonly binary: readonly string[];
    readonly models: readonly string[];
  },
): MethodDocument {
  const headers = preflightHeaders(wish, around.verbs, around.methods);
  const asText = around.binary.length > 0 ? ({ contentHandling: "CONVERT_TO_TEXT" } as const) : {};
  const empty = around.models.includes("Empty") ? { "application/json": "Empty" } : {};
  const base: MethodDocument = before ?? {
    request: OPEN_REQUEST,
    responses: { "200": { responseParameters: {}, responseModels: empty } },
    integrationResponses: { "200": { responseParameters: {}, responseTemplates: {} } },
  };
  const integration = base.integration ?? {
    type: "MOCK" as const,
    requestParameters: {},
    requestTemplates: ANSWERS,
    cacheKeyParameters: [],
  };
  const bare: MethodDocument = {
    ...base,
    request: {
      ...base.request,
      authorizationType: "NONE",
      authorizerId: undefined,
      authorizationScopes: [],
      apiKeyRequired: false,
      // A browser sends neither parameters nor a body with it.
      requestValidator: undefined,
    },
    integration: {
      ...integration,
      requestTemplates: { ...ANSWERS, ...integration.requestTemplates },
      ...(around.binary.includes("*/*") ? asText : {}),
    },
  };
  const status = defaultStatus(bare) ?? "200";
  const { responses, integrationResponses } = withHeaders(bare, status, headers, wish);
  const own = integrationResponses[status];
  return {
    ...bare,
    responses,
    integrationResponses:
      own && wish.origins.length > 1
        ? { ...integrationResponses, [status]: { ...own, ...asText } }
        : integrationResponses,
  };
}

const defaultStatus = ({ integrationResponses }: MethodDocument): string | undefined =>
  Object.entries(integrationResponses).find(([, one]) => one.selectionPattern === undefined)?.[0];

/** The responses with these headers on one status, named alike whatever their case was. */
function withHeaders(
  { integration, responses, integrationResponses }: MethodDocument,
  status: string,
  headers: Readonly<Record<string, string>>,
  { origins }: CorsWish,
): Pick<MethodDocument, "responses" | "integrationResponses"> {
  const response = responses[status] ?? NO_RESPONSE;
  const answer: IntegrationResponse = integrationResponses[status] ?? {
    responseParameters: {},
    responseTemplates: {},
  };
  const names = Object.keys(headers).map((name) => RESPONSE + name);
  const isNamed = (key: string) => names.some((name) => name.toLowerCase() === key.toLowerCase());
  const theirs = withoutHeaders(answer.responseParameters);
  const mapped = {
    ...Object.fromEntries(Object.entries(theirs).filter(([key]) => !isNamed(key))),
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        RESPONSE + name,
        name === "Vary" ? withOrigin(theirs[RESPONSE + name]) : value,
      ]),
    ),
  };
  const declared = Object.entries(response.responseParameters).filter(
    ([key, value]) => key in mapped || !(isNamed(key) || isCors(key, value)),
  );
  const templates = Object.fromEntries(
    Object.entries(answer.responseTemplates).flatMap(([type, text]) => {
      const bare = withoutOrigins(text);
      return bare === undefined ? [] : [[type, bare]];
    }),
  );
  const several = origins.length > 1;
  return {
    responses: {
      ...responses,
      [status]: {
        ...response,
        responseParameters: {
          ...Object.fromEntries(declared),
          ...Object.fromEntries(names.map((name) => [name, response.responseParameters[name] ?? true])),
        },
      },
    },
    integrationResponses: {
      ...integrationResponses,
      [status]: {
        ...answer,
        responseParameters: mapped,
        responseTemplates: !several
          ? templates
          : Object.keys(templates).length === 0
            ? { "application/json": ownTemplate(origins, integration?.type !== "MOCK") }
            : Object.fromEntries(
                Object.entries(templates).map(([type, text]) => [type, withOrigins(text, origins)]),
              ),
      },
    },
  };
}

/** A method whose every answer names the origin; what cannot be is refused. */
export function withCors(
  method: MethodDocument,
  wish: CorsWish,
  binary: readonly string[],
): { readonly method: MethodDocument; readonly refused: readonly Refused[] } {
  let now = method;
  const refused: Refused[] = [];
  for (const [status, answer] of Object.entries(method.integrationResponses)) {
    if (wish.origins.length > 1) {
      const why = whyNoChoice(method, answer, binary);
      if (why !== undefined) {
        refused.push({ status, ...why });
        continue;
      }
    }
    now = { ...now, ...withHeaders(now, status, answerHeaders(wish), wish) };
  }
  return { method: now, refused };
}

/** A `Vary` that says the origin too: what somebody wrote there stays in front. */
const withOrigin = (before: string | undefined): string => {
  const [, text] = /^'(.*)'$/s.exec(before ?? "") ?? [];
  if (text === undefined || text === "") return "'Origin'";
  return /(?:^|,)\s*(?:origin|\*)\s*(?:,|$)/i.test(text) ? `'${text}'` : `'${text},Origin'`;
};

/** Whether a header is one of CORS; `Vary` only where it says nothing else. */
function isCors(key: string, value: unknown): boolean {
  const name = key.replace(/^.*\.header\./, "").toLowerCase();
  return name.startsWith("access-control-") || (name === "vary" && (value === "'Origin'" || value === true));
}

/** Whether a method's answers speak of CORS. */
export const hasCors = ({ integrationResponses }: MethodDocument): boolean =>
  Object.values(integrationResponses).some(({ responseParameters }) =>
    Object.keys(responseParameters).some((key) => key.toLowerCase() === (RESPONSE + ORIGIN).toLowerCase()),
  );

/** A method that says nothing of CORS any more. */
export function withoutCors(method: MethodDocument): MethodDocument {
  const integrationResponses = Object.fromEntries(
    Object.entries(method.integrationResponses).map(([status, one]) => [
      status,
      {
        ...one,
        responseParameters: withoutHeaders(one.responseParameters),
        responseTemplates: Object.fromEntries(
          Object.entries(one.responseTemplates).flatMap(([type, text]) => {
            const bare = withoutOrigins(text);
            return bare === undefined ? [] : [[type, bare]];
          }),
        ),
      },
    ]),
  );
  const responses = Object.fromEntries(
    Object.entries(method.responses).map(([status, one]) => {
      // A declaration goes with what was mapped to it: a Vary of somebody's own stays.
      const mapped = integrationResponses[status]?.responseParameters ?? {};
      const responseParameters = Object.fromEntries(
        Object.entries(one.responseParameters).filter(([key, value]) => key in mapped || !isCors(key, value)),
      );
      return [status, { ...one, responseParameters }];
    }),
  );
  return { ...method, responses, integrationResponses };
}

export const withoutHeaders = (map: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(map)
      .filter(([key, value]) => !isCors(key, value))
      .map(([key, value]) => [key, /\.header\.vary$/i.test(key) ? value.replace(/,Origin'$/, "'") : value]),
  );

/** Whether a mock on OPTIONS is there for preflights alone: without its CORS headers it says nothing. */
export function isPreflightOnly(options: MethodDocument): boolean {
  const bare = withoutCors(options);
  const statuses = Object.values(bare.integrationResponses);
  return (
    bare.integration?.type === "MOCK" &&
    statuses.length <= 1 &&
    statuses.every(
      (one) => Object.keys({ ...one.responseParameters, ...one.responseTemplates }).length === 0,
    ) &&
    Object.values(bare.responses).every((one) => Object.keys(one.responseParameters).length === 0)
  );
}
