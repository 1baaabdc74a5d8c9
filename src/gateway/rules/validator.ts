import { badRequest, type Refusal } from "./refusal.ts";

/** Why API Gateway refuses a request validator: recorded for an update, taken for a creation (unverified). */
export function* validatorRule(name: string | undefined): Iterable<Refusal> {
  if (name === undefined || name.trim() === "")
    yield badRequest("Request Validator name cannot be blank", "name");
}

/** The console's four choices, by what they check; the names are those the console gives. */
export const CONSOLE_VALIDATORS = [
  { name: "Validate body", validateRequestBody: true, validateRequestParameters: false },
  {
    name: "Validate query string parameters and headers",
    validateRequestBody: false,
    validateRequestParameters: true,
  },
  {
    name: "Validate body, query string parameters, and headers",
    validateRequestBody: true,
    validateRequestParameters: true,
  },
] as const;
