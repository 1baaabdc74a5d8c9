import { asValues, readsAsJson } from "../template/sample.ts";
import { asPattern, calledIn, labelsOf, partsOf, pathOf, routesOf, serviceAt } from "./called.ts";
import { formOf, type Sent } from "./sent.ts";

/** What stands in a request, by the names of its members in lower case; `*` where something is not known. */
export type Values = ReadonlyMap<string, readonly string[]>;

/** What is copied, by a header. */
export const COPY_SOURCE = "x-amz-copy-source";
/** The path as a whole, which API Gateway's own resources are called by. */
export const WHOLE_PATH = "/";

// Data of the caller's own, in which a name means nothing.
const DATA =
  /^(?:Item|Key|ExpressionAttribute(?:Values|Names)|Data|Detail|input|MessageAttributes|Parameters|variables)$/;
const DEEPEST = 6;

/** The values of all members of a request, wherever they stand: body, form, query string, path. */
export function valuesIn(sent: Sent): Values {
  const found = new Map<string, string[]>();
  const add = (name: string, value: string) => {
    const key = name.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), asPattern(value)]);
  };
  const listed = (name: string) => name.replace(/\.(?:member\.)?\d+$/, "");
  for (const [name, value] of Object.entries(sent.query)) add(listed(name), value);
  for (const [name, value] of formOf(sent) ?? []) add(listed(name), unescaped(value));
  const source = sent.headers[COPY_SOURCE];
  if (source !== undefined) add(COPY_SOURCE, unescaped(source));
  const walk = (value: unknown, name: string, depth: number): void => {
    if (depth > DEEPEST) return;
    if (typeof value === "string") add(name, value);
    else if (Array.isArray(value)) for (const one of value) walk(one, name, depth + 1);
    else if (typeof value === "object" && value !== null)
      for (const [key, one] of Object.entries(value)) {
        if (name === "RequestItems") add("TableName", key);
        else if (!DATA.test(key)) {
          if (typeof one === "object") add(memberKey(key), "");
          walk(one, key, depth + 1);
        }
      }
  };
  walk(jsonOf(sent), "", 0);
  for (const [name, value] of Object.entries(pathValues(sent))) add(name, value);
  return found;
}

/** Under which it stands that a request has a member that holds others. */
export const memberKey = (name: string): string => `{${name.toLowerCase()}}`;

/** The body as JSON, with marks in it; undefined where it is none. */
export function jsonOf({ body }: Sent): unknown {
  return body !== undefined && body.trim() !== "" && readsAsJson(body) === true
    ? JSON.parse(asValues(body))
    : undefined;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** What stands in the path: SQS has account and queue there, S3 the bucket, other REST services what their models say. */
function pathValues(sent: Sent): Readonly<Record<string, string>> {
  const service = serviceAt(sent.host);
  if (!service || sent.kind !== "path") return {};
  const [first = "", second = "", ...more] = partsOf(sent.path);
  if (service.id === "sqs" && more.length === 0) {
    if (second !== "") return { Account: first, QueueName: second };
    return first === "" ? {} : { QueueName: first };
  }
  if (service.id === "s3" || sent.host.endsWith(".s3")) {
    const [bucket = "", ...key] = partsOf(pathOf(sent));
    return { BucketName: bucket, ...(key.length === 0 ? {} : { ObjectName: key.join("/") }) };
  }
  if (service.id === "apigateway") return { [WHOLE_PATH]: sent.path };
  if (service.id === "execute-api")
    return {
      ApiId: sent.host.split(".")[0] ?? "",
      Stage: first,
      Method: sent.verb,
      ApiSpecificResourcePath: sent.path.split("/").slice(2).join("/"),
    };
  const called = calledIn(sent)?.action;
  const route = routesOf(service, sent).find(({ action }) => action.name === called?.name);
  return route ? labelsOf(route, sent.path) : {};
}
