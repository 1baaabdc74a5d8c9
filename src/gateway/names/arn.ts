import type { Partition } from "./partition.ts";

/** The six parts of an ARN; region and account may be empty. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN, or undefined where the text is not one. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|\*|aws)?:(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** The ARN by which `credentials` tells API Gateway to call with the caller's own identity (needs AWS_IAM). */
export const callerCredentialsArn = (partition: Partition): string => `arn:${partition}:iam::*:user/*`;
