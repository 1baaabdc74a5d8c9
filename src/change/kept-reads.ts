import { readingOf } from "../account/reading.ts";
import type { Aws, Reading } from "../ports.ts";

/**
 * An account whose answers are kept while questions are answered: what one answer made known is not read again for the
 * next. What was refused is asked for again.
 */
export function keptReads({ aws }: { readonly aws: Aws }): { readonly aws: Aws; readonly reading: Reading } {
  const kept = new Map<string, Promise<unknown>>();
  const send: Aws["send"] = (operation, input, options) => {
    if (!/:(?:Get|List)/.test(operation)) return aws.send(operation, input, options);
    const key = JSON.stringify([operation, input, options?.region]);
    const known = kept.get(key) as ReturnType<typeof aws.send<typeof operation>> | undefined;
    if (known) return known;
    const answer = aws.send(operation, input, options);
    kept.set(key, answer);
    answer.catch(() => kept.delete(key));
    return answer;
  };
  const kind: Aws = { region: aws.region, send };
  return { aws: kind, reading: readingOf(kind) };
}
