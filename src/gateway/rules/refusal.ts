/** The errors API Gateway answers with, by their name on the wire. */
export type RefusalName =
  | "BadRequestException"
  | "ConflictException"
  | "NotFoundException"
  | "LimitExceededException"
  | "AccessDeniedException"
  | "ValidationException"
  | "SerializationException";

/**
 * One reason why API Gateway refuses a request, in its own words.
 * A rule yields its refusals in the order in which AWS checks: the sandbox answers the first,
 * the command line shows all of them, each with the setting that fills `member`.
 */
export interface Refusal {
  readonly name: RefusalName;
  readonly status: number;
  /** AWS's message, letter for letter (recorded, or marked unverified where the rule stands). */
  readonly message: string;
  /** The member of the operation's input that is at fault, in the SDK's spelling: `uri`, `requestParameters`. */
  readonly member?: string;
  /** The key inside a map member: `integration.request.header.X`. */
  readonly key?: string;
}

export const badRequest = (message: string, member?: string, key?: string): Refusal => ({
  name: "BadRequestException",
  status: 400,
  message,
  ...(member === undefined ? {} : { member }),
  ...(key === undefined ? {} : { key }),
});

/** The refusal AWS would answer with: the first, or none. */
export function first(refusals: Iterable<Refusal>): Refusal | undefined {
  for (const refusal of refusals) return refusal;
  return undefined;
}
