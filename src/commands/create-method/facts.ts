import type { Company } from "../../account/company.ts";
import type { Place } from "../../account/locate.ts";
import type { ObservedRole } from "../../account/observe-role.ts";
import type { neededFor } from "../../called/needed.ts";
import type { Around, Located } from "../../change/change.ts";
import type { Address, MethodDocument, RequestValidator } from "../../gateway/document/method.ts";
import type { Key } from "../../gateway/document/things.ts";
import type { Found } from "../../wanted/found.ts";
import type { InvokedFunction } from "../../wanted/permission.ts";

/** What is there where the method is to be, and of all that it names. */
export interface MethodFacts extends Located {
  readonly place: Place;
  readonly at: Address;
  readonly before: MethodDocument | undefined;
  /** Whether somebody looks at it before it is sent: at a terminal, or by a dry run. */
  readonly reviewed: boolean;
  readonly found: Found;
  readonly validators: ReadonlyMap<Key<"validator">, RequestValidator>;
  /** Undefined where they may not be read. */
  readonly models: readonly string[] | undefined;
  /** The function whose policy is this run's business. */
  readonly invoked: InvokedFunction | undefined;
  /** The caller's, where something needed it. */
  readonly account: string | undefined;
  readonly role: ObservedRole | undefined | "denied";
  /** What an integration needs of the role that is to be made. */
  readonly needed: typeof neededFor | undefined;
  readonly allows: Around<unknown>["allows"];
  /** What the method needs beside itself so far, where that may change. */
  readonly company: Company | undefined;
}
