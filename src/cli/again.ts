import { quote } from "../gateway/messages/shell-words.ts";
import { flagsFor } from "../settings/command-line.ts";
import type { Known } from "../settings/known.ts";
import { commonSettings } from "../settings/shared-flags.ts";
import type { Session } from "./command.ts";

/** The command line that does the same without asking. */
export function commandLine({ command }: Pick<Session, "command">, given: Known): string {
  const { yes, input, accessible, ...rest } = given;
  return ["apigw", command.name, ...flagsFor(command.settings, rest).map(quote)].join(" ");
}

const { profile, awsEndpointUrl, sandbox, sandboxState } = commonSettings;

/** The flags by which the next command reaches the same account, as they were given; the Region is not among them. */
export const reachFlags = (given: Known): readonly string[] =>
  flagsFor({ profile, awsEndpointUrl, sandbox, sandboxState }, given);

/** The same for the AWS CLI, with the Region where it was given. */
export const awsCliFlags = ({ region, profile, awsEndpointUrl }: Known): readonly string[] => [
  ...(region === undefined ? [] : ["--region", region]),
  ...(profile === undefined ? [] : ["--profile", profile]),
  ...(awsEndpointUrl === undefined ? [] : ["--endpoint-url", awsEndpointUrl]),
];
