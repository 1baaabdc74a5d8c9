type Claims = Record<string, unknown>;

/**
 * The claims of a user pool's token, or nothing where it may not pass: expired, of another audience, without the
 * scopes, or not of the kind. Its signature is not checked. A text that is no token passes with no claims.
 */
export function claimsOf(
  token: string,
  scopes: readonly string[],
  takesAudience: (audience: string) => boolean,
  now: Date,
): Claims | undefined {
  const claims = read(token.replace(/^Bearer\s+/i, ""));
  if (!claims) return {};
  if (typeof claims.exp === "number" && claims.exp * 1000 < now.getTime()) return undefined;
  if (claims.aud !== undefined && !takesAudience(String(claims.aud))) return undefined;
  const kind = scopes.length > 0 ? "access" : "id";
  if (claims.token_use !== undefined && claims.token_use !== kind) return undefined;
  const granted = String(claims.scope ?? "").split(" ");
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return undefined;
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? JSON.stringify(value) : String(value),
    ]),
  );
}

function read(token: string): Claims | undefined {
  const [, payload, signature] = token.split(".");
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return claims !== null && typeof claims === "object" ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}
