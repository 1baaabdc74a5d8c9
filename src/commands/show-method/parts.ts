import type { Backend } from "../../called/backend.ts";
import type { ShownMethod } from "../../gateway/document/shown-method.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { functionArnOf, parseServiceUri } from "../../gateway/names/uri.ts";
import { methodSettings } from "../../settings/method.ts";

/** One box of the diagram. */
export interface Part {
  readonly title: string;
  /** A label and what it says; without a label, what stands alone. */
  readonly entries: readonly (readonly [label: string, text: string])[];
}

/** A mapping template, to be shown below. */
export interface Text {
  readonly title: string;
  readonly text: string;
}

export interface Diagram {
  readonly request: Part;
  readonly integration: Part;
  readonly backend: Part;
  readonly integrationResponse: Part;
  readonly response: Part;
  readonly templates: readonly Text[];
}

/** A method in the console's words, part by part on the way of a call. */
export function diagramOf(method: ShownMethod, backend: Backend | undefined): Diagram {
  return {
    request: clean({ title: "Method request", entries: requestEntries(method) }),
    integration: clean({ title: "Integration request", entries: integrationEntries(method, backend) }),
    backend: clean(backendPart(method, backend)),
    integrationResponse: clean({ title: "Integration response", entries: answerEntries(method, backend) }),
    response: clean({ title: "Method response", entries: responseEntries(method) }),
    templates: templatesOf(method),
  };
}

const clean = ({ title, entries }: Part): Part => ({
  title,
  entries: entries.map(([label, text]) => [plain(label), plain(text)]),
});

type Entries = [label: string, text: string][];

const if_ = (condition: unknown, label: string, text: string): Entries => (condition ? [[label, text]] : []);

/** `method.request.header.X-Id` as `Header X-Id`. */
const PLACES: Readonly<Record<string, string>> = {
  querystring: "Query string",
  header: "Header",
  path: "Path",
};
function placeOf(key: string): string {
  const [, , place = "", ...name] = key.split(".");
  return `${PLACES[place] ?? place} ${name.join(".")}`;
}

function requestEntries({ request, integration }: ShownMethod): Entries {
  const { value } = methodSettings.authorization;
  const word = value.print(request.authorizationType as Parameters<typeof value.print>[0]);
  const cached = new Set(integration?.cacheKeyParameters);
  const { requestValidator: validator } = request;
  return [
    ["Authorization", request.authorizer === null ? word : `${word} ${request.authorizer}`],
    ...if_(request.authorizationScopes.length > 0, "Scopes", request.authorizationScopes.join(", ")),
    ["API key", request.apiKeyRequired ? "required" : "not required"],
    ...if_(request.operationName, "Operation name", request.operationName ?? ""),
    ["Request validator", validator === null ? "none" : `${validator.name}${validates(validator)}`],
    ...Object.entries(request.requestParameters).map(([key, required]): [string, string] => [
      placeOf(key),
      [required ? "required" : "optional", ...(cached.has(key) ? ["cached"] : [])].join(", "),
    ]),
    ...Object.entries(request.requestModels).map(([type, model]): [string, string] => [
      `Body ${type}`,
      model,
    ]),
  ];
}

function validates(validator: NonNullable<ShownMethod["request"]["requestValidator"]>): string {
  const { validateRequestBody: body, validateRequestParameters: parameters } = validator;
  if (body === null) return " (what it validates may not be read)";
  const what = [...(body ? ["body"] : []), ...(parameters ? ["parameters"] : [])];
  return ` (${what.join(" and ") || "nothing"})`;
}

const KINDS: Readonly<Record<Backend["kind"], string>> = {
  lambda: "Lambda function",
  http: "HTTP endpoint",
  aws: "AWS service",
  mock: "Mock",
  "vpc-link": "VPC link",
};

const HANDLINGS: Readonly<Record<string, string>> = {
  CONVERT_TO_BINARY: "convert to binary",
  CONVERT_TO_TEXT: "convert to text",
};

