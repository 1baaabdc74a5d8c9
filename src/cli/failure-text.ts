import { AwsFailure, Interrupted } from "../gateway/call/failure.ts";
import { SetupError } from "../gateway/failures/codes.ts";
import { plain } from "../gateway/messages/plain.ts";
import { explanationOf } from "../gateway/messages/refusal-meanings.ts";
import { asSentence } from "../settings/problem.ts";
import type { Paint } from "../terminal/colour.ts";
import type { Session } from "./command.ts";
import { adviceFor } from "./credential-advice.ts";
import { ChangedMeanwhile, codeOfFailure, Declined } from "./exit.ts";
import type { Report, Step } from "./report.ts";

/** What an error that ended a run means, for people and for programs. Nothing had been changed. */
export function explain(error: unknown, session: Session, paint: Paint): { text: string; report: Report } {
  if (error instanceof Interrupted) return plainly("interrupted", "Cancelled. Nothing was changed.");
  if (error instanceof ChangedMeanwhile)
    return plainly("changed-meanwhile", "Nothing was changed. Run it again to see what is there now.");
  if (error instanceof Declined) return plainly("declined", "Declined. Nothing was changed.");
  if (error instanceof AwsFailure && error.reason === "sandbox-state")
    return plainly("sandbox-state", error.message);
  if (error instanceof AwsFailure)
    return {
      text: `${explainFailure(error, session, paint)}\nNothing was changed.`,
      report: reportOf(error, session),
    };
  if (error instanceof SetupError) {
    const message = capital(error.message);
    const steps = error.remedies.map((says) => ({ says: asSentence(says) }));
    return {
      text: [paint.bad(`${message}.`), ...steps.map(({ says }) => says), "Nothing was changed."].join("\n"),
      report: { code: error.code, message, steps },
    };
  }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (name === "SandboxStateError") return plainly("sandbox-state", message);
  const more = session.given.debug ? `\n${stack}` : "\nRun it again with --debug for the details.";
  return {
    text: `${paint.bad("Unexpected error")}: ${plain(message)}${more}`,
    report: { code: "internal", message: plain(message), steps: [] },
  };
}

const plainly = (code: Report["code"], text: string) => ({
  text,
  report: { code, message: text.replace(/ ?Nothing was changed\./, "").trim() || text, steps: [] },
});

/** A refusal of AWS for programs. */
export function reportOf(failure: AwsFailure, session: Session): Report {
  const { headline, steps, detail } = explanation(failure, session);
  return { code: codeOfFailure(failure), message: headline, detail, steps, aws: failure };
}

/** A refusal of AWS in its own words, what it means, and what to do next. In front stands, in red, what went wrong. */
export function explainFailure(failure: AwsFailure, session: Session, { bad }: Paint): string {
  const { headline, detail, steps } = explanation(failure, session);
  return [
    headline.replace(/^[^:\n]+/, bad),
    ...(detail ? [detail] : []),
    ...steps.map(({ says }) => says),
  ].join("\n");
}

interface Explanation {
  readonly headline: string;
  /** What AWS's words mean. */
  readonly detail?: string | undefined;
  readonly steps: readonly Step[];
}

const says = (...lines: string[]): readonly Step[] => lines.map((line) => ({ says: line }));

