import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { Call, Ref } from "./call.ts";
import type {
  Address,
  IntegrationRequest,
  IntegrationResponse,
  MethodDocument,
  MethodRequest,
  MethodResponse,
  RequestValidator,
} from "./document.ts";
import { printAddress } from "./document.ts";
import { mapPatches, patch, scalarPatches, setPatches } from "./patch.ts";

/** Where the method stands and what the API already has that the method may refer to. */
export interface PlanContext {
  readonly at: Address;
  readonly requestValidators: readonly (RequestValidator & { readonly id: string })[];
}

/**
 * The calls that lead from one document to another, in the order API Gateway needs: method, method responses,
 * integration, integration responses; what an integration may still point at is taken away last.
 * Empty where both mean the same.
 */
export function plan(
  current: MethodDocument | undefined,
  wanted: MethodDocument | undefined,
  context: PlanContext,
): readonly Call[] {
  const { at } = context;
  if (!wanted) {
    return current
      ? [
          {
            operation: "apigateway:DeleteMethod",
            input: target(at),
            at: printAddress(at),
            because: "it is to go",
          },
        ]
      : [];
  }
  const statuses = planMethodResponses(current?.responses ?? {}, wanted.responses, at);
  const method = current ? updateMethod(current.request, wanted.request, context) : undefined;
  return [
    ...createValidator(wanted.request.requestValidator, context, current?.request.requestValidator),
    ...(method ? method.first : [putMethod(wanted.request, context)]),
    ...statuses.first,
    ...planIntegration(current, wanted, at),
    ...statuses.last,
    ...(method?.last ?? []),
  ];
}

/** The three members that every call on a method shares. */
function target(at: Address) {
  return {
    restApiId: at.restApiId,
    resourceId: { idOfResource: at.path } as Ref,
    httpMethod: at.httpMethod,
  } as const;
}

// --- Method request ---------------------------------------------------------------------------------

const sameValidator = (a: RequestValidator | undefined, b: RequestValidator | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.validateRequestBody === b.validateRequestBody &&
    a.validateRequestParameters === b.validateRequestParameters);

const existing = (validator: RequestValidator, { requestValidators }: PlanContext) =>
  requestValidators.find((one) => one.name === validator.name && sameValidator(one, validator)) ??
  requestValidators.find((one) => sameValidator(one, validator));

function validatorId(validator: RequestValidator, context: PlanContext): string | Ref {
  return existing(validator, context)?.id ?? { idOfRequestValidator: validator.name };
}

function createValidator(
  wanted: RequestValidator | undefined,
  context: PlanContext,
  current: RequestValidator | undefined,
): readonly Call[] {
  if (!wanted || sameValidator(current, wanted) || existing(wanted, context)) return [];
  return [
    {
      operation: "apigateway:CreateRequestValidator",
      input: { restApiId: context.at.restApiId, ...wanted },
      at: `request validator "${wanted.name}"`,
      because: "the API has no request validator of this kind yet",
    },
  ];
}

function putMethod(request: MethodRequest, context: PlanContext): Call {
  return {
    operation: "apigateway:PutMethod",
    input: {
      ...target(context.at),
      authorizationType: request.authorizationType,
      ...(request.authorizerId === undefined ? {} : { authorizerId: request.authorizerId }),
      ...(request.authorizationScopes.length === 0
        ? {}
        : { authorizationScopes: [...request.authorizationScopes] }),
      apiKeyRequired: request.apiKeyRequired,
      ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
      ...(request.requestValidator
        ? { requestValidatorId: validatorId(request.requestValidator, context) }
        : {}),
      ...ifAny("requestParameters", request.requestParameters),
      ...ifAny("requestModels", request.requestModels),
    },
    at: printAddress(context.at),
    because: "the resource does not have this method",
  };
}

