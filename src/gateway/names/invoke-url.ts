/** What an address says of the call that it makes. */
export interface InvokeUrl {
  readonly restApiId: string;
  /** Undefined where the address does not say: one of this machine. */
  readonly region?: string;
  readonly stage: string;
  /** The path behind the stage, with a slash in front, as it stands in the address. */
  readonly path: string;
}

const HOST = /^([a-z0-9]{10})(?:-vpce-[a-z0-9]+)?\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const LOCAL_HOST = /^([a-z0-9]{10})\.execute-api\.localhost$/;
const LOCAL_PATH = /^\/(?:_aws\/execute-api|restapis)\/([a-z0-9]{10})\/(.*)$/;

/**
 * Reads an invoke URL: of AWS, of a VPC endpoint, or of a sandbox. Undefined where it is none: of a custom domain name
 * nobody can tell without its mappings.
 */
export function parseInvokeUrl(text: string): InvokeUrl | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname, pathname } = new URL(text);
  const local = LOCAL_PATH.exec(pathname);
  if (local)
    return split(local[1] ?? "", undefined, (local[2] ?? "").replace(/^([^/]+)\/_user_request_/, "$1"));
  const [, id, region] = HOST.exec(hostname) ?? LOCAL_HOST.exec(hostname) ?? [];
  return id === undefined ? undefined : split(id, region, pathname.slice(1));
}

function split(restApiId: string, region: string | undefined, rest: string): InvokeUrl {
  const [stage = "", ...parts] = rest.split("/");
  return { restApiId, ...(region === undefined ? {} : { region }), stage, path: `/${parts.join("/")}` };
}
