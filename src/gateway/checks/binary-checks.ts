import { binaryTypesLine } from "../call/binary-types.ts";
import type { MethodDocument } from "../document/method.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found } from "./finding.ts";
import { isProxy } from "./response-checks.ts";

/** Whether a content type is one of a binary media type. */
const fits = (one: string, contentType: string): boolean =>
  one === "*/*" || one === contentType || (one.endsWith("/*") && contentType.startsWith(one.slice(0, -1)));

/**
 * Binary bodies against templates and mocks.
 * Source: developer guide, "Content type conversions in API Gateway"; `*\/*` makes a mock's own template binary.
 */
export function* checkBinary(
  document: MethodDocument,
  { binaryMediaTypes, restApiId = "<api id>" }: Facts,
): Iterable<Finding> {
  const { integration, integrationResponses } = document;
  if (!integration) return;
  const { contentHandling, requestTemplates, type } = integration;
  const binary = (contentType: string) => binaryMediaTypes.some((one) => fits(one, contentType));
  const field = "PutIntegration.contentHandling";
  if (type === "MOCK") {
    if (binaryMediaTypes.includes("*/*") && contentHandling !== "CONVERT_TO_TEXT")
      yield found(
        "binary-mock",
        "the API takes every content type for binary (*/*), so a mock cannot read its template: calls are answered with 500",
        "set the content handling to CONVERT_TO_TEXT",
        field,
      );
    return;
  }
  if (type !== "AWS_PROXY" && type !== "HTTP_PROXY")
    for (const contentType of Object.keys(requestTemplates))
      if (binary(contentType) && contentHandling === undefined)
        yield found(
          "binary-request-template",
          `${contentType} is a binary media type of the API, and its template cannot read bytes: calls are answered with 500`,
          `set the content handling to CONVERT_TO_TEXT, or take the type out of the API's: ${binaryTypesLine(restApiId, { remove: binaryMediaTypes.filter((one) => fits(one, contentType)) })}`,
          field,
        );
  if (contentHandling === "CONVERT_TO_BINARY" && binaryMediaTypes.length === 0)
    yield found(
      "binary-without-types",
      "bodies are to be converted to binary, but the API has no binary media types: only a Base64 body passes",
      `add the type to the API's binary media types, and deploy: ${binaryTypesLine(restApiId, { add: ["<type>"] })}`,
      field,
    );
  if (isProxy(document) || !binaryMediaTypes.includes("*/*")) return;
  for (const [status, response] of Object.entries(integrationResponses))
    if (response.contentHandling === undefined && Object.values(response.responseTemplates).some(Boolean))
      yield found(
        "binary-response-template",
        `the API takes every content type for binary (*/*), so the response template of ${status} gets bytes, which it cannot read: calls may be answered with 500`,
        `name the binary types one by one, and deploy: ${binaryTypesLine(restApiId, { remove: ["*/*"], add: ["<type>"] })}`,
        "PutIntegrationResponse.contentHandling",
      );
}
