import type { FailureCode } from "../../gateway/failures/codes.ts";

/** What Node's and OpenSSL's names for faults of the network come to. */
const REASONS: readonly (readonly [RegExp, FailureCode])[] = [
  [/^(?:ENOTFOUND|EAI_\w+)$/, "host-not-found"],
  [/^ECONNREFUSED$/, "connection-refused"],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED)$/, "connection-lost"],
  [/^(?:ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError)$/, "timed-out"],
  [/^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/, "no-network"],
  [
    /^(?:UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA)$/,
    "tls-untrusted",
  ],
  [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, "tls-expired"],
  [/^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, "tls-name"],
  [/^(?:EPROTO$|ERR_SSL|ERR_TLS|ERR_OSSL|CERT_|CRL_)/, "tls-failed"],
];

/** Which fault of the network a name stands for; undefined where it is none. */
export const networkReason = (name: string | undefined): FailureCode | undefined =>
  name === undefined ? undefined : REASONS.find(([pattern]) => pattern.test(name))?.[1];
