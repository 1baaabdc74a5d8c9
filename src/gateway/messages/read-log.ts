import { AUTHORIZER_FAILURES } from "./access-failures.ts";
import { BROWSER_MESSAGES } from "./browser-messages.ts";
import { CALLER_MESSAGES, DEPLOYMENT_REFUSALS } from "./caller-messages.ts";
import { EXECUTION_FAILURES } from "./execution-failures.ts";
import { type Meaning, type Understood, understand } from "./meaning.ts";
import { callsIn, type ToldCall } from "./pasted.ts";
import { type Explanation, explanationOf } from "./refusal-meanings.ts";
import { SERVICE_MESSAGES } from "./service-messages.ts";

const TABLES: readonly (readonly Meaning[])[] = [
  EXECUTION_FAILURES,
  CALLER_MESSAGES,
  DEPLOYMENT_REFUSALS,
  BROWSER_MESSAGES,
  SERVICE_MESSAGES,
];

/** All that is understood of a call, in its order, each meaning once; what says less than another is left out. */
export function understood({ lines, ofAuthorizer }: ToldCall): readonly Understood[] {
  const found = new Map<string, Understood>();
  for (const line of lines)
    for (const table of ofAuthorizer.has(line) ? [AUTHORIZER_FAILURES, ...TABLES] : TABLES) {
      const one = understand(line, table);
      if (!one) continue;
      if (!found.has(one.meaning.id)) found.set(one.meaning.id, one);
      break;
    }
  const all = [...found.values()];
  const exact = all.filter(({ meaning }) => !meaning.general);
  return exact.length > 0 ? exact : all;
}

/** All that is understood of the log of one call. */
export const understoodLog = (log: string): readonly Understood[] => callsIn(log).flatMap(understood);

/** Whether it is a message that callers get, not a line of a log. */
export const isAnswer = ({ id }: Meaning): boolean =>
  [...CALLER_MESSAGES, ...BROWSER_MESSAGES, ...SERVICE_MESSAGES].some((one) => one.id === id);

/** What a refusal of AWS's control plane means: the words of `aws` and of SDKs, with or without what stands around them. */
export function refusalIn(text: string): Explanation | undefined {
  const [, code = "", message = text] =
    /An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: ([\s\S]*)/.exec(text) ?? [];
  return explanationOf({ message: message.trim(), code });
}

/** A meaning by its name. */
export const meaningNamed = (id: string): Meaning | undefined =>
  [AUTHORIZER_FAILURES, ...TABLES].flat().find((one) => one.id === id);
