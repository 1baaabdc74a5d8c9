import type { MethodDocument } from "../document/method.ts";
import { partitionFor } from "../names/partition.ts";
import { quote } from "./shell-words.ts";

/** A method as it is called. */
export interface Called {
  readonly httpMethod: string;
  readonly path: string;
  readonly request: MethodDocument["request"];
}

/** Whom a call is signed for by: AWS's own variables, named and not read. */
const SIGNED = '"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"';
/** Temporary credentials have a token beside them. curl would sign a header that is empty, and not send it. */
const TOKEN = '${AWS_SESSION_TOKEN:+"-Hx-amz-security-token: $AWS_SESSION_TOKEN"}';

/**
 * The `curl` line that calls a method of a stage. What nobody but the caller knows stands in capitals: a key, a token,
 * the values of parameters.
 */
export function curlLine(url: string, { httpMethod, path, request }: Called, region: string): string {
  const verb = httpMethod === "ANY" ? "GET" : httpMethod;
  const required = (where: string) =>
    Object.entries(request.requestParameters)
      .filter(([key, needed]) => needed && key.startsWith(`method.request.${where}.`))
      .map(([key]) => key.slice(`method.request.${where}.`.length));
  const filled = path.replaceAll(/\{([^{}+]+)\+?\}/g, (_, name: string) => placeholder(name));
  const query = required("querystring").map((name) => `${encodeURIComponent(name)}=${placeholder(name)}`);
  const { authorizationType, apiKeyRequired, requestModels } = request;
  const body = ["POST", "PUT", "PATCH"].includes(verb);
  const [type = "application/json"] = Object.keys(requestModels);
  const headers = [
    ...(apiKeyRequired ? ["x-api-key: API_KEY"] : []),
    ...(authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS"
      ? ["Authorization: TOKEN"]
      : []),
    ...required("header")
      .filter((name) => !/^(?:x-api-key|authorization|content-type)$/i.test(name))
      .map((name) => `${name}: ${placeholder(name)}`),
    ...(body ? [`Content-Type: ${type}`] : []),
  ];
  return [
    "curl",
    ...(verb === "HEAD" ? ["-I"] : verb === "GET" ? [] : ["-X", verb]),
    ...(authorizationType === "AWS_IAM"
      ? [
          "--aws-sigv4",
          quote(`${partitionFor(region).startsWith("aws") ? "aws" : ""}:amz:${region}:execute-api`),
          "-u",
          SIGNED,
          TOKEN,
        ]
      : []),
    ...headers.flatMap((one) => ["-H", quote(one)]),
    ...(body ? ["-d", quote("BODY")] : []),
    quote(`${url}${filled === "/" ? "/" : filled}${query.length > 0 ? `?${query.join("&")}` : ""}`),
  ].join(" ");
}

const placeholder = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, "_").toUpperCase();

/** Of an API's methods the one that is easiest to call: without a parameter, a body, a key. */
export function easiest(methods: readonly Called[]): Called | undefined {
  const weight = ({ httpMethod, path, request }: Called) =>
    (httpMethod === "GET" ? 0 : httpMethod === "ANY" ? 1 : httpMethod === "OPTIONS" ? 8 : 4) +
    (path.includes("{") ? 2 : 0) +
    (request.authorizationType === "NONE" ? 0 : 1) +
    (request.apiKeyRequired ? 1 : 0);
  return [...methods].sort((a, b) => weight(a) - weight(b) || (a.path < b.path ? -1 : 1))[0];
}
