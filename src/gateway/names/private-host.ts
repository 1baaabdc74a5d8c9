/** Networks that are nobody's on the internet, by the names that people have for them. */
const ADDRESSES: readonly (readonly [RegExp, string])[] = [
  [/^127\.|^\[::1\]$|^0\.0\.0\.0$/, "the caller's own machine"],
  [/^10\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^\[f[cd]/i, "a private address"],
  [/^100\.(?:6[4-9]|[789]\d|1[01]\d|12[0-7])\./, "an address of a provider's own network"],
  [/^169\.254\.|^\[fe[89ab]/i, "a link-local address"],
];
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:.+\.)?localhost$/i, "the caller's own machine"],
  [
    /\.(?:internal|local|localdomain|lan|intranet|corp|home|home\.arpa|private|test|invalid)$/i,
    "a name of a private network",
  ],
  [/^[^.[\]]+$/, "a name without a domain"],
];

/**
 * What keeps an HTTP address from being reached over the internet, by its host alone: `a private address`. Undefined
 * where nothing does, and where a variable stands in the host.
 */
export function privateHost(uri: string): { readonly host: string; readonly is: string } | undefined {
  const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(uri)?.[1]?.replace(/\.$/, "");
  if (host === undefined || host === "" || /[${}]/.test(host)) return undefined;
  const table = /^(?:\d+(?:\.\d+){3}|\[.*\])$/.test(host) ? ADDRESSES : NAMES;
  const is = table.find(([pattern]) => pattern.test(host))?.[1];
  return is === undefined ? undefined : { host, is };
}
