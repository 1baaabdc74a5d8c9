import { isVerb, VERBS_IN_MESSAGES } from "../names/verb.ts";
import { badRequest, type Refusal } from "./refusal.ts";

/** Recorded: the answer to a method with any other verb. */
export function* verbRule(word: string, member = "httpMethod"): Iterable<Refusal> {
  if (!isVerb(word)) {
    yield badRequest(
      `Invalid HttpMethod specified. Valid options are ${VERBS_IN_MESSAGES.join(",")}`,
      member,
    );
  }
}