function updateMethod(current: MethodRequest, wanted: MethodRequest, context: PlanContext) {
  const validator = (): PatchOperation[] => {
    if (sameValidator(current.requestValidator, wanted.requestValidator)) return [];
    if (!wanted.requestValidator) return [patch("replace", "/requestValidatorId", "")];
    const id = validatorId(wanted.requestValidator, context);
    // The value of a patch is not a member of the input: a validator still to be made is named by its reference.
    return [{ op: "replace", path: "/requestValidatorId", value: id as string }];
  };
  const parameters = mapPatches("/requestParameters", current.requestParameters, wanted.requestParameters);
  const first = [
    // An authorizer is dropped by itself when the type no longer has one (recorded): its id is never cleared.
    ...scalarPatches(
      current,
      wanted,
      wanted.authorizerId === undefined ? ["authorizationType"] : ["authorizationType", "authorizerId"],
    ),
    ...setPatches("/authorizationScopes", current.authorizationScopes, wanted.authorizationScopes),
    ...scalarPatches(current, wanted, ["apiKeyRequired", "operationName"]),
    ...validator(),
    ...mapPatches("/requestModels", current.requestModels, wanted.requestModels),
    ...parameters.filter(({ op }) => op !== "remove"),
  ];
  const last = parameters.filter(({ op }) => op === "remove");
  const call = (patchOperations: PatchOperation[], because: string): readonly Call[] =>
    patchOperations.length === 0
      ? []
      : [
          {
            operation: "apigateway:UpdateMethod",
            input: { ...target(context.at), patchOperations },
            at: printAddress(context.at),
            because,
          },
        ];
  return {
    first: call(first, "the method request differs"),
    last: call(last, "parameters are no longer wanted (last, when no mapping uses them any more)"),
  };
}

// --- Method responses -------------------------------------------------------------------------------

type Responses = Readonly<Record<string, MethodResponse>>;

function planMethodResponses(current: Responses, wanted: Responses, at: Address) {
  const first: Call[] = [];
  const last: Call[] = [];
  for (const [statusCode, response] of sorted(wanted)) {
    const input = { ...target(at), statusCode };
    const where = `${printAddress(at)} ${statusCode}`;
    const before = current[statusCode];
    if (!before) {
      first.push({
        operation: "apigateway:PutMethodResponse",
        input: {
          ...input,
          ...ifAny("responseParameters", response.responseParameters),
          ...ifAny("responseModels", response.responseModels),
        },
        at: where,
        because: `callers may get ${statusCode}`,
      });
      continue;
    }
    const patches = [
      ...mapPatches("/responseModels", before.responseModels, response.responseModels),
      ...mapPatches("/responseParameters", before.responseParameters, response.responseParameters),
    ];
    for (const [calls, patchOperations] of [
      [first, patches.filter(({ op }) => op !== "remove")],
      [last, patches.filter(({ op }) => op === "remove")],
    ] as const) {
      if (patchOperations.length === 0) continue;
      calls.push({
        operation: "apigateway:UpdateMethodResponse",
        input: { ...input, patchOperations },
        at: where,
        because: "the method response differs",
      });
    }
  }
  for (const [statusCode] of sorted(current)) {
    if (wanted[statusCode]) continue;
    last.push({
      operation: "apigateway:DeleteMethodResponse",
      input: { ...target(at), statusCode },
      at: `${printAddress(at)} ${statusCode}`,
      because: "this method response is no longer wanted",
    });
  }
  return { first, last };
}

// --- Integration and its responses ------------------------------------------------------------------

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

function planIntegration(
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

// --- Shapes -----------------------------------------------------------------------------------------

function ifAny<K extends string, V>(
  name: K,
  map: Readonly<Record<string, V>>,
): { [k in K]?: Record<string, V> } {
  return Object.keys(map).length === 0 ? {} : ({ [name]: { ...map } } as { [k in K]: Record<string, V> });
}

const sorted = <V>(map: Readonly<Record<string, V>>): [string, V][] =>
  Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

const equal = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with sorted keys and without undefined members: equal texts mean equal values. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v) =>
    v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(sorted(v)) : v,
  );
}
