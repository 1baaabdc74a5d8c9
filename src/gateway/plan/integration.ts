import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { Call } from "../call/call.ts";
import {
  type Address,
  DEFAULT_TIMEOUT_MS,
  type IntegrationRequest,
  type IntegrationResponse,
  type MethodDocument,
  printAddress,
} from "../document/method.ts";
import { resourceKey } from "../document/things.ts";
import { mapPatches, patch, scalarPatches, setPatches } from "./patch.ts";
import { equal, ifAny, sorted, target } from "./shapes.ts";

// Members that a patch replaces.
const SCALARS = [
  "httpMethod",
  "uri",
  "connectionType",
  "connectionId",
  "integrationTarget",
  "contentHandling",
] as const satisfies readonly (keyof IntegrationRequest)[];

// Of these nobody knows a patch that clears them (API reference, "Patch operations").
const NEVER_CLEARED = [
  "httpMethod",
  "uri",
  "connectionType",
  "connectionId",
  "integrationTarget",
] as const satisfies readonly (keyof IntegrationRequest)[];

/** Whether one integration cannot be patched into the other: there is no patch for its type and its credentials. */
const isAnother = (before: IntegrationRequest, after: IntegrationRequest): boolean =>
  before.type !== after.type ||
  before.credentials !== after.credentials ||
  NEVER_CLEARED.some((key) => before[key] !== undefined && after[key] === undefined);

/** The calls from one integration, with its responses, to another. */
export function planIntegration(
  current: MethodDocument | undefined,
  wanted: MethodDocument,
  at: Address,
): readonly Call[] {
  const before = current?.integration;
  const after = wanted.integration;
  if (!after) {
    return before
      ? [
          {
            operation: "apigateway:DeleteIntegration",
            input: target(at),
            at: printAddress(at),
            because: "the method is to have no integration",
          },
        ]
      : [];
  }
  const whole = !before || isAnother(before, after);
  const responses = planIntegrationResponses(
    current?.integrationResponses ?? {},
    wanted.integrationResponses,
    at,
    // Whether PutIntegration keeps the responses of the integration it replaces is not recorded: all are put again.
    whole,
  );
  if (whole) {
    const because = !before
      ? "the method has no integration"
      : before.type === after.type
        ? "no patch makes this change"
        : "the integration is of another kind";
    return [...responses.remove, putIntegration(after, at, because), ...responses.put];
  }
  return [
    ...integrationPatches(before, after, at).map(
      (patchOperations): Call => ({
        operation: "apigateway:UpdateIntegration",
        input: { ...target(at), patchOperations: [...patchOperations] },
        at: printAddress(at),
        because: "the integration request differs",
      }),
    ),
    ...responses.remove,
    ...responses.put,
  ];
}

function putIntegration(integration: IntegrationRequest, at: Address, because: string): Call {
  const {
    httpMethod,
    insecureSkipVerification,
    requestParameters,
    requestTemplates,
    cacheKeyParameters,
    ...rest
  } = integration;
  return {
    operation: "apigateway:PutIntegration",
    input: {
      ...target(at),
      ...(httpMethod === undefined ? {} : { integrationHttpMethod: httpMethod }),
      ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as typeof rest),
      ...ifAny("requestParameters", requestParameters),
      ...ifAny("requestTemplates", requestTemplates),
      ...(cacheKeyParameters.length === 0 ? {} : { cacheKeyParameters: [...cacheKeyParameters] }),
      ...(insecureSkipVerification ? { tlsConfig: { insecureSkipVerification } } : {}),
    } as Extract<Call, { operation: "apigateway:PutIntegration" }>["input"],
    at: printAddress(at),
    because,
  };
}

/**
 * The patches, a list for each call. Cache keys and parameters in one call fail unpredictably, since parameters that
 * change take cache keys with them: keys go before and come after.
 */
function integrationPatches(
  before: IntegrationRequest,
  after: IntegrationRequest,
  at: Address,
): readonly (readonly PatchOperation[])[] {
  const defaulted = (of: IntegrationRequest) => ({
    passthroughBehavior: of.passthroughBehavior ?? "WHEN_NO_MATCH",
    timeoutInMillis: of.timeoutInMillis ?? DEFAULT_TIMEOUT_MS,
    responseTransferMode: of.responseTransferMode ?? "BUFFERED",
  });
  const skips = (of: IntegrationRequest) => String(of.insecureSkipVerification ?? false);
  // The default namespace is the resource's id. The value of a patch is not a member of the input: it is resolved there.
  const namespace = after.cacheNamespace ?? { idOf: resourceKey(at.restApiId, at.path) };
  const keys = setPatches("/cacheKeyParameters/*", before.cacheKeyParameters, after.cacheKeyParameters);
  const rest = [
    ...scalarPatches(before, after, SCALARS),
    ...scalarPatches(defaulted(before), defaulted(after), [
      "passthroughBehavior",
      "timeoutInMillis",
      "responseTransferMode",
    ]),
    ...(before.cacheNamespace === after.cacheNamespace
      ? []
      : [{ op: "replace", path: "/cacheNamespace", value: namespace as string } as const]),
    ...(skips(before) === skips(after)
      ? []
      : [patch("replace", "/tlsConfig/insecureSkipVerification", skips(after))]),
    ...mapPatches("/requestParameters", before.requestParameters, after.requestParameters),
    ...mapPatches("/requestTemplates", before.requestTemplates, after.requestTemplates),
  ];
  return [keys.filter(({ op }) => op === "remove"), rest, keys.filter(({ op }) => op === "add")].filter(
    (patches) => patches.length > 0,
  );
}

type IntegrationResponses = Readonly<Record<string, IntegrationResponse>>;

function planIntegrationResponses(
  current: IntegrationResponses,
  wanted: IntegrationResponses,
  at: Address,
  all: boolean,
): { remove: readonly Call[]; put: readonly Call[] } {
  const changed = sorted(wanted).filter(([status, one]) => all || !equal(current[status], one));
  // Two responses cannot share a pattern, not even between two calls: a pattern that moves is freed first.
  const moving = new Set(changed.map(([, one]) => one.selectionPattern ?? ""));
  const goes = ([status, one]: [string, IntegrationResponse]) =>
    !wanted[status] ||
    (moving.has(one.selectionPattern ?? "") &&
      (wanted[status].selectionPattern ?? "") !== (one.selectionPattern ?? ""));
  const remove = sorted(current)
    .filter(goes)
    .map(
      ([statusCode]): Call => ({
        operation: "apigateway:DeleteIntegrationResponse",
        input: { ...target(at), statusCode },
        at: `${printAddress(at)} ${statusCode}`,
        because: wanted[statusCode]
          ? "its selection pattern is needed by another status"
          : "this integration response is no longer wanted",
      }),
    );
  const put = changed.map(
    ([statusCode, response]): Call => ({
      operation: "apigateway:PutIntegrationResponse",
      input: {
        ...target(at),
        statusCode,
        ...(response.selectionPattern === undefined ? {} : { selectionPattern: response.selectionPattern }),
        ...ifAny("responseParameters", response.responseParameters),
        ...ifAny("responseTemplates", response.responseTemplates),
        ...(response.contentHandling === undefined ? {} : { contentHandling: response.contentHandling }),
      },
      at: `${printAddress(at)} ${statusCode}`,
      because:
        response.selectionPattern === undefined
          ? `what the backend answers becomes ${statusCode} by default`
          : `backend answers matching ${response.selectionPattern} become ${statusCode}`,
    }),
  );
  return { remove, put };
}
