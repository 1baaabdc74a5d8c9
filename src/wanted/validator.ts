import type { RequestValidator } from "../gateway/document/method.ts";
import { type Key, newValidatorKey, validatorKey } from "../gateway/document/things.ts";
import type { MethodSettings } from "../settings/known.ts";
import type { Found } from "./found.ts";

/** The console's choices, by what they check; the names are those the console gives. */
const CHOICES: Readonly<Record<"body" | "parameters" | "all", RequestValidator>> = {
  body: { name: "Validate body", validateRequestBody: true, validateRequestParameters: false },
  parameters: {
    name: "Validate query string parameters and headers",
    validateRequestBody: false,
    validateRequestParameters: true,
  },
  all: {
    name: "Validate body, query string parameters, and headers",
    validateRequestBody: true,
    validateRequestParameters: true,
  },
};

/** A request validator that the API has, or one that is to be made. */
export interface WantedValidator {
  readonly key: Key<"validator">;
  readonly made?: RequestValidator;
}

const checksTheSame = (a: RequestValidator, b: RequestValidator): boolean =>
  a.validateRequestBody === b.validateRequestBody &&
  a.validateRequestParameters === b.validateRequestParameters;

/**
 * The validator that a setting asks for: the one that the method has, where it checks the same; else one of the API's,
 * by the console's name before another; else a new one.
 */
export function wantedValidator(
  asked: MethodSettings["requestValidator"] | undefined,
  { restApiId, validators }: Found,
  before: Key<"validator"> | undefined,
): WantedValidator | undefined {
  if (asked === undefined) return before && { key: before };
  if (asked === "none") return undefined;
  const choice = CHOICES[asked as keyof typeof CHOICES] as RequestValidator | undefined;
  // By its own name or id; that there is one was looked up.
  if (!choice) return namedValidator(asked, restApiId, validators);
  const fitting = [...validators].filter(([, one]) => checksTheSame(one, choice));
  const [key] =
    fitting.find(([key]) => key === before) ??
    fitting.find(([, { name }]) => name === choice.name) ??
    fitting[0] ??
    [];
  return key === undefined ? { key: newValidatorKey(restApiId, choice.name), made: choice } : { key };
}

/** One of the API's validators, by id before name. */
export function namedValidator(
  asked: string,
  restApiId: string,
  validators: ReadonlyMap<Key<"validator">, RequestValidator>,
): WantedValidator | undefined {
  const byId = validatorKey(restApiId, asked);
  const key = validators.has(byId) ? byId : [...validators].find(([, { name }]) => name === asked)?.[0];
  return key && { key };
}

export const isValidatorChoice = (asked: string): boolean =>
  asked === "none" || Object.hasOwn(CHOICES, asked);
