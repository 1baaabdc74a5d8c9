import type { AwsFailure } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { Session } from "./command.ts";
import { keysInForce, profileOf } from "./identity.ts";
import type { Step } from "./report.ts";
import { inSandbox } from "./sandbox-location.ts";

interface Advice {
  readonly headline: string;
  readonly steps: readonly Step[];
}

/** What is wrong with the credentials, and how to get others: it depends on where they come from. */
export function adviceFor(failure: AwsFailure, said: string, { given, world }: Session): Advice {
  const { env } = world;
  const profile = profileOf(given, env);
  const flags = profile === undefined ? [] : ["--profile", profile];
  const of = profile === undefined ? "" : ` of the profile ${plain(profile)}`;
  const login: Step = {
    says: `Log in again: aws sso login${profile === undefined ? "" : ` --profile ${plain(profile)}`}`,
    argv: ["aws", "sso", "login", ...flags],
  };
  const origin = keysInForce(given, env) ? "environment" : failure.origin;
  switch (failure.reason) {
    case "sso-expired":
      return { headline: `The SSO session has expired or is missing: ${said}`, steps: [login] };
    case "sso-denied":
      return {
        headline: `SSO does not let you have that role: ${said}`,
        steps: [{ says: `Check sso_account_id and sso_role_name${of}, or ask for the role.` }],
      };
    case "role-denied":
      return {
        headline: `The role${of} may not be assumed: ${said}`,
        steps: [
          {
            says: "Ask for sts:AssumeRole on it, and for the role to trust whoever the source profile is; or use another --profile.",
          },
        ],
      };
    case "clock-skew":
      return {
        headline: `This machine's clock is off, so AWS does not accept its signatures: ${said}`,
        steps: [
          {
            says: `Set the clock: it says ${new Date().toISOString()} (timedatectl set-ntp true, or the system's settings). The credentials are not at fault.`,
          },
        ],
      };
    case "mfa-needed":
      return {
        headline: `An MFA code is needed, and nobody can be asked: ${said}`,
        steps: [
          { says: "Run it at a terminal, or get session credentials first (aws sts get-session-token)." },
        ],
      };
    case "credential-process-failed":
    case "credential-process-timeout":
    case "credential-process-output":
    case "credential-process-expired": {
      const what = {
        "credential-process-failed": "failed",
        "credential-process-timeout": "did not end, and was stopped",
        "credential-process-output": "printed something else than credentials",
        "credential-process-expired": "handed out credentials that have expired",
      }[failure.reason];
      return {
        headline: `The program that hands out the credentials${of} (credential_process) ${what}: ${said}`,
        steps: [
          {
            says:
              failure.reason === "credential-process-expired"
                ? "Run it by hand and look at Expiration; renew what it takes them from."
                : "Run it by hand: it must print one JSON document with Version 1, AccessKeyId and SecretAccessKey.",
          },
        ],
      };
    }
    case "profile-loop":
    case "profile-incomplete":
      return {
        headline: `The profile ${plain(profile ?? "default")} does not lead to credentials: ${said}`,
        steps: [{ says: "Look at it with aws configure list, and mend ~/.aws/config." }],
      };
    case "credential-file":
      return {
        headline: `The file with the token that credentials are had for cannot be read: ${said}`,
        steps: [
          {
            says: `It is the one that ${profile === undefined ? "AWS_WEB_IDENTITY_TOKEN_FILE or the profile's web_identity_token_file" : "the profile's web_identity_token_file"} names: check the path, and that this user may read it.`,
          },
        ],
      };
    case "no-credentials":
      return noCredentials(said, profile, inSandbox(given, env));
    default:
  }
  if (/expired/i.test(failure.code) || /expired/i.test(said) || failure.reason === "credentials-expired")
    return { headline: `The AWS credentials have expired: ${said}`, steps: [renewal(origin, of, login)] };
  return {
    headline: `AWS did not accept the credentials (${plain(failure.code)}): ${said}`,
    steps: [{ says: check(origin, of) }],
  };
}

/** What to look at where AWS refuses credentials that have not expired. */
function check(origin: string | undefined, of: string): string {
  switch (origin) {
    case "keys":
      return `Check aws_access_key_id and aws_secret_access_key${of}, or use another --profile.`;
    case "program":
      return `Check what the credential_process${of} hands out, or use another --profile.`;
    case "token":
      return "Check the token in the file that web_identity_token_file or AWS_WEB_IDENTITY_TOKEN_FILE names, and whether the role (role_arn, AWS_ROLE_ARN) trusts whoever issued it.";
    case "role":
      return `Check role_arn and the source profile${of}, or use another --profile.`;
    case "sso":
      return `Check the SSO settings${of}, or use another --profile.`;
    default:
      return "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or use --profile NAME.";
  }
}

function renewal(origin: string | undefined, of: string, login: Step): Step {
  switch (origin) {
    case "environment":
      return {
        says: "They are the environment's: get new ones where those came from and set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN again, or unset them and use --profile NAME.",
      };
    case "keys":
      return {
        says: `They are written down${of}: get new ones and put them there (aws_access_key_id, aws_secret_access_key, aws_session_token).`,
      };
    case "program":
      return { says: `They come from the credential_process${of}: renew what it takes them from.` };
    case "role":
      return {
        says: "They are a role's: run it again; if that does not help, renew those of its source profile.",
      };
    case "token":
      return {
        says: "They are had for a token: whoever writes its file (web_identity_token_file, AWS_WEB_IDENTITY_TOKEN_FILE) is to write a new one.",
      };
    case "machine":
      return { says: "They are this machine's role's: run it again in a minute." };
    default:
      return login;
  }
}

function noCredentials(said: string, profile: string | undefined, sandbox: boolean): Advice {
  const ways = [
    "Ways to give them:",
    "  --profile NAME, or AWS_PROFILE, for a profile of ~/.aws/config",
    "  AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN)",
    "  aws sso login --profile NAME, or aws configure",
    ...(sandbox ? [] : ["  or try it without any: --sandbox"]),
  ];
  return {
    headline: `No AWS credentials were found${profile === undefined ? "" : ` for the profile ${plain(profile)}`}: ${said}`,
    steps: ways.map((says) => ({ says })),
  };
}