function integrationEntries({ integration }: ShownMethod, backend: Backend | undefined): Entries {
  if (!integration || !backend) return [["", "There is none yet: no deployment takes the API."]];
  const templates = Object.keys(integration.requestTemplates);
  return [
    ["Type", `${KINDS[backend.kind]}${backend.proxy ? ", proxy" : ""}`],
    ...if_(integration.credentials, "Role", roleText(integration.credentials ?? "")),
    ...if_(integration.timeoutInMillis !== null, "Timeout", `${integration.timeoutInMillis} ms`),
    ...if_(integration.responseTransferMode === "STREAM", "Response", "streamed"),
    ...if_(integration.contentHandling, "Content", HANDLINGS[integration.contentHandling ?? ""] ?? ""),
    ...if_(!backend.proxy, "Passthrough", integration.passthroughBehavior.toLowerCase().replaceAll("_", " ")),
    ...if_(integration.cacheNamespace, "Cache namespace", integration.cacheNamespace ?? ""),
    ...Object.entries(integration.requestParameters).map(([key, from]): [string, string] => [
      placeOf(key),
      `from ${from}`,
    ]),
    ...templates.map((type): [string, string] => ["Template", `${type}, below`]),
  ];
}

const roleText = (credentials: string): string =>
  /^arn:[^:]*:iam::\*:user\/\*$/.test(credentials) ? "the caller's own credentials" : credentials;

function backendPart({ integration }: ShownMethod, backend: Backend | undefined): Part {
  if (!integration || !backend) return { title: "Backend", entries: [["", "none"]] };
  const { uri, httpMethod } = integration;
  const title = KINDS[backend.kind];
  switch (backend.kind) {
    case "mock":
      return { title, entries: [["", "API Gateway answers by itself"]] };
    case "lambda":
      return {
        title,
        entries: [
          ["", backend.target],
          ["", functionArnOf(uri ?? "") ?? uri ?? ""],
        ],
      };
    case "aws": {
      const region = parseServiceUri(uri ?? "")?.region;
      return {
        title,
        entries: [["", backend.target], ...if_(region, "Region", region ?? ""), ["", `${httpMethod} ${uri}`]],
      };
    }
    default:
      return {
        title,
        entries: [
          ...if_(integration.vpcLink, "", integration.vpcLink ?? ""),
          ["", `${httpMethod} ${uri}`],
          ...if_(integration.integrationTarget, "Target", integration.integrationTarget ?? ""),
          ...if_(integration.insecureSkipVerification, "TLS", "the certificate is not verified"),
        ],
      };
  }
}

function answerEntries({ integrationResponses }: ShownMethod, backend: Backend | undefined): Entries {
  if (backend?.proxy) return [["", "The backend's answer goes through as it is."]];
  const all = Object.entries(integrationResponses);
  if (all.length === 0) return [["", "none"]];
  return all.flatMap(
    ([status, response]): Entries => [
      [response.selectionPattern ?? "default", `becomes ${status}`],
      ...if_(response.contentHandling, "  content", HANDLINGS[response.contentHandling ?? ""] ?? ""),
      ...Object.entries(response.responseParameters).map(([key, from]): [string, string] => [
        `  ${placeOf(key)}`,
        `from ${from}`,
      ]),
      ...Object.keys(response.responseTemplates).map((type): [string, string] => [
        "  Template",
        `${type}, below`,
      ]),
    ],
  );
}

function responseEntries({ methodResponses }: ShownMethod): Entries {
  const all = Object.entries(methodResponses);
  if (all.length === 0) return [["", "none"]];
  return all.flatMap(([status, { responseParameters, responseModels }]): Entries => {
    const models = Object.entries(responseModels).map(([type, model]) => `${type} ${model}`);
    return [
      [status, models.join(", ") || "no model"],
      ...Object.keys(responseParameters).map((key): [string, string] => ["", `  ${placeOf(key)}`]),
    ];
  });
}

function templatesOf({ integration, integrationResponses }: ShownMethod): readonly Text[] {
  return [
    ...Object.entries(integration?.requestTemplates ?? {}).map(([type, text]) => ({
      title: `Mapping template of the request, ${plain(type)}`,
      text,
    })),
    ...Object.entries(integrationResponses).flatMap(([status, { responseTemplates }]) =>
      Object.entries(responseTemplates).map(([type, text]) => ({
        title: `Mapping template of ${plain(status)}, ${plain(type)}`,
        text,
      })),
    ),
  ];
}