function explanation(failure: AwsFailure, session: Session): Explanation {
  const said = plain(failure.message);
  const code = plain(failure.code);
  const request = failure.requestId === undefined ? "" : ` (request ${plain(failure.requestId)})`;
  const [service, name] = failure.operation.split(":");
  const operation = name ?? service ?? "";
  const way = onTheWay(failure, operation, session);
  if (way) return way;
  switch (failure.kind) {
    case "credentials":
      return adviceFor(failure, said, session);
    case "denied":
      return {
        headline: `You are not allowed to call ${operation}: ${said}${request}`,
        steps: says("Ask for the permission named above, or use another --profile."),
      };
    case "throttled":
      return {
        headline: `AWS answered ${operation} with "too many requests", several times over: ${said}${request}`,
        steps: says("Try again in a few seconds."),
      };
    case "concurrent":
      return {
        headline: `Somebody else is changing this API at the same time: ${said}${request}`,
        steps: says("Try again in a few seconds."),
      };
    case "network": {
      const { region } = session.given;
      return {
        headline: `${sent(failure, operation)} could not be sent (${code}): ${said}`,
        steps: says(
          `Check the network, the Region${region === undefined ? "" : ` (${region})`} and --aws-endpoint-url.`,
        ),
      };
    }
    case "unavailable":
      return {
        headline: `AWS could not answer ${failure.operation === CREDENTIALS ? "the request for credentials" : operation} (${code}): ${said}${request}`,
        steps: says(
          failure.statusCode === 501
            ? "What answers there does not have this operation: check --aws-endpoint-url and AWS_ENDPOINT_URL."
            : "Try again.",
        ),
      };
    default: {
      // Nobody answered: it failed here, on the way to be sent.
      if (failure.statusCode === undefined)
        return { headline: `${sent(failure, operation)} could not be sent (${code}): ${said}`, steps: [] };
      const explained = explanationOf(failure);
      return {
        headline: `AWS refused ${operation} (${code}): ${said}${request}`,
        detail: explained && `${plain(asSentence(explained.means))} ${plain(asSentence(explained.remedy))}`,
        steps: [],
      };
    }
  }
}

/** Credentials are fetched by calls that nobody asked for by name. */
const CREDENTIALS = "sts:GetCredentials";
const sent = ({ operation }: AwsFailure, name: string): string =>
  operation === CREDENTIALS ? "The request for credentials" : name;

/** Faults on the way to AWS that say more than that there is none. */
function onTheWay(
  failure: AwsFailure,
  operation: string,
  { world, given }: Session,
): Explanation | undefined {
  const said = plain(failure.message);
  const code = plain(failure.code);
  const what = sent(failure, operation);
  const { env } = world;
  const proxied = env.https_proxy || env.HTTPS_PROXY;
  switch (failure.reason) {
    case "tls-untrusted":
      return {
        headline: `${what} could not be sent (${code}): the server's certificate is signed by an authority that is not trusted here (${said})`,
        steps: says(
          "Two causes are likely. A company's proxy that looks into TLS: name the file with its authority, by --ca-bundle FILE, AWS_CA_BUNDLE or the profile's ca_bundle.",
          proxied
            ? "Or it is not the proxy that you are meant to use: HTTPS_PROXY is set, see whether it is the right one, and what NO_PROXY leaves out."
            : "Or requests are meant to go through a proxy and do not: set HTTPS_PROXY=http://proxy.example.com:3128.",
        ),
      };
    case "tls-expired":
      return {
        headline: `${what} could not be sent (${code}): the server's certificate has expired, or is not valid yet (${said})`,
        steps: says(
          `Look whether this machine's clock is right (it says ${new Date().toISOString()}); else it is the server's to mend.`,
        ),
      };
    case "tls-name":
      return {
        headline: `${what} could not be sent (${code}): the server has another host's certificate (${said})`,
        steps: says(
          "Check --aws-endpoint-url, AWS_ENDPOINT_URL and the profile's endpoint_url, and the DNS.",
        ),
      };
    case "tls-failed":
      return {
        headline: `${what} could not be sent (${code}): no TLS connection could be made (${said})`,
        steps: says(
          "Check that the address is one for https, and not http; behind a proxy, that HTTPS_PROXY names it rightly (most are http://).",
        ),
      };
    case "proxy-authentication":
      return {
        headline: `${what} could not be sent: ${said}`,
        steps: says(
          "Put both into the proxy variable: HTTPS_PROXY=http://USER:PASSWORD@proxy.example.com:3128, with what is special in them as %XX.",
        ),
      };
    case "proxy-refused":
    case "proxy-unreachable":
      return {
        headline: `${what} could not be sent: ${said}`,
        steps: says(
          "Check the proxy variables (HTTPS_PROXY, HTTP_PROXY); hosts to connect to without it stand in NO_PROXY.",
        ),
      };
    case "redirected":
    case "not-aws":
      return {
        headline: `Something other than AWS answered ${what}: ${said}`,
        steps: says(
          `Check ${given.awsEndpointUrl === undefined ? "AWS_ENDPOINT_URL and the profile's endpoint_url" : "--aws-endpoint-url"}; else a proxy or a network that wants a login answers instead of AWS.`,
        ),
      };
    default:
      return undefined;
  }
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
