import { parseInvokeUrl } from "../names/invoke-url.ts";

/** What a log, an access log's line, or a body says of the place of a call; each member only where it stands there. */
export interface CallPlace {
  readonly httpMethod?: string | undefined;
  /** The resource's path, `/pets/{petId}`, or one that was called, `/pets/7`. */
  readonly path?: string | undefined;
  readonly restApiId?: string | undefined;
  readonly stage?: string | undefined;
}

const first = (text: string, ...patterns: readonly RegExp[]): string | undefined => {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
};

const VERBS = "(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)";
const UNREAL_STAGE = /^(?:test-invoke-stage|ESTestInvoke-stage|null)$/;

/** The place of the call that a text tells of: an execution log, a line of an access log, an event of Lambda's, an answer as curl prints it. */
export function placeIn(text: string): CallPlace {
  const asked = askedOf(text);
  const called = invokedIn(text);
  const stage =
    asked.stage ??
    first(
      text,
      /API Stage:? [a-z0-9]{10}\/([\w-]+)/,
      /, Stage ([\w-]+),/,
      /"stage"\s*:\s*"([\w-]+)"/,
      /API-Gateway-Execution-Logs_[a-z0-9]{10}\/([\w-]+)/,
    ) ??
    called.stage;
  return {
    httpMethod:
      first(
        text,
        new RegExp(`HTTP Method: (${VERBS})\\b`),
        new RegExp(`"httpMethod"\\s*:\\s*"(${VERBS})"`),
        new RegExp(`, HttpMethod (${VERBS})\\. Limit`),
      ) ??
      asked.httpMethod ??
      called.httpMethod ??
      first(text, new RegExp(`(?:^|["'\\s])(${VERBS}) /`, "m")),
    path:
      first(
        text,
        /Resource Path: (\/\S*)/,
        /"resourcePath"\s*:\s*"(\/[^"]*)"/,
        /"resource"\s*:\s*"(\/[^"]*)"/,
        // Of this one the log has the id.
        /, Resource ([a-z0-9]{6,10}), HttpMethod /,
      ) ??
      asked.path ??
      called.path ??
      first(text, new RegExp(`(?:^|["'\\s])${VERBS} (/[^\\s"'?]*)`, "m")),
    restApiId:
      asked.restApiId ??
      first(
        text,
        /x-amzn-apigateway-api-id=([a-z0-9]{10})\b/,
        /"apiId"\s*:\s*"([a-z0-9]{10})"/,
        /API Stage:? ([a-z0-9]{10})\//,
        /RestApi ([a-z0-9]{10}),/,
        /User-Agent=AmazonAPIGateway_([a-z0-9]{10})\b/,
        /API-Gateway-Execution-Logs_([a-z0-9]{10})\//,
      ) ??
      called.restApiId,
    stage: stage !== undefined && UNREAL_STAGE.test(stage) ? undefined : stage,
  };
}

/** What an authorizer was asked of: the method's ARN, which API Gateway writes first into its event. */
function askedOf(text: string): CallPlace {
  const [, restApiId, stage, httpMethod, path] =
    new RegExp(
      `Endpoint request body after transformations: \\{"type":"(?:TOKEN|REQUEST)","methodArn":"arn:[\\w-]+:execute-api:[\\w-]+:\\d{12}:([a-z0-9]{10})/([\\w-]+)/(${VERBS})(/[^"]*)"`,
    ).exec(text) ?? [];
  // A test of an authorizer has no method of its own.
  return stage === "ESTestInvoke-stage" ? { restApiId } : { restApiId, stage, httpMethod, path };
}

/** The invoke URL in a line of curl, or what curl -v prints of a request. */
function invokedIn(text: string): CallPlace {
  const [, verb, path] = /^> ([A-Z]+) (\/\S*) HTTP\/\d/m.exec(text) ?? [];
  const host = /^> host: ([^\s/]+)/im.exec(text)?.[1];
  const [line = ""] = /^\$?\s*curl\s.*$/m.exec(text) ?? [];
  const said = /(?:^|\s)(?:-X|--request)[ =]?'?([A-Z]+)/.exec(line)?.[1];
  const sends = /\s(?:-d|--data(?:-\w+)?|--json)\b/.test(line);
  const addresses = [
    ...(host === undefined ? [] : [`https://${host}${path}`]),
    ...[...text.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(([address]) => address),
  ];
  for (const address of addresses) {
    // It may end a sentence.
    const url = parseInvokeUrl(address.replace(/[.,;:)]+$/, ""));
    // A stage's name holds no more; what else stands there is somebody's text.
    if (url && /^[\w-]+$/.test(url.stage))
      return {
        httpMethod: verb ?? said ?? (line === "" ? undefined : sends ? "POST" : "GET"),
        restApiId: url.restApiId,
        stage: url.stage,
        path: url.path,
      };
  }
  return {};
}
