import type { ApiFacts } from "./facts.ts";

/** What a request of a protocol must look like. The defaults write it, and the checks hold what would be sent against it. */
export interface Protocol {
  /** As a person calls it. */
  readonly is: string;
  /** Where the action's name stands. */
  readonly action: "parameter" | "target" | "path";
  /** What the body is; `any` where each operation says it. */
  readonly body: "form" | "json" | "any";
  /** The verbs that it goes by; undefined where each operation has its own. */
  readonly verbs?: readonly string[];
  /** The content type under which the body is read; undefined where it hangs on the operation. */
  contentType(api: ApiFacts | undefined): string | undefined;
  /** Whether a body under another content type is read all the same. */
  takes(contentType: string): boolean;
}

const mediaType = (contentType: string): string => (contentType.split(";")[0] ?? "").trim().toLowerCase();
/** The content type of forms. */
export const FORM = "application/x-www-form-urlencoded";

const query: Protocol = {
  is: "the Query protocol",
  action: "parameter",
  body: "form",
  verbs: ["POST", "GET"],
  contentType: () => FORM,
  takes: (type) => mediaType(type) === FORM,
};

/** The protocols of the services' models. Sources: their public documentation (Smithy, "AWS protocols"). */
export const PROTOCOLS: Readonly<Record<ApiFacts["protocol"], Protocol>> = {
  query,
  ec2: query,
  json: {
    is: "the AWS JSON protocol",
    action: "target",
    body: "json",
    verbs: ["POST"],
    contentType: (api) => `application/x-amz-json-${api?.json ?? "1.1"}`,
    // Without "application/" it stands in AWS's own guide for Kinesis.
    takes: (type) => /^(?:application\/)?x-amz-json-1\.[01]$/.test(mediaType(type)),
  },
  "rest-json": {
    is: "a REST protocol with JSON",
    action: "path",
    body: "json",
    contentType: () => "application/json",
    takes: () => true,
  },
  "rest-xml": {
    is: "a REST protocol",
    action: "path",
    body: "any",
    contentType: () => undefined,
    takes: () => true,
  },
};

/** Whether a template makes a form, by how it begins when its assignments are left out. */
export const makesForm = (template: string): boolean =>
  /^&?[\w.-]+=/.test(
    template
      .replaceAll(/##[^\n]*|#\*[\s\S]*?\*#/g, "")
      .replaceAll(/#set\s*\((?:[^()"']|"[^"]*"|'[^']*'|\((?:[^()"']|"[^"]*"|'[^']*')*\))*\)/g, "")
      .trim(),
  );

/** Services that read the older Query protocol too, beside the one of their model. SQS: recorded. */
export const SPEAKS_QUERY_TOO: ReadonlySet<string> = new Set(["sqs"]);

/** Services that go by action name without X-Amz-Target. Recorded, or of many public repositories. */
export const TARGET_IMPLIED: ReadonlySet<string> = new Set([
  "dynamodb",
  "kinesis",
  "states",
  "firehose",
  "cognito-idp",
]);

/** Services that by action name speak the Query protocol, and drop a JSON body. Recorded of SSM. */
export const QUERY_BY_ACTION: ReadonlySet<string> = new Set(["ssm", "sqs"]);
