/** An OpenAPI document of so many resources with three methods each, as large APIs have them. */
export function largeDocument(resources) {
  const operation = (uri) => ({
    parameters: [{ name: "X-Id", in: "header", schema: { type: "string" } }],
    responses: { 200: { description: "200 response", content: {} } },
    "x-amazon-apigateway-request-validator": "all",
    "x-amazon-apigateway-integration": {
      type: "http",
      httpMethod: "GET",
      uri,
      requestTemplates: { "application/json": "#set($x = 1)\n{\"a\": $input.json('$')}" },
      responses: { default: { statusCode: "200" } },
    },
  });
  const paths = Array.from({ length: resources }, (_, i) => [
    `/r${i}`,
    Object.fromEntries(
      ["get", "post", "delete"].map((verb) => [verb, operation(`https://example.com/${verb}/${i}`)]),
    ),
  ]);
  return {
    openapi: "3.0.1",
    info: { title: "large", version: "1" },
    paths: Object.fromEntries(paths),
    components: {},
    "x-amazon-apigateway-request-validators": {
      all: { validateRequestBody: true, validateRequestParameters: true },
    },
  };
}
