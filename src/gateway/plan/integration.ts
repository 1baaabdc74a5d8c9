import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { Call } from "../call/call.ts";
import {
  type Address,
  type IntegrationRequest,
  type IntegrationResponse,
  type MethodDocument,
  printAddress,
} from "../document/method.ts";
import { mapPatches, patch, scalarPatches, setPatches } from "./patch.ts";
import { equal, ifAny, sorted, target } from "./shapes.ts";

// Members that UpdateIntegration sets but cannot be relied on to clear (unverified): clearing one puts the whole integration.
const SCALARS = [
  "httpMethod",
  "uri",
  "connectionType",
  "connectionId",
  "integrationTarget",
  "credentials",
  "contentHandling",
  "responseTransferMode",
  "cacheNamespace",
] as const satisfies readonly (keyof IntegrationRequest)[];

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
  const whole =
    !before ||
    before.type !== after.type ||
    SCALARS.some((key) => before[key] !== undefined && after[key] === undefined);
  const responses = planIntegrationResponses(
    current?.integrationResponses ?? {},
    wanted.integrationResponses,
    at,
    // Whether PutIntegration keeps the responses of the integration it replaces is not recorded: all are put again.
    whole,
  );
  if (whole) {
    const because = before ? "the integration is of another kind" : "the method has no integration";
    return [...responses.remove, putIntegration(after, at, because), ...responses.put];
  }
  const patchOperations = integrationPatches(before, after);
  return [
    ...(patchOperations.length === 0
      ? []
      : [
          {
            operation: "apigateway:UpdateIntegration",
            input: { ...target(at), patchOperations },
            at: printAddress(at),
            because: "the integration request differs",
          } as const,
        ]),
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

function integrationPatches(before: IntegrationRequest, after: IntegrationRequest): PatchOperation[] {
  const defaulted = (of: IntegrationRequest) => ({
    passthroughBehavior: of.passthroughBehavior ?? "WHEN_NO_MATCH",
    timeoutInMillis: of.timeoutInMillis ?? 29_000,
  });
  const skips = (of: IntegrationRequest) => String(of.insecureSkipVerification ?? false);
  return [
    ...scalarPatches(before, after, SCALARS),
    ...scalarPatches(defaulted(before), defaulted(after), ["passthroughBehavior", "timeoutInMillis"]),
    ...(skips(before) === skips(after)
      ? []
      : [patch("replace", "/tlsConfig/insecureSkipVerification", skips(after))]),
    ...mapPatches("/requestParameters", before.requestParameters, after.requestParameters),
    ...mapPatches("/requestTemplates", before.requestTemplates, after.requestTemplates),
    ...setPatches("/cacheKeyParameters/*", before.cacheKeyParameters, after.cacheKeyParameters),
  ];
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
