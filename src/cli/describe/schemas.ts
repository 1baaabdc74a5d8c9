import { CHECKS } from "../../gateway/checks/finding.ts";
import {
  type Ending,
  FAILURES,
  type FailureCode,
  type FailureMeaning,
} from "../../gateway/failures/codes.ts";
import { PROBLEM_CODES } from "../../settings/problem.ts";
import { ERROR_SCHEMA_VERSION } from "../error-document.ts";
import { EXIT } from "../exit.ts";
import { exitCodes } from "./endings.ts";

/** What the schemas are written in. */
export const DRAFT = "http://json-schema.org/draft-07/schema#";
const text = { type: "string" };
const argv = { type: "array", items: text, minItems: 1 };
const object = (required: readonly string[], properties: object) => ({
  type: "object",
  required,
  properties,
});

/** Every failure by its code, in the order of its declaration. */
export const failures = (Object.entries(FAILURES) as [FailureCode, FailureMeaning][]).map(
  ([code, { ending, means, retryable }]) => ({
    code,
    exitCode: EXIT[ending as Ending],
    retryable: retryable === true,
    means,
  }),
);

/** The JSON error document. */
export const errorSchema = {
  $schema: DRAFT,
  title: "What apigw reports on standard error with --error-format json",
  description:
    "Members are added in minor versions: leave alone what is not known. Another first number is another format.",
  ...object(["schemaVersion", "ok", "error"], {
    schemaVersion: { enum: [ERROR_SCHEMA_VERSION] },
    ok: { enum: [false] },
    error: object(
      ["code", "exitCode", "message", "retryable", "state", "remains", "problems", "next", "notes", "docs"],
      {
        code: { enum: failures.map(({ code }) => code) },
        exitCode: { enum: [...new Set(failures.map(({ exitCode }) => exitCode))] },
        message: text,
        detail: text,
        retryable: { type: "boolean" },
        state: { enum: ["unchanged", "rolled-back", "remains", "unknown"] },
        remains: {
          type: "array",
          items: object(["what", "undo"], { what: text, undo: { type: "array", items: argv } }),
        },
        problems: {
          type: "array",
          items: object(["code", "message"], {
            code: { enum: Object.keys(PROBLEM_CODES) },
            flag: text,
            flags: { type: "array", items: text },
            message: text,
            remedy: text,
          }),
        },
        aws: object(["operation", "code", "message"], {
          operation: text,
          code: text,
          message: text,
          statusCode: { type: "integer" },
          requestId: text,
        }),
        next: { type: "array", items: object(["why", "argv"], { why: text, argv }) },
        notes: { type: "array", items: text },
        docs: text,
      },
    ),
  }),
};

export const describeErrors = () => ({
  schemaVersion: 1,
  exitCodes,
  failures,
  problems: Object.entries(PROBLEM_CODES).map(([code, means]) => ({ code, means })),
  document: errorSchema,
});

/** The result of a command that changes a method: with --dry-run, its plan. */
export const planSchema = {
  $schema: DRAFT,
  title: "The result of create-method, update-method and delete-method; with --dry-run, the plan",
  ...object(
    ["schemaVersion", "outcome", "where", "region", "api", "resource", "method", "calls", "notes", "deploy"],
    {
      schemaVersion: { enum: [1] },
      outcome: {
        enum: ["created", "updated", "replaced", "deleted", "unchanged", "skipped", "planned"],
      },
      where: object(["region"], {
        region: text,
        account: text,
        profile: text,
        endpoint: text,
        sandbox: text,
      }),
      region: text,
      api: object(["id", "name"], { id: text, name: text }),
      resource: object(["id", "path"], { id: { type: ["string", "null"] }, path: text }),
      method: text,
      calls: {
        type: "array",
        items: object(["operation", "at", "because", "input"], {
          operation: { type: "string", pattern: "^[a-z0-9]+:[A-Z][A-Za-z]+$" },
          at: text,
          because: text,
          region: text,
          input: { type: "object" },
        }),
      },
      notes: { type: "array", items: text },
      deploy: { type: ["string", "null"] },
    },
  ),
};

const MEANINGS: Readonly<Record<(typeof CHECKS)[number], string>> = {
  "api-key": "The stages have a usage plan, where an API key is required.",
  authorizer:
    "The authorizer exists, is of the kind that --authorization says, and API Gateway may invoke its function.",
  binary: "Binary media types and content handling go together.",
  cors: "A resource that answers browsers has the OPTIONS that they ask first.",
  function: "The Lambda function exists, with its alias, in its Region.",
  integration: "The integration's fields fit each other and the endpoint type of the API.",
  mapping: "Mapping expressions parse and point at parameters that are declared.",
  model: "The models that are named exist.",
  permission: "API Gateway may invoke the function, from each stage and the console's Test.",
  protocol: "What an AWS service would be sent is of the protocol that it speaks, and complete.",
  response: "Each integration response has its method response, and selection patterns parse.",
  role: "The role exists, trusts API Gateway and allows the action on what is called.",
  "stage-variable": "The stages have the stage variables that are used.",
  template: "Mapping templates parse and yield what their content type says.",
  timeout: "The timeout fits the endpoint type, the transfer mode and the account's quota.",
  validator: "The request validator exists and has something to validate.",
  "vpc-link": "The VPC link is available, and of the kind that the target fits.",
};

export const describeRules = () => ({
  schemaVersion: 1,
  checks: CHECKS.map((name) => ({ name, means: MEANINGS[name], skippedBy: `--skip-check ${name}` })),
  levels: {
    error: "It fails when the method is called.",
    warning: "It may fail when the method is called.",
    note: "It is worth knowing, and fails nothing that is called in the usual way.",
    unchecked: "It could not be looked at, which is never taken for fine.",
  },
});
