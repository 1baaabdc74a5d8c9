import type { Where } from "../cli/where.ts";
import { quote } from "../gateway/messages/shell-words.ts";

/** The flags by which `apigw` reaches the place where a run was. */
export const apigwFlags = ({ region, profile, endpoint, sandbox }: Where): readonly string[] => [
  ...(sandbox === undefined ? [] : ["--sandbox", "--sandbox-state", sandbox]),
  "--region",
  region,
  ...(profile === undefined ? [] : ["--profile", profile]),
  ...(endpoint === undefined ? [] : ["--aws-endpoint-url", endpoint]),
];

/** The flags by which the AWS CLI reaches it; undefined where it cannot: a sandbox that is not served. */
export const awsFlags = ({ profile, endpoint, sandbox }: Where): readonly string[] | undefined =>
  sandbox === undefined
    ? [
        ...(profile === undefined ? [] : ["--profile", profile]),
        ...(endpoint === undefined ? [] : ["--endpoint-url", endpoint]),
      ]
    : undefined;

const line = (...words: readonly string[]): string => ["apigw", ...words].map(quote).join(" ");

/** Leads a run that did not end on to what was wanted. */
export const resumeCommand = (run: string, where: Where): string => line("resume", run, ...apigwFlags(where));
/** Leads it back to what was before. */
export const backCommand = (run: string, where: Where): string =>
  line("resume", run, "--back", ...apigwFlags(where));
export const undoCommand = (run: string, where: Where): string => line("undo", run, ...apigwFlags(where));
