type Claims = Readonly<Record<string, string>>;

export interface PoolRules {
  /** Those of the method: with any, the token must be one for access. */
  readonly scopes: readonly string[];
  takesAudience(audience: string): boolean;
  /** The ARNs of the user pools. */
  readonly pools: readonly string[];
  readonly now: Date;
}

/**
 * The claims of a user pool's token, or why it may not pass: it is no token, expired, of another pool or audience, without
 * the scopes, or not of the kind. Its signature cannot be checked, and what it does not say is not held against it.
 */
export function claimsOf(token: string, rules: PoolRules): Claims | "expired" | "refused" {
  const claims = read(token.replace(/^Bearer\s+/i, ""));
  if (!claims) return "refused";
  const { exp, iss, aud, token_use: use } = claims;
  if (iss !== undefined && !rules.pools.map(issuerOf).includes(String(iss))) return "refused";
  if (typeof exp === "number" && exp * 1000 < rules.now.getTime()) return "expired";
  if (aud !== undefined && !rules.takesAudience(String(aud))) return "refused";
  const kind = rules.scopes.length > 0 ? "access" : "id";
  if (use !== undefined && use !== kind) return "refused";
  const granted = String(claims.scope ?? "").split(" ");
  if (rules.scopes.length > 0 && !rules.scopes.some((scope) => granted.includes(scope))) return "refused";
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? JSON.stringify(value) : String(value),
    ]),
  );
}

/** The issuer that a pool writes into its tokens. */
function issuerOf(arn: string): string {
  const [, partition, , region = "", , resource = ""] = arn.split(":");
  const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://cognito-idp.${region}.${suffix}/${resource.replace(/^userpool\//, "")}`;
}

function read(token: string): Record<string, unknown> | undefined {
  const [, payload, signature, more] = token.split(".");
  if (payload === undefined || signature === undefined || more !== undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const isMap = claims !== null && typeof claims === "object" && !Array.isArray(claims);
    return isMap ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
