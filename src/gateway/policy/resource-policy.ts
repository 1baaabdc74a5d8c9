/** A policy as API Gateway tells it, with its quotes escaped as inside a JSON text; else it stands as it is. */
export function unescapedPolicy(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/**
 * The policy of an API: clients send it as it is, or with its quotes escaped, as API Gateway tells it. Undefined where it
 * is none.
 */
export function readResourcePolicy(text: string): { readonly Statement?: unknown } | undefined {
  for (const one of [text, unescapedPolicy(text)]) {
    try {
      const read: unknown = JSON.parse(one);
      return read !== null && typeof read === "object" && "Statement" in read ? read : undefined;
    } catch {
      // The other spelling, then.
    }
  }
  return undefined;
}
