import type { IntegrationRequest } from "../gateway/document/method.ts";
import { parseIntegrationArn } from "../gateway/rules/integration-uri.ts";
import { type Action, findAction, listActions } from "./action.ts";
import { OWN_HOSTS } from "./by-hand.ts";
import { type Service, serviceOf } from "./service.ts";

/** What an integration calls, as far as its URI, headers and templates tell. */
export interface Called {
  readonly service: Service;
  readonly action?: Action;
}

/** The service and the action that an AWS integration calls; undefined where no service of the catalog is named. */
export function calledBy(integration: IntegrationRequest): Called | undefined {
  const arn = parseIntegrationArn(integration.uri ?? "");
  if (typeof arn === "string") return undefined;
  const service = serviceAt(arn.service);
  if (!service) return undefined;
  const name =
    arn.kind === "action"
      ? arn.rest.split("&")[0]
      : (targetOf(integration) ??
        formOf(integration) ??
        // A bucket in the host is not in the path, which then says too little.
        (arn.service.endsWith(".s3") ? undefined : restOf(service, arn.rest, integration.httpMethod)));
  const found = name === undefined || name === "" ? undefined : findAction(service, name);
  return found && "action" in found ? { service, action: found.action } : { service };
}

/** `abc123-ats.iotdata` and `bucket.s3` have a subdomain in front. */
function serviceAt(host: string): Service | undefined {
  const whole = serviceOf(host);
  if (whole) return whole;
  const last = host.split(".").at(-1) ?? "";
  return last in OWN_HOSTS || last === "s3" ? serviceOf(last) : undefined;
}

/** `'AmazonSSM.GetParameter'` in the X-Amz-Target header. */
function targetOf({ requestParameters }: IntegrationRequest): string | undefined {
  const target = Object.entries(requestParameters).find(
    ([key]) => key.toLowerCase() === "integration.request.header.x-amz-target",
  )?.[1];
  return /^'[\w]+\.(\w+)'$/.exec(target ?? "")?.[1];
}

/** `Action=SendMessage&…` in front of every template that makes a form. */
function formOf({ requestTemplates }: IntegrationRequest): string | undefined {
  const names = Object.values(requestTemplates).map((one) => /^\s*Action=(\w+)(?:&|\s*$)/.exec(one)?.[1]);
  return new Set(names).size === 1 ? names[0] : undefined;
}

/** The one REST operation that has this method and path; none where several do. */
function restOf(service: Service, path: string, method: string | undefined): string | undefined {
  const given = path.split("?")[0]?.split("/").filter(Boolean) ?? [];
  const fits = listActions(service).filter((name) => {
    const found = findAction(service, name);
    const [verb, uri = ""] = ("action" in found ? found.action.uri : undefined)?.split(" ") ?? [];
    if (verb !== method || uri.includes("?")) return false;
    const parts = uri.split("/").filter(Boolean);
    const greedy = parts.at(-1)?.endsWith("+}") === true;
    if (greedy ? given.length < parts.length : given.length !== parts.length) return false;
    return parts.every((part, i) => part.startsWith("{") || part === given[i]);
  });
  return fits.length === 1 ? fits[0] : byHand(service, fits);
}

// Operations of S3 that share a request with rarer ones, told apart by a header or a query string.
const USUAL = ["GetObject", "PutObject", "DeleteObject", "ListBuckets", "ListObjects"];
const byHand = ({ id }: Service, fits: readonly string[]): string | undefined =>
  id === "s3" ? USUAL.find((name) => fits.includes(name)) : undefined;
