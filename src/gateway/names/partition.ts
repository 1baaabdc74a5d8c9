/** An AWS partition: the part of every ARN behind `arn:`. */
export type Partition =
  | "aws"
  | "aws-cn"
  | "aws-us-gov"
  | "aws-iso"
  | "aws-iso-b"
  | "aws-iso-e"
  | "aws-iso-f"
  | "aws-eusc";

// Source: the partitions' region patterns in the SDK's endpoint rules (@aws-sdk/util-endpoints partitions.json).
const patterns: readonly (readonly [Partition, RegExp])[] = [
  ["aws-us-gov", /^us-gov-[a-z]+-\d+$/],
  ["aws-iso-b", /^us-isob-[a-z]+-\d+$/],
  ["aws-iso-e", /^eu-isoe-[a-z]+-\d+$/],
  ["aws-iso-f", /^us-isof-[a-z]+-\d+$/],
  ["aws-iso", /^us-iso-[a-z]+-\d+$/],
  ["aws-eusc", /^eusc-[a-z]+-[a-z]+-\d+$/],
  ["aws-cn", /^cn-[a-z]+-\d+$/],
  ["aws", /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/],
];

const suffixes: Readonly<Record<Partition, string>> = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-us-gov": "amazonaws.com",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
  "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov",
  "aws-eusc": "amazonaws.eu",
};

/** What the hosts of a partition end in: `amazonaws.com`. */
export const suffixOf = (partition: string): string => suffixes[partition as Partition] ?? suffixes.aws;

/** The partition a Region lies in, or undefined where the text has no Region's form. */
export function partitionOf(region: string): Partition | undefined {
  return patterns.find(([, pattern]) => pattern.test(region))?.[0];
}

/** The partition of a Region that is used whether we know its form or not: a new kind is taken for one of `aws`. */
export const partitionFor = (region: string): Partition => partitionOf(region) ?? "aws";

/** The Regions known when this was written; a Region not listed may exist, a near miss is a typing error. */
export const REGIONS: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-1",
  "ap-south-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "eu-central-1",
  "eu-central-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eusc-de-east-1",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "cn-north-1",
  "cn-northwest-1",
  "us-gov-east-1",
  "us-gov-west-1",
];
