import { areRefused, backend, mock } from "./refusal.ts";

const MAP = "--request-parameter integration.request.header.X";

areRefused("one of many that is wrong", [
  [
    "--query-param",
    "a name with a blank",
    mock("--query-param 'my name'"),
    ['"my name" is not a parameter name'],
  ],
  ["--query-param", "an unknown mark", mock("--query-param limit:optional"), [":optional", ":required"]],
  [
    "--query-param",
    "a name twice",
    mock("--query-param limit --query-param limit:required"),
    ['"limit" is given twice'],
  ],
  [
    "--header",
    "a name as header and query string parameter",
    mock("--query-param id --header id"),
    ["also given by --query-param"],
  ],
  [
    "--path-param",
    "a name as header and path parameter",
    mock("--header petId --path-param petId"),
    ["also given by --header"],
  ],
  ["--path-param", "a path parameter that the path has not", mock("--path-param id"), ["no {id}", "petId"]],
  ["--header", "an empty header", mock("--header ''"), ["is empty"]],
  ["--request-model", "a model without content type", mock("--request-model Pet"), ["application/json=Pet"]],
  [
    "--request-model",
    "a model of an odd content type",
    mock("--request-model json=Pet"),
    ['"json" is not a content type'],
  ],
  [
    "--request-model",
    "a model of no name",
    mock("--request-model application/json="),
    ['nothing behind the "="'],
  ],
  [
    "--request-model",
    "a model with a hyphen",
    mock("--request-model application/json=my-pet"),
    ["letters and digits"],
  ],

  [
    "--request-parameter",
    "an unquoted static text",
    backend(`${MAP}=hello`),
    ["is not a mapping expression", "single quotes", "'hello'"],
  ],
  [
    "--request-parameter",
    "a static text without its closing quote",
    backend(""),
    ["closing quote", "'hello'"],
    "--request-parameter",
    "integration.request.header.X='hello",
  ],
  [
    "--request-parameter",
    "a mapping without =",
    backend("--request-parameter integration.request.header.X"),
    ['behind an "="'],
  ],
  ["--request-parameter", "a mapping of nothing", backend(`${MAP}=`), ['nothing behind the "="']],
  [
    "--request-parameter",
    "a mapping onto the method's request",
    backend("--request-parameter method.request.header.X=context.requestId"),
    ["integration.request.header.X"],
  ],
  [
    "--request-parameter",
    "a mapping from the answer",
    backend(`${MAP}=integration.response.header.X`),
    ["cannot be read here", "method.request"],
  ],
  [
    "--request-parameter",
    "a mapping from an undeclared header",
    backend(`${MAP}=method.request.header.X`),
    ["does not declare it", "--header X"],
  ],
  [
    "--request-parameter",
    "a mapping from an undeclared query string parameter",
    backend(`${MAP}=method.request.querystring.q`),
    ["does not declare it", "--query-param q"],
  ],
  [
    "--request-parameter",
    "a mapping from a path parameter that is not there",
    backend(`${MAP}=method.request.path.id`),
    ["no {id}"],
  ],
  [
    "--request-parameter",
    "a mapping from an unknown place",
    backend(`${MAP}=method.request.cookie.c`),
    ["is not a mapping expression", "querystring"],
  ],
  [
    "--request-parameter",
    "a mapping given twice",
    backend(`${MAP}=context.requestId ${MAP}=context.stage`),
    ["is given twice"],
  ],

  [
    "--response",
    "a status of two digits",
    mock("--response 20"),
    ['"20" is not a status code', "100 to 599"],
  ],
  ["--response", "status 600", mock("--response 600=x"), ['"600" is not a status code']],
  ["--response", "a status in words", mock("--response OK"), ['"OK" is not a status code']],
  ["--response", "a status twice", mock("--response 404=a --response 404=b"), [`"404" is given twice`]],
  [
    "--response",
    "two default responses",
    mock("--response 200 --response 404"),
    ["only one response can be the default", "404=pattern"],
  ],
  ["--response", "a pattern twice", mock("--response 404=no --response 405=no"), ['"no" is given twice']],
  ["--response", "an empty pattern", mock("--response 404="), ["no selection pattern"]],
  ["--response", "a pattern with an open bracket", mock("--response '404=(.*'"), ["unbalanced brackets"]],
  [
    "--response",
    "a pattern on a proxy",
    backend("--proxy --response 404=no"),
    ["proxy integration has no selection patterns", "--no-proxy"],
  ],
  [
    "--response-header",
    "a header of a status that is not there",
    mock("--response-header 404:X"),
    ["no response 404", "--response 404=pattern"],
  ],
  [
    "--response-header",
    "a header without a status",
    mock("--response-header X-Id=context.requestId"),
    ["status code and colon"],
  ],
  [
    "--response-header",
    "a header of an odd name",
    mock("--response-header '200:X Id'"),
    ["is not a header name"],
  ],
  [
    "--response-header",
    "a header mapped from the request",
    mock("--response-header 200:X=method.request.header.X --header X"),
    ["cannot be read here", "integration.response"],
  ],
  [
    "--response-header",
    "an unquoted header text",
    mock("--response-header '200:Access-Control-Allow-Origin=*'"),
    ["single quotes", "'*'"],
  ],
  [
    "--response-header",
    "a mapped header on a proxy",
    backend("--proxy --response-header 200:X=context.requestId"),
    ["come from the backend"],
  ],
  [
    "--response-template",
    "a template of a status that is not there",
    mock("--response-template 404:application/json=x"),
    ["no response 404"],
  ],
  [
    "--response-model",
    "a model of a status that is not there",
    mock("--response-model 404:application/json=Error"),
    ["no response 404"],
  ],
  ["--response-model", "a status alone for a model", mock("--response-model 200"), ["colon"]],

  [
    "--response-template",
    "two templates from standard input",
    mock("--request-template application/json=- --response-template 200:application/json=-"),
    ["standard input is read", "@file"],
  ],
  [
    "--request-template",
    "a template twice",
    mock("--request-template application/json=a --request-template application/json=b"),
    ['"application/json" is given twice'],
  ],
  [
    "--request-template",
    "a template without file name",
    mock("--request-template application/json=@"),
    ['no file behind the "@"'],
  ],
  [
    "--request-template",
    "a template without content type",
    mock("--request-template @file"),
    ["application/json=@file"],
  ],
]);

