import { isIP } from "node:net";

/** The one user of each account: whoever signs with a key of it. */
export const userOf = ({ partition, accountId }: { partition: string; accountId: string }) => ({
  id: "AIDASANDBOXSANDBOXSBX",
  account: accountId,
  arn: `arn:${partition}:iam::${accountId}:user/sandbox`,
});

/** A key of twelve digits is an account, and every other belongs to the sandbox's own. */
export const accountOfKey = (accessKey: string, home: string): string =>
  /^\d{12}$/.test(accessKey) ? accessKey : home;

/** The header by which a call of a stage says where it comes from: `ip=203.0.113.7; vpce=vpce-1a2b; vpc=vpc-3c4d`. */
export const CALLER_HEADER = "x-apigw-sandbox-caller";

export interface CallersPlace {
  readonly ip: string;
  readonly vpce?: string;
  readonly vpc?: string;
}

/** Where a call comes from, this machine by default; or what is wrong with what the header says. */
export function callersPlace(text: string | undefined): CallersPlace | string {
  const said: Record<string, string> = {};
  for (const part of (text ?? "").split(";").filter((one) => one.trim() !== "")) {
    const [, name = "", value = ""] = /^\s*(ip|vpce|vpc)\s*=\s*(\S+)\s*$/.exec(part) ?? [];
    if (name === "")
      return `${CALLER_HEADER}: "${part.trim()}" is none of ip=ADDRESS, vpce=ENDPOINT and vpc=VPC.`;
    said[name] = value;
  }
  const { ip = "127.0.0.1", vpce, vpc } = said;
  if (isIP(ip) === 0) return `${CALLER_HEADER}: "${ip}" is no IP address.`;
  return { ip, ...(vpce === undefined ? {} : { vpce }), ...(vpc === undefined ? {} : { vpc }) };
}
