import { NAMED_BY } from "../catalog/targets.ts";
import { authorizedAs } from "./authorized-as.ts";
import type { CalledPlace } from "./grant.ts";
import { COPY_SOURCE, type Values, WHOLE_PATH } from "./values.ts";

/** A resource that a call acts on. */
export interface Target {
  readonly arn: string;
  /** What of it is not known, or chosen by the caller: there stands `*`. */
  readonly open: readonly string[];
  /** It is granted along with another, and not asked for by itself: a table beside its index. */
  readonly beside?: true;
  /** Nothing in the request says which one it is. */
  readonly unsaid?: true;
  /** Other ARNs, by which IAM lets it through as well. */
  readonly or?: readonly string[];
  /** What a policy must write to let it through, where it has no ARN. */
  readonly written?: string;
}

const PLACEHOLDER = /\$\{(\w+)\}/g;

/**
 * What an action acts on, by the ARN formats that IAM has for it: an ARN that stands in the request, or one that is made of
 * the names in it. Of several formats only one that the request names counts; none where that cannot be told.
 */
export const targetsOf = (
  action: string,
  formats: readonly string[],
  values: Values,
  place: CalledPlace,
  star: string | undefined,
): readonly Target[] =>
  saidTargets(action, formats, values, place, star).map((one) => authorizedAs(action, one, place));

function saidTargets(
  action: string,
  formats: readonly string[],
  values: Values,
  place: CalledPlace,
  star: string | undefined,
): readonly Target[] {
  const special = SPECIAL[action]?.(values, place);
  if (special) return special;
  if (action.startsWith("apigateway:")) return managed(values, place);
  if (action.startsWith("s3:")) {
    const stored = storedAt(action, values, place);
    if (stored) return stored;
  }
  const literal = formats.flatMap((format) => ways(format).flatMap((way) => arnsOf(way, values)));
  if (literal.length > 0) return literal;
  // Without a reason to doubt, every format is one that the call acts on.
  if (star === undefined) return formats.flatMap((format) => namedInOneWay(format, values, place));
  const full = formats
    .filter(asksForName)
    .map((format) => namedInOneWay(format, values, place))
    .filter((all) => all.every(({ open }) => open.length === 0));
  return full.length === 1 ? (full[0] ?? []) : [];
}

/** Whether a format has a name in it; one that has none is the same for all calls, and says nothing of this one. */
const asksForName = (format: string): boolean =>
  [...format.matchAll(PLACEHOLDER)].some(([, name = ""]) => !(name in PLACE));

/** IAM's lists write some formats in two ways: a newer one, and an older one. */
const ways = (format: string): readonly string[] => format.split(/,\s*(?=arn:)/);

/** The ARNs of a format in the way that the request says most of. */
function namedInOneWay(format: string, values: Values, place: CalledPlace): readonly Target[] {
  const all = ways(format).map((way) => named(way, values, place));
  return all.find((targets) => targets.every(({ open }) => open.length === 0)) ?? all[0] ?? [];
}

/** The ARNs in a request that are of a format: of the service, kind and parts that it has. */
function arnsOf(format: string, values: Values): readonly Target[] {
  const pattern = new RegExp(
    `^${format
      .split(PLACEHOLDER)
      .map((part, i) =>
        i % 2 === 0
          ? part.replaceAll(/[.*+?^$()[\]{}|\\]/g, "\\$&")
          : part === "Region" || part === "Account" || part === "Partition"
            ? "[^:]*"
            : ".+",
      )
      .join("")}$`,
  );
  const known = [...values.values()].flat().filter((one) => one.startsWith("arn:") && pattern.test(one));
  return [...new Set(known)].map((arn) => ({ arn, open: arn.includes("*") ? [openName(format)] : [] }));
}

const openName = (format: string): string => [...format.matchAll(PLACEHOLDER)].at(-1)?.[1] ?? "one";

/** The ARNs of a format, made of the names that a request has; one for each name of what there may be several of. */
function named(format: string, values: Values, place: CalledPlace): readonly Target[] {
  const main = openName(format);
  const names = namesOf(main, values);
  return (names.length === 0 ? [undefined] : names).map((name) => {
    const open: string[] = [];
    let unsaid = false;
    const arn = format.replaceAll(PLACEHOLDER, (_, placeholder: string) => {
      const at = PLACE[placeholder]?.(place);
      const given = placeholder === "Account" ? (accountIn(values) ?? at) : at;
      const value =
        given ??
        (placeholder === main
          ? name
          : (namesOf(placeholder, values)[0] ?? USUAL[`${format.split(":")[2]}:${placeholder}`]));
      if (value === undefined || value.includes("*"))
        if (placeholder !== "ObjectName") open.push(placeholder);
      if (value === undefined && placeholder === main) unsaid = true;
      return value ?? "*";
    });
    return { arn, open, ...(unsaid ? { unsaid: true as const } : {}) };
  });
}

