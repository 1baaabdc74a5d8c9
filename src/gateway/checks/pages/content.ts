import type { RuleId } from "../rule-ids.ts";
import { GUIDE, HTTP, RECORDED, REPORTED, type RulePage } from "./page.ts";

const AT = "--rest-api-id $API --resource-id $RESOURCE --http-method POST";
const BINARY =
  "apigateway update-rest-api --rest-api-id $API --patch-operations op=add,path=/binaryMediaTypes/*~1*";
const HEADER = "method.request.header.X-Id";
const undeclared = `apigateway update-method ${AT} --patch-operations op=remove,path=/requestParameters/${HEADER}`;
/** A method that maps one header of the backend's request. */
const sends = (name: string) => `${HTTP} --request-parameter "integration.request.header.${name}='x'"`;

/** Rules of mappings, responses and binary bodies. */
export const contentPages = {
  "binary-mock": {
    title: "A mock in an API that takes every content type for binary",
    happens: "Calls are answered with 500: the mock cannot read its own template.",
    because: "With */* every body is bytes, and templates work on text.",
    mend: "Set the integration's content handling to CONVERT_TO_TEXT.",
    source: GUIDE("Content type conversions in API Gateway"),
    example: { flags: "--integration mock", after: [BINARY] },
  },
  "binary-request-template": {
    title: "A request template for a binary content type",
    happens: "Calls with that content type are answered with 500.",
    because: "A template cannot read bytes.",
    mend: "Set the content handling to CONVERT_TO_TEXT, or take the type out of the API's binary types.",
    source: RECORDED,
    example: { flags: `${HTTP} --request-template image/png=x`, after: [BINARY] },
  },
  "binary-response-template": {
    title: "A response template in an API that takes every content type for binary",
    happens: "Calls may be answered with 500: the template gets bytes.",
    because: "With */* every answer is bytes to whoever accepts anything.",
    mend: "Name the binary types one by one, in place of */*, and deploy. (With CONVERT_TO_TEXT the template gets Base64.)",
    source: REPORTED,
    example: {
      flags: `${HTTP} --content-handling text --response-template 200:application/json={}`,
      after: [BINARY],
    },
  },
  "binary-without-types": {
    title: "Bodies are converted to binary, and the API has no binary types",
    happens: "Only a Base64 body passes; any other is answered with 500.",
    because: "What is not listed is text, which is decoded then.",
    mend: "Add the type to the API's binary media types.",
    source: RECORDED,
    example: { flags: `${HTTP} --content-handling binary` },
  },
  "cache-key-undeclared": {
    title: "A parameter of the cache key is not declared",
    happens: "It never tells answers apart.",
    because: "Only what the method declares can be part of the key.",
    mend: "Declare it on the method.",
    source: GUIDE("Cache settings for REST APIs in API Gateway"),
    example: { flags: `${HTTP} --header X-Id:cached`, after: [undeclared] },
  },
  "header-dropped": {
    title: "A header that is mapped and never arrives",
    happens: "The backend, or the caller, never gets it.",
    because: "API Gateway keeps some headers for itself.",
    mend: "Leave it out, or use another name.",
    source: RECORDED,
    example: { flags: sends("Via") },
  },
  "header-refused": {
    title: "A header is mapped that API Gateway sets itself",
    happens: "Every call is answered with 500 (header already present).",
    because: "It may not be there twice.",
    mend: "Leave it out.",
    source: RECORDED,
    example: { flags: sends("Transfer-Encoding") },
  },
  "header-remapped": {
    title: "A header of the answer comes under another name",
    happens: "Callers get it as x-amzn-Remapped-….",
    because: "API Gateway sets the header of that name itself.",
    mend: "Answer by another name.",
    source: RECORDED,
    example: { flags: `${HTTP} --response 200 --response-header "200:Server='mine'"` },
  },
  "mapping-expression": {
    title: "A mapping that is no expression",
    happens: "The parameter is not sent.",
    because:
      "A text stands in single quotes; all else begins with method.request., context. or stageVariables.",
    mend: "Write a static text in single quotes, or method.request.….",
    source: GUIDE("Parameter mapping source reference for REST APIs"),
    example: {
      flags: `${HTTP} --request-parameter integration.request.header.X-Id=context.requestId`,
      edits: [['"context.requestId"', '"requestId"']],
    },
  },
  "mapping-undeclared": {
    title: "A mapping reads what the method does not declare",
    happens: "It is always empty.",
    because: "API Gateway takes up only what the method request declares.",
    mend: "Declare the parameter on the method.",
    source: GUIDE("Parameter mapping source reference for REST APIs"),
    example: {
      flags: `${HTTP} --header X-Id --request-parameter integration.request.header.X-Id=${HEADER}`,
      after: [undeclared],
    },
  },
  "mapping-unused": {
    title: "Mappings of a proxied function",
    happens: "They are not used: the function gets the request as it came.",
    because: "A Lambda proxy integration has an event of fixed form.",
    mend: "Leave them out, or use a non-proxy integration.",
    source: RECORDED,
    example: {
      flags: "--integration lambda --proxy --function hello",
      after: [
        `apigateway update-integration ${AT} --patch-operations op=add,path=/requestTemplates/application~1json,value={}`,
      ],
    },
  },
  "path-unfilled": {
    title: "Nothing fills a part of the address",
    happens:
      "The braces are sent as they stand, or every call is answered with 500 (Illegal character in path).",
    because: "A {name} in a URI is filled by integration.request.path.name alone.",
    mend: "Map integration.request.path.name.",
    source: GUIDE("Set up an integration request"),
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-method-response ${AT} --status-code 200`,
        `apigateway put-integration ${AT} --type HTTP --integration-http-method GET --uri https://example.com/{id}`,
        `apigateway put-integration-response ${AT} --status-code 200`,
      ],
    },
  },
  "pattern-invalid": {
    title: "A selection pattern is no regular expression",
    happens: "It never matches.",
    because: "Patterns are Java's.",
    mend: "Mend it.",
    source: GUIDE("Set up an integration response"),
    example: {
      flags: `${HTTP} --response 200`,
      after: [
        `apigateway put-method-response ${AT} --status-code 404`,
        `apigateway put-integration-response ${AT} --status-code 404 --selection-pattern 40four`,
      ],
      edits: [["40four", "40(four"]],
    },
  },
  "pattern-multiline": {
    title: "A selection pattern stops at the end of a line",
    happens: "An error message of several lines becomes the default response, often a 200.",
    because: "The pattern must match the whole text, and a point takes no line's end.",
    mend: "Write (?s) before it, or (\\n|.) for the point.",
    source: GUIDE("Handle standard Lambda errors in API Gateway"),
    example: { flags: "--integration lambda --function hello --response 200 --response '404=.*not found.*'" },
  },
  "response-default-missing": {
    title: "No integration response is the default",
    happens: "Answers that match no pattern become 500.",
    because: "Without a default nothing is left for them.",
    mend: "Leave one without a selection pattern.",
    source: RECORDED,
    example: { flags: `${HTTP} --response '200=2\\d{2}'` },
  },
  "response-defaults": {
    title: "Two integration responses would be the default",
    happens: "Which one answers is not defined.",
    because: "The default is the one without a selection pattern.",
    mend: "Give all but one a selection pattern.",
    source: RECORDED,
    example: {
      flags: `${HTTP} --response 404=404`,
      edits: [[',"selectionPattern":"404"', ""]],
    },
  },
  "response-header-undeclared": {
    title: "An integration response writes a header that is not declared",
    happens: "It is left out.",
    because: "Only what the method response declares reaches the caller.",
    mend: "Declare it on the method response.",
    source: GUIDE("Set up a method response in API Gateway"),
    example: {
      flags: `${HTTP} --response 200 --response-header "200:X-Id='x'"`,
      after: [
        `apigateway update-method-response ${AT} --status-code 200 --patch-operations op=remove,path=/responseParameters/method.response.header.X-Id`,
      ],
    },
  },
  "response-missing": {
    title: "A non-proxy integration without integration responses",
    happens:
      "Every call is answered with 500 (No match for output mapping and no default output mapping configured).",
    because: "Nothing says what becomes of the backend's answer.",
    mend: "Add a default integration response.",
    source: RECORDED,
    example: {
      flags: `${HTTP} --response 200`,
      after: [`apigateway delete-integration-response ${AT} --status-code 200`],
    },
  },
  "response-of-proxy": {
    title: "Integration responses of a proxy",
    happens: "They are never used: the backend's answer goes to the caller as it is.",
    because: "A proxy maps nothing on the way back.",
    mend: "Delete them, or use a non-proxy integration.",
    source: GUIDE("Set up Lambda proxy integrations in API Gateway"),
    example: {
      flags: "--integration lambda --proxy --function hello --response 200",
      after: [`apigateway put-integration-response ${AT} --status-code 200`],
    },
  },
  "response-unpaired": {
    title: "An integration response without its method response",
    happens: "Answers that match it become 500 (Output mapping refers to an invalid method response).",
    because: "The two are paired by their status.",
    mend: "Add the method response.",
    source: RECORDED,
    example: {
      flags: `${HTTP} --response 200`,
      after: [`apigateway delete-method-response ${AT} --status-code 200`],
    },
  },
} satisfies Partial<Record<RuleId, RulePage>>;
