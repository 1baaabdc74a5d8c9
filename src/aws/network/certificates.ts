import { readFileSync } from "node:fs";
import tls from "node:tls";
import { SetupError } from "../../gateway/failures/codes.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** A file of certificate authorities, and what named it. */
export interface Bundle {
  readonly file: string;
  readonly namedBy: string;
}

/** What newer Node has of the machine's own authorities. */
const newer = tls as typeof tls & {
  getCACertificates?(kind: "default" | "system"): string[];
  setDefaultCACertificates?(certificates: readonly string[]): void;
};

/** The file, from the first that names one, in the order of the AWS CLI. */
export function bundleOf(
  flag: string | undefined,
  env: Env,
  profile: string | undefined,
): Bundle | undefined {
  const { AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE } = env;
  if (flag !== undefined) return { file: flag, namedBy: "--ca-bundle" };
  if (AWS_CA_BUNDLE) return { file: AWS_CA_BUNDLE, namedBy: "AWS_CA_BUNDLE" };
  if (profile) return { file: profile, namedBy: "the profile's ca_bundle" };
  if (REQUESTS_CA_BUNDLE) return { file: REQUESTS_CA_BUNDLE, namedBy: "REQUESTS_CA_BUNDLE" };
  return undefined;
}

/**
 * What connections trust where a bundle is named: it, what Node trusts by itself, and what the machine does where Node
 * can tell. It is made once for all of them, for certificates take as long to be read as a whole call. Throws
 * SetupError where the bundle holds nothing that can be trusted.
 */
export function trusting({ file, namedBy }: Bundle, env: Env): tls.SecureContext {
  const remedy = "name a file of certificates in PEM, such as the one your company hands out for its proxy";
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SetupError("bad-ca-bundle", `${namedBy}: ${file} cannot be read (${code})`, remedy);
  }
  if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text))
    throw new SetupError("bad-ca-bundle", `${namedBy}: ${file} holds no certificate in PEM`, remedy);
  try {
    return tls.createSecureContext({
      ca: [...ofNode(env), ...(newer.getCACertificates?.("system") ?? []), text],
    });
  } catch (error) {
    throw new SetupError(
      "bad-ca-bundle",
      `${namedBy}: ${file} holds a broken certificate (${(error as Error).message})`,
      remedy,
    );
  }
}

/** What Node trusts by itself; one that cannot tell reads NODE_EXTRA_CA_CERTS at its start and keeps it to itself. */
function ofNode({ NODE_EXTRA_CA_CERTS }: Env): readonly string[] {
  if (newer.getCACertificates !== undefined) return newer.getCACertificates("default");
  if (!NODE_EXTRA_CA_CERTS) return tls.rootCertificates;
  try {
    return [...tls.rootCertificates, readFileSync(NODE_EXTRA_CA_CERTS, "utf8")];
  } catch {
    return tls.rootCertificates;
  }
}

/** Has the machine's own authorities trusted from now on; whether that is more than were. Node 20 cannot. */
export function trustSystem(): boolean {
  if (newer.getCACertificates === undefined || newer.setDefaultCACertificates === undefined) return false;
  const before = newer.getCACertificates("default");
  const all = new Set([...before, ...newer.getCACertificates("system")]);
  if (all.size === new Set(before).size) return false;
  newer.setDefaultCACertificates([...all]);
  return true;
}
