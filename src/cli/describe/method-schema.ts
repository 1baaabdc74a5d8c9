import type { ShownMethod } from "../../gateway/document/shown-method.ts";
import { VERBS } from "../../gateway/names/verb.ts";
import { entriesOf } from "../../settings/read.ts";
import type { SomeTable } from "../../settings/setting.ts";
import { describeFlag } from "./command.ts";
import { DRAFT } from "./schemas.ts";

const text = { type: "string" };
const textOrNull = { type: ["string", "null"] };
const yesNo = { type: "boolean" };
const yesNoOrNull = { type: ["boolean", "null"] };
const list = { type: "array", items: text };
const mapOf = (values: object) => ({ type: "object", additionalProperties: values });

/** An object all of whose members are there, and no other. */
const whole = (
  properties: Readonly<Record<string, object>>,
  type: string | readonly string[] = "object",
) => ({
  type,
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

const contentHandling = { enum: ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT", null] };

/** What `apigw show-method` prints as data. */
export const documentSchema = {
  title: "The document of a method, as apigw show-method prints it",
  description:
    "Members are in this order, maps in that of their keys; defaults are written out, null is not set; names stand for ids where they are known.",
  ...whole({
    schemaVersion: { enum: [1] },
    api: text,
    path: { type: "string", pattern: "^/" },
    method: { enum: [...VERBS] },
    request: whole({
      authorizationType: text,
      authorizer: textOrNull,
      authorizationScopes: list,
      apiKeyRequired: yesNo,
      operationName: textOrNull,
      requestValidator: whole(
        { name: text, validateRequestBody: yesNoOrNull, validateRequestParameters: yesNoOrNull },
        ["object", "null"],
      ),
      requestParameters: mapOf(yesNo),
      requestModels: mapOf(text),
    } satisfies Record<keyof ShownMethod["request"], object>),
    integration: whole(
      {
        type: { enum: ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"] },
        httpMethod: textOrNull,
        uri: textOrNull,
        connectionType: { enum: ["INTERNET", "VPC_LINK"] },
        vpcLink: textOrNull,
        integrationTarget: textOrNull,
        credentials: textOrNull,
        passthroughBehavior: { enum: ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"] },
        contentHandling,
        timeoutInMillis: { type: ["integer", "null"] },
        responseTransferMode: { enum: ["BUFFERED", "STREAM"] },
        insecureSkipVerification: yesNo,
        cacheNamespace: textOrNull,
        cacheKeyParameters: list,
        requestParameters: mapOf(text),
        requestTemplates: mapOf(text),
      } satisfies Record<keyof NonNullable<ShownMethod["integration"]>, object>,
      ["object", "null"],
    ),
    methodResponses: mapOf(whole({ responseParameters: mapOf(yesNo), responseModels: mapOf(text) })),
    integrationResponses: mapOf(
      whole({
        selectionPattern: textOrNull,
        contentHandling,
        responseParameters: mapOf(text),
        responseTemplates: mapOf(text),
      } satisfies Record<keyof ShownMethod["integrationResponses"][string], object>),
    ),
  } satisfies Record<keyof ShownMethod, object>),
};

/** A method: by its settings or as a document. Members that both have may be of either's form. */
export function methodSchema(settings: SomeTable): object {
  const bySettings = settingsSchema(settings);
  const { properties } = documentSchema;
  const both = Object.entries(properties).map(([name, one]) => {
    const own = bySettings.properties[name];
    return [name, own === undefined ? one : { anyOf: [own, one] }] as const;
  });
  return {
    $schema: DRAFT,
    title: "A method: its settings by the names of their flags, or its document",
    type: "object",
    properties: { ...bySettings.properties, ...Object.fromEntries(both) },
    anyOf: [bySettings, documentSchema],
  };
}

/** What can be set of a method, by the flags' names. */
function settingsSchema(settings: SomeTable) {
  const properties: Readonly<Record<string, object>> = Object.fromEntries(
    entriesOf(settings).map((entry) => {
      const {
        flag,
        type,
        choices,
        minimum,
        maximum,
        repeatable,
        summary,
        default: usual,
      } = describeFlag(entry);
      const one = {
        type,
        ...(choices ? { enum: choices } : {}),
        ...(minimum === undefined ? {} : { minimum, maximum }),
      };
      return [
        flag.slice(2),
        {
          description: summary,
          ...(repeatable ? { type: "array", items: one } : one),
          ...(usual === undefined ? {} : { default: usual }),
        },
      ];
    }),
  );
  return {
    title: "The settings of a method, by the names of their flags",
    type: "object",
    properties,
    additionalProperties: false,
  };
}