const PLACE: Readonly<Record<string, (place: CalledPlace) => string>> = {
  Partition: ({ partition }) => partition,
  Region: ({ region }) => region,
  Account: ({ account }) => account,
};

/** An account that the path names, as SQS has it. */
const accountIn = (values: Values): string | undefined => {
  const account = values.get("account")?.[0] ?? queueIn(values)?.[0];
  return account !== undefined && (/^\d{12}$/.test(account) || account === "*") ? account : undefined;
};

const queueIn = (values: Values): readonly [string, string] | undefined => {
  const url = values.get("queueurl")?.[0];
  const [, account, name] = /^https?:\/\/[^/]+\/([^/]+)\/([^/?]+)$/.exec(url ?? "") ?? [];
  return account === undefined || name === undefined ? undefined : [account, name];
};

/** The names that a request has for a placeholder of an ARN. */
function namesOf(placeholder: string, values: Values): readonly string[] {
  const [, family, revision] =
    /^(?:arn:.*\/)?([^:/]+)(?::(.+))?$/.exec(values.get("taskdefinition")?.[0] ?? "") ?? [];
  if (placeholder === "TaskDefinitionFamilyName" && family !== undefined) return [family];
  if (placeholder === "TaskDefinitionRevisionNumber" && revision !== undefined) return [revision];
  if (placeholder === "QueueName") {
    const name = values.get("queuename")?.[0] ?? queueIn(values)?.[1];
    return name === undefined ? [] : [name];
  }
  const list = [placeholder, ...(NAMED_BY[placeholder] ?? [])]
    .map((member) => values.get(member.toLowerCase()))
    .find((one) => one !== undefined);
  const meant = list ?? calledAlike(placeholder, values);
  return [...new Set((meant ?? []).map((one) => shortName(placeholder, one)))];
}

/** What a placeholder is where a request does not say it, by the format's service. */
const USUAL: Readonly<Record<string, string>> = { "scheduler:GroupName": "default" };

/** What the one member holds that is called as a placeholder is, but for its end: `guardrailIdentifier` for GuardrailId. */
function calledAlike(placeholder: string, values: Values): readonly string[] | undefined {
  const stem = stemOf(placeholder);
  const alike = [...values].filter(([member]) => stem !== "" && stemOf(member) === stem);
  return alike.length === 1 ? alike[0]?.[1] : undefined;
}

const stemOf = (name: string): string => name.toLowerCase().replace(/(?:identifier|arn|name|id)s?$/, "");

/** A name as it stands in the ARN: of an ARN its last part, of a parameter without its first slash. */
function shortName(placeholder: string, value: string): string {
  if (placeholder === "ParameterNameWithoutLeadingSlash") return value.replace(/^\/+/, "");
  if (placeholder === "SecretId" && !value.startsWith("arn:"))
    return value.includes("*") ? value : `${value}-??????`;
  return value.startsWith("arn:") ? (value.split(/[:/]/).at(-1) ?? value) : value;
}

/** Actions whose resources no ARN format alone tells. */
const SPECIAL: Readonly<
  Record<string, (values: Values, place: CalledPlace) => readonly Target[] | undefined>
> = {
  "dynamodb:Query": indexed,
  "dynamodb:Scan": indexed,
  "events:PutEvents": (values, place) => {
    // An entry without a name goes to the default bus; without an entry nothing is said.
    const named = values.get("eventbusname") ?? [];
    const unnamed = (values.get("source") ?? []).length > named.length ? ["default"] : [];
    const names = [...new Set([...named, ...unnamed])];
    if (names.length === 0) return undefined;
    return names.map((one) => {
      const arn = one.startsWith("arn:")
        ? one
        : `arn:${place.partition}:events:${place.region}:${place.account}:event-bus/${one}`;
      return { arn, open: one.includes("*") ? ["EventBusName"] : [] };
    });
  },
  "sns:Publish": (values) =>
    // To a phone there is no topic, and a policy about topics does not let it through.
    values.has("phonenumber") && !values.has("topicarn") && !values.has("targetarn")
      ? [{ arn: "phone numbers", open: ["phone number"], written: "*" }]
      : undefined,
  "bedrock:InvokeModel": model,
  "bedrock:InvokeModelWithResponseStream": model,
  "redshift-data:ExecuteStatement": cluster,
  "redshift-data:BatchExecuteStatement": cluster,
  "ssm:SendCommand": (values, { partition, region, account }) => {
    // It acts on the document and on the instances that it names; by tags it may be any.
    const own = (values.get("instanceids") ?? []).map((id) =>
      id.startsWith("mi-")
        ? `ssm:${region}:${account}:managed-instance/${id}`
        : `ec2:${region}:${account}:instance/${id}`,
    );
    const document = values.get("documentname")?.[0] ?? "*";
    return [`ssm:${region}:${account}:document/${document}`, ...own].map((rest) => ({
      arn: rest.includes(":arn:") ? document : `arn:${partition}:${rest}`,
      open: rest.includes("*") ? ["DocumentName"] : [],
    }));
  },
  "ses:SendEmail": identity,
  "ses:SendRawEmail": identity,
  "ses:SendTemplatedEmail": identity,
  "ses:SendBulkTemplatedEmail": identity,
};

