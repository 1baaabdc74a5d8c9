import { listActions } from "../catalog/action.ts";
import { RECIPES, slotNames } from "../catalog/recipes/index.ts";
import { findService, listServices } from "../catalog/service.ts";
import { functionArnOf, parseServiceUri } from "../gateway/names/uri.ts";
import { roleValue } from "./address-values.ts";
import { actionType, all, onlyFor } from "./conditions.ts";
import type { Known, MethodSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { choice, text, yesNo } from "./value.ts";
import { listRegions, regionValue, setValue } from "./values.ts";

const aws = onlyFor("aws");

/** What a whole URI says already. */
const byParts = all(aws, {
  when: ({ uri }) => uri === undefined,
  because: "--uri says whom to call as a whole",
});
const partly = ({ integration, uri }: Known): boolean => integration === "aws" && uri === undefined;

/** The console's name of a service is no name of an endpoint, but it tells which is meant. */
function remedyFor(given: string): string {
  const found = findService(given);
  if ("service" in found) return `did you mean ${found.service.id}?`;
  return "near" in found
    ? `did you mean ${found.near.join(" or ")}?`
    : "write it in small letters, like sqs or dynamodb";
}

/** Which AWS service an integration calls. */
export const awsServiceTarget: Table<
  Pick<MethodSettings, "recipe" | "set" | "serviceRegion" | "service" | "subdomain">
> = {
  recipe: {
    label: "Recipe",
    flag: "recipe",
    summary:
      "A whole integration with an AWS service, tried and ready: URI, method, headers, template, responses and what the role must allow. Other flags go before it.",
    section: "AWS service",
    value: text("service:action"),
    applies: aws,
    asked: () => false,
    open: () => true,
    suggest: async () =>
      Object.entries(RECIPES).map(([value, recipe]) => ({
        value,
        description: `${recipe.does} (${slotNames(recipe) || "takes nothing"})`,
      })),
  },
  set: {
    label: "Recipe's values",
    flag: "set",
    summary: `What the recipe leaves open, as in --set queue=pets; in brackets what has a usual value. ${Object.entries(
      RECIPES,
    )
      .map(([name, recipe]) => `${name}: ${slotNames(recipe) || "nothing"}`)
      .join("; ")}.`,
    section: "AWS service",
    value: setValue,
    many: true,
    applies: all(aws, {
      when: ({ recipe }) => recipe !== undefined,
      because: "it fills in a --recipe",
    }),
    asked: () => false,
  },
  serviceRegion: {
    label: "AWS Region",
    emptyMeans: "the API's own",
    flag: "service-region",
    summary: "The Region of the AWS service to call; the API's own by default.",
    section: "AWS service",
    value: regionValue,
    applies: byParts,
    suggest: listRegions,
    open: () => true,
  },
  service: {
    label: "AWS service",
    flag: "service",
    summary:
      "The AWS service to call, by the name in its endpoint: sqs, dynamodb, states, events, email (SES) …",
    section: "AWS service",
    value: text("service", (given) =>
      /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not a service's endpoint name`,
            remedy: remedyFor(given),
          },
    ),
    applies: byParts,
    required: partly,
    missing: "--service, --recipe or --uri",
    open: () => true,
    suggest: async () =>
      listServices().map(({ id, titles }) => ({ value: id, label: `${id}  ${titles.join(", ")}` })),
  },
  subdomain: {
    label: "AWS subdomain",
    flag: "subdomain",
    summary: "The subdomain that some services take in their host name; usually left blank.",
    section: "AWS service",
    value: text("subdomain", (given) =>
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]|\$\{stageVariables\.[A-Za-z0-9_]+\})*$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not a subdomain`,
            remedy: "write a host label, like abc123-ats",
          },
    ),
    applies: byParts,
    asked: ({ recipe }) => recipe === undefined,
  },
};

/** Which of its actions, and as whom. */
export const awsServiceAction: Table<
  Pick<
    MethodSettings,
    "actionType" | "action" | "pathOverride" | "uri" | "callerCredentials" | "role" | "force"
  >
> = {
  actionType: {
    label: "Action type",
    flag: "action-type",
    summary: "Use an action name, or override the path; implied by --action or --path-override.",
    section: "AWS service",
    value: choice(
      [
        { value: "action", label: "Use action name" },
        { value: "path", label: "Use path override" },
      ],
      { name: "action", "path-override": "path" },
    ),
    applies: byParts,
    required: (known) => partly(known) && actionType(known) === undefined,
    missing: "--action or --path-override",
  },
  action: {
    label: "Action name",
    flag: "action",
    summary: "The API action to call, like SendMessage.",
    section: "AWS service",
    value: text("name", (given) =>
      /^(?:[A-Za-z0-9_]|\$\{stageVariables\.[A-Za-z0-9_]+\})+(?:&[^\s]*)?$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not an action's name`,
            remedy: "write it like SendMessage; for a path use --path-override",
          },
    ),
    applies: all(byParts, {
      when: (known) => known.actionType !== "path" && known.pathOverride === undefined,
      because: "--action and --path-override exclude each other: it is called by a name or by a path",
    }),
    required: (known) => partly(known) && actionType(known) === "action",
    open: () => true,
    suggest: async (_, { service = "" }) => {
      const found = findService(service);
      return "service" in found ? listActions(found.service).map((value) => ({ value })) : [];
    },
  },
  pathOverride: {
    label: "Path override",
    flag: "path-override",
    summary: "The resource path of the service to call, like 123456789012/queue.",
    section: "AWS service",
    value: text("path", (given) => {
      if (/\s/.test(given))
        return { fault: `"${given.slice(0, 80)}" has a blank in it`, remedy: "write blanks as %20" };
      const bare = given.replaceAll(/\$\{stageVariables\.[A-Za-z0-9_]+\}|\{[^{}+]+\}/g, "");
      return /[{}]/.test(bare)
        ? {
            fault: `has unbalanced braces or a {name+} in "${given.slice(0, 80)}"`,
            remedy: "write parameters as {name}",
          }
        : undefined;
    }),
    applies: all(byParts, {
      when: (known) => known.actionType !== "action",
      because: "--path-override and --action-type action exclude each other",
    }),
    required: (known) => partly(known) && actionType(known) === "path",
  },
  uri: {
    label: "Integration URI",
    flag: "uri",
    summary:
      "The whole URI instead of service and action, arn:aws:apigateway:REGION:SERVICE:path/… or :action/…; what it says is checked like flags.",
    section: "AWS service",
    value: text("integration-uri", (given) =>
      parseServiceUri(given) === undefined
        ? {
            fault: `"${given.slice(0, 120)}" is not the URI of an AWS integration`,
            remedy: /^https?:/i.test(given)
              ? "give an ARN, or for an HTTP backend, --endpoint"
              : "write it like arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue",
          }
        : functionArnOf(given) === undefined
          ? undefined
          : { fault: "invokes a Lambda function", remedy: "give --integration lambda and --function" },
    ),
    applies: all(aws, {
      when: (known) =>
        [known.service, known.serviceRegion, known.subdomain, known.action, known.pathOverride].every(
          (one) => one === undefined,
        ) && known.recipe === undefined,
      because: "it takes the place of --service, --service-region, --subdomain, --action and --path-override",
    }),
    asked: () => false,
  },
  callerCredentials: {
    label: "Caller's credentials",
    flag: "caller-credentials",
    summary:
      "Call the service with the credentials of whoever called the method (needs --authorization iam) instead of a role.",
    section: "AWS service",
    value: yesNo,
    applies: onlyFor("aws", "lambda"),
    fallback: () => false,
    // The question for the execution role offers it.
    asked: () => false,
  },
  role: {
    label: "Execution role",
    flag: "role",
    summary: "The ARN of the IAM role by which API Gateway calls the action.",
    section: "AWS service",
    value: roleValue,
    applies: all(onlyFor("aws", "lambda"), {
      when: (known) => known.callerCredentials !== true,
      because: "it is either a role or the caller's credentials",
    }),
    required: (known: Known) =>
      known.integration === "aws" && known.callerCredentials !== true && known.createRole === undefined,
    missing: "--role, --create-role or --caller-credentials",
    asked: ({ integration, createRole }) => integration === "aws" && createRole === undefined,
    open: () => true,
    suggest: async (reading) =>
      [...(await reading.roles())]
        .sort((a, b) => Number(b.trustsApiGateway) - Number(a.trustsApiGateway))
        .map(({ arn, name, trustsApiGateway }) => ({
          value: arn,
          label: name,
          description: `${trustsApiGateway ? "trusts" : "does not trust"} API Gateway, ${arn}`,
        })),
  },
  force: {
    label: "Force",
    flag: "force",
    summary: "Take a --service or --action that looks misspelt as it is written.",
    section: "AWS service",
    value: yesNo,
    applies: aws,
    asked: () => false,
  },
};
