import type { RuleId } from "../rule-ids.ts";
import { GUIDE, HTTP, RECORDED, REPORTED, type RulePage } from "./page.ts";

const AT = "--rest-api-id $API --resource-id $RESOURCE --http-method POST";

/** What templates make, and whether a call finds them. */
export const templatePages = {
  "body-as-map": {
    title: "A template writes $input.path('$') as it is",
    happens: "An object comes out as {name=value}, and the backend, or the caller, cannot read it as JSON.",
    because:
      "$input.path gives an object to work with; as a text it is what Java makes of a map. (A response that is nothing but this may pass a text on, and is not judged.)",
    mend: "Write $input.json('$').",
    source: GUIDE("Variables for data transformations for API Gateway"),
    example: { flags: `${HTTP} --request-template 'application/json={"body": $input.path("$")}'` },
  },
  "body-in-quotes": {
    title: "A template writes a whole body between quotes",
    happens: "A body that is JSON has quotes of its own, which end them: what is sent is no JSON.",
    because: "Nothing is escaped by itself.",
    mend: 'Escape it, as in "$util.escapeJavaScript($input.json(\'$\')).replaceAll("\\\\\'","\'")"; or leave the quotes out where JSON is meant.',
    source: REPORTED,
    example: { flags: `${HTTP} --request-template 'application/json={"body": "$input.body"}'` },
  },
  "mock-content-type": {
    title: "A mock answers 500 to content types it does not list",
    happens: "A call with another Content-Type than its templates have is answered with 500.",
    because: "What finds no template passes through, and a body of the caller's has no statusCode.",
    mend: "Set the passthrough behavior to NEVER: it is answered with 415 then.",
    source: GUIDE("Understand mock integrations in API Gateway"),
    example: { flags: "--integration mock" },
  },
  "mock-status": {
    title: "A mock's template yields no status",
    happens: "Calls are answered with 500 (Unable to parse statusCode).",
    because: "The template must make an object with statusCode, an integer.",
    mend: 'Write {"statusCode": 200}.',
    source: RECORDED,
    example: { flags: "--integration mock --request-template application/json={}" },
  },
  "mock-template-missing": {
    title: "A mock has no template for application/json",
    happens: "A call without Content-Type is answered with 500, or with 415 where nothing passes through.",
    because: "Without a Content-Type a call counts as application/json.",
    mend: 'Give application/json the template {"statusCode": 200}.',
    source: GUIDE("Understand mock integrations in API Gateway"),
    example: {
      flags: "--integration mock",
      after: [
        `apigateway update-integration ${AT} --patch-operations op=remove,path=/requestTemplates/application~1json`,
      ],
    },
  },
  "request-template-unreachable": {
    title: "A request template for a content type with parameters",
    happens: "No call finds it: bodies go on as they came, or are refused with 415.",
    because: "Of a call's Content-Type only what stands before the semicolon is compared.",
    mend: "Write the content type alone, like application/json.",
    source: GUIDE("Mapping template transformations for REST APIs in API Gateway"),
    example: {
      before: [
        `apigateway put-method ${AT} --authorization-type NONE`,
        `apigateway put-integration ${AT} --type HTTP --integration-http-method POST --uri https://example.com/ --request-templates {"application/json;charset=utf-8":"{}"}`,
      ],
    },
  },
  "response-template-unreachable": {
    title: "A response template for a type that nobody accepts",
    happens: "It is never chosen.",
    because: "The type is compared letter by letter with the first type that the caller accepts.",
    mend: "Write a content type like application/json.",
    source: GUIDE("Method request behavior for payloads without mapping templates"),
    example: {
      flags: `${HTTP} --response 200`,
      after: [
        `apigateway update-integration-response ${AT} --status-code 200 --patch-operations op=add,path=/responseTemplates/json,value={}`,
      ],
    },
  },
  "template-content-type": {
    title: "A template of XML or HTML goes out as JSON",
    happens: "Who reads by the Content-Type fails on it.",
    because: "The template's key is the content type it goes out as, unless the header is mapped.",
    mend: "Map the Content-Type header too, or give the template another content type.",
    source: GUIDE("Mapping template transformations for REST APIs in API Gateway"),
    example: { flags: `${HTTP} --response-template '200:application/json=<pet/>'` },
  },
  "template-json": {
    title: "A template of a JSON type yields no JSON",
    happens: "The backend, or the caller, cannot read it.",
    because:
      "It was run on a call of which nothing is known; what hangs on the caller's values is not held against it.",
    mend: "Mend the template, or give it another content type.",
    source: GUIDE("Mapping template transformations for REST APIs in API Gateway"),
    example: { flags: `${HTTP} --request-template 'application/json={a: 1}'` },
  },
  "template-reference": {
    title: "A template reads what there is not",
    happens: "Nothing stands in its place.",
    because:
      "A template has $input, $context, $stageVariables, $util and what it sets itself; names of mappings ($method.request.…) and of AppSync ($util.toJson, $context.arguments) are none of them.",
    mend: "Read what there is: $input.params('name') for a parameter, $input.json('$') for the body as JSON.",
    source: GUIDE("Variables for data transformations for API Gateway"),
    example: {
      flags: `${HTTP} --request-template 'application/json={"a": "$method.request.querystring.a"}'`,
    },
  },
  "template-syntax": {
    title: "A template cannot be read",
    happens: "Every call that it is for is answered with 500.",
    because: "Its Velocity has a fault of syntax.",
    mend: "Mend the template.",
    source: RECORDED,
    example: { flags: `${HTTP} --request-template 'application/json=#set($a == 1)'` },
  },
} satisfies Partial<Record<RuleId, RulePage>>;
