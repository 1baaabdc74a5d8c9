/** The methods API Gateway knows, in the console's order. */
export const VERBS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;
export type Verb = (typeof VERBS)[number];
