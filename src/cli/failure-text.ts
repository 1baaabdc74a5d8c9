import { AwsFailure, Interrupted } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import { explanationOf } from "../gateway/messages/refusal-meanings.ts";
import { asSentence } from "../settings/problem.ts";
import type { Paint } from "../terminal/colour.ts";
import type { Session } from "./command.ts";
import { ChangedMeanwhile, Declined, EXIT, exitCodeOf } from "./exit.ts";
import { profileOf } from "./identity.ts";
import { inSandbox } from "./sandbox-location.ts";

/** What an error that ended a run means, for people, and the exit code. Nothing had been changed. */
export function explain(error: unknown, session: Session, paint: Paint): { text: string; code: number } {
  if (error instanceof Interrupted)
    return { text: "Cancelled. Nothing was changed.", code: EXIT.interrupted };
  if (error instanceof ChangedMeanwhile)
    return { text: "Nothing was changed. Run it again to see what is there now.", code: EXIT.conflict };
  if (error instanceof Declined) return { text: "Declined. Nothing was changed.", code: EXIT.declined };
  if (error instanceof AwsFailure) {
    const text = `${explainFailure(error, session, paint)}\nNothing was changed.`;
    return { text, code: exitCodeOf(error) };
  }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (name === "SandboxStateError") return { text: message, code: EXIT.refused };
  return {
    text: `${paint.bad("Unexpected error")}: ${plain(message)}${session.given.debug ? `\n${stack}` : "\nRun it again with --debug for the details."}`,
    code: EXIT.refused,
  };
}

/** A refusal of AWS in its own words, what it means, and what to do next. In front stands, in red, what went wrong. */
export function explainFailure(failure: AwsFailure, session: Session, { bad }: Paint): string {
  return explanation(failure, session).replace(/^[^:\n]+/, bad);
}

function explanation(failure: AwsFailure, session: Session): string {
  const said = plain(failure.message);
  const code = plain(failure.code);
  const request = failure.requestId === undefined ? "" : ` (request ${plain(failure.requestId)})`;
  const operation = failure.operation.split(":")[1] ?? failure.operation;
  switch (failure.kind) {
    case "credentials":
      return credentials(failure, said, session);
    case "denied":
      return `You are not allowed to call ${operation}: ${said}${request}\nAsk for the permission named above, or use another --profile.`;
    case "throttled":
      return `AWS answered ${operation} with "too many requests", several times over: ${said}${request}\nTry again in a few seconds.`;
    case "concurrent":
      return `Somebody else is changing this API at the same time: ${said}${request}\nTry again in a few seconds.`;
    case "network": {
      const { region } = session.given;
      return `${operation} could not be sent (${code}): ${said}\nCheck the network, the Region${region === undefined ? "" : ` (${region})`} and --aws-endpoint-url.`;
    }
    case "unavailable":
      return `AWS could not answer ${operation} (${code}): ${said}${request}\nTry again.`;
    default: {
      const explained = explanationOf(failure);
      const words =
        explained === undefined
          ? ""
          : `\n${plain(asSentence(explained.means))} ${plain(asSentence(explained.remedy))}`;
      return `AWS refused ${operation} (${code}): ${said}${request}${words}`;
    }
  }
}

function credentials(failure: AwsFailure, said: string, session: Session): string {
  const { env } = session.world;
  const profile = profileOf(session.given, env);
  const sandbox = inSandbox(session.given, env) ? [] : ["or try it without any: --sandbox"];
  if (
    /sso/i.test(said) ||
    (/expired/i.test(said) && /token/i.test(said) && failure.code === "CredentialsProviderError")
  ) {
    return [
      `The SSO session has expired or is missing: ${said}`,
      `Log in again: aws sso login${profile === undefined ? "" : ` --profile ${profile}`}`,
    ].join("\n");
  }
  if (failure.code === "CredentialsProviderError" || failure.code === "TokenProviderError") {
    return [
      `No AWS credentials were found${profile === undefined ? "" : ` for the profile ${plain(profile)}`}: ${said}`,
      "Ways to give them:",
      "  --profile NAME, or AWS_PROFILE, for a profile of ~/.aws/config",
      "  AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN)",
      "  aws sso login --profile NAME, or aws configure",
      ...sandbox.map((line) => `  ${line}`),
    ].join("\n");
  }
  if (/expired/i.test(failure.code) || /expired/i.test(said))
    return `The AWS credentials have expired: ${said}\nGet new ones, for instance with aws sso login${profile === undefined ? "" : ` --profile ${profile}`}.`;
  return `AWS did not accept the credentials (${plain(failure.code)}): ${said}\nCheck AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or use --profile NAME.`;
}
