/** What a function must answer with, as code of its runtime: API Gateway passes a proxy's answer on as it is. */
export function corsCode(
  runtime: string | undefined,
  {
    origins,
    credentials,
    expose,
  }: {
    readonly origins: readonly string[];
    readonly credentials: boolean;
    readonly expose?: string | undefined;
  },
): string {
  const several = origins.length > 1;
  const fixed: readonly (readonly [string, string])[] = [
    ...(credentials ? [["Access-Control-Allow-Credentials", "true"] as const] : []),
    ...(expose === undefined ? [] : [["Access-Control-Expose-Headers", expose] as const]),
    ...(origins[0] === "*" ? [] : [["Vary", "Origin"] as const]),
  ];
  const code = CODES.find(([of]) => of.test(runtime ?? ""))?.[1] ?? javascript;
  return code(origins, several, fixed);
}

type Code = (
  origins: readonly string[],
  several: boolean,
  fixed: readonly (readonly [string, string])[],
) => string;

const json = JSON.stringify;
const pairs = (
  fixed: readonly (readonly [string, string])[],
  between: string,
  pair: (key: string, value: string) => string,
) => fixed.map(([key, value]) => `${between}${pair(json(key), json(value))}`).join("");
const NAME = json("Access-Control-Allow-Origin");

const javascript: Code = (origins, several, fixed) => {
  const chosen = several ? "allowed.includes(origin) ? origin : allowed[0]" : json(origins[0]);
  return [
    ...(several
      ? [
          `const allowed = ${json(origins)};`,
          "const origin = event.headers?.origin ?? event.headers?.Origin;",
        ]
      : []),
    `return { statusCode: 200, headers: { ${NAME}: ${chosen}${pairs(fixed, ", ", (key, value) => `${key}: ${value}`)} }, body };`,
  ].join("\n");
};

const python: Code = (origins, several, fixed) =>
  [
    ...(several
      ? [
          `allowed = ${json(origins)}`,
          'headers = {key.lower(): value for key, value in (event.get("headers") or {}).items()}',
          'origin = headers.get("origin")',
        ]
      : []),
    `return {"statusCode": 200, "headers": {${NAME}: ${several ? "origin if origin in allowed else allowed[0]" : json(origins[0])}${pairs(fixed, ", ", (key, value) => `${key}: ${value}`)}}, "body": body}`,
  ].join("\n");

const ruby: Code = (origins, several, fixed) =>
  [
    ...(several
      ? [
          `allowed = ${json(origins)}`,
          'origin = (event["headers"] || {}).transform_keys(&:downcase)["origin"]',
        ]
      : []),
    `{ statusCode: 200, headers: { ${NAME} => ${several ? "allowed.include?(origin) ? origin : allowed[0]" : json(origins[0])}${pairs(fixed, ", ", (key, value) => `${key} => ${value}`)} }, body: body }`,
  ].join("\n");

const java: Code = (origins, several, fixed) =>
  [
    ...(several
      ? [
          `var allowed = java.util.List.of(${origins.map((one) => json(one)).join(", ")});`,
          'var sent = input.getHeaders() == null ? null : input.getHeaders().getOrDefault("origin", input.getHeaders().get("Origin"));',
          "var origin = sent != null && allowed.contains(sent) ? sent : allowed.get(0);",
        ]
      : []),
    `return new APIGatewayProxyResponseEvent().withStatusCode(200).withHeaders(java.util.Map.of(${NAME}, ${several ? "origin" : json(origins[0])}${pairs(fixed, ", ", (key, value) => `${key}, ${value}`)})).withBody(body);`,
  ].join("\n");

const csharp: Code = (origins, several, fixed) =>
  [
    ...(several
      ? [
          `var allowed = new[] { ${origins.map((one) => json(one)).join(", ")} };`,
          'var sent = request.Headers?.FirstOrDefault(header => header.Key.Equals("origin", StringComparison.OrdinalIgnoreCase)).Value;',
          "var origin = allowed.Contains(sent) ? sent : allowed[0];",
        ]
      : []),
    `return new APIGatewayProxyResponse { StatusCode = 200, Headers = new Dictionary<string, string> { { ${NAME}, ${several ? "origin" : json(origins[0])} }${pairs(fixed, ", ", (key, value) => `{ ${key}, ${value} }`)} }, Body = body };`,
  ].join("\n");

const go: Code = (origins, several, fixed) =>
  [
    ...(several
      ? [
          `allowed := []string{${origins.map((one) => json(one)).join(", ")}}`,
          "origin := allowed[0]",
          'for name, value := range request.Headers { if strings.EqualFold(name, "origin") && slices.Contains(allowed, value) { origin = value } }',
        ]
      : []),
    `return events.APIGatewayProxyResponse{StatusCode: 200, Headers: map[string]string{${NAME}: ${several ? "origin" : json(origins[0])}${pairs(fixed, ", ", (key, value) => `${key}: ${value}`)}}, Body: body}, nil`,
  ].join("\n");

/** By the beginning of a runtime's name; what runs on a bare system is mostly Go. */
const CODES: readonly (readonly [RegExp, Code])[] = [
  [/^nodejs/, javascript],
  [/^python/, python],
  [/^ruby/, ruby],
  [/^java/, java],
  [/^dotnet/, csharp],
  [/^(?:go|provided)/, go],
];
