import { badRequest, type Refusal } from "./refusal.ts";

/** The verbs a method can have, in the order in which AWS lists them. */
export const VERBS = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"] as const;
export type Verb = (typeof VERBS)[number];

/** Whether a word is a verb as API Gateway takes it: upper case only. */
export const isVerb = (word: string): word is Verb => (VERBS as readonly string[]).includes(word);

/** Recorded: the answer to a method with any other verb. */
export function* verbRule(word: string, member = "httpMethod"): Iterable<Refusal> {
  if (!isVerb(word)) {
    yield badRequest(`Invalid HttpMethod specified. Valid options are ${VERBS.join(",")}`, member);
  }
}
