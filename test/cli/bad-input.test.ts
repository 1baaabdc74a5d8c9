import { areRefused, backend, mock } from "./refusal.ts";

const at = (resource: string) =>
  `apigw create-method --api petstore --resource '${resource}' --method GET --integration mock`;

areRefused("a place that cannot be", [
  [
    "--api",
    "an empty API",
    "apigw create-method --api '' --resource / --method GET --integration mock",
    ["is empty"],
  ],
  ["--resource", "a resource without a slash", at("pets/x"), ["start with a slash", "/pets/{petId}"]],
  ["--resource", "a resource with a slash at its end", at("/pets/"), ["must not end with a slash"]],
  ["--resource", "an empty part", at("/a//b"), ["empty part"]],
  ["--resource", "two greedy parts", at("/{a+}/{b+}"), ["{a+}", "last part"]],
  ["--resource", "a greedy part before the end", at("/{a+}/b"), ["{a+}", "last part"]],
  ["--resource", "an unbalanced {", at("/pets/{petId"), ["unbalanced braces"]],
  ["--resource", "a parameter that is not a whole part", at("/pets-{petId}"), ["whole part"]],
  ["--resource", "a parameter named twice", at("/{id}/a/{id}"), ["{id} twice"]],
  ["--resource", "a blank in a part", at("/my pets"), ['"my pets"']],
  ["--resource", "a query in the path", at("/pets?x=1"), ['"pets?x=1"']],
  ["--resource", "an empty resource", at(""), ["is empty"]],
  [
    "--method",
    "an unknown verb",
    "apigw create-method --api petstore --resource /pets --method FETCH --integration mock",
    ['"FETCH" is not one of', "PATCH"],
  ],
  [
    "--method",
    "an empty verb",
    "apigw create-method --api petstore --resource /pets --method '' --integration mock",
    ["is empty"],
  ],
  [
    "--integration",
    "an unknown integration type",
    "apigw create-method --api petstore --resource /pets --method GET --integration AWS_PROXY",
    ['"AWS_PROXY" is not one of'],
  ],
]);

areRefused("a timeout that cannot be", [
  ["--timeout", "49 milliseconds", backend("--timeout 49"), ["49", "50", "29000"]],
  ["--timeout", "0 milliseconds", backend("--timeout 0"), ["0 is below", "50"]],
  ["--timeout", "a negative timeout", backend("--timeout -5"), ["-5 is below", "50"]],
  ["--timeout", "900001 milliseconds", backend("--timeout 900001"), ["900001", "900000"]],
  ["--timeout", "a timeout in letters", backend("--timeout abc"), ['"abc" is not a whole number']],
  [
    "--timeout",
    "a timeout with a unit",
    backend("--timeout 5s"),
    ['"5s" is not a whole number of milliseconds'],
  ],
  ["--timeout", "half a millisecond", backend("--timeout 50.5"), ['"50.5" is not a whole number']],
  ["--timeout", "an exponent", backend("--timeout 1e3"), ['"1e3" is not a whole number']],
  ["--timeout", "an empty timeout", backend("--timeout ''"), ["is empty"]],
  ["--timeout", "a huge number", backend("--timeout 99999999999999999999"), ["900000"]],
]);

areRefused("another value that cannot be", [
  [
    "--content-handling",
    "an unknown content handling",
    backend("--content-handling base64"),
    ['"base64" is not one of', "convert_to_binary"],
  ],
  [
    "--request-validator",
    "an unknown validator",
    mock("--request-validator bodyy"),
    ["body", "parameters", "all"],
  ],
  [
    "--output",
    "an unknown output",
    mock("--output xml"),
    ['"xml" is not one of table, text, json, yaml, ndjson'],
  ],
  ["--query", "a query that is no JMESPath", mock("--query 'calls[?'"), ["is not a JMESPath expression"]],
  [
    "--aws-endpoint-url",
    "an endpoint of AWS that is no address",
    mock("--aws-endpoint-url localhost:4566"),
    ["is not an http:// or https:// address", "http://127.0.0.1:4566"],
  ],
  [
    "--region",
    "a Region that there is not",
    mock("--region us-esat-1"),
    ["is not an AWS Region", "us-east-1"],
  ],
  ["--region", "an empty Region", mock("--region ''"), ["is empty"]],
  [
    "--scope",
    "a scope with a blank",
    mock("--authorization cognito --authorizer customers --scope 'a b'"),
    ["blank", "one --scope for each"],
  ],
]);