/** Of an entry that is named twice nobody knows which is meant, in whatever list. */
areRefused("a name twice", [
  ["--request-model", "a model", backend("--request-model a/b=Pet --request-model a/b=Error"), ['"a/b"']],
  [
    "--response-model",
    "a response's model",
    mock("--response-model 200:a/b=Pet --response-model 200:a/b=Error"),
    ['"200:a/b"'],
  ],
  [
    "--response-header",
    "a response's header",
    mock(`--response-header "200:X='a'" --response-header "200:X='b'"`),
    ['"200:X" is given twice'],
  ],
  [
    "--response-content-handling",
    "a response's content handling",
    mock("--response-content-handling 200:passthrough --response-content-handling 200:convert_to_text"),
    ['"200" is given twice'],
  ],
  [
    "--scope",
    "a scope",
    mock("--authorization cognito --authorizer customers --scope a/b --scope a/b"),
    ['"a/b" is given twice'],
  ],
  [
    "--role-tag",
    "a tag",
    "apigw create-role --name one --service sqs --action SendMessage --role-resource arn:aws:sqs:us-east-1:123456789012:a --role-tag a=1 --role-tag a=2",
    ['"a" is given twice'],
  ],
  [
    "--set",
    "a recipe's value",
    "apigw create-method --api petstore --resource /pets --method PUT --recipe sqs:SendMessage --set queue=a --set queue=b --create-role one",
    ['"queue" is given twice'],
  ],
  [
    "--stage-variable",
    "a stage variable",
    "apigw deploy --api petstore --stage dev --stage-variable a=1 --stage-variable a=2",
    ['"a" is given twice'],
  ],
]);
