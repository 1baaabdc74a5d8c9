import type { World } from "../ports.ts";
import type { Known } from "../settings/known.ts";

type Env = World["env"];

/** The profile by flag, else by environment; where neither names one, it is the AWS tools' `default`. */
export const profileOf = (known: Known, env: Env): string | undefined =>
  known.profile ?? (env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || undefined);

/** Keys as the AWS SDK takes them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The environment's keys, where they sign: as in the AWS CLI they go before AWS_PROFILE, and --profile before them. */
export function keysInForce(known: Known, env: Env): Keys | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (known.profile !== undefined || !AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}
