import type { RuleId } from "../rule-ids.ts";
import { GUIDE, HTTP, RECORDED, type RulePage } from "./page.ts";

const AT = "--rest-api-id $API --resource-id $RESOURCE --http-method POST";
const LAMBDA =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function";

/** Rules of who is let in, what is validated, and what stands around a method. */
export const requestPages = {
  "api-key-without-plan": {
    title: "An API key is required, and no usage plan has the stage",
    happens: "Every call of that stage is refused with 403 Forbidden, with any key.",
    because: "A key counts only by a usage plan that has both the key and the stage.",
    mend: "Add the stage to a usage plan, and keys to the plan.",
    source: GUIDE("Creating and using usage plans with API keys"),
    example: { flags: "--integration mock --api-key-required" },
  },
  "authorization-missing": {
    title: "Anybody may call it, and everything beside it asks for authorization",
    happens: "The method answers without looking at who calls.",
    because: "One method that was left out is what a review looks for; OPTIONS is open by its nature.",
    mend: "Set an authorization, if it is not meant so.",
    source: GUIDE("Control and manage access to REST APIs in API Gateway"),
    example: {
      commands: [
        "update-method --sandbox --api petstore --resource /pets --method GET --authorization iam",
        "create-method --sandbox --api petstore --resource /pets --method POST --integration mock --authorization iam",
      ],
      flags: "--integration mock",
      all: true,
    },
  },
  "authorizer-kind": {
    title: "The authorizer is of another kind than the authorization",
    happens: "Every call is answered with 500.",
    because: "A user pool answers for COGNITO_USER_POOLS, a function for CUSTOM.",
    mend: "Make the two agree.",
    source: RECORDED,
    example: {
      flags: "--integration mock --authorization cognito --authorizer customers",
      after: [
        `apigateway update-method ${AT} --patch-operations op=replace,path=/authorizationType,value=CUSTOM`,
      ],
    },
  },
  "authorizer-missing": {
    title: "There is no such authorizer",
    happens: "Every call is answered with 500.",
    because: "The authorizer was deleted, or the id is of another API.",
    mend: "Name one that the API has.",
    source: RECORDED,
    example: {
      flags: "--integration mock --authorization cognito --authorizer customers",
      edits: [['"authorizerId":"meie2k"', '"authorizerId":"gone01"']],
    },
  },
  "authorizer-permission": {
    title: "API Gateway may not invoke the authorizer's function",
    happens: "Every call is answered with 500, and the function never runs.",
    because:
      "An authorizer has a source ARN of its own (…/authorizers/ID), which the function's policy must let in, unless it has a role.",
    mend: "Add a permission for apigateway.amazonaws.com with that source ARN, or give the authorizer a role.",
    source: GUIDE("Use API Gateway Lambda authorizers"),
    example: {
      before: [
        `apigateway create-authorizer --rest-api-id $API --name bare --type TOKEN --authorizer-uri ${LAMBDA}:list-pets/invocations --identity-source method.request.header.Authorization`,
      ],
      flags: "--integration mock --authorization custom --authorizer bare",
    },
  },
  "cors-preflight-missing": {
    title: "It answers browsers of other origins, and its resource has no OPTIONS",
    happens: "A browser asks by OPTIONS first, is refused with 403, and never calls the method.",
    because: "Only calls that a form could make go without a preflight.",
    mend: "Make OPTIONS on the resource: apigw create-method --method OPTIONS.",
    source: GUIDE("CORS for REST APIs in API Gateway"),
    example: {
      flags:
        "--integration http --integration-method GET --endpoint https://example.com/ --response 200 --response-header \"200:Access-Control-Allow-Origin='*'\"",
    },
  },
  "integration-missing": {
    title: "The method has no integration",
    happens: "The API cannot be deployed (No integration defined for method).",
    because: "PutMethod alone makes half a method.",
    mend: "Give it one, or delete the method.",
    source: RECORDED,
    example: { before: [`apigateway put-method ${AT} --authorization-type NONE`] },
  },
  "model-missing": {
    title: "There is no such model",
    happens:
      "Calls go on as before. A validator has nothing to validate by, and an import of the API's export warns.",
    because: "A model that is named is not looked for when the method is called.",
    mend: "Name a model that the API has.",
    source: RECORDED,
    example: {
      flags: `${HTTP} --request-model application/json=Error`,
      edits: [
        ['"requestModels":{"application/json":"Error"}', '"requestModels":{"application/json":"Gone"}'],
      ],
    },
  },
  "model-unvalidated": {
    title: "Bodies have a model, and no request validator checks them",
    happens: "Every body goes on, whatever the model says.",
    because: "A model describes; a request validator with validateRequestBody checks.",
    mend: "Set a request validator that validates the body.",
    source: GUIDE("Request validation for REST APIs in API Gateway"),
    example: { flags: "--integration mock --request-model application/json=Pet" },
  },
  "stage-variable-missing": {
    title: "A stage lacks a variable that the integration uses",
    happens: "Calls of that stage fail, or send nothing where it should stand.",
    because: "A variable that is not there is nothing, and leaves a host or a name that nobody has.",
    mend: "Set the variable on the stage.",
    source: GUIDE("Use stage variables for a REST API in API Gateway"),
    example: {
      flags: HTTP.replace("example.com", "${stageVariables.backend}").replace(/(\S+backend\S+)/, "'$1'"),
    },
  },
  "timeout-edge": {
    title: "The timeout is longer than an edge-optimized API allows",
    happens: "API Gateway refuses it, or ends calls after 29 seconds.",
    because: "Only Regional and private APIs can have more than 29 seconds, by a raised quota.",
    mend: "Set 50 to 29000, or stream.",
    source: GUIDE("Amazon API Gateway quotas"),
    example: {
      flags: `${HTTP} --timeout 28000`,
      edits: [
        ['"types":["REGIONAL"]', '"types":["EDGE"]'],
        ['"timeoutInMillis":28000', '"timeoutInMillis":60000'],
      ],
    },
  },
  "timeout-quota": {
    title: "The timeout is longer than the account's quota",
    happens: "API Gateway refuses it.",
    because: "More than 29 seconds need the quota L-E5AE38E3 to be raised.",
    mend: "Set at most what the quota says, or have it raised.",
    source: GUIDE("Amazon API Gateway quotas"),
    example: {
      flags: `${HTTP} --timeout 28000`,
      edits: [['"timeoutInMillis":28000', '"timeoutInMillis":60000']],
    },
  },
  "validator-without-model": {
    title: "Bodies are to be validated, and no model says what they are",
    happens: "Nothing is checked.",
    because: "A validator of bodies needs a model for the content type.",
    mend: "Give a model for the content type.",
    source: GUIDE("Request validation for REST APIs in API Gateway"),
    example: { flags: "--integration mock --request-validator body" },
  },
} satisfies Partial<Record<RuleId, RulePage>>;
