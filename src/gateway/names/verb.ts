/** The methods API Gateway knows, in the order in which its own messages list them. */
export const VERBS_IN_MESSAGES = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"] as const;
export type Verb = (typeof VERBS_IN_MESSAGES)[number];

/** The same in the console's order, by the alphabet. */
export const VERBS: readonly Verb[] = [...VERBS_IN_MESSAGES].sort();

/** Whether a word is a verb as API Gateway takes it: upper case only. */
export const isVerb = (word: string): word is Verb => VERBS.some((verb) => verb === word);
