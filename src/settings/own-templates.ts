import type { Key } from "./setting.ts";

/** A content type, or what stands for all others. */
export const isContentType = (text: string): boolean =>
  /^(?:\$default|[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+*-]+)$/.test(text);

/** What the console's "Generate template" writes for "Method request passthrough". */
const METHOD_REQUEST_PASSTHROUGH = `#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage-variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : {
    "account-id" : "$context.identity.accountId",
    "api-id" : "$context.apiId",
    "api-key" : "$context.identity.apiKey",
    "authorizer-principal-id" : "$context.authorizer.principalId",
    "caller" : "$context.identity.caller",
    "cognito-authentication-provider" : "$context.identity.cognitoAuthenticationProvider",
    "cognito-authentication-type" : "$context.identity.cognitoAuthenticationType",
    "cognito-identity-id" : "$context.identity.cognitoIdentityId",
    "cognito-identity-pool-id" : "$context.identity.cognitoIdentityPoolId",
    "http-method" : "$context.httpMethod",
    "stage" : "$context.stage",
    "source-ip" : "$context.identity.sourceIp",
    "user" : "$context.identity.user",
    "user-agent" : "$context.identity.userAgent",
    "user-arn" : "$context.identity.userArn",
    "request-id" : "$context.requestId",
    "resource-id" : "$context.resourceId",
    "resource-path" : "$context.resourcePath"
    }
}`;

/** Templates that are ready to be taken. */
export const OWN_TEMPLATES: readonly {
  readonly of: Key;
  readonly name: string;
  readonly label: string;
  readonly text: string;
}[] = [
  {
    of: "requestTemplate",
    name: "method-request-passthrough",
    label: "Method request passthrough: body, parameters, stage variables and context",
    text: METHOD_REQUEST_PASSTHROUGH,
  },
  { of: "requestTemplate", name: "body", label: "The body as it came", text: "$input.json('$')" },
  { of: "requestTemplate", name: "empty", label: "Empty: {}", text: "{}" },
  { of: "responseTemplate", name: "body", label: "The backend's body as it came", text: "$input.json('$')" },
  { of: "responseTemplate", name: "empty", label: "Empty: {}", text: "{}" },
];
