import type { IntegrationRequest } from "../gateway/document/method.ts";
import { parseIntegrationArn } from "../gateway/rules/integration-uri.ts";
import type { Called } from "./called.ts";
import { iamActionsOf, resourcesOf } from "./permissions.ts";

/** What calling an operation needs, as narrow as can be told, and why it is not narrower. */
export interface NeededGrant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** One for each resource that is wider than the one that is called. */
  readonly because: readonly string[];
}

/** The grant that an integration needs; undefined where no IAM action is known for it. */
export function grantFor(
  called: Called,
  integration: Pick<IntegrationRequest, "uri">,
  place: { readonly partition: string; readonly region: string; readonly account: string },
): NeededGrant | undefined {
  const actions = called.action && iamActionsOf(called.service, called.action);
  if (!actions) return undefined;
  const known: Record<string, string> = {
    Partition: place.partition,
    Region: place.region,
    Account: place.account,
    ...namesIn(integration),
  };
  const resources = new Set<string>();
  const because: string[] = [];
  for (const action of actions) {
    const { arns, star } = resourcesOf(called.service, action);
    if (star !== undefined) {
      resources.add("*");
      because.push(`${action} on *, because ${star}`);
      continue;
    }
    for (const format of arns) {
      const open: string[] = [];
      const arn = format.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
        if (known[name] === undefined && name !== "ObjectName") open.push(name);
        return known[name] ?? "*";
      });
      resources.add(arn);
      if (open.length > 0) because.push(`${action} on ${arn}, because which ${open.join(", ")} is not known`);
    }
  }
  return { actions, resources: [...resources], because };
}

/** The names that stand in an integration's path: SQS has account and queue there, S3 the bucket. */
function namesIn({ uri = "" }: Pick<IntegrationRequest, "uri">): Readonly<Record<string, string>> {
  const arn = parseIntegrationArn(uri);
  if (typeof arn === "string" || arn.kind !== "path") return {};
  const [first = "", second = ""] = arn.rest.split("/").filter(Boolean);
  const literal = (text: string) => text !== "" && !/[{}$]/.test(text);
  if (arn.service === "sqs" && /^\d{12}$/.test(first) && literal(second))
    return { Account: first, QueueName: second };
  if (arn.service === "s3" && literal(first)) return { BucketName: first };
  const bucket = /^(.+)\.s3$/.exec(arn.service)?.[1];
  return bucket !== undefined && literal(bucket) ? { BucketName: bucket } : {};
}