/** API Gateway's own resources are called as their paths are. */
const managed = (values: Values, { partition, region }: CalledPlace): readonly Target[] => {
  const path = values.get(WHOLE_PATH)?.[0] ?? "*";
  return [
    { arn: `arn:${partition}:apigateway:${region}::${path}`, open: path.includes("*") ? ["path"] : [] },
  ];
};

/** What S3 keeps: an object where the path has a key, and else the bucket. */
function storedAt(action: string, values: Values, { partition }: CalledPlace): readonly Target[] | undefined {
  const source = /^s3:GetObject/.test(action) ? values.get(COPY_SOURCE)?.[0] : undefined;
  if (source !== undefined) {
    const arn = `arn:${partition}:s3:::${source.replace(/^\//, "").replace(/\?versionId=.*$/, "")}`;
    return [{ arn, open: arn.includes("*") ? ["source"] : [] }];
  }
  const bucket = values.get("bucketname")?.[0];
  const key = values.get("objectname")?.[0];
  if (bucket === undefined && /^s3:(?:Get|Put|Delete|Restore)Object(?!LockConfiguration)/.test(action))
    return [{ arn: `arn:${partition}:s3:::*/*`, open: ["BucketName"] }];
  // Without a bucket it acts on none.
  if (!bucket) return undefined;
  const arn = `arn:${partition}:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
  return [{ arn, open: bucket.includes("*") ? ["BucketName"] : [] }];
}

/** A statement runs on a cluster where the request names one; of a workgroup the ARN has an id that it does not say. */
function cluster(values: Values, { partition, region, account }: CalledPlace): readonly Target[] | undefined {
  const name = values.get("clusteridentifier")?.[0];
  if (name === undefined) return undefined;
  const arn = `arn:${partition}:redshift:${region}:${account}:cluster:${name}`;
  return [{ arn, open: arn.includes("*") ? ["ClusterIdentifier"] : [] }];
}

/** A query by an index acts on the index; its table is granted beside it. */
function indexed(values: Values, { partition, region, account }: CalledPlace): readonly Target[] | undefined {
  const index = values.get("indexname")?.[0];
  const table = values.get("tablename")?.[0];
  if (index === undefined || table === undefined) return undefined;
  const own = table.startsWith("arn:")
    ? table
    : `arn:${partition}:dynamodb:${region}:${account}:table/${table}`;
  const open = own.includes("*") ? ["TableName"] : [];
  return [
    { arn: own, open, beside: true },
    { arn: `${own}/index/${index}`, open: [...open, ...(index.includes("*") ? ["IndexName"] : [])] },
  ];
}

/** A model by its id, or by the id of an inference profile, which calls the model in several Regions. */
function model(values: Values, { partition, region, account }: CalledPlace): readonly Target[] | undefined {
  const id = values.get("modelid")?.[0];
  if (id === undefined) return undefined;
  const open = id.includes("*") ? ["model"] : [];
  if (id.startsWith("arn:")) return [{ arn: id, open }];
  const [, area, base] = /^(us|eu|apac|ap|jp|au|ca|us-gov|global)\.(.+)$/.exec(id) ?? [];
  if (id === "*") return [{ arn: "*", open }];
  if (area === undefined)
    return [{ arn: `arn:${partition}:bedrock:${region}::foundation-model/${id}`, open }];
  return [
    { arn: `arn:${partition}:bedrock:${region}:${account}:inference-profile/${id}`, open },
    { arn: `arn:${partition}:bedrock:*::foundation-model/${base}`, open, beside: true },
  ];
}

/** Mail goes out by an identity: the sender's address, or its domain where that is what was verified. */
function identity(
  values: Values,
  { partition, region, account }: CalledPlace,
): readonly Target[] | undefined {
  const from = values.get("source")?.[0] ?? values.get("fromemailaddress")?.[0];
  const address = /<([^<>]+)>\s*$/.exec(from ?? "")?.[1] ?? from;
  if (address === undefined) return undefined;
  const open = address.includes("*") ? ["sender"] : [];
  return [{ arn: `arn:${partition}:ses:${region}:${account}:identity/${address}`, open }];
}
