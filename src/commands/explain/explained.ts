import type { Evidence } from "../../gateway/messages/meaning.ts";

/** Whether a cause is there, by a look at the method. */
export interface Holds {
  readonly is: "yes" | "no" | "not checked";
  /** What was found, or why nobody looked. */
  readonly why: string;
}

/** One thing that a text says, in our words. */
export interface Explanation {
  /** `lambda-permission`; of a refusal, `refusal`. */
  readonly id: string;
  /** The words that it explains. */
  readonly says: string;
  /** The method that was called, of a text that tells of several calls. */
  readonly of?: Partial<Record<"api" | "resource" | "method" | "stage", string | undefined>>;
  /** How many calls say the same, where more than one does. */
  readonly times?: number;
  readonly cause: string;
  readonly remedy: string;
  readonly commands: readonly string[];
  readonly evidence: Evidence;
  readonly holds: Holds;
}

/** A method that a function's name, or an address, leads to. */
export interface Concerned {
  readonly api: { readonly id: string; readonly name: string };
  readonly resource: string;
  readonly method: string;
  /** `AWS_PROXY arn:…`: what it calls. */
  readonly integration: string;
  /** By stage: `as configured`, `differs`, `not there`, `not checked`. */
  readonly stages: Readonly<Record<string, string>>;
  /** Of a function's callers: whether its policy lets the method invoke it. */
  readonly allowed?: "yes" | "no" | "denied" | "not checked" | "by its role";
}

export interface Explained {
  readonly schemaVersion: 1;
  readonly what: "log" | "message" | "refusal" | "address" | "check" | "function" | "unknown";
  readonly explanations: readonly Explanation[];
  readonly methods: readonly Concerned[];
  /** What else is worth knowing. */
  readonly notes: readonly string[];
}
