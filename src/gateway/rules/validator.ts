import { badRequest, type Refusal } from "./refusal.ts";

/** Why API Gateway refuses a request validator: recorded for an update, taken for a creation (unverified). */
export function* validatorRule(name: string | undefined): Iterable<Refusal> {
  if (name === undefined || name.trim() === "")
    yield badRequest("Request Validator name cannot be blank", "name");
}
