/** A status as a template may give it: a number, or one in quotes. */
function statusOf(value: unknown): number | undefined {
  const status = Number(value);
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/** The status in what a mock's template made. Read leniently: `{statusCode: 200}` without quotes is fine, but it must be an object. */
export function mockStatus(text: string): number | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1] ?? "";
    return statusOf(/(?:^|[,{\s])["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(inner)?.[1]);
  }
  return statusOf((parsed as { statusCode?: unknown } | null)?.statusCode);
}
