import { first, type Refusal } from "../../gateway/rules/refusal.ts";

/** An error as a service answers it: `name` is the code on the wire. */
export class ServiceError extends Error {
  override readonly name: string;
  readonly status: number;
  /** Further members of the error, in the service's spelling: Lambda's `Type`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(name: string, status: number, message: string, fields: Record<string, unknown> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.fields = fields;
  }
}

export const notFound = (message: string) => new ServiceError("NotFoundException", 404, message);
export const badRequest = (message: string) => new ServiceError("BadRequestException", 400, message);
export const conflict = (message: string) => new ServiceError("ConflictException", 409, message);

/** What AWS answers when two writers meet, and for an authorizer of an API that is not there. */
export const CONCURRENT_MODIFICATION =
  "Unable to complete operation due to concurrent modification. Please try again later.";

/** Throws the refusal AWS would answer with: the first that the rule yields. */
export function refuse(refusals: Iterable<Refusal>): void {
  const refusal = first(refusals);
  if (refusal) throw new ServiceError(refusal.name, refusal.status, refusal.message);
}
